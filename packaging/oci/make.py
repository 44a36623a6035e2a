"""The program as an OCI image in a tar file, made without a daemon; the same input gives the same bytes.

    .venv/bin/python packaging/oci/make.py OUT.tar [--tree dist/muster]      and muster-kubernetes.yaml beside it

Two layers: what the program needs of Debian (glibc and zlib, no shell, no package manager), and the program. It runs as
user 65532 and writes to /var/lib/muster and /tmp only.

Source: https://github.com/opencontainers/image-spec (image-layout.md, config.md, layer.md), version 1.1.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from appliance.foundation.kernel.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
EPOCH = 1767225600
USER = 65532
LIBRARIES = ("ld-linux-x86-64.so.2", "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1",
             "libresolv.so.2", "libz.so.1")  # fmt: skip
PACKAGES = ("libc6", "zlib1g")
FILES = {
    "etc/passwd": f"root:x:0:0:root:/:/nologin\nmuster:x:{USER}:{USER}:Muster:/var/lib/muster:/nologin\n",
    "etc/group": f"root:x:0:\nmuster:x:{USER}:\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    "etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
}
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


class Entry(NamedTuple):
    """A file (``content`` bytes), a folder (None) or a link (str) of a layer."""

    name: str
    content: bytes | str | None
    mode: int = 0o644
    owner: int = 0


def base() -> list[Entry]:
    """What the program needs of Debian, in the places Debian has it."""
    entries = [
        Entry("bin", "usr/bin"),
        Entry("lib", "usr/lib"),
        Entry("lib64", "usr/lib64"),
        Entry("sbin", "usr/sbin"),
        Entry("usr/bin", None, 0o755),
        Entry("usr/sbin", None, 0o755),
        Entry("usr/lib64/ld-linux-x86-64.so.2", "../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"),
        Entry("tmp", None, 0o1777),
        Entry("var/lib/muster", None, 0o700, USER),
    ]
    for name in LIBRARIES:
        path = Path("/usr/lib/x86_64-linux-gnu") / name
        entries.append(Entry(f"usr/lib/x86_64-linux-gnu/{name}", path.resolve().read_bytes(), 0o755))
    entries += [Entry(name, text.encode()) for name, text in FILES.items()]
    entries.append(Entry("etc/os-release", Path("/usr/lib/os-release").read_bytes()))
    for package in PACKAGES:
        command = ["dpkg-query", "-W", "-f", "Package: ${Package}\\nStatus: ${Status}\\nVersion: ${Version}\\nArchitecture: amd64\\n\\n",
                   package]  # fmt: skip
        status = subprocess.run(command, capture_output=True, check=True).stdout
        entries.append(Entry(f"var/lib/dpkg/status.d/{package}", status.split(b"\n\n")[0] + b"\n"))
        notice = Path("/usr/share/doc") / package / "copyright"
        entries.append(Entry(f"usr/share/doc/{package}/copyright", notice.read_bytes()))
    return entries


def program(tree: Path) -> list[Entry]:
    """The built program under /opt/muster."""
    return [
        Entry(
            f"opt/muster/{p.relative_to(tree).as_posix()}",
            p.read_bytes(),
            0o755 if p.stat().st_mode & 0o100 else 0o644,
        )
        for p in tree.rglob("*")
        if p.is_file()
    ]


def layer(entries: Iterable[Entry]) -> bytes:
    """A tar of the entries and the folders above them, sorted, all of one time."""
    chosen = {e.name: e for e in entries}
    for name in list(chosen):
        for parent in Path(name).parents[:-1]:
            chosen.setdefault(parent.as_posix(), Entry(parent.as_posix(), None, 0o755))
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for entry in sorted(chosen.values()):
            member = tarfile.TarInfo(entry.name)
            member.mode, member.mtime, member.uid, member.gid = entry.mode, EPOCH, entry.owner, entry.owner
            if entry.content is None:
                member.type = tarfile.DIRTYPE
                archive.addfile(member)
            elif isinstance(entry.content, str):
                member.type, member.linkname, member.mode = tarfile.SYMTYPE, entry.content, 0o777
                archive.addfile(member)
            else:
                member.size = len(entry.content)
                archive.addfile(member, io.BytesIO(entry.content))
    return buffer.getvalue()


class Layout:
    """An image layout: blobs by their hash."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def add(self, content: bytes, kind: str) -> dict[str, Any]:
        """Keep a blob; its descriptor."""
        digest = hashlib.sha256(content).hexdigest()
        self.blobs[digest] = content
        return {"mediaType": kind, "digest": f"sha256:{digest}", "size": len(content)}

    def save(self, place: Path, index: dict[str, Any]) -> None:
        """Write the layout as one tar."""
        files = {f"blobs/sha256/{digest}": content for digest, content in self.blobs.items()}
        files |= {"index.json": spelled(index), "oci-layout": spelled({"imageLayoutVersion": "1.0.0"})}
        part = place.with_name(place.name + ".part")
        part.write_bytes(layer(Entry(name, content) for name, content in files.items()))
        part.replace(place)


def spelled(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def image(layers: list[bytes], version: str) -> tuple[Layout, dict[str, Any]]:
    """The layout and its index."""
    layout = Layout()
    created = datetime.fromtimestamp(EPOCH, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    labels = {
        "org.opencontainers.image.title": "Muster",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "org.opencontainers.image.created": created,
    }
    config = {
        "architecture": "amd64",
        "os": "linux",
        "created": created,
        "config": {
            "User": f"{USER}:{USER}",
            "Env": [
                "PATH=/opt/muster",
                "HOME=/var/lib/muster",
                "MUSTER_DATA=/var/lib/muster/data",
                "LANG=C.UTF-8",
            ],
            "Entrypoint": ["/opt/muster/muster"],
            "Cmd": ["serve"],
            "WorkingDir": "/var/lib/muster",
            "Volumes": {"/var/lib/muster": {}},
            "StopSignal": "SIGTERM",
            "Labels": labels,
        },
        "rootfs": {
            "type": "layers",
            "diff_ids": [f"sha256:{hashlib.sha256(one).hexdigest()}" for one in layers],
        },
        "history": [{"created": created, "created_by": "packaging/oci/make.py"} for _ in layers],
    }
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": layout.add(spelled(config), "application/vnd.oci.image.config.v1+json"),
        "layers": [layout.add(gzip.compress(one, compresslevel=6, mtime=0), LAYER) for one in layers],
        "annotations": labels,
    }
    described = layout.add(spelled(manifest), "application/vnd.oci.image.manifest.v1+json")
    described |= {"platform": {"architecture": "amd64", "os": "linux"}}
    described["annotations"] = {
        "org.opencontainers.image.ref.name": version,
        "io.containerd.image.name": f"muster:{version}",
    }
    return layout, {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [described],
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--tree", type=Path, default=ROOT / "dist/muster")
    options = parser.parse_args()
    if os.uname().machine != "x86_64":
        sys.exit("oci: the image is made on x86_64")
    layout, index = image([layer(base()), layer(program(options.tree))], VERSION)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    layout.save(options.out, index)
    manifest = (Path(__file__).with_name("kubernetes.yaml")).read_text(encoding="utf-8")
    manifest = manifest.replace("@VERSION@", VERSION).replace("@DIGEST@", index["manifests"][0]["digest"])
    (options.out.parent / "muster-kubernetes.yaml").write_text(manifest, encoding="utf-8")
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(
        f"oci: {options.out}, {options.out.stat().st_size / 1e6:.1f} MB, image {index['manifests'][0]['digest']}"
    )
    print(f"oci: {digest}  {options.out.name}")


if __name__ == "__main__":
    main()
