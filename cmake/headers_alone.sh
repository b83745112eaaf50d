#!/usr/bin/env bash
# headers_alone.sh COMPILER STAMP HEADER... -- FLAG...
#
# Compiles each header with nothing before it, to see that it includes what it needs. Headers with a
# source of their own are seen to by that: it includes them first.

set -euo pipefail

compiler=$1 stamp=$2
shift 2
headers=()
while [ "$1" != -- ]; do
  headers+=("$1")
  shift
done
shift

for header in "${headers[@]}"; do
  "$compiler" "$@" -fsyntax-only -x c++-header "$header" || {
    echo "$header does not compile alone." >&2
    exit 1
  }
done
mkdir -p "$(dirname "$stamp")"
touch "$stamp"
