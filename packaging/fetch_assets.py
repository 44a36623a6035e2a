"""Copy the browser assets out of their hash-locked wheels.

Nobody else's code is committed: htmx comes out of the ``django-htmx`` wheel, whose hash stands in
``offline_wheels/assets.lock``. The copy lands in a git-ignored folder. Standard library only, because
this runs before anything is installed.

    python packaging/fetch_assets.py WHEEL_OR_FOLDER [--into FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "offline_wheels" / "assets.lock"
TARGET = ROOT / "appliance" / "doors" / "web" / "static" / "vendor"

# file name of the wheel begins with → (member of the wheel, name here)
ASSETS: dict[str, tuple[tuple[str, str], ...]] = {
    "django_htmx-": (("django_htmx/static/django_htmx/htmx-2.min.js", "htmx.min.js"),),
}


class AssetError(Exception):
    """A wheel is missing, is not the locked one, or lacks what it should carry."""


def locked_hashes(lock: Path) -> set[str]:
    """Every SHA-256 the lock allows."""
    return set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock.read_text(encoding="utf-8")))


def find_wheel(source: Path, prefix: str) -> Path:
    """The wheel itself, or the one in a folder whose name begins with ``prefix``. Raises AssetError."""
    if source.is_file():
        return source
    found = sorted(source.glob(f"{prefix}*.whl"))
    if len(found) != 1:
        raise AssetError(f"{source} holds {len(found)} files {prefix}*.whl; one is needed")
    return found[0]


def fetch(source: Path, target: Path = TARGET, lock: Path = LOCK) -> list[Path]:
    """Check each wheel against the lock, copy its members into ``target``; the files written."""
    allowed = locked_hashes(lock)
    written = []
    for prefix, members in ASSETS.items():
        wheel = find_wheel(source, prefix)
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found not in allowed:
            raise AssetError(f"{wheel.name} has SHA-256 {found}, which {lock.name} does not allow")
        target.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(wheel) as archive:
            for member, name in members:
                try:
                    content = archive.read(member)
                except KeyError as missing:
                    raise AssetError(f"{wheel.name} carries no {member}") from missing
                (target / name).write_bytes(content)
                written.append(target / name)
    return written


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, help="the wheel, or the folder it is in")
    parser.add_argument("--into", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    try:
        written = fetch(options.source, options.into)
    except AssetError as problem:
        print(f"fetch_assets: {problem}", file=sys.stderr)
        return 1
    for path in written:
        print(path)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
