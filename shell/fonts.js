// Letters, and runs of them, drawn by the browser's own fonts: any script it can show, emoji included.
// `willReadFrequently` keeps the canvas in main memory, where reading it back costs next to nothing.
touchstone.fonts = (() => {
  // The same families as in style.css: a field shows its text at the same place when it is edited.
  const FAMILIES = '"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "Liberation Sans", sans-serif';
  const BOLD = 600;
  const FIRST = 33;
  const LAST = 126;
  const SHEET_COLUMNS = 24;
  const NO_INK = -1;
  // The first letter decides: Hebrew, Arabic and their neighbours.
  const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  const make = (w, h) => new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
  let single = make(128, 128);
  const sheets = new Map();

  const use_font = (context, em, bold) => {
    context.font = `${bold ? BOLD : 400} ${em}px ${FAMILIES}`;
    context.fillStyle = '#fff';
    context.textBaseline = 'alphabetic';
  };

  // Box of a glyph in whole pixels around its origin on the baseline, with a pixel of room.
  const box_of = (context, text) => {
    const m = context.measureText(text);
    const left = Math.ceil(m.actualBoundingBoxLeft) + 1;
    const up = Math.ceil(m.actualBoundingBoxAscent) + 1;
    return {
      advance: m.width,
      left,
      up,
      w: left + Math.ceil(m.actualBoundingBoxRight) + 1,
      h: up + Math.ceil(m.actualBoundingBoxDescent) + 1,
      blank: !(
        m.actualBoundingBoxRight + m.actualBoundingBoxLeft > 0 &&
        m.actualBoundingBoxAscent + m.actualBoundingBoxDescent > 0
      ),
    };
  };

  // All of ASCII in one picture and one readback.
  const sheet_of = (em, bold) => {
    const key = `${em} ${bold}`;
    if (sheets.has(key)) return sheets.get(key);
    if (sheets.size > 24) sheets.clear();
    const probe = make(1, 1);
    use_font(probe, em, bold);
    const glyphs = [];
    let cellW = 1;
    let cellH = 1;
    for (let c = FIRST; c <= LAST; c += 1) {
      const b = box_of(probe, String.fromCharCode(c));
      glyphs.push(b);
      cellW = Math.max(cellW, b.w);
      cellH = Math.max(cellH, b.h);
    }
    const context = make(cellW * SHEET_COLUMNS, cellH * Math.ceil(glyphs.length / SHEET_COLUMNS));
    use_font(context, em, bold);
    glyphs.forEach((b, i) => {
      b.x = (i % SHEET_COLUMNS) * cellW;
      b.y = Math.floor(i / SHEET_COLUMNS) * cellH;
      context.fillText(String.fromCharCode(FIRST + i), b.x + b.left, b.y + b.up);
    });
    const picture = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    const sheet = { glyphs, picture };
    sheets.set(key, sheet);
    return sheet;
  };

  const copy_rows = (picture, x, y, w, h, pointer) => {
    for (let row = 0; row < h; row += 1) {
      const start = ((y + row) * picture.width + x) * 4;
      HEAPU8.set(picture.data.subarray(start, start + w * 4), pointer + row * w * 4);
    }
  };

  const is_coloured = (data) => {
    for (let i = 0; i < data.length; i += 4) {
      if (data[i + 3] > 40 && (data[i] < 245 || data[i + 1] < 245 || data[i + 2] < 245)) return 1;
    }
    return 0;
  };

  const write = (out, b, pixels, coloured) => {
    const words = out >> 2;
    HEAPF32[words] = b.advance;
    HEAP32[words + 1] = -b.left;
    HEAP32[words + 2] = -b.up;
    HEAP32[words + 3] = pixels ? b.w : 0;
    HEAP32[words + 4] = pixels ? b.h : 0;
    HEAP32[words + 5] = pixels;
    HEAP32[words + 6] = coloured;
  };

  // White, to be tinted by the program, unless something in it has colours of its own; with an ink
  // the letters beside it have that.
  const draw = (text, ink, em, bold, metricsOnly, out) => {
    const set_up = () => {
      use_font(single, em, bold);
      single.direction = RIGHT_TO_LEFT.test(text) ? 'rtl' : 'ltr';
      single.textAlign = 'left';
    };
    set_up();
    const b = box_of(single, text);
    if (metricsOnly || b.blank) {
      write(out, b, 0, 0);
      return;
    }
    if (b.w > single.canvas.width || b.h > single.canvas.height) {
      single = make(Math.max(b.w, single.canvas.width), Math.max(b.h, single.canvas.height));
      set_up();
    }
    if (ink !== NO_INK) single.fillStyle = `#${ink.toString(16).padStart(6, '0')}`;
    single.clearRect(0, 0, b.w, b.h);
    single.fillText(text, b.left, b.up);
    const picture = single.getImageData(0, 0, b.w, b.h);
    const pixels = _ts_alloc(b.w * b.h * 4);
    HEAPU8.set(picture.data, pixels);
    write(out, b, pixels, ink === NO_INK ? is_coloured(picture.data) : 1);
  };

  return {
    // The letters of the first screen: text_size() and is_bold() of web/ui/theme.cpp.
    warm() {
      for (const [px, bold] of [
        [14, false],
        [14, true],
        [12, false],
        [20, true],
      ])
        sheet_of(px * devicePixelRatio, bold);
    },
    // Ascent and descent per em, to HEAPF32.
    metrics(out) {
      use_font(single, 100, false);
      const m = single.measureText('Hg');
      HEAPF32[out >> 2] = m.fontBoundingBoxAscent / 100;
      HEAPF32[(out >> 2) + 1] = m.fontBoundingBoxDescent / 100;
    },
    // Each writes advance, x, y, w, h, pixels (allocated here, freed by the program; 0 for none),
    // coloured.
    letter(code, em, bold, metricsOnly, out) {
      if (code < FIRST || code > LAST) {
        draw(String.fromCodePoint(code), NO_INK, em, bold, metricsOnly, out);
        return;
      }
      const sheet = sheet_of(em, bold);
      const b = sheet.glyphs[code - FIRST];
      const pixels = metricsOnly ? 0 : _ts_alloc(b.w * b.h * 4);
      if (pixels) copy_rows(sheet.picture, b.x, b.y, b.w, b.h, pixels);
      write(out, b, pixels, 0);
    },
    // A text whose letters join, change places or run from right to left, as one picture.
    run: (text, ink, em, bold, metricsOnly, out) => draw(text, ink, em, bold, metricsOnly, out),
  };
})();
