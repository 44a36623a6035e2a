"""The search index as everybody else sees it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Self

from whoosh import query as wq

from appliance.engines.fulltext.analysis import prefix_term
from appliance.engines.fulltext.answers import Completion, Question, Sort, first_by_count, within
from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.nodes import All, AnyOf, Excluding
from appliance.engines.fulltext.seals import Manifest
from appliance.engines.fulltext.spelling import most_edits, nearest
from appliance.engines.fulltext.stock import StockEngine
from appliance.engines.fulltext.vector.engine import VectorEngine
from appliance.foundation.contracts.query import FACET_FIELDS, Hits, IndexEntry, Query

TIDY_PIECES = 2
"""Segments that an index may have before it is worth tidying."""


class SearchIndex:
    """Candidates and postings by their words, facets and numbers; a copy of what the store knows.

    One process writes (``apply``), any number read. An open index answers from one generation until its own ``apply``;
    a reader in another process goes on with ``refreshed``. Questions may be asked from several threads.
    """

    engine: ClassVar[type[VectorEngine | StockEngine]] = VectorEngine

    def __init__(self, engine: VectorEngine | StockEngine) -> None:
        self._engine = engine

    @classmethod
    def create(cls, folder: Path, key: bytes, *, after: int = 0) -> Self:
        """A new, empty index in a folder of its own (0700), which is emptied first.

        Generations count on from ``after``: one that is built again never repeats a number or a file's name.
        ``key`` (32 random bytes, kept apart from the folder) seals the manifests. Keep ``index.manifest``.
        """
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, mode=0o700)
        os.chmod(folder, 0o700)  # noqa: PTH101  # a umask may have taken more than it should
        return cls(cls.engine.create(folder, key, after))

    @classmethod
    def open(cls, folder: Path, manifest: Manifest, key: bytes) -> Self:
        """Open the generation of a manifest, every file compared with it first, or a younger one that is whole.

        A younger one is there when a writer was killed between its commit and the storing of the manifest: look at
        ``index.manifest``. Raises IndexDamaged for whatever is wrong: then ``quarantine(folder)``, ``create`` and
        ``apply`` every entry again.
        """
        return cls(cls.engine.open(folder, manifest, key))

    def refreshed(self, manifest: Manifest) -> Self:
        """The index of a later manifest, beside this one. What both share is neither read nor checked again.

        Raises IndexDamaged. Close this one when its last question is answered.
        """
        return type(self)(self._engine.refreshed(manifest))

    def warm(self) -> None:
        """Do beforehand what the first question would wait for."""
        self._engine.warm()

    def close(self) -> None:
        """Let go of the files."""
        self._engine.close()

    @property
    def manifest(self) -> Manifest:
        """Names the state that answers; to be stored by the writer after ``create`` and each ``apply``."""
        return self._engine.manifest

    @property
    def generation(self) -> int:
        """The state that answers; grows by one with every ``apply``."""
        return self.manifest.generation

    def entries(self) -> int:
        """How many entries there are."""
        return self._engine.count()

    def apply(self, adds: Iterable[IndexEntry], removes: Iterable[str] = ()) -> Manifest:
        """One commit: entries in (replacing those with the same ref), refs out. The new generation's manifest.

        ``adds`` may be any length, it is read once; when a ref comes twice, the last one counts, and an added ref is not
        removed. Store the manifest in the database right after. When this returns, the change is on the disk; when it
        raises, it is there whole or not at all (see ``generation``), and asking for it again is right. A removal rewrites what held the entry, in any version: none of its
        words stay in any file. Raises IndexBusy while another process writes.
        """
        self._engine.write(adds, removes)
        return self._engine.manifest

    def tidy(self) -> Manifest | None:
        """Merge what came in small pieces while nobody waits for it; None when there is little to gain.

        The answers stay the same. Raises IndexBusy while another process writes.
        """
        if self._engine.pieces() <= TIDY_PIECES:
            return None
        self._engine.write((), (), tidy=True)
        return self._engine.manifest

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = "score",
        facets: Sequence[str] = (),
        facet_filters: Mapping[str, Sequence[str]] | None = None,
        scope: Query | None = None,
        everyone: bool = False,
    ) -> Hits:
        """The matches of a query within a scope, best first, ties in the order of ``ref``.

        ``facet_filters`` maps a facet field to the values clicked: any one of them for a field, every field at once.
        The counts of a facet leave out its own filter. ``scope`` limits hits, totals and counts, and never scores.
        ``everyone`` asks for what stands for the ids of all matches that ``total`` counts.
        Raises QueryUnsupported for a slop or distance above 50.
        """
        filters = {name: tuple(values) for name, values in (facet_filters or {}).items() if values}
        tree = within(scope, compiled(query))
        return self._engine.search(Question(tree, limit, offset, sort, tuple(facets), filters, everyone))

    def complete(
        self, prefix: str, field: str = "", limit: int = 8, scope: Query | None = None
    ) -> tuple[Completion, ...]:
        """Words (or, for a facet field, values) that go on from ``prefix``, most frequent first.

        Only what a visible entry holds is offered, and only visible entries are counted.
        """
        visible = within(scope, All())
        if visible is wq.NullQuery:
            return ()
        if field in FACET_FIELDS:
            return tuple(first_by_count(self._engine.values(field, prefix, visible), limit))
        start = prefix_term(prefix)
        return tuple(first_by_count(self._engine.words(field, start, visible, limit), limit)) if start else ()

    def suggest(self, word: str, *, limit: int = 3, scope: Query | None = None) -> tuple[str, ...]:
        """Words visible entries do hold that look like this one: did you mean."""
        visible = within(scope, All())
        start = prefix_term(word)
        if visible is wq.NullQuery or not start:
            return ()
        return nearest(start, self._engine.lookalikes(start, most_edits(start), visible), limit)

    def more_like(self, ref: str, *, limit: int = 10, scope: Query | None = None) -> Hits:
        """Entries that share the telling words of this one, without it. Raises NoSuchEntry."""
        terms = self._engine.key_terms(ref)
        if not terms:
            return self._engine.search(Question(wq.NullQuery, limit))
        like = wq.And([wq.Or([wq.Term(WHOLE, term) for term in terms]), Excluding(AnyOf("ref", (ref,)))])
        return self._engine.search(Question(within(scope, like), limit))


class ReferenceIndex(SearchIndex):
    """The same face over stock Whoosh: slow and plain, what the fast engine is measured and tested against."""

    engine = StockEngine
