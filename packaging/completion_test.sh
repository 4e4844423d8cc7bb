#!/usr/bin/env bash
# completion_test.sh FILE: what the completion offers, asked as bash asks it.
set -euo pipefail
# shellcheck source=/dev/null
source "$1"
compopt() { :; }  # there is no completion under way

offers() { # WORDS...; the last one is being typed
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _altiplano
    echo " ${COMPREPLY[*]} "
}
expect() { # TEXT WORDS...
    local text=$1
    shift
    [[ $(offers "$@") == *" $text "* ]] || { echo "'$*' does not offer $text but:$(offers "$@")"; exit 1; }
}
expect generate altiplano gen
expect --demo altiplano --d
expect --logprobs altiplano generate model.gguf --log
expect --verbose altiplano chat --v
expect markdown altiplano export --format ma
expect exact altiplano logits model.gguf --precision e
expect vulkan:0 altiplano generate model.gguf --device v
expect auto altiplano inspect model.gguf --device ""
expect 0 altiplano bench model.gguf --device vulkan :
expect 0 altiplano bench model.gguf --device vulkan : 0
expect q8_0 altiplano chat --cache-type q
expect llama-2 altiplano generate model.gguf --format ll
expect --data-dir altiplano model.gguf --d
expect --demo altiplano --data-dir x --de
expect generate altiplano help g
cd "$(dirname "$0")"
expect from_help.py altiplano inspect from
if [[ $(offers altiplano export --format ll) == *llama* ]]; then echo "export has no format llama-2"; exit 1; fi
echo "the completion offers what it should"
