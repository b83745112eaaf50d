// Firefox by WebDriver BiDi, as a wire for remote_page.mjs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { display } from './display.mjs';

const PREFERENCES = {
  'security.fileuri.strict_origin_policy': true, // as people have it; the library turns it off
  'webgl.force-enabled': true,
  'browser.sessionhistory.max_total_viewers': 0, // a page that was left is closed, not kept
  'ui.prefersReducedMotion': 0,
  'layout.css.prefers-color-scheme.content-override': 1, // light
};

const KEYS = { Space: ' ' };

export const launch_firefox = async ({ size, scale = 1 }) => {
  const profile = mkdtempSync(join(tmpdir(), 'touchstone-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.TOUCHSTONE_FIREFOX ?? '/usr/bin/firefox-esr',
    headless: false,
    userDataDir: profile,
    env: { ...process.env, DISPLAY: await display(), MOZ_WEBRENDER: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    extraPrefsFirefox: { ...PREFERENCES, 'layout.css.devPixelsPerPx': String(scale) },
    defaultViewport: null,
    acceptInsecureCerts: false,
  });
  const page = await browser.newPage(); // unlike the first one it gets the focus
  await page.setViewport(size);
  const errors = [];
  const requests = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on('dialog', (dialog) => dialog.accept());
  return {
    errors,
    requests,
    goto: (address) => page.goto(address),
    reload: () => page.reload(),
    run: (body, argument) =>
      page.evaluate(`(async (argument) => { ${body} })(${JSON.stringify(argument) ?? 'undefined'})`),
    key_down: (key) => page.keyboard.down(KEYS[key] ?? key),
    key_up: (key) => page.keyboard.up(KEYS[key] ?? key),
    type: (text) => page.keyboard.type(text),
    move: (x, y) => page.mouse.move(x, y),
    button_down: (clicks, button) => page.mouse.down({ clickCount: clicks, button }),
    button_up: (clicks, button) => page.mouse.up({ clickCount: clicks, button }),
    wheel: (x, y) => page.mouse.wheel({ deltaX: x, deltaY: y }),
    resize: (to) => page.setViewport(to),
    picture: () => page.screenshot(),
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
