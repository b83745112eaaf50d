// How long the page takes to start, and what a frame costs: in Chromium, from disk, by the page's own
// clock. Prints two Markdown tables; docs/speed.md has them and says what the words mean.
//
//   node tests/bench/page.mjs [RUNS]      (15 starts of each)
//
// Needs what ./run.sh --build and ./test.sh e2e leave: dist/touchstone.html, the browser, Emscripten; and
// build/native/tests/bench_engine (tests/bench/run.sh builds it).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(join(ROOT, 'tests/package.json'))('playwright-core');
const runs = Number(process.argv[2] ?? 15);
const folder = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

// One file with everything inside, as the program is.
const build_empty_page = () => {
  const shell = join(folder, 'shell.html');
  writeFileSync(
    shell,
    '<!DOCTYPE html><html><body><canvas id="canvas"></canvas><div id="loading">...</div>{{{ SCRIPT }}}</body></html>',
  );
  const page = join(folder, 'empty.html');
  const [, emscripten] = /^TOUCHSTONE_EMSCRIPTEN_DIR:PATH=(.*)$/m.exec(
    readFileSync(join(ROOT, 'build/web/CMakeCache.txt'), 'utf8'),
  );
  const flags = '-Oz -sMINIFY_HTML=0 -sSINGLE_FILE=1 -sMAX_WEBGL_VERSION=2';
  execFileSync(
    'bash',
    [
      '-c',
      `source cmake/setup/environment.sh && "${emscripten}/emcc" ${flags} --shell-file "${shell}" tests/bench/empty_page.c -o "${page}"`,
    ],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return page;
};

const launch = (size) =>
  chromium.launch({
    executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      `--window-size=${size.width},${size.height}`,
    ],
  });

// Both pages take their "loading" away when the first picture is drawn. It is seen when the browser has
// handed on the frame that holds it: in the task after the next animation frame.
const START_CLOCK = () => {
  new MutationObserver((_changes, observer) => {
    if (!document.body || document.getElementById('loading') || !document.getElementById('canvas')) return;
    observer.disconnect();
    const drawn = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      globalThis.started = { drawn, seen: performance.now() };
    };
    requestAnimationFrame(() => port2.postMessage(0));
  }).observe(document, { childList: true, subtree: true });
};

const start_of = async (browser, file) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(START_CLOCK);
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => globalThis.started);
  const { drawn, seen } = await page.evaluate(() => globalThis.started);
  await context.close();
  return { drawn, seen };
};

const measure_starts = async () => {
  const pages = { 'empty page': build_empty_page(), Touchstone: join(ROOT, 'dist/touchstone.html') };
  const times = { 'empty page': [], Touchstone: [] };
  const browser = await launch({ width: 1280, height: 800 });
  // In turn, so that a slow minute hits both; the first start of each warms the browser up.
  for (let i = 0; i <= runs; i += 1) {
    for (const [name, file] of Object.entries(pages)) {
      const time = await start_of(browser, file);
      if (i > 0) times[name].push(time);
    }
  }
  await browser.close();
  row(['page', 'KB', 'first frame drawn, ms', 'seen, ms', 'seen, times the empty page']);
  row(['---', '--:', '--:', '--:', '--:']);
  const empty = median(times['empty page'].map((t) => t.seen));
  for (const [name, file] of Object.entries(pages)) {
    const seen = median(times[name].map((t) => t.seen));
    row([
      name,
      Math.round(readFileSync(file).length / 1000),
      median(times[name].map((t) => t.drawn)).toFixed(0),
      seen.toFixed(0),
      (seen / empty).toFixed(2),
    ]);
  }
};

const open_audit = async (page, file) => {
  await page.addInitScript(() => {
    delete globalThis.showOpenFilePicker;
  });
  await page.goto(pathToFileURL(join(ROOT, 'dist/touchstone.html')).href);
  await page.waitForFunction(() => !document.getElementById('loading'));
  await page.getByRole('button', { name: 'Audit', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: /^Open a file/ }).click();
  await (await chooser).setFiles(file);
  await page
    .getByRole('banner')
    .getByText(/Synthetic|audit/i)
    .first()
    .waitFor({ state: 'attached' });
  await page.waitForTimeout(1500);
};

// Script time of frames in which `act` changes something.
const frames_of = async (page, act, count = 60) => {
  const seen = [];
  for (let i = 0; i < count; i += 1) {
    await act(i);
    seen.push(
      await page.evaluate(
        () =>
          new Promise((done) => {
            requestAnimationFrame(() =>
              requestAnimationFrame(() => {
                const { appMs, mirrorMs, frameMs, nodes } = globalThis.touchstone_debug;
                done({ appMs, mirrorMs, frameMs, nodes });
              }),
            );
          }),
      ),
    );
  }
  const of = (name) => median(seen.map((it) => it[name]));
  return { app: of('appMs'), mirror: of('mirrorMs'), whole: of('frameMs'), nodes: of('nodes') };
};

const measure_frames = async () => {
  execFileSync(join(ROOT, 'build/native/tests/bench_engine'), ['generate', folder, '500'], { stdio: 'ignore' });
  const size = { width: 3840, height: 2160 };
  const browser = await launch(size);
  const page = await (await browser.newContext({ viewport: size })).newPage();
  await open_audit(page, join(folder, 'audit_500.json'));
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('-');
  await page.waitForTimeout(500);
  const in_view = (role) =>
    page.evaluate(
      (wanted) =>
        [...document.querySelectorAll(`[role=main] [role=${wanted}]`)].filter((e) => {
          const box = e.getBoundingClientRect();
          return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        }).length,
      role,
    );
  row(['frame', 'items in view', 'nodes', 'layout, ms', 'mirror, ms', 'both, ms', 'whole frame, ms']);
  row(['---', '--:', '--:', '--:', '--:', '--:', '--:']);
  const tell = (what, items, it) =>
    row([
      what,
      items,
      it.nodes,
      it.app.toFixed(2),
      it.mirror.toFixed(2),
      (it.app + it.mirror).toFixed(2),
      it.whole.toFixed(2),
    ]);
  const cards = await in_view('button');
  tell('map: pointer moves over the cards', cards, await frames_of(page, (i) => page.mouse.move(1000 + 20 * i, 900)));
  tell(
    'map: another card is selected',
    cards,
    await frames_of(page, (i) => page.keyboard.press(i % 2 === 0 ? 'ArrowRight' : 'ArrowDown')),
  );
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Touchpoints/ })
    .click();
  await page.waitForTimeout(500);
  await page.mouse.click(1000, 900);
  const cells = await in_view('gridcell');
  tell(
    'table: pointer moves over the cells',
    cells,
    await frames_of(page, (i) => page.mouse.move(1000 + 20 * i, 900 + 7 * i)),
  );
  tell('table: another cell is selected', cells, await frames_of(page, () => page.keyboard.press('ArrowDown')));
  await browser.close();
};

try {
  await measure_starts();
  console.log();
  await measure_frames();
} finally {
  rmSync(folder, { recursive: true });
}
