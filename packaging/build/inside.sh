#!/bin/sh
# Make an environment of the locked wheels and build in it. SRC, ENVIRONMENT, WHEELS, OUT are folders.
# With MUSTER_VARY=yes everything that must not matter is different.
set -eu
compile=--compile
if [ "$MUSTER_VARY" = yes ]; then
    export TZ=Asia/Kathmandu LC_ALL=en_US.UTF-8 LANG=tr_TR.UTF-8 HOME=/home USER=somebody LOGNAME=somebody TERM=dumb
    umask 077
    compile=--no-compile
    cd /var/tmp
else
    export TZ=UTC LC_ALL=C.UTF-8 HOME=/root
    umask 022
    cd "$SRC"
fi
# the order of sets decides the order of names in compiled code, so this one is part of the recipe
export PYTHONHASHSEED=0 PYTHONWARNINGS=ignore::SyntaxWarning PIP_CONFIG_FILE=/dev/null PYTHONDONTWRITEBYTECODE=1 PYINSTALLER_CONFIG_DIR="$OUT/cache"
/usr/bin/python3 -m venv "$ENVIRONMENT"
for lock in runtime build; do
    "$ENVIRONMENT/bin/python" -m pip --isolated install -q --disable-pip-version-check --no-cache-dir --no-deps --no-index \
        $compile --find-links "$WHEELS" --require-hashes -r "$SRC/offline_wheels/$lock.lock"
done
"$ENVIRONMENT/bin/python" "$SRC/packaging/fetch_assets.py" "$WHEELS" \
    --into "$SRC/appliance/doors/web/static/vendor" >/dev/null
find "$SRC/appliance" -name __pycache__ -type d -prune -exec rm -rf {} +
MUSTER_ORIGINS="$OUT/origins.json" MUSTER_SITE="$ENVIRONMENT/lib/python3.11/site-packages" \
    "$ENVIRONMENT/bin/python" -m PyInstaller --noconfirm --clean --log-level ERROR \
    --distpath "$OUT" --workpath "$OUT/work" "$SRC/packaging/build/muster.spec"
rm -rf "$OUT/work" "$OUT/cache"
