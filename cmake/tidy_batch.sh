#!/usr/bin/env bash
# tidy_batch.sh CLANG_TIDY COMPILER STAMP SOURCE... -- FLAG...
# Checks the sources as one translation unit and makes the stamp, with what it depends on in
# STAMP.d. Sources that do not compile together (two define the same local name) are checked in two
# halves, and those in two halves again.

set -uo pipefail
tidy=$1 compiler=$2 stamp=$3
shift 3
sources=()
while [ "$1" != -- ]; do sources+=("$1") && shift; done
shift
flags=("$@")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$(dirname "$stamp")"

# write_unit FILE SOURCE...
write_unit() {
  local file=$1
  shift
  printf '#include "%s"  // NOLINT(bugprone-suspicious-include)\n' "$@" >"$file"
}

# check NAME SOURCE...: prints what is found.
check() {
  local name=$1 status=0
  shift
  write_unit "$name.cpp" "$@"
  if [ $# -gt 1 ] && ! "$compiler" "${flags[@]}" -w -fsyntax-only "$name.cpp" 2>/dev/null; then
    local half=$(($# / 2))
    check "${name}a" "${@:1:half}" || status=1
    check "${name}b" "${@:half+1}" || status=1
    return $status
  fi
  "$tidy" --quiet --config-file="$root/.clang-tidy" "$name.cpp" -- "${flags[@]}" 2>/dev/null
}

name=${stamp%.stamp}
check "$name" "${sources[@]}" || exit 1
write_unit "$name.cpp" "${sources[@]}"
"$compiler" "${flags[@]}" -MM -MT "$stamp" -MF "$stamp.d" "$name.cpp" && touch "$stamp"
