"""What a query wants lit up: the chunks of text (words between white space) that hold a word of it.

Chunks are analysed once in a process and remembered with their terms, whichever query saw them first: a new query
looks up its terms, and so does not look at every word of twenty texts again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from appliance.engines.fulltext.analysis import (
    REMEMBERED_CHUNKS,
    fuzzy_term,
    prefix_stems,
    prefix_term,
    readings,
    tokens,
    within_one_edit,
)
from appliance.foundation.contracts import query as q

Way = tuple[tuple[str, int], ...]


class Spot(NamedTuple):
    """A wanted term inside a chunk. Offsets count from the chunk's start; ``alone`` says it is marked by itself."""

    term: str
    position: int
    start: int
    end: int
    alone: bool


class Seen:
    """Chunks that were analysed, and for each term those that hold it. Only grows; safe for threads."""

    def __init__(self) -> None:
        self.chunks: set[str] = set()
        self.terms: list[str] = []
        """Every term, in the order in which they came."""
        self.holding: dict[str, list[str]] = {}
        """Term → chunks, perhaps one of them twice."""

    def learn(self, words: set[str]) -> None:
        """Know these chunks from now on."""
        for chunk in words.difference(self.chunks):
            for term in {token.term for token in tokens(chunk)}:
                self.holding.setdefault(term, []).append(chunk)
                if len(self.holding[term]) == 1:
                    self.terms.append(term)
            self.chunks.add(chunk)  # last: who finds it here finds it under its terms


_seen = Seen()


def seen(words: set[str]) -> Seen:
    """What is known of chunks, these among them."""
    global _seen  # noqa: PLW0603  # replaced whole when it is full; who looks at the old one goes on with it
    known = _seen
    if not words.issubset(known.chunks):
        if len(known.chunks) > REMEMBERED_CHUNKS:
            known = _seen = Seen()
        known.learn(words)
    return known


class _Hits(NamedTuple):
    """Chunks a query wants, of those known when there were ``size`` of them."""

    known: Seen
    size: int
    chunks: frozenset[str]


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
        self._alike: dict[str, bool] = {}
        self._spots: dict[str, tuple[Spot, ...]] = {}
        self._hits = _Hits(Seen(), 0, frozenset())

    def among(self, words: set[str]) -> set[str]:
        """Those of the chunks of a text that hold something wanted."""
        known = seen(words)
        hits = self._hits
        if hits.known is not known or hits.size != len(known.chunks):
            hits = self._hits = self._look(known)
        return words & hits.chunks

    def spots(self, chunk: str) -> tuple[Spot, ...]:
        """What is wanted of a chunk, in order."""
        found = self._spots.get(chunk)
        if found is None:
            found = tuple(
                Spot(token.term, token.position, token.start, token.end, alone)
                for token in tokens(chunk)
                if (alone := self._alone(token.term)) or token.term in self._in_sequences
            )
            self._spots[chunk] = found
        return found

    def _look(self, known: Seen) -> _Hits:
        size = len(known.chunks)
        terms: Sequence[str] = [*self._words, *self._in_sequences]
        if self._prefixes or self._fuzzy:
            terms = [*terms, *filter(self._alone, known.terms.copy())]
        chunks = frozenset(chunk for term in terms for chunk in known.holding.get(term, ()))
        return _Hits(known, size, chunks)

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

    def _alone(self, term: str) -> bool:
        """Is a term wanted by itself?"""
        if term in self._words:
            return True
        if not self._prefixes and not self._fuzzy:
            return False
        alike = self._alike.get(term)
        if alike is None:
            alike = self._alike[term] = any(
                term.startswith(start) or term in stems for start, stems in self._prefixes
            ) or any(within_one_edit(term, word) for word in self._fuzzy)
        return alike


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
