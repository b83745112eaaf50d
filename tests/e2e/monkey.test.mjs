// A minute of the monkey (monkey.mjs), always the same one, with three reloads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run_monkey } from './monkey.mjs';

test('whatever a monkey does to the page for a minute, after each reload the audit is the same', async () => {
  const { loaded } = await run_monkey({ engine: 'chromium', minutes: 0.75, seed: 20, reloads: 3, between_ms: 15000 });
  assert.ok(loaded >= 3);
});
