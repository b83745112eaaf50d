// The open audit through the page, by roles and names: begun, renamed, kept.
import assert from 'node:assert/strict';
import { wait_for_start, wait_until_idle } from './page.mjs';

const PATIENCE_MS = 30000;

export const banner = (page) => page.getByRole('banner');
export const status = (page) => page.getByRole('contentinfo');
export const title_field = (page) => page.getByRole('textbox', { name: 'Title' });
export const title_of = async (page) => (await banner(page).getByRole('heading').textContent()).trim();

export const go_to_setup = async (page) => {
  await page.getByRole('navigation').getByRole('button', { name: 'Audit set-up' }).click();
  await wait_until_idle(page);
};

// An item of the menu "Audit".
export const choose = async (page, item) => {
  await banner(page).getByRole('button', { name: 'Audit', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await wait_until_idle(page);
};

export const start_new_audit = async (page) => {
  await choose(page, 'New audit');
  await page.getByRole('dialog', { name: 'New audit' }).getByRole('button', { name: 'Start the audit' }).click();
  await wait_until_idle(page);
};

export const type_title = async (page, title) => {
  await go_to_setup(page);
  await title_field(page).fill(title);
  await title_field(page).press('Enter');
  await wait_until_idle(page);
};

// What is kept is opened when the store has answered, while nothing is drawn: the title, or the pattern of it,
// is waited for.
export const title_becomes = async (page, expected) => {
  const matches = (title) => (expected instanceof RegExp ? expected.test(title) : title === expected);
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !matches(await title_of(page));)
    await page.waitForTimeout(100);
  if (expected instanceof RegExp) assert.match(await title_of(page), expected);
  else assert.equal(await title_of(page), expected);
};

export const start_again = async (page) => {
  await page.reload();
  await wait_for_start(page);
  await wait_until_idle(page);
};

// Waits until the status line says so.
export const says_that = (page, words) =>
  status(page).getByText(words).waitFor({ state: 'attached', timeout: PATIENCE_MS });
export const is_kept = (page) => says_that(page, /^Kept in this browser at/);
