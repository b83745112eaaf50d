// What the page keeps in the browser's store: every edit, the library, two windows, passphrases, and what
// it says when the store is full, refused or damaged.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import {
  banner,
  choose,
  go_to_setup,
  start_again,
  start_new_audit,
  status,
  title_becomes,
  title_field,
  title_of,
  type_title,
} from '../support/audit.mjs';
import {
  axe_violations,
  only_in_chromium,
  open_page,
  screenshot,
  wait_for_start,
  wait_until_idle,
} from '../support/page.mjs';

const library = (page) => page.getByRole('dialog', { name: 'Library' });

// A field for a passphrase has no role to be found by.
const type_secret = (page, label, text) =>
  page.evaluate(
    ([name, typed]) => {
      const input = document.querySelector(`input[type=password][aria-label="${name}"]`);
      input.focus();
      input.value = typed;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [label, text],
  );

// The store's own records, as texts by key; `change` may alter them first.
const records = (page, change = '') =>
  page.evaluate(async (body) => {
    const database = await new Promise((done, failed) => {
      const request = indexedDB.open('touchstone');
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const all = {};
    await new Promise((done, failed) => {
      const transaction = database.transaction('bytes', 'readwrite');
      const table = transaction.objectStore('bytes');
      table.openCursor().onsuccess = (event) => {
        const cursor = event.target.result;
        if (!cursor) return;
        const text = new TextDecoder().decode(cursor.value);
        all[cursor.key] = text;
        if (body === 'damage edits' && /\/\d{6}\/\d{6}$/.test(cursor.key))
          cursor.update(new TextEncoder().encode('{"label":'));
        if (body === 'damage all' && cursor.key.startsWith('audit/')) cursor.update(new TextEncoder().encode('{'));
        cursor.continue();
      };
      transaction.oncomplete = done;
      transaction.onerror = () => failed(transaction.error);
    });
    database.close();
    return all;
  }, change);

const download_of = async (page, act) => {
  const waiting = page.waitForEvent('download');
  await act();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
};

// Types, and rests until the store has acknowledged the text and its line of the library.
const typed_and_kept = async (page, text) => {
  const kept = () => page.evaluate(() => globalThis.touchstone_debug.kept);
  const before = await kept();
  await page.keyboard.type(text);
  await page.waitForFunction((from) => globalThis.touchstone_debug.kept >= from + 2, before);
  await wait_until_idle(page);
};

describe('every edit is kept', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test('a text whose field was not left is there after a reload', async () => {
    const { page } = run;
    await go_to_setup(page);
    await title_field(page).fill('');
    await title_field(page).press('End');
    await page.keyboard.type('Half a ti');
    await banner(page).getByText('Half a ti').waitFor({ state: 'attached' });
    await wait_until_idle(page);
    assert.match(await status(page).textContent(), /Kept in this browser at \d/);
    await start_again(page);
    await title_becomes(page, 'Half a ti');
  });

  test('so is a text in a cell of a sorted table, whose row stays while it is typed', async () => {
    const { page } = run;
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Touchpoints/ })
      .click();
    await page.getByRole('columnheader', { name: /^Touchpoint/ }).click();
    await wait_until_idle(page);
    const first = page.getByRole('grid').getByRole('row').nth(1).getByRole('rowheader');
    await first.dblclick();
    await page.keyboard.press('Control+A');
    await typed_and_kept(page, 'Zzz, half a');
    assert.match(await status(page).textContent(), /Kept in this browser at \d/);
    await typed_and_kept(page, ' name');
    await start_again(page);
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Touchpoints/ })
      .click();
    await page.getByRole('searchbox', { name: 'Find touchpoints' }).fill('Zzz');
    await page.getByRole('rowheader', { name: 'Zzz, half a name' }).waitFor({ state: 'attached' });
  });

  test('what is typed at one go is one step of undo, with pauses in it', async () => {
    const { page } = run;
    await type_title(page, 'Before');
    await title_field(page).press('End');
    for (const words of [' one', ' two', ' three']) {
      await page.keyboard.type(words);
      await page.waitForTimeout(450);
    }
    await title_field(page).press('Enter');
    await wait_until_idle(page);
    await title_becomes(page, 'Before one two three');
    await banner(page).getByRole('button', { name: 'Undo' }).click();
    await wait_until_idle(page);
    await title_becomes(page, 'Before');
  });

  test('Escape takes back what a pause had kept', async () => {
    const { page } = run;
    await type_title(page, 'As it was');
    await page.keyboard.press('Tab');
    await title_field(page).fill('Something else');
    await banner(page).getByText('Something else').waitFor({ state: 'attached' });
    await title_field(page).press('Escape');
    await wait_until_idle(page);
    await title_becomes(page, 'As it was');
  });

  test('a clock that is set back loses nothing', async () => {
    const { page } = run;
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() - 3 * 86400e3;
    });
    await type_title(page, 'From the past');
    await start_again(page);
    await title_becomes(page, 'From the past');
  });
});

