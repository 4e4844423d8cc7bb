#!/usr/bin/env bash
# try_package.sh PACKAGE.deb [SUITE] [MODEL.gguf]: installs the package in a fresh root of Debian, runs it there as its
# user would, installs it again, removes it, and looks at what is left. As root; takes minutes and the network.
set -euo pipefail
package=$(readlink -f "$1")
suite=${2-bookworm}
model=$(readlink -f "${3-/dev/null}")
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m 1 '/debian/\?$')
root=$(mktemp -d)
chmod 755 "$root"
die() { printf "try_package: %s\n" "$*" >&2; exit 1; }
say() { printf 'try_package: %s\n' "$*" >&2; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/person LANG=C.UTF-8 "$@"; }
as_person() { inside setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }
clean() {
    mountpoint -q "$root/proc" && umount "$root/proc"
    rm -rf --one-file-system "$root"
}
trap clean EXIT

say "a fresh root of $suite"
debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
mount -t proc proc "$root/proc"
mkdir -p "$root/home/person"
chown 1000:1000 "$root/home/person"
[[ -s $model ]] && cp "$model" "$root/home/person/model.gguf"
cp "$package" "$root/package.deb"
everything() { find "$root/usr" "$root/etc" "$root/var/lib/dpkg/info" -xdev | sort; }

say "installing"
# What it depends on stays behind in any case, so it comes first; then nothing but the package changes the root.
inside apt-get install -y -qq --no-install-recommends \
    $(dpkg-deb -f "$package" Depends | sed 's/ *([^)]*)//g; s/,/ /g') >/dev/null 2>&1
everything >"$root.before"
inside dpkg -i /package.deb >/dev/null
as_person altiplano --version
as_person altiplano devices
say "Cria, who comes along"
printf 'Who are you?\n' | as_person altiplano chat --temperature 0 | tee "$root.said"
grep -q Cria "$root.said" || die "that was not Cria"
if [[ -s $model ]]; then
    as_person altiplano generate /home/person/model.gguf --prompt "Once upon a time" --temperature 0 --tokens 20
    printf 'Once upon a time\n' | as_person altiplano chat /home/person/model.gguf --tokens 5 --temperature 0
fi
say "the window, drawn into memory for five seconds"
as_person /usr/bin/env QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software timeout 5 altiplano &&
    die "the window ended by itself" || [[ $? == 124 ]]
as_person altiplano conversations
say "installing again over itself"
inside dpkg -i /package.deb >/dev/null
say "removing"
inside dpkg -P altiplano >/dev/null
everything >"$root.after"
if ! diff "$root.before" "$root.after" >&2; then
    say "the files above are left, or gone"
    exit 1
fi
[[ -d $root/home/person/.local/share/altiplano ]] || { say "the person's conversations are gone"; exit 1; }
rm -f "$root.before" "$root.after" "$root.said"
say "nothing is left but the person's own files"
