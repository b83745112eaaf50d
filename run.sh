#!/usr/bin/env bash
# Installs what is missing, builds, writes dist/touchstone.html (the whole program in one file) and
# dist/site/ (the served form), serves it on a local port and opens a browser where there is a
# display.
#
#   ./run.sh                 all of it; the first free port from 8080 on; Ctrl+C ends it
#   ./run.sh --port 9000     the first free port from 9000 on
#   ./run.sh --build         stop after building
#   ./run.sh --no-install    build with what is there
#
# The command line is built as well: build/native/touchstone, and build/web/touchstone.mjs for Node.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

serve=yes install=yes port=8080
while [ $# -gt 0 ]; do
  case $1 in
    --build) serve=no ;;
    --no-install) install=no ;;
    --port) port=${2:?--port needs a number} && shift ;;
    -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) echo "run.sh: unknown option $1 (see ./run.sh --help)" >&2 && exit 2 ;;
  esac
  shift
done

if [ $install = yes ]; then cmake/setup/all.sh build; fi
source cmake/setup/environment.sh

touchstone_configure native
cmake --build build/native --target touchstone_cli -- "-j$(nproc)"
touchstone_configure web
cmake --build build/web --target touchstone_node touchstone_page -- "-j$(nproc)"
node shell/pack.mjs --js build/web/touchstone_page.js --wasm build/web/touchstone_page.wasm \
  --out dist/touchstone.html --site dist/site
echo "built: dist/touchstone.html, dist/site/, build/native/touchstone, build/web/touchstone.mjs"
if [ $serve = no ]; then exit 0; fi

# The server prints its address first; the browser is opened once it answers.
node tests/support/serve.mjs dist/site --port "$port" | while read -r url; do
  echo "Touchstone is served at $url (Ctrl+C ends it)"
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
    xdg-open "$url" >/dev/null 2>&1 </dev/null &
  elif [ "$(uname)" = Darwin ]; then
    open "$url"
  fi
done