describe('the library', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test('begins empty and says what comes into it', async () => {
    const { page } = run;
    await choose(page, /^Library/);
    assert.match(await library(page).textContent(), /Nothing is kept yet/);
    await screenshot(page, 'library-empty');
    await library(page).getByRole('button', { name: 'Close' }).last().click();
    await wait_until_idle(page);
  });

  test('keeps what was worked on while another audit is open, and opens it again', async () => {
    const { page } = run;
    await type_title(page, 'First audit');
    await start_new_audit(page);
    await type_title(page, 'Second audit');
    await choose(page, /^Library/);
    await screenshot(page, 'library');
    assert.deepEqual(await axe_violations(page), []);
    await library(page).getByRole('button', { name: 'Open', exact: true }).click();
    await wait_until_idle(page);
    await title_becomes(page, 'First audit');
  });

  test('renames, duplicates, deletes and brings back', async () => {
    const { page } = run;
    await choose(page, /^Library/);
    const titles = library(page).getByRole('textbox', { name: 'Title' });
    await titles.last().fill('Renamed audit');
    await titles.last().press('Enter');
    await wait_until_idle(page);
    await library(page).getByRole('button', { name: 'Duplicate' }).first().click();
    await wait_until_idle(page);
    const all = [];
    for (let i = 0; i < (await titles.count()); i += 1) all.push(await titles.nth(i).inputValue());
    assert.deepEqual([...all].sort(), ['Renamed audit', 'Renamed audit (copy)', 'Second audit']);
    await library(page).getByRole('button', { name: 'Delete', exact: true }).last().click();
    await wait_until_idle(page);
    assert.equal(await titles.count(), 2);
    await library(page)
      .getByRole('button', { name: /^Deleted/ })
      .click();
    await wait_until_idle(page);
    await library(page).getByRole('button', { name: 'Bring back' }).click();
    await wait_until_idle(page);
    assert.equal(await titles.count(), 3);
  });

  test(
    'writes the whole store into one file',
    { skip: only_in_chromium('downloads are read in Chromium') },
    async () => {
      const { page } = run;
      await library(page).getByRole('button', { name: 'If something cannot be opened' }).click();
      await wait_until_idle(page);
      const saved = await download_of(page, () =>
        library(page).getByRole('button', { name: 'Save everything' }).click(),
      );
      assert.equal(saved.name, 'touchstone-store.json');
      assert.deepEqual(JSON.parse(saved.text), await records(page));
    },
  );
});

