"""What a query node becomes in one segment: who matches, which of these match, and with what score.

An operator works on sorted document numbers. ``ids`` finds all matches, ``test`` asks for given documents (cheaper
when few are left), ``score`` adds up for given documents. Scores are f4; None stands for all zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, overload

import numpy as np

from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import NO_DOCS, FacetField
from appliance.engines.fulltext.vector.snapshot import K1

_LARGE = 150_000
"""Documents of a segment above which memory is the dearer."""
_OFTEN_ENOUGH = 2
"""Times that something is done without, before it is made and kept."""
_DENSE = 4
"""A term in a quarter of all documents: its scores are quicker swept over all of them than added one by one."""
_COMMON = 12
"""A term in a twelfth of all documents: a bit for each is quicker than their numbers."""
_FEW = 12
"""Scores are computed for themselves where so many times fewer are asked for than the term has documents."""
_BEGINNING = 1024
"""Documents among which the first matches are looked for, at first."""
LEVEL = 32
"""Levels of a score of one (see ``contending``)."""
SPARSE = 16
"""A set is sparse, and searched rather than spread out, when it is this many times smaller than the other."""


def members(sorted_ids: Array, wanted: Array) -> tuple[Array, Array]:
    """(where each wanted id would be in the sorted ids, whether it is there)."""
    if not len(sorted_ids):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    where = sorted_ids.searchsorted(wanted)
    return where, sorted_ids.take(where, mode="clip") == wanted


def unpacked(bits: Array, documents: int) -> Array:
    """A bit for each document as bool (documents,)."""
    found: Array = np.unpackbits(bits, count=documents).view(bool)
    return found


class Operator:
    """Base: everything follows from ``ids``."""

    dear = False
    """Whether finding all takes much longer than testing some: what goes by the places of words."""

    def __init__(self, documents: int) -> None:
        self.documents = documents
        self._ids: Array | None = None
        self._mask: Array | None = None

    def size(self) -> int:
        """About how many match; an upper bound where it is known."""
        return self.documents

    def find(self) -> Array:
        """Compute ``ids``."""
        raise TypeError(f"{type(self).__name__} does not say what it finds")

    def ids(self) -> Array:
        """All matches, ascending."""
        if self._ids is None:
            self._ids = self.find()
        return self._ids

    def first(self, wanted: int) -> Array:
        """The first so many matches, ascending."""
        return self.ids()[:wanted]

    def mask(self) -> Array:
        """All matches as bool (documents,)."""
        if self._mask is None:
            self._mask = np.zeros(self.documents, bool)
            self._mask[self.ids().astype(np.int64)] = (
                True  # by i8 is quicker than by u4, change of type included
            )
        return self._mask

    def count(self) -> int:
        """How many match."""
        return int(np.count_nonzero(self._mask)) if self._mask is not None else len(self.ids())

    def test(self, ids: Array) -> Array:
        """Which of these (ascending) documents match: bool."""
        if self._mask is None and len(ids) * SPARSE < self.size():
            return members(self.ids(), ids)[1]
        found: Array = self.mask().take(ids)
        return found

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """Scores of these documents, 0 for those that do not match; ``inside`` promises that all do."""
        del ids, inside
        return None

    def score_at(self, places: Array, ids: Array) -> Array | None:
        """Scores of these documents, which are the matches at these places of ``ids()``."""
        del places
        return self.score(ids, inside=True)

    def constant(self) -> float | None:
        """The score of every match where it is the same for all, else None."""
        return None

    def add_to(self, total: Array) -> None:
        """Add the scores of all matches to f4 (documents,)."""
        ids = self.ids()
        scores = self.score(ids, inside=True)
        if scores is not None:
            total[ids.astype(np.int64)] += scores


class Nobody(Operator):
    """No match."""

    def size(self) -> int:
        """None at all."""
        return 0

    def find(self) -> Array:
        """None at all."""
        return NO_DOCS


class Everybody(Operator):
    """Every document, with one score."""

    def __init__(self, documents: int, score: float = 0.0) -> None:
        super().__init__(documents)
        self._score = score

    def constant(self) -> float | None:
        """The one score."""
        return self._score

    def find(self) -> Array:
        """All of them."""
        return np.arange(self.documents, dtype=np.uint32)

    def test(self, ids: Array) -> Array:
        """Yes."""
        return np.ones(len(ids), bool)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The same for all."""
        del inside
        return np.full(len(ids), self._score, np.float32) if self._score else None


class Keep(Protocol):
    """Arrays of a term kept from earlier questions."""

    @overload
    def __call__(self, kind: str, make: Callable[[], Array]) -> Array: ...
    @overload
    def __call__(self, kind: str) -> Array | None: ...


