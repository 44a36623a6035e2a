#!/bin/sh
# Install from offline_wheels/ alone, in an empty environment and without a network, then import everything.
# Fails when the folder is empty. Three negative checks show that it can fail.
set -eu
cd "$(dirname "$0")/.."
/usr/bin/python3 packaging/wheels.py check
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
alone="env -i HOME=$scratch PATH=/usr/bin:/bin PIP_CONFIG_FILE=/dev/null LANG=C.UTF-8"
if unshare -n true 2>/dev/null; then
    alone="unshare -n $alone"
    echo "check-offline: in an empty network namespace"
elif unshare -rn true 2>/dev/null; then
    alone="unshare -rn $alone"
    echo "check-offline: in an empty network namespace (user namespace)"
else
    echo "check-offline: this host refuses network namespaces; pip runs with --no-index only"
fi
install() { # wheels folder, lock, environment
    # shellcheck disable=SC2086
    $alone "$3/bin/python" -m pip --isolated install -q --disable-pip-version-check --no-cache-dir --no-deps \
        --no-index --find-links "$1" --require-hashes -r "$2"
}
/usr/bin/python3 -m venv "$scratch/env"
install offline_wheels offline_wheels/runtime.lock "$scratch/env"
# shellcheck disable=SC2086
$alone "$scratch/env/bin/python" -m pip check
# shellcheck disable=SC2086
$alone PYTHONPATH="$PWD" "$scratch/env/bin/python" -W ignore -c "
import importlib, pkgutil, appliance
names = [m.name for m in pkgutil.walk_packages(appliance.__path__, 'appliance.')]
for name in names:
    importlib.import_module(name)
print(f'check-offline: {len(names)} modules of ours import from the locked wheels alone')
"
# negative: a flipped byte, a missing wheel
mkdir "$scratch/bad"
cp offline_wheels/*.whl "$scratch/bad/"
victim=$(ls "$scratch"/bad/click-*.whl)
printf 'x' | dd of="$victim" bs=1 seek=100 conv=notrunc 2>/dev/null
/usr/bin/python3 -m venv "$scratch/env2"
if install "$scratch/bad" offline_wheels/runtime.lock "$scratch/env2" >/dev/null 2>&1; then
    echo "check-offline: a flipped byte was accepted" >&2
    exit 1
fi
rm "$victim"
if install "$scratch/bad" offline_wheels/runtime.lock "$scratch/env2" >/dev/null 2>&1; then
    echo "check-offline: a missing wheel was not noticed" >&2
    exit 1
fi
echo "check-offline: a flipped byte and a missing wheel are refused"
