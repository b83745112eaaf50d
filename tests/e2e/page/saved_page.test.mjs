// A page saved with its audit inside is the same program with another data block: it opens from disk,
// can be edited and saved again, and nothing in an audit can break out of it.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ENGINE, open_page, PAGE, screenshot, wait_until_idle } from '../support/page.mjs';

// Starting a browser anew for each takes the other engines long.
const GENERATIONS = ENGINE === 'chromium' ? 10 : 3;

const HOSTILE =
  '</script><script>globalThis.intruder = 1</script><!-- <script> --> ]]> {{program}} {{{audit}}} $& $\' $1 &lt; &amp; \u2028\u2029 \\u003c \\ " 😀';

const audit_with = (title, touchpoint) => ({
  format: 'touchstone-audit',
  version: 1,
  title,
  as_of: '2026-11-01',
  stages: [{ id: 'use', name: 'Use' }],
  raters: [{ id: 'r', name: 'R' }],
  touchpoints: [{ id: 'call', name: touchpoint, stage: 'use', discipline: 'ux' }],
  ratings: [{ rater: 'r', touchpoint: 'call', factor: 'overall', score: 3 }],
});

const BLOCK = /(<script type="application\/json" id="audit" data-form="[a-z-]*">)([^<]*)(<\/script>)/;
const audit_in = (text) => JSON.parse(BLOCK.exec(text)[2]);
const without_audit = (text) => text.replace(BLOCK, '$1$3');

let folder;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchstone-saved-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const file_with = (name, text) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const inspector = (page) => page.getByRole('complementary');
const open_menu = (page) => page.getByRole('banner').getByRole('button', { name: 'Audit', exact: true }).click();

const choose_audit = async (page, audit) => {
  await open_menu(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: /^Open a file/ }).click();
  await (await chooser).setFiles(file_with('audit.json', JSON.stringify(audit)));
  await wait_until_idle(page);
};

const save_page = async (page, item = /^Save as web page/) => {
  await open_menu(page);
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item }).click();
  const saved = await download;
  return { name: saved.suggestedFilename(), text: readFileSync(await saved.path(), 'utf8') };
};

// What `act` answers about the page in that file; the console is clean and nothing is requested.
const in_page = async (file, act) => {
  const run = await open_page({ file });
  const answer = await act(run.page);
  await run.close();
  return answer;
};

const saved_with = (audit, item) =>
  in_page(PAGE, async (page) => {
    await choose_audit(page, audit);
    return save_page(page, item);
  });

const title_field = async (page) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Audit set-up/ })
    .click();
  await wait_until_idle(page);
  return page.getByRole('main').getByRole('textbox', { name: 'Title' });
};

const rename = async (page, title) => {
  const field = await title_field(page);
  await field.fill(title);
  await field.press('Enter');
  await wait_until_idle(page);
};

const open_touchpoint = async (page) => {
  await page
    .getByRole('main')
    .getByRole('button', { name: /, friction/ })
    .first()
    .click();
  await wait_until_idle(page);
};

describe('a saved page', () => {
  let saved;
  before(async () => {
    saved = await saved_with(audit_with(HOSTILE, `Call ${HOSTILE}`));
  });

  test('is the packed program, byte for byte, but for its audit', () => {
    assert.equal(without_audit(saved.text), readFileSync(PAGE, 'utf8'));
  });

  test("holds the audit's text exactly, whatever it looks like", () => {
    const audit = audit_in(saved.text);
    assert.equal(audit.title, HOSTILE);
    assert.equal(audit.touchpoints[0].name, `Call ${HOSTILE}`);
    assert.doesNotMatch(BLOCK.exec(saved.text)[2], /[\u2028\u2029]/);
  });

  test('opens from disk with that audit, and runs nothing of its text', async () => {
    await in_page(file_with('hostile.html', saved.text), async (page) => {
      await open_touchpoint(page);
      assert.equal(await inspector(page).getByRole('textbox', { name: 'Name' }).inputValue(), `Call ${HOSTILE}`);
      assert.equal(await (await title_field(page)).inputValue(), HOSTILE);
      assert.equal(await page.evaluate(() => typeof globalThis.intruder), 'undefined');
    });
  });

  test(`is the same after ${GENERATIONS} generations in which nothing was edited`, async () => {
    let text = saved.text;
    for (let i = 1; i <= GENERATIONS; i += 1) {
      text = (await in_page(file_with(`generation-${i}.html`, text), (page) => save_page(page))).text;
      assert.ok(text === saved.text, `generation ${i} differs`);
    }
  });

  test('is named after the audit', async () => {
    const { name } = await saved_with(audit_with('Northwind refunds', 'Call'));
    assert.match(name, /^Northwind[ -]refunds\.touchstone\.html$/);
  });

  test('can be edited and saved again: only its data block differs', async () => {
    let text = saved.text;
    for (const title of ['Second', 'Third', 'Fourth']) {
      const next = await in_page(file_with(`${title}.html`, text), async (page) => {
        await rename(page, title);
        return save_page(page);
      });
      assert.deepEqual(audit_in(next.text), { ...audit_in(text), title });
      assert.ok(without_audit(next.text) === without_audit(text), `${title}: more than the data block differs`);
      text = next.text;
    }
  });
});

