# shellcheck shell=bash disable=SC2034,SC2154
# Shared by the set-up scripts (sourced, not run): where things go, how a step speaks.
#
# Every step checks first whether its result is already there and then says nothing. What it makes
# lies under .deps in the checkout: deleting that folder starts afresh, and moving the checkout
# needs no repair because nothing in it names an absolute path.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
deps=$root/.deps

say() { printf '[set-up] %s\n' "$*"; }

# die WHAT WHAT_TO_DO: one line each on standard error, then exit status 1.
die() {
  printf '[set-up] failed: %s\n' "$1" >&2
  printf '[set-up] what to do: %s\n' "$2" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

is_debian_like() { has apt-get && has dpkg-query && has dpkg-deb; }

# at_least HAVE WANTED: true where version HAVE is WANTED or newer ("3.1.69" style).
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# is_stamped NAME TEXT: true where the step NAME was finished for exactly this TEXT.
is_stamped() { [ -f "$deps/stamps/$1" ] && [ "$(cat "$deps/stamps/$1")" = "$2" ]; }

stamp() {
  mkdir -p "$deps/stamps"
  printf '%s' "$2" >"$deps/stamps/$1"
}

# Whatever else goes wrong is told as well: no step ends in silence.
trap 'printf "[set-up] failed: %s, line %s\n" "${BASH_SOURCE[0]##*/}" "$LINENO" >&2' ERR
