// What a monkey does to the page: one thing after the other by chance, by roles and names, by places, by
// keys, by files. For monkey.mjs and kill.mjs; in Chromium and Firefox, through Puppeteer.
//
//   const monkey = new Monkey(page, chance_of(7));
//   await monkey.step();              // monkey.done tells what was done, the last one last
//   const { text } = await read_audit(page);
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { display } from './display.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const PAGE = pathToFileURL(resolve(process.env.TOUCHSTONE_PAGE ?? join(ROOT, 'dist/touchstone.html'))).href;
const START_MS = 60000;
const KEEP_MS = 30000;
const SIZE = { width: 1280, height: 800 };

const CHROMIUM = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--hide-crash-restore-bubble',
  '--noerrdialogs',
];
export const FIREFOX = {
  'security.fileuri.strict_origin_policy': true,
  'webgl.force-enabled': true,
  'browser.sessionstore.resume_from_crash': false,
  'toolkit.startup.max_resumed_crashes': -1,
  'browser.sessionhistory.max_total_viewers': 0,
  'ui.prefersReducedMotion': 1,
};

// `profile`: a folder in which the browser keeps its stores.
export const launch = async (engine, profile) =>
  puppeteer.launch(
    engine === 'firefox'
      ? {
          browser: 'firefox',
          executablePath: process.env.TOUCHSTONE_FIREFOX ?? '/usr/bin/firefox-esr',
          headless: false,
          userDataDir: profile,
          extraPrefsFirefox: FIREFOX,
          env: { ...process.env, DISPLAY: await display(), LIBGL_ALWAYS_SOFTWARE: '1' },
          defaultViewport: null,
        }
      : {
          executablePath: process.env.TOUCHSTONE_CHROMIUM ?? '/usr/bin/chromium',
          headless: true,
          userDataDir: profile,
          args: CHROMIUM,
          defaultViewport: SIZE,
        },
  );

// In the page.

// Before the page's own scripts: no pickers and printers, which wait for a person; files asked for and offered
// are kept for the monkey.
const PREPARE = () => {
  delete globalThis.showOpenFilePicker;
  delete globalThis.showSaveFilePicker;
  globalThis.print = () => {};
  const monkey = { asked: [], offered: [] };
  globalThis.touchstone_monkey = monkey;
  const click_input = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function click() {
    if (this.type === 'file') monkey.asked.push(this);
    else click_input.call(this);
  };
  const blobs = new Map();
  const create = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (blob) => {
    const address = create(blob);
    blobs.set(address, blob);
    if (blobs.size > 20) blobs.delete(blobs.keys().next().value);
    return address;
  };
  HTMLAnchorElement.prototype.click = function click() {
    monkey.offered.push({ name: this.download, blob: blobs.get(this.href) });
    if (monkey.offered.length > 5) monkey.offered.shift();
  };
};

const STARTED = () =>
  globalThis.touchstone_debug &&
  globalThis.touchstone_debug.frames > 0 &&
  !document.querySelector('#loading:not(.stopped)');

// What can be pressed: places in the window, by role and name.
const PRESSABLE = () => {
  const found = [];
  for (const element of document.querySelectorAll(
    '#mirror [tabindex], #mirror input, #mirror textarea, #mirror [role=gridcell], #mirror [role=rowheader], #mirror [role=option], #mirror [role=menuitem]',
  )) {
    const { x, y, width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || element.disabled || element.getAttribute('aria-disabled') === 'true') continue;
    const across = x + width / 2;
    const down = y + height / 2;
    const hit = document.elementFromPoint(across, down);
    if (!hit || !element.contains(hit)) continue;
    const role = element.getAttribute('role') || element.tagName.toLowerCase();
    found.push({
      role,
      name: (element.getAttribute('aria-label') || element.textContent || '').slice(0, 60),
      x: across,
      y: down,
      in_dialog: Boolean(element.closest('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')),
    });
  }
  return found;
};

