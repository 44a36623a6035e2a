#!/bin/sh
# Install, import, build and self-test from offline_wheels/ alone, in an empty environment and without a network.
# Fails when the folder is empty. Eleven negative checks show that it can fail; they are counted.
set -eu
cd "$(dirname "$0")/.."
begun=$(date +%s)
/usr/bin/python3 packaging/wheels.py check
scratch=$(mktemp -d /var/tmp/muster-offline.XXXXXX)
trap 'rm -rf "$scratch"' EXIT INT TERM
mkdir "$scratch/home"
alone="env -i HOME=$scratch/home PATH=/usr/bin:/bin PIP_CONFIG_FILE=/dev/null LANG=C.UTF-8"
if unshare -n true 2>/dev/null; then
    namespace="unshare -n"
elif unshare -rn true 2>/dev/null; then
    namespace="unshare -rn"
else
    namespace=""
fi
if [ -n "$namespace" ]; then
    echo "check-offline: in an empty network namespace ($namespace)"
else
    echo "check-offline: this host refuses network namespaces; pip runs with --no-index only"
fi
alone="$namespace $alone"
install() { # wheels folder, environment, more options of pip
    # shellcheck disable=SC2086
    $alone "$2/bin/python" -m pip --isolated install -q --disable-pip-version-check --no-cache-dir --no-deps --no-index \
        --only-binary=:all: --find-links "$1" --require-hashes -r offline_wheels/runtime.lock
}

# 1. install, check, import
/usr/bin/python3 -m venv "$scratch/env"
install offline_wheels "$scratch/env"
# shellcheck disable=SC2086
$alone "$scratch/env/bin/python" -m pip check
# shellcheck disable=SC2086
$alone PYTHONPATH="$PWD" PYTHONDONTWRITEBYTECODE=1 "$scratch/env/bin/python" -W ignore -c "
import importlib, pkgutil, appliance
names = [m.name for m in pkgutil.walk_packages(appliance.__path__, 'appliance.')]
for name in names:
    importlib.import_module(name)
print(f'check-offline: {len(names)} modules of ours import from the locked wheels alone')
"
echo "check-offline: installed and imported after $(($(date +%s) - begun)) s"

# 2. build and self-test
sh packaging/build.sh
# shellcheck disable=SC2086
$alone dist/muster/muster selftest | tail -n 1
echo "check-offline: built and self-tested after $(($(date +%s) - begun)) s"

# 3. what must not pass
refused=0
must_fail() { # sentence, command …
    sentence=$1
    shift
    if "$@" >"$scratch/said" 2>&1; then
        echo "check-offline: $sentence was accepted" >&2
        exit 1
    fi
    refused=$((refused + 1))
}
verify() { MUSTER_WHEELS=$1 /usr/bin/python3 packaging/wheels.py check; }
copy() { rm -rf "$scratch/bad" && mkdir "$scratch/bad" && cp -l offline_wheels/*.whl "$scratch/bad/" 2>/dev/null || cp offline_wheels/*.whl "$scratch/bad/"; }
victim=$(cd offline_wheels && ls click-[0-9]*.whl)
/usr/bin/python3 -m venv --without-pip "$scratch/env2"
cp -r "$scratch/env/lib/python3.11/site-packages/pip" "$scratch/env2/lib/python3.11/site-packages/"

mkdir "$scratch/empty"
must_fail "an empty wheelhouse, by the list," verify "$scratch/empty"
must_fail "an empty wheelhouse, by pip," install "$scratch/empty" "$scratch/env2"

copy
cp --remove-destination "offline_wheels/$victim" "$scratch/bad/$victim"
printf 'x' | dd of="$scratch/bad/$victim" bs=1 seek=100 conv=notrunc 2>/dev/null
must_fail "a flipped byte, by the list," verify "$scratch/bad"
must_fail "a flipped byte, by pip," install "$scratch/bad" "$scratch/env2"
grep -q "DO NOT MATCH THE HASHES" "$scratch/said" || { echo "check-offline: pip refused for another reason" >&2; cat "$scratch/said" >&2; exit 1; }

rm "$scratch/bad/$victim"
must_fail "a missing wheel, by the list," verify "$scratch/bad"
must_fail "a missing wheel, by pip," install "$scratch/bad" "$scratch/env2"

# a configuration of pip that knows another place: it must not help a wheelhouse that lacks a wheel
mkdir -p "$scratch/elsewhere" "$scratch/home/.config/pip"
cp "offline_wheels/$victim" "$scratch/elsewhere/"
printf '[global]\nfind-links = %s/elsewhere\n' "$scratch" > "$scratch/home/.config/pip/pip.conf"
kept=$alone
alone="$alone PIP_FIND_LINKS=$scratch/elsewhere PIP_CONFIG_FILE="
must_fail "a wheel from a leaking PIP_FIND_LINKS and pip.conf" install "$scratch/bad" "$scratch/env2"
echo click > "$scratch/one.txt"
# the same leak does help where pip is not isolated: otherwise the check above would prove nothing
# shellcheck disable=SC2086
$alone "$scratch/env2/bin/python" -m pip download -q --disable-pip-version-check --no-deps --no-index -d "$scratch/got" \
    --find-links "$scratch/bad" -r "$scratch/one.txt" || { echo "check-offline: the leak does not leak" >&2; exit 1; }
alone=$kept
rm "$scratch/home/.config/pip/pip.conf"

copy
: > "$scratch/bad/surprise-1.0-py3-none-any.whl"
must_fail "an extra wheel" verify "$scratch/bad"
copy
cp "offline_wheels/$victim" "$scratch/bad/click-99.0-py3-none-any.whl"
must_fail "an extra wheel of a newer version" verify "$scratch/bad"
copy
: > "$scratch/bad/surprise.tar.gz"
must_fail "an extra source archive" verify "$scratch/bad"
copy
one=$(ls "$scratch/bad" | head -n 1) other=$(ls "$scratch/bad" | tail -n 1)
mv "$scratch/bad/$one" "$scratch/swap" && mv "$scratch/bad/$other" "$scratch/bad/$one" && mv "$scratch/swap" "$scratch/bad/$other"
must_fail "two wheels under each other's names" verify "$scratch/bad"

[ "$refused" = 11 ] || { echo "check-offline: $refused of 11 negative checks were made" >&2; exit 1; }
echo "check-offline: 11 of 11 bad wheelhouses refused; all well after $(($(date +%s) - begun)) s"
