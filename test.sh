#!/usr/bin/env bash
# Everything CI runs, installing what is missing. Each part tells what it counted and how long it
# took; a part that fails shows its output, and the others still run. The last line is the sum.
#
#   ./test.sh                  all parts but native, in this order:
#     format   clang-format and prettier over the sources that git knows
#     asan     the engine's and the views' tests under AddressSanitizer and UndefinedBehaviorSanitizer
#     wasm     the engine's tests as WebAssembly in Node
#     e2e      ./run.sh --build, then tests/e2e: the page in Chromium, and what differs between engines
#              in Firefox and WebKitGTK too (or in those of TOUCHSTONE_ENGINES); the command natively
#              against WebAssembly
#     tidy     clang-tidy over our own sources
#     native   the same tests as asan, optimised and without sanitizers: quicker, for every day
#   ./test.sh native wasm      only these
#
# Exit status 0 if every part passed. A part that ran nothing has failed.

set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null
export LC_ALL=C.UTF-8

parts=(format asan wasm e2e tidy native)
usual=("${parts[@]:0:5}")
case ${1:-} in
  -h | --help) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
chosen=("${@:-${usual[@]}}")
for part in "${chosen[@]}"; do
  case " ${parts[*]} " in
    *" $part "*) ;;
    *) echo "test.sh: no part $part (there are: ${parts[*]})" >&2 && exit 2 ;;
  esac
done

logs=$PWD/build/logs
mkdir -p "$logs"
total_passed=0 total_failed=0 total_skipped=0
passed=0 failed=0 skipped=0 # of the part that runs

build() { cmake --build "build/$1" -j "$(nproc)" "${@:2}"; }

# A check as a whole: one pass or one failure.
count_check() { if "$@"; then passed=1; else failed=1; fi; }