const SCREEN = () => {
  const all = (selector) => [...document.querySelectorAll(selector)].map((it) => it.textContent);
  const box = document.getElementById('loading');
  return {
    stopped: box && box.classList.contains('stopped') ? box.textContent : '',
    unread: all('#mirror, #status, #alert')
      .filter((text) => text.includes('of this audit could not be read'))
      .map((text) => text.slice(text.indexOf('The last'), text.indexOf('The last') + 80))
      .join(),
    status: all('[role=contentinfo] [role=status]').join(' '),
    heading: all('[role=banner] [role=heading]').join(' '),
    dialogs: [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].map((it) =>
      it.getAttribute('aria-label'),
    ),
    kept: globalThis.touchstone_debug.kept,
    frames: globalThis.touchstone_debug.frames,
  };
};

const PASTE = (text) => {
  const carrier = new DataTransfer();
  carrier.setData('text/plain', text);
  const target = document.activeElement || document.body;
  const goes_on = target.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: carrier, bubbles: true, cancelable: true }),
  );
  // What the browser would do with it in a field.
  if (goes_on && /^(INPUT|TEXTAREA)$/.test(target.tagName)) document.execCommand('insertText', false, text);
};

const carried = `const carry = (files) => {
  const carrier = new DataTransfer();
  for (const { name, bytes } of files) carrier.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
  return carrier;
};`;
const DROP = `(files) => { ${carried}
  const dataTransfer = carry(files);
  for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}`;
const GIVE = `(files) => { ${carried}
  const input = globalThis.touchstone_monkey.asked.shift();
  if (!input) return false;
  input.files = carry(input.multiple ? files : files.slice(0, 1)).files;
  input.dispatchEvent(new Event('change'));
  return true;
}`;
const call = (page, body, argument) => page.evaluate(`(${body})(${JSON.stringify(argument)})`);

const TAKE_OFFERED = async (ending) => {
  const { offered } = globalThis.touchstone_monkey;
  const at = offered.findIndex(({ name }) => name.endsWith(ending));
  if (at === -1) return null;
  const [{ blob }] = offered.splice(at, 1);
  offered.length = 0;
  return blob.text();
};

// Where the open audit stands in the store: its id, its newest checkpoint and the last edit behind it.
const PLACE = async () => {
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open('touchstone');
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const ask = (request) =>
    new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  try {
    const table = database.transaction('bytes').objectStore('bytes');
    const text_of = (bytes) => (bytes ? new TextDecoder().decode(bytes) : null);
    const id = text_of(await ask(table.get('open')));
    if (id === null) return null;
    const keys = (await ask(table.getAllKeys(IDBKeyRange.bound(`audit/${id}/`, `audit/${id}/\uffff`)))).map((key) =>
      key.split('/').slice(2),
    );
    const checkpoint = Math.max(0, ...keys.map(([number]) => Number(number)));
    const edit = Math.max(
      0,
      ...keys.filter(([number, at]) => Number(number) === checkpoint && at).map(([, at]) => Number(at)),
    );
    return { id, checkpoint, edit };
  } finally {
    database.close();
  }
};

// Whether somebody has deleted that audit in the library.
const IS_DELETED = async (id) => {
  const database = await new Promise((done, failed) => {
    const request = indexedDB.open('touchstone');
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const request = database.transaction('bytes').objectStore('bytes').get(`about/${id}`);
  const bytes = await new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  database.close();
  return Boolean(bytes) && Boolean(JSON.parse(new TextDecoder().decode(bytes)).deleted);
};

// Looking.

const later = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

export const screen_of = (page) => page.evaluate(SCREEN);
export const place_in_store = (page) => page.evaluate(PLACE);
export const is_deleted = (page, place) => page.evaluate(IS_DELETED, place.id);

// Whether `place` is as late as `than`, or later.
export const is_as_late = (place, than) =>
  place.checkpoint > than.checkpoint || (place.checkpoint === than.checkpoint && place.edit >= than.edit);

// Nothing has been drawn for a moment, and nothing written.
export const rest = async (page, quiet_ms = 120) => {
  let before = null;
  for (const end = Date.now() + 20000; Date.now() < end;) {
    const now = await page.evaluate(
      (ms) =>
        new Promise((settled) => {
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              setTimeout(
                () => settled(`${globalThis.touchstone_debug.frames} ${globalThis.touchstone_debug.kept}`),
                ms,
              ),
            ),
          );
        }),
      quiet_ms,
    );
    if (now === before) return;
    before = now;
  }
};

