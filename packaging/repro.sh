#!/bin/sh
# Build twice under different circumstances and compare every file and the archive.
# Varied at once: place of the sources, place of the environment, working folder, place of the wheels, TZ, LC_ALL, LANG,
# HOME, USER, umask, compiled files of libraries, order of files in folders, host name, and the hash seed outside.
set -eu
cd "$(dirname "$0")/.."
work=$PWD/build/repro
rm -rf "$work" && mkdir -p "$work"
trap 'rm -rf "$work"' EXIT INT TERM
sources=$(/usr/bin/python3 packaging/build/sources.py digest)
echo "repro: first build"
rm -f dist/stamp
PYTHONHASHSEED=1 sh packaging/build.sh >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
echo "repro: second build, with everything varied"
PYTHONHASHSEED=4711 TZ=Pacific/Chatham LC_ALL=C HOME=/nowhere sh -c 'umask 077; sh packaging/build.sh --vary' >"$work/log" 2>&1 ||
    { cat "$work/log"; exit 1; }
[ "$sources" = "$(/usr/bin/python3 packaging/build/sources.py digest)" ] || { echo "repro: the sources changed meanwhile" >&2; exit 1; }
first=$(/usr/bin/python3 packaging/bundle/pack.py dist/muster "$work/one" --quick)
second=$(/usr/bin/python3 packaging/bundle/pack.py build/again/muster "$work/two" --quick)
files=$(wc -l < "$work/one/payload.files")
echo "repro: $(echo "$first" | cut -c1-64)  $files files"
echo "repro: $(echo "$second" | cut -c1-64)  $(wc -l < "$work/two/payload.files") files"
if ! cmp -s "$work/one/payload.files" "$work/two/payload.files" || ! cmp -s "$work/one/payload.tar.xz" "$work/two/payload.tar.xz"; then
    echo "repro: DIFFERENT" >&2
    diff "$work/one/payload.files" "$work/two/payload.files" | head -n 20 >&2
    exit 1
fi
[ "$files" -gt 100 ] || { echo "repro: only $files files were compared" >&2; exit 1; }
rm -rf build/again
echo "repro: the same bytes under 14 variations at once"
