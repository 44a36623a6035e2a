"""The search index as everybody else sees it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from whoosh import query as wq

from appliance.engines.fulltext.analysis import prefix_term
from appliance.engines.fulltext.answers import Completion, Question, Sort, first_by_count, within
from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.errors import IndexDamaged
from appliance.engines.fulltext.layout import WHOLE, field_of
from appliance.engines.fulltext.nodes import All, AnyOf, Excluding
from appliance.engines.fulltext.seals import Manifest, check, sealed
from appliance.engines.fulltext.spelling import nearest
from appliance.engines.fulltext.stock import SPELLING, StockEngine
from appliance.foundation.contracts.query import FACET_FIELDS, Hits, IndexEntry, Query


class SearchIndex:
    """Candidates and postings by their words, facets and numbers; a copy of what the store knows.

    One process writes (``apply``), any number read. An open index answers from one generation until its own ``apply``;
    a reader in another process opens again with the manifest the writer stored. Not safe for use by several threads
    while ``apply`` runs.
    """

    def __init__(self, folder: Path, engine: StockEngine, manifest: Manifest, key: bytes) -> None:
        self._folder = folder
        self._engine = engine
        self._key = key
        self.manifest = manifest

    @classmethod
    def create(cls, folder: Path, key: bytes) -> SearchIndex:
        """A new, empty index in a folder of its own (0700), which is emptied first.

        ``key`` (32 random bytes, kept apart from the folder) seals the manifests. Keep ``index.manifest``.
        """
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True, mode=0o700)
        os.chmod(folder, 0o700)  # noqa: PTH101  # a umask may have taken more than it should
        engine = StockEngine(folder, fresh=True)
        return cls(folder, engine, sealed(folder, engine.files(), engine.generation, key), key)

    @classmethod
    def open(cls, folder: Path, manifest: Manifest, key: bytes) -> SearchIndex:
        """Open the generation of a manifest, every file compared with it first.

        Raises IndexDamaged for whatever is wrong. If the stored manifest has changed since it was read, the writer
        was faster: open that one. Otherwise ``quarantine(folder)``, ``create`` and ``apply`` every entry again.
        """
        check(folder, manifest, key)
        try:
            engine = StockEngine(folder, fresh=False)
        except Exception as reason:
            raise IndexDamaged(reason=f"it cannot be opened ({type(reason).__name__}: {reason})") from reason
        if engine.generation != manifest.generation:
            engine.close()
            raise IndexDamaged(reason=f"it holds generation {engine.generation}, not {manifest.generation}")
        return cls(folder, engine, manifest, key)

    def close(self) -> None:
        """Let go of the files."""
        self._engine.close()

    @property
    def generation(self) -> int:
        """The state that answers; grows by one with every ``apply``."""
        return self.manifest.generation

    def entries(self) -> int:
        """How many entries there are."""
        return self._engine.count()

    def apply(self, adds: Iterable[IndexEntry], removes: Iterable[str] = ()) -> Manifest:
        """One commit: entries in (replacing those with the same ref), refs out. The new generation's manifest.

        Store the manifest in the database right after. When this returns, the change is on the disk; when it raises,
        the old generation still answers. A removal rewrites what held the entry: none of its words stay in any file.
        Raises IndexBusy while another process writes.
        """
        entries = {entry.ref: entry for entry in adds}
        self._engine.write(entries, [ref for ref in removes if ref not in entries])
        self.manifest = sealed(
            self._folder, self._engine.files(), self._engine.generation, self._key, self.manifest
        )
        return self.manifest

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
    ) -> Hits:
        """The matches of a query within a scope, best first, ties in the order of ``ref``.

        ``facet_filters`` maps a facet field to the values clicked: any one of them for a field, every field at once.
        The counts of a facet leave out its own filter. ``scope`` limits hits, totals and counts, and never scores.
        Raises QueryUnsupported for a slop or distance above 50.
        """
        filters = {name: tuple(values) for name, values in (facet_filters or {}).items() if values}
        tree = within(scope, compiled(query))
        return self._engine.search(Question(tree, limit, offset, sort, tuple(facets), filters))

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
            return tuple(first_by_count(self._engine.value_counts(field, prefix, visible), limit))
        start = prefix_term(prefix)
        if not start:
            return ()
        lead = "" if field_of(field) == WHOLE else f"{field}:"
        counts = self._engine.value_counts(SPELLING, lead + start, visible)
        words = {word[len(lead) :]: count for word, count in counts.items() if lead or ":" not in word}
        return tuple(first_by_count(words, limit))

    def suggest(self, word: str, *, limit: int = 3, scope: Query | None = None) -> tuple[str, ...]:
        """Words visible entries do hold that look like this one: did you mean."""
        visible = within(scope, All())
        start = prefix_term(word)
        if visible is wq.NullQuery or not start:
            return ()
        counts = self._engine.value_counts(SPELLING, start[0], visible)
        return nearest(start, {w: n for w, n in counts.items() if ":" not in w}, limit)

    def more_like(self, ref: str, *, limit: int = 10, scope: Query | None = None) -> Hits:
        """Entries that share the telling words of this one, without it. Raises NoSuchEntry."""
        terms = self._engine.key_terms(ref)
        if not terms:
            return self._engine.search(Question(wq.NullQuery, limit))
        like = wq.And([wq.Or([wq.Term(WHOLE, term) for term in terms]), Excluding(AnyOf("ref", (ref,)))])
        return self._engine.search(Question(within(scope, like), limit))
