"""The files the program is built from: what version control has of them, or everything when there is none.

    python3 packaging/build/sources.py list      NUL-separated names
    python3 packaging/build/sources.py digest    one SHA-256 over those that decide the bytes of the program

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("appliance", "docs", "offline_wheels", "packaging", "tests", ".ci", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile", "README.md",
         "pyproject.toml")  # fmt: skip
DECIDING = (
    "appliance/",
    "docs/",
    "offline_wheels/",
    "packaging/build",
    "packaging/fetch_assets.py",
    "LICENSE",
)
LEFT_OUT = {"__pycache__", "vendor"}


def names() -> list[str]:
    """Every source file, relative, sorted. New files that version control does not ignore belong to it."""
    command = [
        "git",
        "-C",
        str(ROOT),
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--",
        *PARTS,
    ]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
        found = [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    except (OSError, subprocess.CalledProcessError):
        found = [
            path.relative_to(ROOT).as_posix()
            for part in PARTS
            for path in ([ROOT / part] if (ROOT / part).is_file() else sorted((ROOT / part).rglob("*")))
            if path.is_file() and not LEFT_OUT & set(path.parts) and path.suffix not in {".whl", ".pyc"}
        ]
    return sorted(set(found))


def digest() -> str:
    """SHA-256 over the name and the SHA-256 of every source file the program is made from."""
    total = hashlib.sha256()
    for name in names():
        if not name.startswith(DECIDING):
            continue
        total.update(f"{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()} {name}\n".encode())
    return total.hexdigest()


if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        sys.stdout.write("".join(name + "\0" for name in names()))
    elif sys.argv[1:] == ["digest"]:
        print(digest())
    else:
        sys.exit(__doc__)
