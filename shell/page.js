// The page round the program: its size and surroundings, title, live regions, the question before leaving.
touchstone.page = (() => {
  const QUERIES = {
    dark: '(prefers-color-scheme: dark)',
    reducedMotion: '(prefers-reduced-motion: reduce)',
    forcedColours: '(forced-colors: active)',
    moreContrast: '(prefers-contrast: more)',
    coarsePointer: '(pointer: coarse)',
  };
  const CURSORS = [
    'default',
    'text',
    'move',
    'ns-resize',
    'ew-resize',
    'nesw-resize',
    'nwse-resize',
    'pointer',
    'wait',
    'progress',
    'not-allowed',
  ];
  const matches = {};
  let canvas;
  let unsaved = false;
  let cursor = 'default';
  let said = false;

  const is_mac = () =>
    /mac|iphone|ipad/i.test((navigator.userAgentData && navigator.userAgentData.platform) || navigator.platform || '');

  // devicePixelContentBoxSize is exact at fractional zoom; under emulation it can be wrong altogether.
  const device_size = (entry) => {
    const width = Math.round(innerWidth * devicePixelRatio);
    const box = entry && entry.devicePixelContentBoxSize && entry.devicePixelContentBoxSize[0];
    const exact = box && Math.abs(box.inlineSize - width) <= 2;
    return exact ? box.inlineSize / innerWidth : devicePixelRatio;
  };

  const send_environment = (entry) => {
    const flags =
      (matches.dark.matches ? 1 : 0) |
      (matches.reducedMotion.matches ? 2 : 0) |
      (matches.forcedColours.matches ? 4 : 0) |
      (matches.moreContrast.matches ? 8 : 0) |
      (matches.coarsePointer.matches ? 16 : 0) |
      (is_mac() ? 32 : 0) |
      (globalThis.showSaveFilePicker ? 64 : 0) |
      (location.protocol === 'file:' ? 128 : 0);
    touchstone.lend(navigator.language || 'en', (p, n) =>
      _ts_environment(flags, device_size(entry), innerWidth, innerHeight, p, n),
    );
  };

  const watch_ratio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        watch_ratio();
        send_environment();
      },
      { once: true },
    );
  };

  const announce = (text, urgent) => {
    const region = document.getElementById(urgent ? 'alert' : 'status');
    // The same sentence twice must change the text to be spoken twice.
    said = !said;
    region.textContent = text + (said ? '\u00a0' : '');
  };

  return {
    start() {
      canvas = document.getElementById('canvas');
      for (const [name, query] of Object.entries(QUERIES)) {
        matches[name] = matchMedia(query);
        matches[name].addEventListener('change', () => send_environment());
      }
      send_environment();
      watch_ratio();
      // What was typed in the last moment is taken before the page goes, or goes out of sight.
      const take_typed = () => {
        if (touchstone.fields.flush()) touchstone.frames.draw();
      };
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'hidden') take_typed();
      });
      addEventListener('beforeunload', (event) => {
        take_typed();
        if (!unsaved && !touchstone.store.is_writing()) return;
        event.preventDefault();
        event.returnValue = true;
      });
      addEventListener('pagehide', (event) => {
        take_typed();
        if (!event.persisted) _ts_stop();
      });
    },
    // After the first frame, so that the observer's first call does not draw twice.
    watch_size() {
      new ResizeObserver(([entry]) => {
        send_environment(entry);
        touchstone.frames.draw();
      }).observe(canvas);
    },
    set_cursor(index) {
      const wanted = CURSORS[index] || 'default';
      if (wanted === cursor) return;
      cursor = wanted;
      document.documentElement.style.cursor = wanted;
    },
    set_scheme(dark, text, dimmed) {
      const { style } = document.documentElement;
      style.colorScheme = dark ? 'dark' : 'light';
      style.setProperty('--text', text);
      style.setProperty('--dimmed', dimmed);
    },
    set_title(text) {
      document.title = text.length > 1000 ? `${text.slice(0, 1000)} …` : text;
    },
    set_unsaved(value) {
      unsaved = value;
    },
    announce,
    problem(text) {
      touchstone.lend(text, (p, n) => _ts_problem(p, n));
    },
    notice(text) {
      touchstone.lend(text, (p, n) => _ts_notice(p, n));
    },
    // A moment as people here write it.
    time(seconds, toTheSecond) {
      const at = new Date(seconds * 1000);
      return toTheSecond ? at.toLocaleTimeString() : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
    },
    // What the file of this page is called; '' where its address names none.
    name() {
      try {
        return decodeURIComponent(location.pathname.replace(/^.*\//, ''));
      } catch {
        return '';
      }
    },
    parameter(name) {
      for (const part of [location.search, location.hash]) {
        const value = new URLSearchParams(part.slice(1)).get(name);
        if (value !== null) return value;
      }
      return null;
    },
    embedded() {
      const block = document.getElementById('audit');
      return block ? block.textContent.trim() : '';
    },
    started() {
      document.getElementById('loading').remove();
      requestAnimationFrame(() =>
        setTimeout(() => {
          _ts_begin();
          touchstone.page.watch_size();
          touchstone.offline.start();
        }),
      );
    },
  };
})();
