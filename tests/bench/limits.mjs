// How long the page stands still with an audit that is as large as an audit may be (core/intake/limits.hpp): the
// longest task while it is opened, in each view, and while it is scrolled and edited there.
//
//   node tests/bench/limits.mjs [TOUCHPOINTS]      (20000; Chromium; needs dist/touchstone.html)
//
// A machine that does something else at the same time stretches every figure: compare within one run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open_page, wait_until_idle } from '../e2e/support/page.mjs';

const COUNT = Number(process.argv[2] ?? 20_000);
const some = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const STAGES = 500;
const TEAMS = 1000;

const largest = {
  format: 'touchstone-audit',
  version: 1,
  title: 'As large as it gets',
  as_of: '2026-11-01',
  economics: { currency: 'EUR', margin_per_month: 10, retention_monthly: 0.9, cost_per_contact: 5 },
  stages: some(STAGES, (i) => ({
    id: `s${i}`,
    name: `Stage ${i}`,
    lead: `team${i}`,
    phase: ['pre_purchase', 'purchase', 'post_purchase', 'advocacy'][Math.floor(i / 125)],
  })),
  channels: some(STAGES, (i) => ({ id: `c${i}`, name: `Channel ${i}`, kind: ['digital', 'human', 'physical'][i % 3] })),
  teams: some(TEAMS, (i) => ({ id: `team${i}`, name: `Team ${i}`, discipline: ['ux', 'cx', 'both'][i % 3] })),
  people: some(TEAMS, (i) => ({ id: `p${i}`, name: `Person ${i}`, team: `team${i}` })),
  personas: some(STAGES, (i) => ({ id: `persona${i}`, name: `Persona ${i}`, share: 1 / STAGES })),
  raters: some(TEAMS, (i) => ({ id: `r${i}`, name: `Rater ${i}`, team: `team${i}` })),
  touchpoints: some(COUNT, (i) => ({
    id: `t${i}`,
    name: `Touchpoint ${i} of the journey`,
    stage: `s${Math.floor((i * STAGES) / COUNT)}`,
    channel: `c${i % STAGES}`,
    discipline: i % 2 ? 'ux' : 'cx',
    volume: 1000 + i,
    importance: (i % 5) + 1,
    ownership: i % 3 ? { accountable: [`team${i % TEAMS}`] } : {},
  })),
  ratings: some(COUNT * 3, (i) => ({
    rater: `r${i % TEAMS}`,
    touchpoint: `t${i % COUNT}`,
    factor: 'overall',
    score: (i * 7) % 5,
  })),
  handoffs: some(COUNT - 1, (i) => ({
    id: `h${i}`,
    from: `t${i}`,
    to: `t${i + 1}`,
    giver: `team${i % TEAMS}`,
    receiver: i % 4 ? `team${(i + 1) % TEAMS}` : null,
  })),
  kpis: some(TEAMS, (i) => ({ id: `k${i}`, name: `KPI ${i}`, team: `team${i}` })),
  fixes: some(COUNT, (i) => ({
    id: `f${i}`,
    title: `Fix ${i}`,
    effort: (i % 20) + 1,
    cost: 100,
    effects: [{ touchpoint: `t${i}`, reduces: 0.3, low: 0.1, high: 0.5 }],
    requires: i % 50 === 1 ? [`f${i - 1}`] : [],
  })),
};

const folder = mkdtempSync(join(tmpdir(), 'touchstone-limits-'));
const run = await open_page();
const { page } = run;
await page.evaluate(() => {
  globalThis.longest = 0;
  new PerformanceObserver((list) =>
    list.getEntries().forEach((entry) => {
      globalThis.longest = Math.max(globalThis.longest, entry.duration);
    }),
  ).observe({ type: 'longtask' });
});
const measured = async (what, act) => {
  await page.evaluate(() => {
    globalThis.longest = 0;
  });
  const begun = performance.now();
  await act();
  const rests = await wait_until_idle(page).then(
    () => true,
    () => false,
  ); // a study may work on for long
  const waited = Math.round(performance.now() - begun);
  await page.waitForTimeout(100);
  const longest = await page.evaluate(() => Math.round(globalThis.longest));
  console.log(`${what}: longest task ${longest} ms, ${rests ? 'at rest' : 'still at work'} after ${waited} ms`);
};

try {
  const path = join(folder, 'largest.json');
  writeFileSync(path, JSON.stringify(largest));
  await measured('opening', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Audit', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /^Open a file/ }).click();
    await (await chooser).setFiles(path);
    await page.waitForFunction(
      () =>
        document.querySelector('[role=dialog]') ||
        /As large as/.test(document.querySelector('[role=banner]').textContent),
      undefined,
      { timeout: 120_000 },
    );
    if ((await page.getByRole('dialog').count()) > 0) throw new Error(await page.getByRole('dialog').textContent());
  });
  const entries = page.getByRole('navigation').getByRole('button');
  for (let i = 0; i < (await entries.count()); i += 1) {
    const name = (await entries.nth(i).textContent()).trim();
    await measured(name, () => entries.nth(i).click());
    await measured(`${name}, scrolled`, async () => {
      await page.mouse.move(600, 500);
      for (let turn = 0; turn < 5; turn += 1) await page.mouse.wheel(0, 400);
    });
    const tabs = page.getByRole('main').getByRole('tab');
    for (let t = 1; t < (await tabs.count()); t += 1) {
      const tab = (await tabs.nth(t).textContent()).trim();
      await measured(`${name}, ${tab}`, () => tabs.nth(t).click());
    }
  }
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Audit set-up/ })
    .click();
  await page.getByRole('main').getByRole('tab', { name: 'About', exact: true }).click();
  await measured('a new title', async () => {
    const field = page.getByRole('main').getByRole('textbox', { name: 'Title' });
    await field.fill('Another title');
    await field.press('Enter');
  });
  await measured('undo', () => page.getByRole('banner').getByRole('button', { name: 'Undo' }).click());
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Touchpoints/ })
    .click();
  await wait_until_idle(page);
  await measured('a search in the table', async () => {
    await page.getByRole('main').getByRole('searchbox').first().fill('Touchpoint 19');
  });
} finally {
  await run.close();
  rmSync(folder, { recursive: true, force: true });
}
