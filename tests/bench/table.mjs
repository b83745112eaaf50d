// The lines of bench_engine, peers.mjs and rank_numpy.py as one Markdown table.
//
//   node table.mjs FILE...
//
// Each row is one thing done at one size: milliseconds (medians), and how many times as long as
// natively the others took. Fails if the native build and WebAssembly do not agree to 1e-9.
import { readFileSync } from 'node:fs';

const lines = process.argv.slice(2).flatMap((file) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
);
const find = (what, size, who) => lines.find((line) => line.what === what && line.size === size && line.who === who);

for (const native of lines.filter((line) => line.who === 'native')) {
  const wasm = find(native.what, native.size, 'wasm');
  for (const key of ['checks', 'p_top'])
    native[key]?.forEach((number, i) => {
      if (!(Math.abs(number - wasm[key][i]) <= 1e-9 * Math.max(Math.abs(number), 1e-3)))
        throw new Error(`${native.what}, ${native.size}: ${number} natively, ${wasm[key][i]} as WebAssembly`);
    });
}

const digits = (number) => (number >= 100 ? number.toFixed(0) : number.toPrecision(3).replace(/\.0+$/, ''));
const grouped = (text) => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ' '));
const time = (line) => (line?.refused ? line.refused : line ? grouped(digits(line.milliseconds)) : '');
const ratio = (line, to) =>
  line?.milliseconds && to?.milliseconds ? grouped(digits(line.milliseconds / to.milliseconds)) : '';

const rows = [
  [
    'what',
    'touchpoints',
    'native, ms',
    'WebAssembly, ms',
    'WebAssembly / native',
    'peer',
    'peer, ms',
    'peer / native',
    'peer / WebAssembly',
  ],
];
const seen = new Set();
for (const { what, size } of lines) {
  if (seen.has(`${what} ${size}`)) continue;
  seen.add(`${what} ${size}`);
  const native = find(what, size, 'native');
  const wasm = find(what, size, 'wasm');
  const peers = lines.filter((line) => line.what === what && line.size === size && line !== native && line !== wasm);
  (peers.length > 0 ? peers : [null]).forEach((peer, i) => {
    const ours = i === 0 ? [what, String(size), time(native), time(wasm), ratio(wasm, native)] : ['', '', '', '', ''];
    rows.push([...ours, peer?.who ?? '', time(peer), ratio(peer, native), ratio(peer, wasm)]);
  });
}

const line_of = (cells) => `| ${cells.join(' | ')} |`;
console.log(line_of(rows[0]));
console.log(line_of(rows[0].map((_, i) => (i === 0 || i === 5 ? '---' : '--:'))));
for (const row of rows.slice(1)) console.log(line_of(row));
