// Packs the program into one HTML file, and the same page into the served form.
//
//   node shell/pack.mjs --js PAGE.js --wasm PAGE.wasm --out dist/touchstone.html --site dist/site
//
// The page's policy names the hashes of its one script and one style; the WebAssembly stands in a data
// block, gzipped and base64. The same inputs and tools give the same bytes.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const SHELL = dirname(fileURLToPath(import.meta.url));
const ICON = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Crect width=%2216%22 height=%2216%22 rx=%224%22 fill=%22%231b2330%22/%3E%3Cpath d=%22M3 11.5 6.5 5l2.5 4 1.5-2.5L13 11.5%22 fill=%22none%22 stroke=%22%23ebc65a%22 stroke-width=%221.6%22/%3E%3C/svg%3E';

const hash_of = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

export const policy_of = (script, style) => [
  "default-src 'none'",
  `script-src ${hash_of(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash_of(style)}`,
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

// A closing tag inside a block would end it.
const check_block = (name, text) => {
  if (/<\/(script|style)/i.test(text) || text.includes('<!--')) throw new Error(`${name} holds text that would end its block`);
  return text;
};

const without_comments = (css) => css.replace(/\/\*[^]*?\*\//g, '').replace(/\s*\n\s*/g, '\n').trim();

// The smallest gzip there is: zopfli's, some 4 % below Node's, where it is installed.
const packed_small = (bytes) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-pack-'));
  const file = join(folder, 'program');
  writeFileSync(file, bytes);
  const { status, stdout } = spawnSync('zopfli', ['-c', '--i15', file], { maxBuffer: 1 << 28 });
  rmSync(folder, { recursive: true });
  const packed = status === 0 ? stdout : gzipSync(bytes, { level: 9 });
  packed.fill(0, 4, 8);  // the time, and then the system's number, would differ between machines
  packed[9] = 255;
  return packed;
};

// Shorter names for what is local to the script, by terser where it is installed: a quarter less.
// Debian's finds its modules by the path only with Debian's own Node.
const script_small = (text) => {
  const env = { ...process.env, NODE_PATH: '/usr/share/nodejs' };
  const { status, stdout } = spawnSync('terser', ['--compress', '--mangle', '--ecma', '2020'], { input: text, encoding: 'utf8', maxBuffer: 1 << 28, env });
  return status === 0 ? stdout.trim() : text;
};

export const build_page = ({ program_js, wasm, audit = '' }) => {
  const read = (name) => readFileSync(join(SHELL, name), 'utf8');
  const boot = read('boot.js').split('\n').filter((line) => !line.startsWith('//')).join('\n');
  const whole = script_small(`function touchstone_program(Module) {\n${program_js.trim()}\n}\n${boot.trim()}\n`);
  const script = check_block('the script', whole);
  const style = check_block('the style', without_comments(read('style.css')));
  const parts = {
    policy: policy_of(script, style),
    icon: ICON,
    style,
    audit,
    program: packed_small(wasm).toString('base64'),
    script,
  };
  return read('index.html').replace(/\{\{(\w+)\}\}/g, (whole, name) => parts[name]);
};

const main = () => {
  const { values } = parseArgs({ options: { js: { type: 'string' }, wasm: { type: 'string' }, out: { type: 'string' }, site: { type: 'string' } } });
  if (!values.js || !values.wasm || !(values.out || values.site)) {
    console.error('usage: node shell/pack.mjs --js PAGE.js --wasm PAGE.wasm [--out FILE.html] [--site FOLDER]');
    process.exit(2);
  }
  const page = build_page({ program_js: readFileSync(values.js, 'utf8'), wasm: readFileSync(values.wasm) });
  const targets = [values.out, values.site && join(values.site, 'index.html')].filter(Boolean);
  for (const target of targets) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, page);
  }
  const kib = (n) => `${Math.round(n / 1024)} KiB`;
  console.log(`${targets.join(', ')}: ${kib(Buffer.byteLength(page))}, gzipped ${kib(gzipSync(page, { level: 9 }).length)}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
