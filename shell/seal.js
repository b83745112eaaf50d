// Texts sealed with a passphrase; docs/sealed-format.md describes them for others. Keys stay here, under
// numbers, as long as the page lives; passphrases are not kept. Bytes handed in are copies (touchstone.bytes).
touchstone.seal = (() => {
  const FORMAT = 'touchstone-sealed';
  const CIPHER = 'AES-GCM';
  const KEY = { name: 'PBKDF2', hash: 'SHA-256', rounds: 600000 };
  const TAG_BYTES = 16;

  const keys = new Map(); // number -> {key, made: how it was made, as it stands in the text}

  const demand = (holds, sentence) => {
    if (!holds) throw new Error(sentence);
  };
  const damaged = (what) => `The sealed audit is damaged (${what}): use another copy of it.`;

  const { to_base64, from_base64 } = touchstone;

  const random = (size) => crypto.getRandomValues(new Uint8Array(size));

  // The same passphrase can be typed in several sequences of code points: NFKC makes them one.
  const derive = async (passphrase, salt, iterations) => {
    const typed = touchstone.encoder.encode(passphrase.normalize('NFKC'));
    const secret = await crypto.subtle.importKey('raw', typed, KEY.name, false, ['deriveKey']);
    return crypto.subtle.deriveKey({ ...KEY, salt, iterations }, secret, { name: CIPHER, length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
  };

  const remember = (key, made) => {
    keys.set(keys.size + 1, { key, made });
    return keys.size;
  };

  const known = (number) => {
    demand(keys.has(number), 'The key of this audit is not known here: type its passphrase again.');
    return keys.get(number);
  };

  // Anybody may have written the bytes: whatever is wrong with them becomes a sentence.
  const read = (bytes) => {
    const text = touchstone.decoder.decode(bytes);
    let it = null;
    try {
      it = JSON.parse(text);
    } catch {
      demand(!text.trimStart().startsWith(`{"format":"${FORMAT}"`), damaged('it is cut short or altered'));
    }
    demand(it && it.format === FORMAT, 'This is no sealed audit: choose a file that was saved with a passphrase.');
    demand(
      !(typeof it.version === 'number' && it.version > 1),
      'A newer Touchstone has sealed this audit: open it with that one.',
    );
    demand(it.version === 1, damaged('version'));
    const key = Object(it.key);
    const cipher = Object(it.cipher);
    demand(
      key.name === KEY.name && key.hash === KEY.hash && cipher.name === CIPHER,
      'The algorithms of this sealed audit are not known here: open it with the program that sealed it.',
    );
    demand(Number.isInteger(key.rounds), damaged('rounds'));
    demand(
      key.rounds >= 100000 && key.rounds <= 10000000,
      `This audit was sealed with ${key.rounds} rounds, and only 100,000 to 10,000,000 are accepted: seal it anew.`,
    );
    const bytes_of = (owner, name, fits) => {
      let found = null;
      try {
        if (typeof owner[name] === 'string') found = from_base64(owner[name]);
      } catch {
        /* no base64 */
      }
      demand(found && fits(found.length), damaged(name));
      return found;
    };
    return {
      salt: bytes_of(key, 'salt', (size) => size === 16),
      iv: bytes_of(cipher, 'iv', (size) => size === 12),
      data: bytes_of(it, 'data', (size) => size >= TAG_BYTES),
      made: { ...KEY, rounds: key.rounds, salt: key.salt },
    };
  };

  // Null when the key does not fit; altered data looks the same.
  const decrypt = async (key, { iv, data }) => {
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: CIPHER, iv }, key, data));
    } catch (error) {
      if (error.name === 'OperationError') return null;
      throw error;
    }
  };

  const answer = async (token, work) => {
    let reply;
    try {
      demand(
        crypto.subtle,
        'The browser encrypts only in pages from disk or https: open Touchstone in one of these ways.',
      );
      reply = await work();
    } catch (error) {
      reply = [-1, touchstone.sentence(error)];
    }
    touchstone.reply(token, ...reply);
  };

  const sealed = async (number, bytes) => {
    const { key, made } = known(number);
    const iv = random(12);
    const data = new Uint8Array(await crypto.subtle.encrypt({ name: CIPHER, iv }, key, bytes));
    return JSON.stringify({
      format: FORMAT,
      version: 1,
      key: made,
      cipher: { name: CIPHER, iv: to_base64(iv) },
      data: to_base64(data),
    });
  };

  return {
    // For the store: the sealed text's bytes.
    sealed: async (number, bytes) => touchstone.encoder.encode(await sealed(number, bytes)),
    // 1 and the number of a new key.
    make: (token, passphrase) =>
      answer(token, async () => {
        demand(passphrase !== '', 'An empty passphrase protects nothing: type one.');
        const salt = random(16);
        const key = await derive(passphrase, salt, KEY.rounds);
        return [1, '', '', remember(key, { ...KEY, salt: to_base64(salt) })];
      }),
    // 1 and the sealed text.
    seal: (token, number, bytes) => answer(token, async () => [1, await sealed(number, bytes)]),
    // 1, the plain bytes and the number of their key; 0 when the passphrase is wrong.
    open: (token, passphrase, bytes) =>
      answer(token, async () => {
        const it = read(bytes);
        if (passphrase === '') return [0];
        const key = await derive(passphrase, it.salt, it.made.rounds);
        const plain = await decrypt(key, it);
        return plain ? [1, plain, '', remember(key, it.made)] : [0];
      }),
    // The same under a key of make or open; 0 when it is another's.
    open_with: (token, number, bytes) =>
      answer(token, async () => {
        const plain = await decrypt(known(number).key, read(bytes));
        return plain ? [1, plain, '', number] : [0];
      }),
  };
})();
