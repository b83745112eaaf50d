// Shared by the page's modules: strings and bytes between JavaScript and the program's memory.
// All files of this folder but boot.js and service_worker.js are joined into the program's script (see cmake/page.cmake);
// they see Emscripten's HEAP views and the exported functions _ts_*.
const touchstone = {
  debug: { frames: 0, lastWake: '', frameMs: 0, appMs: 0, mirrorMs: 0, nodes: 0, mirrorUpdates: 0, calls: 0, kept: 0 },
};

touchstone.decoder = new TextDecoder();
touchstone.encoder = new TextEncoder();

touchstone.text = (pointer, size) => touchstone.decoder.decode(HEAPU8.subarray(pointer, pointer + size));
touchstone.bytes = (pointer, size) => HEAPU8.slice(pointer, pointer + size);

// Calls use(pointer, size) with a copy of the bytes in the program's memory.
touchstone.lend = (data, use) => {
  const bytes = typeof data === 'string' ? touchstone.encoder.encode(data) : data;
  const pointer = _ts_alloc(bytes.length + 1);
  HEAPU8.set(bytes, pointer);
  try {
    return use(pointer, bytes.length);
  } finally {
    _ts_free(pointer);
  }
};

// A block of memory the program takes over: the size in four bytes, then the UTF-8 text.
touchstone.block = (text) => {
  const bytes = touchstone.encoder.encode(text);
  const pointer = _ts_alloc(4 + bytes.length);
  HEAPU32[pointer >> 2] = bytes.length;
  HEAPU8.set(bytes, pointer + 4);
  return pointer;
};

// The answer to a request of the program's, by its token; see browser_requests.cpp.
touchstone.reply = (token, code, first = '', second = '', handle = 0) => {
  touchstone.lend(first, (a, aSize) =>
    touchstone.lend(second, (b, bSize) => _ts_reply(token, code, handle, a, aSize, b, bSize)),
  );
};

// An error of this program's own, whose message is written for the person who reads it.
touchstone.fault = (name, message) => Object.assign(new Error(message), { name });

// Why something failed, in words that go on after a colon: what browsers call their errors is for programmers.
touchstone.sentence = (() => {
  const NO_ROOM = 'there is no room left on this disk. Make room on it, or delete audits from the library';
  const WORDS = {
    QuotaExceededError: NO_ROOM,
    SecurityError: 'the settings of this browser forbid it',
    NotAllowedError: 'the browser was not allowed to',
    NotFoundError: 'it is not where it was',
    NotReadableError: 'it cannot be read. Another program may hold it, or it was moved or changed meanwhile',
    NoModificationAllowedError: 'another program holds it, or it may not be changed',
    InvalidStateError: 'the browser has closed its store',
    UnknownError: 'the browser could not read or write its disk',
    VersionError: 'a newer version of Touchstone has used this browser’s store. Use that version',
    AbortError: 'the browser broke it off',
    TimeoutError: 'the browser did not finish it in time',
    DataCloneError: 'the browser cannot keep it',
    EncodingError: 'the browser cannot draw it',
  };
  return (error) => {
    if (/NO_SPACE|quota|disk is full/i.test(String(error && error.message))) return NO_ROOM;
    if (globalThis.DOMException && error instanceof DOMException)
      return WORDS[error.name] || 'the browser refused it and does not say why';
    return String((error && error.message) || error || 'the browser does not say why');
  };
})();

touchstone.to_base64 = (bytes) => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
};

touchstone.from_base64 = (letters) => {
  const text = atob(letters);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
};

// Base64url without padding: letters that a chat leaves alone.
touchstone.to_letters = (bytes) =>
  touchstone.to_base64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
touchstone.from_letters = (letters) => touchstone.from_base64(letters.replace(/-/g, '+').replace(/_/g, '/'));
