// Starts the program: checks what the browser can do, unpacks the WebAssembly that stands in the page,
// and hands over. Every failure ends in a sentence on the screen.
'use strict';
(() => {
  const say = (text) => {
    let box = document.getElementById('loading');
    if (!box) {
      box = document.createElement('div');
      box.id = 'loading';
      box.className = 'stopped';
      document.body.append(box);
    }
    box.setAttribute('role', 'alert');
    box.textContent = text;
  };

  let stopped = false;
  const fail = (error) => {
    if (stopped) return;
    stopped = true;
    console.error(error);
    const why = (error && error.message) || String(error);
    const running = globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0;
    say(running
      ? `Touchstone has stopped because of a fault of its own (${why}). What was kept so far is safe: reload the page to go on.`
      : `Touchstone could not start: ${why}. Reloading the page may help; saved work is not touched.`);
  };

  const missing = () => {
    if (typeof WebAssembly !== 'object') return 'This browser cannot run WebAssembly, which Touchstone is made of. Please use a current Chrome, Edge, Firefox or Safari.';
    if (typeof DecompressionStream !== 'function') return 'This browser is too old for Touchstone. Please use a current Chrome, Edge, Firefox or Safari.';
    // The program asks the canvas again and is given the same: making two takes a third of a second where
    // there is no graphics hardware.
    const drawing = document.getElementById('canvas').getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    if (!drawing) return 'Touchstone draws with WebGL 2, which this browser does not offer here. It may be switched off: look for “hardware acceleration” or “WebGL” in the browser’s settings, or use another browser.';
    return '';
  };

  const unpack = async () => {
    const text = document.getElementById('program').textContent.trim();
    const letters = atob(text);
    const packed = new Uint8Array(letters.length);
    for (let i = 0; i < packed.length; i += 1) packed[i] = letters.charCodeAt(i);
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).arrayBuffer();
  };

  const start = async () => {
    const problem = missing();
    if (problem !== '') {
      say(problem);
      return;
    }
    // Faults of the program itself end it: better said than guessed from a page that no longer answers.
    const is_fatal = (error) => error instanceof WebAssembly.RuntimeError || error instanceof WebAssembly.Exception
      || !(globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0);
    addEventListener('error', (event) => { if (is_fatal(event.error)) fail(event.error); });
    addEventListener('unhandledrejection', (event) => { if (is_fatal(event.reason)) fail(event.reason); });
    try {
      const wasmBinary = await unpack();
      touchstone_program({ wasmBinary, onAbort: fail });
    } catch (error) {
      fail(error);
    }
  };
  start();
})();
