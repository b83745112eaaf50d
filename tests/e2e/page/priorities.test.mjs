// Priorities as a user walks through them: fixes, the plan within a budget, how sure it is, what it is worth.
// Through roles and names only.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe_violations, only_in_chromium, open_page, wait_until_idle } from '../support/page.mjs';

const TABS = ['Fixes', 'Plan', 'How sure', 'Worth', 'UX or CX first?'];
const SAY = 'Say the true waiting time before a chat begins';

describe('priorities', () => {
  let run, page, main;
  before(async () => {
    run = await open_page();
    page = run.page;
    main = page.getByRole('main');
    await page.keyboard.press('p');
    await page.getByRole('main', { name: 'Priorities' }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
  });
  after(() => run.close());

  const go_to_tab = async (name) => {
    await main.getByRole('tab', { name, exact: true }).click();
    await main.getByRole('tabpanel', { name, exact: true }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
  };
  const enter = async (label, text) => {
    const field = main.getByRole('textbox', { name: label, exact: true });
    await field.fill(text);
    await field.press('Enter');
    await wait_until_idle(page);
  };
  const circle = () => main.getByRole('button', { name: new RegExp(`^${SAY}: takes off`) });
  const takes_off = async () => Number((await circle().textContent()).match(/takes off ([\d.]+)/)[1]);
  const journey_with_plan = async () =>
    Number((await main.getByRole('img', { name: /^With these fixes/ }).getAttribute('aria-label')).match(/[\d.]+/)[0]);

  test('a fix is chosen in the picture, also where the page has to scroll to it', async () => {
    await circle().click();
    await main.getByRole('group', { name: `Fix: ${SAY}` }).waitFor({ state: 'attached' });
    assert.equal(await main.getByRole('textbox', { name: 'Takes off Support chat' }).inputValue(), '10');
  });

  test('a larger effect takes more off the journey, and undo takes it back', async () => {
    const before_edit = await takes_off();
    await enter('Takes off Support chat', '40');
    assert.ok((await takes_off()) > 2 * before_edit);
    await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await wait_until_idle(page);
    assert.equal(await takes_off(), before_edit);
  });

  test('the plan follows the budget: nothing for no day, more for more days', async () => {
    await go_to_tab('Plan');
    const now = Number(
      (await main.getByRole('img', { name: /^Journey now/ }).getAttribute('aria-label')).match(/[\d.]+/)[0],
    );
    await enter('Person-days', '0');
    assert.equal(await journey_with_plan(), now);
    await enter('Person-days', '10');
    const for_ten = await journey_with_plan();
    await enter('Person-days', '121');
    const for_all = await journey_with_plan();
    assert.ok(for_ten < now && for_all < for_ten, `${now}, ${for_ten}, ${for_all}`);
    await main
      .getByRole('paragraph')
      .getByText(/^Proven:/)
      .waitFor({ state: 'attached' });
  });

  test('a goal changes which of UX and CX comes first, and undo takes it back', async () => {
    await go_to_tab('UX or CX first?');
    const goal = main.getByRole('checkbox', { name: 'Raise task completion' });
    await goal.click();
    await wait_until_idle(page);
    assert.equal(await goal.getAttribute('aria-checked'), 'true');
    await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await wait_until_idle(page);
    assert.equal(await goal.getAttribute('aria-checked'), 'false');
  });

  test('the arrows go from tab to tab', async () => {
    await go_to_tab('Fixes');
    await main.getByRole('tab', { name: 'Fixes', exact: true }).focus();
    for (const tab of TABS.slice(1)) {
      await page.keyboard.press('ArrowRight');
      await main.getByRole('tabpanel', { name: tab, exact: true }).waitFor({ state: 'attached' });
    }
  });

  test(
    'no tab breaks a rule of accessibility',
    { skip: only_in_chromium('axe-core looks at the same mirror everywhere') },
    async () => {
      for (const tab of TABS) {
        await go_to_tab(tab);
        assert.deepEqual(await axe_violations(page), [], tab);
      }
    },
  );
});
