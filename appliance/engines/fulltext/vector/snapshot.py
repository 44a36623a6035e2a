"""One generation: its segments and what is deleted in each. Never changes; a commit makes another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.vector.caching import Cache
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import Segment

if TYPE_CHECKING:
    from appliance.engines.fulltext.vector.operators import Postings

K1 = 1.2
B = 0.75
"""BM25 as Whoosh computes it."""


@dataclass(frozen=True, eq=False)
class Leaf:
    """A segment in a generation. ``deleted``: document numbers, u4 ascending."""

    segment: Segment
    deleted: Array

    @cached_property
    def alive(self) -> Array | None:
        """Bool (documents,), None if nothing is deleted."""
        if not len(self.deleted):
            return None
        mask = np.ones(self.segment.documents, bool)
        mask[self.deleted] = False
        return mask

    @property
    def living(self) -> int:
        """Entries that are not deleted."""
        return self.segment.documents - len(self.deleted)

    def among_living(self, docs: Sequence[int]) -> list[int]:
        """Those documents that are not deleted."""
        alive = self.alive
        return list(docs) if alive is None else [doc for doc in docs if alive[doc]]

    def find(self, ref: str) -> int:
        """The living document of a ref, -1 if there is none."""
        return next(iter(self.among_living(self.segment.refs.find_all([ref]))), -1)


class Snapshot:
    """All leaves of a generation with what scores need of all of them together."""

    def __init__(self, generation: int, leaves: Sequence[Leaf], cache_bytes: int) -> None:
        self.generation = generation
        self.leaves = tuple(leaves)
        self.documents = sum(leaf.segment.documents for leaf in leaves)
        self.living = sum(leaf.living for leaf in leaves)
        self.cache = Cache(min(_MOST_CACHED, max(cache_bytes, _CACHED_EACH * self.documents)))
        self.postings: dict[tuple[int, str, bytes], Postings | Literal[False]] = {}
        """Where terms are, as far as they were asked for; False where they are not."""
        self._norms: dict[tuple[int, str], Array] = {}
        self._averages: dict[str, float] = {}
        self._idf: dict[tuple[str, bytes], float] = {}

    def ranks(self, field: str, term: bytes) -> list[int]:
        """Rank of a term in each leaf, -1 where it is not."""
        return [leaf.segment.text(field).lexicon.rank(term) for leaf in self.leaves]

    def idf(self, field: str, term: bytes) -> float:
        """How telling a term is over all segments, deleted entries included, as Whoosh counts it."""
        found = self._idf.get((field, term))
        if found is None:
            frequency = 0
            for leaf in self.leaves:
                text = leaf.segment.text(field)
                rank = text.lexicon.rank(term)
                if rank >= 0:
                    start, end = text.span(rank, rank + 1)
                    frequency += end - start
            found = float(np.log(self.documents / (frequency + 1)) + 1.0)
            if len(self._idf) > _MOST_IDF:
                self._idf.clear()
            self._idf[field, term] = found
        return found

    def norms(self, leaf: int, field: str) -> Array:
        """K1 * ((1 - B) + B * length / average length) of each document, f4."""
        norms = self._norms.get((leaf, field))
        if norms is None:
            average = self._average(field)
            lengths = self.leaves[leaf].segment.text(field).lengths()
            norms = (K1 * ((1 - B) + B * lengths / average)).astype(np.float32)
            self._norms[leaf, field] = norms
        return norms

    def _average(self, field: str) -> float:
        average = self._averages.get(field)
        if average is None:
            total = sum(leaf.segment.text(field).total_length for leaf in self.leaves)
            average = self._averages[field] = total / max(1, self.documents) or 1.0
        return average

    def warm(self) -> None:
        """Make what the first question would wait for."""
        for number in range(len(self.leaves)):
            self.norms(number, WHOLE)
            self.leaves[number].segment.text(WHOLE).lexicon.warm()

    def release(self) -> None:
        """Give back the memory of what was looked at in the files."""
        for leaf in self.leaves:
            leaf.segment.sections.release()

    def find(self, ref: str) -> tuple[int, int] | None:
        """(leaf, document) of a ref."""
        for number, leaf in enumerate(self.leaves):
            doc = leaf.find(ref)
            if doc >= 0:
                return number, doc
        return None


_MOST_IDF = 50_000
_CACHED_EACH = 720
"""Bytes of cache for a document: a hundred and fifty common words, whose scores take four bytes in each."""
_MOST_CACHED = 130_000_000


def segments_of(snapshot: Snapshot | None) -> Mapping[str, Segment]:
    """File name → segment already open."""
    return {leaf.segment.name: leaf.segment for leaf in snapshot.leaves} if snapshot else {}
