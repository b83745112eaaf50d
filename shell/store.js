// The audits in IndexedDB: a safety net. Relaxed writes are acknowledged when the system has them (a killed
// browser loses none), strict ones when they are flushed to disk. Windows that share the store tell each
// other what they wrote, and agree by a lock on which of them writes.
touchstone.store = (() => {
  const NAME = 'touchstone';
  const TABLE = 'bytes';
  let opening = null;
  let usable = true;
  const writing = new Map();  // key -> {next: {bytes, strict, seal, tokens}} while a write is under way
  let sealing = Promise.resolve();  // keeps writes in order while some are being sealed
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(NAME) : null;
  let claimed = '';
  let let_go = () => {};

  const open = () => {
    opening = opening || new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error('the store is held by an older page'));
    });
    return opening;
  };

  const run = async (mode, strict, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(TABLE, mode, { durability: strict ? 'strict' : 'relaxed' });
      const request = work(transaction.objectStore(TABLE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error || new Error('the store refused'));
    });
  };

  const fail = (error) => {
    if (usable) {
      usable = false;
      _ts_store_lost();
    }
    return `The browser’s store cannot be used: ${touchstone.sentence(error)}`;
  };

  const write_next = async (key, job) => {
    const state = { next: null };
    writing.set(key, state);
    let problem = '';
    try {
      const { bytes, seal } = job;
      sealing = sealing.catch(() => {}).then(() => (seal ? touchstone.seal.sealed(seal, bytes) : bytes));
      const kept = await sealing;
      await run('readwrite', job.strict, (table) => table.put(kept, key));
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
      return new Promise((done) => { let_go = () => done(true); });
    };
    const wait_in_line = () => {
      if (claimed !== name) return;
      tell_claim(name, false);
      hold(name, {});
    };
    navigator.locks.request(name, options, given).then((over) => {
      if (!over) wait_in_line();
    }, (error) => {
      if (!asked_in_vain) wait_in_line();
      else if (error.name === 'SecurityError' && claimed === name) tell_claim(name, true);  // no locks here
    });
  };

  return {
    start() {
      if (channel) channel.onmessage = (event) => touchstone.lend(String(event.data), (p, n) => _ts_stored_elsewhere(p, n));
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
    async get(token, key) {
      try {
        const bytes = await run('readonly', false, (table) => table.get(key));
        if (bytes === undefined) touchstone.reply(token, 0);
        else touchstone.reply(token, 1, bytes);
      } catch (error) {
        fail(error);
        touchstone.reply(token, 0);
      }
    },
    async keys(token, prefix) {
      try {
        const keys = await run('readonly', false, (table) => table.getAllKeys(range_of(prefix)));
        touchstone.reply(token, 1, keys.join('\n'));
      } catch (error) {
        fail(error);
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
