#!/bin/sh
# The folder for the stick: the binary's archive, the licence, and a list of every file with its SHA-256.
set -eu
cd "$(dirname "$0")/.."
out=$1
mkdir -p "$out"
cp dist/muster-linux-x86_64.tar.xz LICENSE "$out/"
cat > "$out/START-HERE.txt" <<EOF
MUSTER

1. Compare:   sha256sum -c SHA256SUMS
2. Unpack:    tar -xJf muster-linux-x86_64.tar.xz -C /opt
3. Start:     /opt/muster/muster serve --open

No network is needed for any of this. The sums show a damaged copy; who made them is not shown yet: this folder is
not signed.
EOF
(cd "$out" && sha256sum LICENSE START-HERE.txt muster-linux-x86_64.tar.xz > SHA256SUMS)
echo "bundle: $out"
