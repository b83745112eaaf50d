// Other people's files: chosen, looked at, imported, taken out again.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { axe_violations, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

const golden = (name) => join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'golden', 'import', name);
const LIST =
  'Touchpoint,Stage,Owner,Severity,E-mail\nRefund call,Use,Support,5,a@example.com\nPrice list,Buy,none,seven,b@example.com\n';

// A ZIP archive of deflated parts, whose sizes are those that are told.
const archive = (parts) => {
  const number = (value, size) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  const files = [];
  const list = [];
  let at = 0;
  for (const [name, { bytes, size }] of Object.entries(parts)) {
    const facts = Buffer.concat([
      number(20, 2),
      number(0, 2),
      number(8, 2),
      Buffer.alloc(8),
      number(bytes.length, 4),
      number(size, 4),
      number(name.length, 2),
    ]);
    const file = Buffer.concat([number(0x04034b50, 4), facts, number(0, 2), Buffer.from(name), bytes]);
    list.push(number(0x02014b50, 4), number(20, 2), facts, Buffer.alloc(12), number(at, 4), Buffer.from(name));
    files.push(file);
    at += file.length;
  }
  const entries = Buffer.concat(list);
  const count = number(files.length, 2);
  return Buffer.concat([
    ...files,
    entries,
    number(0x06054b50, 4),
    Buffer.alloc(4),
    count,
    count,
    number(entries.length, 4),
    number(at, 4),
    number(0, 2),
  ]);
};

const main = (page) => page.getByRole('main', { name: 'Import' });
const button = (page, name) => main(page).getByRole('button', { name, exact: true });

const go_to = async (page, view) => {
  await page.getByRole('navigation').getByRole('button', { name: view }).click();
  await wait_until_idle(page);
};

const choose = async (page, path, by = 'Choose files ...') => {
  const chooser = page.waitForEvent('filechooser');
  await button(page, by).click();
  await (await chooser).setFiles(path);
  await main(page).getByRole('tab', { name: 'First rows' }).waitFor({ state: 'attached' });
  await wait_until_idle(page);
};

const press = async (page, name) => {
  await button(page, name).click();
  await wait_until_idle(page);
};

