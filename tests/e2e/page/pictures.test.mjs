// The map's cards moved by hand, and pictures saved from the views as a consultant takes them along.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { axe_violations, only_in_chromium, open_page, wait_until_idle } from '../support/page.mjs';

const view = async (page, key, name) => {
  await page.keyboard.press(key);
  await page.getByRole('main', { name }).waitFor({ state: 'attached' });
  await wait_until_idle(page);
};

describe('the map by hand', () => {
  let run, page, main;
  before(async () => {
    run = await open_page({ size: { width: 1920, height: 1080 } });
    page = run.page;
    main = page.getByRole('main');
    await page.getByRole('button', { name: 'Hide this' }).click();
    await view(page, 'm', 'Journey map');
  });
  after(() => run.close());

  const card = (name) => main.getByRole('button', { name: new RegExp(`^${name}, `) });
  const left_of = async (name) => (await card(name).boundingBox()).x;
  const undo = async () => {
    await page.keyboard.press('Control+z');
    await wait_until_idle(page);
  };

  test('tells how its hand-offs stand, in words, until they are hidden', async () => {
    const told = main.getByRole('img', { name: /^Hand-offs: \d+ settled/ });
    await told.waitFor({ state: 'attached' });
    await main.getByRole('checkbox', { name: 'Hand-offs' }).uncheck();
    await wait_until_idle(page);
    assert.equal(await told.count(), 0);
    await main.getByRole('checkbox', { name: 'Hand-offs' }).check();
    await wait_until_idle(page);
    assert.equal(await told.count(), 1);
    assert.deepEqual(await axe_violations(page), []);
  });

  test(
    'a card is dragged to another stage, and undo brings it back',
    { skip: only_in_chromium('the other drivers drag nothing') },
    async () => {
      const box = await card('Podcast and social campaign').boundingBox();
      const there = await card('Identity check').boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(there.x + there.width / 2, there.y + there.height / 2, { steps: 12 });
      await page.mouse.up();
      await wait_until_idle(page);
      assert.equal(Math.round(await left_of('Podcast and social campaign')), Math.round(there.x));
      await undo();
      assert.equal(Math.round(await left_of('Podcast and social campaign')), Math.round(box.x));
    },
  );

  test('the keyboard moves a card to the next stage by its menu', async () => {
    const from = await left_of('Podcast and social campaign');
    const to = await left_of('Identity check');
    await card('Podcast and social campaign').focus();
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'To the next stage' }).click();
    await wait_until_idle(page);
    assert.equal(Math.round(await left_of('Podcast and social campaign')), Math.round(to));
    await undo();
    assert.equal(Math.round(await left_of('Podcast and social campaign')), Math.round(from));
  });
});

describe('pictures', { skip: only_in_chromium('the other drivers keep no downloads') }, () => {
  let run, page, main, reader;
  before(async () => {
    run = await open_page();
    page = run.page;
    reader = await page.context().newPage(); // the page itself parses nothing
    main = page.getByRole('main');
    await page.getByRole('button', { name: 'Hide this' }).click();
  });
  after(() => run.close());

  const save = async (kind, from = main) => {
    const download = page.waitForEvent('download');
    await from.getByRole('button', { name: 'Save as a picture' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    const saved = await download;
    await wait_until_idle(page);
    return { name: saved.suggestedFilename(), bytes: readFileSync(await saved.path()) };
  };
  // What an XML reader, which forgives nothing, finds in it.
  const read = (svg) =>
    reader.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        failed: document.querySelector('parsererror')?.textContent ?? '',
        title: document.querySelector('title')?.textContent,
        texts: [...document.querySelectorAll('text')].map((element) => element.textContent),
        outside: [...document.querySelectorAll('*')].filter((element) =>
          /^(image|script|foreignObject|use)$/.test(element.tagName),
        ).length,
      };
    }, svg.toString('utf8'));

  test('the heat map as SVG holds every team and figure, and nothing from elsewhere', async () => {
    await view(page, 'w', 'Ownership');
    const { name, bytes } = await save('As SVG, sharp at any size');
    assert.match(name, /^Halvern-Bank.*-teams-by-stages\.svg$/);
    const { failed, title, texts, outside } = await read(bytes);
    assert.equal(failed, '');
    assert.equal(title, 'Friction of teams by stage');
    for (const text of ['Who answers', 'Growth marketing', 'Not asked yet', 'All of them', 'of 24'])
      assert.ok(texts.includes(text), text);
    assert.equal(outside, 0);
  });

  test('the value of budgets as PNG is a picture twice as fine as the page', async () => {
    await view(page, 'p', 'Priorities');
    await main.getByRole('tab', { name: 'Plan', exact: true }).click();
    await main.getByRole('img', { name: /^Journey friction by budget/ }).waitFor({ state: 'attached' });
    await wait_until_idle(page);
    const width = (await main.getByRole('img', { name: /^Journey friction by budget/ }).boundingBox()).width;
    const { name, bytes } = await save('As PNG, for slides');
    assert.match(name, /-budgets\.png$/);
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
    assert.ok(bytes.readUInt32BE(16) >= 2 * width * 0.9, `${bytes.readUInt32BE(16)} px for ${width}`);
  });

  test("the inspector's sum of a friction as SVG", async () => {
    await view(page, 'm', 'Journey map');
    await main.getByRole('button', { name: /^Support chat, / }).click();
    await wait_until_idle(page);
    const { bytes } = await save('As SVG, sharp at any size', page.getByRole('complementary'));
    const { failed, texts } = await read(bytes);
    assert.equal(failed, '');
    assert.ok(texts.includes('82.8') && texts.includes('Friction'), texts.join('|'));
  });
});
