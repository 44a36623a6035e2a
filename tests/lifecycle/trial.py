"""A payload whose program is these sources: a launcher that starts them under this Python, with a version of its own.

``next_version`` adds a migration that older programs do not know, as a later release would.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import small_bundle

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = """#!/bin/sh
release=$(dirname "$(readlink -f "$0")")
export PYTHONPATH="$release/_internal:{root}" PYTHONDONTWRITEBYTECODE=1
exec {python} -W ignore -m appliance.entry "$@"
"""
CUSTOMIZE = """
import appliance.foundation.kernel.version as version
version.VERSION = {version!r}
if {migrations}:
    import appliance.foundation.store.migrate as known
    def more(db):
        db.execute("CREATE TABLE from_the_future (id INTEGER PRIMARY KEY, note TEXT NOT NULL)")
        db.execute("INSERT INTO from_the_future (note) SELECT name FROM candidate")
    known.MIGRATIONS = (*known.MIGRATIONS, ("m9999_from_the_future", more))
if {broken!r} == "serve":
    import sys
    if "serve" in sys.argv:
        raise SystemExit("this release is broken on purpose")
if {broken!r} == "migrate":
    import appliance.foundation.store.migrate as known
    def bad(db):
        raise RuntimeError("a migration that fails on purpose")
    known.MIGRATIONS = (*known.MIGRATIONS, ("m9998_bad", bad))
"""


def program(folder: Path, version: str, *, migrations: bool = False, broken: str = "") -> Path:
    """The tree of a program; ``broken``: "" or where it fails on purpose, ``serve`` or ``migrate``."""
    inner = folder / "_internal"
    inner.mkdir(parents=True)
    (folder / "muster").write_text(LAUNCHER.format(root=ROOT, python=sys.executable))
    (folder / "muster").chmod(0o755)
    text = CUSTOMIZE.format(version=version, migrations=migrations, broken=broken)
    (inner / "sitecustomize.py").write_text(text)
    return folder


def bundle(
    work: Path, version: str, sequence: int, *, migrations: bool = False, broken: str = "", **facts
) -> Path:
    """A signed bundle with such a program and the real ``install.sh``."""
    work.mkdir(parents=True)
    program(work / "tree", version, migrations=migrations, broken=broken)
    known = {"version": version, "release_seq": sequence, "min_upgrade_from": "0.0.1", "glibc_floor": "2.31"}
    installer = (ROOT / "packaging/install/install.sh").read_bytes()
    return small_bundle.make(work / "bundle", work, installer=installer, **{**known, **facts})


def clean_environment(**more: str) -> dict[str, str]:
    """No HOME, no locale."""
    return {"PATH": os.environ["PATH"], **more}
