// Reads the instructions of WebAssembly, as far as programs here have them ("Binary Format" of the
// specification). What is not known ends in an error that names it: web/unpack/program.cpp, which puts a
// program together again, must know the same.

// How many bytes a number of the format (LEB128) has.
export const number_size = (bytes, at) => {
  let size = 1;
  while (bytes[at + size - 1] >= 0x80) size += 1;
  return size;
};

export const number_at = (bytes, at) => {
  let value = 0;
  for (let i = 0, size = number_size(bytes, at); i < size; i += 1) value += (bytes[at + i] & 0x7f) * 2 ** (7 * i);
  return value;
};

// Instructions with one number behind them, by its kind.
const ONE_NUMBER = new Map([
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0xd0].map((op) => [op, 'other']),
  [0x10, 'function'],
  [0xd2, 'function'],
  [0x20, 'variable'],
  [0x21, 'variable'],
  [0x22, 'variable'],
  [0x41, 'number'],
  [0x42, 'long'],
]);
const is_between = (value, first, last) => value >= first && value <= last;
// Those of the specification that have nothing behind them.
const stands_alone = (op) => op <= 0x01 || op === 0x05 || op === 0x0b || op === 0x0f || op === 0x19 || op === 0x1a || op === 0x1b || is_between(op, 0x45, 0xc4) || op === 0xd1;

// Tells see(kind, at, size) of each part of the instructions from `at` to `end`, in their order. Kinds:
// instruction; variable, function, offset (of a place in memory), number (of 32 bits), long (of 64), float
// (and vectors); other. False when they do not end at `end`.
export const read_instructions = (bytes, at, end, see) => {
  const part = (kind, size) => {
    see(kind, at, size);
    at += size;
  };
  const number = (kind) => {
    const value = number_at(bytes, at);
    part(kind, number_size(bytes, at));
    return value;
  };
  const numbers = (count) => { for (let i = 0; i < count; i += 1) number('other'); };
  const place_in_memory = () => {
    number('other');
    number('offset');
  };

  const bulk_instruction = () => {
    const op = number('other');
    if (op > 17) throw new Error(`the program has an unknown instruction, 0xfc ${op}`);
    if (op >= 8) numbers([8, 10, 12, 14].includes(op) ? 2 : 1);
  };
  const vector_instruction = () => {
    const op = number('other');
    if (op <= 11 || is_between(op, 84, 93)) place_in_memory();
    if (op === 12 || op === 13) part('float', 16);
    if (is_between(op, 21, 34) || is_between(op, 84, 91)) part('other', 1);
  };

  while (at < end) {
    const op = bytes[at];
    part('instruction', 1);
    if (ONE_NUMBER.has(op)) {
      number(ONE_NUMBER.get(op));
    } else if (is_between(op, 0x28, 0x3e)) {
      place_in_memory();
    } else if (op === 0x11) {
      numbers(2);
    } else if (op === 0x0e) {
      numbers(number('other') + 1);
    } else if (op === 0x1c) {
      numbers(number('other'));
    } else if (op === 0x43) {
      part('float', 4);
    } else if (op === 0x44) {
      part('float', 8);
    } else if (op === 0xfc) {
      bulk_instruction();
    } else if (op === 0xfd) {
      vector_instruction();
    } else if (!stands_alone(op)) {
      throw new Error(`the program has an unknown instruction, 0x${op.toString(16)}: shell/instructions.mjs and web/unpack/program.cpp must learn it`);
    }
  }
  return at === end;
};
