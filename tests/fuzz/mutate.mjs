// Chance by a seed, and texts changed by it: as JSON where they are JSON, as letters where they are not.
//
//   const chance = chance_of(7);
//   const changed = mutated(text, chance);     // the same seed, the same changes

export const chance_of = (seed) => {
  let state = seed >>> 0;
  // mulberry32 (Tommy Ettinger): 0 <= next() < 1.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  return { next, below, of: (list) => list[below(list.length)], is: (share) => next() < share };
};

const LETTERS = [
  '<',
  '>',
  '"',
  '\\',
  '\0',
  '\n',
  '\u2028',
  '\u2029',
  '\ud800',
  'é',
  '😀',
  '</script>',
  '<!--',
  '<script',
  ']]>',
  '{{audit}}',
  '$&',
  "$'",
  '\\u003c',
  '&lt;',
  ' ',
  '=',
];

// What JSON can hold in the place of anything else. The objects answer to no conversion.
const values = (chance) =>
  chance.of([
    () => null,
    () => true,
    () => -1,
    () => 0,
    () => 0.5,
    () => 1e308,
    () => Number.MAX_SAFE_INTEGER,
    () => 2 ** 32,
    () => '',
    () => 'x',
    () => [],
    () => ({}),
    () => [[]],
    () => ({ toString: null, valueOf: null }),
    () => ({ length: 1e9 }),
    () => chance.of(LETTERS),
    () => LETTERS.join(''),
    () => 'QUJD'.repeat(chance.of([1, 5, 4000])),
    () => chance.below(2 ** 31),
    () => '9'.repeat(chance.below(400)),
  ])();

const text_changed = (text, chance) => {
  const at = chance.below(text.length + 1);
  return chance.of([
    () => text.slice(0, at),
    () => text.slice(at),
    () => text.slice(0, at) + chance.of(LETTERS) + text.slice(at),
    () => text.slice(0, at) + String.fromCharCode(chance.below(chance.of([128, 65536]))) + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1 + chance.below(8)),
    () => text + text,
    () => text.replace(/=+$/, ''),
    () => text.replace(/\+/g, '-').replace(/\//g, '_'),
    () => text.toUpperCase(),
  ])();
};

const number_changed = (number, chance) =>
  chance.of([number + 1, number - 1, -number, number * 10, number / 3, number * 2 ** 40, String(number), number + 0.5]);

// All places of the tree: [holder, key].
const places = (tree, found = []) => {
  if (tree === null || typeof tree !== 'object') return found;
  for (const key of Object.keys(tree)) {
    found.push([tree, key]);
    places(tree[key], found);
  }
  return found;
};

const change_tree = (root, chance) => {
  const [holder, key] = chance.of(places(root));
  const value = holder[key];
  const act = chance.of(['value', 'value', 'like', 'like', 'like', 'remove', 'rename', 'add', 'wrap']);
  if (act === 'remove') delete holder[key];
  else if (act === 'rename') {
    delete holder[key];
    holder[text_changed(key, chance)] = value;
  } else if (act === 'add' && Array.isArray(holder)) holder.push(values(chance));
  else if (act === 'add')
    Object.defineProperty(holder, chance.of(['__proto__', 'constructor', 'length', 'toJSON', ...LETTERS]), {
      value: values(chance),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else if (act === 'wrap') holder[key] = [value];
  else if (act === 'like' && typeof value === 'string') holder[key] = text_changed(value, chance);
  else if (act === 'like' && typeof value === 'number') holder[key] = number_changed(value, chance);
  else holder[key] = values(chance);
};

const parsed = (text) => {
  try {
    return { tree: JSON.parse(text) };
  } catch {
    return {};
  }
};

// What JSON.stringify never writes.
const json_changed = (text, chance) =>
  chance.of([
    () =>
      text.replace(
        /:(\d+)/,
        () => `:${chance.of(['1e999', '-1e999', '00', '1.', '+1', 'NaN', '0x10', '1e-999', '9'.repeat(400)])}`,
      ),
    () =>
      text.replace(
        /\{/,
        () => `{"${chance.of(['key', 'data', 'format', '__proto__'])}":${chance.of(['null', '{}', '1', '"x"'])},`,
      ),
    () => ` \r\n\t${text}\n`,
    () => `\ufeff${text}`,
    () => `${'['.repeat(chance.below(5000))}${text}`,
  ])();

// One to four changes.
export const mutated = (text, chance) => {
  const { tree } = parsed(text);
  let changed = text;
  if (tree !== null && typeof tree === 'object' && chance.is(0.8)) {
    const changes = 1 + chance.below(4);
    for (let i = 0; i < changes && places(tree).length > 0; i += 1) change_tree(tree, chance);
    changed = JSON.stringify(tree);
    if (chance.is(0.2)) changed = json_changed(changed, chance);
    return changed;
  }
  const changes = 1 + chance.below(4);
  for (let i = 0; i < changes; i += 1) changed = (chance.is(0.3) ? json_changed : text_changed)(changed, chance);
  return changed;
};
