// shell/seal.js against Node's own cryptography, by the format that docs/sealed-format.md tells: each
// opens what the other sealed, and whatever else the module is given becomes an answer and a sentence.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes, webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (...path) => readFileSync(join(root, ...path), 'utf8');
const PASSPHRASE = 'correct horse battery staple';
const LEAST_ROUNDS = 100000;
const AUDIT = '{"format":"touchstone-audit","version":1,"title":"Überweisung ☂"}\n';

// A page's modules without the program: base.js and seal.js, whose answers arrive as promises.
const load = (crypto = webcrypto) => {
  const context = createContext({ TextEncoder, TextDecoder, crypto, atob, btoa, Uint8Array });
  const touchstone = runInContext(`${read('shell', 'base.js')}\n${read('shell', 'seal.js')}\ntouchstone`, context);
  const waiting = new Map();
  let tokens = 0;
  touchstone.reply = (token, code, first = '', second = '', handle = 0) => {
    assert.ok(waiting.has(token), `one answer to request ${token}`);
    waiting.get(token)({ code, first, second, handle });
    waiting.delete(token);
  };
  const ask =
    (name) =>
    (...parameters) =>
      new Promise((answered, failed) => {
        tokens += 1;
        waiting.set(tokens, answered);
        touchstone.seal[name](tokens, ...parameters).catch(failed);
      });
  return { make: ask('make'), seal: ask('seal'), open: ask('open'), open_with: ask('open_with') };
};

const bytes = (text) => new TextEncoder().encode(text);
const text = (found) => new TextDecoder().decode(found);

// By the document, not by the module.
const open_by_node = (sealed, passphrase) => {
  const { key, cipher, data } = JSON.parse(sealed);
  const whole = Buffer.from(data, 'base64');
  const secret = pbkdf2Sync(passphrase.normalize('NFKC'), Buffer.from(key.salt, 'base64'), key.rounds, 32, 'sha256');
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(cipher.iv, 'base64'));
  decipher.setAuthTag(whole.subarray(-16));
  return Buffer.concat([decipher.update(whole.subarray(0, -16)), decipher.final()]).toString('utf8');
};

const parts_by_node = (plain, passphrase, rounds = LEAST_ROUNDS) => {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const encipher = createCipheriv(
    'aes-256-gcm',
    pbkdf2Sync(passphrase.normalize('NFKC'), salt, rounds, 32, 'sha256'),
    iv,
  );
  const data = Buffer.concat([encipher.update(plain), encipher.final(), encipher.getAuthTag()]);
  return {
    format: 'touchstone-sealed',
    version: 1,
    key: { name: 'PBKDF2', hash: 'SHA-256', rounds, salt: salt.toString('base64') },
    cipher: { name: 'AES-GCM', iv: iv.toString('base64') },
    data: data.toString('base64'),
  };
};
const seal_by_node = (...parameters) => bytes(JSON.stringify(parts_by_node(...parameters)));

const assert_sentence = (said) => {
  assert.equal(typeof said, 'string');
  assert.match(said, /^[A-Z].{20,200}\.$/, said);
  assert.doesNotMatch(said, /undefined|null|NaN|Error|token|JSON/, said);
};

