// Ballots sealed for whoever holds a workshop's private key (docs/workshop.md): anybody can carry one, nobody
// else can read it. Keys and lines are text (base64url). Bytes handed in are copies (touchstone.bytes).
touchstone.ballots = (() => {
  const CURVE = { name: 'ECDH', namedCurve: 'P-256' };
  const MARK = 'TB1.';
  const POINT_BYTES = 65; // of a public key, uncompressed

  const { to_letters, from_letters } = touchstone;
  const subtle = () => {
    if (!crypto.subtle)
      throw new Error('The browser encrypts only in pages from disk or https: open Touchstone in one of these ways.');
    return crypto.subtle;
  };

  // One key for each ballot, from the secret that its two points share; so the cipher's counter may start at 0.
  const cipher_key = async (mine, theirs, point) => {
    const secret = await subtle().deriveBits({ name: 'ECDH', public: theirs }, mine, 256);
    const source = await subtle().importKey('raw', secret, 'HKDF', false, ['deriveKey']);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: point, info: touchstone.encoder.encode(MARK) };
    return subtle().deriveKey(how, source, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  };
  const cipher = { name: 'AES-GCM', iv: new Uint8Array(12) };
  const point_key = (bytes) => subtle().importKey('raw', bytes, CURVE, true, []);
  const raw = async (key) => new Uint8Array(await subtle().exportKey('raw', key));

  const answer = (token, work) =>
    work().then(
      (reply) => touchstone.reply(token, 1, ...reply),
      (error) => touchstone.reply(token, -1, touchstone.sentence(error)),
    );

  return {
    // A new pair: public and private.
    keys: (token) =>
      answer(token, async () => {
        const pair = await subtle().generateKey(CURVE, true, ['deriveBits']);
        return [
          to_letters(await raw(pair.publicKey)),
          to_letters(new Uint8Array(await subtle().exportKey('pkcs8', pair.privateKey))),
        ];
      }),
    seal: (token, public_key, bytes) =>
      answer(token, async () => {
        const pair = await subtle().generateKey(CURVE, true, ['deriveBits']);
        const point = await raw(pair.publicKey);
        const key = await cipher_key(pair.privateKey, await point_key(from_letters(public_key)), point);
        const data = new Uint8Array(await subtle().encrypt(cipher, key, bytes));
        const line = new Uint8Array(point.length + data.length);
        line.set(point);
        line.set(data, point.length);
        return [MARK + to_letters(line)];
      }),
    open: (token, private_key, line) =>
      answer(token, async () => {
        const bytes = from_letters(line.slice(MARK.length));
        const point = bytes.slice(0, POINT_BYTES);
        const mine = await subtle().importKey('pkcs8', from_letters(private_key), CURVE, false, ['deriveBits']);
        const key = await cipher_key(mine, await point_key(point), point);
        return [new Uint8Array(await subtle().decrypt(cipher, key, bytes.slice(POINT_BYTES)))];
      }),
  };
})();
