// Native text fields: they edit (input methods, selection, undo, clipboard are the browser's), the
// program draws them while nobody does. What is typed goes to the program as events:
// 1 changed, 2 committed (Enter), 4 restored (Escape), 8 left.
touchstone.fields = (() => {
  const CHANGED = 1;
  const COMMITTED = 2;
  const RESTORED = 4;
  const LEFT = 8;

  const send = (record, what) => touchstone.lend(record.element.value, (p, n) => _ts_field(record.id, p, n, what));

  const show = (record) => {
    const { element } = record;
    if (element.value !== record.value) element.value = record.value;
    record.before = record.value;
  };

  const commit = (record) => {
    record.before = record.element.value;
    send(record, COMMITTED);
  };

  const on_key = (record, event) => {
    if (event.isComposing || event.keyCode === 229) return false;
    const { element } = record;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && (record.role !== 'area' || command)) {
      commit(record);
    } else if (event.key === 'Escape' && (element.value !== record.before || record.inGrid)) {
      element.value = record.before;
      send(record, RESTORED);
    } else {
      return false;
    }
    event.preventDefault();
    touchstone.frames.pump();
    return true;
  };

  return {
    attach(record) {
      const { element } = record;
      element.addEventListener('focus', () => {
        record.before = record.value;
        record.inGrid = Boolean(element.parentElement && element.parentElement.closest('[role=grid]'));
      });
      element.addEventListener('input', () => {
        send(record, CHANGED);
      });
      element.addEventListener('blur', () => {
        // A field that was taken out of the page while it had the focus is told by gone().
        if (touchstone.mirror.is_applying() && !element.isConnected) return;
        const edited = element.value !== record.before;
        record.before = element.value;
        send(record, edited ? COMMITTED | LEFT : LEFT);
      });
    },
    on_key,
    // The program's value, after each change of it; a half-typed text stays unless the program insists.
    update(record, revision) {
      const insists = record.revision !== revision;
      const changed = record.shown !== record.value;
      record.revision = revision;
      record.shown = record.value;
      if (document.activeElement !== record.element || insists || changed) show(record);
    },
    gone(record) { record.element.touchstone = null; },
  };
})();
