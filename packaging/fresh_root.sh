#!/usr/bin/env bash
# fresh_root.sh SUITE FOLDER: the least of Debian in a folder, from the mirror that apt uses here, for what is to be tried
# where nothing is installed yet. As root.
set -euo pipefail
suite=$1
folder=$2
scripts=/usr/share/debootstrap/scripts
if ! mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/\?$'); then
    echo "fresh_root: apt's sources name no mirror of Debian" >&2
    exit 1
fi
chmod 755 "$folder" # apt fetches as a user of its own
script=$scripts/$suite
[[ -e $script ]] || script=$scripts/sid # what a suite is made by that is newer than debootstrap
# What it mounts meanwhile goes with it.
unshare --mount debootstrap --variant=minbase "$suite" "$folder" "$mirror" "$script" >/dev/null
# The network is as here: its proxies, and mirrors that are a little behind.
apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$folder/etc/apt/apt.conf.d/90fresh-root" || true
