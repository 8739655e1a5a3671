#!/bin/bash
# usage: packaging/fresh-machine.sh FOLDER [COMMAND...]   (as root; needs debootstrap)
#
# Proves the package lists: makes a minimal Debian 12 in FOLDER, clones the committed state of this repository into it and runs
# COMMAND (default ./quickstart) there. The mirror is the one that this machine uses itself. A FOLDER that already holds such a
# system is used again with a new clone; remove it with
#     packaging/fresh-machine.sh --remove FOLDER
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd)

unmount() {
  local place
  for place in tmp proc dev; do
    if mountpoint -q "$1/$place"; then umount "$1/$place"; fi
  done
}

if [ "${1:-}" = --remove ]; then
  unmount "$2"
  # A mount left behind would be emptied with the folder.
  if grep -q " $(realpath "$2")/" /proc/mounts; then echo "$2 still holds mounts" >&2; exit 1; fi
  exec rm -rf --one-file-system "$2"
fi

tree=$(realpath -m "${1:?usage: packaging/fresh-machine.sh FOLDER [COMMAND...]}")
shift
[ $# -gt 0 ] || set -- ./quickstart

sources=/etc/apt/sources.list.d/debian.sources
[ -e "$sources" ] || sources=/etc/apt/sources.list

if [ ! -e "$tree/etc/debian_version" ]; then
  mirror=$(grep -v '^ *#' "$sources" | grep -oE '(https?|file)://[^ ]+' | head -n 1)
  debootstrap --variant=minbase bookworm "$tree" "$mirror"
  rm -f "$tree/etc/apt/sources.list"
  cp "$sources" "$tree${sources%/*}/"
  # No service starts inside.
  printf '#!/bin/sh\nexit 101\n' > "$tree/usr/sbin/policy-rc.d"
  chmod +x "$tree/usr/sbin/policy-rc.d"
fi
cp /etc/resolv.conf "$tree/etc/"

trap 'unmount "$tree"' EXIT
unmount "$tree"
mount --bind /proc "$tree/proc"
mount --bind /dev "$tree/dev"
mount -t tmpfs tmpfs "$tree/tmp"

rm -rf "$tree/root/ecoeff"
git clone -q "$home" "$tree/root/ecoeff"
env -i HOME=/root TERM=dumb LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  chroot "$tree" /bin/sh -c 'cd /root/ecoeff && exec "$@"' sh "$@"
