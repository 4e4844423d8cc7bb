#!/bin/bash
# The SPIR-V of shaders/prebuilt is what shaders/prebuilt/make compiles now, by the newer Debian of the shared folder: with
# another compiler equal sources may give other words. Skipped (77) where that is not here.
#   prebuilt_shaders_test.sh SOURCE_FOLDER [SCRATCH_FOLDER below it]
set -euo pipefail
source=$(realpath "$1")
newer=$source/../shared/tools/newer_debian
folder=$(mktemp -d "${2:-$source/build}/prebuilt.XXXXXX")
trap 'rm -rf "$folder"' EXIT
if [[ ! -x $newer || $(id -u) != 0 ]] || ! (cd "$source" && "$newer" run true) 2>/dev/null; then
    echo "Skipped: $newer is not here, or not set up (newer_debian setup), so nothing is compiled again."
    exit 77
fi
(cd "$source" && "$newer" run shaders/prebuilt/make "$folder")
made=("$folder"/*.spv)
for file in "$source"/shaders/prebuilt/*.spv "${made[@]}"; do
    name=$(basename "$file")
    cmp "$folder/$name" "$source/shaders/prebuilt/$name" || { echo "Run $newer run shaders/prebuilt/make"; exit 1; }
done
echo "${#made[@]} shaders are the same"
