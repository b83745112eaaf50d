// Takes a WebAssembly module apart: the bytes sorted by kind, which xz packs better. web/unpack/program.hpp
// tells the form and why; its source, with the same instructions, puts the module together again.
import { number_at, number_size, read_instructions } from './instructions.mjs';

const KINDS = ['frame', 'code', 'locals', 'calls', 'offsets', 'numbers', 'addresses', 'longs', 'floats', 'data'];
const HEAD = 8;
const CODE_SECTION = 10;
const DATA_SECTION = 11;
const I32_CONST = 0x41;
const ADDRESS = 0xff;  // in the place of I32_CONST before a number of more than two bytes

const MOST_VARIABLES = 16384;

const STREAM_OF = { instruction: 'code', other: 'code', function: 'calls', offset: 'offsets', long: 'longs', float: 'floats' };

export const taken_apart = (module) => {
  const streams = Object.fromEntries(KINDS.map((kind) => [kind, []]));
  let at = 0;
  let recent = [];  // variables of the function, the last used first
  const copy = (kind, count) => {
    for (let i = 0; i < count; i += 1) streams[kind].push(module[at + i]);
    at += count;
  };
  const number = (kind) => {
    const value = number_at(module, at);
    copy(kind, number_size(module, at));
    return value;
  };
  // How recently the variable was used in its function: 0 is the last one.
  const variable = (size) => {
    const which = number_at(module, at);
    if (which >= MOST_VARIABLES || (size > 1 && module[at + size - 1] === 0)) throw new Error(`the program has a variable ${which} in ${size} bytes, which web/unpack/program.cpp could not put together again`);
    at += size;
    while (recent.length <= which) recent.push(recent.length);
    let place = recent.indexOf(which);
    recent.splice(place, 1);
    recent.unshift(which);
    for (; place >= 0x80; place >>= 7) streams.locals.push((place & 0x7f) | 0x80);
    streams.locals.push(place);
  };
  // Written with its number, by whose size it has another name.
  const constant = (size) => {
    const is_long = size > 2;
    streams.code.push(is_long ? ADDRESS : I32_CONST);
    copy(is_long ? 'addresses' : 'numbers', size);
  };
  const part = (kind, place, size) => {
    if (kind === 'instruction' && module[place] === I32_CONST) at += size;
    else if (kind === 'variable') variable(size);
    else if (kind === 'number') constant(size);
    else copy(STREAM_OF[kind], size);
  };
  const function_body = () => {
    // The size is left out: where the function ends, its instructions tell.
    const size = number_at(module, at);
    const written_in = number_size(module, at);
    if (written_in > 1 && module[at + written_in - 1] === 0) throw new Error('the program has a function whose size is longer than it need be, which web/unpack/program.cpp could not put together again');
    at += written_in;
    const end = at + size;
    recent = [];
    for (let groups = number('frame'); groups > 0; groups -= 1) {
      number('frame');
      copy('frame', 1);
    }
    if (!read_instructions(module, at, end, part)) throw new Error('a function of the program does not end where it should');
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
