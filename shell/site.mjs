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
const served_form = (page) =>
  page
    .replace("trusted-types 'none'", POLICY)
    .replace('<title>', '<link rel="manifest" href="manifest.webmanifest">\n<title>');

// What a server had better send, and why. The page brings its own policy; these are what no page can say of itself.
const HEADERS = [
  [
    'Content-Security-Policy',
    "frame-ancestors 'none'",
    'No other site shows the page in a frame of its own. All else of the policy is in the page, by hash, so that this header stays right with the next version.',
  ],
  ['X-Content-Type-Options', 'nosniff', 'Files are what their type says, nothing else.'],
  ['Referrer-Policy', 'no-referrer', 'Nobody learns from which address you came.'],
  ['Cross-Origin-Opener-Policy', 'same-origin', 'A site that opens the page in a window gets no hold of it.'],
  ['Cross-Origin-Resource-Policy', 'same-origin', 'Other sites do not load these files.'],
  [
    'Permissions-Policy',
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'The page uses none of these.',
  ],
  [
    'Cache-Control',
    'no-cache',
    'Browsers ask for a newer version each time, and the worker finds it; the worker keeps the files, so that this costs next to nothing.',
  ],
];
const WORKER_POLICY = "default-src 'none'; connect-src 'self'";
const WORKER_REASON = 'For `service-worker.js` alone: it fetches the files of this folder and can do nothing else.';

// As Netlify, Cloudflare Pages and tests/support/serve.mjs read it.
const headers_file = () =>
  [
    '/*',
    ...HEADERS.map(([name, value]) => `  ${name}: ${value}`),
    '/service-worker.js',
    `  Content-Security-Policy: ${WORKER_POLICY}`,
    '',
  ].join('\n');

const headers_advice = () => `# Headers for this folder

For whoever puts it on a web server. The page works without them; with them it is closed where only a server can close
it. \`_headers\` is the same for hosts that read such a file (Netlify, Cloudflare Pages).

| header | value | why |
|---|---|---|
${[...HEADERS, ['Content-Security-Policy', WORKER_POLICY, WORKER_REASON]].map(([name, value, why]) => `| \`${name}\` | \`${value}\` | ${why} |`).join('\n')}

Serve it by https only (workers and passphrases need that, except on this machine itself), and then send
\`Strict-Transport-Security\` as you do for your other sites. Let no proxy minify
the files or add scripts to them: the page's policy and the worker's hashes refuse what is not as it was built.
Compressing them on the way is fine.

nginx, first in the \`http\` block, then in the \`server\` block:

\`\`\`
map $uri $touchstone_policy {
  default "${HEADERS[0][1]}";
  ~/service-worker\\.js$ "${WORKER_POLICY}";
}

add_header Content-Security-Policy $touchstone_policy always;
${HEADERS.slice(1)
  .map(([name, value]) => `add_header ${name} "${value}" always;`)
  .join('\n')}
\`\`\`

Apache, in \`.htaccess\` with \`mod_headers\`:

\`\`\`
${HEADERS.map(([name, value]) => `Header always set ${name} "${value}"`).join('\n')}
<Files "service-worker.js">
  Header always set Content-Security-Policy "${WORKER_POLICY}"
</Files>
\`\`\`
`;

const sha256 = (bytes, letters) => createHash('sha256').update(bytes).digest(letters);

// The files of the folder by name, made from the single file's text.
export const site_files = (page) => {
  const files = new Map([
    ['index.html', served_form(page)],
    ['manifest.webmanifest', `${JSON.stringify(MANIFEST, null, 2)}\n`],
  ]);
  // Some servers answer for index.html with its folder's address, so the page is known by that.
  const hashes = Object.fromEntries(
    [...files].map(([name, bytes]) => [name === 'index.html' ? './' : name, `sha256-${sha256(bytes, 'base64')}`]),
  );
  const version = sha256(JSON.stringify(hashes), 'hex').slice(0, 16);
  const worker = readFileSync(new URL('service_worker.js', import.meta.url), 'utf8');
  // Read by servers and by people, not by browsers: no part of what the worker keeps.
  files.set('_headers', headers_file());
  files.set('HEADERS.md', headers_advice());
  files.set(
    'service-worker.js',
    `const version = '${version}';\nconst files = ${JSON.stringify(hashes, null, 2)};\n\n${worker}`,
  );
  return files;
};
