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
    box.hidden = false;
  };

  // A fault by its name: what engines throw says little, and the program's own exceptions nothing.
  const FAULTS = [
    [/out of memory|allocation failed|array length|could not allocate/i, 'the memory that a page may use is full'],
    [/call stack|too much recursion/i, 'it went too deep'],
    [/out of bounds/i, 'it reached beyond its memory'],
    [/unreachable/i, 'it came to a place that it takes for impossible'],
  ];
  const name_of = (error) => {
    if (WebAssembly.Exception && error instanceof WebAssembly.Exception)
      return 'an exception that nothing in it catches';
    const said = String((error && error.message) || error || '').trim();
    const known = FAULTS.find(([pattern]) => pattern.test(said));
    if (known) return `${known[1]}: ${said}`;
    return said || (error && error.name) || 'of a kind that the browser does not name';
  };

  let stopped = false;
  const fail = (error) => {
    if (stopped) return;
    stopped = true;
    console.error(error);
    if (error && error.plain) {
      say(error.message);
      return;
    }
    const why = name_of(error);
    const running = globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0;
    say(
      running
        ? `Touchstone has stopped because of a fault of its own (${why}). What was kept so far is safe: reload the page to go on.`
        : `Touchstone could not start: ${why}. Reloading the page may help; saved work is not touched.`,
    );
  };

  const missing = () => {
    const current = 'Please use a current Chrome, Edge, Firefox or Safari.';
    if (typeof WebAssembly !== 'object')
      return `This browser cannot run WebAssembly, which Touchstone is made of. ${current}`;
    if (typeof DecompressionStream !== 'function') return `This browser is too old to unpack Touchstone. ${current}`;
    return '';
  };

  const bytes_of = (letters) =>
    Uint8Array.fromBase64
      ? Uint8Array.fromBase64(letters)
      : Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));

  const unpack = async () => {
    const packed = bytes_of(document.getElementById('program').textContent);
    try {
      return await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
    } catch {
      throw new Error('this copy of the page is damaged');
    }
  };

  // Said only where it takes long: a sentence that comes and goes costs time of its own.
  const say_that_it_takes_long = () => {
    const box = document.getElementById('loading');
    if (box) box.hidden = false;
  };

  const start = async () => {
    document.getElementById('incomplete').remove(); // who runs this is whole
    setTimeout(say_that_it_takes_long, 300);
    const problem = missing();
    if (problem !== '') {
      say(problem);
      return;
    }
    // Faults of the program itself end it: better said than guessed from a page that no longer answers.
    const is_fatal = (error) =>
      error instanceof WebAssembly.RuntimeError ||
      error instanceof WebAssembly.Exception ||
      !(globalThis.touchstone_debug && globalThis.touchstone_debug.frames > 0);
    addEventListener('error', (event) => {
      if (is_fatal(event.error)) fail(event.error);
    });
    addEventListener('unhandledrejection', (event) => {
      if (is_fatal(event.reason)) fail(event.reason);
    });
    try {
      // Compiled by other threads; meanwhile the page's own script does what needs nothing of the program.
      const compiling = WebAssembly.compile(await unpack());
      compiling.catch(fail);
      const instantiateWasm = (imports, receive) => {
        compiling.then(async (module) => receive(await WebAssembly.instantiate(module, imports), module)).catch(fail);
        return {};
      };
      touchstone_program({ instantiateWasm, onAbort: fail });
    } catch (error) {
      fail(error);
    }
  };
  start();
})();
