"""What a query wants lit up: the chunks of a text that hold a word of it, and which parts of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from appliance.engines.fulltext.analysis import (
    fuzzy_term,
    prefix_stems,
    prefix_term,
    readings,
    tokens,
    within_one_edit,
)
from appliance.engines.fulltext.chunks import Seen, Words
from appliance.foundation.contracts import query as q

Way = tuple[tuple[str, int], ...]
Mark = tuple[int, int]


class Spot(NamedTuple):
    """A term of a phrase inside a chunk. ``position`` and offsets count from the chunk's start."""

    term: str
    position: int
    start: int
    end: int


class Spots(NamedTuple):
    """What is wanted of a chunk: places marked by themselves, and those that a phrase may want."""

    alone: tuple[Mark, ...]
    tied: tuple[Spot, ...]


class _Hits:
    """The chunks a query wants, of those known when there were ``size`` of them."""

    def __init__(
        self,
        known: Seen,
        size: int = 0,
        alike: list[str] | None = None,
        spots: dict[int, Spots] | None = None,
    ) -> None:
        self.known = known
        self.size = size
        self.wanted: NDArray[np.bool_] = np.zeros(size, dtype=np.bool_)
        """By the number of the chunk."""
        self.looked_at = 0
        """How many terms were compared with prefixes and spellings; those of them that are wanted are ``alike``."""
        self.alike = alike or []
        self.spots = {} if spots is None else spots


class Wanted:
    """What one query wants."""

    def __init__(self, query: q.Query) -> None:
        self._words: set[str] = set()
        self._prefixes: list[tuple[str, frozenset[str]]] = []
        self._fuzzy: list[str] = []
        self.sequences: list[tuple[Way, int]] = []
        """Phrases: a way to write one, and how far its words may lie apart."""
        for node in _positive(query):
            self._want(node)
        self._in_sequences = {term for way, _ in self.sequences for term, _ in way}
        self._hits: _Hits | None = None

    def among(self, words: Words) -> tuple[NDArray[np.intp], list[Spots]]:
        """The words of a text that hold something wanted: which they are, in order, and what of them."""
        hits = self._hits_in(words.known)
        here = hits.wanted[words.numbers].nonzero()[0]
        spots = hits.spots
        found = []
        for number in words.numbers[here].tolist():
            one = spots.get(number)
            if one is None:
                one = spots[number] = self._spots(words.known.chunks[number])
            found.append(one)
        return here, found

    def _hits_in(self, known: Seen) -> _Hits:
        """The chunks wanted of all that are known by now; what was looked at before is not looked at again."""
        before = self._hits
        if before is None or before.known is not known:
            before = _Hits(known)
        size = len(known.numbers)  # first: terms that come after it stand in chunks that come after it
        if before.size >= size:
            return before
        hits = _Hits(known, size, before.alike.copy(), before.spots)
        hits.wanted[: before.size] = before.wanted
        if self._prefixes or self._fuzzy:
            new = known.terms[before.looked_at :]
            hits.looked_at = before.looked_at + len(new)
            hits.alike += filter(self._resembles, new)
        for term in (*self._words, *self._in_sequences, *hits.alike):
            for number in reversed(known.holding.get(term, ())):
                if number < before.size:
                    break
                if number < size:  # another thread may be learning
                    hits.wanted[number] = True
        self._hits = hits
        return hits

    def _spots(self, chunk: str) -> Spots:
        alone, tied = list[Mark](), list[Spot]()
        for token in tokens(chunk):
            if token.term in self._words or self._resembles(token.term):
                alone.append((token.start, token.end))
            if token.term in self._in_sequences:
                tied.append(Spot(token.term, token.position, token.start, token.end))
        return Spots(tuple(alone), tuple(tied))

    def _want(self, node: q.Query) -> None:
        match node:
            case q.Word(text=text):
                self._sequence(text, 0)
            case q.Phrase(text=text, slop=slop):
                self._sequence(text, slop)
            case q.Near(left=left, right=right):
                self._sequence(left, 0)
                self._sequence(right, 0)
            case q.Prefix(text=text):
                if start := prefix_term(text):
                    self._prefixes.append((start, frozenset(prefix_stems(start))))
            case q.Fuzzy(text=text):
                if word := fuzzy_term(text):
                    self._fuzzy.append(word)

    def _sequence(self, text: str, slop: int) -> None:
        for way in readings(text):
            if len(way) == 1:
                self._words.add(way[0][0])
            else:
                self.sequences.append((way, slop))

    def _resembles(self, term: str) -> bool:
        """Does a term begin like a prefix, or is it spelt nearly like a word?"""
        return any(term.startswith(start) or term in stems for start, stems in self._prefixes) or any(
            within_one_edit(term, word) for word in self._fuzzy
        )


wanted = lru_cache(32)(Wanted)
"""The same query lights up twenty texts of a page."""
_latest: tuple[q.Query, Wanted] | None = None


def wanted_of(query: q.Query) -> Wanted:
    """What a query wants; the very object asked last is not compared part by part again."""
    global _latest  # noqa: PLW0603  # one slot, replaced whole: threads may only miss it
    latest = _latest
    if latest is not None and latest[0] is query:
        return latest[1]
    found = wanted(query)
    _latest = (query, found)
    return found


def _positive(query: q.Query) -> Iterator[q.Query]:
    match query:
        case q.And(items=items) | q.Or(items=items):
            for item in items:
                yield from _positive(item)
        case q.Not():
            return
        case _:
            yield query
