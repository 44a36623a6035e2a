"""Words by their positions: phrases with gaps and slop, and words near each other.

A place is one number: document << 32 | position. Places of one term are ascending.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np

from appliance.engines.fulltext.nodes import Way
from appliance.engines.fulltext.vector.combining import summed
from appliance.engines.fulltext.vector.inversion import ranges
from appliance.engines.fulltext.vector.operators import Operator, Term, members, united
from appliance.engines.fulltext.vector.sections import Array
from appliance.engines.fulltext.vector.segment import NO_DOCS, TextField

_SHIFT = 32
_POSITION = (1 << _SHIFT) - 1
_SPARSE = 8
_OFTEN = 2
_MANY = 100
"""Where a word stands more often than so in its documents, the first place in so many tells whether to look at all first
places before the others."""
_PIECE = 16_000
"""Occurrences looked up at a time."""
_MARKED = 500_000
"""Documents of a segment up to which marks are kept: eight bytes of each would push out everything else."""
_ONE = np.uint64(1)
NO_PLACES = np.zeros(0, np.int64)


def places(text: TextField, rank: int, docs: Array) -> Array:
    """Places of a term, i8 ascending: all of those in ``docs`` (ascending, all hold it), perhaps others too."""
    all_docs, freqs, positions = text.docs_of(rank), text.freqs_of(rank), text.positions_of(rank)
    if len(docs) * 5 > len(all_docs) * 4:  # taking them all is quicker than choosing
        return _place(all_docs, freqs, positions)
    where = _among(text, all_docs, docs)
    counts = freqs.take(where).astype(np.int64)
    ends = np.cumsum(freqs, dtype=np.int64)
    return _place(all_docs.take(where), counts, positions.take(ranges(ends.take(where) - counts, counts)))


def _among(text: TextField, all_docs: Array, docs: Array) -> Array:
    """Where these documents are among all of a term, which holds them all: searched for if they are few."""
    if len(docs) * _SPARSE < len(all_docs):
        return all_docs.searchsorted(docs)
    table = np.zeros(len(text.length_codes), bool)
    table[docs.astype(np.int64)] = True
    return np.flatnonzero(table.take(all_docs))


def _place(docs: Array, counts: Array, positions: Array) -> Array:
    found: Array = np.repeat(docs.astype(np.int64) << _SHIFT, counts)
    found += positions
    return found


def _lower_bounds(values: Array, low: Array, high: Array, wanted: Array) -> Array:
    """For each: the first index of its own ascending stretch low:high whose value is not less than the one wanted.

    All are halved at once; stretches are occurrences in one document, a few steps long.
    """
    found, step, less = low.copy(), np.empty_like(low), np.empty(len(low), bool)
    asked, inside = np.empty_like(low), np.empty_like(less)
    for power in reversed(range(int((high - low).max(initial=0)).bit_length())):
        np.add(found, (1 << power) - 1, out=asked)
        np.less(values.take(asked, mode="clip"), wanted, out=less)
        less &= np.less(asked, high, out=inside)
        np.multiply(less, 1 << power, out=step, dtype=np.int64)
        found += step
    return found


class Stretch(Protocol):
    """Where the positions of a word lie in some documents, all of which hold it or not."""

    def of(self, docs: Array) -> tuple[Array, Array]:
        """(begin, end) of each document's positions, i8; an empty stretch for a document without the word."""


class Everywhere:
    """Of a common word: looked up by document number."""

    def __init__(self, edges: Array) -> None:
        """``edges``: how many positions there are before each document, u4 or u8 (documents + 1,)."""
        self._edges = edges

    def of(self, docs: Array) -> tuple[Array, Array]:
        """Two numbers beside each other."""
        return self._edges.take(docs).astype(np.int64), self._edges.take(docs + 1).astype(np.int64)


class Somewhere:
    """Of any other word: looked for among its documents."""

    def __init__(self, docs: Array, freqs: Array, ends: Array) -> None:
        self._docs = docs
        self._freqs = freqs
        self._ends = ends

    def of(self, docs: Array) -> tuple[Array, Array]:
        """By where each document would be."""
        where, there = members(self._docs, docs)
        ends = self._ends.take(where, mode="clip").astype(np.int64)
        return ends - self._freqs.take(where, mode="clip") * there, ends


