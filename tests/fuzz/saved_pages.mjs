// Pages that hold anybody's text in the place of an audit. Written by shell/copy.js, the text stands in its
// block as it was, and nothing of it outside. Written by somebody else, the page starts all the same, says
// what is wrong, and runs nothing of it.
//
//   node tests/fuzz/saved_pages.mjs [MINUTES] [SEED]            copy.js, here (1 minute, a seed by the clock)
//   node tests/fuzz/saved_pages.mjs [MINUTES] [SEED] browser    pages by somebody else, in Chromium
//
// Begins with tests/fuzz/corpus/saved_pages. Exit status 1 and the input on the first that does otherwise.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { chance_of, mutated } from './mutate.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CORPUS = join(HERE, 'corpus/saved_pages');
const read = (...path) => readFileSync(join(HERE, '../..', ...path), 'utf8');
const seeds = () =>
  readdirSync(CORPUS)
    .sort()
    .map((name) => readFileSync(join(CORPUS, name), 'utf8'));

const FORMS = ['', 'read-only', 'READ-ONLY', '"><script>', 'read-only" onload="x', '{{audit}}', '<'];

// shell/copy.js on the pieces of a small page.
const load = () => {
  const pieces = { style: 'body {}', program: 'QUJD', script: 'touchstone_program();' };
  const document = {
    getElementById: (name) => ({ textContent: pieces[name], dataset: { form: '' } }),
    querySelector: (what) =>
      what.includes('icon')
        ? { getAttribute: () => 'data:,' }
        : { content: "default-src 'none'; trusted-types 'none'" },
  };
  const template = read('shell/index.html');
  const context = createContext({ document, touchstone: {}, touchstone_template: template });
  const { whole } = runInContext(`${read('shell/copy.js')}\ntouchstone.copy`, context);
  return whole;
};

const BLOCK = /<script type="application\/json" id="audit" data-form="([^"]*)">/;

const as_json = (text) => {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return null;
  }
};

// `empty`: the page without an audit.
const look_at = (whole, empty, text, form) => {
  const page = whole(text, form);
  const [mark, found] = BLOCK.exec(empty);
  const begin = empty.indexOf(mark);
  const end = empty.length - begin - mark.length;
  assert.equal(found, '');
  const read_only = mark.replace('data-form=""', 'data-form="read-only"');
  const here = form === 'read-only' ? read_only : mark;
  assert.equal(page.slice(0, begin), empty.slice(0, begin), 'what stands before the block');
  assert.equal(page.slice(begin, begin + here.length), here, 'the head of the block');
  assert.equal(page.slice(page.length - end), empty.slice(-end), 'what stands behind the block');
  const block = page.slice(begin + here.length, page.length - end);
  assert.doesNotMatch(block, /[<\u2028\u2029]/, 'nothing in the block ends it');
  // As JSON it is the same; as the text of the next page too, over any number of generations.
  if (as_json(text) !== null) assert.equal(as_json(block), as_json(text), 'the audit in the block');
  assert.ok(whole(block, form) === page, 'the next generation is the same');
};

// Calls `told(input)` before each; ends with `is_over(runs)`. Answers how often it ran.
export const fuzz_copies = (seed, is_over, told = () => {}) => {
  const chance = chance_of(seed);
  const whole = load();
  const empty = whole('', '');
  const corpus = seeds();
  for (const text of corpus) {
    told(text);
    look_at(whole, empty, text, '');
  }
  let runs = 0;
  for (; !is_over(runs); runs += 1) {
    const text = mutated(chance.of(corpus), chance);
    told(text);
    look_at(whole, empty, text, chance.of(FORMS));
  }
  return runs;
};

// What the screen says once the page has started.
const SCREEN = () => ({
  stopped: document.querySelector('#loading.stopped, .stopped') !== null,
  dialogs: [...document.querySelectorAll('[role=dialog]')].map((it) => it.textContent),
  title: (document.querySelector('[role=banner] [role=heading]') || { textContent: '' }).textContent,
  intruder: typeof globalThis.intruder,
});

// `page`: of Playwright; `file`: the packed program. One page each.
export const fuzz_pages = async (page, file, seed, is_over, told = () => {}) => {
  const chance = chance_of(seed);
  const corpus = seeds();
  const frame = readFileSync(file, 'utf8');
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-saved-pages-'));
  const path = join(folder, 'page.html');
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  let runs = 0;
  try {
    for (; !is_over(runs); runs += 1) {
      const seed_text = runs < corpus.length ? corpus[runs] : mutated(chance.of(corpus), chance);
      const form = chance.of(FORMS);
      const [mark] = BLOCK.exec(frame);
      told(`${form}\n${seed_text}`);
      writeFileSync(
        path,
        frame.replace(mark, () => `${mark.replace('data-form=""', () => `data-form="${form}"`)}${seed_text}`),
      );
      await page.goto(pathToFileURL(path).href);
      await page.waitForFunction(
        () =>
          globalThis.touchstone_debug &&
          globalThis.touchstone_debug.frames > 1 &&
          !document.querySelector('#loading:not(.stopped)'),
        undefined,
        { timeout: 30000 },
      );
      const screen = await page.evaluate(SCREEN);
      assert.equal(screen.stopped, false, 'the program goes on');
      assert.equal(screen.intruder, 'undefined', 'nothing of the text is run');
      assert.deepEqual(faults, []);
      for (const said of screen.dialogs) assert.match(said, /\./, 'a sentence');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return runs;
};

const in_chromium = async (seed, is_over, told) => {
  const { open_page, PAGE } = await import('../e2e/support/page.mjs');
  const run = await open_page();
  try {
    return await fuzz_pages(run.page, PAGE, seed, is_over, told);
  } finally {
    await run.browser.close();
  }
};

const main = async () => {
  const minutes = Number(process.argv[2] ?? 1);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
  const end = Date.now() + minutes * 60000;
  const fuzz = process.argv[4] === 'browser' ? in_chromium : fuzz_copies;
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
    console.log(`${runs} pages in ${minutes} minutes: no finding`);
  } catch (error) {
    console.error(error);
    console.error(`seed ${seed}, the input was:\n${last.slice(0, 20000)}`);
    process.exit(1);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
