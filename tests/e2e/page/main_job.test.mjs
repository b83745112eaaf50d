// The main job as a user does it, through roles and names only: look at a scored audit, change
// something and watch the scores follow, undo, open, save, start one's own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { axe_violations, ENGINE, frames_drawn, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const native = join(root, 'build', 'native', 'touchstone');
const VIEWS = [
  'Overview',
  'Journey map',
  'Touchpoints',
  'Ownership',
  'Priorities',
  'Diagnostics',
  'Compare',
  'Report',
  'Import',
  'Audit set-up',
  'Scoring model',
  'Help',
];

const banner = (page) => page.getByRole('banner');
const inspector = (page) => page.getByRole('complementary');
const button = (page, name) => page.getByRole('button', { name });
const card = (page, name) => page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}, friction`) });

// A narrow page has room for the first views; the others are behind "More".
const go_to = async (page, view) => {
  const button = page.getByRole('navigation').getByRole('button', { name: new RegExp(`^${view}`) });
  if ((await button.count()) > 0) {
    await button.click();
  } else {
    await page.getByRole('navigation').getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitemcheckbox', { name: view }).click();
  }
  await wait_until_idle(page);
};

const friction_in = (text) => Number(/friction (\d+)/.exec(text)[1]);
// Names of mirrored elements hold the figures a sighted person sees.
const label = async (locator) => (await locator.getAttribute('aria-label')) ?? locator.textContent();

// Opens a file through the page's own dialog.
const choose_file = async (page, path) => {
  await banner(page).getByRole('button', { name: 'Audit', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: /^Open a file/ }).click();
  await (await chooser).setFiles(path);
  await wait_until_idle(page);
};

const download_of = async (page, act) => {
  const waiting = page.waitForEvent('download');
  await act();
  const download = await waiting;
  const file = await download.path();
  return { name: download.suggestedFilename(), text: readFileSync(file, 'utf8'), file };
};

describe('the first screen', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test("shows the scored sample of the neobank and the way to an audit of one's own", async () => {
    const { page } = run;
    assert.match(await banner(page).textContent(), /48\.8 \(\d+ to \d+\)/);
    assert.equal(friction_in(await label(card(page, 'Dispute and refund'))), 89);
    await button(page, 'Start your own audit').waitFor();
    assert.match(await page.getByRole('contentinfo').textContent(), /All data stays on this machine/);
  });

  for (const view of VIEWS) {
    test(`${view}: nothing is drawn while idle, axe finds nothing, pictures at three sizes`, async () => {
      const { page } = run;
      await go_to(page, view);
      for (const size of [
        { width: 1920, height: 1080 },
        { width: 1280, height: 800 },
      ]) {
        await page.setViewportSize(size);
        await wait_until_idle(page);
        await screenshot(page, view.toLowerCase().replaceAll(' ', '-'));
      }
      const frames = await frames_drawn(page);
      await page.waitForTimeout(10000);
      assert.equal(await frames_drawn(page), frames, 'frames drawn in ten idle seconds');
      assert.deepEqual(await axe_violations(page), []);
    });
  }
});

describe('a narrow page', () => {
  let run;
  before(async () => {
    run = await open_page({ size: { width: 390, height: 844 } });
  });
  after(() => run.close());

  for (const view of VIEWS) {
    test(`${view} can be reached and is pictured`, async () => {
      await go_to(run.page, view);
      await screenshot(run.page, view.toLowerCase().replaceAll(' ', '-'));
      await run.page.getByRole('main', { name: view }).waitFor({ state: 'attached' });
    });
  }

  test('a touchpoint opens over the view and closes again', async () => {
    const { page } = run;
    await go_to(page, 'Journey map');
    await card(page, 'Podcast and social campaign').click();
    await inspector(page).getByRole('radiogroup', { name: 'Overall vote' }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
    await screenshot(page, 'inspector');
    await inspector(page).getByRole('button', { name: 'Close' }).click();
    await page.getByRole('main', { name: 'Journey map' }).waitFor({ state: 'attached' });
  });
});

describe('rating in the inspector', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  // What the user sees of touchpoint, stage and journey, taken at each frame the page draws.
  const watch = (page) =>
    page.evaluate(() => {
      const read = () => {
        const names = [...document.querySelectorAll('[aria-label], [role]')].map(
          (e) => e.getAttribute('aria-label') ?? e.textContent,
        );
        return [
          names.find((n) => /^Statement and export page, friction/.test(n)),
          names.find((n) => /^Everyday banking: /.test(n)),
          names.find((n) => /^\d+\.\d \(\d+ to \d+\)$/.test(n.trim())) ??
            document.querySelector('[role=banner]').textContent,
        ].map(String);
      };
      const seen = [read()];
      globalThis.watched = seen;
      const look = () => {
        const now = read();
        if (now.join() !== seen.at(-1).join()) seen.push(now);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  test('raising effectiveness from 1 to 4 moves touchpoint, stage and journey in the same frame', async () => {
    const { page } = run;
    await card(page, 'Statement and export page').click();
    await inspector(page).getByRole('combobox', { name: 'Rating as' }).click();
    await page.getByRole('option', { name: 'UX researcher' }).click();
    await inspector(page)
      .getByRole('button', { name: /^Effectiveness/ })
      .click();
    const rating = inspector(page).getByRole('radiogroup', { name: 'Effectiveness' });
    assert.equal(await rating.getByRole('radio', { name: /^1/ }).getAttribute('aria-checked'), 'true');
    await wait_until_idle(page);
    await watch(page);
    await rating.getByRole('radio', { name: /^4/ }).click();
    await page.waitForFunction(() => globalThis.watched.length > 1);
    await wait_until_idle(page);
    const seen = await page.evaluate(() => globalThis.watched);
    assert.equal(seen.length, 2, `one change, not several: ${JSON.stringify(seen)}`);
    const [before_change, after_change] = seen;
    after_change.forEach((value, i) => assert.notEqual(value, before_change[i]));
    assert.equal(friction_in(before_change[0]), 25);
    assert.equal(friction_in(after_change[0]), 41);
    await screenshot(page, 'inspector');
  });

  test('undo and redo by button and by keys', async () => {
    const { page } = run;
    const friction = async () => friction_in(await label(card(page, 'Statement and export page')));
    await button(page, 'Undo').click();
    await wait_until_idle(page);
    assert.equal(await friction(), 25);
    await page.keyboard.press('Control+Shift+Z');
    await wait_until_idle(page);
    assert.equal(await friction(), 41);
    await page.keyboard.press('Control+Z');
    await wait_until_idle(page);
    assert.equal(await friction(), 25);
  });
});

describe('files', () => {
  let run;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-files-'));
    run = await open_page();
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await run.close();
  });

  test('a broken file yields its complete list of problems and leaves the audit alone', async () => {
    const { page } = run;
    const broken = join(folder, 'broken.json');
    writeFileSync(
      broken,
      JSON.stringify({
        format: 'touchstone-audit',
        version: 1,
        stages: [{ id: 'a', name: 'A', phase: 'sometime' }],
        touchpoints: [
          { id: 't', name: 'T', stage: 'nowhere', volume: -1 },
          { id: 't', name: 'again' },
        ],
      }),
    );
    await choose_file(page, broken);
    const dialog = page.getByRole('dialog');
    const items = await dialog.getByRole('listitem').allTextContents();
    for (const pointer of ['/stages/0/phase', '/touchpoints/0/stage', '/touchpoints/0/volume', '/touchpoints/1/id']) {
      assert.ok(
        items.some((item) => item.includes(pointer)),
        `${pointer} in ${JSON.stringify(items)}`,
      );
    }
    assert.equal(items.length, 4);
    await screenshot(page, 'problems');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await wait_until_idle(page);
    assert.match(await banner(page).textContent(), /Halvern Bank/);
  });

  test('what is saved is a valid audit, opens again and saves the same bytes', async () => {
    const { page } = run;
    const first = await download_of(page, () => banner(page).getByRole('button', { name: 'Save' }).click());
    assert.match(first.name, /Halvern-Bank.*\.json$/);
    const path = join(folder, first.name);
    writeFileSync(path, first.text);
    assert.deepEqual(JSON.parse(execFileSync(native, ['check', path], { encoding: 'utf8' })), {
      valid: true,
      problems: [],
    });
    await choose_file(page, path);
    const second = await download_of(page, () => banner(page).getByRole('button', { name: 'Save' }).click());
    assert.equal(second.text, first.text);
  });

  test('another sample opens as a file', async () => {
    const { page } = run;
    await choose_file(page, fileURLToPath(new URL('../../../assets/samples/retail.json', import.meta.url)));
    assert.match(await banner(page).textContent(), /Ostrey/);
  });

  test('where the browser keeps nothing, unsaved changes are asked about, kept on Cancel, saved first when wanted', async () => {
    const { page } = run;
    await page.evaluate(() => {
      IDBDatabase.prototype.transaction = () => {
        throw new Error('the disk is full');
      };
    });
    const ask_for_halvern = async () => {
      await banner(page).getByRole('button', { name: 'Audit', exact: true }).click();
      await page.getByRole('menuitem', { name: /Halvern/ }).click();
      await page.getByRole('alertdialog', { name: 'Changes that are in no file' }).waitFor({ state: 'attached' });
      await wait_until_idle(page);
    };
    await button(page, 'Add touchpoint').click();
    await wait_until_idle(page);
    await ask_for_halvern();
    await screenshot(page, 'unsaved-question');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    await wait_until_idle(page);
    assert.match(await banner(page).textContent(), /Ostrey/);
    await ask_for_halvern();
    const saved = await download_of(page, () => button(page, 'Save first').click());
    await wait_until_idle(page);
    assert.match(JSON.parse(saved.text).title, /Ostrey/);
    assert.match(await banner(page).textContent(), /Halvern/);
  });
});

describe("an audit of one's own", () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  test('from nothing to the first scored touchpoint', async () => {
    const { page } = run;
    await button(page, 'Start your own audit').click();
    await button(page, 'Start the audit').click();
    await wait_until_idle(page);
    await screenshot(page, 'empty-map');
    await button(page, 'Add the first touchpoint').click();
    await wait_until_idle(page);
    const name = inspector(page).getByRole('textbox', { name: 'Name' });
    await name.fill('Refund call');
    await name.press('Enter');
    await wait_until_idle(page);
    await inspector(page).getByRole('radiogroup', { name: 'Overall vote' }).getByRole('radio', { name: /^4/ }).click();
    await wait_until_idle(page);
    assert.ok(friction_in(await label(card(page, 'Refund call'))) > 60);
    assert.match(await page.getByRole('contentinfo').textContent(), /Kept in this browser/);
  });

  test('deleting takes it away, undo brings it back with its vote', async () => {
    const { page } = run;
    const friction = friction_in(await label(card(page, 'Refund call')));
    await go_to(page, 'Touchpoints');
    await page.getByRole('main').getByRole('button', { name: 'Delete' }).click();
    await wait_until_idle(page);
    assert.equal(await page.getByText('No touchpoint yet').count(), 1);
    await button(page, 'Undo').click();
    await go_to(page, 'Journey map');
    assert.equal(friction_in(await label(card(page, 'Refund call'))), friction);
  });

  test('the work is there again after the page was loaded anew', async () => {
    const { page } = run;
    page.on('dialog', (dialog) => dialog.accept());
    await page.reload();
    run.requests.length = 1;
    await page.waitForFunction(() => globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0);
    await wait_until_idle(page);
    await card(page, 'Refund call').waitFor({ state: 'attached' });
  });
});

describe('the touchpoint table', () => {
  let run;
  before(async () => {
    run = await open_page();
    await go_to(run.page, 'Touchpoints');
  });
  after(() => run.close());
  const first_row = (page) => page.getByRole('grid').getByRole('row').nth(1);

  test('sorts by friction', async () => {
    const { page } = run;
    await page.getByRole('columnheader', { name: /Friction/ }).click();
    await wait_until_idle(page);
    const once = await first_row(page).textContent();
    await page.getByRole('columnheader', { name: /Friction/ }).click();
    await wait_until_idle(page);
    const twice = await first_row(page).textContent();
    assert.ok(
      [once, twice].some((row) => /Dispute and refund/.test(row)),
      `${once} / ${twice}`,
    );
    assert.notEqual(once, twice);
  });

  test('filters by text and says how many are left', async () => {
    const { page } = run;
    const field = page.getByRole('searchbox', { name: 'Find touchpoints' });
    await field.fill('support');
    await wait_until_idle(page);
    const rows = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
    assert.ok(rows > 0 && rows < 24, `${rows} rows`);
    await page.getByText(`${rows} touchpoints of 24`).first().waitFor({ state: 'attached' });
    await field.fill('');
    await wait_until_idle(page);
  });

  test('edits a name in place', async () => {
    const { page } = run;
    await first_row(page).getByRole('rowheader').dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Landing page');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    assert.ok(await button(page, 'Undo').isEnabled());
    await page.getByRole('rowheader', { name: /^Landing page/ }).waitFor({ state: 'attached' });
  });
});

describe('2,000 touchpoints', () => {
  let run;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-many-'));
    run = await open_page();
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await run.close();
  });

  test('open, scroll to the last and score', async () => {
    const { page } = run;
    const stages = ['discover', 'buy', 'use', 'leave'];
    const audit = {
      format: 'touchstone-audit',
      version: 1,
      title: 'Two thousand',
      as_of: '2026-11-01',
      stages: stages.map((id) => ({ id, name: id })),
      raters: [{ id: 'r', name: 'R' }],
      touchpoints: Array.from({ length: 2000 }, (_, i) => ({
        id: `t${i}`,
        name: `Touchpoint ${i}`,
        stage: stages[i % 4],
        discipline: i % 2 ? 'ux' : 'cx',
        volume: i + 1,
      })),
      ratings: Array.from({ length: 2000 }, (_, i) => ({
        rater: 'r',
        touchpoint: `t${i}`,
        factor: 'overall',
        score: i % 5,
      })),
    };
    const path = join(folder, 'many.json');
    writeFileSync(path, JSON.stringify(audit));
    await choose_file(page, path);
    await go_to(page, 'Touchpoints');
    const grid = page.getByRole('grid');
    assert.equal(await grid.getAttribute('aria-rowcount'), '2001');
    await page
      .getByRole('rowheader', { name: /Touchpoint 0\b/ })
      .first()
      .click();
    await page.keyboard.press('Control+End');
    await wait_until_idle(page);
    await page
      .getByRole('rowheader', { name: /Touchpoint 1999/ })
      .first()
      .waitFor({ state: 'attached' });
    const frames = [];
    for (let i = 0; i < 20; i += 1) {
      await page.mouse.move(600, 600);
      await page.mouse.wheel(0, -400);
      await page.waitForTimeout(30);
      frames.push(await page.evaluate(() => globalThis.touchstone_debug.frameMs));
    }
    await go_to(page, 'Journey map');
    assert.ok((await page.getByRole('img', { name: /^discover: 500 touchpoints/ }).count()) === 1);
    frames.sort((a, b) => a - b);
    console.log(
      `script time of a frame while scrolling 2,000 rows: median ${frames[10].toFixed(1)} ms, worst ${frames.at(-1).toFixed(1)} ms`,
    );
  });
});

describe('the keyboard alone', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  const press = async (...keys) => {
    for (const key of keys) {
      await run.page.keyboard.press(key);
      await wait_until_idle(run.page, 100);
    }
  };
  const focused = () =>
    run.page.evaluate(() => {
      const element = document.activeElement;
      const landmark = element.closest(
        '[role=banner], [role=navigation], [role=main], [role=complementary], [role=dialog]',
      );
      return {
        landmark: landmark && landmark.getAttribute('role'),
        role: element.getAttribute('role'),
        name: element.getAttribute('aria-label') ?? element.textContent,
      };
    });

  test('walks through the page as one reads it', async () => {
    const landmarks = [];
    for (let i = 0; i < 60 && landmarks.length < 4; i += 1) {
      await run.page.keyboard.press('Tab');
      await wait_until_idle(run.page, 30);
      const { landmark } = await focused();
      if (landmark && landmark !== landmarks.at(-1)) landmarks.push(landmark);
    }
    assert.deepEqual(landmarks, ['banner', 'navigation', 'main', 'complementary']);
  });

  test('goes from card to card with the arrows', async () => {
    const { page } = run;
    await card(page, 'Landing and price page').focus();
    await press('Enter', 'ArrowDown');
    assert.match((await focused()).name, /^App store page/);
    await press('ArrowRight');
    assert.match((await focused()).name, /^Welcome e-mails/);
  });

  test('votes with the arrows, and the map stays where it is', async () => {
    const { page } = run;
    await inspector(page).getByRole('radiogroup', { name: 'Overall vote' }).getByRole('radio', { name: /^0/ }).focus();
    await press('4', 'ArrowLeft');
    assert.deepEqual(await focused(), { landmark: 'complementary', role: 'radio', name: '3 Major' });
    assert.equal(await inspector(page).getByRole('textbox', { name: 'Name' }).inputValue(), 'Welcome e-mails');
    await press('Control+Z', 'Control+Z');
  });

  test('gets the focus back from a dialog, and the view when what it left is gone', async () => {
    await button(run.page, 'Smaller').focus();
    await press('?');
    assert.equal((await focused()).landmark, 'dialog');
    await press('Escape');
    assert.equal((await focused()).name, 'Smaller');
    await press('s');
    assert.deepEqual((await focused()).role, 'main');
  });
});

describe('the menu of a touchpoint', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  const menu = (page, name) => page.getByRole('menu', { name: `Menu of ${name}` });

  const skip = ENGINE === 'webkit' && 'the driver never lets go of the other button';
  test('opens on its card by the other mouse button and closes without a trace', { skip }, async () => {
    const { page } = run;
    await card(page, 'Dispute and refund').click({ button: 'right' });
    await menu(page, 'Dispute and refund').waitFor({ state: 'attached' });
    await screenshot(page, 'card-menu');
    assert.deepEqual(await axe_violations(page), []);
    await page.keyboard.press('Escape');
    await menu(page, 'Dispute and refund').waitFor({ state: 'detached' });
    assert.equal(await button(page, /^Undo/).getAttribute('aria-disabled'), 'true');
  });

  test('duplicates without measures and votes; undo takes the copy away', async () => {
    const { page } = run;
    await card(page, 'Dispute and refund').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await wait_until_idle(page);
    const copy = card(page, 'Dispute and refund \\(copy\\)');
    assert.match(await label(copy), /insufficient evidence/);
    await page.keyboard.press('Control+Z');
    await copy.waitFor({ state: 'detached' });
  });

  test('tells by a tick what is a moment of truth, and changes it', async () => {
    const { page } = run;
    const open = async () => {
      await card(page, 'Statement and export page').focus();
      await page.keyboard.press('Shift+F10');
      return page.getByRole('menuitemcheckbox', { name: 'Moment of truth' });
    };
    assert.equal(await (await open()).getAttribute('aria-checked'), 'false');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    assert.match(await label(card(page, 'Statement and export page')), /moment of truth/);
    assert.equal(await (await open()).getAttribute('aria-checked'), 'true');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
    await wait_until_idle(page);
    assert.doesNotMatch(await label(card(page, 'Statement and export page')), /moment of truth/);
  });

  test('opens on a row of the table and opens the touchpoint', async () => {
    const { page } = run;
    await go_to(page, 'Touchpoints');
    await page.getByRole('rowheader', { name: 'Podcast and social campaign' }).click();
    await page.keyboard.press('Shift+F10');
    await menu(page, 'Podcast and social campaign').waitFor({ state: 'attached' });
    await page.getByRole('menuitem', { name: 'Open' }).click();
    await wait_until_idle(page);
    assert.equal(
      await inspector(page).getByRole('textbox', { name: 'Name' }).inputValue(),
      'Podcast and social campaign',
    );
  });
});

describe('the command palette', () => {
  let run;
  before(async () => {
    run = await open_page();
  });
  after(() => run.close());

  const open_palette = async (page) => {
    await page.keyboard.press('Control+K');
    await page.waitForFunction(() => document.activeElement.getAttribute('aria-label') === 'Find');
    await wait_until_idle(page);
  };

  test('Enter goes to the first touchpoint that fits', async () => {
    const { page } = run;
    await open_palette(page);
    await page.keyboard.type('dispute');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    assert.equal(await inspector(page).getByRole('textbox', { name: 'Name' }).inputValue(), 'Dispute and refund');
  });

  test('loses nothing of what is typed sooner than it draws', async () => {
    const { page } = run;
    await open_palette(page);
    // A character in each frame: the program's answer to one arrives after the next was typed.
    const typed = await page.evaluate(async () => {
      const field = document.activeElement;
      for (const character of 'overdraft and loan') {
        field.value += character;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise((drawn) => {
          requestAnimationFrame(drawn);
        });
      }
      return field.value;
    });
    await wait_until_idle(page);
    assert.equal(typed, 'overdraft and loan');
    assert.equal(await page.getByRole('searchbox', { name: 'Find' }).inputValue(), 'overdraft and loan');
    await page.keyboard.press('Escape');
    await wait_until_idle(page);
  });

  test('arrows lead into the list; it knows settings', async () => {
    const { page } = run;
    await open_palette(page);
    await page.keyboard.type('raters');
    await wait_until_idle(page);
    await screenshot(page, 'palette');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await wait_until_idle(page);
    await page
      .getByRole('main', { name: 'Audit set-up' })
      .getByRole('tab', { name: 'Raters', selected: true })
      .waitFor({ state: 'attached' });
  });

  test('says when nothing is found, and Escape leaves all as it was', async () => {
    const { page } = run;
    await open_palette(page);
    await page.keyboard.type('xyzzy');
    await page.getByText('Nothing found').waitFor({ state: 'attached' });
    await page.keyboard.press('Escape');
    await wait_until_idle(page);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.getByRole('main', { name: 'Audit set-up' }).waitFor({ state: 'attached' });
  });
});