class Postings(NamedTuple):
    """What stays of a term from question to question: its documents (u4 ascending), how often it is in each, and so on.

    ``keep(kind, make)`` returns an array kept from earlier questions, or makes and keeps it; without ``make`` only the
    former.
    """

    documents: int
    rank: int
    docs: Array
    freqs: Array
    norms: Array
    most: float
    """No score is as high."""
    keep: Keep
    common: bool
    dense: bool
    wide: bool
    """Whether something of it is kept for every document: of a common term in a segment of some size, a dense one in any."""

    @classmethod
    def of(
        cls, documents: int, rank: int, docs: Array, freqs: Array, norms: Array, idf: float, keep: Keep
    ) -> Postings:
        """Of a term in a segment of so many documents."""
        common, dense = len(docs) * _COMMON > documents, len(docs) * _DENSE > documents
        wide = common if documents < _LARGE else dense
        return cls(documents, rank, docs, freqs, norms, idf * (K1 + 1), keep, common, dense, wide)


class Term(Operator):
    """One term of a text field, scored by BM25.

    Scores are kept beside the term's documents, those of a ``dense`` one spread out over all documents; of a ``common``
    one there is besides a bit for each document. So they are added up or compared in one sweep.
    """

    def __init__(self, postings: Postings) -> None:
        super().__init__(postings.documents)
        self.rank = postings.rank
        self._ids = postings.docs
        self._freqs = postings.freqs
        self._norms = postings.norms
        self.most = postings.most
        self._factor = np.float32(postings.most)
        self.keep = postings.keep
        self._counts: Array | None = None
        self.common = postings.common
        self.dense = postings.dense
        self.wide = postings.wide

    def size(self) -> int:
        """Exactly so many."""
        return len(self.ids())

    def mask(self) -> Array:
        """All matches; of a common term out of its bits."""
        if self._mask is None and self.common:
            self._mask = unpacked(self.bits(), self.documents)
        return super().mask()

    def bits(self) -> Array:
        """All matches, a bit for each document: u1, not to be changed. Of a common term."""

        def make() -> Array:
            mask = np.zeros(self.documents, bool)
            mask[self.ids().astype(np.int64)] = True
            return np.packbits(mask)

        return self.keep("bits", make)

    def later(self, kind: str, make: Callable[[], Array]) -> Array | None:
        """An array kept of the term, made when it is asked for often enough: making it takes longer than it saves once."""
        found = self.keep(kind)
        if found is None:
            asked = self.keep(f"{kind} asked for", lambda: np.zeros(1, np.uint8))
            if asked[0] >= _OFTEN_ENOUGH:
                return self.keep(kind, make)
            asked += 1
        return found

    def counts(self) -> Array | None:
        """The frequency in each document, 0 where the term is not: u1 (documents,). Of a wide term asked for often."""
        if self._counts is None and self.wide:

            def make() -> Array:
                most = int(self._freqs.max())
                counts = np.zeros(self.documents, np.uint8 if most < 1 << 8 else self._freqs.dtype)
                counts[self.ids().astype(np.int64)] = self._freqs
                return counts

            self._counts = self.later("counts", make)
        return self._counts

    def test(self, ids: Array) -> Array:
        """Which of these documents hold the term."""
        counts = self.counts() if self._mask is None else None
        return super().test(ids) if counts is None else counts.take(ids).astype(bool)

    def count(self) -> int:
        """Exactly so many."""
        return self.size()

    def _bm25(self, freqs: Array, docs: Array) -> Array:
        counted = freqs.astype(np.float32)
        bounded = counted + self._norms.take(docs)
        np.divide(counted, bounded, out=counted)
        counted *= self._factor
        return counted

    def _all(self) -> Array:
        return self.keep("scores", lambda: self._bm25(self._freqs, self.ids()))

    def spread(self) -> Array:
        """The score of every document, 0 where the term is not: f4 (documents,), not to be changed."""

        def make() -> Array:
            spread = np.zeros(self.documents, np.float32)
            spread[self.ids().astype(np.int64)] = self._bm25(self._freqs, self.ids())
            return spread

        return self.keep("spread", make)

    def levels(self, *, later: bool) -> Array | None:
        """How many whole levels the score of every document has, 0 where the term is not: u1, not to be changed.

        Of a term whose scores are below 256 levels. ``later``: None until they were asked for often.
        """

        def make() -> Array:
            scores = self._bm25(self._freqs, self.ids())
            scores *= np.float32(LEVEL)
            levels = np.zeros(self.documents, np.uint8)
            levels[self.ids().astype(np.int64)] = scores.astype(np.uint8)
            return levels

        return self.later("levels", make) if later else self.keep("levels", make)

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """BM25, by look-up for few documents, over the whole list for many."""
        docs = self.ids()
        if ids is docs:
            return self._all()
        spread = self.keep("spread") if self.dense else None
        if spread is None and len(ids) * _FEW < len(docs):
            counts = self.counts()
            if counts is not None:
                return self._bm25(counts.take(ids), ids)
            where, there = members(docs, ids)
            scores = self._bm25(self._freqs.take(where, mode="clip"), ids)
            return scores if inside else scores * there
        if self.dense:
            spread = self.spread() if spread is None else spread
        else:
            spread = np.zeros(self.documents, np.float32)
            spread[docs.astype(np.int64)] = self._all()
        found: Array = spread.take(ids)
        return found

    def score_at(self, places: Array, ids: Array) -> Array | None:
        """BM25, without looking for the documents."""
        if len(places) * SPARSE < len(self.ids()):
            return self._bm25(self._freqs.take(places), ids)
        return self._all().take(places)

    def add_to(self, total: Array) -> None:
        """Add the scores of all matches."""
        if self.dense:
            total += self.spread()
        else:
            total[self.ids().astype(np.int64)] += self._all()


