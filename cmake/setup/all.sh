#!/usr/bin/env bash
# Everything the build (all.sh build) or the build and the tests (all.sh test) need, each step only
# where its result is missing. A second run takes well under a second.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

here=$root/cmake/setup
"$here/packages.sh" "${1:-build}"
"$here/emscripten.sh"
"$here/sources.sh"
if [ "${1:-build}" = test ]; then "$here/npm.sh"; fi
# Package lists and downloads have done their work; a later step reads them anew.
rm -rf "$deps/apt"
