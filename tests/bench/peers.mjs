// What run.sh measures the engine against, in Node:
//
//   node peers.mjs ENGINE FOLDER SIZE...
//
// JSON.parse and JSON.stringify of the same bytes, the friction of the same audits in plain
// JavaScript over typed arrays, and the same formulas in cells of HyperFormula. ENGINE is the file
// of lines that `bench_engine measure FOLDER` printed, FOLDER has the audits and for each what
// `touchstone score` prints (scores_SIZE.json). Every peer has to agree with both to 1e-9, before and
// after each edit, or nothing is timed. Prints lines like bench_engine's.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { flatten, read_model } from './flat_audit.mjs';
import { PlainScript } from './plain_script.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (path) => readFileSync(path, 'utf8');
const limit_seconds = Number(process.env.TOUCHSTONE_BENCH_LIMIT ?? 300);
const limit_megabytes = 8192;
// The only rank there is in cells counts all others anew for each touchpoint; beyond this many an
// edit takes seconds, so ranks are left out, which favours the spreadsheet.
const most_ranked = 200;

function load(folder, size) {
  const quantiles = JSON.parse(read(join(folder, 'quantiles.json')));
  const model = read_model(JSON.parse(read(join(root, 'assets', 'model.json'))), quantiles);
  const text = read(join(folder, `audit_${size}.json`));
  return { model, text, audit: JSON.parse(text) };
}

// At least five runs and half a second, or two runs beyond ten seconds; `prepare` is not timed.
function time_of(work, prepare = () => {}) {
  const times = [];
  let sum = 0;
  while (times.length < 2 || (sum < 10000 && (times.length < 5 || (sum < 500 && times.length < 1001)))) {
    prepare();
    const start = performance.now();
    work();
    times.push(performance.now() - start);
    sum += times.at(-1);
  }
  times.sort((a, b) => a - b);
  return { milliseconds: times[times.length >> 1], fastest: times[0], runs: times.length };
}

const print = (line) => console.log(JSON.stringify(line));

function same(mine, theirs, place) {
  const size = Math.max(Math.abs(mine), Math.abs(theirs), 1e-300);
  if (!(Math.abs(mine - theirs) <= 1e-9 * size) && !(Math.abs(mine - theirs) <= 1e-12))
    throw new Error(`${place}: ${mine} here, ${theirs} by the engine`);
}

// Against the sums that bench_engine printed.
function check_sums(result, checks, place) {
  const sum = (term) => result.friction.reduce((so_far, _, t) => so_far + term(t), 0);
  const { friction, low, high } = result.journey;
  const mine = [
    friction,
    low,
    high,
    sum((t) => result.friction[t]),
    sum((t) => result.high[t]),
    sum((t) => result.coverage[t]),
  ];
  if (result.rank) mine.push(sum((t) => result.rank[t] * result.friction[t]));
  mine.forEach((number, i) => same(number, checks[i], `${place}, sum ${i}`));
}

// Against what the command says, touchpoint by touchpoint.
function check_scores(result, scores, place) {
  same(result.alpha, scores.journey.alpha, `${place}: alpha`);
  for (const key of ['friction', 'low', 'high'])
    same(result.journey[key], scores.journey[key], `${place}: journey's ${key}`);
  scores.touchpoints.forEach((touchpoint, t) => {
    for (const key of ['friction', 'low', 'high', 'bound_low', 'bound_high', 'coverage'])
      same(result[key][t], touchpoint[key], `${place}: ${touchpoint.id}'s ${key}`);
    same(result.share[t], touchpoint.journey_share, `${place}: ${touchpoint.id}'s share`);
    if (result.rank) same(result.rank[t], touchpoint.rank, `${place}: ${touchpoint.id}'s rank`);
  });
}

// Where an edit of the engine falls in the typed arrays.
function places_of(flat, edits) {
  const { measures, ratings } = flat;
  const { touchpoint, measure } = edits.measure;
  let m = measures.start[touchpoint];
  while (measures.place[m] !== measure) ++m;
  const r = ratings.place.indexOf(edits.rating.rating);
  let group = 0;
  while (ratings.first[group + 1] <= r) ++group;
  return { m, touchpoint, r, group, value: measures.value[m], score: ratings.score[r] };
}

