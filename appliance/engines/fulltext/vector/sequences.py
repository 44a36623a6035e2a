"""Words by their positions: phrases with gaps and slop, and words near each other.

A place is one number: document << 32 | position. Places of one term are ascending.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from appliance.engines.fulltext.nodes import Way
from appliance.engines.fulltext.vector.combining import summed
from appliance.engines.fulltext.vector.inversion import ranges
from appliance.engines.fulltext.vector.operators import Operator, members, united
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import NO_DOCS, TextField

_SHIFT = 32
_POSITION = (1 << _SHIFT) - 1
_SPARSE = 8
_PIECE = 16_000
"""Occurrences looked up at a time."""
NO_PLACES = np.zeros(0, np.int64)


def places(text: TextField, rank: int, docs: Array) -> Array:
    """Places of a term, i8 ascending: all of those in ``docs`` (ascending, all hold it), perhaps others too."""
    all_docs, freqs, positions = text.docs_of(rank), text.freqs_of(rank), text.positions_of(rank)
    if len(docs) * 5 > len(all_docs) * 4:  # taking them all is quicker than choosing
        return _place(all_docs, freqs, positions)
    if len(docs) * _SPARSE < len(all_docs):
        where = all_docs.searchsorted(docs)
    else:
        table = np.zeros(len(text.length_codes), bool)
        table[docs.astype(np.int64)] = True
        where = np.flatnonzero(table.take(all_docs))
    counts = freqs.take(where).astype(np.int64)
    ends = np.cumsum(freqs, dtype=np.int64)
    return _place(all_docs.take(where), counts, positions.take(ranges(ends.take(where) - counts, counts)))


def _place(docs: Array, counts: Array, positions: Array) -> Array:
    found: Array = np.repeat(docs.astype(np.int64) << _SHIFT, counts)
    found += positions
    return found


def _lower_bounds(values: Array, low: Array, high: Array, wanted: Array) -> Array:
    """For each: the first index of its own ascending stretch low:high whose value is not less than the one wanted.

    All are halved at once; stretches are occurrences in one document, a few steps long.
    """
    found = low.copy()
    for power in reversed(range(int((high - low).max(initial=0)).bit_length())):
        asked = found + ((1 << power) - 1)
        less = values.take(asked, mode="clip") < wanted
        less &= asked < high
        found += np.multiply(less, 1 << power, dtype=np.int64)
    return found


class _Occurrences:
    """Where the positions of a term lie in each of some documents, all of which hold it."""

    def __init__(
        self, text: TextField, rank: int, docs: Array, among: Array, offset: int, ends: Array
    ) -> None:
        """``among``: the documents as bool (documents,); ``ends``: where the positions of each of the term's documents end."""
        all_docs, freqs = text.docs_of(rank), text.freqs_of(rank)
        if len(docs) < len(all_docs):
            if len(all_docs) == len(among):
                where = docs
            elif len(docs) * _SPARSE < len(all_docs):
                where = all_docs.searchsorted(docs)
            else:  # where the documents are not held all over, picking by number is much quicker than by mask
                where = np.flatnonzero(among.take(all_docs))
            ends, freqs = ends.take(where), freqs.take(where)
        self.ends = ends.astype(np.int64)
        self.begins = self.ends - freqs
        self.positions = text.positions_of(rank)
        self.offset = offset

    def all_of(self, first: int, after: int) -> tuple[Array, Array]:
        """Of the documents ``first`` to ``after``: the document of each occurrence, and its position."""
        begins = self.begins[first:after]
        counts = self.ends[first:after] - begins
        return np.repeat(np.arange(first, after), counts), self.positions.take(ranges(begins, counts))

    def there(self, inside: Array, others: Array, offset: int) -> Array:
        """Which of these positions of another word, at an offset of its own, have this word at its place: indices."""
        # in the type of the positions, in which comparing is quickest: what leaves its bounds comes back at the other end
        wanted = others + others.dtype.type((self.offset - offset) % (1 << 8 * others.itemsize))
        bounded = wanted >= others if self.offset > offset else wanted <= others
        ends = self.ends.take(inside)
        found = _lower_bounds(self.positions, self.begins.take(inside), ends, wanted)
        there = (self.positions.take(found, mode="clip") == wanted) & (found < ends) & bounded
        return np.flatnonzero(there)


