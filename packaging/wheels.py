"""Fill offline_wheels/ with exactly the wheels of the manifest, or write the manifest from the locks.

    /usr/bin/python3 packaging/wheels.py fill     every wheel of manifest.json, checked by hash, nothing else
    /usr/bin/python3 packaging/wheels.py check    compare the folder with the manifest; exit 1 on any difference
    /usr/bin/python3 packaging/wheels.py building the same for the wheels that a build takes
    /usr/bin/python3 packaging/wheels.py lock     download by the locks and write manifest.json anew

Standard library and pip only: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

LOCKED = Path(__file__).resolve().parent.parent / "offline_wheels"
FOLDER = Path(os.environ.get("MUSTER_WHEELS") or LOCKED)
MANIFEST = LOCKED / "manifest.json"
LOCKS = ("runtime.lock", "test.lock", "build.lock", "assets.lock")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed() -> dict[str, str]:
    """File name → SHA-256, as the manifest says."""
    return dict(json.loads(MANIFEST.read_text(encoding="utf-8"))["wheels"])


def present() -> dict[str, str]:
    """File name → SHA-256, as the folder has it."""
    return {p.name: sha256(p) for p in sorted([*FOLDER.glob("*.whl"), *FOLDER.glob("*.tar.gz")])}


def building() -> int:
    """``check`` for what a build takes: the wheels of the locks of the product, of building and of assets."""
    text = "".join((LOCKED / lock).read_text(encoding="utf-8") for lock in LOCKS if lock != "test.lock")
    wanted = {name: digest for name, digest in listed().items() if digest in text}
    faults = [
        name
        for name, digest in wanted.items()
        if not (FOLDER / name).is_file() or sha256(FOLDER / name) != digest
    ]
    for name in faults:
        print(f"wheels: missing or changed: {name}")
    return len(faults) if wanted else 1


def check() -> int:
    """Say every missing, extra and different wheel; the number of them. An empty folder is a failure."""
    wanted, found = listed(), present()
    faults = [f"missing: {n}" for n in wanted if n not in found]
    faults += [f"not in the manifest: {n}" for n in found if n not in wanted]
    faults += [f"other bytes than locked: {n}" for n in found if n in wanted and found[n] != wanted[n]]
    if not found:
        faults.insert(0, "offline_wheels/ holds no wheels: run `make wheels` where there is a package index")
    for fault in faults:
        print(f"wheels: {fault}")
    if not faults:
        print(f"wheels: {len(found)} wheels, all as in the manifest")
    return len(faults)


def download(into: Path) -> None:
    """Download by the locks, by hash, for this interpreter."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        for lock in LOCKS:
            subprocess.run(
                [
                    *(f"{scratch}/bin/python", "-m", "pip", "download", "-q", "--disable-pip-version-check"),
                    *("--no-deps", "--require-hashes", "-d", str(into), "-r", str(LOCKED / lock)),
                ],
                check=True,
            )


def fill() -> int:
    wanted = listed()
    for name, digest in present().items():
        if wanted.get(name) != digest:
            print(f"wheels: removing {name}, which is not in the manifest")
            (FOLDER / name).unlink()
    if set(present()) != set(wanted):
        download(FOLDER)
    return check()


def lock() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        download(Path(scratch))
        wheels = {p.name: sha256(p) for p in sorted(Path(scratch).iterdir())}
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}-linux-x86_64"
    MANIFEST.write_text(
        json.dumps({"format": 1, "target": tag, "wheels": wheels}, indent=1) + "\n", encoding="utf-8"
    )
    print(f"wheels: {len(wheels)} in the manifest")
    return 0


if __name__ == "__main__":
    commands = {"fill": fill, "check": check, "building": building, "lock": lock}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    sys.exit(1 if commands[sys.argv[1]]() else 0)
