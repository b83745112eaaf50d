// What is kept when the store has no room for one of its records: told, and kept once there is room again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { is_kept, start_again, start_new_audit, status, title_becomes, type_title } from '../support/audit.mjs';
import { only_in_chromium, open_page } from '../support/page.mjs';

describe(
  "no room for one of the store's records",
  { skip: only_in_chromium('the same program answers the same refusal everywhere') },
  () => {
    // Puts of an edit: its own record, and its line of the library; of the first one of an audit a checkpoint
    // and a mark besides.
    const MOST = 8;
    const REFUSAL = /^Not kept in this browser: there is no room left on this disk/;
    const LIMIT = () => {
      const put = IDBObjectStore.prototype.put;
      globalThis.room = Infinity;
      IDBObjectStore.prototype.put = function put_if_there_is_room(...record) {
        if (globalThis.room <= 0) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
        globalThis.room -= 1;
        return put.apply(this, record);
      };
    };

    for (let room = 0; room < MOST; room += 1) {
      test(`room for ${room} more: told, and all is kept as soon as there is room again`, async () => {
        const run = await open_page();
        const { page } = run;
        await page.evaluate(LIMIT);
        await start_new_audit(page);
        await page.evaluate((left) => {
          globalThis.room = left;
        }, room);
        // How many records an edit writes depends on how soon the one before is written.
        let edits = 0;
        const is_refused = () => status(page).getByText(REFUSAL).count();
        while (edits < 4 || !(await is_refused())) await type_title(page, `Room ${room}, edit ${(edits += 1)}`);
        await page.evaluate(() => {
          globalThis.room = Infinity;
        });
        await is_kept(page);
        await start_again(page);
        await title_becomes(page, `Room ${room}, edit ${edits}`);
        await run.close();
      });
    }
  },
);
