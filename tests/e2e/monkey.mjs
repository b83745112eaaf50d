// A monkey at the page: it clicks, types, pastes, drags, imports, undoes, all over the views. Every so often
// it waits until the screen says that all is kept, and loads the page anew: the audit must be the same to the
// byte, nothing may have become unreadable, and the program must go on.
//
//   node tests/e2e/monkey.mjs [chromium|firefox] [MINUTES] [SEED] [SECONDS]
//
// (chromium, 10 minutes, a seed by the clock, a reload every 60 seconds)
//
// Needs what ./test.sh e2e leaves. Exit status 1 on the first that does not hold, with the seed, the last
// things done, and both texts under the system's temporary folder.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chance_of } from '../fuzz/mutate.mjs';
import {
  launch,
  Monkey,
  open_in,
  place_in_store,
  read_audit,
  rest,
  screen_of,
  see_it_kept,
  wait_for_start,
} from './support/monkey.mjs';

const OPEN_MS = 15000;

// Of two texts, where they part.
const first_difference = (a, b) => {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `at ${at}: ${JSON.stringify(a.slice(Math.max(0, at - 80), at + 80))} became ${JSON.stringify(b.slice(Math.max(0, at - 80), at + 80))}`;
};

const look = async (page) => {
  const screen = await screen_of(page);
  assert.equal(screen.stopped, '', 'the program goes on');
  assert.equal(screen.unread, '', 'all can be read');
  return screen;
};

// `minutes` and `reloads` end it, whichever comes later. Answers what was done.
export const run_monkey = async ({ engine, minutes, seed, reloads = 0, between_ms = 60000, say = console.log }) => {
  const chance = chance_of(seed);
  const profile = mkdtempSync(join(tmpdir(), 'touchstone-monkey-'));
  const browser = await launch(engine, profile);
  let steps = 0;
  let loaded = 0;
  let monkey = null;
  const faults = [];
  try {
    const page = await open_in(browser);
    page.on('pageerror', (error) => faults.push(String(error)));
    monkey = new Monkey(page, chance);
    const end = Date.now() + minutes * 60000;
    while (Date.now() < end || loaded < reloads) {
      for (const until = Math.min(Date.now() + between_ms, Math.max(end, Date.now() + 1000)); Date.now() < until;) {
        await monkey.step();
        steps += 1;
        await look(page);
        assert.deepEqual(faults, [], 'nothing was thrown');
      }
      assert.ok(await see_it_kept(page, monkey), `the screen says it is kept, not "${(await screen_of(page)).status}"`);
      const audit = await read_audit(page);
      await rest(page);
      const { heading } = await look(page);
      const place = await place_in_store(page);
      assert.ok(place, 'the store knows which audit is open');
      monkey.note('reload');
      await page.reload();
      await wait_for_start(page);
      for (const late = Date.now() + OPEN_MS; Date.now() < late && (await look(page)).heading !== heading;);
      const after = await read_audit(page);
      await look(page);
      if (after !== audit) {
        const folder = mkdtempSync(join(tmpdir(), 'touchstone-monkey-found-'));
        writeFileSync(join(folder, 'before.json'), audit);
        writeFileSync(join(folder, 'after.json'), after);
        assert.fail(`after the reload the audit is another (${folder}), ${first_difference(audit, after)}`);
      }
      loaded += 1;
      say(
        `reload ${loaded}: ${steps} steps, ${audit.length} letters, checkpoint ${place.checkpoint}, edit ${place.edit}: the same`,
      );
    }
    return { steps, loaded };
  } catch (error) {
    const last = monkey ? monkey.done.slice(-60).join('\n  ') : 'nothing';
    error.message = `seed ${seed}, ${steps} steps, ${loaded} reloads. ${error.message}\nthe last things done:\n  ${last}`;
    throw error;
  } finally {
    await browser.close().catch(() => {});
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};

const main = async () => {
  const engine = process.argv[2] ?? 'chromium';
  const minutes = Number(process.argv[3] ?? 10);
  const seed = Number(process.argv[4] ?? Date.now() % 2 ** 31);
  const between_ms = 1000 * Number(process.argv[5] ?? 60);
  console.log(`${engine}, ${minutes} minutes, seed ${seed}`);
  try {
    const { steps, loaded } = await run_monkey({ engine, minutes, seed, between_ms });
    console.log(`${engine}: ${steps} steps, ${loaded} reloads: the same each time, no finding`);
    process.exit(0);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
};

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
