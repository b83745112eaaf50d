#!/usr/bin/env bash
# Libraries built from source, out of Debian's source packages: Catch2 3.x and Dear ImGui 1.92.x,
# unpacked into .deps/catch2 and .deps/imgui. CMake looks there before it would download anything; where
# Debian has moved past the series, it downloads the pinned upstream archive.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/pins.sh"
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# unpack NAME PACKAGE SUITE PATTERN PROBE: PROBE is a file that tells that the tree is whole.
unpack() {
  local name=$1 package=$2 suite=$3 pattern=$4 probe=$5
  local target=$deps/$name download=$deps/apt/downloads/$name
  if is_stamped "$name" "$pattern" && [ -f "$target/$probe" ]; then return; fi
  say "fetching $package $(pinned_version "$package") (source package of Debian $suite) ..."
  rm -rf "$target" "$download"
  if ! debian_fetch_source "$download" "$package" "$suite" "$pattern"; then
    say "notice: Debian ($suite) offers no $package of the series $pattern any more; CMake downloads the pinned one from its upstream."
    return
  fi
  mkdir -p "$target"
  local tarball
  tarball=$(find "$download" -name '*.orig.tar.*' ! -name '*.asc' | head -n 1)
  tar -xf "$tarball" -C "$target" --strip-components=1
  [ -f "$target/$probe" ] || die "$package unpacked without $probe" "report this: its layout changed"
  rm -rf "$download"
  stamp "$name" "$pattern"
}

is_debian_like || exit 0 # elsewhere CMake fetches the pinned upstream archives
unpack catch2 catch2 trixie '3.7.*' src/catch2/catch_all.hpp
unpack imgui imgui sid '1.92.*' imgui.cpp
