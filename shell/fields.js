// Native text fields: they edit (input methods, selection, undo, clipboard are the browser's), the
// program draws them while nobody does. What is typed goes to the program as events:
// 1 changed, 2 committed (Enter), 4 restored (Escape), 8 left, 16 paused: whoever rests while typing has
// what stands there so far taken, so that it is kept.
touchstone.fields = (() => {
  const CHANGED = 1;
  const COMMITTED = 2;
  const RESTORED = 4;
  const LEFT = 8;
  const PAUSED = 16;
  const PAUSE_MS = 250;

  // Texts sent that the program may still answer with; of fields that answer to none, the last ones.
  const MOST_UNANSWERED = 64;
  let resting = null; // the field in which was typed since the last pause

  const send = (record, what) => {
    record.unanswered.push(record.element.value);
    if (record.unanswered.length > MOST_UNANSWERED) record.unanswered.shift();
    touchstone.lend(record.element.value, (p, n) => _ts_field(record.id, p, n, what));
  };

  // The program answers a frame later than it is told. A value that was sent from here is such an
  // answer; by now the person may have typed on, and what stands in the field is newer.
  const is_answer = (record) => {
    const at = record.unanswered.indexOf(record.value);
    if (at === -1) return false;
    record.unanswered.splice(0, at + 1);
    return true;
  };

  const show = (record) => {
    const { element } = record;
    if (element.value !== record.value) element.value = record.value;
    record.before = record.value;
    record.unanswered = [];
  };

  // One field at a time waits for a pause in typing.
  const stop_waiting = (record) => {
    clearTimeout(record.pause);
    if (resting === record) resting = null;
  };

  const take = (record) => {
    stop_waiting(record);
    if (record.element.isConnected) send(record, PAUSED);
  };

  const commit = (record) => {
    stop_waiting(record);
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
      stop_waiting(record);
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
      record.unanswered = [];
      element.addEventListener('focus', () => {
        record.before = record.value;
        record.unanswered = [];
        record.inGrid = Boolean(element.parentElement && element.parentElement.closest('[role=grid]'));
      });
      element.addEventListener('input', (event) => {
        send(record, CHANGED);
        stop_waiting(record);
        if (event.isComposing || record.role === 'searchfield' || element.type === 'password') return;
        record.pause = setTimeout(() => take(record), PAUSE_MS);
        resting = record;
      });
      element.addEventListener('compositionend', () => element.dispatchEvent(new Event('input')));
      element.addEventListener('blur', () => {
        stop_waiting(record);
        // A field that was taken out of the page while it had the focus is told by gone().
        if (touchstone.mirror.is_applying() && !element.isConnected) return;
        const edited = element.value !== record.before;
        record.before = element.value;
        send(record, edited ? COMMITTED | LEFT : LEFT);
      });
    },
    on_key,
    is_resting: () => resting !== null,
    // Takes what was typed since the last pause at once; false if there is nothing.
    flush() {
      if (!resting) return false;
      take(resting);
      return true;
    },
    // The program's value, after each change of it; a half-typed text stays unless the program insists.
    update(record, revision) {
      const insists = record.revision !== revision;
      const changed = record.shown !== record.value;
      record.revision = revision;
      record.shown = record.value;
      const has_focus = document.activeElement === record.element;
      if (!has_focus || insists || (changed && !is_answer(record))) show(record);
    },
    gone(record) {
      record.element.touchstone = null;
    },
  };
})();
