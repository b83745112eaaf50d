// What the platform promises whatever is drawn on it: silence while idle, no requests, a policy that
// holds, and a mirror that can be operated. Text, the drawing and touch have files of their own.
// Most of it runs on the gallery, a page of all controls.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  axe_violations,
  counters,
  ENGINE,
  frames_drawn,
  GALLERY,
  open_page,
  screenshot,
  wait_until_idle,
} from '../support/page.mjs';

const IDLE_MS = 5000;
// Seconds of script so far; only Chromium tells.
const script_clock = async (page) => {
  if (ENGINE !== 'chromium') return async () => 0;
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  return async () =>
    (await client.send('Performance.getMetrics')).metrics.find((m) => m.name === 'ScriptDuration').value;
};

describe('an idle page', () => {
  let run;
  before(async () => {
    run = await open_page({ file: GALLERY });
  });
  after(() => run.close());

  test('draws no frame and runs no script for five seconds', async () => {
    await run.page.mouse.move(5, 700);
    await wait_until_idle(run.page, 800);
    const frames = await frames_drawn(run.page);
    const script = await script_clock(run.page);
    const first = await script();
    await run.page.waitForTimeout(IDLE_MS);
    const second = await script();
    assert.equal(await frames_drawn(run.page), frames, 'frames');
    assert.ok(second - first < 0.002, `script ran for ${second - first} s`);
  });

  test('requests nothing after the page itself', () => {
    assert.deepEqual(run.extra_requests(), []);
  });

  test('shows its glyphs: a picture of many colours, dark text on light ground', async () => {
    const picture = await screenshot(run.page, 'gallery');
    assert.ok(picture.length > 30000, `the screenshot has only ${picture.length} bytes`);
  });
});

describe('the policy', () => {
  let run;
  before(async () => {
    run = await open_page({ file: GALLERY, served: true });
  });
  after(() => run.close({ expected: [/Content Security Policy/, /Refused to/, /violates/, /TrustedScript/] }));

  test('refuses fetch, beacons, sockets and pictures from elsewhere', async () => {
    const refused = await run.page.evaluate(async () => {
      const outcome = {};
      outcome.fetch = await fetch('/secret').then(
        () => 'went out',
        () => 'refused',
      );
      outcome.image = await new Promise((done) => {
        const image = new Image();
        image.onload = () => done('went out');
        image.onerror = () => done('refused');
        image.src = '/picture.png';
      });
      try {
        const socket = new WebSocket('ws://127.0.0.1:9/');
        outcome.socket = await new Promise((done) => {
          socket.onopen = () => done('went out');
          socket.onerror = () => done('refused');
        });
      } catch {
        outcome.socket = 'refused';
      }
      return outcome;
    });
    assert.deepEqual(refused, { fetch: 'refused', image: 'refused', socket: 'refused' });
    assert.deepEqual(
      run.extra_requests().filter((url) => !/secret|picture/.test(url)),
      [],
    );
    run.requests.length = 1;
  });

  test('refuses script made from text', async () => {
    const refused = await run.page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.text = 'globalThis.intruder = true';
        document.body.append(script);
      } catch {
        return true;
      }
      return globalThis.intruder === undefined;
    });
    assert.equal(refused, true);
  });

  test('leaves no peer connection and no new window to open', async () => {
    assert.deepEqual(
      await run.page.evaluate(() => [typeof globalThis.RTCPeerConnection, globalThis.open('about:blank')]),
      ['undefined', null],
    );
  });
});

