// Files in and out. Where File System Access exists a file's handle is kept for this page's life, so
// that saving writes the same file again; elsewhere files come by upload and go by download.
touchstone.files = (() => {
  const SAVED = 0;
  const DOWNLOADED = 1;
  const CANCELLED = 2;
  const FAILED = 3;

  const handles = new Map();
  let nextHandle = 1;

  const keep = (handle) => {
    if (!handle) return 0;
    const id = nextHandle;
    nextHandle += 1;
    handles.set(id, handle);
    return id;
  };

  // kinds: "title\tmime\t.ext .ext" by line.
  const types_of = (kinds) => kinds.split('\n').filter(Boolean).map((line) => {
    const [description, mime, extensions] = line.split('\t');
    return { description, accept: { [mime]: extensions.split(' ').filter(Boolean) } };
  });

  const answer_file = async (token, file, handle) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    touchstone.reply(token, 1, file.name, bytes, handle);
  };

  const open_by_upload = (token, kinds) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = types_of(kinds).flatMap((t) => Object.values(t.accept).flat()).join(',');
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
      await answer_file(token, await handle.getFile(), keep(handle));
    } catch (error) {
      if (error.name === 'AbortError') touchstone.reply(token, 0);
      else if (error.name === 'SecurityError' || error.name === 'NotAllowedError') open_by_upload(token, kinds);
      else touchstone.reply(token, -1, touchstone.sentence(error));
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
      throw new Error('what the disk gives back is not what was written. Save it again, to another place');
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
      touchstone.reply(token, SAVED, handle.name, '', keep(handle));
    } catch (error) {
      touchstone.reply(token, FAILED, name, touchstone.sentence(error));
    }
  };

  const save = async (token, id, name, kinds, mime, bytes) => {
    const handle = handles.get(id);
    if (!handle) {
      await save_as(token, name, kinds, mime, bytes);
      return;
    }
    try {
      const allowed = !handle.requestPermission || (await handle.requestPermission({ mode: 'readwrite' })) === 'granted';
      if (!allowed) {
        await save_as(token, name, kinds, mime, bytes);
        return;
      }
      await write(handle, bytes);
      touchstone.reply(token, SAVED, handle.name, '', id);
    } catch (error) {
      touchstone.reply(token, FAILED, handle.name, touchstone.sentence(error), id);
    }
  };

  const has_files = (e) => Boolean(e.dataTransfer && [...e.dataTransfer.types].includes('Files'));

  const on_drop = async (e) => {
    e.preventDefault();
    _ts_dragged_over(0);
    const items = [...e.dataTransfer.items].filter((i) => i.kind === 'file');
    // Both must be asked for before the first await: the list dies with the event.
    const files = items.map((i) => i.getAsFile());
    const asked = items.map((i) => (i.getAsFileSystemHandle ? i.getAsFileSystemHandle().catch(() => null) : null));
    let count = 0;
    for (let i = 0; i < files.length; i += 1) {
      if (!files[i]) continue;
      try {
        const handle = await asked[i];
        const bytes = new Uint8Array(await files[i].arrayBuffer());
        const id = keep(handle && handle.kind === 'file' ? handle : null);
        touchstone.lend(files[i].name, (p, n) => touchstone.lend(bytes, (q, m) => _ts_dropped_file(p, n, q, m, id)));
        count += 1;
      } catch (error) {
        touchstone.page.problem(`The file ${files[i].name} could not be read: ${touchstone.sentence(error)}`);
      }
    }
    if (count > 0) _ts_dropped();
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
    save,
    save_as,
    save_file(token, name, mime, bytes) {
      download(name, mime, bytes);
      touchstone.reply(token, DOWNLOADED, name);
    },
    copy_text,
    start() {
      document.addEventListener('dragover', (e) => {
        if (!has_files(e)) return;
        e.preventDefault();
        _ts_dragged_over(1);
      });
      document.addEventListener('dragleave', (e) => { if (!e.relatedTarget) _ts_dragged_over(0); });
      document.addEventListener('drop', (e) => { if (has_files(e)) on_drop(e); });
    },
  };
})();