# Sums the test cases in Catch2's reports under $1. A program that left no whole report (it crashed,
# or never ran its tests) is one failure.
count_reports() {
  local report line found=0
  for report in "$1"/*.xml; do
    [ -f "$report" ] || continue
    found=1
    line=$(grep -o '<OverallResultsCases [^>]*>' "$report" | tail -n 1)
    if [[ $line =~ successes=\"([0-9]+)\"\ failures=\"([0-9]+)\"\ expectedFailures=\"([0-9]+)\"\ skips=\"([0-9]+)\" ]]; then
      passed=$((passed + BASH_REMATCH[1] + BASH_REMATCH[3]))
      failed=$((failed + BASH_REMATCH[2]))
      skipped=$((skipped + BASH_REMATCH[4]))
    else
      echo "no whole report in $report"
      failed=$((failed + 1))
    fi
  done
  if [ $found = 0 ]; then
    echo "no test program left a report in $1"
    failed=$((failed + 1))
  fi
}

# Builds a preset and runs its Catch2 programs through ctest.
unit_tests() {
  local preset=$1 status=0
  { touchstone_configure "$preset" && build "$preset"; } || { failed=1 && return; }
  local reports=build/$preset/reports
  rm -rf "$reports" && mkdir -p "$reports"
  local programs
  programs=$(ctest --test-dir "build/$preset" -N | sed -n 's/^Total Tests: //p')
  ctest --test-dir "build/$preset" -j "$(nproc)" --output-on-failure --no-tests=error --timeout 1800 || status=1
  count_reports "$reports"
  local written
  written=$(find "$reports" -name '*.xml' | wc -l)
  if [ "$written" -lt "${programs:-0}" ]; then
    echo "$((programs - written)) of $programs test programs left no report"
    failed=$((failed + programs - written))
  fi
  if [ $status != 0 ] && [ $failed = 0 ]; then failed=1; fi
}

# all_formatted COMMAND PATTERN...: whether the command finds the sources of these names in order.
all_formatted() {
  local command=$1 files
  files=$(git ls-files --cached "${@:2}" | while read -r f; do [ -f "$f" ] && echo "$f"; done)
  [ -n "$files" ] || { echo "no sources found: ${*:2}" && return 1; }
  # shellcheck disable=SC2086
  tr '\n' '\0' <<<"$files" | xargs -0 $command
}
formatted() {
  local status=0
  all_formatted "clang-format-19 --dry-run -Werror" '*.cpp' '*.hpp' || status=1
  all_formatted "node tests/node_modules/prettier/bin/prettier.cjs --check" '*.js' '*.mjs' || status=1
  return $status
}

tidied() { touchstone_configure tidy && build tidy --target touchstone_tidy -- -k 0; }

# Adds what Node's test runner counted in $1.
count_tap() {
  local word number
  while read -r _ word number; do
    case $word in
      pass) passed=$((passed + number)) ;;
      fail | cancelled) failed=$((failed + number)) ;;
      skipped | todo) skipped=$((skipped + number)) ;;
    esac
  done < <(grep -E '^# (pass|fail|cancelled|skipped|todo) [0-9]+$' "$1")
}

# Every control of the front end on a page of its own, for tests only.
build_gallery() {
  build web --target touchstone_gallery &&
    node shell/pack.mjs --js build/web/touchstone_gallery.js --wasm build/web/touchstone_gallery.wasm \
      --out build/gallery.html
}

# What the page's own scripts do with an engine. What only the program does is the same in each, and is
# tried in Chromium, which runs all files.
of_each_engine=(drawing files_in_place import incomplete keeping main_job platform remembering saved_page
  security served text touch)

e2e_tests() {
  { ./run.sh --build && build_gallery; } || { failed=1 && return; }
  local engine tap before status
  for engine in ${TOUCHSTONE_ENGINES:-chromium firefox webkit}; do
    local files=("${of_each_engine[@]/%/.test.mjs}")
    files=("${files[@]/#/tests/e2e/page/}")
    if [ "$engine" = chromium ]; then files=(tests/e2e/page/*.test.mjs tests/e2e/*.test.mjs); fi
    tap=$logs/e2e_$engine.tap before=$((passed + failed))
    TOUCHSTONE_ENGINE=$engine timeout 1800 node --test --test-concurrency="$(nproc)" --test-reporter=tap "${files[@]}" >"$tap" 2>&1
    status=$?
    count_tap "$tap"
    if [ $status != 0 ] && [ $failed = 0 ]; then failed=1; fi
    if [ $((passed + failed)) = "$before" ]; then
      echo "no test ran in $engine"
      failed=$((failed + 1))
    fi
    cat "$tap"
  done
  name_failures "$logs"/e2e_*.tap
}

# The failed tests once more, at the log's end, where they are looked for first.
name_failures() {
  local tap
  for tap in "$@"; do
    if grep -qE '^ *not ok' "$tap"; then
      echo "--- failed in $tap:"
      grep -E -A 12 '^ *not ok' "$tap"
    fi
  done
}

part_format() { count_check formatted; }
part_native() { unit_tests native; }
part_asan() { unit_tests asan; }
part_wasm() { unit_tests web; }
part_e2e() { e2e_tests; }
part_tidy() { count_check tidied; }

run_part() {
  local name=$1 begin=$SECONDS log=$logs/$1.log
  passed=0 failed=0 skipped=0
  "part_$name" >"$log" 2>&1
  if [ $((passed + failed)) = 0 ]; then
    echo "the part $name ran no test" >>"$log"
    failed=1
  fi
  local counted="$passed passed, $failed failed"
  if [ $skipped != 0 ]; then counted+=", $skipped skipped"; fi
  printf '%-8s %s (%d s)\n' "$name" "$counted" $((SECONDS - begin))
  times+=", $name $((SECONDS - begin))"
  if [ $failed != 0 ]; then
    echo "--- $name failed; the end of build/logs/$name.log:"
    tail -n 200 "$log"
    echo "---"
  fi
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
}

begin=$SECONDS
if ! cmake/setup/all.sh test; then
  echo "0 passed, 1 failed"
  exit 1
fi
source cmake/setup/environment.sh
echo "set-up   done ($((SECONDS - begin)) s)"
times="set-up $((SECONDS - begin))"
for part in "${chosen[@]}"; do run_part "$part"; done

echo "all parts took $((SECONDS - begin)) s: $times"
if [ $total_skipped != 0 ]; then
  echo "$total_passed passed, $total_failed failed, $total_skipped skipped"
else
  echo "$total_passed passed, $total_failed failed"
fi
[ $total_failed = 0 ]
