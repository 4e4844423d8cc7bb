#!/usr/bin/env bash
# try_package.sh PACKAGE.deb [SUITE] [MODEL.gguf]: installs the package in a fresh root of Debian, runs it there as its
# user would, opens a model file as a file manager does, installs it over an older version, removes it, and looks at what
# is left. As root; takes minutes and the network.
set -euo pipefail
package=$(readlink -f "$1")
suite=${2-bookworm}
model=$(readlink -f "${3-/dev/null}")
root=$(mktemp -d)
die() { printf "try_package: %s\n" "$*" >&2; exit 1; }
say() { printf 'try_package: %s\n' "$*" >&2; }
inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/home/person LANG=C.UTF-8 "$@"; }
as_person() { inside setpriv --reuid=1000 --regid=1000 --clear-groups "$@"; }
clean() {
    mountpoint -q "$root/proc" && umount "$root/proc"
    rm -rf --one-file-system "$root" "$root".{before,after,said,kept}
}
trap clean EXIT

say "a fresh root of $suite"
"$(dirname "$0")/fresh_root.sh" "$suite" "$root"
mount -t proc proc "$root/proc"
mkdir -p "$root/home/person"
chown 1000:1000 "$root/home/person"
[[ -s $model ]] && cp "$model" "$root/home/person/model.gguf"
cp "$package" "$root/package.deb"
everything() { find "$root/usr" "$root/etc" "$root/var/lib/dpkg/info" -xdev | sort; }

say "installing"
# What it depends on stays behind in any case, so it comes first, with what a desktop has; then nothing but the package
# changes the root.
read -ra needed < <(dpkg-deb -f "$package" Depends | sed 's/ *([^)]*)//g; s/,/ /g')
inside apt-get install -y -qq --no-install-recommends xvfb xauth xdotool shared-mime-info desktop-file-utils \
    libglib2.0-bin "${needed[@]}" >/dev/null 2>&1
everything >"$root.before"
# The same program as an older version, with a file that the newer one has not.
dpkg-deb -R "$package" "$root/older"
sed -i 's/^Version: .*/Version: 0.0.1/' "$root/older/DEBIAN/control"
touch "$root/older/usr/share/doc/altiplano/older"
dpkg-deb --root-owner-group -b "$root/older" "$root/older.deb" >/dev/null
inside dpkg -i /older.deb >/dev/null
as_person altiplano --version
as_person altiplano devices
say "Cria, who comes along"
printf 'Who are you?\n' | as_person altiplano chat --temperature 0 | tee "$root.said"
grep -q Cria "$root.said" || die "that was not Cria"
if [[ -s $model ]]; then
    as_person altiplano generate /home/person/model.gguf --prompt "Once upon a time" --temperature 0 --tokens 20
    printf 'Once upon a time\n' | as_person altiplano chat /home/person/model.gguf --tokens 5 --temperature 0
fi
cat >"$root/home/person/ask.sh" <<'ASK'
question=$1
shift
answers() { altiplano export --all --format markdown 2>/dev/null | grep -c ' tokens\*$'; } # the finished ones
before=$(answers)
"$@" &
window=$(timeout 60 xdotool search --sync --onlyvisible --name Altiplano | head -n 1)
program=$(xdotool getwindowpid "$window")
xdotool windowfocus "$window" type --delay 30 "$question"
until [[ $(answers) -gt $before ]]; do
    xdotool key Return # which sends it once the model is loaded
    sleep 1
done
kill "$program"
while kill -0 "$program" 2>/dev/null; do sleep 0.1; done
ASK
in_window() { # QUESTION COMMAND...
    as_person /usr/bin/env QT_QUICK_BACKEND=software timeout 120 \
        xvfb-run -a -s '-screen 0 1280x800x24' bash /home/person/ask.sh "$@"
}
kept() { as_person altiplano export --all --format markdown >"$root.kept" && grep -qF "$1" "$root.kept" && grep -q Cria "$root.kept"; }
say "the window on an X server: a question is typed, and answered"
in_window 'Who are you?' altiplano || die "no answer came"
as_person altiplano conversations
kept 'Who are you?' || die "the conversation was not kept"
say "a model file is opened as a double click opens it, and answers"
opened="/home/person/the model of 100% llamas.gguf"
LC_ALL=C sed '0,/Cria/s//Twin/' "$root/usr/share/altiplano/cria.gguf" >"$root$opened" # its name, by which its answers are told
as_person gio info -a standard::content-type,standard::icon "$opened" | tee "$root.said"
grep -q 'content-type: application/x-gguf' "$root.said" || die "the file is of another type"
as_person gio mime application/x-gguf | grep Altiplano || die "no program opens the type"
in_window 'What are you?' gio open "$opened" || die "no answer came"
kept '## Twin' || die "the opened file has not answered"
say "the newer version over it"
inside dpkg -i /package.deb >/dev/null
[[ ! -e $root/usr/share/doc/altiplano/older ]] || die "a file of the older version is left"
kept 'Who are you?' || die "the conversation did not come through"
say "what comes along to be read, and the icon of model files"
for file in doc/altiplano/{README,ARCHITECTURE,CHANGELOG,resources/cria/README}.md \
    doc/altiplano/resources/screenshots/conversation-light.png \
    icons/hicolor/{48x48/mimetypes/application-x-gguf.png,scalable/mimetypes/application-x-gguf.svg}; do
    [[ -s $root/usr/share/$file ]] || die "there is no /usr/share/$file"
done
say "removing"
inside dpkg -P altiplano >/dev/null
everything >"$root.after"
if ! diff "$root.before" "$root.after" >&2; then
    say "the files above are left, or gone"
    exit 1
fi
[[ -d $root/home/person/.local/share/altiplano ]] || { say "the person's conversations are gone"; exit 1; }
say "nothing is left but the person's own files"
