#!/bin/sh
# Make .venv with what is needed: `setup.sh run` for the product, `setup.sh dev` for tests and builds too.
# Wheels come from offline_wheels/ when they are there, else from the package index; always by hash.
set -eu
cd "$(dirname "$0")/.."
need=${1:-run}
python=/usr/bin/python3

missing=""
while read -r name for_what; do
    case "$name" in ''|'#'*) continue ;; esac
    [ "$for_what" = run ] || [ "$need" = dev ] || continue
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q "ok installed" || missing="$missing $name"
done < packaging/debian-packages.txt
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "setup: installing$missing"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "setup: please run this once, then make again:" >&2
        echo "  sudo apt-get install$missing" >&2
        exit 2
    fi
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "setup: $python is older than 3.11" >&2
    exit 2
}

locks="offline_wheels/runtime.lock"
[ "$need" = dev ] && locks="$locks offline_wheels/test.lock offline_wheels/build.lock"
# shellcheck disable=SC2086
stamp=$(cat $locks offline_wheels/assets.lock packaging/setup.sh | sha256sum | cut -d' ' -f1)
have=$(cat .venv/stamp 2>/dev/null || true)
dev_have=$(cat .venv/stamp-dev 2>/dev/null || true)
if [ "$have" = "$stamp" ] && [ "$need" = run ]; then exit 0; fi
if [ "$dev_have" = "$stamp" ] && [ "$need" = dev ]; then exit 0; fi
if [ "$need" = run ] && [ -n "$dev_have" ] && [ -x .venv/bin/muster ]; then
    dev_stamp=$(cat offline_wheels/runtime.lock offline_wheels/test.lock offline_wheels/build.lock \
        offline_wheels/assets.lock packaging/setup.sh | sha256sum | cut -d' ' -f1)
    [ "$dev_have" = "$dev_stamp" ] && exit 0
fi

[ -x .venv/bin/python ] || "$python" -m venv .venv
from=""
if "$python" packaging/wheels.py check >/dev/null 2>&1; then  # a folder of yesterday's wheels is no wheelhouse
    from="--no-index --find-links offline_wheels"
fi
echo "setup: installing the locked wheels (${from:-from the package index})"
for lock in $locks; do
    # shellcheck disable=SC2086
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes $from -r "$lock"
done
assets=$(mktemp -d)
trap 'rm -rf "$assets"' EXIT
# shellcheck disable=SC2086
.venv/bin/python -m pip download -q --disable-pip-version-check --no-deps --require-hashes $from \
    -d "$assets" -r offline_wheels/assets.lock
.venv/bin/python packaging/fetch_assets.py "$assets"

site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
pwd > "$site/muster.pth"
cat > .venv/bin/muster <<EOF
#!$(pwd)/.venv/bin/python
from appliance.entry import main

main()
EOF
chmod 755 .venv/bin/muster
.venv/bin/python -m compileall -q "$site" >/dev/null 2>&1 || true  # a library for another version may not compile
if [ "$need" = dev ]; then echo "$stamp" > .venv/stamp-dev; rm -f .venv/stamp; else echo "$stamp" > .venv/stamp; fi
echo "setup: done, .venv/bin/muster"
