"""One commit: new segments, what is deleted in the old ones, merges; then a manifest of it all."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np

from appliance.engines.fulltext.seals import Manifest, Seal, check_file, seal_of, sealed
from appliance.engines.fulltext.vector.building import Batch
from appliance.engines.fulltext.vector.generations import deleted_name, segment_name
from appliance.engines.fulltext.vector.merging import Merger
from appliance.engines.fulltext.vector.policy import to_merge, to_tidy, worth_cleaning
from appliance.engines.fulltext.vector.sections import write_sections
from appliance.engines.fulltext.vector.segment import NO_DOCS, Segment
from appliance.engines.fulltext.vector.snapshot import Leaf, Snapshot
from appliance.engines.fulltext.vector.vocabulary import MOST_CHUNKS, Vocabulary
from appliance.foundation.contracts.query import IndexEntry


class Commit:
    """From one generation to the next. Nothing of the old one is touched; ``abandon`` removes what was written."""

    def __init__(self, folder: Path, snapshot: Snapshot, manifest: Manifest, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._generation = manifest.generation + 1
        self._seals = {seal.name: seal for seal in manifest.files}
        self._leaves = list(snapshot.leaves)
        self._dead: list[set[int]] = [
            set() for _ in self._leaves
        ]  # beside the leaves: deleted by this commit
        self._vocabulary = Vocabulary()
        self._batch = Batch()
        self._thread: ThreadPoolExecutor | None = None
        self._closing: list[tuple[Path, Future[None]]] = []  # batches being written beside us
        self._seen: dict[str, tuple[int, int]] = {}  # ref → (leaf, document) among the new ones
        self._unborn: set[int] = set()  # documents of the open segment that were replaced again
        self._old = len(self._leaves)
        self._files = 0
        self._fresh = segment_name(self._generation, 0).removesuffix("0.mus")
        self._written: list[Path] = []
        self.erased = False

    @property
    def _next(self) -> int:
        """Number of the leaf that the open batch will be."""
        return len(self._leaves) + len(self._closing)

    def add(self, entry: IndexEntry) -> None:
        """Take an entry; a full batch is written while the next one is filled."""
        before = self._seen.get(entry.ref)
        if before is not None:
            leaf, doc = before
            (self._unborn if leaf == self._next else self._dead[leaf]).add(doc)
        self._seen[entry.ref] = (self._next, self._batch.add(entry, self._vocabulary))
        if self._batch.full:
            self._close_batch()

    def _path(self) -> Path:
        path = self._folder / segment_name(self._generation, self._files)
        path.unlink(missing_ok=True)  # left behind by a commit that was killed
        self._files += 1
        self._written.append(path)
        return path

    def _close_batch(self) -> None:
        """Write what was taken, in a thread while more is coming."""
        if self._closing:
            self._closing[-1][1].result()  # one at a time: two would take the memory of two
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1)
        path, words = self._path(), self._vocabulary.frozen()
        self._closing.append((path, self._thread.submit(self._batch.write, path, words)))
        self._closed()
        if len(self._vocabulary) > MOST_CHUNKS:
            self._vocabulary = Vocabulary()

    def _closed(self) -> None:
        """What the batch replaces is deleted, and another one begins."""
        for number in range(self._old):
            leaf = self._leaves[number]
            self._dead[number].update(leaf.among_living(leaf.segment.refs.find_all(self._batch.refs)))
        self._dead.append(self._unborn)
        self._unborn, self._batch = set(), Batch()

    def _all_closed(self) -> None:
        """Every batch is a segment file when this returns."""
        for path, written in self._closing:
            written.result()
            self._leaves.append(Leaf(Segment(path), NO_DOCS))
        self._closing = []
        self._end_thread()
        if self._batch.entries:
            path = self._path()
            self._batch.write(path, self._vocabulary.frozen())
            self._closed()
            self._leaves.append(Leaf(Segment(path), NO_DOCS))

    def _end_thread(self) -> None:
        if self._thread is not None:
            self._thread.shutdown()
            self._thread = None

    def finish(
        self, removes: Iterable[str], cache_bytes: int, *, tidy: bool = False
    ) -> tuple[Manifest, Snapshot, list[Path]]:
        """The next generation, and its new files, to be synced. ``tidy``: leave at most two segments."""
        self._all_closed()
        erased = self._remove([ref for ref in removes if ref not in self._seen])
        before = list(self._leaves)
        leaves = [
            Leaf(leaf.segment, _united(leaf, dead)) if dead else leaf
            for leaf, dead in zip(self._leaves, self._dead, strict=True)
        ]
        marked = [(leaf, number in erased) for number, leaf in enumerate(leaves)]
        self._leaves = self._merged(marked)
        if tidy and (chosen := to_tidy([leaf.living for leaf in self._leaves])):
            group = [self._leaves[i] for i in chosen]
            self._leaves = [leaf for leaf in self._leaves if leaf not in group] + self._merge(group)
        unchanged = {id(leaf) for leaf in before}
        seals = []
        for leaf in self._leaves:
            seals.append(self._sealed(self._folder / leaf.segment.name))
            if len(leaf.deleted):
                seals.append(self._deletions(leaf, changed=id(leaf) not in unchanged))
        named = {seal.name for seal in seals}
        manifest = sealed(seals, self._generation, self._key)
        # what was merged on within this commit need not reach the disk
        new = [path for path in self._written if path.name in named]
        return manifest, Snapshot(self._generation, self._leaves, cache_bytes), new

    def _remove(self, refs: list[str]) -> set[int]:
        """Delete entries; the leaves that hold any word of them, in a living version or an old one."""
        touched = set()
        for number, leaf in enumerate(self._leaves):
            found = leaf.segment.refs.find_all(refs) if refs else []
            if found:
                touched.add(number)
                self._dead[number].update(found)
        self.erased = bool(touched)
        return touched

    def _merged(self, marked: list[tuple[Leaf, bool]]) -> list[Leaf]:
        """Write anew what must be: who was erased, mostly dead segments, and the smallest when there are too many."""
        group = [
            leaf
            for leaf, erased in marked
            if erased or worth_cleaning(leaf.segment.documents, len(leaf.deleted))
        ]
        leaves = [leaf for leaf, _ in marked if leaf not in group]
        leaves += self._merge(group)
        fresh = [leaf for leaf in leaves if leaf.segment.name.startswith(self._fresh)]
        if len(fresh) > 1:  # a bulk is one segment in the end
            leaves = [leaf for leaf in leaves if leaf not in fresh] + self._merge(fresh)
        while chosen := to_merge([leaf.living for leaf in leaves]):
            group = [leaves[i] for i in chosen]
            leaves = [leaf for leaf in leaves if leaf not in group] + self._merge(group)
        return leaves

    def _merge(self, group: list[Leaf]) -> list[Leaf]:
        if not any(leaf.living for leaf in group):
            return []
        for leaf in group:  # what was damaged since it was opened must not come into a file with a new seal
            if leaf.segment.name in self._seals:
                check_file(self._folder, self._seals[leaf.segment.name])
        path = self._path()
        Merger(group).write(path)
        return [Leaf(Segment(path), NO_DOCS)]

    def _deletions(self, leaf: Leaf, *, changed: bool) -> Seal:
        if not changed:
            stem = leaf.segment.name.removesuffix(".mus")
            return next(seal for name, seal in self._seals.items() if name.startswith(f"{stem}.deleted-"))
        path = self._folder / deleted_name(leaf.segment.name, self._generation)
        path.unlink(missing_ok=True)
        self._written.append(path)
        write_sections(path, {"deleted": leaf.deleted}, {})
        return seal_of(path)

    def _sealed(self, path: Path) -> Seal:
        return self._seals.get(path.name) or seal_of(path)

    def abandon(self) -> None:
        """Remove what was written."""
        self._end_thread()
        for path in self._written:
            path.unlink(missing_ok=True)


def _united(leaf: Leaf, dead: set[int]) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
    return np.union1d(leaf.deleted, np.array(sorted(dead), np.uint32)).astype(np.uint32)
