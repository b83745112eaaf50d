// The page's unpacker as the browser runs it, against what shell/pack.mjs packs.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { in_order } from '../../shell/order.mjs';
import { packed_program, packed_small } from '../../shell/pack.mjs';
import { taken_apart } from '../../shell/streams.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const UNPACKER = readFileSync(join(ROOT, 'build/web/touchstone_unpacker.wasm'));
const PROGRAM = new WebAssembly.Module(UNPACKER);
const DONE = 1;

// What unpacking ended with, and the bytes.
const unpacked = (packed, size, unpacker = PROGRAM) => {
  const { memory, begin, step, __heap_base: base } = new WebAssembly.Instance(unpacker).exports;
  const to = base.value + packed.length;
  memory.grow(Math.ceil(Math.max(0, to + size - memory.buffer.byteLength) / 65536));
  new Uint8Array(memory.buffer).set(packed, base.value);
  if (!begin(base.value, packed.length, to, size)) return { progress: -1 };
  let progress = 0;
  while (progress === 0) progress = step(10000);
  return { progress, bytes: Buffer.from(memory.buffer, to, size) };
};

// The same in both steps, as shell/boot.js does it.
const put_together = (apart) => {
  const { memory, begin_program, step_program, __heap_base: base } = new WebAssembly.Instance(PROGRAM).exports;
  const to = base.value + apart.length;
  const room = apart.readUInt32LE(0);
  memory.grow(Math.ceil(Math.max(0, to + room - memory.buffer.byteLength) / 65536));
  new Uint8Array(memory.buffer).set(apart, base.value);
  if (!begin_program(base.value, apart.length, to, room)) return { progress: -1 };
  let progress = 0;
  while (progress === 0) progress = step_program(10000);
  return { progress, bytes: Buffer.from(memory.buffer, to, room) };
};

const SAMPLES = {
  'a single byte': Buffer.from('x'),
  'a run of one byte': Buffer.alloc(100000, 'a'),
  'bytes without any order': randomBytes(50000),
  'a text': readFileSync(join(ROOT, 'README.md')),
  'the unpacker itself': UNPACKER,
  'the program': readFileSync(join(ROOT, 'build/web/touchstone_page.wasm')),
};

for (const [what, bytes] of Object.entries(SAMPLES)) {
  test(`${what} comes out as it went in`, () => {
    const outcome = unpacked(packed_small(bytes), bytes.length);
    assert.equal(outcome.progress, DONE);
    assert.ok(outcome.bytes.equals(bytes));
  });
}

for (const name of ['the program', 'the unpacker itself']) {
  test(`${name}, taken apart and packed, is put together again`, () => {
    const module = in_order(SAMPLES[name]);
    const apart = unpacked(packed_program(SAMPLES[name]), taken_apart(module).length);
    assert.equal(apart.progress, DONE);
    const third = Math.floor(module.length / 3);
    assert.ok(!apart.bytes.includes(module.subarray(third, third + 300)));
    const outcome = put_together(apart.bytes);
    assert.equal(outcome.progress, DONE);
    assert.ok(outcome.bytes.equals(module));
  });
}

test('taken apart and in order the program packs at least a fifteenth better', () => {
  const module = SAMPLES['the program'];
  assert.ok(packed_program(module).length < packed_small(module).length * 14 / 15);
  assert.ok(packed_small(taken_apart(in_order(module)), 1).length < packed_small(taken_apart(module), 1).length * 0.98);
});

test('in another order the program is the same', () => {
  const module = SAMPLES['the program'];
  const ordered = in_order(module);
  assert.ok(WebAssembly.validate(ordered));
  assert.ok(!ordered.equals(module));
  const exports_of = (bytes) => WebAssembly.Module.exports(new WebAssembly.Module(bytes));
  assert.deepEqual(exports_of(ordered), exports_of(module));
  // All of the unpacker's few functions change places, and it still unpacks.
  const other = in_order(UNPACKER, 0);
  assert.ok(!other.equals(UNPACKER));
  const text = SAMPLES['a text'];
  assert.ok(unpacked(packed_small(text), text.length, new WebAssembly.Module(other)).bytes.equals(text));
});

test('an instruction that nobody knows is told, not packed', () => {
  const module = Buffer.from(SAMPLES['the unpacker itself']);
  const unknown = Buffer.from([10, 4, 1, 2, 0, 0xee]);  // a code section with one function
  assert.throws(() => taken_apart(Buffer.concat([module.subarray(0, 8), unknown])), /unknown instruction, 0xee/);
});

test('a program of which a stream lacks a byte is refused', () => {
  const apart = taken_apart(SAMPLES['the program']);
  assert.equal(put_together(apart.subarray(0, -1)).progress, -1);
  for (let kind = 0; kind < 9; kind += 1) {
    const wrong = Buffer.from(apart);
    const place = 4 + 4 * kind;
    wrong.writeUInt32LE(apart.readUInt32LE(place) - 1, place);
    wrong.writeUInt32LE(apart.readUInt32LE(place + 4) + 1, place + 4);
    const { progress, bytes } = put_together(wrong);
    assert.ok(progress !== DONE || !bytes.equals(SAMPLES['the program']), `stream ${kind}`);
  }
});

test('half of the program is refused', () => {
  const bytes = SAMPLES['the program'];
  const packed = packed_small(bytes);
  assert.notEqual(unpacked(packed.subarray(0, packed.length / 2), bytes.length).progress, DONE);
});