class _Word:
    """A word that is looked for at the places of another."""

    def __init__(self, text: TextField, word: Term, offset: int) -> None:
        rank = word.rank
        self.positions = text.positions_of(rank)
        self.offset = offset
        marked = word.common and word.documents <= _MARKED
        self.marks = word.later("marks", lambda: marks_of(text, rank)) if marked else None
        self._stretches: Stretch = (
            Everywhere(word.keep("edges", lambda: edges_of(text, rank)))
            if word.common
            else Somewhere(text.docs_of(rank), text.freqs_of(rank), ends_of(text, word))
        )

    def there(self, docs: Array, others: Array, offset: int) -> Array:
        """At which positions of another word, in these documents and at an offset of its own, this word is at its place: indices."""
        # in the type of the positions, in which comparing is quickest: what leaves its bounds comes back at the other end
        delta = others.dtype.type((self.offset - offset) % (1 << 8 * others.itemsize))
        wanted = others + delta
        likely: Array | None = None
        if self.marks is not None:
            marked = self.marks.take(docs)
            marked >>= wanted & 63
            marked &= _ONE
            likely = np.flatnonzero(marked.astype(bool))  # as bool is much quicker
            docs, wanted = docs.take(likely), wanted.take(likely)
        begins, ends = self._stretches.of(docs)
        found = _lower_bounds(self.positions, begins, ends, wanted)
        there = self.positions.take(found, mode="clip") == wanted
        there &= found < ends
        there &= wanted >= delta if self.offset > offset else wanted < delta
        left = np.flatnonzero(there)
        return left if likely is None else likely.take(left)


def ends_of(text: TextField, word: Term) -> Array:
    """Where the positions of each document of a term end, u4 or u8."""
    wide = np.uint32 if len(text.positions_of(word.rank)) < 1 << 32 else np.uint64
    return word.keep("ends", lambda: np.cumsum(text.freqs_of(word.rank), dtype=wide))


def edges_of(text: TextField, rank: int) -> Array:
    """How many positions of a term come before each document, and in all: u4 or u8 (documents + 1,)."""
    wide = np.uint32 if len(text.positions_of(rank)) < 1 << 32 else np.uint64
    edges = np.zeros(len(text.length_codes) + 1, wide)
    edges[text.docs_of(rank).astype(np.int64) + 1] = text.freqs_of(rank)
    return np.cumsum(edges, dtype=wide, out=edges)


def signs_of(text: TextField, rank: int) -> Array:
    """For each document of a term a bit for every position the term stands at, modulo 64: u8, beside ``docs_of``."""
    freqs, positions = text.freqs_of(rank), text.positions_of(rank)
    found = np.zeros(len(freqs), np.uint64)
    ends = np.cumsum(freqs, dtype=np.int64)
    edges = ends.searchsorted(np.arange(_PIECE, int(ends[-1]), _PIECE)).tolist()
    for first, after in pairwise(sorted({0, *edges, len(freqs)})):
        before = int(ends[first - 1]) if first else 0
        bits = np.left_shift(_ONE, (positions[before : int(ends[after - 1])] & 63).astype(np.uint64))
        found[first:after] = np.bitwise_or.reduceat(bits, ends[first:after] - freqs[first:after] - before)
    return found


def marks_of(text: TextField, rank: int) -> Array:
    """The same for every document, no bit where the term is not: u8 (documents,)."""
    found = np.zeros(len(text.length_codes), np.uint64)
    found[text.docs_of(rank).astype(np.int64)] = signs_of(text, rank)
    return found


def _likely(signs: Array, others: Sequence[_Word], offset: int, docs: Array) -> Array:
    """Where by the signs of one word in these documents, at an offset of its own, the others may be at their places."""
    left = signs
    for word in others:
        if word.marks is not None:
            delta = (word.offset - offset) % 64
            marks = word.marks.take(docs)
            # turned round to where the first word's bits are
            turned = marks >> np.uint64(delta)
            if delta:
                marks <<= np.uint64(64 - delta)
                turned |= marks
            turned &= left
            left = turned
    return np.flatnonzero(left.astype(bool))


