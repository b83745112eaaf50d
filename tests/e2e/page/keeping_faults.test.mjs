// What is kept survives what goes wrong around it: a store copied while it is written, two windows in turns,
// a clock that jumps, a browser killed while it saves a file.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import {
  banner,
  go_to_setup,
  is_kept,
  start_again,
  start_new_audit,
  title_becomes,
  title_of,
  type_title,
} from '../support/audit.mjs';
import { BROWSER, only_in_chromium, open_page, PAGE, wait_for_start, wait_until_idle } from '../support/page.mjs';

const DAY_MS = 86400e3;

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-faults-'));
});
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));

// Edits the title for ever, and tells of each edit once the screen says that it is kept.
const EDIT = () => {
  const pause = () =>
    new Promise((done) => {
      setTimeout(done, 2);
    });
  const says = (words) =>
    [...document.querySelectorAll('[role=contentinfo] [role=status]')].some((it) => it.textContent.startsWith(words));
  globalThis.edits_kept = 0;
  (async () => {
    for (let n = 1; ; n += 1) {
      const before = globalThis.touchstone_debug.kept;
      const input = document.querySelector('input[aria-label="Title"]');
      input.focus();
      input.value = `Edit ${n}`;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      input.blur();
      while (globalThis.touchstone_debug.kept < before + 2 || !says('Kept in this browser at')) await pause();
      globalThis.edits_kept = n;
    }
  })();
};

describe(
  'a store copied while it is written',
  { skip: only_in_chromium("where the store lies on disk is Chromium's own affair") },
  () => {
    const TIMES = 3;
    test('opens with everything that was kept before the copy began, or says what is missing', async () => {
      const profile = join(folder, 'profile');
      const run = await open_page({ profile });
      const copies = [];
      await go_to_setup(run.page);
      await run.page.evaluate(EDIT);
      for (let i = 1; i <= TIMES; i += 1) {
        const reached = await run.page.evaluate(() => globalThis.edits_kept);
        await run.page.waitForFunction((from) => globalThis.edits_kept > from + 5, reached);
        const kept = await run.page.evaluate(() => globalThis.edits_kept);
        const copy = join(folder, `copy-${i}`);
        for (const part of readdirSync(join(profile, 'Default', 'IndexedDB'))) {
          cpSync(join(profile, 'Default', 'IndexedDB', part), join(copy, 'Default', 'IndexedDB', part), {
            recursive: true,
          });
        }
        copies.push([copy, kept]);
      }
      await run.close();
      for (const [copy, kept] of copies) {
        const opened = await open_page({ profile: copy });
        await banner(opened.page)
          .getByText(/^Edit \d+/)
          .waitFor({ state: 'attached' });
        const found = Number((await title_of(opened.page)).slice('Edit '.length));
        const said = await opened.page.evaluate(() => document.getElementById('mirror').textContent);
        assert.ok(
          found >= kept || /could not be read/.test(said),
          `${kept} edits were kept, ${found} were found, and nothing was said`,
        );
        await opened.close();
      }
    });
  },
);

describe(
  'two windows in turns',
  { skip: only_in_chromium("a second window of the same browser is Playwright's") },
  () => {
    const TURNS = 4;
    test('each adds to what the other did, and nothing is lost', async () => {
      const run = await open_page();
      await start_new_audit(run.page);
      let title = 'Turns';
      await type_title(run.page, title);
      const other = await run.browser.newPage();
      await other.goto(run.page.url());
      await wait_for_start(other);
      await title_becomes(other, title);
      for (let turn = 1; turn <= TURNS; turn += 1) {
        const [writes, follows] = turn % 2 === 1 ? [other, run.page] : [run.page, other];
        await writes.bringToFront();
        await writes.getByRole('button', { name: 'Edit here instead' }).click();
        await wait_until_idle(writes);
        // Two edits each: what is typed begins with what this window shows.
        for (const mark of ['a', 'b']) {
          const shown = await title_of(writes);
          assert.equal(shown, title);
          title = `${shown} ${turn}${mark}`;
          await type_title(writes, title);
        }
        await follows.bringToFront();
        await title_becomes(follows, title);
      }
      await start_again(other);
      await title_becomes(other, title);
      await other.close();
      await start_again(run.page);
      await title_becomes(run.page, title);
      await run.close();
    });
  },
);

