// Makes docs/pictures anew: each view of the sample audit, as docs/gallery.md shows them. To be looked at
// one by one before they are committed.
//
//   node tests/e2e/pictures.mjs
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open_page, wait_until_idle } from './support/page.mjs';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../docs/pictures');
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
const VIEWS = [
  'Overview',
  'Journey map',
  'Touchpoints',
  'Ownership',
  'Priorities',
  'Diagnostics',
  'Compare',
  'Report',
  'Scoring model',
  'Audit set-up',
  'Help',
];
const KEYS = { Overview: 'o', 'Journey map': 'm', Touchpoints: 't' };

const file_of = (view, suffix = '') => join(FOLDER, `${view.toLowerCase().replace(/[^a-z]+/g, '-')}${suffix}.png`);

const with_page = async (size, context, show) => {
  const run = await open_page({ size, context });
  await run.page.getByRole('button', { name: 'Hide this' }).click();
  await wait_until_idle(run.page);
  await show(run.page);
  await run.close();
};

const go_to = async (page, view) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`^${view}`) })
    .click();
  await page.getByRole('main', { name: view }).waitFor({ state: 'attached' });
  await page.mouse.move(1, 799);
  await wait_until_idle(page);
};

mkdirSync(FOLDER, { recursive: true });
await with_page(WIDE, {}, async (page) => {
  for (const view of VIEWS) {
    await go_to(page, view);
    await page.screenshot({ path: file_of(view) });
  }
  await go_to(page, 'Journey map');
  await page.getByRole('button', { name: 'Support chat' }).first().click();
  await wait_until_idle(page);
  await page.screenshot({ path: file_of('Inspector') });
  await go_to(page, 'Import');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files ...' }).click();
  await (await chooser).setFiles(join(FOLDER, '../../tests/golden/import/zendesk.csv'));
  await page.getByRole('tab', { name: 'First rows' }).waitFor({ state: 'attached' });
  await page.mouse.move(1, 799);
  await wait_until_idle(page);
  await page.screenshot({ path: file_of('Import') });
});
await with_page(WIDE, { colorScheme: 'dark' }, async (page) => {
  for (const view of ['Journey map', 'Priorities']) {
    await go_to(page, view);
    await page.screenshot({ path: file_of(view, '-dark') });
  }
});
await with_page(NARROW, {}, async (page) => {
  for (const view of Object.keys(KEYS)) {
    await page.keyboard.press(KEYS[view]);
    await wait_until_idle(page);
    await page.screenshot({ path: file_of(view, '-narrow') });
  }
});
process.exit(0);
