#!/usr/bin/env bash
# Runs both commands of the README on a Debian of its own with today's updates: debootstraps SUITE
# into a cache folder (mirrors and settings from this machine's own apt), upgrades it, and runs
# ci/quickstart.sh and ci/test.sh there on a clone of HEAD. Before each release of the catalogue; not
# a part of ci/test.sh. Takes an hour the first time, its compiler cache stays. As root.
# Usage: ci/room.sh bookworm [COMMAND...]        (COMMAND: instead of the two, in the clone)
set -euo pipefail
cd "$(dirname "$0")/.."

suite=${1:?usage: ci/room.sh SUITE [COMMAND...]}
shift
[ "$(id -u)" -eq 0 ] || { echo "ci/room.sh: run as root: it makes a root folder of its own" >&2; exit 2; }
room=${XDG_CACHE_HOME:-$HOME/.cache}/assay-room/$suite
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
command -v debootstrap >/dev/null || apt-get install -y -qq --no-install-recommends debootstrap >/dev/null

# What this machine's apt reads: "<mirror> <release> <component>" a line.
# shellcheck disable=SC2016  # apt reads these
sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk -v suite="$suite" '$2 ~ "^" suite "(-|$)"' | sort -u)
mirror=$(awk -v suite="$suite" '$2 == suite && $3 == "main" { print $1; exit }' <<<"$sources")
[ -n "$mirror" ] || { echo "ci/room.sh: apt here knows no $suite; add it and run apt-get update" >&2; exit 2; }

if [ ! -e "$room/.ready" ]; then
  rm -rf "$room"
  mkdir -p "$room"
  debootstrap --variant=minbase --keyring="$keyring" "$suite" "$room" "$mirror" >"$room.log" ||
    { tail -5 "$room.log" >&2; exit 3; }
  touch "$room/.ready"
fi
sed -E "s|^([^ ]+) ([^ ]+) (.+)$|deb [signed-by=$keyring] \1 \2 \3|" <<<"$sources" >"$room/etc/apt/sources.list"
apt-config dump | grep -E '^Acquire::(Check-|http|https|ftp)' >"$room/etc/apt/apt.conf.d/00machine" || true
cp /etc/resolv.conf "$room/etc/resolv.conf"

rm -rf "$room/root/assay" "$room/root/shared"
git clone -q . "$room/root/assay"
[ ! -d ../shared ] || cp -r ../shared "$room/root/shared"
cat >"$room/root/run" <<'RUN'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive CCACHE_DIR=/root/ccache
mount -t proc proc /proc
apt-get update -qq
apt-get upgrade -y -qq >/dev/null
apt-get install -y -qq --no-install-recommends git ca-certificates >/dev/null
cd /root/assay
status=0
for command in "$@"; do
  this=0
  bash -c "$command" || this=$?
  echo "room: $command ended with status $this"
  [ "$this" -eq 0 ] || status=1
done
dpkg-query -W -f='room: ${Package} ${Version}\n' 'libssl3*' 'libwolfssl*' 'libgnutls30*' 'libmbedx509*'
exit "$status"
RUN
[ $# -gt 0 ] || set -- ci/quickstart.sh ci/test.sh
# Mounts and processes end with the namespaces.
# shellcheck disable=SC2016  # the inner shell reads these
unshare --mount --pid --fork --kill-child bash -c '
  mount --rbind /dev "$0/dev" && exec chroot "$0" bash /root/run "$@"' "$room" "$@"
