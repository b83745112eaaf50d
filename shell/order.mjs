// Puts the functions of a WebAssembly module into another order: like ones beside each other, which xz packs
// better, because what repeats itself is told by how far back it stands. It is the same program: whatever
// names a function names it by its new number.
import { number_at, number_size, read_instructions } from './instructions.mjs';

const HEAD = 8;
const SECTION = { custom: 0, imports: 2, functions: 3, exports: 7, start: 8, elements: 9, code: 10 };
const FUNCTION = 0;
// The functions that are called most stand in front (wasm-opt sorts them so): their numbers take one byte.
const ONE_BYTE = 128;

const as_number = (value) => {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  bytes.push(value);
  return bytes;
};

const reader_of = (bytes, at = 0) => {
  const byte = () => bytes[at++];
  const number = () => {
    const value = number_at(bytes, at);
    at += number_size(bytes, at);
    return value;
  };
  const skip = (count) => { at += count; };
  return { byte, number, skip, skip_text: () => skip(number()), place: () => at };
};

const sections_of = (module) => {
  const sections = [];
  const reader = reader_of(module, HEAD);
  while (reader.place() < module.length) {
    const id = reader.byte();
    const size = reader.number();
    sections.push({ id, bytes: module.subarray(reader.place(), reader.place() + size) });
    reader.skip(size);
  }
  return sections;
};

const count_imported = (bytes) => {
  const reader = reader_of(bytes);
  let count = 0;
  const limits = () => {
    const has_most = reader.number() & 1;
    reader.number();
    if (has_most) reader.number();
  };
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.skip_text();
    reader.skip_text();
    const kind = reader.byte();
    if (kind === FUNCTION) {
      count += 1;
      reader.number();
    } else if (kind === 1) {
      reader.skip(1);
      limits();
    } else if (kind === 2) {
      limits();
    } else {
      reader.skip(kind === 3 ? 2 : 1);
      if (kind > 3) reader.number();
    }
  }
  return count;
};

const bodies_of = (bytes) => {
  const reader = reader_of(bytes);
  return Array.from({ length: reader.number() }, () => {
    const size = reader.number();
    const body = bytes.subarray(reader.place(), reader.place() + size);
    reader.skip(size);
    return body;
  });
};

// A body's parts as see(kind, at, size), after its variables.
const read_body = (body, see) => {
  const reader = reader_of(body);
  for (let groups = reader.number(); groups > 0; groups -= 1) {
    reader.number();
    reader.skip(1);
  }
  if (!read_instructions(body, reader.place(), body.length, see)) throw new Error('a function of the program does not end where it should');
  return reader.place();
};

// ---- Which are like each other ------------------------------------------------------------------

// The runs of four bytes in a body, as numbers.
const RUN = 4;
const runs_of = (body) => {
  const runs = new Set();
  for (let i = 0; i + RUN <= body.length; i += 1) runs.add(body.readUInt32LE(i));
  return runs;
};

// Tried out on the page, as are the two powers below.
const MOST_HOLDERS = 800;  // what is in many bodies tells nothing of two
const KEPT = 0.9;  // how much of what has been seen still counts after the next body
const NOTHING = 0.02;

// From one to the next that has most in common with it and with those before, for its size.
const like_beside_like = (bodies) => {
  const runs = bodies.map(runs_of);
  const holders = new Map();
  runs.forEach((its, body) => its.forEach((run) => {
    if (!holders.has(run)) holders.set(run, []);
    holders.get(run).push(body);
  }));
  for (const [run, its] of holders) if (its.length < 2 || its.length > MOST_HOLDERS) holders.delete(run);

  const left = new Set(bodies.keys());
  const common = new Map();  // of those that are left, with those that stand
  const stand = (body) => {
    left.delete(body);
    common.delete(body);
    for (const [other, worth] of common) {
      if (worth * KEPT < NOTHING) common.delete(other);
      else common.set(other, worth * KEPT);
    }
    for (const run of runs[body]) {
      const its = holders.get(run) ?? [];
      for (const other of its) if (left.has(other)) common.set(other, (common.get(other) ?? 0) + 1 / Math.sqrt(its.length));
    }
  };
  const next = () => {
    let best = left.values().next().value;
    let most = 0;
    for (const [other, worth] of common) {
      const score = worth / Math.sqrt(bodies[other].length + 50);
      if (score > most) [best, most] = [other, score];
    }
    return best;
  };
  const order = [];
  while (left.size > 0) {
    const body = next();
    order.push(body);
    stand(body);
  }
  return order;
};

