// The program is carried on sticks and sent by mail: it has to stay small.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PAGE } from './support/page.mjs';

test('the whole program is at most 900 KB on disk and 510 KB gzipped', () => {
  const page = readFileSync(PAGE);
  const gzipped = gzipSync(page, { level: 9 }).length;
  console.log(`${page.length} bytes, gzipped ${gzipped}`);
  assert.ok(page.length > 100_000 && page.length <= 900_000, `${page.length} bytes`);
  assert.ok(gzipped <= 510_000, `${gzipped} bytes gzipped`);
});
