#!/bin/sh
# Build dist/muster/ (PyInstaller onedir) and print its size.
set -eu
cd "$(dirname "$0")/.."
export PYTHONHASHSEED=0 SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-1767225600}" LC_ALL=C.UTF-8 TZ=UTC
umask 022
export PYINSTALLER_CONFIG_DIR="$PWD/build/pyinstaller"  # its cache is not safe to share between two builds
rm -rf build/muster dist/muster
find appliance -name __pycache__ -type d -prune -exec rm -rf {} +
.venv/bin/python -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build packaging/muster.spec
find dist/muster -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
unpacked=$(du -sm dist/muster | cut -f1)
echo "build: dist/muster, $unpacked MB unpacked"
