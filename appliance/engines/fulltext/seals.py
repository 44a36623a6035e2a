"""What was committed, said so that nothing else is ever opened.

A manifest names every file of one generation with its size and SHA-256 and carries a MAC under a key that does not
lie beside the index. It is kept in the database, and beside the files as their table of contents. Before an index is
opened its files are compared with it. This does not stop who already runs as the service's user.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

from appliance.engines.fulltext.analysis import ANALYSIS
from appliance.engines.fulltext.errors import IndexDamaged
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json

MANIFEST_FORMAT = 1
_BLOCK = 1 << 20
_SMALL = 1 << 20


class Seal(Value):
    """One file of a generation."""

    name: str
    size: int
    sha256: str


class Manifest(Value):
    """One generation of an index, as the caller keeps it (``model_dump_json`` / ``model_validate_json``)."""

    format: int
    generation: int
    analysis: str
    files: tuple[Seal, ...]
    mac: str


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk."""
    sync_file(folder)


def sync_together(paths: Sequence[Path]) -> None:
    """Wait until files and folders are on the disk.

    Small files are sent on their way all at once, before the first is waited for: most of the time what the first waits
    for takes the others along. (One thread for each is no better, and much worse on a busy machine.)
    """
    with ExitStack() as opened:
        descriptors = []
        for path in paths:
            descriptors.append(os.open(path, os.O_RDONLY))
            opened.callback(os.close, descriptors[-1])
        for descriptor in descriptors:
            found = os.fstat(descriptor)
            if stat.S_ISREG(found.st_mode) and found.st_size <= _SMALL:
                # begins to write what is not written; what is would leave memory, so that large files are left alone
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        for descriptor in descriptors:
            os.fsync(descriptor)


def seal_of(path: Path) -> Seal:
    """The seal of a file as it is now."""
    sha = hashlib.sha256(usedforsecurity=True)
    size = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha.update(block)
            size += len(block)
    return Seal(name=path.name, size=size, sha256=sha.hexdigest())


def sealed(seals: Iterable[Seal], generation: int, key: bytes) -> Manifest:
    """The manifest of these files."""
    files = tuple(sorted(seals, key=lambda seal: seal.name))
    mac = _mac(generation, ANALYSIS, files, key)
    return Manifest(format=MANIFEST_FORMAT, generation=generation, analysis=ANALYSIS, files=files, mac=mac)


def _mac(generation: int, analysis: str, seals: Iterable[Seal], key: bytes) -> str:
    meaning = [MANIFEST_FORMAT, generation, analysis, [seal.model_dump() for seal in seals]]
    return hmac.new(key, canonical_json(meaning), hashlib.sha256).hexdigest()


def check_manifest(manifest: Manifest, key: bytes) -> None:
    """Raise IndexDamaged unless a manifest was made by this installation for this program."""
    if manifest.format != MANIFEST_FORMAT or manifest.analysis != ANALYSIS:
        raise IndexDamaged(reason=f"it was made by {manifest.analysis}, this program reads {ANALYSIS}")
    if not hmac.compare_digest(
        manifest.mac, _mac(manifest.generation, manifest.analysis, manifest.files, key)
    ):
        raise IndexDamaged(reason="its manifest was not made with this installation's key")


def check_file(folder: Path, seal: Seal) -> Path:
    """The path of a sealed file; raises IndexDamaged unless it is there and unchanged."""
    path = folder / seal.name
    if Path(seal.name).name != seal.name or path.is_symlink() or not path.is_file():
        raise IndexDamaged(reason=f"the file {seal.name} is missing")
    try:
        if path.stat().st_size != seal.size:
            raise IndexDamaged(reason=f"the file {seal.name} has another length")
        if seal_of(path) != seal:
            raise IndexDamaged(reason=f"the file {seal.name} was changed")
    except OSError as reason:
        raise IndexDamaged(reason=f"the file {seal.name} cannot be read ({reason})") from reason
    return path


def check(folder: Path, manifest: Manifest, key: bytes) -> None:
    """Raise IndexDamaged unless every file of the manifest is there, unchanged, and meant for this program."""
    check_manifest(manifest, key)
    for seal in manifest.files:
        check_file(folder, seal)


def quarantine(folder: Path) -> Path | None:
    """Move a damaged index out of the way; its new place, or None if there was none.

    The newest quarantined index is kept for whoever investigates, earlier ones are removed: they are copies of
    people's data.
    """
    if not folder.exists():
        return None
    for old in folder.parent.glob(f"{folder.name}.damaged-*"):
        _remove(old)
    place = folder.with_name(f"{folder.name}.damaged-{time.time_ns()}")
    folder.rename(place)
    sync_folder(folder.parent)
    return place


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    folder.rmdir()
