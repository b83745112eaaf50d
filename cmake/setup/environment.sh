# shellcheck shell=bash disable=SC2034,SC2154
# For run.sh and test.sh (sourced in the repository's root): the environment of a build.

# The Emscripten in .deps has its own configuration, whatever another emsdk has exported.
if [ -f .deps/emscripten/.emscripten ]; then
  export EM_CONFIG=$PWD/.deps/emscripten/.emscripten
fi

# touchstone_configure PRESET: runs CMake once; later builds configure again by themselves. A build
# folder that was made elsewhere (the checkout was moved) is made anew.
touchstone_configure() {
  local cache=build/$1/CMakeCache.txt
  if [ -f "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
    rm -rf "build/$1"
  fi
  if [ -f "build/$1/build.ninja" ] && [ "$cache" -nt CMakePresets.json ]; then return; fi
  local log
  log=$(mktemp)
  cmake --preset "$1" >"$log" 2>&1 || {
    cat "$log" >&2
    rm -f "$log"
    return 1
  }
  rm -f "$log"
}
