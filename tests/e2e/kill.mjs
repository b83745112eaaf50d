// Kills the browser with SIGKILL in the midst of a walk over all views, again and again, and looks each time
// whether the page opens, and whether anything is gone that the screen had said is kept.
//
//   node tests/e2e/kill.mjs [chromium|firefox] [ROUNDS] [SEED]      (chromium, 100 rounds, a seed by the clock)
//
// After each thing done (support/monkey.mjs) the audit's place in the store and its text are noted once the
// screen has said that it is kept. After the kill the store must be at that place or behind it; at that
// very place the audit must be the same to the byte. Needs what ./test.sh e2e leaves. Prints a line for each
// round and the sum; exit status 1 if anything acknowledged was lost or the store did not open.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chance_of } from '../fuzz/mutate.mjs';
import {
  audit_at_rest,
  FIREFOX,
  is_as_late,
  is_deleted,
  is_kept,
  launch,
  Monkey,
  open_in,
  place_in_store,
  read_audit,
  rest,
  screen_of,
  see_it_kept,
} from './support/monkey.mjs';

const engine = process.argv[2] ?? 'chromium';
const rounds = Number(process.argv[3] ?? 100);
const seed = Number(process.argv[4] ?? Date.now() % 2 ** 31);
const OPEN_MS = 20000;
const WALK_MS = 20000;

// Firefox's launcher backs up these two files of a profile, takes it for granted that they are there, and
// puts them back some time after the browser has ended: perhaps when the next one reads them. Without our
// settings that one would keep another store.
const settings = Object.entries(FIREFOX)
  .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  .join('');
const complete = (profile) =>
  ['user.js', 'prefs.js']
    .map((name) => join(profile, name))
    .filter((file) => !existsSync(file))
    .forEach((file) => writeFileSync(file, settings));

// The launcher of a killed Firefox may still be tidying the profile up.
const launch_in = async (profile, tries = 5) => {
  if (engine === 'firefox') complete(profile);
  try {
    return await launch(engine, profile);
  } catch (error) {
    if (error.code !== 'ENOENT' || tries === 0) throw error;
    await later(500);
    return launch_in(profile, tries - 1);
  }
};

const later = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

const kill = async (browser) => {
  const { pid } = browser.process();
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    process.kill(pid, 'SIGKILL');
  }
  await new Promise((done) => {
    browser.process().exitCode !== null || browser.process().signalCode ? done() : browser.process().once('exit', done);
  });
};

const chance = chance_of(seed);
const profile = mkdtempSync(join(tmpdir(), 'touchstone-kill-'));
const sum = { steps: 0, acknowledged: 0, exact: 0, later: 0, lost: 0, not_opened: 0 };
let known = null; // {place, text}: what the screen last said is kept

// What was found after a kill, in a word.
const find = async (page) => {
  if (known === null) return 'nothing was kept yet';
  let screen = await screen_of(page);
  if ((await place_in_store(page)) === null && (await is_deleted(page, known.place))) return 'deleted by the monkey';
  for (const end = Date.now() + OPEN_MS; Date.now() < end && !is_kept(screen); screen = await screen_of(page))
    await rest(page);
  if (screen.unread !== '' || screen.stopped !== '' || !is_kept(screen)) {
    sum.not_opened += 1;
    return `not opened: ${screen.unread}${screen.stopped} ${screen.status} ${screen.dialogs}`;
  }
  const place = await place_in_store(page);
  if (place.id !== known.place.id) {
    // Another audit was begun or opened after the last acknowledgement.
    sum.later += 1;
    return 'another audit, opened later';
  }
  if (!is_as_late(place, known.place)) {
    sum.lost += 1;
    return `lost: ${JSON.stringify(place)} is before ${JSON.stringify(known.place)}`;
  }
  if (is_as_late(known.place, place)) {
    if ((await read_audit(page)) !== known.text) {
      sum.lost += 1;
      return 'lost: at the same place the audit is another';
    }
    sum.exact += 1;
    return 'the same';
  }
  sum.later += 1;
  return 'the same place or later';
};

// Until the browser is killed.
const walk = async (page, monkey) => {
  for (;;) {
    await monkey.step();
    sum.steps += 1;
    if (!is_kept(await screen_of(page)) && !(await see_it_kept(page, monkey))) continue;
    const noted = await audit_at_rest(page);
    if (noted === null || (known !== null && noted.text === known.text)) continue;
    known = noted;
    sum.acknowledged += 1;
  }
};

console.log(`${engine}, ${rounds} rounds, seed ${seed}`);
let monkey = null;
try {
  for (let round = 1; round <= rounds; round += 1) {
    const browser = await launch_in(profile);
    const page = await open_in(browser);
    const found = await find(page);
    const before = { ...sum };
    monkey = new Monkey(page, chance);
    const walking = walk(page, monkey).catch((error) =>
      /Target closed|Session closed|detached|disconnect|Connection closed|socket|Protocol error|destroyed|WebDriver|ECONN/i.test(
        error.message,
      )
        ? null
        : error,
    );
    // At any time after something more was kept, however slow the machine is.
    for (const late = Date.now() + WALK_MS; Date.now() < late && sum.acknowledged === before.acknowledged;)
      await later(20);
    await later(chance.next() * 1500);
    await kill(browser);
    const fault = await walking;
    if (fault) throw fault;
    console.log(
      `round ${round}: ${found}; then ${sum.steps - before.steps} steps, ${sum.acknowledged - before.acknowledged} kept before the kill`,
    );
  }
} catch (error) {
  console.error(error);
  console.error(`the last things done:\n  ${monkey ? monkey.done.slice(-40).join('\n  ') : ''}`);
  process.exitCode = 1;
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
console.log(
  `${engine}: ${rounds} rounds, ${sum.steps} steps, ${sum.acknowledged} states acknowledged; found the same ${sum.exact} times, later work ${sum.later} times; ${sum.lost} times something was lost, ${sum.not_opened} times the store did not open`,
);
process.exit(process.exitCode || sum.lost + sum.not_opened > 0 || sum.acknowledged === 0 ? 1 : 0);
