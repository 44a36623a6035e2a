"""The engine: one generation open, and commits that are there or not there."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import query as wq

from appliance.engines.fulltext.answers import Question
from appliance.engines.fulltext.errors import IndexBusy, IndexDamaged, NoSuchEntry
from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.seals import Manifest, check_manifest, sealed
from appliance.engines.fulltext.vector import counting
from appliance.engines.fulltext.vector.completing import facet_values, lookalikes, words
from appliance.engines.fulltext.vector.generations import (
    LOCK,
    candidates,
    opened,
    sweep,
    tables,
    write_table,
)
from appliance.engines.fulltext.vector.ranking import answer
from appliance.engines.fulltext.vector.snapshot import Snapshot, segments_of
from appliance.engines.fulltext.vector.writing import Commit
from appliance.foundation.contracts.query import Hits, IndexEntry

CACHE_BYTES = 48_000_000
_TELLING = 25
_RELEASED_AFTER = 1_000_000
"""Documents asked (10 questions over 100,000) after which the mapped files are let go of: a process keeps what is asked
for now, not all it ever read."""


class VectorEngine:
    """Answers from ``snapshot``; ``write`` makes the next generation and goes on with it."""

    def __init__(self, folder: Path, key: bytes, manifest: Manifest, snapshot: Snapshot) -> None:
        self._folder = folder
        self._key = key
        self.manifest = manifest
        self.snapshot = snapshot
        self._asked = 0

    @classmethod
    def create(cls, folder: Path, key: bytes, after: int = 0) -> VectorEngine:
        """A generation without entries, in an empty folder."""
        manifest = sealed([], after, key)
        write_table(folder, manifest)
        return cls(folder, key, manifest, Snapshot(after, [], CACHE_BYTES))

    @classmethod
    def open(cls, folder: Path, manifest: Manifest, key: bytes) -> VectorEngine:
        """The generation of a manifest, or a younger one that was committed whole. Raises IndexDamaged."""
        check_manifest(manifest, key)
        found, snapshot = _newest(folder, manifest, key, None, None)
        return cls(folder, key, found, snapshot)

    def refreshed(self, manifest: Manifest) -> VectorEngine:
        """The same for a later manifest; what has not changed is neither read nor mapped again."""
        check_manifest(manifest, self._key)
        found, snapshot = _newest(self._folder, manifest, self._key, self.manifest, self.snapshot)
        return VectorEngine(self._folder, self._key, found, snapshot)

    def close(self) -> None:
        """Let go of the files, as soon as nobody looks at them any more."""
        self.snapshot = Snapshot(self.manifest.generation, [], 0)

    def warm(self) -> None:
        """Make what the first question would wait for."""
        self.snapshot.warm()
        for leaf in self.snapshot.leaves:
            counting.warm(leaf.segment)
        self.snapshot.release()

    # --- writing ----------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        descriptor = os.open(self._folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as busy:
                raise IndexBusy from busy
            yield
        finally:
            os.close(descriptor)

    def write(self, adds: Iterable[IndexEntry], removes: Iterable[str], *, tidy: bool = False) -> None:
        """One commit: entries in, refs out; a later entry replaces an earlier one with its ref.

        ``tidy``: merge what came in small pieces, for questions to be quicker.
        """
        with self._alone():
            self._catch_up()
            commit = Commit(self._folder, self.snapshot, self.manifest, self._key)
            try:
                for entry in adds:
                    commit.add(entry)
                manifest, snapshot, new = commit.finish(removes, CACHE_BYTES, tidy=tidy)
                write_table(self._folder, manifest, new)
            except BaseException:
                commit.abandon()
                raise
            before, self.manifest, self.snapshot = self.manifest, manifest, snapshot
            # the generation before stays for readers on their way, and for a caller that is killed before it
            # could store the new manifest; not when it holds somebody who was to be erased
            keep = [manifest] if commit.erased else [manifest, before]
            sweep(self._folder, keep, surely=commit.erased)

    def _catch_up(self) -> None:
        """Another writer may have been here since."""
        newest = next(iter(tables(self._folder)), self.manifest.generation)
        if newest > self.manifest.generation:
            later = self.refreshed(self.manifest)
            self.manifest, self.snapshot = later.manifest, later.snapshot

    # --- questions --------------------------------------------------------------------------------

    def pieces(self) -> int:
        """How many segments there are."""
        return len(self.snapshot.leaves)

    def count(self) -> int:
        """Living entries."""
        return self.snapshot.living

    def search(self, question: Question) -> Hits:
        """Answer one question."""
        snapshot = self.snapshot
        self._asked += max(1, snapshot.documents)
        if self._asked > _RELEASED_AFTER:
            self._asked = 0
            snapshot.release()
        return answer(snapshot, question)

    def words(self, field: str, start: str, scope: wq.Query, limit: int) -> dict[str, int]:
        """The most frequent words of a field that begin like this, with the visible entries that hold each."""
        return words(self.snapshot, field, start, scope, limit)

    def values(self, field: str, start: str, scope: wq.Query) -> dict[str, int]:
        """The values of a facet that begin like this, with the visible entries that hold each."""
        return facet_values(self.snapshot, field, start, scope)

    def lookalikes(self, word: str, edits: int, scope: wq.Query) -> dict[str, int]:
        """Words within some edits of a word, with the visible entries that hold each."""
        return lookalikes(self.snapshot, word, edits, scope)

    def key_terms(self, ref: str) -> tuple[str, ...]:
        """The most telling of the terms that stand for an entry. Raises NoSuchEntry."""
        snapshot = self.snapshot
        place = snapshot.find(ref)
        if place is None:
            raise NoSuchEntry(ref=ref)
        segment = snapshot.leaves[place[0]].segment
        lexicon = segment.text(WHOLE).lexicon
        terms = [lexicon.term(int(rank)) for rank in segment.key_ranks(place[1])]
        plain = [term for term in terms if len(term) > 1 and not term.isdigit() and b"@" not in term]
        plain.sort(key=lambda term: (-snapshot.idf(WHOLE, term), term))
        return tuple(term.decode() for term in plain[:_TELLING])


def _newest(
    folder: Path, wanted: Manifest, key: bytes, before: Manifest | None, known: Snapshot | None
) -> tuple[Manifest, Snapshot]:
    """The youngest whole generation that is not older than the one wanted."""
    trusted = before.files if before else ()
    for manifest in candidates(folder, wanted, key):
        try:
            return manifest, opened(folder, manifest, segments_of(known), trusted, CACHE_BYTES)
        except IndexDamaged:
            if manifest is wanted:
                raise
        except (ValueError, KeyError, TypeError, IndexError) as reason:
            if manifest is wanted:
                raise IndexDamaged(
                    reason=f"it cannot be read ({type(reason).__name__}: {reason})"
                ) from reason
    raise IndexDamaged(reason="no generation is whole")
