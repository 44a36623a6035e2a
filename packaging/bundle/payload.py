"""The payload: the built program as one deterministic archive, and the list of what is in it."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

LARGEST_MIB = 60
XZ = ("xz", "-T2", "--block-size=32MiB", "--check=sha256", "-c")
QUICK, SMALL = "-1", "-6"
"""Bundles for trials are packed quickly, released ones small: a third of the time, a tenth more bytes.

Two threads always: one thread writes other bytes, and with fixed blocks the number of cores changes nothing."""


class Payload(NamedTuple):
    """The archive, its list (lines of ``sha256 mode size path``) and the sum of the sizes in bytes."""

    archive: bytes
    listing: bytes
    size: int


def files_of(tree: Path, share: Path) -> list[tuple[str, Path]]:
    """Name in the payload and file, sorted; ``share`` holds what the installer needs and goes to ``share/``."""
    found = [(p.relative_to(tree).as_posix(), p) for p in tree.rglob("*") if not p.is_dir() or p.is_symlink()]
    if share.is_dir():
        found += [(f"share/{p.relative_to(share).as_posix()}", p) for p in share.rglob("*") if p.is_file()]
    return sorted(found)


def pack(tree: Path, share: Path, epoch: int, kept: Path, level: str = QUICK) -> Payload:
    """Pack the tree. Links are refused: a stick with FAT has none, and the installer's reader takes none.

    ``kept`` is a folder where the archive stays, by the hash of what went into it: packing takes a minute.
    """
    lines, total = [], 0
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, path in files_of(tree, share):
            if path.is_symlink() or not path.is_file():
                sys.exit(f"bundle: {path} is not a plain file")
            content = path.read_bytes()
            mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(content), mode, epoch
            archive.addfile(member, io.BytesIO(content))
            lines.append(f"{hashlib.sha256(content).hexdigest()} {mode:o} {len(content)} {name}")
            total += len(content)
    place = kept / f"payload-{hashlib.sha256(buffer.getbuffer()).hexdigest()}{level}.tar.xz"
    if not place.is_file():
        kept.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([*XZ, level], input=buffer.getbuffer(), stdout=subprocess.PIPE, check=True)
        part = place.with_suffix(".part")
        part.write_bytes(done.stdout)
        part.replace(place)
    packed = place.read_bytes()
    if len(packed) > LARGEST_MIB << 20:
        sys.exit(f"bundle: the payload is {len(packed) >> 20} MiB; {LARGEST_MIB} are allowed")
    return Payload(packed, ("\n".join(lines) + "\n").encode("ascii"), total)
