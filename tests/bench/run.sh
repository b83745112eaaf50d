#!/usr/bin/env bash
# How fast the engine is, natively and as WebAssembly, beside HyperFormula, plain JavaScript, NumPy
# and JSON.parse. Prints one Markdown table; docs/speed.md has one and says what the words mean.
#
#   tests/bench/run.sh                    200, 2000, 20000 and 100000 touchpoints (a quarter of an hour)
#   tests/bench/run.sh 200 2000           these sizes
#   TOUCHSTONE_BENCH_LIMIT=60 ...         HyperFormula may take so many seconds a size (300)
#   PYTHON=/usr/bin/python3 ...           the Python that has NumPy
#   TOUCHSTONE_NATIVE, TOUCHSTONE_WASM, TOUCHSTONE_COMMAND   programs built elsewhere
#
# Builds what it runs (both presets have to be configured, as ./test.sh leaves them). Needs Node, npm
# for HyperFormula, and python3 with NumPy (Debian: python3-numpy). What differs from the engine's
# numbers by more than rounding is not timed: the run fails.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
case ${1:-} in
  -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' tests/bench/run.sh && exit 0 ;;
esac
sizes=("$@")
[ $# -gt 0 ] || sizes=(200 2000 20000 100000)

if [ -z "${TOUCHSTONE_NATIVE:-}${TOUCHSTONE_WASM:-}${TOUCHSTONE_COMMAND:-}" ]; then
  cmake --build build/native --target bench_engine touchstone_cli >&2
  cmake --build build/web --target bench_engine >&2
fi
native=${TOUCHSTONE_NATIVE:-build/native/tests/bench_engine}
wasm=${TOUCHSTONE_WASM:-build/web/tests/bench_engine.mjs}
command=${TOUCHSTONE_COMMAND:-build/native/touchstone}
[ -d tests/bench/node_modules/hyperformula ] || npm ci --prefix tests/bench >&2

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$native" generate "$folder" "${sizes[@]}"
"$native" measure "$folder" "${sizes[@]}" >"$folder/native.jsonl"
node "$wasm" measure "$folder" "${sizes[@]}" >"$folder/wasm.jsonl"
for size in "${sizes[@]}"; do
  "$command" score "$folder/audit_$size.json" >"$folder/scores_$size.json"
done
node --max-old-space-size=8192 tests/bench/peers.mjs "$folder/native.jsonl" "$folder" "${sizes[@]}" >"$folder/peers.jsonl"
"${PYTHON:-python3}" tests/bench/rank_numpy.py "$folder/native.jsonl" "$folder" >"$folder/numpy.jsonl"
node tests/bench/table.mjs "$folder"/{native,wasm,peers,numpy}.jsonl