// Checks and times both edits, there and back; `peer` has edit_measure and edit_rating of one value.
function measure_edits(who, size, flat, edits, peer, result_of) {
  const at = places_of(flat, edits);
  const each = [
    ['edit of a measure', edits.measure, (value) => peer.edit_measure(at, value), edits.measure.value, at.value],
    ['edit of a rating', edits.rating, (value) => peer.edit_rating(at, value), edits.rating.score, at.score],
  ];
  for (const [what, edit, carry_out, there, back] of each) {
    carry_out(there);
    check_sums(result_of(), edit.checks, `${who}, ${size}, ${what}`);
    carry_out(back);
    let forth = false;
    print({ what, size, who, ...time_of(() => carry_out((forth = !forth) ? there : back)) });
    if (forth) carry_out(back);
  }
}

function measure_json(size, text) {
  let value = null;
  print({
    what: 'parse',
    size,
    who: 'JSON',
    ...time_of(
      () => (value = JSON.parse(text)),
      () => (value = null),
    ),
  });
  print({ what: 'write', size, who: 'JSON', ...time_of(() => JSON.stringify(value)) });
}

function measure_script(size, { model, audit }, scores, edits) {
  let flat = flatten(audit, model);
  const script = new PlainScript(flat, model);
  check_scores(script, scores, `plain JavaScript, ${size}`);
  check_sums(script, edits.full.checks, `plain JavaScript, ${size}`);
  print({ what: 'full evaluation', size, who: 'typed arrays', ...time_of(() => new PlainScript(flat, model)) });
  measure_edits(
    'typed arrays',
    size,
    flat,
    edits,
    {
      edit_measure: ({ m, touchpoint }, value) => script.edit_measure(m, touchpoint, value),
      edit_rating: ({ r, group }, score) => script.edit_rating(r, group, score),
    },
    () => script,
  );
  flat = null;
  print({
    what: 'full evaluation',
    size,
    who: 'plain objects',
    ...time_of(() => new PlainScript(flatten(audit, model), model)),
  });
}

async function measure_cells(size, { model, audit }, scores, edits) {
  const { Spreadsheet } = await import('./cells.mjs');
  const flat = flatten(audit, model);
  const variants = [['HyperFormula', false]];
  if (size <= most_ranked) variants.push(['HyperFormula with ranks', true]);
  for (const [who, ranks] of variants) {
    const book = new Spreadsheet(flat, model, ranks);
    book.build();
    check_scores(book.result(), scores, `${who}, ${size}`);
    check_sums(book.result(), edits.full.checks, `${who}, ${size}`);
    measure_edits(
      who,
      size,
      flat,
      edits,
      {
        edit_measure: ({ m }, value) => book.edit_measure(m, value),
        edit_rating: ({ r, group }, score) => book.edit_rating(r, group, score),
      },
      () => book.result(),
    );
    const built = time_of(
      () => book.build(),
      () => book.destroy(),
    );
    print({ what: 'full evaluation', size, who, ...built, formulas: book.formulas });
    book.destroy();
  }
}

function edits_of(lines, size) {
  const find = (what) => lines.find((line) => line.what === what && line.size === size);
  return { full: find('full evaluation'), measure: find('edit of a measure'), rating: find('edit of a rating') };
}

// In a thread of its own, so that it can be stopped.
function measure_cells_within_limits(job) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: limit_megabytes },
    });
    let refused = null;
    const stop = (why) => {
      refused = why;
      worker.terminate();
    };
    const timer = setTimeout(() => stop(`not run: more than ${limit_seconds} s`), 1000 * limit_seconds);
    worker.on('error', (error) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refused = `not run: more than ${limit_megabytes / 1024} GB`;
      else reject(error);
    });
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve(refused);
    });
  });
}

async function main([engine, folder, ...sizes]) {
  const lines = read(engine)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  let refused = null;
  for (const size of sizes.map(Number)) {
    const loaded = load(folder, size);
    measure_json(size, loaded.text);
    const scores = JSON.parse(read(join(folder, `scores_${size}.json`)));
    measure_script(size, loaded, scores, edits_of(lines, size));
    // What was too much once is not tried again with more.
    refused ??= await measure_cells_within_limits({ engine, folder, size });
    if (refused) print({ what: 'full evaluation', size, who: 'HyperFormula', refused });
  }
}

if (isMainThread) {
  await main(process.argv.slice(2));
} else {
  const { engine, folder, size } = workerData;
  const lines = read(engine)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const scores = JSON.parse(read(join(folder, `scores_${size}.json`)));
  await measure_cells(size, load(folder, size), scores, edits_of(lines, size));
}