describe(
  'a clock that jumps',
  { skip: only_in_chromium('the clock is set before the page starts, by Playwright') },
  () => {
    test('changes neither the order of edits nor which state is the newest', async () => {
      const run = await open_page();
      // The window's name lives on over a reload.
      await run.page.addInitScript(() => {
        const now = Date.now.bind(Date);
        Date.now = () => now() + Number(globalThis.name || 0);
      });
      await start_again(run.page);
      await start_new_audit(run.page);
      for (const days of [0, -1, 3 * 365, -20 * 365]) {
        await run.page.evaluate((ms) => {
          globalThis.name = String(ms);
        }, days * DAY_MS);
        await type_title(run.page, `Before the reload at ${days}`);
        await start_again(run.page);
        await title_becomes(run.page, `Before the reload at ${days}`);
        for (const words of ['one', 'two', 'three']) await type_title(run.page, `${days}: ${words}`);
        await banner(run.page).getByRole('button', { name: 'Undo' }).click();
        await wait_until_idle(run.page);
        await is_kept(run.page);
        await start_again(run.page);
        await title_becomes(run.page, `${days}: two`);
      }
      await run.close();
    });
  },
);

describe(
  'a browser killed while it saves a file',
  { skip: only_in_chromium('writing into the same file is File System Access, which Chromium has') },
  () => {
    const ROUNDS = [
      ['before the end of writing', 'old'],
      ['at the end of writing', 'either'],
      ['a moment after the end of writing', 'either'],
    ];
    let server;
    let address;
    before(async () => {
      const text = await readFile(PAGE);
      server = createServer((request, response) => {
        response
          .writeHead(request.url === '/' ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
          .end(request.url === '/' ? text : '');
      });
      server.unref();
      await new Promise((ready) => {
        server.listen(0, '127.0.0.1', ready);
      });
      address = `http://127.0.0.1:${server.address().port}/`;
    });
    after(() => server.close());

    // The origin's private files stand in for those that a picker would give: the same handles, the same streams.
    const PREPARE = () => {
      globalThis.showSaveFilePicker = async () =>
        (await navigator.storage.getDirectory()).getFileHandle('audit.json', { create: true });
      const { close } = FileSystemWritableFileStream.prototype;
      FileSystemWritableFileStream.prototype.close = async function close_slowly() {
        console.log('written');
        if (globalThis.hold) await new Promise(() => {});
        const closing = close.call(this);
        console.log('closing');
        await closing;
        console.log('closed');
      };
    };
    const FILE = async () => {
      const handle = await (await navigator.storage.getDirectory()).getFileHandle('audit.json');
      return (await handle.getFile()).text();
    };

    const open = async (profile) => {
      const browser = await puppeteer.launch({ ...BROWSER, userDataDir: profile });
      const [page] = await browser.pages();
      await page.evaluateOnNewDocument(PREPARE);
      await page.goto(address);
      await page.waitForFunction(
        () =>
          globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0 && !document.getElementById('loading'),
      );
      return { browser, page };
    };
    const says = (page, words) =>
      new Promise((said) => {
        page.on('console', (message) => {
          if (message.text() === words) said();
        });
      });
    const kill = async (browser) => {
      const child = browser.process();
      process.kill(child.pid, 'SIGKILL');
      if (child.exitCode === null && !child.signalCode)
        await new Promise((done) => {
          child.once('exit', done);
        });
    };
    const save = async (page) => {
      await page.keyboard.down('Control');
      await page.keyboard.press('s');
      await page.keyboard.up('Control');
    };
    const retitle = (page, title) =>
      page.evaluate(async (text) => {
        const pause = () =>
          new Promise((done) => {
            setTimeout(done, 10);
          });
        [...document.querySelectorAll('[role=navigation] [role=button]')]
          .find((it) => it.textContent === 'Audit set-up')
          .click();
        let input = null;
        while (!(input = document.querySelector('input[aria-label="Title"]'))) await pause();
        input.focus();
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.blur();
        while (document.querySelector('[role=banner] [role=heading]').textContent.trim() !== text) await pause();
      }, title);

    for (const [when, expected] of ROUNDS) {
      test(`${when}: the file is the old one or the new one`, async () => {
        const profile = join(folder, `saving ${when}`);
        const first = await open(profile);
        await retitle(first.page, 'Old');
        const closed = says(first.page, 'closed');
        await save(first.page);
        await closed;
        const old_text = await first.page.evaluate(FILE);
        assert.equal(JSON.parse(old_text).title, 'Old');
        await retitle(first.page, 'New');
        await first.page.evaluate((hold) => {
          globalThis.hold = hold;
        }, expected === 'old');
        const moment = says(first.page, expected === 'old' ? 'written' : when.startsWith('at') ? 'closing' : 'closed');
        await save(first.page);
        await moment;
        await kill(first.browser);
        const second = await open(profile);
        const found = await second.page.evaluate(FILE);
        const title = JSON.parse(found).title;
        await second.browser.close();
        if (expected === 'old') assert.equal(found, old_text);
        else
          assert.ok(
            found === old_text || (title === 'New' && found === old_text.replace('"Old"', '"New"')),
            `${found.length} bytes titled ${title}`,
          );
      });
    }
  },
);
