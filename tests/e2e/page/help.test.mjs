// Help, templates and the tour, through roles and names only.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe_violations, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

const main = (page) => page.getByRole('main');
const button = (page, name) => page.getByRole('button', { name, exact: true });
const focused_text = (page) =>
  page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute('aria-label'));

const press = async (page, name) => {
  await button(page, name).click();
  await wait_until_idle(page);
};

describe('help', () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
  });
  after(() => run.close());

  test('opens at the term whose "?" was pressed, with the focus on it', async () => {
    await page.keyboard.press('o');
    await wait_until_idle(page);
    await press(page, 'What is Diagnostic?');
    assert.deepEqual(await axe_violations(page), []);
    await press(page, 'More in Help');
    await page.getByRole('main', { name: 'Help' }).waitFor({ state: 'attached' });
    assert.match(await main(page).textContent(), /A known way in which companies go wrong/);
    assert.equal(await focused_text(page), 'Diagnostic');
    await screenshot(page, 'help-term');
    assert.deepEqual(await axe_violations(page), []);
  });

  test('finds a term by a part of its meaning', async () => {
    const field = main(page).getByRole('searchbox', { name: 'Find a term' });
    await field.fill('beyond chance');
    await wait_until_idle(page);
    await button(page, "Agreement (Krippendorff's alpha)").waitFor({ state: 'attached' });
    assert.equal(await button(page, 'Snapshot').count(), 0);
  });

  test('lists keys and says where the data is', async () => {
    for (const [tab, text] of [
      ['Keys', /View: Help/],
      ['About', /nothing is ever sent/],
    ]) {
      await main(page).getByRole('tab', { name: tab }).click();
      await wait_until_idle(page);
      assert.match(await main(page).textContent(), text);
      assert.deepEqual(await axe_violations(page), []);
    }
  });
});

describe('a new audit', () => {
  let run, page;
  before(async () => {
    run = await open_page();
    page = run.page;
  });
  after(() => run.close());

  test('from a template, by the keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await wait_until_idle(page);
    await page.keyboard.type('new audit');
    await wait_until_idle(page);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New audit' });
    await dialog.waitFor({ state: 'attached' });
    await wait_until_idle(page);
    await screenshot(page, 'new-audit');
    assert.deepEqual(await axe_violations(page), []);
    await dialog.getByRole('radio', { name: 'Empty' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await wait_until_idle(page);
    await dialog.getByRole('textbox', { name: 'Title' }).fill('Harbour Bank');
    await dialog.getByRole('textbox', { name: 'Title' }).press('Enter');
    await wait_until_idle(page);
    assert.match(await page.getByRole('banner').textContent(), /Harbour Bank/);
    await main(page)
      .getByRole('button', { name: /^Disputed payment, friction/ })
      .waitFor({ state: 'attached' });
    await screenshot(page, 'from-template');
  });
});

for (const width of [1280, 390]) {
  describe(`the tour on a page ${width} px wide`, () => {
    let run, page;
    before(async () => {
      run = await open_page({ size: { width, height: 844 } });
      page = run.page;
    });
    after(() => run.close());

    test('goes from part to part with Enter, and Escape ends it', async () => {
      await press(page, 'Take the tour');
      for (const title of ['1 of 6: The journey', '2 of 6: Friction', '3 of 6: Why']) {
        assert.match(await page.getByRole('region', { name: 'Tour' }).textContent(), new RegExp(title));
        assert.match(await focused_text(page), /Next/);
        assert.deepEqual(await axe_violations(page), []);
        await screenshot(page, 'tour');
        await page.keyboard.press('Enter');
        await wait_until_idle(page);
      }
      await page.keyboard.press('Escape');
      await wait_until_idle(page);
      assert.equal(await page.getByRole('region', { name: 'Tour' }).count(), 0);
    });
  });
}
