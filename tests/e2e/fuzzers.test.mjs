// The fuzzers of what the page's own scripts read (tests/fuzz/*.mjs), each for as many altered texts as take
// a moment, the same ones every time. By hand they run for as long as one likes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz_copies } from '../fuzz/saved_pages.mjs';
import { fuzz } from '../fuzz/sealed_files.mjs';

const after_runs = (most) => (runs) => runs >= most;

test('altered sealed texts and ballots are opened, closed to the passphrase, or refused with a sentence', async () => {
  assert.equal(await fuzz(1, after_runs(3000)), 3000);
});

test('a page written with any text inside holds that text, and nothing of it outside of its block', () => {
  assert.equal(fuzz_copies(1, after_runs(3000)), 3000);
});
