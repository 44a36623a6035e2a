#!/bin/sh
# Build dist/muster/ (PyInstaller onedir) with Debian's interpreter, from the locked wheels alone, in a root of its own:
# namespaces with no network, the host's /usr read-only, and nothing else of the host.
#
#   sh packaging/build.sh              into dist/muster, with build/origins.json (where each file of it came from)
#   sh packaging/build.sh --vary       the same under other circumstances, into build/again/muster (see `make repro`)
#   sh packaging/build.sh --release    refuses to go on where namespaces are refused
#   MUSTER_ROOTS=roots.json            the root keys a release believes (default: those for development)
set -eu
cd "$(dirname "$0")/.."
vary=no release=no out=$PWD/dist/muster
for argument in "$@"; do
    case "$argument" in
    --vary) vary=yes out=$PWD/build/again/muster ;;
    --release) release=yes ;;
    *) echo "build: $argument is not an option" >&2; exit 2 ;;
    esac
done
/usr/bin/python3 packaging/wheels.py building >/dev/null || /usr/bin/python3 packaging/wheels.py fill
mkdir -p build dist
stamp="$(/usr/bin/python3 packaging/build/sources.py digest) $(/usr/bin/python3 --version) ${MUSTER_ROOTS:-}"
if [ "$vary$release" = nono ] && [ -x dist/muster/muster ] && [ "$(cat dist/stamp 2>/dev/null)" = "$stamp" ]; then
    echo "build: dist/muster is what these sources make (remove dist/ to build again)"
    exit 0
fi
scratch=$(mktemp -d "$PWD/build/room.XXXXXX")
trap 'rm -rf "$scratch"' EXIT INT TERM
mkdir "$scratch/room" "$scratch/made"
/usr/bin/python3 packaging/build/sources.py list > "$scratch/sources"
export MUSTER_VARY=$vary MUSTER_HERE="$PWD" MUSTER_SCRATCH="$scratch" MUSTER_ROOTS="${MUSTER_ROOTS:-}"
if unshare -nmupf --mount-proc true 2>/dev/null; then
    echo "build: in a root of its own, without a network"
    unshare -nmupf --mount-proc sh packaging/build/room.sh
elif unshare -rnmupf --mount-proc true 2>/dev/null; then
    echo "build: in a root of its own, without a network (user namespace)"
    unshare -rnmupf --mount-proc sh packaging/build/room.sh
elif [ "$release" = yes ]; then
    echo "build: this host refuses namespaces; a release is built where they are granted" >&2
    exit 1
else
    echo "build: this host refuses namespaces: building beside everything else, which is good for trials only"
    mkdir "$scratch/src"
    tar -C "$PWD" --null -T "$scratch/sources" -cf "$scratch/sources.tar"
    tar -C "$scratch/src" -xf "$scratch/sources.tar"
    env -i PATH=/usr/bin:/bin SRC="$scratch/src" ENVIRONMENT="$scratch/env" WHEELS="$PWD/offline_wheels" \
        OUT="$scratch/made" MUSTER_VARY=no sh "$scratch/src/packaging/build/inside.sh"
fi
rm -rf "$out" "$(dirname "$out")/stamp"
mkdir -p "$(dirname "$out")"
mv "$scratch/made/muster" "$out"
mv "$scratch/made/origins.json" "$(dirname "$out")/origins.json"
[ "$vary" = yes ] || echo "$stamp" > dist/stamp
echo "build: ${out#"$PWD"/}, $(du -sm "$out" | cut -f1) MB unpacked"
