// Takes a WebAssembly module apart: the bytes sorted by kind, which xz packs better. web/unpack/program.hpp
// tells the form and why; its source, with the same instructions, puts the module together again.
const KINDS = ['frame', 'code', 'locals', 'calls', 'offsets', 'numbers', 'addresses', 'longs', 'floats', 'data'];
const HEAD = 8;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const I32_CONST = 0x41;
const ADDRESS = 0xff;  // in the place of I32_CONST before a number of more than two bytes

const MOST_VARIABLES = 16384;

// Instructions with one number behind them, by the stream it goes to.
const ONE_NUMBER = new Map([
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0xd0, 0xd2].map((op) => [op, 'code']),
  [0x10, 'calls'],
  [0x42, 'longs'],
]);
const is_between = (value, first, last) => value >= first && value <= last;
// Those of the specification that have nothing behind them.
const stands_alone = (op) => op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f || op === 0x19 || op === 0x1a || op === 0x1b || is_between(op, 0x45, 0xc4) || op === 0xd1;

export const taken_apart = (module) => {
  const streams = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  let at = 0;
  let recent = [];  // variables of the function, the last used first
  const copy = (kind, count) => {
    for (let i = 0; i < count; i += 1) streams[kind].push(module[at + i]);
    at += count;
  };
  const number_size = () => {
    let size = 1;
    while (module[at + size - 1] >= 0x80) size += 1;
    return size;
  };
  const number = (kind) => {
    let value = 0;
    const size = number_size();
    for (let i = 0; i < size; i += 1) value += (module[at + i] & 0x7f) * 2 ** (7 * i);
    copy(kind, size);
    return value;
  };
  // How recently the variable was used in its function: 0 is the last one.
  const variable = () => {
    const size = number_size();
    let which = 0;
    for (let i = 0; i < size; i += 1) which += (module[at + i] & 0x7f) * 2 ** (7 * i);
    if (which >= MOST_VARIABLES || (size > 1 && module[at + size - 1] === 0)) throw new Error(`the program has a variable ${which} in ${size} bytes, which web/unpack/program.cpp could not put together again`);
    at += size;
    while (recent.length <= which) recent.push(recent.length);
    let place = recent.indexOf(which);
    recent.splice(place, 1);
    recent.unshift(which);
    for (; place >= 0x80; place >>= 7) streams.locals.push((place & 0x7f) | 0x80);
    streams.locals.push(place);
  };
  const numbers = (count) => { for (let i = 0; i < count; i += 1) number('code'); };

  const bulk_instruction = () => {
    const op = number('code');
    if (op > 17) throw new Error(`the program has an unknown instruction, 0xfc ${op}`);
    if (op >= 8) numbers([8, 10, 12, 14].includes(op) ? 2 : 1);
  };
  const vector_instruction = () => {
    const op = number('code');
    if (op <= 11 || is_between(op, 84, 93)) {
      number('code');
      number('offsets');
    }
    if (op === 12 || op === 13) copy('floats', 16);
    if (is_between(op, 21, 34) || is_between(op, 84, 91)) copy('code', 1);
  };
  const instruction = () => {
    const op = module[at];
    if (op === I32_CONST) {
      at += 1;
      const is_long = number_size() > 2;
      streams.code.push(is_long ? ADDRESS : I32_CONST);
      number(is_long ? 'addresses' : 'numbers');
      return;
    }
    copy('code', 1);
    if (is_between(op, 0x20, 0x22)) {
      variable();
    } else if (is_between(op, 0x28, 0x3e)) {
      number('code');
      number('offsets');
    } else if (ONE_NUMBER.has(op)) {
      number(ONE_NUMBER.get(op));
    } else if (op === 0x11) {
      numbers(2);
    } else if (op === 0x0e) {
      numbers(number('code') + 1);
    } else if (op === 0x1c) {
      numbers(number('code'));
    } else if (op === 0x43) {
      copy('floats', 4);
    } else if (op === 0x44) {
      copy('floats', 8);
    } else if (op === 0xfc) {
      bulk_instruction();
    } else if (op === 0xfd) {
      vector_instruction();
    } else if (!stands_alone(op)) {
      throw new Error(`the program has an unknown instruction, 0x${op.toString(16)}: shell/streams.mjs and web/unpack/program.cpp must learn it`);
    }
  };
  const function_body = () => {
    const size = number('frame');
    const end = at + size;
    recent = [];
    for (let groups = number('frame'); groups > 0; groups -= 1) {
      number('frame');
      copy('frame', 1);
    }
    while (at < end) instruction();
    if (at !== end) throw new Error('a function of the program does not end where it should');
  };

  copy('frame', HEAD);
  while (at < module.length) {
    const id = module[at];
    copy('frame', 1);
    const size = number('frame');
    if (id === CODE_SECTION) {
      for (let functions = number('frame'); functions > 0; functions -= 1) function_body();
    } else {
      copy(id === DATA_SECTION ? 'data' : 'frame', size);
    }
  }
  const sizes = Buffer.alloc(4 + 4 * KINDS.length);
  sizes.writeUInt32LE(module.length);
  KINDS.forEach((kind, i) => sizes.writeUInt32LE(streams[kind].length, 4 + 4 * i));
  return Buffer.concat([sizes, ...KINDS.map((kind) => Buffer.from(streams[kind]))]);
};
