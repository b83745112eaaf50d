# shellcheck shell=bash disable=SC2154
# Exactly what set-up takes from Debian (sourced after common.sh): the versions with which this checkout was
# tried, and the SHA-256 of their files as Debian's signed lists have it.
#
# Suites move on and drop old files. So a pinned version that is offered has to be just this file; another
# version of the accepted series is taken too, with a notice, and then Debian's signature alone vouches for it.
# To pin another version: change its line, delete .deps, run ./test.sh.

# NAME VERSION ARCHITECTURE SHA-256; of a source package the upstream version and its .orig.tar
pins='
emscripten  3.1.69+dfsg-3    all    d2ac788b952c56ab6736b4db2ac0825aa63cfb4c08b8abaefe19e324779d1b2d
binaryen    120-4            amd64  47be56009e56170f4338a0154fbff2028bd607bc3c8b6a5414658a985bef6470
libc6       2.41-12+deb13u5  amd64  b59b0625cd1a791375d40dab23a4d5d3d0641e3d0a773501becdc3725b7f99cf
libstdc++6  14.2.0-19        amd64  ab1fa05837aa7a92aae748fd07a18a35f7d18bb4a71c4724fe2bbf0e32089de0
libgcc-s1   14.2.0-19        amd64  3c71917b490d1a17aed43196a2787a256ecf060526cdb20216a74bedc061b150
catch2      3.7.1            source c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
imgui       1.92.2b+ds       source e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
'

# pinned_version NAME
pinned_version() { awk -v name="$1" '$1 == name { print $2 }' <<<"$pins"; }

# check_pin FILE NAME VERSION ARCHITECTURE: dies where the pinned version is another file; tells of another
# version, and of an architecture for which no file is pinned.
check_pin() {
  local file=$1 name=$2 version=$3 architecture=$4 line pinned for_architecture wanted found
  line=$(awk -v name="$name" '$1 == name { print $2, $3, $4 }' <<<"$pins")
  read -r pinned for_architecture wanted <<<"$line"
  [ -n "$pinned" ] || die "$name is not in cmake/setup/pins.sh" "add its version and SHA-256 there"
  if [ "$version" != "$pinned" ]; then
    say "notice: Debian offers $name $version; this checkout was tried with $pinned. Going on with $version, by Debian's signature."
    return
  fi
  if [ "$architecture" != "$for_architecture" ]; then
    say "notice: $name $version for $architecture goes by Debian's signature: only the file for $for_architecture is pinned."
    return
  fi
  found=$(sha256sum "$file" | cut -d ' ' -f 1)
  [ "$found" = "$wanted" ] ||
    die "$name $version is not the file that is pinned (SHA-256 $found, wanted $wanted)" \
      "delete .deps and run again; if it stays, the mirror is not to be trusted: name another by TOUCHSTONE_DEBIAN_MIRROR"
}
