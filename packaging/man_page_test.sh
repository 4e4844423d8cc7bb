#!/usr/bin/env bash
# man_page_test.sh PROGRAM PAGE: the page has every command and option that the program's own help has, and no other.
set -euo pipefail
program=$1
page=$(sed 's/\\-/-/g' "$2")

in_help() { grep -oE '(^|[^[:alnum:]-])--[a-z][a-z-]*' | grep -oE -- '--.*' | sort -u; }
in_page() { sed -nE 's/^\.BI? (--[a-z-]+).*/\1/p' | sort -u; }
section() { awk -v head="$1" '/^\.S[SH] /{inside = index($0 " ", head " ") == 1} inside' <<<"$page"; }
same() { # WHAT IN_HELP IN_PAGE
    [[ $2 ]] || { echo "the help of $1 names nothing"; exit 1; }
    diff <(echo "$2") <(echo "$3") || { echo "of $1, < is in the help alone and > in the page alone"; exit 1; }
}

help=$("$program" --help)
same "the window" "$(in_help <<<"$help")" "$(section ".SH OPTIONS OF THE WINDOW" | in_page)"
commands=$(sed -nE 's/^  ([a-z]+) {2,}.*/\1/p' <<<"$help")
same "altiplano" "$commands" "$(sed -nE 's/^\.SS altiplano ([a-z]+).*/\1/p' <<<"$page")"
for command in $commands; do
    same "$command" "$("$program" "$command" --help | in_help)" "$(section ".SS altiplano $command" | in_page)"
done
echo "the man page has every command and option"
