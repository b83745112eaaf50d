// A page that was cut off, by a full disk or a download that broke, is opened for many a cut: wherever it is,
// the page says so, by style alone.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ENGINE, open_page, PAGE, screenshot, wait_for_start } from '../support/page.mjs';

const AUDIT = JSON.stringify({
  format: 'touchstone-audit',
  version: 1,
  title: 'Cut',
  touchpoints: Array.from({ length: 200 }, (_, i) => ({ id: `t${i}`, name: `Touchpoint ${i}` })),
});
const WHOLE = readFileSync(PAGE, 'utf8').replace(/(id="audit" data-form="">)/, `$1${AUDIT}`);
const FIRST = WHOLE.indexOf('content:"') + 'content:"'.length; // the first place after which something can be seen
const LAST = WHOLE.lastIndexOf('</script>') + '</script>'.length;

// Cuts from `from` to `to`, evenly, the last included.
const spread = (from, to, count) =>
  Array.from({ length: count }, (_, i) => Math.round(from + ((to - from) * (i + 1)) / count));
const beside = (text) => {
  const at = WHOLE.indexOf(text);
  assert.ok(at > 0, text);
  return [at, at + 1, at + text.length - 1, at + text.length];
};
const FEW = ENGINE === 'chromium' ? 1 : 4; // starting over takes the other engines long
const CUTS = {
  'the first style': spread(FIRST, WHOLE.indexOf('</style>'), 120 / FEW),
  'the head': spread(WHOLE.indexOf('</style>'), WHOLE.indexOf('<style id="style"'), 40 / FEW),
  'the style': spread(WHOLE.indexOf('<style id="style"'), WHOLE.indexOf('</head>'), 40 / FEW),
  "the body's parts": [
    '<canvas',
    '<div id="mirror">',
    '<noscript>',
    '</noscript>',
    'id="audit"',
    'id="program"',
    '<script id="script">',
  ].flatMap(beside),
  'the audit': spread(WHOLE.indexOf('id="audit"'), WHOLE.indexOf('id="program"'), 20 / FEW),
  'the program': spread(WHOLE.indexOf('id="program"'), WHOLE.indexOf('<script id="script">'), 40 / FEW),
  'the script': spread(WHOLE.indexOf('<script id="script">'), LAST - 1, 40 / FEW),
};

// What stands over the page once its style has waited long enough.
const said = (page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
    const { content, visibility, display } = getComputedStyle(document.documentElement, '::after');
    return visibility === 'visible' && display !== 'none' && content !== 'none' ? content : '';
  });

describe('a page that is cut off', () => {
  let folder;
  let run;
  let page;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-cut-'));
    writeFileSync(join(folder, 'first.html'), WHOLE.slice(0, LAST - 1));
    run = await open_page({ file: join(folder, 'first.html'), starts: false });
    ({ page } = run);
  });
  after(async () => {
    run.requests.length = 1;
    await run.close({ expected: [/./] }); // what is left of the second style does not fit its hash
    rmSync(folder, { recursive: true, force: true });
  });
  const open_cut = async (at) => {
    const file = join(folder, `${at}.html`);
    writeFileSync(file, WHOLE.slice(0, at));
    await page.goto(pathToFileURL(file).href);
    rmSync(file);
  };

  for (const [where, places] of Object.entries(CUTS)) {
    test(`says so after a cut in ${where}, at ${places.length} places`, async () => {
      const silent = [];
      for (const at of places) {
        await open_cut(at);
        // A cut in the sentence leaves a part of it.
        if (
          !(await said(page)).startsWith('"This copy of Touchstone is incomplete'.slice(0, Math.max(2, at - FIRST + 1)))
        )
          silent.push(at);
      }
      assert.deepEqual(silent, []);
    });
  }

  test('waits before it says so, as the rest may be on its way', async () => {
    await open_cut(WHOLE.length >> 1);
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement, '::after').visibility), 'hidden');
    await page.waitForFunction(() => getComputedStyle(document.documentElement, '::after').visibility === 'visible');
    await screenshot(page, 'incomplete');
  });

  test('starts like the whole one when only what follows the script is missing', async () => {
    await open_cut(LAST);
    await wait_for_start(page);
    assert.equal(await said(page), '');
  });
});
