// That the page cannot send anything anywhere, shown by a server that listens: everything a script can
// try is tried towards it. A page without a policy tries the same and is heard, so silence means something.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ENGINE, open_page, PAGE } from '../support/page.mjs';

// What browsers say when they refuse; each in its own words.
const REFUSALS = [
  /Content.Security.Policy/i,
  /Refused to/,
  /violates/,
  /Trusted/,
  /blocked/i,
  /unsafe-eval/,
  /CSP/,
  /can.t establish a connection/,
  /ERR_/,
];
const HEARD_MS = 1500;
// What an engine does not do for any page, and from disk not.
const NEVER = { chromium: [], firefox: [], webkit: ['link prefetch'] }[ENGINE];
const NEVER_FROM_DISK = { chromium: [], firefox: ['link prefetch'], webkit: [] }[ENGINE];

// Hears every request and every upgrade to a socket, by its path.
const listen = () =>
  new Promise((ready) => {
    const heard = [];
    const server = createServer((request, response) => {
      heard.push(decodeURIComponent(request.url.slice(1)));
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end();
    });
    server.on('upgrade', (request, socket) => {
      heard.push(decodeURIComponent(request.url.slice(1)));
      socket.destroy();
    });
    server.on('clientError', (error, socket) => {
      heard.push(`something that is no HTTP: ${error.code}`);
      socket.destroy();
    });
    server.listen(0, '127.0.0.1', () =>
      ready({
        address: `http://127.0.0.1:${server.address().port}/`,
        // What has been heard since the last time.
        take: () => heard.splice(0),
        close() {
          server.closeAllConnections();
          server.close();
        },
      }),
    );
  });

// Runs in the page: tries everything, each way at an address of its own name. Answers with the names.
const try_everything = async ({ address, wait }) => {
  // In a task of its own: a driver's evaluation is excused from the policy.
  await new Promise((later) => {
    setTimeout(later);
  });
  const at = (name) => address + encodeURIComponent(name);
  const code = (name) => `fetch(${JSON.stringify(at(name))}).catch(() => {})`;
  const add = (tag, properties) => document.body.append(Object.assign(document.createElement(tag), properties));
  const framed = (name, make) => {
    const frame = document.createElement('iframe');
    frame.name = name;
    document.body.append(frame);
    make(frame);
  };
  const ways = {
    fetch: (url) => {
      fetch(url).catch(() => {});
    },
    'fetch that outlives the page': (url) => {
      fetch(url, { method: 'POST', mode: 'no-cors', keepalive: true, body: 'x' }).catch(() => {});
    },
    XMLHttpRequest: (url) => {
      const request = new XMLHttpRequest();
      request.open('GET', url);
      request.send();
    },
    WebSocket: (url) => {
      new WebSocket(url.replace('http', 'ws'));
    },
    sendBeacon: (url) => {
      navigator.sendBeacon(url, 'x');
    },
    EventSource: (url) => {
      new EventSource(url);
    },
    Image: (url) => {
      new Image().src = url;
    },
    'a picture of a style': (url) => {
      const element = document.createElement('div');
      element.style.backgroundImage = `url("${url}")`;
      element.style.height = '10px';
      document.body.append(element);
    },
    'a picture of an adopted style sheet': (url) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`main { display: block; height: 10px; background: url("${url}"); }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      document.body.append(document.createElement('main'));
    },
    'style element': (url) => add('style', { textContent: `@import "${url}";` }),
    FontFace: (url) => {
      new FontFace('x', `url("${url}")`).load().catch(() => {});
    },
    audio: (url) => add('audio', { preload: 'auto', src: url }),
    object: (url) => add('object', { data: url }),
    embed: (url) => add('embed', { src: url, type: 'text/html' }),
    iframe: (url) => add('iframe', { src: url }),
    'form of a frame': (url, name) =>
      framed(name, () => {
        const form = Object.assign(document.createElement('form'), { action: url, method: 'post', target: name });
        document.body.append(form);
        form.submit();
      }),
    'link stylesheet': (url) => add('link', { rel: 'stylesheet', href: url }),
    'link preload': (url) => add('link', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url }),
    'link prefetch': (url) => add('link', { rel: 'prefetch', href: url }),
    'link modulepreload': (url) => add('link', { rel: 'modulepreload', href: url }),
    'script element': (url) => add('script', { src: url }),
    'script element with text': (url, name) => add('script', { text: code(name) }),
    'script element of text nodes': (url, name) => {
      const script = document.createElement('script');
      script.append(code(name));
      document.body.append(script);
    },
    'import()': (url) => {
      import(url).catch(() => {});
    },
    eval: (url, name) => {
      (0, eval)(code(name));
    },
    'new Function': (url, name) => {
      new Function(code(name))();
    },
    'setTimeout with text': (url, name) => {
      setTimeout(code(name));
    },
    'handler as attribute': (url, name) => {
      const element = document.createElement('div');
      element.setAttribute('onclick', code(name));
      document.body.append(element);
      element.click();
    },
    'handler in markup': (url, name) => {
      const element = document.createElement('div');
      element.innerHTML = `<img src="data:," onerror="${code(name).replaceAll('"', '&quot;')}">`;
      document.body.append(element);
    },
    'javascript: in a frame': (url, name) =>
      framed(name, (frame) => {
        frame.src = `javascript:${code(name)}`;
      }),
  };
  for (const [name, act] of Object.entries(ways)) {
    try {
      act(at(name), name);
    } catch {
      /* refused at once */
    }
  }
  await new Promise((later) => {
    setTimeout(later, wait);
  });
  return Object.keys(ways);
};

