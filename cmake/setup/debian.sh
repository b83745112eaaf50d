# shellcheck shell=bash disable=SC2034,SC2154
# A private apt (sourced after common.sh and pins.sh): reads packages of Debian 13 (trixie) and Debian unstable
# (sid) into .deps without touching the system's own apt configuration, lists or cache, and without
# being root. Signatures and hashes are checked by apt with Debian's archive keyring.
#
#   debian_fetch FOLDER PACKAGE...        .deb files of trixie, checked against the pins
#   debian_fetch_source FOLDER PACKAGE SUITE VERSION_PATTERN
#                                         source files (.dsc and tarballs) of the pinned version, else
#                                         of the newest that matches the pattern (a bash glob);
#                                         status 1 where SUITE offers none

debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg
debian_apt_home=$deps/apt

# The mirror the machine itself uses for Debian; TOUCHSTONE_DEBIAN_MIRROR names another. A machine
# without Debian sources (Ubuntu) has to name one.
debian_mirror() {
  local uri=${TOUCHSTONE_DEBIAN_MIRROR:-}
  if [ -z "$uri" ]; then
    uri=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' 2>/dev/null |
      awk '$1 == "Debian" && $2 !~ /-security/ { print $3; exit }')
  fi
  printf '%s' "${uri:?no Debian mirror found in the apt sources of this machine}"
}

debian_prepare() {
  [ -f "$debian_keyring" ] ||
    die "Debian's archive keyring $debian_keyring is missing" \
      "install the package debian-archive-keyring"
  mkdir -p "$debian_apt_home"/{state/lists/partial,cache/archives/partial,downloads}
  : >"$debian_apt_home/state/status"

  local mirror
  mirror=$(debian_mirror)
  cat >"$debian_apt_home/sources.list" <<LIST
deb [signed-by=$debian_keyring] $mirror trixie main
deb-src [signed-by=$debian_keyring] $mirror trixie main
deb-src [signed-by=$debian_keyring] $mirror sid main
LIST

  # The machine's network settings (proxy, retries) are carried over, its hooks and folders not.
  {
    apt-config dump 2>/dev/null | grep -E '^Acquire::(http|https|ftp|Retries|ForceIPv|Check-)' || true
    cat <<CONF
Dir::Etc::sourcelist "$debian_apt_home/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$debian_apt_home/state";
Dir::State::status "$debian_apt_home/state/status";
Dir::Cache "$debian_apt_home/cache";
APT::Sandbox::User "root";
APT::Get::AllowUnauthenticated "false";
Acquire::Languages "none";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";
Acquire::Retries "3";
CONF
  } >"$debian_apt_home/apt.conf"
}

debian_apt() { APT_CONFIG=$debian_apt_home/apt.conf "$@"; }

# Package lists older than a day are refreshed: a suite's old files leave the mirror.
debian_update() {
  local seal=$debian_apt_home/updated
  debian_prepare
  if [ -f "$seal" ] && [ -n "$(find "$seal" -mmin -1440)" ]; then return; fi
  say "reading Debian's package lists (trixie, sid) ..."
  debian_apt apt-get update -qq >"$debian_apt_home/update.log" 2>&1 || {
    cat "$debian_apt_home/update.log" >&2
    die "the package lists of $(debian_mirror) could not be read" \
      "check network and clock; TOUCHSTONE_DEBIAN_MIRROR=http://.../debian names another mirror; \
for a snapshot set Acquire::Check-Valid-Until \"false\" in the machine's apt.conf, which is honoured"
  }
  touch "$seal"
}

debian_fetch() {
  local folder=$1
  shift
  debian_update
  mkdir -p "$folder"
  (cd "$folder" && debian_apt apt-get download -qq "${@/%//trixie}") ||
    die "the packages $* of Debian 13 could not be fetched" "run again; the step starts where it stopped"
  local file
  for file in "$folder"/*.deb; do
    check_pin "$file" "$(dpkg-deb -f "$file" Package)" "$(dpkg-deb -f "$file" Version)" \
      "$(dpkg-deb -f "$file" Architecture)"
  done
}

debian_fetch_source() {
  local folder=$1 package=$2 suite=$3 pattern=$4 version chosen='' pinned tarball
  pinned=$(pinned_version "$package")
  debian_update
  mkdir -p "$folder"
  while read -r version; do
    if [ "${version%-*}" = "$pinned" ]; then
      chosen=$version
      break
    fi
    # shellcheck disable=SC2053 # the right side is meant as a pattern
    if [[ $version == $pattern ]] &&
      { [ -z "$chosen" ] || dpkg --compare-versions "$version" gt "$chosen"; }; then
      chosen=$version
    fi
  done < <(debian_apt apt-cache showsrc --only-source "$package" 2>/dev/null |
    sed -n 's/^Version: //p')
  [ -n "$chosen" ] || return 1
  (cd "$folder" && debian_apt apt-get source -qq --only-source --download-only "$package=$chosen") ||
    die "the source of $package $chosen could not be fetched" "run again"
  tarball=$(find "$folder" -name '*.orig.tar.*' ! -name '*.asc' | head -n 1)
  [ -n "$tarball" ] || die "the source package $package holds no .orig.tar" "run again"
  check_pin "$tarball" "$package" "${chosen%-*}" source
}