def _exact(
    text: TextField, way: Sequence[tuple[str, int]], words: Sequence[Term], docs: Array
) -> tuple[Array, Array | None]:
    """Documents among these, which all hold the first word, where every word stands exactly at its gap.

    And where they are among those of the first word, if that is known.

    Every occurrence of the first word, the rarest, is looked up among those of the others in its document, some thousand
    at a time: what is computed on the way stays in the processor's caches.
    """
    (_, offset), rarest = way[0], words[0].rank
    others = [_Word(text, word, at) for word, (_, at) in zip(words[1:], way[1:], strict=True)]
    positions, where = text.positions_of(rarest), None
    if len(docs) * _SPARSE < words[0].size() and words[0].common:
        begins, ends = Everywhere(words[0].keep("edges", lambda: edges_of(text, rarest))).of(docs)
        counts = ends - begins
    else:
        if len(docs) < words[0].size():
            where = _among(text, text.docs_of(rarest), docs)
        if any(other.marks is not None for other in others):
            signs = words[0].later("signs", lambda: signs_of(text, rarest))
            if signs is not None:
                likely = _likely(signs if where is None else signs.take(where), others, offset, docs)
                docs, where = docs.take(likely), likely if where is None else where.take(likely)
        begins, counts = _stretches(text, words[0], where)
    if not len(docs):
        return NO_DOCS, None

    def standing(of: Array, here: Array) -> Array:
        """Of these positions of the first word, in the documents of these numbers: the numbers where all stand, ascending."""
        for word in others:
            left = word.there(docs.take(of), here, offset)
            of, here = of.take(left), here.take(left)
        return of

    matches: list[Array] = []
    left: Array | None = None
    if len(docs) >= _MANY and int(counts.sum()) > _OFTEN * len(docs):
        some = np.arange(_MANY)
        if len(standing(some, positions.take(begins[:_MANY]))) * 2 > _MANY:
            # where the first place in a document is right, as in most, the others need not be looked at
            right = np.zeros(len(docs), bool)
            for first in range(0, len(docs), _PIECE):
                some = np.arange(first, min(first + _PIECE, len(docs)))
                right[standing(some, positions.take(begins[first : first + _PIECE]))] = True
            matches.append(np.flatnonzero(right))
            left = np.flatnonzero(~right & (counts > 1))
            begins, counts = begins.take(left) + 1, counts.take(left) - 1
    upto = np.cumsum(counts)
    befores = upto - counts
    begins -= befores
    edges = upto.searchsorted(np.arange(_PIECE, int(upto[-1]), _PIECE)).tolist() if len(upto) else []
    for start, after in pairwise(sorted({0, *edges, len(counts)})):
        inside = np.repeat(np.arange(start, after), counts[start:after])
        here = positions.take(begins.take(inside) + np.arange(int(befores[start]), int(upto[after - 1])))
        found = standing(inside if left is None else left.take(inside), here)
        if len(found):
            matches.append(found[np.concatenate(([True], found[1:] != found[:-1]))])
    together = np.concatenate(matches) if matches else NO_PLACES
    if left is not None:
        together.sort(kind="stable")
    places = where.take(together) if where is not None else together if len(docs) == words[0].size() else None
    return docs.take(together), places


def _stretches(text: TextField, word: Term, where: Array | None) -> tuple[Array, Array]:
    """(begin, count) of the positions of a term in its documents at these places, or in all of them: i8."""
    freqs = text.freqs_of(word.rank)
    if where is None:
        counts = freqs.astype(np.int64)
        return np.cumsum(counts) - counts, counts
    counts = freqs.take(where).astype(np.int64)
    return ends_of(text, word).take(where).astype(np.int64) - counts, counts


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
        way: Way,
        slop: int,
        words: Sequence[Term],
    ) -> None:
        super().__init__(words[0].documents)
        self._text = text
        self._ranks = [word.rank for word in words]
        self._way = way
        self._slop = slop
        self._words = words
        self._rarest = sorted(range(len(words)), key=lambda i: len(text.positions_of(words[i].rank)))
        """Which word occurs how often, the rarest first."""
        self._places: Array | None = None
        """Where the matches found last are among the documents of the rarest word, if that is known."""
        self._tested: tuple[Array, Array] | None = None
        """Documents asked about last, and which of them match."""

    def size(self) -> int:
        """At most as many as the rarest word."""
        return self._words[self._rarest[0]].size()

    def _holding(self, docs: Array, *, marked: bool) -> Array:
        """Those of some documents that hold all words; ``marked``: a word with marks needs not be among them."""
        for i in self._rarest:
            word = self._words[i]
            if docs is word.ids() or (marked and i != self._rarest[0] and word.keep("marks") is not None):
                continue
            if len(docs):
                docs = docs.take(np.flatnonzero(word.test(docs)))
        return docs

    def _within(self, docs: Array) -> Array:
        """Those of some documents that match."""
        docs = self._holding(docs, marked=not self._slop)
        if not len(docs):
            return NO_DOCS
        if self._slop:
            return _docs_of(starts(self._text, self._ranks, self._way, self._slop, docs))
        order = self._rarest
        found, self._places = _exact(
            self._text,
            [self._way[i] for i in order],
            [self._words[i] for i in order],
            docs,
        )
        return found

    def find(self) -> Array:
        """Where all words are, as far as their places agree."""
        return self._within(self._words[self._rarest[0]].ids())

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
        if ids is self._ids and self._places is not None:
            rarest = self._words[self._rarest[0]]
            parts = [
                word.score_at(self._places, ids) if word is rarest else word.score(ids, inside=True)
                for word in self._words
            ]
            return summed(parts)
        scores = summed([word.score(ids, inside=inside) for word in self._words])
        return scores if inside or scores is None else scores * self.test(ids)


class WordSteps(WordSequence):
    """Whoosh's own Phrase: every word at most ``slop`` after the one before."""

    def _within(self, docs: Array) -> Array:
        docs = self._holding(docs, marked=False)
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
