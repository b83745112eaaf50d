// The accessibility mirror: a DOM element for every node the program draws (web/platform/mirror.hpp),
// lying exactly over its picture on the canvas. Screen readers, input methods, the browser's find and
// test tools see these elements; the eye sees the canvas through them.
touchstone.mirror = (() => {
  // In the order of mirror::Role.
  const ROLES = [
    '',
    'text',
    'paragraph',
    'heading',
    'button',
    'link',
    'checkbox',
    'switch',
    'radiogroup',
    'radio',
    'combobox',
    'listbox',
    'option',
    'menu',
    'menuitem',
    'menuitemcheckbox',
    'tablist',
    'tab',
    'tabpanel',
    'field',
    'area',
    'searchfield',
    'numberfield',
    'slider',
    'grid',
    'row',
    'columnheader',
    'rowheader',
    'gridcell',
    'img',
    'meter',
    'progressbar',
    'group',
    'list',
    'listitem',
    'region',
    'main',
    'navigation',
    'complementary',
    'contentinfo',
    'banner',
    'search',
    'dialog',
    'alertdialog',
    'status',
    'alert',
    'separator',
    'rowgroup',
    'document',
  ];
  // Named by their text, which the browser's find can see; all others by aria-label.
  const BY_TEXT = new Set([
    'text',
    'paragraph',
    'heading',
    'button',
    'link',
    'checkbox',
    'switch',
    'radio',
    'option',
    'menuitem',
    'menuitemcheckbox',
    'tab',
    'columnheader',
    'rowheader',
    'gridcell',
    'status',
    'alert',
  ]);
  const FIELDS = new Set(['field', 'area', 'searchfield', 'numberfield']);
  const NO_ROLE = new Set([
    'document',
    '',
    'text',
    'paragraph',
    'field',
    'area',
    'searchfield',
    'numberfield',
    'slider',
  ]);
  const FLAG = {
    focusable: 0,
    tabStop: 1,
    disabled: 2,
    checkable: 3,
    checked: 4,
    selectable: 5,
    selected: 6,
    expandable: 7,
    expanded: 8,
    pressable: 9,
    pressed: 10,
    invalid: 11,
    popupMenu: 12,
    popupList: 13,
    scrolls: 14,
    clips: 15,
    modal: 16,
    current: 17,
    multiSelect: 18,
    sortAscending: 19,
    sortDescending: 20,
    sortable: 21,
    overlay: 22,
    inert: 23,
    drags: 24,
    vertical: 25,
    readOnly: 26,
    hasValue: 27,
    secret: 29,
  };
  const HEADER_WORDS = 4;
  const UPDATE_WORDS = 32;
  const UNCHANGED = 0xffffffff;
  // Bytes of a name, description or hint: laying out millions of letters would stop the page. What a
  // field holds is never cut.
  const MOST_OF_A_NAME = 20000;

  const root = document.getElementById('mirror');
  const records = new Map(); // id -> record
  const shown = { id: 0, url: '' }; // the document there is
  let applying = false;
  let byKeyboard = false;

  const on = (flags, bit) => ((flags >>> bit) & 1) === 1;

  const set = (record, name, value) => {
    if (record.attributes[name] === value) return;
    record.attributes[name] = value;
    if (value === null) record.element.removeAttribute(name);
    else record.element.setAttribute(name, value);
  };

  const style = (record, name, value) => {
    if (record.styles[name] === value) return;
    record.styles[name] = value;
    record.element.style[name] = value;
  };

  const create = (id, role) => {
    const tag =
      role === 'area'
        ? 'textarea'
        : FIELDS.has(role) || role === 'slider'
          ? 'input'
          : role === 'document'
            ? 'iframe'
            : 'div';
    const element = document.createElement(tag);
    const record = {
      id,
      role,
      element,
      text: null,
      spacer: null,
      attributes: {},
      styles: {},
      name: '',
      description: '',
      value: '',
      hint: '',
      revision: 0,
      scrollX: 0,
      scrollY: 0,
      isField: FIELDS.has(role),
    };
    element.id = `n${id}`;
    element.touchstone = record;
    if (role === 'slider') element.type = 'range';
    if (role === 'document') {
      element.setAttribute('sandbox', ''); // above all: no script
      element.src = shown.url;
    }
    if (record.isField) {
      element.className = 'field';
      element.spellcheck = false;
      element.autocomplete = 'off';
      element.dir = 'auto';
      if (role === 'searchfield') element.setAttribute('role', 'searchbox');
      if (role === 'numberfield') element.inputMode = 'decimal';
      touchstone.fields.attach(record);
    } else if (BY_TEXT.has(role)) {
      record.text = document.createTextNode('');
      element.append(record.text);
    }
    if (!NO_ROLE.has(role)) element.setAttribute('role', role);
    if (role === 'paragraph') element.setAttribute('role', 'paragraph');
    records.set(id, record);
    return record;
  };

  const name_it = (record) => {
    if (BY_TEXT.has(record.role)) {
      if (record.text.data !== record.name) record.text.data = record.name;
    } else {
      set(record, record.role === 'document' ? 'title' : 'aria-label', record.name === '' ? null : record.name);
    }
    set(record, 'aria-description', record.description === '' ? null : record.description);
  };

  const state_of = (record, flags) => {
    const truth = (has, is) => (on(flags, has) ? String(on(flags, is)) : null);
    const { role } = record;
    set(record, 'tabindex', on(flags, FLAG.focusable) ? (on(flags, FLAG.tabStop) ? '0' : '-1') : null);
    if (record.isField || role === 'slider') {
      const disabled = on(flags, FLAG.disabled);
      if (record.element.disabled !== disabled) record.element.disabled = disabled;
    } else {
      set(record, 'aria-disabled', on(flags, FLAG.disabled) ? 'true' : null);
    }
    set(record, 'aria-checked', truth(FLAG.checkable, FLAG.checked));
    set(record, 'aria-selected', truth(FLAG.selectable, FLAG.selected));
    set(record, 'aria-expanded', truth(FLAG.expandable, FLAG.expanded));
    set(record, 'aria-pressed', truth(FLAG.pressable, FLAG.pressed));
    set(record, 'aria-invalid', on(flags, FLAG.invalid) ? 'true' : null);
    set(record, 'aria-haspopup', on(flags, FLAG.popupMenu) ? 'menu' : on(flags, FLAG.popupList) ? 'listbox' : null);
    set(record, 'aria-current', on(flags, FLAG.current) ? 'page' : null);
    set(record, 'aria-multiselectable', on(flags, FLAG.multiSelect) ? 'true' : null);
    set(record, 'aria-modal', on(flags, FLAG.modal) ? 'true' : null);
    if (role === 'columnheader') {
      set(
        record,
        'aria-sort',
        on(flags, FLAG.sortAscending)
          ? 'ascending'
          : on(flags, FLAG.sortDescending)
            ? 'descending'
            : on(flags, FLAG.sortable)
              ? 'none'
              : null,
      );
    }
    const inert = on(flags, FLAG.inert);
    if (record.element.inert !== inert) record.element.inert = inert;
  };

  const number_of = (n) => String(Math.round(n * 1e4) / 1e4);

  const values_of = (record, flags, now, min, max, step) => {
    const { role, element } = record;
    if (role === 'slider') {
      element.min = number_of(min);
      element.max = number_of(max);
      element.step = step > 0 ? number_of(step) : 'any';
      element.value = number_of(now);
      set(record, 'aria-valuetext', record.hint === '' ? null : record.hint);
    } else if (role === 'meter' || role === 'progressbar') {
      const has = on(flags, FLAG.hasValue);
      set(record, 'aria-valuenow', has ? number_of(now) : null);
      set(record, 'aria-valuemin', has ? number_of(min) : null);
      set(record, 'aria-valuemax', has ? number_of(max) : null);
      set(record, 'aria-valuetext', record.hint === '' ? null : record.hint);
    }
  };

  const position_of = (record, row, column, rows, columns) => {
    const { role } = record;
    if (role === 'grid') {
      set(record, 'aria-rowcount', String(rows));
      set(record, 'aria-colcount', String(columns));
    } else if (role === 'row') {
      set(record, 'aria-rowindex', row > 0 ? String(row) : null);
    } else if (role === 'gridcell' || role === 'rowheader' || role === 'columnheader') {
      set(record, 'aria-colindex', column > 0 ? String(column) : null);
    } else if (role === 'combobox' || role === 'button') {
      const open = record.attributes['aria-expanded'] === 'true' && columns !== 0;
      set(record, 'aria-controls', open ? `n${columns >>> 0}` : null);
    } else {
      set(record, 'aria-posinset', row > 0 && rows > 0 ? String(row) : null);
      set(record, 'aria-setsize', row > 0 && rows > 0 ? String(rows) : null);
    }
  };

  const scrolling_of = (record, flags, x, y, w, h) => {
    style(record, 'overflow', on(flags, FLAG.clips) ? 'hidden' : '');
    if (!on(flags, FLAG.scrolls)) return;
    if (!record.spacer) {
      record.spacer = document.createElement('div');
      record.spacer.className = 'spacer';
      record.element.prepend(record.spacer);
    }
    const size = `${w}px ${h}px`;
    if (record.size !== size) {
      record.size = size;
      record.spacer.style.width = `${w}px`;
      record.spacer.style.height = `${h}px`;
    }
    // Asking an element how far it is scrolled makes the browser lay the page out: not where nothing is.
    const was_scrolled = record.scrollX !== 0 || record.scrollY !== 0;
    record.scrollX = x;
    record.scrollY = y;
    if (!was_scrolled && x === 0 && y === 0) return;
    if (Math.abs(record.element.scrollTop - y) > 1) record.element.scrollTop = y;
    if (Math.abs(record.element.scrollLeft - x) > 1) record.element.scrollLeft = x;
  };

  const remove_gone = (words, count) => {
    const seen = new Set();
    for (let i = 0, at = HEADER_WORDS; i < count; i += 1, at += 2) seen.add(words[at]);
    for (const [id, record] of records) {
      if (seen.has(id)) continue;
      if (record.element === document.activeElement) touchstone.fields.gone(record);
      record.element.remove();
      records.delete(id);
    }
  };

  // The elements in the program's order, each under its parent.
  const place_all = (words, count, roles) => {
    const cursors = new Map();
    const order = new Array(count);
    for (let i = 0, at = HEADER_WORDS; i < count; i += 1, at += 2) {
      const id = words[at];
      const parentIndex = words[at + 1] | 0;
      const parent = parentIndex < 0 ? root : order[parentIndex].element;
      let record = records.get(id);
      const role = roles.get(i);
      if (record && role !== undefined && record.role !== role) {
        record.element.remove();
        records.delete(id);
        record = undefined;
      }
      if (!record) record = create(id, role === undefined ? '' : role);
      order[i] = record;
      // What stands next is looked up anew each time: an element may have moved to another parent.
      const last = cursors.get(parent);
      let expected = last === undefined ? parent.firstChild : last.nextSibling;
      while (last === undefined && expected && !expected.touchstone) expected = expected.nextSibling;
      if (expected !== record.element) parent.insertBefore(record.element, expected);
      cursors.set(parent, record.element);
    }
    return order;
  };

  const text_of = (at, size, whole) => {
    if (whole || size <= MOST_OF_A_NAME) return touchstone.text(at, size);
    return `${touchstone.text(at, MOST_OF_A_NAME).replace(/\ufffd$/, '')} …`;
  };

  const strings_of = (record, words, at, textAt) => {
    const keys = ['name', 'description', 'value', 'hint'];
    let changed = false;
    for (let k = 0; k < 4; k += 1) {
      const size = words[at + 2 * k + 1];
      if (size === UNCHANGED) continue;
      changed = true;
      record[keys[k]] = size === 0 ? '' : text_of(textAt + words[at + 2 * k], size, keys[k] === 'value');
    }
    return changed;
  };

  const update = (words, floats, at, textAt) => {
    const record = records.get(words[at + 1]);
    const head = words[at + 2];
    const flags = words[at + 3];
    const f = at + 4;
    if (strings_of(record, words, at + 24, textAt)) name_it(record);
    record.flags = flags;
    if (record.role === 'heading') set(record, 'aria-level', String((head >>> 8) & 255));
    style(record, 'left', `${floats[f]}px`);
    style(record, 'top', `${floats[f + 1]}px`);
    style(record, 'width', `${floats[f + 2]}px`);
    style(record, 'height', `${floats[f + 3]}px`);
    if (on(flags, FLAG.overlay)) style(record, 'zIndex', String((head >>> 8) & 255));
    state_of(record, flags);
    if (on(flags, FLAG.scrolls) || on(flags, FLAG.clips)) {
      scrolling_of(record, flags, floats[f + 4], floats[f + 5], floats[f + 6], floats[f + 7]);
    }
    values_of(record, flags, floats[f + 8], floats[f + 9], floats[f + 10], floats[f + 11]);
    position_of(record, words[at + 19] | 0, words[at + 20] | 0, words[at + 21] | 0, words[at + 22] | 0);
    if (record.role === 'combobox') {
      if (!record.text) {
        record.text = document.createTextNode('');
        record.element.append(record.text);
      }
      if (record.text.data !== record.value) record.text.data = record.value;
    }
    if (record.isField) {
      if (record.role === 'field') set(record, 'type', on(flags, FLAG.secret) ? 'password' : null);
      style(record, 'paddingLeft', `${floats[f + 12]}px`);
      style(record, 'paddingRight', `${floats[f + 13]}px`);
      style(record, 'textAlign', on(flags, FLAG.vertical) ? 'right' : '');
      if (record.role === 'area') style(record, 'lineHeight', `${floats[f + 14]}px`);
      set(record, 'placeholder', record.hint === '' ? null : record.hint);
      touchstone.fields.update(record, words[at + 23]);
    }
  };

  const focus = (id) => {
    const active = document.activeElement;
    if (id === 0) {
      if (active && active !== document.body && active.touchstone) active.blur();
      return;
    }
    const record = records.get(id);
    if (!record || active === record.element) return;
    record.element.focus({ preventScroll: true });
    if (record.isField && record.role !== 'area') record.element.select();
  };

  // What had the focus is gone and nothing else was given it: the keyboard goes on where the view (or
  // the dialog) begins, not at the top of the page.
  const focus_home = () => {
    const home = [...root.querySelectorAll('[role=main], [role=dialog], [role=alertdialog]')].at(-1);
    if (!home) return;
    home.tabIndex = -1;
    home.focus({ preventScroll: true });
  };

  document.addEventListener('focusin', (event) => {
    const record = event.target.touchstone;
    if (applying || !record) return;
    // Within the frame its own document has the focus.
    _ts_focus(record.role === 'document' ? 0 : record.id, byKeyboard ? 1 : 0);
  });
  document.addEventListener('focusout', (event) => {
    if (applying || event.relatedTarget || !document.hasFocus()) return;
    _ts_focus(0, 0);
  });
  // A click without a pointer behind it comes from assistive software or a script.
  document.addEventListener('click', (event) => {
    const record = event.target.touchstone;
    if (!record || event.detail !== 0 || record.isField) return;
    event.preventDefault();
    _ts_activate(record.id);
    touchstone.frames.pump();
  });
  // Whether it was news.
  const tell_scroll = (record) => {
    const { scrollLeft, scrollTop } = record.element;
    if (!record.spacer || (Math.abs(scrollTop - record.scrollY) <= 1 && Math.abs(scrollLeft - record.scrollX) <= 1))
      return false;
    record.scrollX = scrollLeft;
    record.scrollY = scrollTop;
    _ts_scrolled(record.id, scrollLeft, scrollTop);
    return true;
  };

  root.addEventListener(
    'scroll',
    (event) => {
      if (event.target.touchstone) {
        tell_scroll(event.target.touchstone);
      } else {
        event.target.scrollTop = 0;
        event.target.scrollLeft = 0;
      }
    },
    true,
  );
  root.addEventListener('input', (event) => {
    const record = event.target.touchstone;
    if (!record || record.role !== 'slider') return;
    _ts_slide(record.id, Number(event.target.value));
    touchstone.frames.pump();
  });

  // A frame lies over the canvas: what the program draws above the view is seen through holes in it.
  const make_room = () => {
    const frame = records.get(shown.id);
    if (!frame) return;
    const at = frame.element.getBoundingClientRect();
    let holes = '';
    for (const { flags, element } of records.values()) {
      if (!on(flags || 0, FLAG.overlay)) continue;
      const { left, top, width, height } = element.getBoundingClientRect();
      holes += `M${left - at.left} ${top - at.top}h${width}v${height}h${-width}z`;
    }
    style(frame, 'visibility', frame.element.closest('[inert]') ? 'hidden' : '');
    style(frame, 'clipPath', holes && `path(evenodd, "M0 0H${at.width}V${at.height}H0z${holes}")`);
  };

  return {
    show(id, bytes) {
      URL.revokeObjectURL(shown.url);
      shown.id = id;
      shown.url = URL.createObjectURL(new Blob([bytes], { type: 'text/html;charset=utf-8' }));
      if (records.has(id)) records.get(id).element.src = shown.url;
    },
    // The buffer described in web/platform/mirror.cpp; then the focus (-1: leave it).
    apply(pointer, wordCount, focusId) {
      applying = true;
      const focused = touchstone.mirror.record_at(document.activeElement);
      if (wordCount > 0) {
        touchstone.debug.calls += 1;
        const start = pointer >> 2;
        const words = HEAPU32.subarray(start, start + wordCount);
        const floats = HEAPF32.subarray(start, start + wordCount);
        const count = words[1];
        const updates = words[2];
        const updatesAt = HEADER_WORDS + (words[0] ? 2 * count : 0);
        const textAt = pointer + 4 * (updatesAt + updates * UPDATE_WORDS);
        if (words[0]) {
          const roles = new Map();
          for (let u = 0, at = updatesAt; u < updates; u += 1, at += UPDATE_WORDS)
            roles.set(words[at], ROLES[words[at + 2] & 255]);
          remove_gone(words, count);
          place_all(words, count, roles);
        }
        for (let u = 0, at = updatesAt; u < updates; u += 1, at += UPDATE_WORDS) update(words, floats, at, textAt);
      }
      make_room();
      if (focusId !== -1) focus(focusId >>> 0);
      if (focused && !focused.element.isConnected && document.activeElement === document.body) focus_home();
      applying = false;
    },
    // The browser scrolls at once but tells it a frame later: a press must find things where they are,
    // which they are after a frame of their own.
    sync_scrolling(target) {
      let moved = false;
      for (let element = target; element && element !== root; element = element.parentElement) {
        if (element.touchstone && tell_scroll(element.touchstone)) moved = true;
      }
      if (moved) touchstone.frames.pump();
    },
    set_keyboard(value) {
      byKeyboard = value;
    },
    record_at(target) {
      return target && target.touchstone ? target.touchstone : null;
    },
    is_field(target) {
      return Boolean(target && target.touchstone && target.touchstone.isField);
    },
    drags(target) {
      return Boolean(target && target.touchstone && on(target.touchstone.flags || 0, FLAG.drags));
    },
    is_applying: () => applying,
  };
})();