def united(pieces: Sequence[Array]) -> Array:
    """The distinct numbers of ascending pieces, ascending."""
    if not pieces:
        return NO_DOCS
    together = np.concatenate(pieces)
    together.sort(kind="stable")  # pieces in order are merged, not sorted
    if not len(together):
        return together
    return together.take(np.flatnonzero(np.concatenate(([True], together[1:] != together[:-1]))))


class Listed(Operator):
    """Documents of several lists (expansions, facet values), with one score for each.

    ``ascending`` promises that each list is in order and without doubles.
    """

    def __init__(
        self, documents: int, pieces: Sequence[Array], score: float, *, ascending: bool = False
    ) -> None:
        super().__init__(documents)
        self._pieces = [piece for piece in pieces if len(piece)]
        self._size = sum(map(len, self._pieces))
        self._score = score
        self._ascending = ascending

    def size(self) -> int:
        """At most so many."""
        return min(self._size, self.documents)

    def _as_it_is(self) -> bool:
        """Is there one list, and in order?"""
        return len(self._pieces) == 1 and self._ascending

    def find(self) -> Array:
        """United."""
        if self._as_it_is():
            return self._pieces[0]
        if self._mask is None and self._size * SPARSE < self.documents:
            return united(self._pieces)
        return np.flatnonzero(self.mask())

    def count(self) -> int:
        """Without naming them, where there are many."""
        if self._ids is None and self._size * SPARSE >= self.documents and not self._as_it_is():
            self.mask()
        return super().count()

    def first(self, wanted: int) -> Array:
        """Without naming the others, where there are many."""
        if self._ids is not None or self._size * SPARSE < self.documents or self._as_it_is():
            return super().first(wanted)
        mask, upto = self.mask(), _BEGINNING
        while True:
            found = np.flatnonzero(mask[:upto])
            if len(found) >= wanted or upto >= self.documents:
                return found[:wanted]
            upto *= 8

    def constant(self) -> float | None:
        """The one score."""
        return self._score

    def mask(self) -> Array:
        """United, spread out."""
        if self._mask is None:
            self._mask = np.zeros(self.documents, bool)
            for piece in self._pieces:
                self._mask[piece.astype(np.int64)] = True
        return self._mask

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The same for all."""
        if not self._score:
            return None
        if inside:
            return np.full(len(ids), self._score, np.float32)
        return self.test(ids).astype(np.float32) * np.float32(self._score)


class FacetValues(Listed):
    """Documents with any of some facet values; a few documents are asked for their values instead."""

    def __init__(self, documents: int, facet: FacetField, ranks: Sequence[int], score: float) -> None:
        super().__init__(documents, [facet.docs_of(rank) for rank in ranks], score, ascending=True)
        self._facet = facet
        self._wanted = np.zeros(len(facet.lexicon) + 1, bool)
        self._wanted[list(ranks)] = True

    def test(self, ids: Array) -> Array:
        """By the values of each, when nobody has two."""
        if self._facet.one is None or len(ids) > self.size():
            return super().test(ids)
        found: Array = self._wanted.take(self._facet.one.take(ids))
        return found


class Numbers(Operator):
    """Documents whose number passes a comparison."""

    def __init__(self, values: Array, passes: Callable[[Array], Array], score: float = 0.0) -> None:
        super().__init__(len(values))
        self._values = values
        self._passes = passes
        self._score = score

    def constant(self) -> float | None:
        """The one score."""
        return self._score

    def find(self) -> Array:
        """By the whole column."""
        return np.flatnonzero(self._passes(self._values))

    def test(self, ids: Array) -> Array:
        """By their numbers."""
        return self._passes(self._values.take(ids))

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The same for all."""
        if not self._score:
            return None
        return np.full(len(ids), self._score, np.float32) * (1 if inside else self.test(ids))
