#!/bin/sh
# A month's regeneration: the data have changed; check them, build, compare with the last build, list what moved.
# Usage: sh monthly.sh SOURCE [OUTPUT] — the last build is kept in OUTPUT.before, the list is written to OUTPUT/moved.md
set -eu

source=$1
output=${2:-output}
before=$output.before

jzdocs data "$source"                      # what is read, and what is wrong with it
jzdocs check "$source"
rm -rf "$before"
if [ -d "$output" ]; then
    cp -R "$output" "$before"
fi
jzdocs build "$source" --out "$output"
if [ -d "$before" ]; then
    jzdocs diff "$before" "$output" --format markdown > "$output/moved.md" || true
    cat "$output/moved.md"
fi
