// A small static server for dist/site and for tests: pure Node, loopback only. What the folder's _headers says is
// sent along (shell/site.mjs makes it); without one nothing is cached.
//
//   node tests/support/serve.mjs [FOLDER] [--port N] [--strict]
//     serves FOLDER (default dist/site) on the first free port from N on (default 8080; --strict:
//     on N or not at all) and prints the address as its first line. Ends on SIGTERM or Ctrl+C.
//
//   import { serve } from '.../serve.mjs';
//   const server = await serve({ folder, port: 0 });   // 0: any free port
//   server.url;                                        // "http://127.0.0.1:40123/"
//   await server.close();

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// The file a request means, or null: nothing outside the folder, an index.html for a folder.
async function locate(folder, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(url, 'http://host/').pathname);
  } catch {
    return null;
  }
  if (name.includes('\0')) return null;
  let file = path.join(folder, name);
  if (file !== folder && !file.startsWith(folder + path.sep)) return null;
  try {
    if ((await stat(file)).isDirectory()) file = path.join(file, 'index.html');
    return (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

// What `_headers` says of this path: a line with a path, or the beginning of paths and "*", then lines with headers.
// A header that two of them name is sent twice, as hosts do.
export function headers_for(path_name, text) {
  const headers = {};
  let matches = false;
  for (const line of text.split('\n').filter((it) => it.trim() !== '')) {
    if (!/^\s/.test(line)) {
      matches = line.endsWith('*') ? path_name.startsWith(line.slice(0, -1)) : path_name === line;
      continue;
    }
    const [name, value] = line.split(/:(.*)/).map((it) => it.trim());
    if (matches) headers[name] = name in headers ? [headers[name], value].flat() : value;
  }
  return headers;
}

async function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = await locate(folder, request.url);
  if (!file) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': (await stat(file)).size,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers_for(request.url.split('?')[0], await readFile(path.join(folder, '_headers'), 'utf8').catch(() => '')),
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

export async function serve({ folder = 'dist/site', port = 8080, strict = false } = {}) {
  const root = path.resolve(folder);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
  });
  const last = port === 0 || strict ? port : port + 100;
  for (let candidate = port; ; ++candidate) {
    try {
      await listen(server, candidate);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= last) throw error;
    }
  }
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections?.();
      }),
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const words = process.argv.slice(2);
  const at = words.indexOf('--port');
  const port = at < 0 ? 8080 : Number(words.splice(at, 2)[1]);
  const strict = words.includes('--strict');
  const folder = words.find((word) => !word.startsWith('--'));
  const { url } = await serve({ folder, port, strict });
  console.log(url);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}
