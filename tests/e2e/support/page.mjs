// Opens the packed program in a browser for a test, and watches what it must never do. The browser is
// Chromium; TOUCHSTONE_ENGINE=firefox or webkit names another.
//
//   const run = await open_page({ file: GALLERY });
//   await run.page.getByRole('button', { name: 'Open' }).click();
//   await run.close();           // fails on console errors, page errors, requests after load
//
// The page comes from disk (file:) unless `served` is true. TOUCHSTONE_PAGE names another file; GALLERY
// is the page with every control of web/ui, which ./test.sh builds.
import assert from 'node:assert/strict';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { RemotePage } from './remote_page.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const PAGE = resolve(process.env.TOUCHSTONE_PAGE ?? join(ROOT, 'dist/touchstone.html'));
export const GALLERY = join(ROOT, 'build/gallery.html');
const SCREENSHOTS = join(ROOT, 'build/screenshots');
const START_MS = 60000;
const AXE = readFileSync(join(ROOT, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');

export const ENGINE = process.env.TOUCHSTONE_ENGINE ?? 'chromium';
// For a test's `skip`: why it runs in Chromium only, or false there.
export const only_in_chromium = (why) => (ENGINE === 'chromium' ? false : why);

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

// Pickers abort without a person: pages of tests use uploads and downloads, as browsers without them do.
const WITHOUT_PICKERS = () => {
  delete globalThis.showOpenFilePicker;
  delete globalThis.showSaveFilePicker;
};

const serve = (file) =>
  new Promise((ready) => {
    const server = createServer((request, response) => {
      if (request.url.split('?')[0] !== '/') {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      createReadStream(file).pipe(response);
    });
    server.unref(); // a test that fails half-way must not keep the run alive
    server.listen(0, '127.0.0.1', () => ready(server));
  });

// How every Chromium of the tests is started.
export const BROWSER = {
  executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: ARGUMENTS,
};

const launch = (profile, size, options) =>
  chromium.launchPersistentContext(profile, {
    ...BROWSER,
    viewport: size,
    acceptDownloads: true,
    colorScheme: 'light',
    ...options,
  });

// Waits until the first frame is drawn.
export const wait_for_start = (page) =>
  page.waitForFunction(
    () => globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0 && !document.getElementById('loading'),
    undefined,
    { timeout: START_MS },
  );

// Waits until the page has nothing to do: answers have arrived, the layout has settled. It is looked at
// between animation frames, twice with the same number of frames drawn, because what the browser brings
// by itself (a lock, another window's message) comes between them. Where an answer never comes (a picker that
// stays open), or `quiet_ms` is given, it has rested when nothing was drawn for that long.
export const wait_until_idle = async (page, quiet_ms) => {
  let before = { frames: -1, at_rest: true };
  for (let i = 0; i < 200; i += 1) {
    const wait_ms = before.frames === -1 || (before.at_rest && quiet_ms === undefined) ? 0 : (quiet_ms ?? 250);
    const now = await page.evaluate(
      (ms) =>
        new Promise((settled) => {
          const tell = () =>
            settled({ frames: globalThis.touchstone_debug.frames, at_rest: globalThis.touchstone_debug.at_rest });
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(tell, ms)));
        }),
      wait_ms,
    );
    if (now.frames === before.frames && (wait_ms > 0 || now.at_rest)) return;
    before = now;
  }
  assert.fail('the page never comes to rest');
};

export const frames_drawn = (page) => page.evaluate(() => globalThis.touchstone_debug.frames);

export const counters = (page) => page.evaluate(() => ({ ...globalThis.touchstone_debug }));

// What axe-core finds wrong. The policy forbids added scripts, not what the test itself evaluates.
export const axe_violations = async (page) => {
  await page.evaluate(AXE);
  return page.evaluate(async () =>
    (await globalThis.axe.run()).violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html}`),
  );
};

export const screenshot = async (page, name) => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const { width, height } = page.viewportSize();
  const engine = ENGINE === 'chromium' ? '' : `${ENGINE}-`;
  const path = join(SCREENSHOTS, `${engine}${name}-${width}x${height}.png`);
  return page.screenshot({ path, scale: 'device' });
};

const open_chromium = async ({ size, context, profile, pickers }) => {
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'touchstone-'));
  const browser = await launch(folder, size, context);
  const page = browser.pages()[0] ?? (await browser.newPage());
  if (!pickers) await page.addInitScript(WITHOUT_PICKERS);
  const errors = [];
  const requests = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && !request.url().startsWith('blob:')) requests.push(request.url());
  });
  const close = async () => {
    await browser.close();
    if (!profile) rmSync(folder, { recursive: true, force: true });
  };
  return { page, browser, errors, requests, close };
};

const open_remote = async ({ size, context }) => {
  const wires = {
    firefox: () => import('./firefox.mjs').then((it) => it.launch_firefox),
    webkit: () => import('./webkit.mjs').then((it) => it.launch_webkit),
  };
  const launch_wire = await wires[ENGINE]();
  const wire = await launch_wire({ size, scale: context.deviceScaleFactor });
  const requests = wire.requests ?? ['the page'];
  const close = async () => {
    if (!wire.requests)
      requests.push(...(await wire.run("return performance.getEntriesByType('resource').map((entry) => entry.name);")));
    await wire.close();
  };
  return { page: new RemotePage(wire, size), errors: wire.errors, requests, close };
};

// Browsers of tests that failed half-way, which would keep the test program running.
const left_open = new Set();
after(async () => {
  for (const close of left_open) await close();
});

// `query`: of the address, without the question mark; `site`: the address of a server that runs already,
// instead of a file; `starts`: false for a page that is no program. Of Chromium only: `context`, more options for
// Playwright, such as deviceScaleFactor, colorScheme, hasTouch; `profile`, a folder to keep the
// browser's stores in; `pickers`, with its file pickers.
export const open_page = async ({
  query = '',
  size = { width: 1280, height: 800 },
  served = false,
  site,
  context = {},
  profile,
  pickers = false,
  starts = true,
  file = PAGE,
} = {}) => {
  assert.ok(
    site || existsSync(file),
    `there is no ${file}: ./run.sh --build makes the program, ./test.sh e2e the gallery`,
  );
  const opened = await (ENGINE === 'chromium' ? open_chromium : open_remote)({ size, context, profile, pickers });
  const { page, errors, requests } = opened;
  left_open.add(opened.close);
  const server = served ? await serve(file) : null;
  const address = site ?? (served ? `http://127.0.0.1:${server.address().port}/` : pathToFileURL(file).href);
  await page.goto(query === '' ? address : `${address}?${query}`);
  if (starts) {
    await wait_for_start(page);
    await wait_until_idle(page);
  }
  return {
    page,
    browser: opened.browser,
    errors,
    requests,
    // Requests beyond the page itself.
    extra_requests: () => requests.slice(1),
    // expected: errors that the test brought about on purpose; by_browser: addresses that the browser
    // asks for by itself (a worker's script), and some list among the page's resources.
    async close({ expected = [], by_browser = [] } = {}) {
      const surprising = errors.filter((e) => !expected.some((pattern) => pattern.test(e)));
      left_open.delete(opened.close);
      await opened.close();
      if (server) server.close();
      assert.deepEqual(surprising, [], 'the console is clean');
      // Loading the page anew, or in another window, asks for the page itself once more.
      assert.deepEqual(
        requests.filter((url) => url !== requests[0] && !by_browser.includes(url)),
        [],
        'nothing is requested but the page itself',
      );
    },
  };
};
