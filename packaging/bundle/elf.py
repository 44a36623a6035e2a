"""The oldest glibc each ELF file runs on, read from the versions it asks for.

python3 packaging/bundle/elf.py TREE [FLOOR]     the newest version asked for; exit 1 when one is above FLOOR
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

MAGIC = b"\x7fELF"


def versions(path: Path) -> list[tuple[int, ...]]:
    """Every glibc version the file asks for, ascending."""
    done = subprocess.run(
        ["readelf", "--version-info", "--wide", str(path)], capture_output=True, text=True, check=True
    )
    needed = done.stdout.split("Version needs section", 1)
    found = re.findall(r"Name: GLIBC_([\d.]+)", needed[1]) if len(needed) == 2 else []
    return sorted(tuple(int(n) for n in one.split(".")) for one in set(found))


def floors(tree: Path) -> dict[str, tuple[int, ...]]:
    """File name → newest glibc version it asks for, for every ELF file of a tree."""
    found = {}
    for path in sorted(p for p in tree.rglob("*") if p.is_file() and not p.is_symlink()):
        with path.open("rb") as file:
            if file.read(4) == MAGIC:
                found[path.relative_to(tree).as_posix()] = (versions(path) or [(0,)])[-1]
    return found


def check(tree: Path, floor: str) -> str:
    """A sentence with the numbers; ends the program when a file needs a newer glibc than ``floor``."""
    allowed = tuple(int(n) for n in floor.split("."))
    found = floors(tree)
    if not found:
        sys.exit(f"elf: {tree} holds no ELF file")
    if above := {name: v for name, v in found.items() if v > allowed}:
        name = max(above, key=lambda n: above[n])
        sys.exit(
            f"elf: {len(above)} files need a newer glibc than {floor}; {name} needs {'.'.join(map(str, above[name]))}"
        )
    newest = max(found.values())
    which = next(name for name, v in found.items() if v == newest)
    return f"{len(found)} ELF files, newest glibc asked for {'.'.join(map(str, newest))} ({which}), allowed {floor}"


if __name__ == "__main__":
    print("elf: " + check(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "99"))
