// The canvas: lost graphics, pixel ratios, zoom, colour schemes, motion, and browsers that lack what it needs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ENGINE,
  frames_drawn,
  GALLERY,
  only_in_chromium,
  open_page,
  screenshot,
  wait_until_idle,
} from '../support/page.mjs';

describe('the drawing', () => {
  test('comes back after the graphics context was lost', async () => {
    const run = await open_page({ file: GALLERY });
    const before = await run.page.screenshot();
    await run.page.evaluate(
      () =>
        new Promise((done) => {
          const canvas = document.getElementById('canvas');
          const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
          canvas.addEventListener('webglcontextrestored', () => setTimeout(done, 300), { once: true });
          canvas.addEventListener('webglcontextlost', () => setTimeout(() => extension.restoreContext(), 100), {
            once: true,
          });
          extension.loseContext();
        }),
    );
    await wait_until_idle(run.page);
    const restored = await run.page.screenshot();
    assert.ok(
      Math.abs(restored.length - before.length) < before.length / 10,
      `${before.length} bytes before, ${restored.length} after`,
    );
    await run.close({ expected: [/CONTEXT_LOST_WEBGL/] });
  });

  test(
    'is crisp at a fractional device pixel ratio',
    { skip: only_in_chromium('the other drivers set no pixel ratio') },
    async () => {
      const run = await open_page({ file: GALLERY, context: { deviceScaleFactor: 1.5 } });
      assert.deepEqual(
        await run.page.evaluate(() => {
          const canvas = document.getElementById('canvas');
          return [canvas.width, canvas.height];
        }),
        [1920, 1200],
      );
      await run.close();
    },
  );

  test('follows a change of the window and of the colour scheme', async () => {
    const run = await open_page({ file: GALLERY });
    await run.page.setViewportSize({ width: 390, height: 844 });
    await wait_until_idle(run.page);
    await screenshot(run.page, 'gallery');
    // WebKitGTK's window stays wider than that.
    const [window_width, canvas_width] = await run.page.evaluate(() => [
      innerWidth,
      document.getElementById('canvas').width,
    ]);
    assert.equal(canvas_width, window_width);
    if (ENGINE !== 'webkit') assert.equal(window_width, 390);
    if (ENGINE === 'chromium') {
      // the other drivers change no colour scheme
      await run.page.emulateMedia({ colorScheme: 'dark' });
      await wait_until_idle(run.page);
      assert.equal(await run.page.evaluate(() => document.documentElement.style.colorScheme), 'dark');
    }
    await run.close();
  });

  test(
    "follows the system's high contrast",
    { skip: only_in_chromium('the other drivers change no media') },
    async () => {
      const run = await open_page();
      const text_colour = () =>
        run.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--text'));
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
    },
  );

  test(
    'stays still where motion is not wanted',
    { skip: only_in_chromium('the other drivers change no media') },
    async () => {
      const run = await open_page({ file: GALLERY });
      await run.page.getByRole('switch', { name: 'Endless work' }).click();
      const moving = await frames_drawn(run.page);
      await run.page.waitForFunction((from) => globalThis.touchstone_debug.frames > from + 2, moving);
      await run.page.emulateMedia({ reducedMotion: 'reduce' });
      await wait_until_idle(run.page);
      const still = await frames_drawn(run.page);
      await run.page.waitForTimeout(500);
      assert.equal(await frames_drawn(run.page), still);
      await run.close();
    },
  );

  test(
    'keeps picture and elements together while the browser zooms',
    { skip: only_in_chromium('the other drivers zoom nothing') },
    async () => {
      const run = await open_page();
      const client = await run.page.context().newCDPSession(run.page);
      for (const zoom of [1.1, 1.5, 2, 0.8]) {
        const [width, height] = [Math.round(1280 / zoom), Math.round(800 / zoom)];
        await client.send('Emulation.setDeviceMetricsOverride', {
          width,
          height,
          deviceScaleFactor: zoom,
          mobile: false,
        });
        await wait_until_idle(run.page);
        const seen = await run.page.evaluate(() => {
          const canvas = document.getElementById('canvas');
          const box = document.querySelector('[role=contentinfo]').getBoundingClientRect();
          return {
            pixels: canvas.width / innerWidth,
            ratio: devicePixelRatio,
            bottom: box.bottom,
            height: innerHeight,
          };
        });
        assert.ok(Math.abs(seen.pixels - seen.ratio) < 0.01, JSON.stringify(seen));
        assert.ok(Math.abs(seen.bottom - seen.height) <= 1, JSON.stringify(seen));
      }
      await run.close();
    },
  );

  test(
    'says in a sentence that WebAssembly is missing',
    { skip: only_in_chromium('the others start with it') },
    async (t) => {
      const { chromium } = await import('playwright-core');
      const { PAGE } = await import('../support/page.mjs');
      const { pathToFileURL } = await import('node:url');
      const browser = await chromium.launch({
        executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox'],
      });
      t.after(() => browser.close());
      const page = await browser.newPage();
      await page.addInitScript(() => {
        delete globalThis.WebAssembly;
      });
      await page.goto(pathToFileURL(PAGE).href);
      await page.getByRole('alert').filter({ hasText: 'cannot run WebAssembly' }).waitFor();
    },
  );

  test(
    'says that it is starting where that takes long',
    { skip: only_in_chromium('there a page can be made slow') },
    async (t) => {
      const { chromium } = await import('playwright-core');
      const { PAGE, wait_for_start } = await import('../support/page.mjs');
      const { pathToFileURL } = await import('node:url');
      const browser = await chromium.launch({
        executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox'],
      });
      t.after(() => browser.close());
      const page = await browser.newPage();
      await page.addInitScript(() => {
        const compile = WebAssembly.compile;
        WebAssembly.compile = (bytes) =>
          new Promise((receive) => {
            globalThis.go_on = () => receive(compile(bytes));
          });
      });
      await page.goto(pathToFileURL(PAGE).href);
      await page.getByRole('status').filter({ hasText: 'Touchstone is starting' }).waitFor();
      await page.evaluate(() => globalThis.go_on());
      await wait_for_start(page);
    },
  );

  test(
    'says in a sentence that WebGL 2 is missing',
    { skip: only_in_chromium('started there without it') },
    async (t) => {
      const { chromium } = await import('playwright-core');
      const { PAGE } = await import('../support/page.mjs');
      const { pathToFileURL } = await import('node:url');
      const browser = await chromium.launch({
        executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-3d-apis'],
      });
      t.after(() => browser.close());
      const page = await browser.newPage();
      await page.goto(pathToFileURL(PAGE).href);
      await page.getByRole('alert').filter({ hasText: 'WebGL 2' }).waitFor();
    },
  );
});
