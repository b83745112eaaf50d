// The working copy in IndexedDB: a safety net. Relaxed writes are acknowledged when the system has them
// (a killed browser loses none), strict ones when they are flushed to disk.
touchstone.store = (() => {
  const NAME = 'touchstone';
  const TABLE = 'bytes';
  let opening = null;
  let usable = true;
  const writing = new Map();  // key -> {next: {bytes, strict, tokens}} while a write is under way

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
      await run('readwrite', job.strict, (table) => table.put(job.bytes, key));
    } catch (error) {
      problem = fail(error);
    }
    job.tokens.forEach((token) => touchstone.reply(token, problem === '' ? 1 : 0, problem));
    writing.delete(key);
    if (state.next) write_next(key, state.next);
  };

  return {
    put(token, key, bytes, strict) {
      const state = writing.get(key);
      if (!state) {
        write_next(key, { bytes, strict, tokens: [token] });
      } else if (state.next) {
        state.next.bytes = bytes;
        state.next.strict = state.next.strict || strict;
        state.next.tokens.push(token);
      } else {
        state.next = { bytes, strict, tokens: [token] };
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
        const range = prefix === '' ? null : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const keys = await run('readonly', false, (table) => table.getAllKeys(range));
        touchstone.reply(token, 1, keys.join('\n'));
      } catch (error) {
        fail(error);
        touchstone.reply(token, 0);
      }
    },
    async remove(token, key) {
      try {
        await run('readwrite', true, (table) => table.delete(key));
        touchstone.reply(token, 1);
      } catch (error) {
        touchstone.reply(token, 0, fail(error));
      }
    },
  };
})();
