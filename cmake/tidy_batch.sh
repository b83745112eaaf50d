#!/usr/bin/env bash
# tidy_batch.sh CLANG_TIDY COMPILER STAMP SOURCE... -- FLAG...
# Checks the sources as one translation unit and makes the stamp, with what it depends on in
# STAMP.d. Sources that do not compile together (two define the same local name) are checked singly.

set -uo pipefail
tidy=$1 compiler=$2 stamp=$3
shift 3
sources=()
while [ "$1" != -- ]; do sources+=("$1") && shift; done
shift
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$(dirname "$stamp")"
unit=${stamp%.stamp}.cpp
output=${stamp%.stamp}.txt

check() { "$tidy" --quiet --config-file="$root/.clang-tidy" "$@" -- "${flags[@]}" 2>/dev/null; }

flags=("$@")
for source in "${sources[@]}"; do
  printf '#include "%s"  // NOLINT(bugprone-suspicious-include)\n' "$source"
done >"$unit"

if ! check "$unit" >"$output"; then
  if grep -q 'clang-diagnostic-error' "$output"; then
    for source in "${sources[@]}"; do check "$source" || failed=1; done >"$output"
    [ -z "${failed:-}" ] || { cat "$output" && exit 1; }
  else
    cat "$output"
    exit 1
  fi
fi
"$compiler" "${flags[@]}" -MM -MT "$stamp" -MF "$stamp.d" "$unit" && touch "$stamp"
