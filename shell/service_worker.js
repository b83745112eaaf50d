// Keeps the files of the served form, so that Touchstone starts without its server. The packer puts two
// constants before this text: `files`, from each address to the hash its content must have, and
// `version`, one name for all of them.
//
// A new version is installed beside the old one and waits: it is used when no page of the old one is
// open any more.
const OURS = `touchstone ${registration.scope} `;
const NAME = OURS + version;
const KEPT = new Map(Object.keys(files).map((name) => [new URL(name, registration.scope).href, name]));
KEPT.set(new URL('index.html', registration.scope).href, './');

addEventListener('install', (event) => {
  // Past the browser's own cache, and all or nothing: a server in the middle of an update gives files of
  // two versions, and their hashes tell.
  const wanted = Object.entries(files).map(([name, integrity]) => new Request(name, { cache: 'reload', integrity }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(wanted)));
});

addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== NAME);
      await Promise.all(old.map((name) => caches.delete(name)));
    })(),
  );
});

// What is not on the list is left to the browser.
addEventListener('fetch', (event) => {
  const name = KEPT.get(event.request.url.replace(/[?#].*/, ''));
  if (!name || event.request.method !== 'GET') return;
  event.respondWith(
    (async () => {
      const cache = await caches.open(NAME);
      return (await cache.match(name, { ignoreVary: true })) || fetch(event.request);
    })(),
  );
});
