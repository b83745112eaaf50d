// What follows from an audit: the overview, then and now, the scoring model's numbers. Through roles
// and names only.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { axe_violations, open_page, wait_until_idle } from '../support/page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const native = join(root, 'build', 'native', 'touchstone');
const SAMPLE = JSON.parse(readFileSync(join(root, 'assets', 'samples', 'neobank.json'), 'utf8'));

// Columns of the scoring model's table, after the one that names the row.
const VALUE = 1;
const REASON = 3;

const main = (page) => page.getByRole('main');
const banner = (page) => page.getByRole('banner');
const inspector = (page) => page.getByRole('complementary');

const go_to = async (page, view) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${view}`) })
    .click();
  await page.getByRole('main', { name: view }).waitFor({ state: 'attached' });
  await wait_until_idle(page);
};

const tab = async (page, name) => {
  await main(page).getByRole('tab', { name }).click();
  await wait_until_idle(page);
};

const undo = async (page) => {
  await banner(page).getByRole('button', { name: 'Undo' }).click();
  await wait_until_idle(page);
};

const journey_friction = async (page) => /(\d+\.\d) \(/.exec(await banner(page).textContent())[1];

describe('the overview', () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
    await go_to(page, 'Overview');
  });
  after(() => run.close());

  test('sets the journey beside its mean, its worst touchpoint, its peak and end', async () => {
    const scores = JSON.parse(
      execFileSync(native, ['score', join(root, 'assets', 'samples', 'neobank.json')], { encoding: 'utf8' }),
    );
    const { friction, mean, max, peak_end, low, high } = scores.journey;
    const text = await main(page).textContent();
    assert.match(text, new RegExp(`friction on this journey: ${Math.round(friction)} of 100`));
    assert.match(text, new RegExp(`between ${Math.round(low)} and ${Math.round(high)}\\.`));
    for (const [label, figure] of [
      ['Plain average', mean],
      ['Worst touchpoint', max],
      ['Peak and end', peak_end],
    ]) {
      assert.ok(text.includes(`${label}: ${Math.round(figure)}`), `${label} ${figure}`);
    }
    assert.match(text, new RegExp(`${(friction - mean).toFixed(1)} points above the plain average`));
  });

  test('says what to do next, and leads to the touchpoints it is about', async () => {
    const steps = main(page).getByRole('list', { name: 'Next steps' });
    assert.match(
      await steps.textContent(),
      /Name one person who answers for Dispute and refund and The support call\./,
    );
    assert.equal(await inspector(page).count(), 0, 'no inspector while nothing is selected');
    await steps.getByRole('button', { name: 'The support call' }).click();
    await inspector(page).getByRole('radiogroup', { name: 'Overall vote' }).waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await inspector(page).waitFor({ state: 'detached' });
  });

  test('has all six steps of the joint programme', async () => {
    const steps = main(page).getByRole('list', { name: 'Steps of the programme' }).getByRole('listitem');
    assert.equal(await steps.count(), 6);
    for (let i = 0; i < 6; i += 1) assert.match(await steps.nth(i).textContent(), /^(Done|Begun|Open)/);
  });

  test('leads from the gaps to the touchpoints that have them', async () => {
    await main(page).getByRole('button', { name: 'Show the touchpoints with gaps' }).click();
    await page.getByRole('main', { name: 'Touchpoints' }).waitFor({ state: 'attached' });
    assert.equal(
      await page.getByRole('checkbox', { name: 'Only with ownership gaps' }).getAttribute('aria-checked'),
      'true',
    );
  });

  test('of an empty audit says where to begin', async () => {
    await banner(page).getByRole('button', { name: 'Audit', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New audit' }).click();
    await page.getByRole('button', { name: 'Start the audit' }).click();
    await wait_until_idle(page);
    await go_to(page, 'Overview');
    await main(page).getByRole('button', { name: 'Go to the journey map' }).click();
    await page.getByRole('main', { name: 'Journey map' }).waitFor({ state: 'attached' });
  });
});

describe('then and now', () => {
  let run, page, folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-'));
    run = await open_page();
    page = run.page;
    await go_to(page, 'Compare');
  });
  after(async () => {
    await run.close();
    rmSync(folder, { recursive: true });
  });

  const journey = () => main(page).getByRole('group', { name: 'The journey' });

  test('compares with the latest snapshot at first, and says that nothing has changed detectably', async () => {
    assert.match(
      await page.getByRole('combobox', { name: 'Compare with' }).textContent(),
      /Summer check, 3 August 2026/,
    );
    const before = SAMPLE.snapshots[1].scores.journey.friction.toFixed(1);
    assert.match(await journey().textContent(), new RegExp(`was ${before} and is 48\\.8\\. No detectable change`));
  });

  test('tells of a change beyond chance, and shows only such on demand', async () => {
    const changed = structuredClone(SAMPLE);
    changed.snapshots[1].scores.journey = { friction: 10, low: 9, high: 11 };
    const [first, second] = changed.snapshots[1].scores.touchpoints;
    Object.assign(first, { friction: 99, low: 98, high: 100 });
    Object.assign(second, { friction: 1, low: 0, high: 2 });
    const path = join(folder, 'changed.json');
    writeFileSync(path, JSON.stringify(changed));
    await banner(page).getByRole('button', { name: 'Audit', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /^Open a file/ }).click();
    await (await chooser).setFiles(path);
    await wait_until_idle(page);
    assert.match(await journey().textContent(), /That is worse, and more than chance explains/);
    await page.getByRole('checkbox', { name: 'Only detectable changes' }).click();
    await wait_until_idle(page);
    const rows = main(page).getByRole('grid', { name: 'Touchpoints compared' }).getByRole('row');
    const texts = (await rows.allTextContents()).slice(1);
    const name_of = (id) => SAMPLE.touchpoints.find((t) => t.id === id).name;
    assert.ok(
      texts.some((text) => text.startsWith(name_of(first.id)) && /Better by/.test(text)),
      texts.join('\n'),
    );
    assert.ok(
      texts.some((text) => text.startsWith(name_of(second.id)) && /Worse by/.test(text)),
      texts.join('\n'),
    );
    assert.ok(texts.every((text) => !/No detectable change/.test(text)));
  });

  test('reads another file to compare with: ranks, gaps opened and closed; the open audit stays', async () => {
    const other = structuredClone(SAMPLE);
    other.title = 'Spring';
    other.touchpoints = other.touchpoints.filter((t) => t.id !== 'landing');
    for (const list of ['ratings']) other[list] = other[list].filter((r) => r.touchpoint !== 'landing');
    other.handoffs = other.handoffs.filter((h) => h.from !== 'landing' && h.to !== 'landing');
    other.fixes = other.fixes.map((f) => ({
      ...f,
      effects: (f.effects ?? []).filter((e) => e.touchpoint !== 'landing'),
    }));
    other.touchpoints.find((t) => t.id === 'signup').ownership.accountable = [];
    other.accepted_gaps = (other.accepted_gaps ?? []).filter((g) => g.target !== 'landing');
    const path = join(folder, 'spring.json');
    writeFileSync(path, JSON.stringify(other));
    const title = await banner(page).getByRole('heading').textContent();
    const chooser = page.waitForEvent('filechooser');
    await main(page)
      .getByRole('button', { name: /^Another file/ })
      .click();
    await (await chooser).setFiles(path);
    await page.waitForFunction(() => /spring\.json/.test(document.querySelector('[role=combobox]')?.textContent ?? ''));
    await wait_until_idle(page);
    assert.equal(await banner(page).getByRole('heading').textContent(), title);
    const check = page.getByRole('checkbox', { name: 'Only detectable changes' });
    if ((await check.getAttribute('aria-checked')) === 'true') await check.click();
    await wait_until_idle(page);
    const signup = main(page).getByRole('row').filter({ hasText: 'Five-minute sign-up' });
    assert.match(await signup.textContent(), /\d+ → \d+/);
    assert.match(await signup.textContent(), /Closed: No owner/);
    assert.match(await main(page).textContent(), /Only in the audit now \(1\)Landing and price page/);
  });

  test('refuses a file that is no audit, says why, and compares as before', async () => {
    const path = join(folder, 'letter.json');
    writeFileSync(path, 'Dear auditor');
    const chooser = page.waitForEvent('filechooser');
    await main(page)
      .getByRole('button', { name: /^Another file/ })
      .click();
    await (await chooser).setFiles(path);
    await page
      .getByRole('dialog', { name: 'Cannot open letter.json' })
      .getByRole('button', { name: 'Close' })
      .last()
      .click();
    await wait_until_idle(page);
    assert.match(await page.getByRole('combobox', { name: 'Compare with' }).textContent(), /spring\.json/);
  });

  test('takes a snapshot, names and dates it, compares with it, undoes it', async () => {
    await tab(page, 'Trends and snapshots');
    const names = main(page).getByRole('textbox', { name: /^Name of snapshot/ });
    assert.equal(await names.count(), 2);
    await main(page).getByRole('button', { name: 'Take a snapshot' }).click();
    await wait_until_idle(page);
    assert.equal(await names.count(), 3);
    const picture = main(page).getByRole('img', { name: /^Journey friction: / });
    assert.match(
      await picture.getAttribute('aria-label'),
      /Audit of 1 November 2026 49 \(42 to 56\).*Now 49 \(42 to 56\)/,
    );
    const date = main(page).getByRole('textbox', { name: 'Date of snapshot 3' });
    await date.fill('2026-02-30');
    await date.press('Enter');
    await main(page)
      .getByText(/No such day/)
      .waitFor({ state: 'attached' });
    await date.fill('2026-10-31');
    await date.press('Enter');
    await wait_until_idle(page);
    assert.equal(
      await main(page)
        .getByText(/No such day/)
        .count(),
      0,
    );
    await main(page)
      .getByRole('list', { name: 'Snapshots' })
      .getByRole('button', { name: 'Compare', exact: true })
      .nth(2)
      .click();
    await wait_until_idle(page);
    assert.match(await journey().textContent(), /was 48\.8 and is 48\.8\. No detectable change/);
    await undo(page);
    await undo(page);
    await tab(page, 'Trends and snapshots');
    assert.equal(await names.count(), 2);
    assert.deepEqual(await axe_violations(page), []);
  });
});

describe('the scoring model', () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
    await go_to(page, 'Scoring model');
  });
  after(() => run.close());

  const numbers = () => main(page).getByRole('grid', { name: 'Numbers of the scoring model' });
  const row = (name) => numbers().getByRole('row').filter({ hasText: name });
  const search = async (text) => {
    const field = page.getByRole('searchbox', { name: 'Find a number' });
    await field.fill(text);
    await wait_until_idle(page);
  };

  test('shows every number an audit may replace, each with its source', async () => {
    assert.match(await main(page).getByRole('status').first().textContent(), /^4\d\d numbers, all as shipped$/);
    await search('trust: weight');
    assert.match(await row('Trust: Weight').textContent(), /Factors11.*background article/);
  });

  test('a replaced number counts at once, with a reason, and goes back', async () => {
    const before = await journey_friction(page);
    await search('resolution: weight');
    await row('Resolution: Weight').getByRole('gridcell').nth(VALUE).dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    assert.notEqual(await journey_friction(page), before);
    assert.match(await main(page).getByRole('status').first().textContent(), /1 override$/);
    await row('Resolution: Weight').getByRole('gridcell').nth(REASON).dblclick();
    await page.keyboard.type('The client sells tools.');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    assert.match(await row('Resolution: Weight').textContent(), /The client sells tools\./);
    await row('Resolution: Weight').getByRole('rowheader').click();
    await main(page).getByRole('button', { name: 'Reset', exact: true }).click();
    await wait_until_idle(page);
    assert.equal(await journey_friction(page), before);
    assert.match(await main(page).getByRole('status').first().textContent(), /all as shipped$/);
  });

  test('refuses a number that makes no model, and changes nothing', async () => {
    const before = await journey_friction(page);
    await search('resolution: weight');
    await row('Resolution: Weight').getByRole('gridcell').nth(VALUE).dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('-1');
    await page.keyboard.press('Enter');
    await page
      .getByText(/Not done: /)
      .first()
      .waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await wait_until_idle(page);
    assert.equal(await journey_friction(page), before);
  });

  test('weights follow from comparing pairs, and say whether the answers fit', async () => {
    await search('');
    await tab(page, 'Weights by comparison');
    const before = await journey_friction(page);
    const choose = async (question, answer) => {
      await page.getByRole('combobox', { name: question }).click();
      await page.getByRole('option', { name: answer, exact: true }).click();
      await wait_until_idle(page);
    };
    const questions = page.getByRole('combobox', { name: / or / });
    assert.equal(await questions.count(), 3);
    for (const factor of ['Effectiveness', 'Efficiency', 'Resolution', 'Promise'])
      await page.getByRole('checkbox', { name: factor }).click();
    await wait_until_idle(page);
    await choose('Resolution or Promise', 'Resolution extremely more');
    await choose('Errors or Resolution', 'Resolution extremely more');
    assert.match(await main(page).textContent(), /The answers (fit|contradict)/);
    await main(page).getByRole('button', { name: 'Use these weights' }).click();
    await wait_until_idle(page);
    assert.notEqual(await journey_friction(page), before);
    await tab(page, 'Numbers and sources');
    await search('resolution: weight');
    assert.match(await row('Resolution: Weight').textContent(), /Compared in pairs \(consistency ratio 0(\.\d+)?\)/);
    assert.deepEqual(await axe_violations(page), []);
    await undo(page);
    assert.equal(await journey_friction(page), before);
  });
});
