// The touchpoint table in the hands of somebody who lives in spreadsheets: rows chosen, cells copied and
// pasted by the browser's own clipboard, columns and groups. Through roles and names only.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe_violations, only_in_chromium, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

const STAGE = 5; // columns from the name to the stage

describe('the touchpoint table', () => {
  let run, page, main;
  before(async () => {
    run = await open_page();
    page = run.page;
    main = page.getByRole('main');
    await page.getByRole('button', { name: 'Hide this' }).click();
    await page.keyboard.press('t');
    await page.getByRole('main', { name: 'Touchpoints' }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
  });
  after(() => run.close());

  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
    await wait_until_idle(page);
  };
  // A press on the name, then so many columns to the right.
  const go_to = async (name, columns = 0) => {
    await main.getByRole('rowheader', { name, exact: true }).click();
    await press(...Array(columns).fill('ArrowRight'));
  };
  const focused = () =>
    page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
  const status = async () => main.getByRole('status').first().textContent();
  const undo = () => press('Control+z');

  test('chooses rows by Shift and the arrows, sets their stage at once, and undoes it at once', async () => {
    await go_to('Identity check');
    await press('Shift+ArrowDown', 'Shift+ArrowDown');
    assert.match(await status(), /^24 touchpoints, 3 chosen$/);
    await screenshot(page, 'table-chosen');
    assert.deepEqual(await axe_violations(page), []);
    await main.getByRole('combobox', { name: 'Set Stage' }).click();
    await page.getByRole('option', { name: 'Fees', exact: true }).click();
    await wait_until_idle(page);
    for (const name of ['Identity check', 'Welcome e-mails', 'Card by post']) {
      await go_to(name, STAGE);
      assert.equal(await focused(), 'Fees', name);
    }
    await undo();
    await go_to('Card by post', STAGE);
    assert.equal(await focused(), 'Settle in');
  });

  test('chooses rows by Ctrl and a press, and lets go of them by Escape', async () => {
    await go_to('Card by post');
    await main.getByRole('rowheader', { name: 'Send money', exact: true }).click({ modifiers: ['Control'] });
    await wait_until_idle(page);
    assert.match(await status(), /2 chosen$/);
    await press('Escape');
    assert.match(await status(), /^24 touchpoints$/);
  });

  test('fills down what stands above', async () => {
    await go_to('Card by post', STAGE);
    await press('Control+d');
    assert.equal(await focused(), 'Open an account');
    await undo();
    assert.equal(await focused(), 'Settle in');
  });

  test(
    'copies a cell and pastes it into the rows that are chosen',
    { skip: only_in_chromium('the drivers have no clipboard of their own') },
    async () => {
      await go_to('Card by post', STAGE);
      await press('Control+c');
      await go_to('Send money', STAGE);
      await press('Shift+ArrowDown', 'Control+v');
      assert.equal(await focused(), 'Settle in');
      await press('ArrowUp');
      assert.equal(await focused(), 'Settle in');
      await undo();
      assert.equal(await focused(), 'Everyday banking');
    },
  );

  // As a spreadsheet puts it on the clipboard.
  const paste = async (text) => {
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      // The last two are Firefox's own words for the first.
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', {
          clipboardData: data,
          bubbles: true,
          cancelable: true,
          dataType: 'text/plain',
          data: pasted,
        }),
      );
    }, text);
    await wait_until_idle(page);
  };

  test('tells every cell it does not understand, by line and column, and pastes nothing', async () => {
    await go_to('Card by post', STAGE);
    await paste('Fees\tFax\nFeees\tApp\n');
    const dialog = page.getByRole('dialog', { name: 'Nothing was pasted' });
    await dialog.waitFor({ state: 'attached' });
    const text = await dialog.textContent();
    assert.match(text, /2 cells are not understood/);
    assert.match(text, /Line 1, Channel/);
    assert.match(text, /Line 2, Stage/);
    assert.match(text, /There is no stage "Feees"\. There are: Discover, Open an account/);
    await screenshot(page, 'table-refused');
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await go_to('Card by post', STAGE);
    assert.equal(await focused(), 'Settle in');
  });

  test('adds the rows of a block that says by its first line what it holds', async () => {
    await go_to('Podcast and social campaign');
    await press('Control+End', 'Home');
    await paste('Touchpoint\tStage\tVolume\nBranch visit\tGet help\t1,200\nCash machine\tEveryday banking\t\n');
    assert.match(await status(), /^25 touchpoints$/);
    await main.getByRole('rowheader', { name: 'Cash machine', exact: true }).waitFor({ state: 'attached' });
    await undo();
    assert.match(await status(), /^24 touchpoints$/);
  });

  test('gathers rows, closes a group and opens it', async () => {
    await main.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'Channel', exact: true }).click();
    await wait_until_idle(page);
    const group = main.getByRole('rowheader', { name: /^Web, / });
    assert.match(await group.textContent(), /^Web, Friction \d+ of 100, [a-z ]+, the worst of \d+ touchpoints$/);
    assert.equal(await group.getAttribute('aria-expanded'), 'true');
    await main.getByRole('rowheader', { name: 'Landing and price page', exact: true }).waitFor({ state: 'attached' });
    await group.click();
    await wait_until_idle(page);
    assert.equal(await group.getAttribute('aria-expanded'), 'false');
    assert.equal(await main.getByRole('rowheader', { name: 'Landing and price page', exact: true }).count(), 0);
    await screenshot(page, 'table-groups');
    assert.deepEqual(await axe_violations(page), []);
    await main.getByRole('combobox', { name: 'Group by' }).click();
    await page.getByRole('option', { name: 'No groups', exact: true }).click();
    await wait_until_idle(page);
  });

  test('shows the columns one wants', async () => {
    await main.getByRole('button', { name: 'Columns', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Share', exact: true }).click();
    await wait_until_idle(page);
    assert.equal(await main.getByRole('columnheader', { name: 'Share', exact: true }).count(), 0);
    assert.equal(await main.getByRole('columnheader', { name: 'Stage', exact: true }).count(), 1);
  });

  test('goes to the search field by Ctrl+F', async () => {
    await press('Control+f');
    await page.keyboard.type('card');
    await wait_until_idle(page);
    assert.match(await status(), /^\d touchpoints of 24$/);
  });
});