// A page without a policy, from the same kind of address; it looks started to open_page().
const UNPROTECTED =
  '<!DOCTYPE html><meta charset="utf-8"><title>x</title><body><script>globalThis.touchstone_debug = { frames: 1 };</script>';

for (const served of [false, true]) {
  describe(served ? 'a served page' : 'a page from disk', () => {
    let server;
    let run;
    before(async () => {
      server = await listen();
      run = await open_page({ served });
    });
    after(async () => {
      server.close();
      run.requests.length = 1; // refused ones are among them; the server tells what went out
      await run.page.evaluate(() => performance.clearResourceTimings());
      await run.close({ expected: REFUSALS });
    });
    const heard = async () => {
      await run.page.waitForTimeout(HEARD_MS);
      return server.take();
    };
    const is_there = () => run.page.evaluate(() => document.title !== '' && globalThis.touchstone_debug.frames > 0);

    test('the server hears who comes', async () => {
      await fetch(`${server.address}node`);
      assert.deepEqual(server.take(), ['node']);
    });

    test('a page without a policy is heard in every way that is tried', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'touchstone-unprotected-'));
      try {
        const file = join(folder, 'page.html');
        writeFileSync(file, UNPROTECTED);
        const unprotected = await open_page({ served, file });
        const ways = await unprotected.page.evaluate(try_everything, { address: server.address, wait: HEARD_MS });
        await unprotected.page.evaluate(() => performance.clearResourceTimings());
        unprotected.requests.length = 1;
        await unprotected.close({ expected: [/./] });
        const arrived = server.take();
        const unheard = [...NEVER, ...(served ? [] : NEVER_FROM_DISK)];
        assert.deepEqual(
          ways.filter((way) => !arrived.includes(way)),
          ways.filter((way) => unheard.includes(way)),
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test('nothing that a script can try sends a request', async () => {
      const ways = await run.page.evaluate(try_everything, { address: server.address, wait: HEARD_MS });
      assert.ok(ways.length >= 30, `${ways.length} ways`);
      assert.deepEqual(server.take(), []);
      assert.equal(await is_there(), true);
    });

    // What no policy forbids: windows, peer connections, being led away. The page's own guard
    // (shell/guard.js) refuses them to this window's scripts. What stays open: a click of the user's on a
    // link, the address bar, the window of an empty frame that a script adds (it has an open() and peer
    // connections of its own), and being led away where there is no Navigation API.
    test('window.open opens nothing', async () => {
      for (const where of ['_blank', '_self']) {
        const opened = await run.page.evaluate(
          ([to, target]) => String(globalThis.open(to, target)),
          [`${server.address}open`, where],
        );
        assert.equal(opened, 'null', where);
      }
      assert.deepEqual(await heard(), []);
    });

    test('WebRTC is gone', async () => {
      assert.deepEqual(
        await run.page.evaluate(() =>
          ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection'].filter((name) => name in globalThis),
        ),
        [],
      );
    });

    const skip = ENGINE === 'webkit' && 'without the Navigation API a page cannot refuse to be led away';
    const ways_away = {
      'location.href': (to) => {
        location.href = to;
      },
      'location.assign': (to) => {
        location.assign(to);
      },
      'location.replace': (to) => {
        location.replace(to);
      },
      'meta refresh': (to) => {
        const meta = document.createElement('meta');
        meta.httpEquiv = 'refresh';
        meta.content = `0;url=${to}`;
        document.head.append(meta);
      },
      'a link that a script clicks': (to) => {
        Object.assign(document.createElement('a'), { href: to }).click();
      },
      'a download that a script clicks': (to) => {
        Object.assign(document.createElement('a'), { href: to, download: 'x' }).click();
      },
      'a form that a script submits': (to) => {
        const form = Object.assign(document.createElement('form'), { action: to });
        document.body.append(form);
        form.submit();
      },
    };
    for (const [name, go] of Object.entries(ways_away)) {
      test(`${name} leads to no other origin`, { skip }, async () => {
        assert.equal(await run.page.evaluate(() => typeof globalThis.navigation), 'object');
        try {
          await run.page.evaluate(go, `${server.address}away`);
        } catch {
          /* some engines throw when a navigation is refused */
        }
        assert.deepEqual(await heard(), []);
        assert.equal(await is_there(), true);
      });
    }

    test('the page still answers after all of this', async () => {
      // By script: Playwright would wait for the refused navigations to end before it clicks.
      await run.page.evaluate(() => {
        [...document.querySelectorAll('[role=navigation] *')]
          .find((element) => /^Touchpoints/.test(element.textContent))
          .click();
      });
      await run.page.waitForFunction(
        () => document.querySelector('[role=main]').getAttribute('aria-label') === 'Touchpoints',
      );
    });
  });
}

describe('the packed file', () => {
  const html = readFileSync(PAGE, 'utf8');
  const blocks = [...html.matchAll(/<script([^>]*)>([^]*?)<\/script>/g)].map(([, attributes, content]) => ({
    attributes: attributes.trim(),
    content,
  }));
  const scripts = blocks.filter((block) => !/\btype=/.test(block.attributes));
  const markup = html.replace(/<(script|style)([^>]*)>[^]*?<\/\1>/g, '<$1$2></$1>');
  const policy = Object.fromEntries(
    /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/
      .exec(html)[1]
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
  );
  const hash_of = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

  test('has one script, and its policy allows that one and nothing else but WebAssembly', () => {
    assert.equal(scripts.length, 1);
    assert.equal(scripts[0].attributes, 'id="script"');
    assert.deepEqual(policy['script-src'], [hash_of(scripts[0].content), "'wasm-unsafe-eval'"]);
  });

  test("has two styles, and its policy allows those and the report's, and nothing else", () => {
    const styles = [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)];
    assert.equal(styles.length, 2);
    const report_style = readFileSync(new URL('../../../assets/report.css', import.meta.url), 'utf8');
    assert.deepEqual(policy['style-src'], [...styles.map(([, text]) => hash_of(text)), hash_of(report_style)]);
  });

  test('allows nothing else, and says so before anything could be loaded', () => {
    const others = Object.entries(policy).filter(([name]) => !['script-src', 'style-src'].includes(name));
    assert.deepEqual(Object.fromEntries(others), {
      'default-src': ["'none'"],
      'frame-src': ['blob:'],
      'img-src': ['data:'],
      'form-action': ["'none'"],
      'base-uri': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ["'none'"],
    });
    // But for the style that says of a page cut off what it is: it stands first and loads nothing.
    const before_policy = html.slice(0, html.indexOf('<meta http-equiv'));
    assert.match(
      before_policy,
      /^<!DOCTYPE html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8">\s*<style id="incomplete">[^<]*<\/style>\s*$/i,
    );
    assert.doesNotMatch(before_policy, /url|import|src|\\/i);
  });

  test('has data in its other blocks, of types that no browser runs', () => {
    const data = blocks
      .filter((block) => !scripts.includes(block))
      .map((block) => /type="([^"]*)"/.exec(block.attributes)[1]);
    assert.deepEqual([...data].sort(), ['application/json', 'application/octet-stream']);
  });

  test('has no handlers, no style attributes and no addresses of elsewhere in its markup', () => {
    assert.ok(markup.length > 500 && markup.length < 5000, `${markup.length} characters of markup`);
    assert.doesNotMatch(markup, /\son[a-z]+\s*=/i);
    assert.doesNotMatch(markup, /\sstyle\s*=/i);
    assert.deepEqual(
      [...markup.matchAll(/\s(?:src|href|action|data)="(?!data:)([^"]*)"/g)].map(([, to]) => to),
      [],
    );
  });

  test('lies beside its SHA-256, as sha256sum checks it', () => {
    const [digest, name] = readFileSync(`${PAGE}.sha256`, 'utf8').trimEnd().split('  ');
    assert.deepEqual(
      [digest, name],
      [createHash('sha256').update(readFileSync(PAGE)).digest('hex'), 'touchstone.html'],
    );
  });

  test('makes no code from text', () => {
    assert.ok(scripts[0].content.length > 20000);
    assert.doesNotMatch(scripts[0].content, /\beval\s*\(/);
    assert.doesNotMatch(scripts[0].content, /\bnew\s+Function\b/);
    assert.doesNotMatch(scripts[0].content, /\bset(?:Timeout|Interval)\s*\(\s*["'`]/);
    assert.doesNotMatch(scripts[0].content, /\.(?:inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\b/);
  });
});
