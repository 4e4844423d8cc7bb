#!/usr/bin/env bash
# try_source.sh [OPTION...] [SUITE]: what the README promises, in a fresh root of Debian (bookworm, or the suite that is
# named) with nothing but this working tree: ./dev run, ./dev package and, with --test, ./dev test. As root; takes the
# network and ten minutes of two cores, with the tests an hour. CI=true is handed on.
#   --test              the tests too
#   --only STEP         one of run, test, package
#   --packages FOLDER   where the packages are left
#   --ccache FOLDER     compiles with this cache of ccache's
set -euo pipefail
suite=bookworm
steps=(run package)
packages=
cache=
while [[ $# -gt 0 ]]; do
    case $1 in
        --test) steps=(run test package) ;;
        --only) steps=("$2") && shift ;;
        --packages) packages=$(realpath "$2") && shift ;;
        --ccache) cache=$(realpath "$2") && shift ;;
        -*) sed -n '2,/^set /s/^# //p' "$0" >&2 && exit 2 ;;
        *) suite=$1 ;;
    esac
    shift
done
doing=
tree=$(cd "$(dirname "$0")/.." && pwd -P)
root=$(mktemp -d)
say() { printf 'try_source: %s\n' "$*" >&2; }
clean() {
    [[ $? == 0 || ! $doing ]] || say "$doing failed"
    rm -rf --one-file-system "$root"
}
trap clean EXIT

# Mounts and processes are a command's own, and are gone when it ends, however it ends.
inside() { # COMMAND...
    unshare --mount --pid --fork --kill-child bash -euc '
        root=$1 cache=$2
        shift 2
        mount -t proc proc "$root/proc"
        mount --rbind /sys "$root/sys"
        mount --rbind /dev "$root/dev"
        if [[ $cache ]]; then mount --bind "$cache" "$root/ccache"; fi
        exec chroot "$root" "$@"
    ' bash "$root" "$cache" /usr/bin/env -i -C "$tree" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        CI="${CI-}" ${cache:+CCACHE_DIR=/ccache CCACHE_BASEDIR="$tree" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=0} "$@"
}
try_run() {
    printf 'Who are you?\n' | inside ./dev run chat --temperature 0 | tee "$root/said"
    grep -q Cria "$root/said"
}
try_test() { inside ./dev test; }
try_package() {
    inside ./dev package
    ls "$root$tree"/build/packages/*.deb
    if [[ $packages ]]; then cp "$root$tree"/build/packages/* "$packages"; fi
}

for step in "${steps[@]}"; do
    [[ $step == @(run|test|package) ]] || { say "the steps are run, test and package"; exit 2; }
done
doing="a fresh root of $suite"
say "$doing"
"$tree/packaging/fresh_root.sh" "$suite" "$root"
mkdir -p "$root$tree" "$root/ccache"
git -C "$tree" ls-files -z --cached --others --exclude-standard | tar -C "$tree" -c --null -T - | tar -C "$root$tree" -x
if [[ $cache ]]; then inside apt-get install -y -qq --no-install-recommends ccache >/dev/null; fi
for step in "${steps[@]}"; do
    doing="./dev $step"
    say "$doing"
    began=$SECONDS
    "try_$step"
    say "$doing passed, after $(((SECONDS - began) / 60)) minutes"
done
