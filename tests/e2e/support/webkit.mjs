// WebKitGTK by WebDriver, as a wire for remote_page.mjs. Its sessions keep nothing on disk.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { display } from './display.mjs';

const BUTTONS = ['left', 'middle', 'right'];
const BROWSER = process.env.TOUCHSTONE_MINIBROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';

// Code points by which WebDriver names keys that write nothing.
const KEYS = {
  Backspace: 0xe003,
  Tab: 0xe004,
  Enter: 0xe007,
  Shift: 0xe008,
  Control: 0xe009,
  Alt: 0xe00a,
  Escape: 0xe00c,
  PageUp: 0xe00e,
  PageDown: 0xe00f,
  End: 0xe010,
  Home: 0xe011,
  ArrowLeft: 0xe012,
  ArrowUp: 0xe013,
  ArrowRight: 0xe014,
  ArrowDown: 0xe015,
  Delete: 0xe017,
  F2: 0xe032,
  F6: 0xe036,
  F10: 0xe03a,
  Meta: 0xe03d,
};
const key_of = (name) => (KEYS[name] ? String.fromCodePoint(KEYS[name]) : name === 'Space' ? ' ' : name);

const free_port = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const start_driver = async () => {
  const port = await free_port();
  const driver = spawn('dbus-run-session', ['--', 'WebKitWebDriver', `--port=${port}`], {
    env: { ...process.env, DISPLAY: await display(), LIBGL_ALWAYS_SOFTWARE: '1', GDK_BACKEND: 'x11' },
    stdio: 'ignore',
    detached: true,
  });
  const stop = () => {
    try {
      process.kill(-driver.pid);
    } catch {
      /* it has ended */
    }
  };
  process.on('exit', stop);
  return { root: `http://127.0.0.1:${port}`, stop };
};

// A page in an endless loop answers nothing: the test fails then, and does not hold up the run.
const ANSWER_MS = 60000;

const call = async (root, method, path, body) => {
  const answer = await fetch(root + path, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
};

const until_up = async (root) => {
  for (let i = 0; i < 100; i += 1) {
    try {
      await call(root, 'GET', '/status');
      return;
    } catch {
      await new Promise((later) => {
        setTimeout(later, 100);
      });
    }
  }
  throw new Error('WebKitWebDriver does not answer');
};

export const launch_webkit = async ({ size }) => {
  const driver = await start_driver();
  await until_up(driver.root);
  const { sessionId } = await call(driver.root, 'POST', '/session', {
    capabilities: {
      alwaysMatch: {
        unhandledPromptBehavior: 'accept',
        'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] },
      },
    },
  });
  const ask = (method, path, body) => call(driver.root, method, `/session/${sessionId}${path}`, body);
  const run = (body, argument) =>
    ask('POST', '/execute/async', {
      script: `const argument = arguments[0]; const done = arguments[arguments.length - 1];
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      args: [argument ?? null],
    }).then((answer) => {
      if (answer.error) throw new Error(answer.error);
      return answer.value ?? undefined;
    });
  await ask('POST', '/timeouts', { script: ANSWER_MS, pageLoad: ANSWER_MS });
  const act = (type, id, actions, more = {}) => ask('POST', '/actions', { actions: [{ type, id, actions, ...more }] });
  const key = (actions) => act('key', 'keyboard', actions);
  const pointer = (actions) => act('pointer', 'mouse', actions, { parameters: { pointerType: 'mouse' } });
  let place = { x: 0, y: 0 };

  // The window has borders and bars: its size is set so that the page gets what was asked for.
  const resize = async ({ width, height }) => {
    let outer = { width, height };
    for (let i = 0; i < 5; i += 1) {
      await ask('POST', '/window/rect', outer);
      await new Promise((later) => {
        setTimeout(later, 300);
      });
      const inner = await run('return { width: innerWidth, height: innerHeight };');
      if (inner.width === width && inner.height === height) return;
      outer = { width: outer.width + width - inner.width, height: outer.height + height - inner.height };
    }
  };
  return {
    errors: [],
    requests: null, // not told by this driver: remote_page asks the page
    async goto(address) {
      await ask('POST', '/url', { url: address });
      await resize(size);
    },
    reload: () => ask('POST', '/refresh', {}),
    run,
    key_down: (name) => key([{ type: 'keyDown', value: key_of(name) }]),
    key_up: (name) => key([{ type: 'keyUp', value: key_of(name) }]),
    type: (text) =>
      key(
        [...text].flatMap((c) => [
          { type: 'keyDown', value: c },
          { type: 'keyUp', value: c },
        ]),
      ),
    move(x, y) {
      place = { x: Math.round(x), y: Math.round(y) };
      return pointer([{ type: 'pointerMove', duration: 0, ...place }]);
    },
    button_down: (_clicks, button) => pointer([{ type: 'pointerDown', button: BUTTONS.indexOf(button) }]),
    button_up: (_clicks, button) => pointer([{ type: 'pointerUp', button: BUTTONS.indexOf(button) }]),
    wheel: (x, y) => act('wheel', 'wheel', [{ type: 'scroll', duration: 0, ...place, deltaX: x, deltaY: y }]),
    resize,
    picture: async () => Buffer.from(await ask('GET', '/screenshot'), 'base64'),
    async close() {
      try {
        await ask('DELETE', '');
      } finally {
        driver.stop();
      }
    },
  };
};
