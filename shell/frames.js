// Frames on demand: one animation frame or one timer is pending at most, and nothing while idle.
touchstone.frames = (() => {
  let frame = 0;
  let timer = 0;
  let timer_due = 0; // by performance.now()

  const run = (now) => {
    frame = 0;
    clearTimeout(timer);
    timer = 0;
    _ts_frame(performance.now());
    touchstone.debug.frames += 1;
    void now;
  };

  return {
    // Called by the program whenever its wishes may have changed.
    schedule(wanted, inMs) {
      if (wanted) {
        if (!frame) frame = requestAnimationFrame(run);
        return;
      }
      clearTimeout(timer);
      timer =
        inMs < 0
          ? 0
          : setTimeout(() => {
              timer = 0;
              _ts_timer();
            }, inMs);
      timer_due = performance.now() + inMs;
    },
    // Whether nothing is to be drawn before `ms` have passed, as far as is known now.
    are_none_within: (ms) => frame === 0 && (timer === 0 || timer_due > performance.now() + ms),
    // Logic and mirror at once, within the event that asks for it; drawing follows in the next frame.
    pump() {
      _ts_pump(performance.now());
    },
    // Everything at once: resizing clears the canvas.
    draw() {
      _ts_frame(performance.now());
      touchstone.debug.frames += 1;
    },
    stats(wake, size, frameMs, appMs, mirrorMs, nodes, updates) {
      const d = touchstone.debug;
      d.lastWake = touchstone.text(wake, size);
      d.frameMs = frameMs;
      d.appMs = appMs;
      d.mirrorMs = mirrorMs;
      d.nodes = nodes;
      d.mirrorUpdates = updates;
    },
  };
})();

// Whether the page has done all that it was asked to: for its tests, and for measuring.
Object.defineProperty(touchstone.debug, 'at_rest', {
  enumerable: true,
  get: () =>
    touchstone.frames.are_none_within(250) &&
    !touchstone.fields.is_resting() &&
    !touchstone.store.is_writing() &&
    _ts_awaited() === 0,
});
Object.defineProperty(globalThis, 'touchstone_debug', { value: new Proxy(touchstone.debug, { set: () => false }) });