describe('a read-only page', () => {
  let saved;
  before(async () => {
    saved = await saved_with(audit_with('Northwind refunds', 'Call'), /^Save read-only page/);
  });

  test('is named so and differs by its data block only', () => {
    assert.match(saved.name, /^Northwind[ -]refunds-read-only\.touchstone\.html$/);
    assert.match(BLOCK.exec(saved.text)[1], /data-form="read-only"/);
    assert.equal(
      without_audit(saved.text).replace('data-form="read-only"', 'data-form=""'),
      readFileSync(PAGE, 'utf8'),
    );
  });

  test('shows the audit, says that it is read-only, and has no field to type in', async () => {
    await in_page(file_with(saved.name, saved.text), async (page) => {
      assert.match(await page.evaluate(() => document.getElementById('mirror').textContent), /read-only/i);
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Call, friction/ })
        .waitFor({ state: 'attached' });
      await open_touchpoint(page);
      const open_fields = await inspector(page).evaluate((element) =>
        [...element.querySelectorAll('input, textarea')]
          .filter((field) => !field.disabled && !field.readOnly)
          .map((field) => field.getAttribute('aria-label')),
      );
      assert.deepEqual(open_fields, []);
    });
  });
});

describe('a sealed page', () => {
  const type_secret = (page, label, text) =>
    page.evaluate(
      ([name, typed]) => {
        const input = document.querySelector(`input[type=password][aria-label="${name}"]`);
        input.focus();
        input.value = typed;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      },
      [label, text],
    );
  let saved;
  before(async () => {
    saved = await in_page(PAGE, async (page) => {
      await choose_audit(page, audit_with('Northwind refunds', 'Call'));
      await open_menu(page);
      await page.getByRole('menuitem', { name: /^Passphrase/ }).click();
      await wait_until_idle(page);
      for (const label of ['Passphrase', 'The same again']) {
        await type_secret(page, label, 'correct horse battery');
        await wait_until_idle(page);
      }
      await page.getByRole('button', { name: 'Seal' }).click();
      await page.waitForFunction(() => document.title === 'Sealed audit · Touchstone');
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /^Report/ })
        .click();
      await wait_until_idle(page);
      await page
        .getByText(/^The audit is sealed with a passphrase; what you save here is not/)
        .waitFor({ state: 'attached' });
      await screenshot(page, 'sealed-report');
      return save_page(page);
    });
  });

  test('tells the audit neither in its name nor in its text', () => {
    assert.equal(saved.name, 'sealed-audit.touchstone.html');
    assert.doesNotMatch(saved.text, /Northwind/);
  });

  test('shows nothing behind the question for its passphrase, and is empty when that is left', async () => {
    await in_page(file_with('sealed.html', saved.text), async (page) => {
      const seen = () =>
        page.evaluate(() => ({ title: document.title, text: document.getElementById('mirror').textContent }));
      const asked = await seen();
      assert.equal(asked.title, 'Sealed audit · Touchstone');
      assert.match(asked.text, /To open this page, enter its passphrase/);
      assert.doesNotMatch(asked.text, /Halvern|friction \d|An example/);
      await screenshot(page, 'sealed-page');
      await page.getByRole('button', { name: 'Cancel' }).click();
      await wait_until_idle(page);
      const left = await seen();
      assert.doesNotMatch(left.text, /Halvern|friction \d|Northwind/);
      await screenshot(page, 'sealed-page-left');
    });
  });
});