describe('the mirror', () => {
  let run;
  before(async () => {
    run = await open_page({ file: GALLERY });
  });
  after(() => run.close());

  test('has landmarks and headings', async () => {
    await run.page.getByRole('navigation', { name: 'Views' }).waitFor();
    await run.page.getByRole('main').waitFor();
    await run.page.getByRole('heading', { name: 'Every control', level: 1 }).waitFor();
  });

  test('lets buttons be pressed by pointer, by key and by an assistive click', async () => {
    const last = run.page.getByRole('status').first();
    await run.page.getByRole('button', { name: 'Add touchpoint' }).click();
    await run.page.getByText('Add', { exact: true }).waitFor({ state: 'attached' });
    await run.page.getByRole('button', { name: 'Later' }).focus();
    await run.page.keyboard.press('Enter');
    await run.page.getByText('Later', { exact: true }).nth(1).waitFor({ state: 'attached' });
    await run.page.getByRole('button', { name: 'Open' }).evaluate((element) => element.click());
    await run.page.getByText('Open', { exact: true }).nth(1).waitFor({ state: 'attached' });
    assert.ok(last);
  });

  test('tells checked, pressed, expanded and selected', async () => {
    const box = run.page.getByRole('checkbox', { name: 'Show gaps only' });
    await box.uncheck();
    await box.check();
    await run.page.getByRole('switch', { name: 'Live update' }).click();
    assert.equal(await run.page.getByRole('switch', { name: 'Live update' }).getAttribute('aria-checked'), 'true');
    await run.page.getByRole('radio', { name: 'Discipline' }).check();
    const tree = run.page.getByRole('button', { name: /^Effort/ });
    assert.equal(await tree.getAttribute('aria-expanded'), 'true');
    await tree.click();
    assert.equal(await tree.getAttribute('aria-expanded'), 'false');
  });

  test('moves the focus with Tab as the browser does', async () => {
    await run.page.getByRole('button', { name: 'Add touchpoint' }).focus();
    await run.page.keyboard.press('Tab');
    const focused = () => run.page.evaluate(() => document.activeElement.textContent);
    assert.equal(await focused(), 'Open');
    await run.page.keyboard.press('Shift+Tab');
    assert.equal(await focused(), 'Add touchpoint');
  });

  test('opens a select, chooses by keys, and gives the focus back', async () => {
    const stage = run.page.getByRole('combobox', { name: 'Stage' });
    await stage.focus();
    await run.page.keyboard.press('Enter');
    await run.page.getByRole('option', { name: 'Leave' }).waitFor();
    await run.page.keyboard.press('ArrowDown');
    await run.page.keyboard.press('Enter');
    await stage.filter({ hasText: 'Leave' }).waitFor();
    assert.equal(await stage.evaluate((e) => e === document.activeElement), true);
  });

  test('filters a long select by typing', async () => {
    await run.page.getByRole('combobox', { name: 'Country' }).click();
    await run.page.getByRole('searchbox', { name: 'Filter' }).fill('lat');
    await run.page.getByRole('option', { name: 'Latvia' }).click();
    await run.page.getByRole('combobox', { name: 'Country' }).filter({ hasText: 'Latvia' }).waitFor();
  });

  test('rates by digit, by arrow and clears by Delete', async () => {
    const group = run.page.getByRole('radiogroup', { name: 'Effectiveness' });
    await group.getByRole('radio', { name: '3 good' }).focus();
    await run.page.keyboard.press('1');
    await group.getByRole('radio', { name: '1 poor', checked: true }).waitFor();
    await run.page.keyboard.press('ArrowRight');
    await group.getByRole('radio', { name: '2 fair', checked: true }).waitFor();
    await run.page.keyboard.press('Delete');
    await run.page.waitForFunction(
      () => !document.querySelector('[role=radiogroup][aria-label=Effectiveness] [aria-checked=true]'),
    );
  });

  test('moves a slider by keys and by value', async () => {
    const slider = run.page.getByRole('slider', { name: 'Budget' });
    await slider.focus();
    await run.page.keyboard.press('ArrowRight');
    assert.equal(await slider.inputValue(), '45');
    await slider.fill('100');
    assert.equal(await slider.getAttribute('aria-valuetext'), '100 days');
  });

  test('offers a menu with items', async () => {
    await run.page.getByRole('button', { name: 'More' }).click();
    await run.page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await run.page.getByText('Menu 0').waitFor({ state: 'attached' });
  });

  test('satisfies axe-core', async () => {
    assert.deepEqual(await axe_violations(run.page), []);
  });

  test('says what a frame costs', async () => {
    const samples = [];
    for (let i = 0; i < 21; i += 1) {
      await run.page.mouse.move(300 + i * 20, 300);
      await wait_until_idle(run.page, 30);
      samples.push((await counters(run.page)).mirrorMs);
    }
    samples.sort((a, b) => a - b);
    console.log(`mirror: median ${samples[10].toFixed(2)} ms for ${(await counters(run.page)).nodes} nodes`);
  });
});