describe('a store that fails', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test('of a damaged journal all that fits is carried out, in a copy, and the rest is shown', async () => {
    const { page } = run;
    await type_title(page, 'One');
    await type_title(page, 'Two');
    const kept = await records(page, 'damage edits');
    assert.ok(
      Object.keys(kept).some((key) => /\/\d{6}\/\d{6}$/.test(key)),
      'there is an edit to damage',
    );
    await start_again(page);
    await title_becomes(page, 'One');
    const dialog = page.getByRole('dialog', { name: /set aside$/ });
    assert.match(await dialog.textContent(), /The record is damaged and cannot be read/);
    await screenshot(page, 'set-aside');
    assert.deepEqual(await axe_violations(page), []);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await wait_until_idle(page);
  });

  test('an audit of which nothing can be read is refused with the reason, and the page works', async () => {
    const { page } = run;
    await type_title(page, 'Three');
    await records(page, 'damage all');
    await start_again(page);
    assert.match(await page.getByRole('dialog').textContent(), /Cannot open/);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await wait_until_idle(page);
    await title_becomes(page, /Halvern/);
  });

  test('a full store is told in words, and what was not kept is kept with the next edit that is', async () => {
    const { page } = run;
    await start_new_audit(page);
    await page.evaluate(() => {
      globalThis.real_transaction = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await type_title(page, 'Not kept');
    assert.match(
      await status(page).textContent(),
      /Not kept in this browser: there is no room left on this disk.*save the audit as a file/,
    );
    await screenshot(page, 'store-full');
    await page.evaluate(() => {
      IDBDatabase.prototype.transaction = globalThis.real_transaction;
    });
    await type_title(page, 'Kept again');
    assert.match(await status(page).textContent(), /Kept in this browser at/);
    await start_again(page);
    await title_becomes(page, 'Kept again');
  });

  test('work of a version without a library is taken into it', async () => {
    const { page } = run;
    const checkpoints = Object.entries(await records(page)).filter(
      ([key, text]) => /^audit\/[^/]+\/\d{6}$/.test(key) && text.length > 2,
    );
    const audit = { ...JSON.parse(checkpoints[0][1]), title: 'From long ago' };
    await page.evaluate(async (text) => {
      const database = await new Promise((done) => {
        const request = indexedDB.open('touchstone');
        request.onsuccess = () => done(request.result);
      });
      const transaction = database.transaction('bytes', 'readwrite');
      const table = transaction.objectStore('bytes');
      table.clear();
      table.put(new TextEncoder().encode(text), 'working-copy');
      await new Promise((done) => {
        transaction.oncomplete = done;
      });
      database.close();
    }, JSON.stringify(audit));
    await start_again(page);
    await title_becomes(page, 'From long ago');
  });
});

describe('two windows', { skip: only_in_chromium("a second window of the same browser is Playwright's") }, () => {
  let run;
  let other;
  before(async () => {
    run = await open_page();
    await type_title(run.page, 'Shared');
    other = await run.browser.newPage();
    await other.goto(run.page.url());
    await wait_for_start(other);
    await wait_until_idle(other);
  });
  after(() => run.close());

  test('the second shows the audit, says who keeps it, and cannot edit', async () => {
    await title_becomes(other, 'Shared');
    assert.match(await other.getByRole('main').textContent(), /Another window edits this audit/);
    await go_to_setup(other);
    assert.equal(await title_field(other).isEnabled(), false);
    await screenshot(other, 'second-window');
  });

  test('the second follows what the first does', async () => {
    await type_title(run.page, 'Shared and changed');
    await other.getByRole('banner').getByText('Shared and changed').waitFor({ state: 'attached' });
  });

  test('the second takes over, and the first is told and follows', async () => {
    await other.bringToFront();
    await other.getByRole('button', { name: 'Edit here instead' }).click();
    await wait_until_idle(other);
    await type_title(other, 'Taken over');
    await run.page.bringToFront();
    await run.page.getByRole('banner').getByText('Taken over').waitFor({ state: 'attached' });
    assert.match(await run.page.getByRole('main').textContent(), /Another window edits this audit/);
  });

  test('when the one that keeps it is closed, the other goes on', async () => {
    await other.close();
    await wait_until_idle(run.page);
    await type_title(run.page, 'Alone again');
    await start_again(run.page);
    await title_becomes(run.page, 'Alone again');
  });
});

describe('a passphrase', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test('seals what is kept: nothing of it stands in the store', async () => {
    const { page } = run;
    await start_new_audit(page);
    await type_title(page, 'Confidential');
    await choose(page, /^Passphrase/);
    const dialog = page.getByRole('dialog', { name: 'Passphrase' });
    await type_secret(page, 'Passphrase', 'secret');
    await dialog
      .getByText(/^This is short: one graphics card tries all passphrases of 6 small letters in 5 hours/)
      .waitFor({ state: 'attached' });
    await screenshot(page, 'short-passphrase');
    await type_secret(page, 'Passphrase', 'correct horse');
    await wait_until_idle(page);
    await type_secret(page, 'The same again', 'correct horse');
    await wait_until_idle(page);
    await dialog.getByText(/^This is short/).waitFor({ state: 'detached' });
    await screenshot(page, 'passphrase');
    assert.deepEqual(await axe_violations(page), []);
    await dialog.getByRole('button', { name: 'Seal' }).click();
    await status(page)
      .getByText(/Kept in this browser at/)
      .waitFor({ state: 'attached' });
    await wait_until_idle(page, 1500);
    await type_title(page, 'Confidential, second draft');
    await wait_until_idle(page, 800);
    assert.equal(
      await page.evaluate(() => document.title),
      'Sealed audit · Touchstone',
      'browsers write titles to disk',
    );
    for (const [key, text] of Object.entries(await records(page))) {
      assert.doesNotMatch(text, /Confidential/, key);
      if (key.startsWith('audit/')) assert.match(text, /^\{"format":"touchstone-sealed"/, key);
    }
  });

  test('is asked for at the next start; a wrong one is told at once, the right one opens', async () => {
    const { page } = run;
    await start_again(page);
    const dialog = page.getByRole('dialog', { name: 'Sealed with a passphrase' });
    await screenshot(page, 'locked');
    assert.equal(await page.evaluate(() => document.title), 'Sealed audit · Touchstone');
    await type_secret(page, 'Passphrase', 'wrong');
    await wait_until_idle(page);
    await dialog.getByRole('button', { name: 'Open' }).click();
    await dialog.getByText(/This is not the passphrase/).waitFor({ state: 'attached' });
    await type_secret(page, 'Passphrase', 'correct horse');
    await wait_until_idle(page);
    await page.keyboard.press('Enter');
    await banner(page).getByText('Confidential, second draft').waitFor({ state: 'attached' });
  });
});
