// Sealed texts and sealed ballots that somebody altered, for shell/seal.js and shell/ballots.js: each is
// answered once, with the text that was sealed, with "another passphrase", or with a sentence; and no key is
// derived before all else about the text is known to be in order, the number of rounds above all.
//
//   node tests/fuzz/sealed_files.mjs [MINUTES] [SEED]       (1 minute, a seed by the clock)
//
// Begins with tests/fuzz/corpus/sealed. Exit status 1 and the input on the first that does otherwise.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { chance_of, mutated } from './mutate.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CORPUS = join(HERE, 'corpus/sealed');
const read = (name) => readFileSync(join(HERE, '../../shell', name), 'utf8');

const PASSPHRASE = 'correct horse battery staple';
export const PLAIN = '{"format":"touchstone-audit","version":1,"title":"Überweisung ☂"}\n';
const LEAST_ROUNDS = 100000;
const MOST_ROUNDS = 10000000;
const PATIENCE_MS = 5000;

// As sealed.test.mjs loads them. What is derived is written down; of keys that the corpus does not hold one
// round is enough, as they open nothing.
export const load = () => {
  const derived = [];
  const known = new Map();
  const subtle = new Proxy(webcrypto.subtle, {
    get: (it, name) =>
      name !== 'deriveKey'
        ? it[name].bind(it)
        : async (how, ...more) => {
            if (how.name !== 'PBKDF2') return it.deriveKey(how, ...more);
            derived.push(how.iterations);
            const mark = `${how.iterations} ${Buffer.from(how.salt).toString('base64')}`;
            if (known.has(mark)) return known.get(mark);
            return it.deriveKey({ ...how, iterations: 1 }, ...more);
          },
  });
  const learn = async (text, passphrase) => {
    const { key } = JSON.parse(text);
    const salt = Buffer.from(key.salt, 'base64');
    const secret = await webcrypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
      'deriveKey',
    ]);
    known.set(
      `${key.rounds} ${key.salt}`,
      await webcrypto.subtle.deriveKey(
        { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: key.rounds },
        secret,
        { name: 'AES-GCM', length: 256 },
        false,
        ['encrypt', 'decrypt'],
      ),
    );
  };
  const crypto = { subtle, getRandomValues: (to) => webcrypto.getRandomValues(to) };
  const context = createContext({ TextEncoder, TextDecoder, crypto, atob, btoa, Uint8Array });
  const touchstone = runInContext(`${['base.js', 'seal.js', 'ballots.js'].map(read).join('\n')}\ntouchstone`, context);
  const waiting = new Map();
  let tokens = 0;
  touchstone.reply = (token, code, first = '', second = '', handle = 0) => {
    assert.ok(waiting.has(token), 'a request is answered once');
    waiting.get(token)({ code, first, second, handle });
    waiting.delete(token);
  };
  const ask =
    (act) =>
    (...parameters) =>
      new Promise((answered, failed) => {
        tokens += 1;
        waiting.set(tokens, answered);
        const late = setTimeout(() => failed(new Error('no answer')), PATIENCE_MS);
        act()(tokens, ...parameters)
          .catch(failed)
          .finally(() => clearTimeout(late));
      });
  return {
    derived,
    learn,
    open: ask(() => touchstone.seal.open),
    open_with: ask(() => touchstone.seal.open_with),
    ballot_keys: ask(() => touchstone.ballots.keys),
    ballot_seal: ask(() => touchstone.ballots.seal),
    ballot_open: ask(() => touchstone.ballots.open),
  };
};

const bytes = (text) => new TextEncoder().encode(text);
const text_of = (found) => new TextDecoder().decode(found);

const assert_sentence = (said) => {
  assert.match(said, /^[A-Z][^]{20,400}\.$/, said);
  assert.doesNotMatch(said, /undefined|NaN|Error|token|JSON|object|primitive|function/, said);
};

// Files of the corpus are opened, damaged or foreign; the name's first word says which.
const seeds = () =>
  readdirSync(CORPUS)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(CORPUS, name), 'utf8') }));

export const look_at = async (page, text) => {
  page.derived.length = 0;
  const answer = await page.open(PASSPHRASE, bytes(text));
  for (const rounds of page.derived)
    assert.ok(rounds >= LEAST_ROUNDS && rounds <= MOST_ROUNDS, `${rounds} rounds were begun`);
  assert.ok(page.derived.length <= 1, 'one key is derived');
  assert.ok([1, 0, -1].includes(answer.code), `answered ${answer.code}`);
  if (answer.code === -1) {
    assert_sentence(answer.first);
    assert.equal(page.derived.length, 0, 'a refused text cost no key');
  }
  if (answer.code === 1) assert.equal(text_of(answer.first), PLAIN);
  else assert.equal(answer.handle, 0);
  return answer;
};

const look_at_ballot = async (page, pair, line) => {
  const answer = await page.ballot_open(pair.second, line);
  assert.ok([1, -1].includes(answer.code), `answered ${answer.code}`);
  if (answer.code === 1) assert.equal(text_of(answer.first), PLAIN);
  else assert.equal(typeof answer.first, 'string');
};

// Calls `told(input)` before each; ends with `is_over(runs)`. Answers how often it ran.
export const fuzz = async (seed, is_over, told = () => {}) => {
  const chance = chance_of(seed);
  const page = load();
  const corpus = seeds();
  for (const { name, text } of corpus) {
    told(text);
    if (name.startsWith('opens')) await page.learn(text, PASSPHRASE);
    const { code } = await look_at(page, text);
    assert.equal(code, name.startsWith('opens') ? 1 : -1, name);
  }
  const { handle } = await page.open(PASSPHRASE, bytes(corpus.find(({ name }) => name.startsWith('opens')).text));
  const pair = await page.ballot_keys();
  const line = (await page.ballot_seal(pair.first, bytes(PLAIN))).first;
  let runs = 0;
  for (; !is_over(runs); runs += 1) {
    if (runs % 8 === 0) {
      const altered = mutated(line, chance);
      told(altered);
      await look_at_ballot(page, pair, altered);
    } else {
      const altered = mutated(chance.of(corpus).text, chance);
      told(altered);
      await look_at(page, altered);
      const again = await page.open_with(handle, bytes(altered));
      if (again.code === -1) assert_sentence(again.first);
    }
  }
  return runs;
};

const main = async () => {
  const minutes = Number(process.argv[2] ?? 1);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  const end = Date.now() + minutes * 60000;
  console.log(`seed ${seed}`);
  let last = '';
  try {
    const runs = await fuzz(
      seed,
      () => Date.now() > end,
      (input) => {
        last = input;
      },
    );
    console.log(`${runs} altered texts in ${minutes} minutes: no finding`);
  } catch (error) {
    console.error(error);
    console.error(`seed ${seed}, the input was:\n${last.slice(0, 20000)}`);
    process.exit(1);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
