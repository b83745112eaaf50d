// Kills the browser with SIGKILL in the midst of edits, again and again, and looks each time whether the
// page opens, and whether an edit is gone that the screen had said is kept.
//
//   node tests/e2e/kill.mjs [chromium|firefox] [ROUNDS]      (chromium, 100 rounds)
//
// Needs what ./test.sh e2e leaves. Prints a line for each round and the sum; exit status 1 if anything
// acknowledged was lost or the store did not open.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { display } from './support/display.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PAGE = pathToFileURL(resolve(process.env.TOUCHSTONE_PAGE ?? join(ROOT, 'dist/touchstone.html'))).href;
const engine = process.argv[2] ?? 'chromium';
const rounds = Number(process.argv[3] ?? 100);
const OPEN_MS = 60000;

const CHROMIUM = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--hide-crash-restore-bubble', '--noerrdialogs'];
const FIREFOX = { 'security.fileuri.strict_origin_policy': true, 'webgl.force-enabled': true, 'browser.sessionstore.resume_from_crash': false, 'toolkit.startup.max_resumed_crashes': -1 };

// Firefox's launcher backs up these two files of a profile, takes it for granted that they are there, and
// puts them back some time after the browser has ended: perhaps when the next one reads them. Without our
// settings that one would keep another store.
const settings = Object.entries(FIREFOX).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join('');
const complete = (profile) => ['user.js', 'prefs.js'].map((name) => join(profile, name)).filter((file) => !existsSync(file))
  .forEach((file) => writeFileSync(file, settings));

const launch = async (profile) => puppeteer.launch(engine === 'firefox'
  ? { browser: 'firefox', executablePath: process.env.TOUCHSTONE_FIREFOX ?? '/usr/bin/firefox-esr', headless: false, userDataDir: profile,
    extraPrefsFirefox: FIREFOX, env: { ...process.env, DISPLAY: await display(), LIBGL_ALWAYS_SOFTWARE: '1' } }
  : { executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium', headless: true, userDataDir: profile, args: CHROMIUM });

// The launcher of a killed Firefox may still be tidying the profile up.
const launch_in = async (profile, tries = 5) => {
  if (engine === 'firefox') complete(profile);
  try {
    return await launch(profile);
  } catch (error) {
    if (error.code !== 'ENOENT' || tries === 0) throw error;
    await new Promise((done) => { setTimeout(done, 500); });
    return launch_in(profile, tries - 1);
  }
};

// Everything below runs in the page.
const TITLE = () => {
  const heading = [...document.querySelectorAll('[role=heading]')].find((it) => it.getAttribute('aria-level') === '1');
  return heading ? heading.textContent : '';
};

const GO_TO_TITLE = () => [...document.querySelectorAll('[role=navigation] [role=button]')].find((it) => it.textContent === 'Audit set-up').click();

// Edits for ever; tells the console of each one as soon as the screen says that it is kept.
const EDIT = async (from) => {
  const pause = () => new Promise((done) => { setTimeout(done, 2); });
  const field = () => document.querySelector('input[aria-label="Title"]');
  const says = (words) => [...document.querySelectorAll('[role=contentinfo] [role=status]')].some((it) => it.textContent.startsWith(words));
  while (!field()) await pause();
  for (let n = from; ; n += 1) {
    const before = globalThis.touchstone_debug.kept;
    const input = field();
    input.focus();
    input.value = `Edit ${n}`;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.blur();
    // The edit's own record goes before its description in the library; both are counted.
    while (globalThis.touchstone_debug.kept < before + 2 || !says('Kept in this browser at')) await pause();
    console.log(`kept ${n}`);
  }
};

const profile = mkdtempSync(join(tmpdir(), 'touchstone-kill-'));
let acknowledged = 0;
let shown = 0;
let lost = 0;
let not_opened = 0;
let edits = 0;
try {
  for (let round = 1; round <= rounds; round += 1) {
    const browser = await launch_in(profile);
    const page = await browser.newPage();
    let here = 0;
    page.on('console', (message) => {
      const [, n] = /^kept (\d+)/.exec(message.text()) ?? [];
      if (n) {
        acknowledged = Math.max(acknowledged, Number(n));
        here += 1;
      }
    });
    await page.goto(PAGE);
    await page.waitForFunction(() => globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0 && !document.getElementById('loading'), { timeout: OPEN_MS });
    if (acknowledged > 0) {
      const opened = await page.waitForFunction(() => {
        const heading = [...document.querySelectorAll('[role=heading]')].find((it) => it.getAttribute('aria-level') === '1');
        return heading && /^Edit \d+/.test(heading.textContent);
      }, { timeout: OPEN_MS }).then(() => true, () => false);
      shown = opened ? Number((await page.evaluate(TITLE)).slice(5)) : 0;
      if (!opened) not_opened += 1;
      else if (shown < acknowledged) lost += 1;
    }
    const line = `round ${round}: kept ${acknowledged}, found ${shown}`;
    await page.waitForSelector('[role=navigation] [role=button]');
    await page.evaluate(GO_TO_TITLE);
    page.evaluate(EDIT, Math.max(acknowledged, shown) + 1).catch(() => {});
    await new Promise((done) => { setTimeout(done, 300 + Math.random() * 1500); });
    const { pid } = browser.process();
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      process.kill(pid, 'SIGKILL');
    }
    await new Promise((done) => { browser.process().exitCode !== null || browser.process().signalCode ? done() : browser.process().once('exit', done); });
    edits += here;
    console.log(`${line}, then ${here} more kept before the kill`);
  }
} finally {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
console.log(`${engine}: ${rounds} rounds, ${edits} edits acknowledged, ${lost} times one was lost, ${not_opened} times the store did not open`);
process.exit(lost + not_opened > 0 || edits === 0 ? 1 : 0);
