// Pointer, wheel, touch, keys and clipboard events for the program. Listeners stand on the document, so
// it makes no difference which element of the mirror lies under the pointer.
touchstone.input = (() => {
  const TOUCH_SLOP = 10;
  const LONG_PRESS_MS = 500;
  const LINE = 40;
  const KEYS = [
    'Enter',
    'Escape',
    'Tab',
    'Backspace',
    'Delete',
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'Home',
    'End',
    'PageUp',
    'PageDown',
    'F1',
    'F2',
    'F3',
    'F4',
    'F5',
    'F6',
    'F7',
    'F8',
    'F9',
    'F10',
    'F11',
    'F12',
    'ContextMenu',
  ];
  const KEY_BASE = 0x110001;

  const is_editable = (target) => touchstone.mirror.is_field(target);
  const modifiers = (e) => (e.ctrlKey ? 1 : 0) | (e.shiftKey ? 2 : 0) | (e.altKey ? 4 : 0) | (e.metaKey ? 8 : 0);

  // Mouse and pen.
  let pressed = -1;
  const on_move = (e) => {
    _ts_pointer_moved(e.clientX, e.clientY, 0);
    // The button was let go outside of the window.
    if (pressed >= 0 && e.buttons === 0) {
      _ts_pointer_button(pressed, 0, 0);
      pressed = -1;
    }
  };
  const on_down = (e) => {
    touchstone.mirror.set_keyboard(false);
    touchstone.mirror.sync_scrolling(e.target);
    _ts_modifiers(modifiers(e));
    _ts_pointer_moved(e.clientX, e.clientY, 0);
    _ts_pointer_button(e.button, 1, 0);
    pressed = e.button;
    touchstone.frames.pump();
  };
  const on_up = (e) => {
    _ts_pointer_moved(e.clientX, e.clientY, 0);
    _ts_pointer_button(e.button, 0, 0);
    pressed = -1;
    touchstone.frames.pump();
  };

  // Touch: a tap presses, a drag scrolls, two fingers zoom, holding still asks for the menu.
  const fingers = new Map();
  let gesture = 'none';
  let holdTimer = 0;
  let spread = 0;

  const distance = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  const tap = (x, y) => {
    _ts_pointer_moved(x, y, 1);
    _ts_pointer_button(0, 1, 1);
    touchstone.frames.pump();
    _ts_pointer_button(0, 0, 1);
    touchstone.frames.pump();
    _ts_pointer_left();
  };
  const hold = () => {
    if (gesture !== 'tap') return;
    gesture = 'held';
    _ts_menu_wanted();
  };
  const touch_down = (e) => {
    touchstone.mirror.set_keyboard(false);
    touchstone.mirror.sync_scrolling(e.target);
    fingers.set(e.pointerId, { x: e.clientX, y: e.clientY, startX: e.clientX, startY: e.clientY });
    clearTimeout(holdTimer);
    if (fingers.size === 2) {
      gesture = 'pinch';
      spread = distance();
      return;
    }
    _ts_pointer_moved(e.clientX, e.clientY, 1);
    if (touchstone.mirror.drags(e.target)) {
      gesture = 'drag';
      _ts_pointer_button(0, 1, 1);
      return;
    }
    gesture = 'tap';
    holdTimer = setTimeout(hold, LONG_PRESS_MS);
  };
  const touch_move = (e) => {
    const finger = fingers.get(e.pointerId);
    if (!finger) return;
    const dx = e.clientX - finger.x;
    const dy = e.clientY - finger.y;
    if (gesture === 'tap' && Math.hypot(e.clientX - finger.startX, e.clientY - finger.startY) > TOUCH_SLOP) {
      gesture = 'scroll';
      clearTimeout(holdTimer);
    }
    finger.x = e.clientX;
    finger.y = e.clientY;
    if (gesture === 'scroll') {
      _ts_wheel(-dx, -dy, 0);
    } else if (gesture === 'drag') {
      _ts_pointer_moved(e.clientX, e.clientY, 1);
    } else if (gesture === 'pinch' && fingers.size === 2) {
      const now = distance();
      const [a, b] = [...fingers.values()];
      _ts_pointer_moved((a.x + b.x) / 2, (a.y + b.y) / 2, 1);
      if (spread > 0) _ts_zoom(now / spread);
      spread = now;
    }
  };
  const touch_up = (e) => {
    const finger = fingers.get(e.pointerId);
    fingers.delete(e.pointerId);
    clearTimeout(holdTimer);
    if (gesture === 'drag') {
      _ts_pointer_button(0, 0, 1);
      touchstone.frames.pump();
      _ts_pointer_left();
    } else if (gesture === 'tap' && finger && e.type === 'pointerup') {
      tap(finger.startX, finger.startY);
    } else if (gesture === 'scroll' && fingers.size === 0) {
      _ts_pointer_left();
    }
    if (fingers.size === 0) gesture = 'none';
  };

  // The browser knows what asks for a menu: the other button, Control and a click on a Mac, on some
  // phones a finger held still.
  const on_context_menu = (e) => {
    if (is_editable(e.target)) return;
    e.preventDefault();
    if (fingers.size > 0) {
      clearTimeout(holdTimer);
      hold();
      return;
    }
    _ts_pointer_moved(e.clientX, e.clientY, 0);
    if (pressed >= 0) _ts_pointer_button(pressed, 0, 0); // some browsers tell no more of this press
    pressed = -1;
    touchstone.frames.pump();
    _ts_menu_wanted();
    touchstone.frames.pump();
  };

  const by_kind = (touch, other) => (e) => (e.pointerType === 'touch' ? touch(e) : other(e));

  // Keys.
  const code_of = (e) => {
    const named = KEYS.indexOf(e.key);
    if (named >= 0) return KEY_BASE + named;
    let { key } = e;
    // Shortcuts of other alphabets go by the place of the key.
    if ((e.ctrlKey || e.metaKey || e.altKey) && !/^[\x20-\x7e]$/.test(key) && /^(Key|Digit)/.test(e.code))
      key = e.code.slice(-1);
    if ([...key].length !== 1) return 0;
    return key.toLowerCase().codePointAt(0);
  };
  const on_key_down = (e) => {
    touchstone.mirror.set_keyboard(true);
    const record = touchstone.mirror.record_at(e.target);
    if (record && record.isField && touchstone.fields.on_key(record, e)) return;
    if (e.isComposing || e.keyCode === 229) return;
    const code = code_of(e);
    if (code === 0) return;
    if (!_ts_key(code, modifiers(e), e.repeat ? 1 : 0, is_editable(e.target) ? 1 : 0)) return;
    e.preventDefault();
    touchstone.frames.pump();
  };

  // Clipboard outside of fields.
  const on_paste = (e) => {
    if (is_editable(e.target)) return;
    const text = e.clipboardData.getData('text/plain');
    e.preventDefault();
    if (text !== '') touchstone.lend(text, (p, n) => _ts_pasted(p, n));
  };
  const on_copy = (e) => {
    if (is_editable(e.target)) return;
    const pointer = _ts_copied();
    if (!pointer) return;
    const size = HEAPU32[pointer >> 2];
    e.clipboardData.setData('text/plain', touchstone.text(pointer + 4, size));
    _ts_free(pointer);
    e.preventDefault();
  };

  return {
    start() {
      const options = { capture: true, passive: false };
      document.addEventListener('pointermove', by_kind(touch_move, on_move), options);
      document.addEventListener('pointerdown', by_kind(touch_down, on_down), options);
      document.addEventListener('pointerup', by_kind(touch_up, on_up), options);
      document.addEventListener('pointercancel', by_kind(touch_up, on_up), options);
      document.documentElement.addEventListener('pointerleave', () => _ts_pointer_left());
      // The focus is the program's to give, except into a field.
      document.addEventListener(
        'mousedown',
        (e) => {
          if (!is_editable(e.target)) e.preventDefault();
        },
        options,
      );
      document.addEventListener('contextmenu', on_context_menu, options);
      document.addEventListener(
        'wheel',
        (e) => {
          if (
            e.target.tagName === 'TEXTAREA' &&
            e.target === document.activeElement &&
            e.target.scrollHeight > e.target.clientHeight
          )
            return;
          const unit = e.deltaMode === 1 ? LINE : e.deltaMode === 2 ? 400 : 1;
          if (_ts_wheel(e.deltaX * unit, e.deltaY * unit, modifiers(e))) e.preventDefault();
        },
        options,
      );
      document.addEventListener('keydown', on_key_down, options);
      document.addEventListener('keyup', (e) => _ts_modifiers(modifiers(e)), options);
      document.addEventListener('paste', on_paste);
      document.addEventListener('copy', on_copy);
    },
  };
})();
