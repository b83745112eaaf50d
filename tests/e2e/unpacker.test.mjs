// The page's unpacker as the browser runs it, against what shell/pack.mjs packs.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { packed_small } from '../../shell/pack.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = new WebAssembly.Module(readFileSync(join(ROOT, 'build/web/touchstone_unpacker.wasm')));
const DONE = 1;

// What unpacking ended with, and the bytes.
const unpacked = (packed, size) => {
  const { memory, begin, step, __heap_base: base } = new WebAssembly.Instance(PROGRAM).exports;
  const to = base.value + packed.length;
  memory.grow(Math.ceil(Math.max(0, to + size - memory.buffer.byteLength) / 65536));
  new Uint8Array(memory.buffer).set(packed, base.value);
  if (!begin(base.value, packed.length, to, size)) return { progress: -1 };
  let progress = 0;
  while (progress === 0) progress = step(10000);
  return { progress, bytes: Buffer.from(memory.buffer, to, size) };
};

const SAMPLES = {
  'a single byte': Buffer.from('x'),
  'a run of one byte': Buffer.alloc(100000, 'a'),
  'bytes without any order': randomBytes(50000),
  'a text': readFileSync(join(ROOT, 'README.md')),
  'the unpacker itself': readFileSync(join(ROOT, 'build/web/touchstone_unpacker.wasm')),
  'the program': readFileSync(join(ROOT, 'build/web/touchstone_page.wasm')),
};

for (const [what, bytes] of Object.entries(SAMPLES)) {
  test(`${what} comes out as it went in`, () => {
    const outcome = unpacked(packed_small(bytes), bytes.length);
    assert.equal(outcome.progress, DONE);
    assert.ok(outcome.bytes.equals(bytes));
  });
}

test('half of the program is refused', () => {
  const bytes = SAMPLES['the program'];
  const packed = packed_small(bytes);
  assert.notEqual(unpacked(packed.subarray(0, packed.length / 2), bytes.length).progress, DONE);
});
