"""Check an image: every digest, then unpack its layers and run it as its user, without a network and read-only.

    /usr/bin/python3 packaging/oci/check.py IMAGE.tar

Standard library, tar and util-linux only. Needs root or user namespaces.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

RUN = """
set -e
ip link set lo up 2>/dev/null || ifconfig lo up
mount --make-rprivate /
mount --bind "$1" "$1"
mkdir -p "$1/proc" "$1/dev"
mount -t proc proc "$1/proc"
for name in null urandom; do : > "$1/dev/$name"; mount --bind "/dev/$name" "$1/dev/$name"; done
mount -t tmpfs -o mode=1777,noexec,nosuid,nodev tmpfs "$1/tmp"
mount -t tmpfs -o mode=700,uid=65532,gid=65532,noexec,nosuid,nodev tmpfs "$1/var/lib/muster"
mount -o remount,bind,ro "$1"
inside() { chroot --userspec=65532:65532 "$1" /opt/muster/muster "$2"; }
cd /
inside "$1" selftest
export MUSTER_DATA=/var/lib/muster/data HOME=/var/lib/muster
chroot --userspec=65532:65532 "$1" /opt/muster/muster serve --port 8642 >"$2" 2>&1 &
server=$!
for n in $(seq 300); do grep -q "ready" "$2" && break; kill -0 $server || { cat "$2"; exit 1; }; sleep 0.2; done
/usr/bin/python3 -c "
import urllib.request
print('oci: livez', urllib.request.urlopen('http://127.0.0.1:8642/livez', timeout=20).status)
print('oci: login page', len(urllib.request.urlopen('http://127.0.0.1:8642/login', timeout=20).read()), 'bytes')
"
grep Uid "/proc/$server/status" | sed 's/^/oci: /'
kill $server
wait $server
echo "oci: stopped by itself"
"""


def blobs(image: Path) -> dict[str, bytes]:
    """Every file of the layout; each blob must be what its name says."""
    with tarfile.open(image) as archive:
        found = {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}  # type: ignore[union-attr]
    for name, content in found.items():
        if name.startswith("blobs/") and hashlib.sha256(content).hexdigest() != name.rsplit("/", 1)[1]:
            sys.exit(f"oci: {name} is not what its name says")
    return found


def main() -> int:
    found = blobs(Path(sys.argv[1]))

    def get(described: dict[str, object]) -> bytes:
        content = found["blobs/" + str(described["digest"]).replace(":", "/")]
        if len(content) != described["size"]:
            sys.exit(f"oci: {described['digest']} has another size")
        return content

    index = json.loads(found["index.json"])
    manifest = json.loads(get(index["manifests"][0]))
    config = json.loads(get(manifest["config"]))
    print(f"oci: {len(found)} files, user {config['config']['User']}, entry {config['config']['Entrypoint']}")
    with tempfile.TemporaryDirectory(prefix="muster-oci-", dir="/var/tmp") as scratch:
        root = Path(scratch) / "root"
        root.mkdir()
        for described, diff in zip(manifest["layers"], config["rootfs"]["diff_ids"], strict=True):
            content = gzip.decompress(get(described))
            if f"sha256:{hashlib.sha256(content).hexdigest()}" != diff:
                sys.exit("oci: a layer is not what the configuration says")
            subprocess.run(
                ["tar", "-xpf", "-", "-C", str(root), "--numeric-owner"], input=content, check=True
            )
        for unshare in (["unshare", "-nmpf", "--mount-proc"], ["unshare", "-rnmpf", "--mount-proc"]):
            if subprocess.run([*unshare, "true"], capture_output=True, check=False).returncode == 0:
                done = subprocess.run(
                    [*unshare, "sh", "-c", RUN, "run", str(root), f"{scratch}/said"], check=False
                )
                return done.returncode
    print("oci: this machine refuses namespaces; the image was compared with its digests and not run")
    return 1


if __name__ == "__main__":
    sys.exit(main())
