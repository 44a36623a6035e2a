"""A whole bundle of a tiny program, signed with the development keys, in a tenth of a second."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import SimpleNamespace

from appliance.lifecycle.bundle import Trust, built_in_trust

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging/bundle"))
MAKE = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging/bundle/make.py")))
KEYS = SimpleNamespace(**runpy.run_path(str(ROOT / "packaging/bundle/keys.py")))
sys.path.remove(str(ROOT / "packaging/bundle"))


def tree(folder: Path) -> Path:
    """A program of three files."""
    (folder / "_internal").mkdir(parents=True)
    (folder / "muster").write_bytes(b"#!/bin/sh\necho muster\n")
    (folder / "muster").chmod(0o755)
    (folder / "_internal/data.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "_internal/empty").write_bytes(b"")
    return folder


def make(folder: Path, work: Path, *, installer: bytes = b"#!/bin/sh\n", **facts: object) -> Path:
    """A signed bundle in ``folder``; ``facts`` replace those of the manifest."""
    program = work / "tree"
    if not program.exists():
        tree(program)
    packed = MAKE.pack(program, work / "share", 0, work / "kept")
    bundle = MAKE.Bundle(folder)
    bundle.add("payload/muster-test.tar.xz", packed.archive)
    bundle.add("payload/muster-test.files", packed.listing)
    bundle.add("START-HERE.txt", b"start here\n")
    bundle.add("install.sh", installer)
    KEYS.write_keyring(folder / "keyring", 1, *KEYS.development_keyring())
    MAKE.sign(bundle, {**FACTS, "payload_size": packed.size, **facts}, KEYS.DEVELOPMENT_RELEASE)
    return folder


def trust() -> Trust:
    """What a development build believes before it has seen a bundle."""
    return built_in_trust()


FACTS: dict[str, object] = {
    "format": 1,
    "kind": "muster-bundle",
    "product": "muster",
    "version": "1.2.3",
    "release_seq": 7,
    "min_upgrade_from": "1.0.0",
    "schema_version": 3,
    "os": "linux",
    "arch": "x86_64",
    "glibc_floor": "2.36",
    "commit": "unknown",
    "epoch": 0,
    "development": True,
    "keyring_version": 1,
    "payload": "payload/muster-test.tar.xz",
    "payload_list": "payload/muster-test.files",
}
