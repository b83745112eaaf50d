// Packs the program into one HTML file, and the same page into the served form.
//
//   node shell/pack.mjs --js PAGE.js --wasm PAGE.wasm --out dist/touchstone.html --site dist/site
//
// Beside the one file its SHA-256 is written, as FILE.html.sha256.
//
// The page's policy names the hashes of its one script and of its styles; the WebAssembly stands in a data
// block, packed by gzip, which browsers unpack by themselves, and base64. The script holds the page's template, so
// that the page can write itself with an audit inside (shell/copy.js). The same inputs and tools give the same
// bytes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ICON } from './icon.mjs';
import { site_files } from './site.mjs';

const SHELL = dirname(fileURLToPath(import.meta.url));

const hash_of = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

// The last directive is the one that the served form replaces (shell/site.mjs) and a copy puts back.
// The preview of a report is a frame that inherits the policy: it needs the report's own style.
export const policy_of = (script, ...styles) =>
  [
    "default-src 'none'",
    `script-src ${hash_of(script)} 'wasm-unsafe-eval'`,
    `style-src ${styles.map(hash_of).join(' ')}`,
    'frame-src blob:',
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

// A closing tag inside a block would end it.
const check_block = (name, text) => {
  if (/<\/(script|style)/i.test(text) || text.includes('<!--'))
    throw new Error(`${name} holds text that would end its block`);
  return text;
};

const without_comments = (css) =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();

// Shorter names for what is local to the script, by terser where it is installed: a quarter less.
// Debian's finds its modules by the path only with Debian's own Node.
const script_small = (text) => {
  const env = { ...process.env, NODE_PATH: '/usr/share/nodejs' };
  const { status, stdout } = spawnSync('terser', ['--compress', 'passes=3', '--mangle', '--ecma', '2020'], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env,
  });
  return status === 0 ? stdout.trim() : text;
};

// A page without a single other character is read faster: browsers keep such text at a byte a character.
const in_ascii = (script) =>
  script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

// What says that a page is cut off stands in front of all else, and before the policy.
export const first_style = (template) => /<style id="incomplete">([^<]*)<\/style>/.exec(template)[1];

// After terser, which would undo the escapes.
const with_template = (script, template) =>
  in_ascii(`const touchstone_template=${JSON.stringify(template).replace(/</g, '\\u003c')};
${script}`);

export const build_page = ({ program_js, wasm }) => {
  const read = (name) => readFileSync(join(SHELL, name), 'utf8');
  const boot = read('boot.js')
    .split('\n')
    .filter((line) => !line.startsWith('//'))
    .join('\n');
  const template = read('index.html');
  const whole = script_small(`function touchstone_program(Module) {\n${program_js.trim()}\n}\n${boot.trim()}\n`);
  const script = check_block('the script', with_template(whole, template));
  const style = check_block('the style', without_comments(read('style.css')));
  const parts = {
    policy: policy_of(script, first_style(template), style, read('../assets/report.css')),
    icon: ICON,
    style,
    audit: '',
    form: '',
    program: gzipSync(wasm, { level: 9 }).toString('base64'),
    script,
  };
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name) => parts[name]);
};

const main = () => {
  const { values } = parseArgs({
    options: { js: { type: 'string' }, wasm: { type: 'string' }, out: { type: 'string' }, site: { type: 'string' } },
  });
  if (!values.js || !values.wasm || !(values.out || values.site)) {
    console.error('usage: node shell/pack.mjs --js PAGE.js --wasm PAGE.wasm [--out FILE.html] [--site FOLDER]');
    process.exit(2);
  }
  const page = build_page({ program_js: readFileSync(values.js, 'utf8'), wasm: readFileSync(values.wasm) });
  const files = new Map();
  if (values.out) {
    files.set(values.out, page);
    // As sha256sum writes and checks it.
    files.set(`${values.out}.sha256`, `${createHash('sha256').update(page).digest('hex')}  ${basename(values.out)}\n`);
  }
  if (values.site) for (const [name, bytes] of site_files(page)) files.set(join(values.site, name), bytes);
  for (const [target, bytes] of files) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const kib = (n) => `${Math.round(n / 1024)} KiB`;
  console.log(
    `${[values.out, values.site].filter(Boolean).join(', ')}: ${kib(Buffer.byteLength(page))}, gzipped ${kib(gzipSync(page, { level: 9 }).length)}`,
  );
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
