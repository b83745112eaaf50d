// The audits in IndexedDB: a safety net. Relaxed writes are acknowledged when the system has them (a killed
// browser loses none), strict ones when they are flushed to disk. Windows that share the store tell each
// other what they wrote, and agree by a lock on which of them writes.
touchstone.store = (() => {
  const NAME = 'touchstone';
  const TABLE = 'bytes';
  const MARK = 'touchstone-mark';
  const MOST_PATIENCE_MS = 20000;
  let opening = null;
  let usable = true;
  let lost = false; // the browser has closed the store, perhaps cleared it, since the last write
  let asked_to_persist = false;
  const writing = new Map(); // key -> {next: {bytes, strict, seal, tokens}} while a write is under way
  let sealing = Promise.resolve(); // keeps writes in order while some are being sealed
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;
  let claimed = '';
  let let_go = () => {};

  // Some browsers never answer, neither with the store nor with an error.
  const in_time = (promise) => {
    let timer = 0;
    const silence = new Promise((_, reject) => {
      timer = setTimeout(
        () => reject(touchstone.fault('Silence', 'the browser’s store does not answer')),
        MOST_PATIENCE_MS,
      );
    });
    return Promise.race([promise, silence]).finally(() => clearTimeout(timer));
  };

  // What is written next may meet an empty store: it must begin with all that is to be kept.
  const closed = (connection) => {
    connection.close();
    opening = null;
    lost = true;
  };

  const connect = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => {
        const connection = request.result;
        connection.onversionchange = () => closed(connection);
        connection.onclose = () => closed(connection);
        resolve(connection);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () =>
        reject(touchstone.fault('Blocked', 'a page of an older Touchstone holds the store. Close it'));
    });

  const open = () => {
    if (!opening) {
      opening = in_time(connect());
      opening.catch(() => {
        opening = null;
      });
    }
    return opening;
  };

  // work(table) returns a request, whose result is the answer. The commit is asked for at once, so that a
  // page which goes away right after has said all it had to say.
  const run = async (mode, strict, work) => {
    const connection = await open();
    let transaction;
    try {
      transaction = connection.transaction(TABLE, mode, { durability: strict ? 'strict' : 'relaxed' });
    } catch (error) {
      closed(connection);
      throw error;
    }
    const answer = await in_time(
      new Promise((resolve, reject) => {
        const request = work(transaction.objectStore(TABLE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onerror = () => reject(transaction.error || request.error);
        transaction.onabort = () =>
          reject(transaction.error || request.error || touchstone.fault('Refusal', 'the browser’s store refused it'));
        if (transaction.commit) transaction.commit();
      }),
    );
    if (!usable) {
      usable = true;
      _ts_store_usable(1);
    }
    return answer;
  };

  const fail = (error) => {
    console.info(error); // the browser's own words, for whoever looks for the cause
    if (usable) {
      usable = false;
      _ts_store_usable(0);
    }
    return touchstone.sentence(error);
  };

  // Browsers throw kept data away when room is short, but not what they were asked to persist. Some ask
  // the person, so not before there is something to keep.
  const persist = () => {
    if (asked_to_persist || !navigator.storage || !navigator.storage.persist) return;
    asked_to_persist = true;
    navigator.storage.persist().catch(() => {});
  };

  const write = async (key, bytes, strict) => {
    const begins_anew = lost;
    lost = false;
    if (begins_anew) throw touchstone.fault('Loss', 'the browser has closed its store, or somebody has cleared it');
    try {
      await run('readwrite', strict, (table) => table.put(bytes, key));
    } finally {
      lost = false; // whoever wrote is told, and begins with all
    }
    persist();
  };

  const write_next = async (key, job) => {
    const state = { next: null };
    writing.set(key, state);
    let problem = '';
    try {
      const { bytes, seal } = job;
      sealing = sealing.catch(() => {}).then(() => (seal ? touchstone.seal.sealed(seal, bytes) : bytes));
      const kept = await sealing;
      await write(key, kept, job.strict);
      touchstone.debug.kept += 1;
      if (channel) channel.postMessage(key);
    } catch (error) {
      problem = fail(error);
    }
    job.tokens.forEach((token) => touchstone.reply(token, problem === '' ? 1 : 0, problem));
    writing.delete(key);
    if (state.next) write_next(key, state.next);
  };

  const range_of = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

  const tell_claim = (name, held) => touchstone.lend(name, (p, n) => _ts_claimed(p, n, held ? 1 : 0));

  // Holds the name until another is claimed. Whoever loses it to another window waits in line. A request
  // refused before the lock was ever given is not made again: a page being left has every one refused.
  const hold = (name, options) => {
    let asked_in_vain = true;
    const given = (lock) => {
      asked_in_vain = false;
      if (!lock) return false;
      if (claimed !== name) return true;
      tell_claim(name, true);
      return new Promise((done) => {
        let_go = () => done(true);
      });
    };
    const wait_in_line = () => {
      if (claimed !== name) return;
      tell_claim(name, false);
      hold(name, {});
    };
    navigator.locks.request(name, options, given).then(
      (over) => {
        if (!over) wait_in_line();
      },
      (error) => {
        if (!asked_in_vain) wait_in_line();
        else if (error.name === 'SecurityError' && claimed === name) tell_claim(name, true); // no locks here
      },
    );
  };

  return {
    start() {
      if (channel)
        channel.onmessage = (event) => touchstone.lend(String(event.data), (p, n) => _ts_stored_elsewhere(p, n));
    },
    claim(name, takeOver) {
      claimed = name;
      let_go();
      let_go = () => {};
      if (name === '') return;
      if (!navigator.locks) tell_claim(name, true);
      else hold(name, takeOver ? { steal: true } : { ifAvailable: true });
    },
    put(token, key, bytes, strict, seal) {
      const state = writing.get(key);
      if (!state) {
        write_next(key, { bytes, strict, seal, tokens: [token] });
      } else if (state.next) {
        state.next.bytes = bytes;
        state.next.seal = seal;
        state.next.strict = state.next.strict || strict;
        state.next.tokens.push(token);
      } else {
        state.next = { bytes, strict, seal, tokens: [token] };
      }
    },
    is_writing: () => writing.size > 0,
    // One short text outside of the store, which tells of a store that was cleared.
    mark() {
      try {
        return localStorage.getItem(MARK) || '';
      } catch {
        return '';
      }
    },
    set_mark(text) {
      try {
        if (text === '') localStorage.removeItem(MARK);
        else localStorage.setItem(MARK, text);
      } catch {
        /* this browser keeps nothing of that kind */
      }
    },
    async get(token, key) {
      try {
        const bytes = await run('readonly', false, (table) => table.get(key));
        if (bytes === undefined) touchstone.reply(token, 0);
        else touchstone.reply(token, 1, bytes);
      } catch (error) {
        touchstone.page.problem(
          `What this browser keeps cannot be read: ${fail(error)}. Reload the page to try again.`,
        );
        touchstone.reply(token, 0);
      }
    },
    async keys(token, prefix) {
      try {
        const keys = await run('readonly', false, (table) => table.getAllKeys(range_of(prefix)));
        touchstone.reply(token, 1, keys.join('\n'));
      } catch (error) {
        touchstone.page.problem(
          `What this browser keeps cannot be read: ${fail(error)}. Reload the page to try again.`,
        );
        touchstone.reply(token, 0);
      }
    },
    async remove(token, prefix) {
      try {
        await run('readwrite', false, (table) => table.delete(range_of(prefix)));
        if (channel) channel.postMessage(prefix);
        touchstone.reply(token, 1);
      } catch (error) {
        touchstone.reply(token, 0, fail(error));
      }
    },
  };
})();
