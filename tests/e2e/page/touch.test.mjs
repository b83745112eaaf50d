// Fingers on a phone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GALLERY, only_in_chromium, open_page, screenshot, wait_until_idle } from '../support/page.mjs';

describe('touch', () => {
  const skip = only_in_chromium('the other drivers touch nothing');

  // Fingers on the page: each call moves all of them at once.
  const hand_of = async (page) => {
    const client = await page.context().newCDPSession(page);
    const touch = (type, points) =>
      client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    return {
      down: (...points) => touch('touchStart', points),
      move: (...points) => touch('touchMove', points),
      up: () => touch('touchEnd', []),
      async drag([x, y], [to_x, to_y]) {
        await this.down([x, y]);
        for (let i = 1; i <= 10; i += 1) await this.move([x + ((to_x - x) * i) / 10, y + ((to_y - y) * i) / 10]);
        await this.up();
        await wait_until_idle(page);
      },
    };
  };

  // Acts on a page on a phone with a hand.
  const on_a_phone = async (act, options = {}) => {
    const context = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
    const run = await open_page({ size: { width: 390, height: 844 }, context, ...options });
    await act(run.page, await hand_of(run.page));
    await run.close();
  };

  test('taps, scrolls and keeps the page itself still', { skip }, () =>
    on_a_phone(
      async (page, hand) => {
        await page.getByRole('checkbox', { name: 'Show gaps only' }).tap();
        assert.equal(
          await page.getByRole('checkbox', { name: 'Show gaps only' }).getAttribute('aria-checked'),
          'false',
        );
        const top = async () => (await page.getByRole('heading', { name: 'Choices' }).boundingBox()).y;
        const before = await top();
        await hand.drag([200, 700], [200, 500]);
        const moved = before - (await top());
        assert.ok(moved > 150 && moved < 215, `moved by ${moved}`);
      },
      { file: GALLERY },
    ),
  );

  test('moves the map with one finger and zooms it with two', { skip }, () =>
    on_a_phone(async (page, hand) => {
      const some_card = page.getByRole('main').getByRole('button', { name: /^Landing and price page, friction/ });
      const first = await some_card.boundingBox();
      await hand.drag([300, 600], [140, 600]);
      const moved = await some_card.boundingBox();
      assert.ok(first.x - moved.x > 100 && first.x - moved.x < 175, `moved by ${first.x - moved.x}`);
      assert.equal(moved.y, first.y);
      await hand.down([150, 500], [250, 600]);
      for (let i = 1; i <= 10; i += 1) await hand.move([150 - 4 * i, 500 - 4 * i], [250 + 4 * i, 600 + 4 * i]);
      await hand.up();
      await wait_until_idle(page);
      const zoomed = await some_card.boundingBox();
      assert.ok(zoomed.width > first.width * 1.4, `${first.width} px wide before, ${zoomed.width} after`);
      assert.equal(await page.evaluate(() => visualViewport.scale), 1);
    }),
  );

  test('opens a menu by a finger held still, and a tap chooses from it', { skip }, () =>
    on_a_phone(async (page, hand) => {
      const some_card = page.getByRole('main').getByRole('button', { name: /^Podcast and social campaign, friction/ });
      const box = await some_card.boundingBox();
      await hand.down([box.x + 120, box.y + 40]);
      await page.getByRole('menu', { name: 'Menu of Podcast and social campaign' }).waitFor({ state: 'attached' });
      await hand.up();
      await wait_until_idle(page);
      await screenshot(page, 'held');
      await page.getByRole('menuitem', { name: 'Open' }).tap();
      await wait_until_idle(page);
      assert.equal(
        await page.getByRole('complementary').getByRole('textbox', { name: 'Name' }).inputValue(),
        'Podcast and social campaign',
      );
    }),
  );

  test('votes by a tap', { skip }, () =>
    on_a_phone(async (page) => {
      await page
        .getByRole('main')
        .getByRole('button', { name: /^Podcast and social campaign, friction/ })
        .tap();
      await wait_until_idle(page);
      const vote = page.getByRole('radiogroup', { name: 'Overall vote' });
      await vote.getByRole('radio').nth(4).tap();
      await wait_until_idle(page);
      assert.equal(await vote.getByRole('radio').nth(4).getAttribute('aria-checked'), 'true');
      const { height } = await vote.getByRole('radio').nth(4).boundingBox();
      assert.ok(height >= 24, `${height} px high`); // WCAG 2.2, target size
    }),
  );
});