describe('a dialog', () => {
  let run;
  before(async () => {
    run = await open_page({ file: GALLERY });
    await run.page.getByRole('tab', { name: 'Table' }).click();
    await run.page.getByRole('button', { name: 'New audit' }).click();
    await run.page.getByRole('dialog', { name: 'New audit' }).waitFor();
  });
  after(() => run.close());

  test('satisfies axe-core', async () => {
    assert.deepEqual(await axe_violations(run.page), []);
  });

  test('takes the focus and makes the rest inert', async () => {
    const field = run.page.getByRole('textbox', { name: 'Name of the audit' });
    assert.equal(await field.evaluate((e) => e === document.activeElement), true);
    assert.equal(await run.page.evaluate(() => document.querySelector('[role=main]').inert), true);
  });

  test('closes by Escape and gives the focus back', async () => {
    await run.page.keyboard.press('Escape');
    await run.page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await run.page.evaluate(() => document.activeElement.textContent), 'New audit');
  });
});

describe('a table', () => {
  let run;
  let page;
  before(async () => {
    run = await open_page({ file: GALLERY });
    page = run.page;
    await page.getByRole('tab', { name: 'Table' }).click();
    await page.getByRole('grid', { name: 'Touchpoints' }).waitFor();
  });
  after(() => run.close());

  test('satisfies axe-core', async () => {
    assert.deepEqual(await axe_violations(page), []);
  });

  test('tells its size, and sorts by its headers', async () => {
    const grid = page.getByRole('grid', { name: 'Touchpoints' });
    assert.equal(await grid.getAttribute('aria-rowcount'), '25');
    assert.equal(await grid.getAttribute('aria-colcount'), '7');
    const header = page.getByRole('columnheader', { name: 'Volume' });
    await header.click();
    assert.equal(await header.getAttribute('aria-sort'), 'ascending');
    await header.click();
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
  });

  test('moves by arrows and edits text in place', async () => {
    await page.getByRole('rowheader', { name: 'Touchpoint 1', exact: true }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const editor = page.getByRole('textbox', { name: 'Touchpoint' });
    await editor.fill('Call back');
    await page.keyboard.press('Enter');
    const cell = page.getByRole('rowheader', { name: 'Call back' });
    await cell.waitFor();
    assert.equal(await cell.evaluate((e) => e === document.activeElement), true);
  });

  test('leaves an editor by Escape without a change', async () => {
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Touchpoint' }).fill('Nonsense');
    await page.keyboard.press('Escape');
    await page.getByRole('rowheader', { name: 'Call back' }).waitFor();
    await page.getByRole('textbox', { name: 'Touchpoint' }).waitFor({ state: 'detached' });
  });

  test('rates a cell by digit and chooses in a cell', async () => {
    await page
      .getByRole('gridcell', { name: 'Ease: 0 unusable' })
      .first()
      .click({ position: { x: 4, y: 4 } });
    await page.keyboard.press('3');
    await page.getByRole('gridcell', { name: 'Ease: 3 good' }).first().waitFor();
    await page.getByRole('gridcell', { name: 'Discover' }).first().dblclick();
    await page.getByRole('option', { name: 'Leave' }).click();
    await wait_until_idle(page);
    assert.equal(await page.getByRole('row').nth(1).getByRole('gridcell').first().textContent(), 'Leave');
  });

  test('keeps only visible rows of ten thousand, and reaches the last by keys', async () => {
    await page.getByRole('switch', { name: '10,000 rows' }).click();
    const grid = page.getByRole('grid', { name: 'Touchpoints' });
    await page.waitForFunction(() => document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '10001');
    assert.ok((await grid.getByRole('row').count()) < 40);
    await page.getByRole('rowheader', { name: 'Touchpoint 1', exact: true }).click();
    await page.keyboard.press('Control+End');
    await page.getByRole('rowheader', { name: 'Touchpoint 10000' }).waitFor();
    await page.mouse.move(600, 400);
    const samples = [];
    for (let i = 0; i < 15; i += 1) {
      await page.mouse.wheel(0, -400);
      await page.waitForTimeout(60);
      samples.push((await counters(page)).frameMs);
    }
    console.log(`scrolling 10,000 rows: ${samples.map((s) => s.toFixed(1)).join(' ')} ms of script a frame`);
  });
});
