#!/usr/bin/env bash
# dev_setup_test.sh DEV: what ./dev says while it installs, apt's errors and exit status, and that a program it runs gets
# the standard input, with commands in place of apt's, sudo's and CMake's that answer as those do.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$1" "$folder/dev"
mkdir "$folder/commands"

answer() { # NAME; what it does is read
    { echo '#!/usr/bin/env bash'; cat; } >"$folder/commands/$1"
    chmod +x "$folder/commands/$1"
}
answer id <<<'echo 1000'
answer sudo <<<'exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec "$@"'
answer dpkg-query <<<'exit 1'
answer apt-cache <<<'[[ $1 == pkgnames || $2 == *19* ]] && echo libclang-rt-19-dev'
answer apt-get <<'APT'
[[ $1 == install ]] || exit 0
shift
packages=()
for argument in "$@"; do [[ $argument == -* || $argument == *::* ]] || packages+=("$argument"); done
if [[ $1 == -s ]]; then
    printf 'Inst %s (1 Debian)\n' "${packages[@]}"
    exit
fi
[[ " $* " == *" -o APT::Status-Fd=3 "* ]] || exit 3
status() { # KIND FROM TO WORDS
    local done=0
    for package in "${packages[@]}"; do
        printf '%s:%s:%s.5000:%s\n' "$1" "$package" $(($2 + done++ * ($3 - $2) / ${#packages[@]})) "$4" >&3
    done
}
status dlstatus 0 100 "Retrieving file"
echo "pmstatus:dpkg-exec:0.0000:Running dpkg" >&3
status pmstatus 0 50 Unpacking
status pmstatus 50 100 Configuring
exec 3>&- # as apt does before the scripts of packages
echo "a script says something" || exit 4
echo "W: apt warns of something" >&2
exit "${APT_EXIT-0}"
APT

set_up() { env -u CI PATH="$folder/commands:$PATH" "$@"; }
fail() { echo "$*:"; cat "$folder/said"; exit 1; }
said() { grep -qxF -- "$1" "$folder/said" || fail "it does not say '$1'"; }

set_up "$folder/dev" setup >"$folder/output" 2>"$folder/said" || fail "it ends with $?"
[[ ! -s $folder/output ]] || fail "it writes to standard output"
packages=$(sed -n 's/^dev: installing \(g++ .*\)/\1/p' "$folder/said")
total=$(wc -w <<<"$packages")
said "dev: 1 of $total: fetching"
said "dev: 1 of $total: g++"
said "dev: $total of $total: ${packages##* }"
said "W: apt warns of something"
[[ $(grep -c "^dev: .* of $total: fetching" "$folder/said") == 10 ]] || fail "it does not say at each tenth what is fetched"
[[ $(grep "^dev: .* of $total: " "$folder/said" | grep -vc fetching) == 11 ]] || fail "it does not say at each tenth what is installed"

# On a terminal every package is named, all in one line.
set_up script -qec "'$folder/dev' setup" /dev/null | tr '\r' '\n' | sed 's/^\x1b\[K//' >"$folder/said"
for package in $packages; do
    [[ $(grep -c "^dev: [0-9]* of $total: $package\$" "$folder/said") == 2 ]] || fail "it does not tell of $package twice"
done

status=0
APT_EXIT=100 set_up "$folder/dev" setup 2>"$folder/said" || status=$?
[[ $status == 100 ]] || fail "apt ended with 100, and it with $status"
said "W: apt warns of something"
# What is installed and built with may read all of its standard input.
answer apt-get <<<'cat >/dev/null'
answer cmake <<<'cat >/dev/null'
mkdir "$folder/build"
echo 'echo "$*: $(cat)"' >"$folder/build/altiplano"
chmod +x "$folder/build/altiplano"
echo "Who are you?" | set_up "$folder/dev" run chat --temperature 0 >"$folder/output" 2>"$folder/said" || fail "it ends with $?"
[[ $(<"$folder/output") == "chat --temperature 0: Who are you?" ]] || fail "the program's input is not what it was given"
echo "it says how far apt is"
