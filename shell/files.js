// Files in and out. Where File System Access exists the handles of the last files are kept in the
// browser's store, so that saving writes the same file again, also in a later page, and recent files can
// be opened; elsewhere files come by upload and go by download.
touchstone.files = (() => {
  const SAVED = 0;
  const DOWNLOADED = 1;
  const CANCELLED = 2;
  const FAILED = 3;
  // Of a picture: what all browsers can draw.
  const MOST_PIXELS_A_SIDE = 16384;
  const MOST_PIXELS = 1e8;

  // Of what is read at once. An audit takes 100 MB (core/intake/limits.hpp), sealed and in a page half as
  // much again; beyond, the page's memory would be full before the program could say so.
  const MOST_MEGABYTES = 256;

  const NAME = 'touchstone-files';
  const TABLE = 'files';
  const MOST = 12;
  // Numbers of handles that could not be kept: never met again, so that no later page takes one for another.
  const FIRST_OF_THIS_PAGE = 1e6;

  const handles = new Map(); // number -> handle, of this page
  let database = null;

  const open_database = () => {
    database =
      database ||
      new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: 'id', autoIncrement: true });
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    return database;
  };

  // work(table) returns a request, whose result is the answer.
  const run = async (mode, work) => {
    const transaction = (await open_database()).transaction(TABLE, mode);
    const request = work(transaction.objectStore(TABLE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  // Newest first.
  const known_files = async () => {
    if (!globalThis.showOpenFilePicker) return [];
    const files = await run('readonly', (table) => table.getAll());
    return files.sort((a, b) => b.used - a.used);
  };

  const forget = (id) => run('readwrite', (table) => table.delete(id));

  const same_file = async (files, handle) => {
    for (const file of files) {
      if (await handle.isSameEntry(file.handle)) return file;
    }
    return null;
  };

  // The handle's number: the one it has already if the file is known.
  const keep = async (handle) => {
    if (!handle) return 0;
    let id = 0;
    try {
      const files = await known_files();
      const known = await same_file(files, handle);
      const file = { ...known, handle, name: handle.name, used: Date.now() };
      id = await run('readwrite', (table) => table.put(file));
      await Promise.all(
        files
          .filter((it) => it !== known)
          .slice(MOST - 1)
          .map((it) => forget(it.id)),
      );
    } catch {
      id = FIRST_OF_THIS_PAGE + Math.floor(Math.random() * 2e9);
    }
    handles.set(id, handle);
    return id;
  };

  const handle_of = async (id) => {
    if (!id || handles.has(id)) return handles.get(id);
    try {
      const file = await run('readonly', (table) => table.get(id));
      return file && file.handle;
    } catch {
      return undefined;
    }
  };

  const is_allowed = async (handle, mode) =>
    !handle.requestPermission || (await handle.requestPermission({ mode })) === 'granted';

  // kinds: "title\tmime\t.ext .ext" by line.
  const types_of = (kinds) =>
    kinds
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [description, mime, extensions] = line.split('\t');
        return { description, accept: { [mime]: extensions.split(' ').filter(Boolean) } };
      });

  const must_fit = (size) => {
    if (size > MOST_MEGABYTES * 1e6)
      throw new Error(`it is larger than ${MOST_MEGABYTES} MB, which is more than Touchstone reads at once.`);
  };

  const answer_file = async (token, file, handle) => {
    must_fit(file.size);
    const bytes = new Uint8Array(await file.arrayBuffer());
    touchstone.reply(token, 1, file.name, bytes, handle);
  };

  const open_by_upload = (token, kinds) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = types_of(kinds)
      .flatMap((t) => Object.values(t.accept).flat())
      .join(',');
    input.addEventListener('cancel', () => touchstone.reply(token, 0));
    input.addEventListener('change', () => {
      const [file] = input.files;
      if (!file) touchstone.reply(token, 0);
      else answer_file(token, file, 0).catch((error) => touchstone.reply(token, -1, touchstone.sentence(error)));
    });
    input.click();
  };

  const open = async (token, kinds) => {
    if (!globalThis.showOpenFilePicker) {
      open_by_upload(token, kinds);
      return;
    }
    try {
      const [handle] = await showOpenFilePicker({ types: types_of(kinds) });
      await answer_file(token, await handle.getFile(), await keep(handle));
    } catch (error) {
      if (error.name === 'AbortError') touchstone.reply(token, 0);
      else if (error.name === 'SecurityError' || error.name === 'NotAllowedError') open_by_upload(token, kinds);
      else touchstone.reply(token, -1, touchstone.sentence(error));
    }
  };

  const answer_recent = async (token) => {
    let files = [];
    try {
      files = await known_files();
    } catch {
      /* none are kept */
    }
    // Names of files may hold anything but the signs that part the answer.
    const lines = files.map(
      (file) => `${file.id}\t${Math.floor(file.used / 1000)}\t${file.name.replace(/[\t\n]/g, ' ')}`,
    );
    touchstone.reply(token, 1, lines.join('\n'));
  };

  const open_recent = async (token, id) => {
    try {
      const handle = await handle_of(id);
      if (!handle) throw new Error('the browser does not remember it any more');
      if (!(await is_allowed(handle, 'read'))) {
        touchstone.reply(token, 0);
        return;
      }
      await answer_file(token, await handle.getFile(), await keep(handle));
    } catch (error) {
      touchstone.reply(
        token,
        -1,
        error.name === 'NotFoundError' ? 'it is not where it was' : touchstone.sentence(error),
      );
    }
  };

  const download = (name, mime, bytes) => {
    const url = URL.createObjectURL(new Blob([bytes], { type: mime }));
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  };

  // createWritable writes beside the file and swaps at close: a crash leaves the old content. What
  // arrived is read back.
  const write = async (handle, bytes) => {
    const stream = await handle.createWritable();
    await stream.write(bytes);
    await stream.close();
    const written = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    if (written.length !== bytes.length || written.some((byte, i) => byte !== bytes[i])) {
      throw new Error('what the disk gives back is not what was written. Save it again, to another place.');
    }
  };

  const save_as = async (token, name, kinds, mime, bytes) => {
    if (!globalThis.showSaveFilePicker) {
      download(name, mime, bytes);
      touchstone.reply(token, DOWNLOADED, name);
      return;
    }
    let handle;
    try {
      handle = await showSaveFilePicker({ suggestedName: name, types: types_of(kinds) });
    } catch (error) {
      if (error.name === 'AbortError') {
        touchstone.reply(token, CANCELLED, name);
      } else {
        download(name, mime, bytes);
        touchstone.reply(token, DOWNLOADED, name);
      }
      return;
    }
    try {
      await write(handle, bytes);
      touchstone.reply(token, SAVED, handle.name, '', await keep(handle));
    } catch (error) {
      touchstone.reply(token, FAILED, name, touchstone.sentence(error));
    }
  };

  const save = async (token, id, name, kinds, mime, bytes) => {
    const handle = await handle_of(id);
    if (!handle) {
      await save_as(token, name, kinds, mime, bytes);
      return;
    }
    try {
      if (!(await is_allowed(handle, 'readwrite'))) {
        await save_as(token, name, kinds, mime, bytes);
        return;
      }
      await write(handle, bytes);
      touchstone.reply(token, SAVED, handle.name, '', await keep(handle));
    } catch (error) {
      touchstone.reply(token, FAILED, handle.name, touchstone.sentence(error), id);
    }
  };

  const has_files = (e) => Boolean(e.dataTransfer && [...e.dataTransfer.types].includes('Files'));

  // `asked`: for each file a promise of its handle, or null.
  const hand_over = async (files, asked) => {
    let count = 0;
    let size = 0;
    for (let i = 0; i < files.length; i += 1) {
      if (!files[i]) continue;
      try {
        const handle = await asked[i];
        must_fit(size + files[i].size);
        size += files[i].size;
        const bytes = new Uint8Array(await files[i].arrayBuffer());
        const id = await keep(handle && handle.kind === 'file' ? handle : null);
        touchstone.lend(files[i].name, (p, n) => touchstone.lend(bytes, (q, m) => _ts_dropped_file(p, n, q, m, id)));
        count += 1;
      } catch (error) {
        touchstone.page.problem(`The file ${files[i].name} could not be read: ${touchstone.sentence(error)}`);
      }
    }
    if (count > 0) _ts_dropped();
  };

  const on_drop = (e) => {
    e.preventDefault();
    _ts_dragged_over(0);
    const items = [...e.dataTransfer.items].filter((i) => i.kind === 'file');
    // Both must be asked for before the first await: the list dies with the event.
    const files = items.map((i) => i.getAsFile());
    hand_over(
      files,
      items.map((i) => (i.getAsFileSystemHandle ? i.getAsFileSystemHandle().catch(() => null) : null)),
    );
  };

  const choose_files = () => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true });
    input.addEventListener('change', () => hand_over([...input.files], []));
    input.click();
  };

  // Ends the task: what was pressed meanwhile is heard, and the page drawn.
  const breathe = () =>
    new Promise((go_on) => {
      setTimeout(go_on, 0);
    });

  // No more than `most` bytes and a piece, whatever the packed ones claim: a byte can stand for a thousand,
  // and a browser unpacks all it is given before it hands anything out, so it is given little at a time.
  const inflate = async (token, packed, most) => {
    const PIECE = 4096;
    const stream = new DecompressionStream('deflate-raw');
    const writer = stream.writable.getWriter();
    const reader = stream.readable.getReader();
    const parts = [];
    let filled = 0;
    const feed = async () => {
      let told = 0;
      for (let at = 0; at < packed.length; at += PIECE) {
        await writer.write(packed.subarray(at, at + PIECE));
        if (filled - told < 4e6) continue;
        told = filled;
        await breathe();
      }
      await writer.close();
    };
    const feeding = feed();
    feeding.catch(() => {}); // the reader hears of it, too
    try {
      for (let part = await reader.read(); !part.done && filled <= most; part = await reader.read()) {
        parts.push(part.value);
        filled += part.value.length;
      }
      if (filled > most) reader.cancel().catch(() => {});
      else await feeding;
      touchstone.reply(token, 1, '', new Uint8Array(await new Blob(parts).arrayBuffer()));
    } catch {
      touchstone.reply(token, 0);
    }
  };

  const copy_text = async (token, text) => {
    try {
      await navigator.clipboard.writeText(text);
      touchstone.reply(token, 1);
    } catch {
      // Without permission the old way still works within a click.
      const listener = (e) => {
        e.clipboardData.setData('text/plain', text);
        e.preventDefault();
        e.stopImmediatePropagation();
      };
      document.addEventListener('copy', listener, { capture: true, once: true });
      const ok = document.execCommand('copy');
      document.removeEventListener('copy', listener, { capture: true });
      touchstone.reply(token, ok ? 1 : 0);
    }
  };

  return {
    open,
    choose_files,
    answer_recent,
    open_recent,
    async forget(token, id) {
      await forget(id).catch(() => {});
      touchstone.reply(token, 1);
    },
    save,
    save_as,
    save_file(token, name, mime, bytes) {
      download(name, mime, bytes);
      touchstone.reply(token, DOWNLOADED, name);
    },
    async save_picture(token, name, svg, scale) {
      try {
        const image = new Image();
        image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
        await image.decode();
        const { width, height } = image;
        const fitting = Math.min(
          scale,
          MOST_PIXELS_A_SIDE / Math.max(width, height),
          Math.sqrt(MOST_PIXELS / (width * height)),
        );
        const canvas = Object.assign(document.createElement('canvas'), {
          width: width * fitting,
          height: height * fitting,
        });
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((done) => {
          canvas.toBlob(done, 'image/png');
        });
        download(name, 'image/png', new Uint8Array(await blob.arrayBuffer()));
        touchstone.reply(token, DOWNLOADED, name);
      } catch (error) {
        touchstone.reply(token, FAILED, name, touchstone.sentence(error));
      }
    },
    inflate,
    copy_text,
    start() {
      document.addEventListener('dragover', (e) => {
        if (!has_files(e)) return;
        e.preventDefault();
        _ts_dragged_over(1);
      });
      document.addEventListener('dragleave', (e) => {
        if (!e.relatedTarget) _ts_dragged_over(0);
      });
      document.addEventListener('drop', (e) => {
        if (has_files(e)) on_drop(e);
      });
    },
  };
})();
