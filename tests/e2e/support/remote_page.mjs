// A page in Firefox or WebKitGTK with that part of Playwright's interface which the tests use, so that
// one suite runs in every engine. Below it is a wire (firefox.mjs, webkit.mjs): scripts, keys, pointer.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PATIENCE_MS = 30000;
const LIBRARY = readFileSync(
  new URL('../../node_modules/@testing-library/dom/dist/@testing-library/dom.umd.min.js', import.meta.url),
  'utf8',
);
const IN_PAGE = readFileSync(new URL('in_page.js', import.meta.url), 'utf8');

const later = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

const over_the_wire = (pattern) =>
  pattern instanceof RegExp ? { source: pattern.source, flags: pattern.flags } : pattern;

// Elements described by steps, looked up anew at each use.
class Locator {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }

  with(step) {
    return new Locator(this.page, [...this.steps, step]);
  }

  getByRole(role, { name, ...more } = {}) {
    return this.with({ kind: 'role', role, name: over_the_wire(name), ...more });
  }

  getByText(text, { exact = false } = {}) {
    return this.with({ kind: 'text', text: over_the_wire(text), exact });
  }

  filter({ hasText }) {
    return this.with({ kind: 'filter', hasText: over_the_wire(hasText) });
  }

  nth(nth) {
    return this.with({ kind: 'nth', nth });
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  // `body` is the text of a function body over `elements`, `argument` and the helpers `test`.
  async ask(body, argument) {
    return this.page.run_with_helpers(
      `
      const test = globalThis.touchstone_test;
      const elements = test.find(argument.steps);
      return ((argument) => { ${body} })(argument.argument);`,
      { steps: this.steps, argument },
    );
  }

  // Asks until the answer is not null; what is asked for must be there, once.
  async await(body, argument) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await this.ask(
        `
        if (elements.length > 1) return { several: elements.map((e) => e.outerHTML.slice(0, 120)) };
        if (elements.length === 0) return null;
        const [element] = elements;
        const answer = (() => { ${body} })();
        return answer === null ? null : { answer };`,
        argument,
      );
      if (answer && answer.several) throw new Error(`${this.words()} are several: ${answer.several.join(' ')}`);
      if (answer) return answer.answer;
      if (Date.now() > end) throw new Error(`waited in vain for ${this.words()}`);
      await later(50);
    }
  }

  words() {
    return JSON.stringify(this.steps);
  }

  // Where to press: the middle of the element, once it is in the window and rests.
  async place(position) {
    let before = null;
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const box = await this.await(
        `
        if (!test.is_shown(element) || element.disabled || element.getAttribute('aria-disabled') === 'true') return null;
        const { x, y, width, height } = test.box(element);
        const [across, down] = argument ? [x + argument.x, y + argument.y] : [x + width / 2, y + height / 2];
        const hit = document.elementFromPoint(across, down);
        const inside = Boolean(hit) && element.contains(hit);
        if (!inside) element.scrollIntoView({ block: 'center', inline: 'center' });
        return { x, y, width, height, inside };`,
        position,
      );
      if (box.inside && before && before.x === box.x && before.y === box.y) {
        return position ? [box.x + position.x, box.y + position.y] : [box.x + box.width / 2, box.y + box.height / 2];
      }
      if (Date.now() > end) throw new Error(`${this.words()} does not come to rest in the window`);
      before = box;
      await later(40);
    }
  }

  async click({ position, button, modifiers = [] } = {}) {
    const [x, y] = await this.place(position);
    for (const key of modifiers) await this.page.wire.key_down(key);
    await this.page.mouse.click(x, y, { button });
    for (const key of modifiers) await this.page.wire.key_up(key);
  }

  async dblclick() {
    const [x, y] = await this.place();
    await this.page.mouse.dblclick(x, y);
  }

  async check() {
    await this.set_checked(true);
  }

  async uncheck() {
    await this.set_checked(false);
  }

  async set_checked(wanted) {
    const is_checked = () => this.getAttribute('aria-checked').then((value) => value === 'true');
    if ((await is_checked()) === wanted) return;
    await this.click();
    for (let i = 0; i < 100 && (await is_checked()) !== wanted; i += 1) await later(20);
  }

  async fill(text) {
    await this.await('test.fill(element, argument); return true;', text);
    await this.page.frame();
  }

  async press(key) {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  async pressSequentially(text) {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  focus() {
    return this.await('element.focus(); return true;');
  }

  blur() {
    return this.await('element.blur(); return true;');
  }

  getAttribute(name) {
    return this.await('return { value: element.getAttribute(argument) };', name).then(({ value }) => value ?? null);
  }

  textContent() {
    return this.await('return element.textContent;');
  }

  inputValue() {
    return this.await('return element.value;');
  }

  isEnabled() {
    return this.await("return !element.disabled && element.getAttribute('aria-disabled') !== 'true';");
  }

  boundingBox() {
    return this.await('return test.box(element);');
  }

  count() {
    return this.ask('return elements.length;');
  }

  allTextContents() {
    return this.ask('return elements.map((e) => e.textContent);');
  }

  evaluate(act) {
    return this.await(`return { value: (${act})(element) };`).then(({ value }) => value);
  }

  async waitFor({ state = 'visible' } = {}) {
    const bodies = {
      visible: 'return elements.length === 1 && test.is_shown(elements[0]);',
      attached: 'return elements.length > 0;',
      detached: 'return elements.length === 0;',
    };
    const end = Date.now() + PATIENCE_MS;
    while (!(await this.ask(bodies[state]))) {
      if (Date.now() > end) throw new Error(`${this.words()} was not ${state} in time`);
      await later(50);
    }
  }
}

class Keyboard {
  constructor(wire, page) {
    this.wire = wire;
    this.page = page;
  }

  // "Control+Shift+Z": the keys before the last are held.
  async press(combination) {
    const keys = combination.split('+');
    const last = keys.pop();
    for (const key of keys) await this.wire.key_down(key);
    const letter = /^[A-Z]$/.test(last) && !keys.includes('Shift') ? last.toLowerCase() : last;
    await this.wire.key_down(letter);
    await this.wire.key_up(letter);
    for (const key of keys.reverse()) await this.wire.key_up(key);
    await this.page.frame();
  }

  async type(text) {
    await this.wire.type(text);
    await this.page.frame();
  }
}

class Mouse {
  constructor(wire, page) {
    this.wire = wire;
    this.page = page;
  }

  move(x, y) {
    return this.wire.move(x, y);
  }

  async press(clicks, button = 'left') {
    await this.wire.button_down(clicks, button);
    await this.wire.button_up(clicks, button);
  }

  async click(x, y, { button } = {}) {
    await this.wire.move(x, y);
    await this.press(1, button);
    await this.page.frame();
  }

  async dblclick(x, y) {
    await this.wire.move(x, y);
    await this.press(1);
    await this.press(2);
    await this.page.frame();
  }

  async wheel(x, y) {
    await this.wire.wheel(x, y);
    await this.page.frame();
  }
}

export class RemotePage extends Locator {
  constructor(wire, size) {
    super(null, []);
    this.page = this;
    this.wire = wire;
    this.size = size;
    this.keyboard = new Keyboard(wire, this);
    this.mouse = new Mouse(wire, this);
  }

  async goto(address) {
    await this.wire.goto(address);
  }

  async reload() {
    await this.wire.reload();
  }

  async run_with_helpers(body, argument) {
    const has_helpers = await this.wire.run('return Boolean(globalThis.touchstone_test);');
    if (!has_helpers)
      await this.wire.run(`${LIBRARY.replace(/^/, '(function () {')}\n}).call(globalThis);\n${IN_PAGE}`);
    return this.wire.run(body, argument);
  }

  // A frame later everything that was sent has arrived and been drawn.
  frame() {
    return this.wire.run('await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));');
  }

  evaluate(act, argument) {
    return this.wire.run(typeof act === 'string' ? act : `return (${act})(argument);`, argument);
  }

  async waitForFunction(holds, argument, { timeout = PATIENCE_MS } = {}) {
    const end = Date.now() + timeout;
    while (!(await this.wire.run(`return Boolean((${holds})(argument));`, argument))) {
      if (Date.now() > end) throw new Error(`waited in vain for ${holds}`);
      await later(50);
    }
  }

  waitForTimeout(ms) {
    return later(ms);
  }

  async setViewportSize(size) {
    await this.wire.resize(size);
    this.size = size;
  }

  viewportSize() {
    return this.size;
  }

  async screenshot({ path } = {}) {
    const picture = await this.wire.picture();
    if (path) writeFileSync(path, picture);
    return picture;
  }

  // Dialogs of the browser are accepted by the wires.
  on() {}

  async waitForEvent(name) {
    const queue = name === 'download' ? 'offered' : 'asked';
    await this.waitForFunction(`() => globalThis.touchstone_test && globalThis.touchstone_test.${queue}.length > 0`);
    if (name === 'download') {
      const file = await this.wire.run('return globalThis.touchstone_test.take_offered();');
      return {
        suggestedFilename: () => file.name,
        path: async () => {
          const path = join(mkdtempSync(join(tmpdir(), 'touchstone-download-')), basename(file.name));
          writeFileSync(path, file.text);
          return path;
        },
      };
    }
    const give = 'globalThis.touchstone_test.give_file(argument.name, argument.bytes);';
    return {
      setFiles: (path) => this.wire.run(give, { name: basename(path), bytes: readFileSync(path).toString('base64') }),
    };
  }
}
