"""Generations as files: which there are, which one to open, how the next becomes the one that counts.

``segment-<generation>-<n>.mus``                  a segment; never changes
``segment-<generation>-<n>.deleted-<generation>.mus``   which of its documents are deleted; the newest named counts
``generation-<generation>.json``                  the table of a generation: its manifest

A table counts when it and everything it names is there as its manifest says. A commit is done when all of that is on
the disk; what a killed writer or a power cut leaves of one that was not done is a table that counts, or one that does not:
then the one before does, and everything it names is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from appliance.engines.fulltext.errors import IndexDamaged
from appliance.engines.fulltext.seals import (
    Manifest,
    Seal,
    check_file,
    check_manifest,
    sync_folder,
    sync_together,
)
from appliance.engines.fulltext.vector.sections import Sections, write_whole
from appliance.engines.fulltext.vector.segment import NO_DOCS, Segment
from appliance.engines.fulltext.vector.snapshot import Leaf, Snapshot

LOCK = "write.lock"
_TABLE = re.compile(r"generation-(\d{10})\.json")
_DELETED = re.compile(r"(segment-\d{10}-\d+)\.deleted-\d{10}\.mus")


def table_name(generation: int) -> str:
    """The file name of a table."""
    return f"generation-{generation:010d}.json"


def segment_name(generation: int, number: int) -> str:
    """The file name of a segment first seen in a generation."""
    return f"segment-{generation:010d}-{number}.mus"


def deleted_name(segment: str, generation: int) -> str:
    """The file name of what is deleted in a segment as of a generation."""
    return f"{segment.removesuffix('.mus')}.deleted-{generation:010d}.mus"


def tables(folder: Path) -> list[int]:
    """Generations that have a table, newest first."""
    found = [match for path in folder.iterdir() if (match := _TABLE.fullmatch(path.name))]
    return sorted((int(match[1]) for match in found), reverse=True)


def read_table(folder: Path, generation: int, key: bytes) -> Manifest:
    """The manifest of a generation on the disk. Raises IndexDamaged."""
    path = folder / table_name(generation)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as reason:
        raise IndexDamaged(reason=f"the file {path.name} cannot be read") from reason
    check_manifest(manifest, key)
    if manifest.generation != generation:
        raise IndexDamaged(reason=f"the file {path.name} is of generation {manifest.generation}")
    return manifest


def write_table(folder: Path, manifest: Manifest, written: Sequence[Path] = ()) -> None:
    """Make a generation the one that counts. ``written``: what it names and nobody has synced yet.

    All of it is on the disk when this returns; until then the table before counts. The order does not matter: a table of
    which a power cut left a part has no right MAC, one that names a file of which something is missing is not whole, and
    neither counts.
    """
    path = folder / table_name(manifest.generation)
    try:
        path.unlink(missing_ok=True)  # left behind by a commit that was killed
        write_whole(path, manifest.model_dump_json().encode())
        sync_together([folder, *written, path])
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def candidates(folder: Path, wanted: Manifest, key: bytes) -> Iterator[Manifest]:
    """The manifests worth trying, best first: what a killed process had committed after the one wanted, and that."""
    try:
        newer = [generation for generation in tables(folder) if generation > wanted.generation]
    except OSError as reason:
        raise IndexDamaged(reason=f"its folder cannot be read ({reason})") from reason
    for generation in newer:
        try:
            yield read_table(folder, generation, key)
        except (
            IndexDamaged
        ):  # a younger table that is not whole does not count: the one wanted is looked at next
            continue
    yield wanted


def opened(
    folder: Path, manifest: Manifest, known: Mapping[str, Segment], trusted: Iterable[Seal], cache_bytes: int
) -> Snapshot:
    """Check and open every file of a manifest; what is ``known`` and ``trusted`` already is not read again."""
    sure = set(trusted)
    paths = {
        seal.name: folder / seal.name if seal in sure and seal.name in known else check_file(folder, seal)
        for seal in manifest.files
    }
    dead: dict[str, Path] = {}
    for name in sorted(paths):
        if match := _DELETED.fullmatch(name):
            dead[f"{match[1]}.mus"] = paths.pop(name)
    leaves = []
    for name, path in sorted(paths.items()):
        segment = known.get(name) or Segment(path)
        deleted = Sections(dead[name])["deleted"] if name in dead else NO_DOCS
        if len(deleted) and int(np.max(deleted)) >= segment.documents:
            raise IndexDamaged(reason=f"the file {dead[name].name} does not fit its segment")
        leaves.append(Leaf(segment, deleted))
    return Snapshot(manifest.generation, leaves, cache_bytes)


def sweep(folder: Path, keep: Iterable[Manifest], *, surely: bool) -> list[str]:
    """Remove every file that none of these generations names; the names of what went.

    ``surely`` waits until that is on the disk; else a power cut may bring a file back, which the next sweep removes.
    """
    names = {LOCK}
    for manifest in keep:
        names.add(table_name(manifest.generation))
        names |= {seal.name for seal in manifest.files}
    gone = [path for path in folder.iterdir() if path.name not in names and path.is_file()]
    for path in gone:
        path.unlink()
    if gone and surely:
        sync_folder(folder)
    return sorted(path.name for path in gone)