EndsOf = Callable[[int], Array]
"""Rank of a term → where the positions of each of its documents end, u4 or u8."""


def _exact(text: TextField, ranks: Sequence[int], way: Way, docs: Array, ends_of: EndsOf) -> Array:
    """Documents among these, which hold all words, where every word stands exactly at its gap.

    Every occurrence of the rarest word is looked up among those of the others in its document, some thousand at a time:
    what is computed on the way stays in the processor's caches.
    """
    order = sorted(range(len(ranks)), key=lambda i: int(text.places[ranks[i] + 1] - text.places[ranks[i]]))
    among = np.zeros(len(text.length_codes), bool)
    among[docs] = True
    rarest, *others = (_Occurrences(text, ranks[i], docs, among, way[i][1], ends_of(ranks[i])) for i in order)
    upto = np.cumsum(rarest.ends - rarest.begins)
    edges = upto.searchsorted(np.arange(_PIECE, int(upto[-1]), _PIECE)).tolist()
    found = []
    for first, after in pairwise(sorted({0, *edges, len(docs)})):
        inside, positions = rarest.all_of(first, after)
        for word in others:
            there = word.there(inside, positions, rarest.offset)
            inside, positions = inside.take(there), positions.take(there)
        if len(inside):
            found.append(inside[np.concatenate(([True], inside[1:] != inside[:-1]))])
    return docs[np.concatenate(found)] if found else NO_DOCS


def starts(text: TextField, ranks: Sequence[int], way: Way, slop: int, docs: Array) -> Array:
    """Where a sequence begins in these documents: each word at its gap or, all together, ``slop`` later."""
    first = places(text, ranks[0], docs)
    at = first
    for i in range(1, len(ranks)):
        here = places(text, ranks[i], docs)
        at = at + (way[i][1] - way[i - 1][1])
        following = here.searchsorted(at)
        there = following < len(here)
        first, at = first[there], here[following[there]]
        near = at - first - way[i][1] <= slop  # in another document it is far away
        first, at = first[near], at[near]
    return first


def _docs_of(found: Array) -> Array:
    """The distinct documents of ascending places."""
    docs: Array = found >> _SHIFT
    return docs[np.concatenate(([True], docs[1:] != docs[:-1]))] if len(docs) else docs


def _near(left: Array, right: Array, distance: int) -> Array:
    """The documents in which a place of one side and one of the other lie at most so far apart, and not at one place.

    In the order of both together, somewhere between two such places one of one side follows one of the other, no
    farther away; only a place that both have comes between them.
    """
    both = np.concatenate((left << 1, right << 1 | 1))
    both.sort(kind="stable")  # two pieces in order are merged, not sorted
    one = np.flatnonzero(both[1:] - both[:-1] <= 2 * distance + 1)
    two = one[:-1].compress(one[1:] == one[:-1] + 1)
    found = []
    for first, step in ((one, 1), (two, 2)):
        here, there = both.take(first), both.take(first + step)
        gap = (there >> 1) - (here >> 1)
        found.append(here.compress((gap > 0) & (gap <= distance) & ((here ^ there) & 1 == 1)))
    return _docs_of(united(found) >> 1)


