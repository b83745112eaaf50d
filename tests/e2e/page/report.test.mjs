// The report: shown in a frame that can do nothing, saved in every form; and the diagnostics beside it.
// Through roles and names only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { axe_violations, only_in_chromium, open_page, wait_until_idle } from '../support/page.mjs';

const main = (page) => page.getByRole('main');
const frame = (page) => page.locator('iframe');
const report = (page) => page.frameLocator('iframe');

const go_to = async (page, view) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${view}`) })
    .click();
  await page.getByRole('main', { name: view }).waitFor({ state: 'attached' });
  await wait_until_idle(page);
};

const saved = async (page, label) => {
  const coming = page.waitForEvent('download');
  await main(page).getByRole('button', { name: label, exact: true }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

describe('the report', { skip: only_in_chromium('what stands in a frame is asked for through its driver') }, () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
    await go_to(page, 'Report');
    await frame(page).waitFor();
    await report(page)
      .getByRole('heading', { name: /Summary/ })
      .waitFor();
  });
  after(() => run.close());

  test('is shown as it will be saved', async () => {
    const shown = await report(page)
      .locator('html')
      .evaluate((root) => root.outerHTML.length);
    const { name, bytes } = await saved(page, 'Save the report');
    assert.match(name, /-report\.html$/);
    assert.ok(shown > 20000 && bytes.length > 20000);
    assert.match(bytes.toString(), /^<!DOCTYPE html>/);
    assert.doesNotMatch(bytes.toString(), /<script/);
  });

  test('wears its own style in the frame', async () => {
    assert.equal(
      await report(page)
        .locator('h1')
        .evaluate((h1) => getComputedStyle(h1).letterSpacing !== 'normal'),
      true,
    );
  });

  test('stands in a frame that runs no script and has a name', async () => {
    assert.equal(await frame(page).getAttribute('sandbox'), '');
    assert.equal(await frame(page).getAttribute('title'), 'Preview of the report');
    assert.deepEqual(await axe_violations(page), []);
  });

  test('can be entered by the keyboard, and left again', async () => {
    await main(page).getByRole('button', { name: 'Scores as JSON' }).focus();
    for (let i = 0; i < 5 && !(await frame(page).evaluate((f) => f === document.activeElement)); i += 1)
      await page.keyboard.press('Tab');
    assert.equal(await frame(page).evaluate((f) => f === document.activeElement), true);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await frame(page).evaluate((f) => f === document.activeElement), false);
  });

  test('gives way to what is drawn above it', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor({ state: 'attached' });
    await wait_until_idle(page);
    assert.equal(await frame(page).evaluate((f) => f.style.visibility), 'hidden');
    await page.keyboard.press('Escape');
    await wait_until_idle(page);
    assert.equal(await frame(page).evaluate((f) => f.style.visibility), '');
  });

  test('is not drawn over messages', async () => {
    await saved(page, 'Gaps');
    await page.getByRole('region', { name: 'Messages' }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
    assert.match(await frame(page).evaluate((f) => f.style.clipPath), /^path\(evenodd/);
  });

  test('is saved as a picture of the map, twice as large as the map', async () => {
    const svg = (await saved(page, 'Map as SVG')).bytes.toString();
    const { name, bytes } = await saved(page, 'Map as PNG');
    assert.match(name, /-map\.png$/);
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.equal(bytes.readUInt32BE(16), 2 * Math.round(Number(/<svg[^>]* width="([\d.]+)"/.exec(svg)[1])));
  });

  test('is saved as text and tables', async () => {
    assert.match((await saved(page, 'Markdown')).bytes.toString(), /^# /);
    assert.match((await saved(page, 'Touchpoints')).bytes.toString(), /friction/i);
    assert.match((await saved(page, 'Fixes for Jira')).bytes.toString(), /Summary,Description/);
    assert.equal(JSON.parse((await saved(page, 'Scores as JSON')).bytes.toString()).format, 'touchstone-scores');
  });
});

describe('the diagnostics', () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
    await go_to(page, 'Diagnostics');
  });
  after(() => run.close());

  test('say what was found, and lead from the proof to the touchpoint', async () => {
    assert.match(await main(page).textContent(), /Found in this audit: 7/);
    await main(page).getByRole('button', { name: 'Dispute and refund' }).first().click();
    await wait_until_idle(page);
    assert.equal(
      await page.getByRole('complementary').getByRole('textbox', { name: 'Name' }).inputValue(),
      'Dispute and refund',
    );
  });

  test('can be used by screen readers', async () => {
    assert.deepEqual(await axe_violations(page), []);
  });
});
