// Files that are written in place, and recent files: where the browser offers handles. The pickers of
// these tests hand out files of the page's own file system, as a person would choose them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { status, type_title } from '../support/audit.mjs';
import {
  axe_violations,
  only_in_chromium,
  open_page,
  screenshot,
  wait_for_start,
  wait_until_idle,
} from '../support/page.mjs';

const FILE = 'Chosen.touchstone.json';

const give_pickers = (page) =>
  page.evaluate((name) => {
    globalThis.asked = 0;
    const chosen = async () => {
      globalThis.asked += 1;
      return (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    };
    globalThis.showSaveFilePicker = chosen;
    globalThis.showOpenFilePicker = async () => [await chosen()];
  }, FILE);

const asked = (page) => page.evaluate(() => globalThis.asked);

const title_in_file = (page) =>
  page.evaluate(async (name) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
    return JSON.parse(await (await handle.getFile()).text()).title;
  }, FILE);

const library = (page) => page.getByRole('dialog', { name: 'Library' });

const save = async (page, told) => {
  await page.getByRole('banner').getByRole('button', { name: 'Save' }).click();
  await status(page).getByText(told).waitFor({ state: 'attached' });
};

const open_library = async (page) => {
  await page.getByRole('banner').getByRole('button', { name: 'Audit', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Library ...' }).click();
  await wait_until_idle(page);
};

describe('files in place', { skip: only_in_chromium('other browsers hand out no files to write to') }, () => {
  let run;
  before(async () => {
    run = await open_page({ served: true, pickers: true });
    await give_pickers(run.page);
  });
  after(() => run.close());

  test('the second save goes where the first one went', async () => {
    const { page } = run;
    await type_title(page, 'First draft');
    assert.equal(await page.getByRole('banner').getByText('Not in a file').count(), 1);
    await save(page, `Saved as ${FILE}.`);
    assert.equal(await page.getByRole('banner').getByText('Not in a file').count(), 0);
    await type_title(page, 'Second draft');
    await save(page, `Saved as ${FILE}.`);
    assert.equal(await title_in_file(page), 'Second draft');
    assert.equal(await asked(page), 1);
  });

  test('the file is known after the page was loaded anew', async () => {
    const { page } = run;
    await page.reload();
    await wait_for_start(page);
    await wait_until_idle(page);
    await give_pickers(page);
    assert.match(await status(page).textContent(), new RegExp(`As in ${FILE}`));
    await type_title(page, 'Third draft');
    await save(page, `Saved as ${FILE}.`);
    assert.equal(await title_in_file(page), 'Third draft');
    assert.equal(await asked(page), 0);
  });

  test('what the disk does not give back is not called saved', async () => {
    const { page } = run;
    await type_title(page, 'Lost on its way');
    await page.evaluate(() => {
      globalThis.real_write = FileSystemWritableFileStream.prototype.write;
      FileSystemWritableFileStream.prototype.write = async () => {};
    });
    await save(page, 'Not saved: What the disk gives back is not what was written.');
    assert.equal(await page.getByRole('banner').getByText('Not in a file').count(), 1);
    await page.evaluate(() => {
      FileSystemWritableFileStream.prototype.write = globalThis.real_write;
    });
    await save(page, `Saved as ${FILE}.`);
    assert.equal(await title_in_file(page), 'Lost on its way');
  });

  test('a recent file opens from the library', async () => {
    const { page } = run;
    await page.getByRole('banner').getByRole('button', { name: 'Audit', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New audit' }).click();
    await page.getByRole('button', { name: 'Start the audit' }).click();
    await wait_until_idle(page);
    await open_library(page);
    const recent = library(page).getByRole('list', { name: 'Recent files' });
    assert.equal(await recent.getByRole('listitem').count(), 1);
    assert.deepEqual(await axe_violations(page), []);
    await screenshot(page, 'library-recent');
    await recent.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('banner').getByText('Lost on its way').waitFor({ state: 'attached' });
  });

  test('a recent file that is gone says so, and can be forgotten', async () => {
    const { page } = run;
    await page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name), FILE);
    await open_library(page);
    const recent = library(page).getByRole('list', { name: 'Recent files' });
    await recent.getByRole('button', { name: 'Open' }).click();
    await page.getByText('The file could not be read: it is not where it was').first().waitFor({ state: 'attached' });
    await recent.getByRole('button', { name: 'Forget' }).click();
    await recent.waitFor({ state: 'detached' });
  });
});
