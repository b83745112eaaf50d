// The program is carried on sticks and sent by mail.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { test } from 'node:test';
import { PAGE } from './support/page.mjs';

test('the whole program is at most 1.6 MB on disk', () => {
  const { size } = statSync(PAGE);
  console.log(`${size} bytes`);
  assert.ok(size > 100_000 && size <= 1_600_000, `${size} bytes`);
});
