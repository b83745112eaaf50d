// The native command and the same source as WebAssembly print the same, numbers to 1e-9 relative.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const native = join(root, 'build', 'native', 'touchstone');
const wasm = join(root, 'build', 'web', 'touchstone.mjs');
const samples = readdirSync(join(root, 'assets', 'samples')).filter((name) => name.endsWith('.json'));
const tolerance = 1e-9;

const run_native = (args, input) =>
  execFileSync(native, args, { cwd: root, input, encoding: 'utf8', maxBuffer: 1 << 28 });
const run_wasm = (args, input) =>
  execFileSync(process.execPath, [wasm, ...args], { cwd: root, input, encoding: 'utf8', maxBuffer: 1 << 28 });

// Walks both values at once; returns how many numbers were compared.
function compare(left, right, place) {
  if (typeof left === 'number' && typeof right === 'number') {
    const size = Math.max(Math.abs(left), Math.abs(right), 1e-300);
    assert.ok(Math.abs(left - right) <= tolerance * size, `${place}: ${left} natively, ${right} as wasm`);
    return 1;
  }
  assert.equal(typeof left, typeof right, place);
  if (left === null || typeof left !== 'object') {
    assert.equal(left, right, place);
    return 0;
  }
  assert.deepEqual(Object.keys(left), Object.keys(right), `${place}: keys`);
  return Object.keys(left).reduce((sum, key) => sum + compare(left[key], right[key], `${place}/${key}`), 0);
}

test('there are samples to compare on', () => assert.ok(samples.length >= 3));

for (const sample of samples) {
  const file = join('assets', 'samples', sample);
  test(`score agrees on ${sample}`, () => {
    const numbers = compare(JSON.parse(run_native(['score', file])), JSON.parse(run_wasm(['score', file])), sample);
    assert.ok(numbers > 500, `only ${numbers} numbers were compared`);
  });
  test(`the Markdown report agrees on ${sample}`, () => {
    const report = run_native(['report', file, '--to', 'md']);
    assert.ok(report.length > 1000);
    assert.equal(report, run_wasm(['report', file, '--to', 'md']));
  });
  test(`check agrees on ${sample}, read from standard input`, () => {
    const bytes = readFileSync(join(root, file));
    const answer = run_native(['check', '-'], bytes);
    assert.deepEqual(JSON.parse(answer), { valid: true, problems: [] });
    assert.equal(answer, run_wasm(['check', '-'], bytes));
  });
}

const cases = JSON.parse(readFileSync(join(root, 'tests', 'golden', 'worked_examples.json'), 'utf8'));
test('every published case agrees', () => {
  for (const published of cases) {
    const input = JSON.stringify(published.input);
    compare(
      JSON.parse(run_native(['stats', published.method], input)),
      JSON.parse(run_wasm(['stats', published.method], input)),
      published.id,
    );
  }
});