// ---- The whole ----------------------------------------------------------------------------------

export const in_order = (module, called_most = ONE_BYTE) => {
  const sections = sections_of(module);
  const section = (id) => sections.find((it) => it.id === id);
  const imported = section(SECTION.imports) ? count_imported(section(SECTION.imports).bytes) : 0;
  const bodies = bodies_of(section(SECTION.code).bytes);
  const in_front = Math.max(0, called_most - imported);
  const front = [...bodies.keys()].slice(0, in_front);
  const order = [...front, ...like_beside_like(bodies.slice(in_front)).map((i) => i + in_front)];
  const place_of = [];
  order.forEach((old, place) => { place_of[old] = place; });
  const renumbered = (which) => (which < imported ? which : imported + place_of[which - imported]);

  const body_renumbered = (body) => {
    const out = [];
    const copy = (from, to) => { for (let i = from; i < to; i += 1) out.push(body[i]); };
    const parts = [];
    const begin = read_body(body, (kind, at, size) => parts.push([kind, at, size]));
    copy(0, begin);
    for (const [kind, at, size] of parts) {
      if (kind === 'function') out.push(...as_number(renumbered(number_at(body, at))));
      else copy(at, at + size);
    }
    return [...as_number(out.length), ...out];
  };

  const changed = {
    [SECTION.functions]: (bytes) => {
      const reader = reader_of(bytes);
      const types = Array.from({ length: reader.number() }, reader.number);
      return [...as_number(types.length), ...order.flatMap((old) => as_number(types[old]))];
    },
    [SECTION.exports]: (bytes) => {
      const reader = reader_of(bytes);
      const out = as_number(reader.number());
      while (reader.place() < bytes.length) {
        const begin = reader.place();
        reader.skip_text();
        const kind = reader.byte();
        out.push(...bytes.subarray(begin, reader.place()));
        const which = reader.number();
        out.push(...as_number(kind === FUNCTION ? renumbered(which) : which));
      }
      return out;
    },
    [SECTION.start]: (bytes) => as_number(renumbered(number_at(bytes, 0))),
    // Of the form that compilers write for a table of functions: 0, i32.const, end, the functions.
    [SECTION.elements]: (bytes) => {
      const reader = reader_of(bytes);
      const out = as_number(reader.number());
      while (reader.place() < bytes.length) {
        const begin = reader.place();
        const [form, constant] = [reader.byte(), reader.byte()];
        reader.number();
        if (form !== 0 || constant !== 0x41 || reader.byte() !== 0x0b) throw new Error('the program has a table of functions of a form that shell/order.mjs must learn');
        const count = reader.number();
        out.push(...bytes.subarray(begin, reader.place()));
        for (let i = 0; i < count; i += 1) out.push(...as_number(renumbered(reader.number())));
      }
      return out;
    },
    [SECTION.code]: () => [...as_number(bodies.length), ...order.flatMap((old) => body_renumbered(bodies[old]))],
  };

  const written = sections.filter(({ id }) => id !== SECTION.custom).flatMap(({ id, bytes }) => {
    const out = changed[id] ? Buffer.from(changed[id](bytes)) : bytes;
    return [Buffer.from([id, ...as_number(out.length)]), out];
  });
  return Buffer.concat([module.subarray(0, HEAD), ...written]);
};
