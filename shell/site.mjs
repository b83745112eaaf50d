// The served form: the same page, which may be installed and then starts without its server. Its script
// and style are those of the single file; its policy allows a manifest and a service worker besides.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ICON, icon_png } from './icon.mjs';

// Registering a worker by an address is kept by Trusted Types, too: it needs a policy with a name.
const POLICY = "trusted-types touchstone; worker-src 'self'; manifest-src 'self'";

const MANIFEST = {
  name: 'Touchstone',
  short_name: 'Touchstone',
  description: 'Audits of customer journeys, scored on your own machine.',
  lang: 'en',
  start_url: '.',
  scope: '.',
  display: 'standalone',
  background_color: '#1b2330',
  theme_color: '#1b2330',
  // As data: icons in files of their own are fetched as the page's pictures, which its policy forbids.
  icons: [
    { src: ICON, type: 'image/svg+xml', sizes: 'any' },
    ...[192, 512].map((size) => ({ src: icon_png(size), type: 'image/png', sizes: `${size}x${size}` })),
  ],
};

// The first of each stands in the page's head.
const served_form = (page) => page
  .replace("trusted-types 'none'", POLICY)
  .replace('<title>', '<link rel="manifest" href="manifest.webmanifest">\n<title>');

const sha256 = (bytes, letters) => createHash('sha256').update(bytes).digest(letters);

// The files of the folder by name, made from the single file's text.
export const site_files = (page) => {
  const files = new Map([
    ['index.html', served_form(page)],
    ['manifest.webmanifest', `${JSON.stringify(MANIFEST, null, 2)}\n`],
  ]);
  // Some servers answer for index.html with its folder's address, so the page is known by that.
  const hashes = Object.fromEntries([...files].map(([name, bytes]) => [name === 'index.html' ? './' : name, `sha256-${sha256(bytes, 'base64')}`]));
  const version = sha256(JSON.stringify(hashes), 'hex').slice(0, 16);
  const worker = readFileSync(new URL('service_worker.js', import.meta.url), 'utf8');
  files.set('service-worker.js', `const version = '${version}';\nconst files = ${JSON.stringify(hashes, null, 2)};\n\n${worker}`);
  return files;
};
