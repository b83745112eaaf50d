// Nothing is lost on the way in and out: new audits are kept at once, what was typed last is kept when the
// page goes, a store that was closed or cleared is filled again, and a saved page knows of later work.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  banner,
  choose,
  is_kept,
  start_new_audit,
  status,
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

const becomes = (page, title) => banner(page).getByText(title, { exact: true }).waitFor({ state: 'attached' });

// All that is on the page, without what its scripts hold.
const shown = (page) => page.evaluate(() => document.getElementById('mirror').textContent);

const go_to = async (page, view) => {
  await page.getByRole('navigation').getByRole('button', { name: view }).click();
  await wait_until_idle(page);
};

const opened_again = async (page) => {
  await wait_for_start(page);
  await wait_until_idle(page);
};

// Of the last question before the page was left: none, if it was left without one.
const leaves_asking = async (page, leave) => {
  let asked = false;
  const answer = (dialog) => {
    asked = dialog.type() === 'beforeunload';
    dialog.accept();
  };
  page.on('dialog', answer);
  await leave();
  page.off('dialog', answer);
  return asked;
};

const paste = async (page, text) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

describe(
  "a newcomer's first quarter of an hour",
  { skip: only_in_chromium('pasting and questions before leaving are given in Chromium') },
  () => {
    let run;
    before(async () => {
      run = await open_page();
    });
    after(() => run.close());

    test('a new audit is kept before anything is done in it, and leaving asks', async () => {
      const { page } = run;
      await start_new_audit(page);
      await is_kept(page);
      await banner(page).getByText('Not in a file').waitFor({ state: 'attached' });
      assert.ok(await leaves_asking(page, () => page.reload()), 'it asks before it is left');
      await opened_again(page);
      await becomes(page, 'New audit');
    });

    test('rows pasted into the empty table, a title after them and a reload: all is there', async () => {
      const { page } = run;
      await go_to(page, /^Touchpoints/);
      await paste(page, 'Refund call\nSign-up\nInvoice');
      await page.getByRole('rowheader', { name: 'Refund call' }).waitFor({ state: 'attached' });
      await type_title(page, 'First');
      await type_title(page, 'Second');
      await is_kept(page);
      await leaves_asking(page, () => page.reload());
      await opened_again(page);
      await becomes(page, 'Second');
      assert.doesNotMatch(await shown(page), /set aside/);
      await go_to(page, /^Touchpoints/);
      await page.getByRole('rowheader', { name: 'Invoice' }).waitFor({ state: 'attached' });
    });

    test('a list imported as a new audit is kept at once', async () => {
      const { page } = run;
      await go_to(page, /^Import/);
      await paste(page, 'Touchpoint\tStage\nParcel\tUse\nTill\tBuy');
      await wait_until_idle(page);
      await page.getByRole('radio', { name: 'A new audit' }).click();
      await wait_until_idle(page);
      await page.getByRole('button', { name: 'Import the file' }).click();
      await is_kept(page);
      await wait_until_idle(page);
      const title = await title_of(page);
      assert.ok(await leaves_asking(page, () => page.reload()), 'it asks before it is left');
      await opened_again(page);
      await becomes(page, title);
      await go_to(page, /^Touchpoints/);
      await page.getByRole('rowheader', { name: 'Parcel' }).waitFor({ state: 'attached' });
    });

    test('what was typed in the last moment before the page goes is kept', async () => {
      const { page } = run;
      await go_to(page, 'Audit set-up');
      await title_field(page).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Typed last');
      // The pause after typing is longer than this takes.
      await leaves_asking(page, () => page.evaluate(() => location.reload()));
      await opened_again(page);
      await becomes(page, 'Typed last');
    });

    test('so is what was typed before the page goes out of sight', async () => {
      const { page } = run;
      await go_to(page, 'Audit set-up');
      await title_field(page).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('Typed and hidden');
      await page.evaluate(() => {
        // Nothing but what is done at once counts: no pause, no frame comes after.
        globalThis.requestAnimationFrame = () => 0;
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await page.waitForFunction(
        () =>
          new Promise((done) => {
            const request = indexedDB.open('touchstone');
            request.onsuccess = () => {
              const reading = request.result.transaction('bytes').objectStore('bytes').getAll();
              reading.onsuccess = () => {
                request.result.close();
                done(reading.result.some((bytes) => new TextDecoder().decode(bytes).includes('Typed and hidden')));
              };
            };
          }),
      );
      await leaves_asking(page, () => page.reload());
      await opened_again(page);
      await becomes(page, 'Typed and hidden');
    });
  },
);

describe(
  'a store that comes and goes',
  { skip: only_in_chromium("the store is taken away by Chromium's means") },
  () => {
    let run;
    before(async () => {
      run = await open_page();
    });
    after(() => run.close());

    test('that was cleared under the open page holds all of it again, without another edit', async () => {
      const { page } = run;
      await start_new_audit(page);
      await type_title(page, 'Before');
      const wire = await page.context().newCDPSession(page);
      await wire.send('Storage.clearDataForOrigin', { origin: 'file://', storageTypes: 'indexeddb' });
      await page.evaluate(
        () =>
          new Promise((done) => {
            const request = indexedDB.deleteDatabase('touchstone');
            request.onsuccess = done;
            request.onerror = done;
          }),
      );
      await type_title(page, 'After');
      await is_kept(page);
      await leaves_asking(page, () => page.reload());
      await opened_again(page);
      await becomes(page, 'After');
      assert.doesNotMatch(await shown(page), /set aside/);
    });

    test('that has no room says so in words, and keeps all as soon as there is room', async () => {
      const { page } = run;
      await page.evaluate(() => {
        globalThis.real_put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => {
          throw new DOMException('FILE_ERROR_NO_SPACE', 'UnknownError');
        };
      });
      await type_title(page, 'No room');
      const told = /Not kept in this browser: there is no room left on this disk\..*tried again by itself/;
      await status(page).getByText(told).waitFor({ state: 'attached' });
      assert.doesNotMatch(await status(page).textContent(), /FILE_ERROR|UnknownError/);
      await screenshot(page, 'store-no-room');
      await page.evaluate(() => {
        IDBObjectStore.prototype.put = globalThis.real_put;
      });
      await is_kept(page);
      await leaves_asking(page, () => page.reload());
      await opened_again(page);
      await becomes(page, 'No room');
    });

    test('that is found empty at the start is told, with when it last kept something', async () => {
      const { page } = run;
      await page.evaluate(
        () =>
          new Promise((done) => {
            const request = indexedDB.deleteDatabase('touchstone');
            request.onsuccess = done;
          }),
      );
      await leaves_asking(page, () => page.reload());
      await opened_again(page);
      const dialog = page.getByRole('alertdialog', { name: 'What this browser kept is gone' });
      await dialog.waitFor({ state: 'attached' });
      assert.match(await dialog.textContent(), /the last on .*\d{4}/);
      await screenshot(page, 'store-cleared');
      assert.deepEqual(await axe_violations(page), []);
      await dialog.getByRole('button', { name: 'Close' }).last().click();
      await wait_until_idle(page);
      await page.reload();
      await opened_again(page);
      assert.equal(await dialog.count(), 0);
    });

    test('is asked to last once there is something to keep', async () => {
      const { page } = run;
      await page.addInitScript(() => {
        globalThis.asked = 0;
        navigator.storage.persist = async () => {
          globalThis.asked += 1;
          return true;
        };
      });
      await page.reload();
      await opened_again(page);
      assert.equal(await page.evaluate(() => globalThis.asked), 0);
      await type_title(page, 'To keep');
      await type_title(page, 'To keep on');
      assert.equal(await page.evaluate(() => globalThis.asked), 1);
    });
  },
);

describe('a store that never answers', { skip: only_in_chromium("the browser's clock is set in Chromium") }, () => {
  test('is told in words, and the page works', async () => {
    const run = await open_page();
    const { page } = run;
    await page.addInitScript(() => {
      indexedDB.open = () => ({});
      const wait = globalThis.setTimeout;
      globalThis.setTimeout = (act, ms, ...rest) => wait(act, ms >= 10000 ? 50 : ms, ...rest);
    });
    await page.reload();
    await opened_again(page);
    await status(page)
      .getByText(/the browser’s store does not answer/)
      .waitFor({ state: 'attached' });
    await type_title(page, 'Not kept');
    await status(page)
      .getByText(/^Not kept in this browser: the browser’s store does not answer/)
      .waitFor({ state: 'attached' });
    await run.close();
  });
});

describe('a saved page', { skip: only_in_chromium('files are saved and opened side by side in Chromium') }, () => {
  let run;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-remembering-'));
    run = await open_page();
  });
  after(async () => {
    await run.close({ by_browser: [address()] }); // as opened by its user
    rmSync(folder, { recursive: true, force: true });
  });

  const file = () => join(folder, 'Client audit.touchstone.html');
  const address = () => `file://${encodeURI(file())}`;
  const open_file = async () => {
    await leaves_asking(run.page, () => run.page.goto(address()));
    await opened_again(run.page);
  };
  const save_by = async (act) => {
    const waiting = run.page.waitForEvent('download');
    await act();
    const saved = await waiting;
    return { name: saved.suggestedFilename(), path: await saved.path() };
  };

  test('that is left with changes offers them when it is opened again, with both dates', async () => {
    const { page } = run;
    await start_new_audit(page);
    await type_title(page, 'Saved');
    const saved = await save_by(() => choose(page, /^Save as web page/));
    copyFileSync(saved.path, file());
    await open_file();
    await becomes(page, 'Saved');
    await type_title(page, 'Worked on');
    await is_kept(page);
    await open_file();
    const question = page.getByRole('alertdialog', { name: 'Later work on this audit' });
    await question.waitFor({ state: 'attached' });
    assert.match(
      await question.textContent(),
      /This page holds the audit as it was on .*\d{4}.*This browser keeps later work on it, last changed on .*\d{4}/,
    );
    await screenshot(page, 'saved-page-later-work');
    assert.deepEqual(await axe_violations(page), []);
    await question.getByRole('button', { name: 'Open the later work' }).click();
    await becomes(page, 'Worked on');
  });

  test('is written again by Ctrl+S, and then holds what was done', async () => {
    const { page } = run;
    const kept = await page.evaluate(() => globalThis.touchstone_debug.kept);
    const saved = await save_by(() => page.keyboard.press('Control+S'));
    // The library's line about the file, by which the page is met again.
    await page.waitForFunction((before) => globalThis.touchstone_debug.kept > before, kept);
    assert.equal(saved.name, 'Client audit.touchstone.html');
    assert.match(readFileSync(saved.path, 'utf8'), /Worked on/);
    writeFileSync(file(), readFileSync(saved.path));
    await open_file();
    await becomes(page, 'Worked on');
    await wait_until_idle(page);
    assert.equal(await page.getByRole('alertdialog').count(), 0);
  });

  test('goes on in the audit that the browser keeps', async () => {
    const { page } = run;
    await type_title(page, 'Gone on');
    await choose(page, /^Library/);
    const titles = page.getByRole('dialog', { name: 'Library' }).getByRole('textbox', { name: 'Title' });
    const all = [];
    for (let i = 0; i < (await titles.count()); i += 1) all.push(await titles.nth(i).inputValue());
    assert.equal(all.filter((title) => title === 'Gone on').length, 1);
    assert.equal(all.filter((title) => title === 'Worked on').length, 0);
  });
});