const wait_for = async (page, holds, words) => {
  for (const end = Date.now() + KEEP_MS; ;) {
    const answer = await holds();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${words}`);
    await later(40);
  }
};

const kept_words = /^(Kept in this browser|As in )/;

export const is_kept = ({ status }) => kept_words.test(status.trim());

// Opens the page and waits until it is drawn.
export const open_in = async (browser) => {
  const page = await browser.newPage(); // in Firefox the first one has no focus
  await page.setViewport(SIZE);
  page.on('dialog', (dialog) => {
    dialog.accept().catch(() => {});
  });
  await page.evaluateOnNewDocument(PREPARE);
  await page.goto(PAGE);
  await wait_for_start(page);
  return page;
};

export const wait_for_start = async (page) => {
  await page.waitForFunction(STARTED, { timeout: START_MS });
  await rest(page);
};

const press = async (page, combination) => {
  const keys = combination === '+' ? ['+'] : combination.split('+');
  const last = keys.pop();
  for (const key of keys) await page.keyboard.down(key);
  await page.keyboard.press(last);
  for (const key of keys.reverse()) await page.keyboard.up(key);
};

// Dialogs, menus and fields are left.
export const leave_all = async (page) => {
  for (let i = 0; i < 8; i += 1) {
    await press(page, 'Escape');
    await rest(page, 60);
    if ((await screen_of(page)).dialogs.length === 0) break;
  }
  await page.evaluate(() => {
    if (document.activeElement) document.activeElement.blur();
  });
};

// The open audit as the page would save it.
export const read_audit = async (page) => {
  await leave_all(page);
  await page.evaluate(() => {
    globalThis.touchstone_monkey.offered.length = 0;
  });
  await press(page, 'Control+s');
  return wait_for(page, () => page.evaluate(TAKE_OFFERED, '.json'), 'the audit as a file');
};

// Doing.

const WORDS = [
  'Refund call',
  'Zoë',
  'a',
  '',
  ' ',
  '12',
  '-3',
  '4.5',
  '1,5',
  '100%',
  '2026-11-30',
  '31.12.2025',
  '😀 ok',
  'Support',
  'nps',
  'Because it takes too long.',
  '<b>"x"</b>',
  '=1+1',
  'null',
  '0',
  '1e9',
  'Müller & Söhne',
  'ein sehr langer Name '.repeat(12),
  'x'.repeat(3000),
  '\u202eabc',
  'yes',
  'R',
];

const KEYS = [
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Enter',
  'Escape',
  'Tab',
  'Shift+Tab',
  ' ',
  'Delete',
  'Backspace',
  'Home',
  'End',
  'PageDown',
  'PageUp',
  'F2',
  'Control+a',
  'Control+c',
  'Control+z',
  'Control+z',
  'Control+Shift+z',
  'Control+y',
  'Control+k',
  'Control+Enter',
  'Shift+ArrowDown',
  'Shift+ArrowRight',
  'Control+Home',
  'n',
  'm',
  't',
  'o',
  'w',
  'p',
  'd',
  'v',
  'c',
  'r',
  's',
  'f',
  'h',
  '?',
  '1',
  '2',
  '3',
  '0',
  '/',
  '+',
  '-',
];

const BLOCKS = [
  'Refund call\tSupport\tPhone\nDelivery note\tUse\tLetter\nThank-you mail\tUse\tE-mail',
  'Touchpoint\tStage\tChannel\tImportance\tNPS\nApp start\tUse\tApp\t5\t-20\nBill\tPay\tPost\t3\t10',
  'one\ntwo\nthree',
  '1\t2\t3\n4\t5\t6',
  '\t\n\t',
  'Name;Stage;SUS\nLogin;Use;62,5\n"with ""quotes""";Buy;71',
  'TB1.abcdefgh-_0123456789 said Ann',
  '{"format":"touchstone-audit","version":1,"title":"Pasted"}',
  'x'.repeat(20000),
];

const VIEWS = [
  'Overview',
  'Journey map',
  'Touchpoints',
  'Ownership',
  'Priorities',
  'Diagnostics',
  'Workshop',
  'Compare',
  'Report',
  'Import',
  'Audit set-up',
  'Scoring model',
  'Help',
];

// A passphrase would have to be remembered, and what is deleted for good cannot be told from what was lost.
const NEVER = /passphrase|delete for good/i;

const as_file = (path) => ({ name: path.split('/').pop(), bytes: readFileSync(path).toString('base64') });
const files_of = (folder, pattern) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => pattern.test(name))
    .map((name) => as_file(join(ROOT, folder, name)));

const FILES = [
  ...files_of('tests/golden/import', /\.(csv|tsv|json|ojf|xlsx)$/),
  ...files_of('assets/templates', /\.json$/),
  as_file(join(ROOT, 'assets/samples/retail.json')),
  as_file(join(ROOT, 'tests/golden/report_small.json')),
  ...files_of('tests/fuzz/corpus/document', /\.json$/),
  { name: 'notes.txt', bytes: Buffer.from('Dear all,\n').toString('base64') },
];

export class Monkey {
  constructor(page, chance) {
    this.page = page;
    this.chance = chance;
    this.done = [];
  }

  note(words) {
    this.done.push(words);
    if (this.done.length > 200) this.done.shift();
  }

  // Presses what has such a role and name; whether there was one.
  async press_named(role, name, clicks = 1) {
    const found = (await this.page.evaluate(PRESSABLE)).filter(
      (it) => (role === '' || it.role === role) && name.test(it.name) && !NEVER.test(it.name),
    );
    if (found.length === 0) return false;
    const it = this.chance.of(found);
    this.note(`press ${it.role} "${it.name}" at ${Math.round(it.x)},${Math.round(it.y)}${clicks > 1 ? ' twice' : ''}`);
    await this.page.mouse.click(it.x, it.y, { clickCount: clicks });
    await rest(this.page, 40);
    return true;
  }

  async go_to(view) {
    return this.press_named('', new RegExp(`^${view}`));
  }

  async type(text) {
    this.note(`type ${JSON.stringify(text.slice(0, 40))}`);
    if (text.length > 100) await this.page.evaluate(PASTE, text);
    else await this.page.keyboard.type(text);
  }

  async key(combination) {
    this.note(`key ${combination}`);
    await press(this.page, combination);
  }

  async paste(text) {
    this.note(`paste ${JSON.stringify(text.slice(0, 60))}`);
    await this.page.evaluate(PASTE, text);
  }

  somewhere() {
    return [this.chance.below(SIZE.width), this.chance.below(SIZE.height)];
  }

  // An edit that is certain to be one.
  async change_title() {
    await leave_all(this.page);
    await this.go_to('Audit set-up');
    const tab = await this.press_named('tab', /^(General|About|Audit)/);
    const title = (await this.page.evaluate(PRESSABLE)).find(
      (it) => it.name === 'Title' && /input|textbox/.test(it.role),
    );
    if (!title) return false;
    this.edits = (this.edits ?? 0) + 1;
    const text = `Audit ${this.chance.below(1e6)} ${tab ? '' : '.'}${this.edits}`;
    this.note(`title ${text}`);
    await this.page.mouse.click(title.x, title.y, { clickCount: 3 });
    await press(this.page, 'Control+a');
    await this.page.keyboard.type(text);
    await press(this.page, 'Enter');
    await rest(this.page, 40);
    return true;
  }

  async add_touchpoints() {
    const { chance } = this;
    await this.go_to('Touchpoints');
    if (chance.is(0.5)) await this.press_named('button', /^Add (the first )?touchpoint/);
    await this.press_named('', /./, 1);
    if (chance.is(0.7)) await this.press_named(chance.of(['gridcell', 'rowheader']), /./);
    await this.paste(chance.of(BLOCKS));
    await rest(this.page, 40);
    if (chance.is(0.5)) {
      await this.press_named(chance.of(['gridcell', 'rowheader']), /./, 2);
      await this.type(chance.of(WORDS));
      await this.key(chance.of(['Enter', 'Tab', 'Escape', 'ArrowDown']));
    }
  }

  async start_audit() {
    const { chance } = this;
    await leave_all(this.page);
    await this.press_named('button', /^Audit$/);
    const wanted = chance.of([
      /^New audit/,
      /^(Open an? )?(example|sample)/i,
      /^Library/,
      /^Open a file/,
      /^Save as/,
      /^Save/,
    ]);
    if (!(await this.press_named('menuitem', wanted))) return;
    if (String(wanted).includes('New')) {
      if (chance.is(0.5)) await this.press_named('', /./);
      await this.press_named('button', /^Start the audit/);
    }
  }

  // Rows pasted into an empty table, and more.
  async begin_own_audit() {
    await leave_all(this.page);
    await this.press_named('button', /^Audit$/);
    if (!(await this.press_named('menuitem', /^New audit/))) return;
    await this.press_named('button', /^Start the audit/);
    await this.press_named('button', /^Drop the changes/);
    await this.go_to('Touchpoints');
    await this.paste(this.chance.of(BLOCKS.slice(0, 3)));
    await rest(this.page, 40);
    await this.change_title();
  }

  async import_files() {
    const { chance } = this;
    const files = Array.from({ length: 1 + chance.below(3) }, () => chance.of(FILES));
    const names = files.map(({ name }) => name).join(', ');
    if (await call(this.page, GIVE, files)) this.note(`give ${names}`);
    else {
      this.note(`drop ${names}`);
      await call(this.page, DROP, files);
    }
    await rest(this.page, 80);
    if (chance.is(0.7)) await this.press_named('button', /^(Import|Drop the changes|Take|Open|Add)/);
  }

  async undo_and_redo() {
    const times = 1 + this.chance.below(12);
    for (let i = 0; i < times; i += 1) await this.key(this.chance.of(['Control+z', 'Control+z', 'Control+Shift+z']));
  }

  // A course that leads somewhere in one of the views: by names, with by-ways.
  async walk_a_course() {
    const { chance } = this;
    const [view, ...names] = chance.of([
      ['Compare', /^Take a snapshot/],
      ['Ownership', /^Accept this gap|^Accept/, 'words', /^Accept$/],
      ['Ownership', /^Add a hand-off|^Record this hand-off/],
      ['Ownership', /^Hand-offs/, /^Add a hand-off/, 'words'],
      ['Workshop', /^Begin|^Start/, /^Ask for votes/, /^Vote/, /^Show the votes/, /^Decided/],
      ['Workshop', /^Ask for votes/, /^Show the votes/, /^Vote again/, /^Park/],
      ['Priorities', /^Add a fix/, 'words'],
      ['Scoring model', /^Weights|^Thresholds/, 'cell', 'words'],
      ['Scoring model', /^Use these weights|^Reset/],
      ['Audit set-up', /^Add a/, 'cell', 'words'],
      ['Journey map', /friction/, /^Friction|^Evidence|^Ownership|^Measures/, /^Add/, 'words'],
      ['Overview', /^Next|^Go to/, /./],
      ['Report', /^Make the report/],
    ]);
    await this.go_to(view);
    for (const name of names) {
      if (name === 'words') {
        await this.press_named('input', /./);
        await this.type(chance.of(WORDS));
        await this.key(chance.of(['Enter', 'Tab']));
      } else if (name === 'cell') {
        await this.press_named('gridcell', /./, 2);
      } else if (!(await this.press_named('', name))) return;
    }
  }

  async by_place() {
    const { chance, page } = this;
    const [x, y] = this.somewhere();
    const act = chance.of(['click', 'click', 'twice', 'right', 'drag', 'wheel']);
    this.note(`${act} at ${x},${y}`);
    if (act === 'click') await page.mouse.click(x, y);
    else if (act === 'twice') await page.mouse.click(x, y, { clickCount: 2 });
    else if (act === 'right') await page.mouse.click(x, y, { button: 'right' });
    else if (act === 'wheel') {
      await page.mouse.move(x, y);
      await page.mouse.wheel({ deltaY: chance.of([-400, -60, 60, 400]) });
    } else {
      const [to_x, to_y] = this.somewhere();
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move((x + to_x) / 2, (y + to_y) / 2);
      await page.mouse.move(to_x, to_y);
      await page.mouse.up();
    }
  }

  async press_any() {
    const { chance, page } = this;
    const all = (await page.evaluate(PRESSABLE)).filter(({ name }) => !NEVER.test(name));
    if (all.length === 0) return;
    // A dialog in front is dealt with, mostly.
    const front = all.filter(({ in_dialog }) => in_dialog);
    const it = chance.of(front.length > 0 ? front : all);
    const clicks = /gridcell|rowheader/.test(it.role) && chance.is(0.4) ? 2 : 1;
    this.note(`press ${it.role} "${it.name}" at ${Math.round(it.x)},${Math.round(it.y)}${clicks > 1 ? ' twice' : ''}`);
    await page.mouse.click(it.x, it.y, { clickCount: clicks });
    if (/input|textarea|textbox|searchbox|spinbutton/.test(it.role) || clicks === 2) {
      if (chance.is(0.3)) await this.key('Control+a');
      await this.type(chance.of(WORDS));
      if (chance.is(0.8)) await this.key(chance.of(['Enter', 'Tab', 'Escape', 'Control+Enter']));
    } else if (it.role === 'slider' || /listbox|combobox/.test(it.role)) {
      await this.key(chance.of(KEYS));
      await this.key('Enter');
    }
  }

  async step() {
    const { chance } = this;
    const acts = [
      [34, () => this.press_any()],
      [10, () => this.go_to(chance.of(VIEWS))],
      [8, () => this.key(chance.of(KEYS))],
      [8, () => this.by_place()],
      [6, () => this.type(chance.of(WORDS))],
      [6, () => this.paste(chance.of(BLOCKS))],
      [8, () => this.walk_a_course()],
      [6, () => this.add_touchpoints()],
      [5, () => this.undo_and_redo()],
      [3, () => this.import_files()],
      [3, () => this.change_title()],
      [2, () => this.start_audit()],
      [2, () => this.begin_own_audit()],
      [2, () => leave_all(this.page)],
    ];
    let at = chance.below(acts.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, act] of acts) {
      at -= weight;
      if (at < 0) {
        await act();
        break;
      }
    }
    await rest(this.page, 20);
  }
}

// Waits until the screen says that all is kept; what is in the audit may be an example that nobody has touched,
// so an edit is made first where need be. Whether it is.
export const see_it_kept = async (page, monkey) => {
  for (let i = 0; i < 3; i += 1) {
    await rest(page);
    const screen = await screen_of(page);
    if (is_kept(screen)) return true;
    if (screen.stopped !== '') return false;
    await monkey.change_title();
  }
  return is_kept(await screen_of(page));
};

// The place in the store and the text that belongs to it; null when the audit was changed in between.
export const audit_at_rest = async (page) => {
  const before = await place_in_store(page);
  const text = await read_audit(page);
  const { status } = await screen_of(page);
  const after = await place_in_store(page);
  if (!before || !after || JSON.stringify(before) !== JSON.stringify(after) || /^Not kept/.test(status.trim()))
    return null;
  return { place: before, text };
};
