// What the platform promises whatever is drawn on it: silence while idle, no requests, a policy that
// holds, text that reaches the program by every way people type, and a mirror that can be operated.
// Most of it runs on the gallery, a page of all controls.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axe_violations, counters, ENGINE, frames_drawn, GALLERY, only_in_chromium, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

const IDLE_MS = 5000;
// Seconds of script so far; only Chromium tells.
const script_clock = async (page) => {
  if (ENGINE !== 'chromium') return async () => 0;
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable');
  return async () => (await client.send('Performance.getMetrics')).metrics.find((m) => m.name === 'ScriptDuration').value;
};

describe('an idle page', () => {
  let run;
  before(async () => { run = await open_page({ file: GALLERY }); });
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
  before(async () => { run = await open_page({ file: GALLERY, served: true }); });
  after(() => run.close({ expected: [/Content Security Policy/, /Refused to/, /violates/, /TrustedScript/] }));

  test('refuses fetch, beacons, sockets and pictures from elsewhere', async () => {
    const refused = await run.page.evaluate(async () => {
      const outcome = {};
      outcome.fetch = await fetch('/secret').then(() => 'went out', () => 'refused');
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
    assert.deepEqual(run.extra_requests().filter((url) => !/secret|picture/.test(url)), []);
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
    assert.deepEqual(await run.page.evaluate(() => [typeof globalThis.RTCPeerConnection, globalThis.open('about:blank')]), ['undefined', null]);
  });
});

describe('text', () => {
  let run;
  let name;
  before(async () => {
    run = await open_page({ file: GALLERY });
    name = run.page.getByRole('textbox', { name: 'Name', exact: true });
  });
  after(() => run.close());
  const outcome = () => run.page.getByRole('status').filter({ hasText: 'Name:' });

  test('typed and entered arrives once, whole', async () => {
    await name.fill('Dispute form');
    await name.press('Enter');
    await outcome().filter({ hasText: 'Name: Dispute form' }).waitFor({ state: 'attached' });
  });

  test('is restored by Escape and then not committed', async () => {
    await name.focus();
    await name.pressSequentially(' draft');
    await name.press('Escape');
    assert.equal(await name.inputValue(), 'Dispute form');
    await name.blur();
    await wait_until_idle(run.page);
    assert.equal(await outcome().textContent(), 'Name: Dispute form');
  });

  test('is committed by leaving the field', async () => {
    await name.fill('Chat');
    await run.page.getByRole('textbox', { name: 'Notes' }).focus();
    await outcome().filter({ hasText: 'Name: Chat' }).waitFor({ state: 'attached' });
  });

  test('takes what an input method composes', { skip: only_in_chromium('no driver but Chromium\'s composes') }, async () => {
    await name.fill('');
    await name.focus();
    const client = await run.page.context().newCDPSession(run.page);
    await client.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    assert.equal(await name.inputValue(), 'にほ');
    await client.send('Input.insertText', { text: '日本' });
    await name.press('Enter');
    await outcome().filter({ hasText: 'Name: 日本' }).waitFor({ state: 'attached' });
  });

  test('that is no number is refused with a message, and the value stays', async () => {
    const number = run.page.getByRole('textbox', { name: 'Contacts a month' });
    await number.fill('many');
    await number.press('Enter');
    await run.page.getByText('“many” is not a number').first().waitFor({ state: 'attached' });
    await number.fill('1 234,5');
    await number.press('Enter');
    await run.page.getByText('Number 1234.5').waitFor({ state: 'attached' });
  });

  // What the canvas shows of `text` at the field, set beside the same text drawn by the browser as a
  // whole, and letter by letter from left to right: how far each is from it, by the mean difference of
  // brightness where they fit best.
  const differences = async (text) => {
    await name.fill(text);
    await name.blur();
    await wait_until_idle(run.page);
    const box = await name.boundingBox();
    const picture = (await run.page.screenshot()).toString('base64');
    return run.page.evaluate(async ({ box: place, picture: png, text: whole }) => {
      const [ACROSS, DOWN] = [12, 6];
      const bytes = Uint8Array.from(atob(png), (c) => c.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const ratio = bitmap.width / innerWidth;
      const [w, h] = [Math.round(260 * ratio), Math.round(place.height * ratio)];
      const make = () => new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
      const darkness = (context) => {
        const { data } = context.getImageData(0, 0, w, h);
        const dark = new Float32Array(w * h);
        for (let i = 0; i < dark.length; i += 1) dark[i] = 255 - data[4 * i + 1];
        return dark;
      };
      const shown = make();
      shown.drawImage(bitmap, -Math.round(place.x * ratio), -Math.round(place.y * ratio));
      const seen = darkness(shown);
      const drawn = (letters) => {
        const context = make();
        context.fillStyle = '#fff';
        context.fillRect(0, 0, w, h);
        const { fontFamily } = getComputedStyle(document.querySelector('input.field'));
        context.font = `400 ${14 * ratio}px ${fontFamily}`;
        context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--text');
        let x = 10;
        for (const letter of letters) {
          context.fillText(letter, x, h / 2 + 5);
          x += Math.round(context.measureText(letter).width);
        }
        return darkness(context);
      };
      const distance = (other) => {
        let best = Infinity;
        for (let dy = -DOWN; dy <= DOWN; dy += 1) {
          for (let dx = -ACROSS; dx <= ACROSS; dx += 1) {
            let sum = 0;
            for (let y = DOWN; y < h - DOWN; y += 1) {
              for (let x = ACROSS; x < w - ACROSS; x += 1) sum += Math.abs(seen[y * w + x] - other[(y + dy) * w + x + dx]);
            }
            best = Math.min(best, sum);
          }
        }
        return best / (w * h);
      };
      return { whole: distance(drawn([whole])), letters: distance(drawn([...whole])) };
    }, { box, picture, text });
  };

  test('is drawn joined and in its own direction', async () => {
    for (const text of ['استرداد المبلغ', 'שיחת החזר', 'Refund (استرداد) call']) {
      const { whole, letters } = await differences(text);
      // Not nothing: a field's text and a canvas' may lie a part of a pixel apart.
      assert.ok(whole < letters * 0.75, `${text}: ${whole} from the whole, ${letters} from its letters`);
    }
    await name.fill('Refund call');
    await name.blur();
  });

  test('is drawn where the native field shows it', async () => {
    const box = await name.boundingBox();
    assert.ok(box.width > 100 && box.height === 32, JSON.stringify(box));
  });
});

describe('the mirror', () => {
  let run;
  before(async () => { run = await open_page({ file: GALLERY }); });
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
    await run.page.waitForFunction(() => !document.querySelector('[role=radiogroup][aria-label=Effectiveness] [aria-checked=true]'));
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
    await page.getByRole('gridcell', { name: 'Ease: 0 unusable' }).first().click({ position: { x: 4, y: 4 } });
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
    assert.ok(await grid.getByRole('row').count() < 40);
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

describe('the drawing', () => {
  test('comes back after the graphics context was lost', async () => {
    const run = await open_page({ file: GALLERY });
    const before = await run.page.screenshot();
    await run.page.evaluate(() => new Promise((done) => {
      const canvas = document.getElementById('canvas');
      const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
      canvas.addEventListener('webglcontextrestored', () => setTimeout(done, 300), { once: true });
      canvas.addEventListener('webglcontextlost', () => setTimeout(() => extension.restoreContext(), 100), { once: true });
      extension.loseContext();
    }));
    await wait_until_idle(run.page);
    const restored = await run.page.screenshot();
    assert.ok(Math.abs(restored.length - before.length) < before.length / 10, `${before.length} bytes before, ${restored.length} after`);
    await run.close({ expected: [/CONTEXT_LOST_WEBGL/] });
  });

  test('is crisp at a fractional device pixel ratio', { skip: only_in_chromium('the other drivers set no pixel ratio') }, async () => {
    const run = await open_page({ file: GALLERY, context: { deviceScaleFactor: 1.5 } });
    assert.deepEqual(await run.page.evaluate(() => {
      const canvas = document.getElementById('canvas');
      return [canvas.width, canvas.height];
    }), [1920, 1200]);
    await run.close();
  });

  test('follows a change of the window and of the colour scheme', async () => {
    const run = await open_page({ file: GALLERY });
    await run.page.setViewportSize({ width: 390, height: 844 });
    await wait_until_idle(run.page);
    await screenshot(run.page, 'gallery');
    // WebKitGTK's window stays wider than that.
    const [window_width, canvas_width] = await run.page.evaluate(() => [innerWidth, document.getElementById('canvas').width]);
    assert.equal(canvas_width, window_width);
    if (ENGINE !== 'webkit') assert.equal(window_width, 390);
    if (ENGINE === 'chromium') {  // the other drivers change no colour scheme
      await run.page.emulateMedia({ colorScheme: 'dark' });
      await wait_until_idle(run.page);
      assert.equal(await run.page.evaluate(() => document.documentElement.style.colorScheme), 'dark');
    }
    await run.close();
  });

  test('follows the system\'s high contrast', { skip: only_in_chromium('the other drivers change no media') }, async () => {
    const run = await open_page();
    const text_colour = () => run.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--text'));
    const before = await text_colour();
    for (const media of [{ forcedColors: 'active' }, { contrast: 'more' }]) {
      await run.page.emulateMedia(media);
      await wait_until_idle(run.page);
      assert.notEqual(await text_colour(), before);
      await screenshot(run.page, `high-contrast-${Object.keys(media)[0].toLowerCase()}`);
      await run.page.emulateMedia({ forcedColors: 'none', contrast: null });
      await wait_until_idle(run.page);
      assert.equal(await text_colour(), before);
    }
    await run.close();
  });

  test('stays still where motion is not wanted', { skip: only_in_chromium('the other drivers change no media') }, async () => {
    const run = await open_page({ file: GALLERY });
    await run.page.getByRole('switch', { name: 'Endless work' }).click();
    const drawn_in_half_a_second = async () => {
      const before = await frames_drawn(run.page);
      await run.page.waitForTimeout(500);
      return await frames_drawn(run.page) - before;
    };
    assert.ok(await drawn_in_half_a_second() > 2);
    await run.page.emulateMedia({ reducedMotion: 'reduce' });
    await wait_until_idle(run.page);
    assert.equal(await drawn_in_half_a_second(), 0);
    await run.close();
  });

  test('keeps picture and elements together while the browser zooms', { skip: only_in_chromium('the other drivers zoom nothing') }, async () => {
    const run = await open_page();
    const client = await run.page.context().newCDPSession(run.page);
    for (const zoom of [1.1, 1.5, 2, 0.8]) {
      const [width, height] = [Math.round(1280 / zoom), Math.round(800 / zoom)];
      await client.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: zoom, mobile: false });
      await wait_until_idle(run.page);
      const seen = await run.page.evaluate(() => {
        const canvas = document.getElementById('canvas');
        const box = document.querySelector('[role=contentinfo]').getBoundingClientRect();
        return { pixels: canvas.width / innerWidth, ratio: devicePixelRatio, bottom: box.bottom, height: innerHeight };
      });
      assert.ok(Math.abs(seen.pixels - seen.ratio) < 0.01, JSON.stringify(seen));
      assert.ok(Math.abs(seen.bottom - seen.height) <= 1, JSON.stringify(seen));
    }
    await run.close();
  });

  test('says in a sentence that WebAssembly is missing', { skip: only_in_chromium('the others start with it') }, async () => {
    const { chromium } = await import('playwright-core');
    const { PAGE } = await import('../support/page.mjs');
    const { pathToFileURL } = await import('node:url');
    const browser = await chromium.launch({ executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.addInitScript(() => { delete globalThis.WebAssembly; });
    await page.goto(pathToFileURL(PAGE).href);
    await page.getByRole('alert').filter({ hasText: 'cannot run WebAssembly' }).waitFor();
    await browser.close();
  });

  test('says in a sentence that WebGL 2 is missing', { skip: only_in_chromium('started there without it') }, async () => {
    const { chromium } = await import('playwright-core');
    const { PAGE } = await import('../support/page.mjs');
    const { pathToFileURL } = await import('node:url');
    const browser = await chromium.launch({ executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-3d-apis'] });
    const page = await browser.newPage();
    await page.goto(pathToFileURL(PAGE).href);
    await page.getByRole('alert').filter({ hasText: 'WebGL 2' }).waitFor();
    await browser.close();
  });
});

describe('touch', () => {
  const on_a_phone = { size: { width: 390, height: 844 }, context: { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } };
  const skip = only_in_chromium('the other drivers touch nothing');

  // Fingers on the page: each call moves all of them at once.
  const hand_of = async (page) => {
    const client = await page.context().newCDPSession(page);
    const touch = (type, points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    return {
      down: (...points) => touch('touchStart', points),
      move: (...points) => touch('touchMove', points),
      up: () => touch('touchEnd', []),
      async drag([x, y], [to_x, to_y]) {
        await this.down([x, y]);
        for (let i = 1; i <= 10; i += 1) await this.move([x + (to_x - x) * i / 10, y + (to_y - y) * i / 10]);
        await this.up();
        await wait_until_idle(page);
      },
    };
  };

  test('taps, scrolls and keeps the page itself still', { skip }, async () => {
    const run = await open_page({ file: GALLERY, ...on_a_phone });
    const { page } = run;
    await page.getByRole('checkbox', { name: 'Show gaps only' }).tap();
    assert.equal(await page.getByRole('checkbox', { name: 'Show gaps only' }).getAttribute('aria-checked'), 'false');
    const top = async () => (await page.getByRole('heading', { name: 'Choices' }).boundingBox()).y;
    const before = await top();
    await (await hand_of(page)).drag([200, 700], [200, 500]);
    const moved = before - await top();
    assert.ok(moved > 150 && moved < 215, `moved by ${moved}`);
    await run.close();
  });

  test('moves the map with one finger and zooms it with two', { skip }, async () => {
    const run = await open_page(on_a_phone);
    const { page } = run;
    const hand = await hand_of(page);
    const some_card = page.getByRole('main').getByRole('button', { name: /^Landing and price page, friction/ });
    const first = await some_card.boundingBox();
    await hand.drag([300, 600], [140, 600]);
    const moved = await some_card.boundingBox();
    assert.ok(first.x - moved.x > 100 && first.x - moved.x < 175, `moved by ${first.x - moved.x}`);
    assert.equal(moved.y, first.y);
    await hand.down([150, 500], [250, 600]);
    for (let i = 1; i <= 10; i += 1) await hand.move([150 - 4 * i, 500 - 4 * i], [250 + 4 * i, 600 + 4 * i]);
    await hand.up();
    await wait_until_idle(page);
    const zoomed = await some_card.boundingBox();
    assert.ok(zoomed.width > first.width * 1.4, `${first.width} px wide before, ${zoomed.width} after`);
    assert.equal(await page.evaluate(() => visualViewport.scale), 1);
    await run.close();
  });

  test('opens a menu by a finger held still, and a tap chooses from it', { skip }, async () => {
    const run = await open_page(on_a_phone);
    const { page } = run;
    const hand = await hand_of(page);
    const some_card = page.getByRole('main').getByRole('button', { name: /^Podcast and social campaign, friction/ });
    const box = await some_card.boundingBox();
    await hand.down([box.x + 120, box.y + 40]);
    await page.getByRole('menu', { name: 'Menu of Podcast and social campaign' }).waitFor({ state: 'attached' });
    await hand.up();
    await wait_until_idle(page);
    await screenshot(page, 'held');
    await page.getByRole('menuitem', { name: 'Open' }).tap();
    await wait_until_idle(page);
    assert.equal(await page.getByRole('complementary').getByRole('textbox', { name: 'Name' }).inputValue(), 'Podcast and social campaign');
    await run.close();
  });

  test('votes by a tap', { skip }, async () => {
    const run = await open_page(on_a_phone);
    const { page } = run;
    await page.getByRole('main').getByRole('button', { name: /^Podcast and social campaign, friction/ }).tap();
    await wait_until_idle(page);
    const vote = page.getByRole('radiogroup', { name: 'Overall vote' });
    await vote.getByRole('radio').nth(4).tap();
    await wait_until_idle(page);
    assert.equal(await vote.getByRole('radio').nth(4).getAttribute('aria-checked'), 'true');
    const { height } = await vote.getByRole('radio').nth(4).boundingBox();
    assert.ok(height >= 24, `${height} px high`);  // WCAG 2.2, target size
    await run.close();
  });
});