describe('a sealed text', () => {
  let page;
  let key;
  let sealed;
  before(async () => {
    page = load();
    key = (await page.make(PASSPHRASE)).handle;
    sealed = (await page.seal(key, bytes(AUDIT))).first;
  });

  test('is the one line that the document tells, with nothing of the audit or the passphrase in it', () => {
    assert.match(
      sealed,
      /^\{"format":"touchstone-sealed","version":1,"key":\{"name":"PBKDF2","hash":"SHA-256","rounds":600000,"salt":"[\w+/]{22}=="\},"cipher":\{"name":"AES-GCM","iv":"[\w+/]{16}"\},"data":"[\w+/]+=*"\}$/,
    );
    assert.equal(Buffer.from(JSON.parse(sealed).data, 'base64').length, bytes(AUDIT).length + 16);
  });

  test('is opened by Node as the document says', () => assert.equal(open_by_node(sealed, PASSPHRASE), AUDIT));

  test('is opened by the very example of the document, and not with another passphrase', () => {
    const [, example] = /```js\n([^]*?)```/.exec(read('docs', 'sealed-format.md'));
    const folder = mkdtempSync(join(tmpdir(), 'touchstone-sealed-'));
    try {
      writeFileSync(join(folder, 'open.mjs'), example);
      writeFileSync(join(folder, 'sealed.json'), sealed);
      const run = (passphrase) =>
        spawnSync(process.execPath, ['open.mjs', 'sealed.json'], {
          cwd: folder,
          encoding: 'utf8',
          env: { ...process.env, PASSPHRASE: passphrase },
        });
      const opened = run(PASSPHRASE);
      assert.equal(opened.stdout, AUDIT, opened.stderr);
      assert.notEqual(run('another').status, 0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is opened by another page with the passphrase, which then seals under the same salt', async () => {
    const other = load();
    const { code, first, handle } = await other.open(PASSPHRASE, bytes(sealed));
    assert.equal(code, 1);
    assert.equal(text(first), AUDIT);
    const again = (await other.seal(handle, bytes('a later record'))).first;
    assert.deepEqual(JSON.parse(again).key, JSON.parse(sealed).key);
    assert.equal(text((await page.open_with(key, bytes(again))).first), 'a later record');
  });

  test('stays closed to a wrong passphrase, to none and to another key', async () => {
    for (const wrong of [`${PASSPHRASE} `, PASSPHRASE.toUpperCase(), '', 'x'.repeat(100000)]) {
      assert.equal((await page.open(wrong, bytes(sealed))).code, 0, wrong.slice(0, 40));
    }
    const another = (await page.make(PASSPHRASE)).handle;
    assert.notEqual(another, key);
    assert.equal((await page.open_with(another, bytes(sealed))).code, 0);
  });

  test('stays closed when any part of it was altered', async () => {
    const flipped = (base64, at) => {
      const altered = Buffer.from(base64, 'base64');
      altered[(at + altered.length) % altered.length] ^= 1;
      return altered.toString('base64');
    };
    const it = JSON.parse(sealed);
    for (const altered of [
      { ...it, data: flipped(it.data, 0) },
      { ...it, data: flipped(it.data, -1) },
      { ...it, data: Buffer.from(it.data, 'base64').subarray(0, -1).toString('base64') },
      { ...it, cipher: { ...it.cipher, iv: flipped(it.cipher.iv, 3) } },
      { ...it, key: { ...it.key, salt: flipped(it.key.salt, 3) } },
      { ...it, key: { ...it.key, rounds: it.key.rounds + 1 } },
    ])
      assert.equal((await page.open(PASSPHRASE, bytes(JSON.stringify(altered)))).code, 0);
  });

  test('differs each time, in its vector and all of its data', async () => {
    const again = JSON.parse((await page.seal(key, bytes(AUDIT))).first);
    const it = JSON.parse(sealed);
    assert.notEqual(again.cipher.iv, it.cipher.iv);
    assert.notEqual(again.data.slice(0, 24), it.data.slice(0, 24));
    const of_another_key = JSON.parse((await page.seal((await page.make(PASSPHRASE)).handle, bytes(AUDIT))).first);
    assert.notEqual(of_another_key.key.salt, it.key.salt);
  });

  test('holds nothing, and every kind of byte', async () => {
    for (const plain of [new Uint8Array(0), Uint8Array.from({ length: 70000 }, (_, i) => i % 256)]) {
      const packed = (await page.seal(key, plain)).first;
      const { code, first } = await page.open_with(key, bytes(packed));
      assert.equal(code, 1);
      assert.ok(Buffer.from(first).equals(Buffer.from(plain)), `${plain.length} bytes`);
    }
  });

  test('of 5 MB is sealed and opened in a few seconds', async () => {
    const plain = randomBytes(5_000_000);
    const begin = performance.now();
    const packed = (await page.seal(key, plain)).first;
    const { first } = await page.open_with(key, bytes(packed));
    const took = performance.now() - begin;
    assert.ok(Buffer.from(first).equals(plain));
    assert.ok(took < 5000, `${took} ms`);
  });
});

describe('what others sealed', () => {
  test('is opened when it keeps to the document, whatever the order of keys and the spaces', async () => {
    const { format, version, key, cipher, data } = parts_by_node(AUDIT, PASSPHRASE);
    const { salt, ...rest } = key;
    const turned = { more: [1, { a: null }], data, cipher, key: { salt, ...rest }, version, format };
    for (const spaces of [0, 2]) {
      const { code, first } = await load().open(PASSPHRASE, bytes(`\ufeff${JSON.stringify(turned, null, spaces)}\r\n`));
      assert.equal(code, 1);
      assert.equal(text(first), AUDIT);
    }
  });

  test('under an empty passphrase is not opened: the document knows none', async () => {
    assert.equal((await load().open('', seal_by_node(AUDIT, ''))).code, 0);
  });

  test('is opened with the passphrase typed in another sequence of code points', async () => {
    const composed = 'caf\u00e9 \uff26\uff29\uff2e';
    const decomposed = 'cafe\u0301 FIN';
    assert.notEqual(composed, decomposed);
    const page = load();
    assert.equal(text((await page.open(decomposed, seal_by_node(AUDIT, composed))).first), AUDIT);
    assert.equal(text((await page.open(composed, seal_by_node(AUDIT, decomposed))).first), AUDIT);
    assert.equal((await page.open('cafe FIN', seal_by_node(AUDIT, composed))).code, 0);
    const own = (await page.seal((await page.make(decomposed)).handle, bytes(AUDIT))).first;
    assert.equal(open_by_node(own, composed), AUDIT);
  });
});

describe('malformed text', () => {
  const page = load();
  const whole = parts_by_node(AUDIT, PASSPHRASE);
  const json = JSON.stringify(whole);
  const with_key = (more) => JSON.stringify({ ...whole, key: { ...whole.key, ...more } });
  const with_cipher = (more) => JSON.stringify({ ...whole, cipher: { ...whole.cipher, ...more } });
  const without = (name) => JSON.stringify({ ...whole, [name]: undefined });
  const kinds = {
    'no bytes at all': ['', /no sealed audit/],
    'an audit that is not sealed': [AUDIT, /no sealed audit/],
    'not JSON': ['sealed!', /no sealed audit/],
    null: ['null', /no sealed audit/],
    'a number': ['1', /no sealed audit/],
    'a list': ['[]', /no sealed audit/],
    'a text': ['"touchstone-sealed"', /no sealed audit/],
    'the format in a __proto__ key': [`{"__proto__":${json}}`, /no sealed audit/],
    'bytes that are not UTF-8': [Uint8Array.of(0xff, 0xfe, 0x00, 0x7b), /no sealed audit/],
    '100,000 levels': ['['.repeat(100000), /no sealed audit/],
    'cut in its head': [json.slice(0, 60), /cut short/],
    'cut in its data': [json.slice(0, -20), /cut short/],
    'two texts, one after the other': [json + json, /altered/],
    'no version': [without('version'), /damaged \(version\)/],
    'a version that is a text': [JSON.stringify({ ...whole, version: '1' }), /damaged \(version\)/],
    'a version that is a number to nobody': [
      JSON.stringify({ ...whole, version: { toString: null, valueOf: null } }),
      /damaged \(version\)/,
    ],
    'version 0': [JSON.stringify({ ...whole, version: 0 }), /damaged \(version\)/],
    'a newer version': [JSON.stringify({ ...whole, version: 2 }), /newer Touchstone/],
    'a newer version of another shape': ['{"format":"touchstone-sealed","version":3,"boxes":[]}', /newer Touchstone/],
    'no key': [without('key'), /algorithms/],
    'a key that is null': [JSON.stringify({ ...whole, key: null }), /algorithms/],
    'a key that is a text': [JSON.stringify({ ...whole, key: 'PBKDF2' }), /algorithms/],
    'a key by another name': [with_key({ name: 'Argon2id' }), /algorithms/],
    'another hash': [with_key({ hash: 'SHA-1' }), /algorithms/],
    'a hash that is a list': [with_key({ hash: ['SHA-256'] }), /algorithms/],
    'no cipher': [without('cipher'), /algorithms/],
    'another cipher': [with_cipher({ name: 'AES-CBC' }), /algorithms/],
    'no rounds': [with_key({ rounds: undefined }), /damaged \(rounds\)/],
    'rounds that are a text': [with_key({ rounds: '600000' }), /damaged \(rounds\)/],
    'rounds that are no whole number': [with_key({ rounds: 600000.5 }), /damaged \(rounds\)/],
    'rounds beyond numbers': [with_key({ rounds: 1 }).replace('"rounds":1', '"rounds":1e999'), /damaged \(rounds\)/],
    'no rounds to speak of': [with_key({ rounds: 0 }), /0 rounds.*100,000 to 10,000,000/],
    'rounds below 0': [with_key({ rounds: -600000 }), /100,000 to 10,000,000/],
    'too few rounds': [with_key({ rounds: 99999 }), /99999 rounds.*100,000 to 10,000,000/],
    'rounds that would hang the page': [with_key({ rounds: 10000001 }), /100,000 to 10,000,000/],
    'no salt': [with_key({ salt: undefined }), /damaged \(salt\)/],
    'a salt that is a list': [with_key({ salt: [whole.key.salt] }), /damaged \(salt\)/],
    'a salt of 15 bytes': [with_key({ salt: Buffer.alloc(15).toString('base64') }), /damaged \(salt\)/],
    'no vector': [with_cipher({ iv: undefined }), /damaged \(iv\)/],
    'a vector of 16 bytes': [with_cipher({ iv: Buffer.alloc(16).toString('base64') }), /damaged \(iv\)/],
    'a vector that is no base64': [with_cipher({ iv: '****************' }), /damaged \(iv\)/],
    'no data': [without('data'), /damaged \(data\)/],
    'data that are a list of numbers': [JSON.stringify({ ...whole, data: [1, 2, 3] }), /damaged \(data\)/],
    'data that are no base64': [
      JSON.stringify({ ...whole, data: `${whole.data.slice(0, -4)}é§ü=` }),
      /damaged \(data\)/,
    ],
    'data shorter than their tag': [
      JSON.stringify({ ...whole, data: Buffer.alloc(15).toString('base64') }),
      /damaged \(data\)/,
    ],
  };

  test('the text that all of these break is opened', async () => {
    assert.equal(text((await page.open(PASSPHRASE, bytes(json))).first), AUDIT);
  });

  for (const [name, [broken, expected]] of Object.entries(kinds)) {
    test(`${name}: refused with a sentence, whether by passphrase or by key`, async () => {
      const given = typeof broken === 'string' ? bytes(broken) : broken;
      const { handle } = await page.open(PASSPHRASE, bytes(json));
      for (const answer of [await page.open(PASSPHRASE, given), await page.open_with(handle, given)]) {
        assert.equal(answer.code, -1);
        assert_sentence(answer.first);
        assert.match(answer.first, expected);
        assert.equal(answer.handle, 0);
      }
    });
  }
});

describe('what cannot be done', () => {
  test('an empty passphrase makes no key', async () => {
    const { code, first } = await load().make('');
    assert.equal(code, -1);
    assert_sentence(first);
  });

  test('a key of another page is not known', async () => {
    const page = load();
    for (const answer of [await page.seal(7, bytes(AUDIT)), await page.open_with(7, seal_by_node(AUDIT, PASSPHRASE))]) {
      assert.equal(answer.code, -1);
      assert_sentence(answer.first);
    }
  });

  test('where the browser has no encryption, every request is answered with what to do', async () => {
    const page = load({ getRandomValues: (to) => webcrypto.getRandomValues(to) });
    for (const answer of [
      await page.make(PASSPHRASE),
      await page.seal(1, bytes(AUDIT)),
      await page.open(PASSPHRASE, seal_by_node(AUDIT, PASSPHRASE)),
      await page.open_with(1, seal_by_node(AUDIT, PASSPHRASE)),
    ]) {
      assert.equal(answer.code, -1);
      assert_sentence(answer.first);
      assert.match(answer.first, /from disk or https/);
    }
  });

  test('a key never leaves the browser’s keeping', async () => {
    const made = [];
    const subtle = new Proxy(webcrypto.subtle, {
      get:
        (it, name) =>
        async (...parameters) => {
          const answer = await it[name](...parameters);
          if (name === 'deriveKey' || name === 'importKey') made.push(answer);
          return answer;
        },
    });
    const page = load({ subtle, getRandomValues: (to) => webcrypto.getRandomValues(to) });
    await page.make(PASSPHRASE);
    assert.equal((await page.open(PASSPHRASE, seal_by_node(AUDIT, PASSPHRASE))).code, 1);
    assert.equal(made.length, 4);
    for (const key of made) assert.equal(key.extractable, false);
  });
});
