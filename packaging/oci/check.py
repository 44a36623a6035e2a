"""Check an image: every digest, then unpack its layers and run it as the Kubernetes manifest says, without a network.

    /usr/bin/python3 packaging/oci/check.py IMAGE.tar

User, group, arguments, probe, mounts and the read-only root are those of muster-kubernetes.yaml beside the image (manifest.py
holds it to the API); nothing new is permitted to any process in it.

Standard library, tar and util-linux only. Needs root or user namespaces.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from manifest import Odd, checked

RUN = """
set -e
ip link set lo up 2>/dev/null || ifconfig lo up
mount --make-rprivate /
mount --bind "$1" "$1"
mkdir -p "$1/proc" "$1/dev"
mount -t proc proc "$1/proc"
for name in null urandom; do : > "$1/dev/$name"; mount --bind "/dev/$name" "$1/dev/$name"; done
for mount in $MOUNTS; do # path:bytes, 0 for the volume; both belong to the pod's group
    size=${mount#*:} path=${mount%%:*}
    mount -t tmpfs -o "mode=2770,uid=0,gid=${AS#*:},noexec,nosuid,nodev$([ "$size" = 0 ] || echo ",size=$size")" tmpfs "$1$path"
    echo "oci: $path mounted$([ "$size" = 0 ] || echo ", $((size >> 20)) MiB at most")"
done
if [ "$READ_ONLY" = yes ]; then mount -o remount,bind,ro "$1"; fi
inside() { root=$1; shift; exec setpriv --no-new-privs chroot --userspec="$AS" --groups="${AS#*:}" "$root" "$@"; }
cd /
if (: > "$1/written") 2>/dev/null; then echo "oci: the root can be written" >&2; exit 1; fi
echo "oci: the root is read-only, even for root"
(inside "$1" $PROBE)
export MUSTER_DATA=/var/lib/muster/data HOME=/var/lib/muster
(inside "$1" $ENTRY $ARGUMENTS --port 8642) >"$2" 2>&1 &
server=$!
for n in $(seq 300); do grep -q "ready" "$2" && break; kill -0 $server || { cat "$2"; exit 1; }; sleep 0.2; done
/usr/bin/python3 -c "
import urllib.request
print('oci: livez', urllib.request.urlopen('http://127.0.0.1:8642/livez', timeout=20).status)
print('oci: login page', len(urllib.request.urlopen('http://127.0.0.1:8642/login', timeout=20).read()), 'bytes')
"
grep -E '^(Uid|Gid|CapEff|CapPrm|NoNewPrivs):' "/proc/$server/status" | sed 's/^/oci: /'
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
    entry = config["config"]["Entrypoint"]
    print(f"oci: {len(found)} files, user {config['config']['User']}, entry {entry}")
    try:
        run = checked(Path(sys.argv[1]).with_name("muster-kubernetes.yaml").read_text(encoding="utf-8"))
    except Odd as problem:
        sys.exit(f"oci: the Kubernetes manifest: {problem}")
    print(f"oci: the manifest holds to the API and to the restricted standard; run as {run.user}:{run.group}")
    environment = {
        **os.environ,
        "AS": f"{run.user}:{run.group}",
        "READ_ONLY": "yes" if run.read_only else "no",
        "MOUNTS": " ".join(f"{path}:{size}" for path, size in run.mounts),
        "PROBE": " ".join(run.probe),
        "ENTRY": " ".join(entry),
        "ARGUMENTS": " ".join(run.arguments),
    }
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
                    [*unshare, "sh", "-c", RUN, "run", str(root), f"{scratch}/said"],
                    env=environment,
                    check=False,
                )
                return done.returncode
    print("oci: this machine refuses namespaces; the image was compared with its digests and not run")
    return 1


if __name__ == "__main__":
    sys.exit(main())
