#!/usr/bin/env bash
# The system's own packages, by apt: packages.sh build | test. "build" is what run.sh needs, "test"
# adds the checkers and browsers. Nothing is asked of apt when all of them are installed.

source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

build=(ca-certificates clang-19 cmake git libc++-19-dev libc++abi-19-dev libclang-rt-19-dev lld-19
  llvm-19 ninja-build nlohmann-json3-dev node-acorn python3 terser xz-utils zlib1g-dev)
test=(chromium clang-format-19 clang-tidy-19 dbus-x11 firefox-esr fonts-dejavu-core fonts-liberation
  libgl1-mesa-dri webkit2gtk-driver xvfb)

is_debian_like || {
  say "not a Debian-like system: compilers and tools are taken as they are (docs/building.md)"
  exit 0
}

packages=("${build[@]}")
[ "${1:-build}" = test ] && packages+=("${test[@]}")
[ -f /usr/share/keyrings/debian-archive-keyring.gpg ] || packages+=(debian-archive-keyring)
# A Node from elsewhere than Debian serves as well, and brings its own npm.
node_major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p' || true)
[ "${node_major:-0}" -ge 18 ] || packages+=(nodejs)
[ "${1:-build}" != test ] || has npm || packages+=(npm)

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed ||
    missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  by_hand="as root: apt-get update && apt-get install ${missing[*]}"
  has sudo || die "packages are missing and there is no sudo" "$by_hand"
  as_root=(sudo)
  [ -t 0 ] || as_root=(sudo -n)
  "${as_root[@]}" true || die "packages are missing and sudo refuses" "$by_hand"
fi

say "installing ${missing[*]} ..."
log=$(mktemp)
apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600)
if ! { "${as_root[@]}" "${apt[@]}" update &&
  "${as_root[@]}" "${apt[@]}" install --no-install-recommends "${missing[@]}"; } \
  >"$log" 2>&1 </dev/null; then
  tail -n 30 "$log" >&2
  die "apt could not install ${missing[*]}" \
    "see apt's words above; a system without clang 19 needs the other way in docs/building.md"
fi
rm -f "$log"