class WordSequence(Operator):
    """Words in order; the score is the sum of the words'."""

    dear = True

    def __init__(
        self,
        text: TextField,
        ranks: Sequence[int],
        way: Way,
        slop: int,
        words: Sequence[Operator],
        ends_of: EndsOf,
    ) -> None:
        super().__init__(words[0].documents)
        self._text = text
        self._ends_of = ends_of
        self._ranks = ranks
        self._way = way
        self._slop = slop
        self._words = words
        self._rarest = sorted(words, key=lambda word: word.size())
        self._tested: tuple[Array, Array] | None = None
        """Documents asked about last, and which of them match."""

    def size(self) -> int:
        """At most as many as the rarest word."""
        return self._rarest[0].size()

    def _within(self, docs: Array) -> Array:
        for word in self._rarest:
            if not len(docs):
                return NO_DOCS
            docs = docs.take(np.flatnonzero(word.test(docs)))
        if not len(docs):
            return NO_DOCS
        if not self._slop:
            return _exact(self._text, self._ranks, self._way, docs, self._ends_of)
        return _docs_of(starts(self._text, self._ranks, self._way, self._slop, docs))

    def find(self) -> Array:
        """Where all words are, as far as their places agree."""
        return self._within(self._rarest[0].ids())

    def test(self, ids: Array) -> Array:
        """The same, of few documents; of those asked before from memory: scores ask again of those that are left."""
        if self._ids is not None or len(ids) * 2 >= self.size():
            return members(self.ids(), ids)[1]
        if self._tested is not None:
            where, known = members(self._tested[0], ids)
            if known.all():
                return self._tested[1].take(where)
        there = members(self._within(ids), ids)[1]
        self._tested = ids, there
        return there

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """The sum of the words'."""
        scores = summed([word.score(ids, inside=inside) for word in self._words])
        return scores if inside or scores is None else scores * self.test(ids)


class WordSteps(WordSequence):
    """Whoosh's own Phrase: every word at most ``slop`` after the one before."""

    def _within(self, docs: Array) -> Array:
        for word in self._rarest:
            docs = docs[word.test(docs)] if len(docs) else NO_DOCS
        if not len(docs):
            return NO_DOCS
        reached = places(self._text, self._ranks[0], docs)
        for rank in self._ranks[1:]:
            here = places(self._text, rank, docs)
            if not len(reached):
                return NO_DOCS
            before = reached.searchsorted(here) - 1
            distance = here - reached[np.maximum(before, 0)]
            reached = here[(before >= 0) & (distance <= self._slop)]
        return _docs_of(reached)


class Neighbours(Operator):
    """One of the left sequences and one of the right ones, at most ``distance`` apart and not at one place."""

    dear = True

    def __init__(
        self, text: TextField, sides: Sequence[Sequence[tuple[Sequence[int], Way, Operator]]], distance: int
    ) -> None:
        """Each side: (ranks, way, operator of all its words) of every way it may be written."""
        super().__init__(sides[0][0][2].documents)
        self._text = text
        self._sides = sides
        self._distance = distance

    def size(self) -> int:
        """At most as many as the rarer side."""
        return min(sum(words.size() for _, _, words in side) for side in self._sides)

    def _within(self, docs: Array) -> Array:
        """Those of these documents in which the sides come near, and perhaps others of which that is true."""
        for side in self._sides:
            there = np.zeros(len(docs), bool)
            for _, _, words in side:
                there |= words.test(docs)
            docs = docs.take(np.flatnonzero(there))
        if not len(docs):
            return NO_DOCS
        found = []
        for side in self._sides:
            pieces = []
            for ranks, way, words in side:
                here = docs.take(np.flatnonzero(words.test(docs)))
                if len(here):
                    pieces.append(starts(self._text, ranks, way, 0, here))
            found.append(united(pieces))
        return _near(found[0], found[1], self._distance)

    def find(self) -> Array:
        """Where the sides come near."""
        rarer = min(self._sides, key=lambda side: sum(words.size() for _, _, words in side))
        return self._within(united([words.ids() for _, _, words in rarer]))

    def test(self, ids: Array) -> Array:
        """The same, of few documents."""
        if self._ids is None and len(ids) * 2 < self.size():
            return members(self._within(ids), ids)[1]
        return members(self.ids(), ids)[1]

    def score(self, ids: Array, *, inside: bool) -> Array | None:
        """One for each."""
        return np.ones(len(ids), np.float32) if inside else self.test(ids).astype(np.float32)