describe('import', () => {
  let run;
  let folder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchstone-'));
    writeFileSync(join(folder, 'list.csv'), LIST);
    run = await open_page();
    await go_to(run.page, 'Import');
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await run.close();
  });

  test('a list is looked at before anything is changed', async () => {
    const { page } = run;
    await choose(page, join(folder, 'list.csv'));
    const text = await main(page).textContent();
    assert.match(text, /2 rows of 2 used, 2 touchpoints, 1 rating\./);
    assert.match(text, /Left out because it tells who somebody is: E-mail\./);
    assert.match(text, /1 value was not understood/);
    assert.doesNotMatch(text, /a@example\.com/);
    await main(page).getByRole('tab', { name: 'Not understood (1)' }).click();
    await wait_until_idle(page);
    assert.match(await main(page).textContent(), /seven.*whole severity 1 to 5/);
    await screenshot(page, 'import_list');
    assert.deepEqual(await axe_violations(page), []);
  });

  test('a workbook joins it, and both become an audit of their own', async () => {
    const { page } = run;
    await choose(page, golden('journey.xlsx'), 'Add files ...');
    await press(page, 'Import 2 files');
    assert.match(await main(page).textContent(), /were added/);
    await go_to(page, 'Touchpoints');
    const table = page.getByRole('grid', { name: 'Touchpoints' });
    for (const name of ['Refund call', 'Price list']) {
      assert.equal(await table.getByRole('rowheader', { name, exact: true }).count(), 1, name);
    }
    assert.equal(await page.getByRole('banner').getByRole('heading', { name: 'list' }).count(), 1);
  });

  test('what is imported into the open audit is one step of undo', async () => {
    const { page } = run;
    await go_to(page, 'Import');
    await choose(page, golden('zendesk.csv'));
    assert.equal(await main(page).getByRole('combobox', { name: 'What the file is' }).count(), 1);
    assert.match(await main(page).textContent(), /Proposed hand-offs/);
    await main(page).getByRole('checkbox', { name: 'Record them as hand-offs' }).click();
    await wait_until_idle(page);
    await press(page, 'Import the file');
    const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
    await go_to(page, 'Touchpoints');
    const tickets = page
      .getByRole('grid', { name: 'Touchpoints' })
      .getByRole('rowheader', { name: /^Support tickets/ });
    assert.ok((await tickets.count()) > 1);
    await undo.click();
    await wait_until_idle(page);
    assert.equal(await tickets.count(), 0);
  });

  test('reading a long file shows how far it is, and can be stopped', async () => {
    const { page } = run;
    const rows = Array.from({ length: 200_000 }, (_, i) => `Page ${i % 50},${i % 11},comment number ${i}`);
    writeFileSync(join(folder, 'long.csv'), ['Touchpoint,NPS,Comment', ...rows].join('\n'));
    await go_to(page, 'Import');
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'Choose files ...').click();
    await (await chooser).setFiles(join(folder, 'long.csv'));
    // Pressed as soon as it is there: a quick machine needs a second for the whole file.
    const progress = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const started = performance.now();
          const look = () => {
            const stop = [...document.querySelectorAll('[role=button]')].find(
              (it) => it.textContent === 'Cancel Reading long.csv',
            );
            if (performance.now() - started > 20_000) reject(new Error('there is nothing to stop it with'));
            else if (!stop) setTimeout(look, 5);
            else {
              resolve(document.querySelector('[role=progressbar]').getAttribute('aria-valuenow'));
              stop.click();
            }
          };
          look();
        }),
    );
    assert.match(progress, /^\d/);
    await button(page, 'Choose files ...').waitFor({ state: 'attached' });
    assert.equal(await main(page).getByText('long.csv').count(), 0);
  });

  test('a damaged workbook is refused and says what to do', async () => {
    const { page } = run;
    writeFileSync(join(folder, 'broken.xlsx'), Buffer.from('PK\x03\x04 and nothing more', 'latin1'));
    await go_to(page, 'Import');
    await choose(page, join(folder, 'broken.xlsx'));
    assert.match(await main(page).textContent(), /its end is missing\. Save it anew\./);
    await press(page, 'Cancel');
    assert.equal(await button(page, 'Choose files ...').count(), 1);
  });

  // Frames are drawn and what is pressed is heard while a file is read; what is too much is told, and no
  // import is offered.
  const refused = async (page, name, content, why) => {
    writeFileSync(join(folder, name), content);
    await go_to(page, 'Import');
    await choose(page, join(folder, name));
    await page.waitForFunction((said) => document.querySelector('[role=main]').textContent.includes(said), why, {
      timeout: 60_000,
    });
    assert.equal(await button(page, 'Import the file').getAttribute('aria-disabled'), 'true');
    await press(page, 'Cancel');
  };

  test('a list of more touchpoints than an audit takes is refused before the import is offered', async () => {
    const rows = Array.from({ length: 300_000 }, (_, i) => `Touchpoint ${i},Use`);
    await refused(run.page, 'many.csv', ['Touchpoint,Stage', ...rows].join('\n'), 'more than 20,000 touchpoints');
  });

  test('a file of ten million rows is refused', async () => {
    await refused(run.page, 'rows.csv', `Touchpoint\n${'a\n'.repeat(10_000_000)}`, 'more than 1,000,000 rows');
  });

  test('a workbook that says it is small is unpacked no further than it may be', async () => {
    const text = (xml) => ({ bytes: deflateRawSync(xml), size: xml.length });
    const bomb = { bytes: deflateRawSync(Buffer.alloc(300_000_000, '<')), size: 10 };
    const book = archive({
      'xl/workbook.xml': text('<workbook><sheet name="S" id="r"/></workbook>'),
      'xl/_rels/workbook.xml.rels': text('<R><Relationship Id="r" Target="sheet.xml"/></R>'),
      'xl/sheet.xml': bomb,
    });
    await refused(run.page, 'bomb.xlsx', book, 'The spreadsheet holds more than 200 MB');
  });
});

test('import on a phone', async () => {
  const run = await open_page({ size: { width: 390, height: 844 } });
  try {
    const { page } = run;
    await page.keyboard.press('i');
    await wait_until_idle(page);
    await choose(page, golden('qualtrics.csv'));
    await screenshot(page, 'import_phone');
    assert.match(await main(page).textContent(), /Qualtrics responses/);
  } finally {
    await run.close();
  }
});
