#!/usr/bin/env bash
# The tests' npm packages, exactly as tests/package-lock.json pins them, into tests/node_modules.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

lock=$root/tests/package-lock.json
seal=$root/tests/node_modules/.touchstone
wanted=$(cksum <"$lock")
if [ -f "$seal" ] && [ "$(cat "$seal")" = "$wanted" ]; then exit 0; fi
has npm || die "npm is not on the PATH" "install Node 18 or later with npm"
say "installing the tests' npm packages ..."
log=$(mktemp)
(cd "$root/tests" && npm ci --no-audit --no-fund --ignore-scripts) >"$log" 2>&1 </dev/null || {
  tail -n 30 "$log" >&2
  die "npm could not install what tests/package-lock.json pins" "check the network, then run again"
}
rm -f "$log"
printf '%s' "$wanted" >"$seal"
