#!/usr/bin/env bash
# Emscripten 3.1.69 out of Debian 13's package, unpacked into .deps/emscripten, with its binaryen in
# .deps/binaryen. It runs on the system's own clang-19, lld-19, llvm-19, Node and Python.
#
# Binaryen's programs are built for a newer C library than Debian 12 has: Debian 13's is unpacked
# beside them, and each program is started through it by a small wrapper.
#
# Skipped where an emsdk of 3.1.69 or later is on the PATH; TOUCHSTONE_EMSCRIPTEN=deps ignores that.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/pins.sh"
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

wanted=3.1.69
recipe=4 # raise when what is unpacked, or how, changes

on_path() {
  [ "${TOUCHSTONE_EMSCRIPTEN:-}" != deps ] && has emcc || return 1
  local version
  version=$(emcc --version 2>/dev/null | sed -n '1s/.* \([0-9]*\.[0-9]*\.[0-9]*\).*/\1/p')
  [ -n "$version" ] && at_least "$version" "$wanted"
}

unpack_emscripten() {
  local deb=$1 fresh=$deps/emscripten.new
  rm -rf "$fresh" "$deps/emscripten"
  mkdir -p "$fresh"
  # Left out: Emscripten's own tests, and the libraries for link-time optimisation and for dynamic
  # linking, which are three quarters of 1.6 GB.
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$fresh" --strip-components=4 \
    --exclude='./usr/share/emscripten/test' \
    --exclude='./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/lto*' \
    --exclude='./usr/share/emscripten/cache/sysroot/lib/wasm32-emscripten/pic' \
    ./usr/share/emscripten
  # The configuration finds its folder from its own name, so that the checkout can be moved.
  cat >"$fresh/.emscripten" <<'CONFIG'
import os
import shutil

here = os.path.dirname(os.path.abspath(os.environ['EM_CONFIG']))
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = os.path.join(os.path.dirname(here), 'binaryen')
NODE_JS = shutil.which('node') or shutil.which('nodejs') or 'node'
CACHE = os.path.join(here, 'cache')
CONFIG
  # Emscripten's optimiser imports acorn, which is Debian's package node-acorn.
  mkdir -p "$fresh/node_modules"
  ln -s /usr/share/nodejs/acorn "$fresh/node_modules/acorn"
  mv "$fresh" "$deps/emscripten"
}

unpack_binaryen() {
  local downloads=$1 fresh=$deps/binaryen.new package
  rm -rf "$fresh" "$deps/binaryen"
  mkdir -p "$fresh/tree" "$fresh/bin" "$fresh/programs" "$fresh/lib"
  for package in binaryen libc6 libstdc++6 libgcc-s1; do
    dpkg-deb --fsys-tarfile "$downloads/${package}"_*.deb | tar -x -C "$fresh/tree" \
      --exclude='./usr/share' --exclude='*/gconv' --exclude='*/audit'
  done
  cp -a "$fresh/tree/usr/lib"/*-linux-gnu/. "$fresh/lib"
  cp -a "$fresh/tree/usr/bin"/wasm* "$fresh/programs"
  rm -rf "$fresh/tree"
  local program
  for program in "$fresh/programs"/*; do
    cat >"$fresh/bin/$(basename "$program")" <<'WRAPPER'
#!/bin/sh
root=$(dirname "$(dirname "$0")")
for loader in "$root"/lib/ld-linux*.so.*; do :; done
exec "$loader" --library-path "$root/lib" "$root/programs/$(basename "$0")" "$@"
WRAPPER
    chmod +x "$fresh/bin/$(basename "$program")"
  done
  mv "$fresh" "$deps/binaryen"
}

if on_path; then exit 0; fi
is_debian_like || {
  say "no Emscripten $wanted or later on the PATH; the web build needs one (docs/building.md)"
  exit 0
}
if is_stamped emscripten "$wanted-$recipe" && [ -x "$deps/emscripten/emcc" ]; then exit 0; fi

downloads=$deps/apt/downloads/emscripten
if ! compgen -G "$downloads/emscripten_*.deb" >/dev/null; then
  say "fetching Emscripten (Debian 13's package, 240 MB) ..."
  rm -rf "$downloads"
  debian_fetch "$downloads.new" emscripten binaryen libc6 libstdc++6 libgcc-s1
  mv "$downloads.new" "$downloads"
fi
say "unpacking Emscripten ..."
unpack_binaryen "$downloads"
unpack_emscripten "$downloads"/emscripten_*.deb
"$deps/binaryen/bin/wasm-opt" --version >/dev/null ||
  die "binaryen from Debian 13 does not start here" "use an emsdk on the PATH (docs/building.md)"
version=$(EM_CONFIG=$deps/emscripten/.emscripten "$deps/emscripten/emcc" --version 2>/dev/null | head -n 1)
say "ready: $version"
rm -rf "$downloads"
stamp emscripten "$wanted-$recipe"
