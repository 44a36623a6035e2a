"""Where a query's words stand in a text, and the two pieces of it that show them best."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from appliance.engines.fulltext.analysis import (
    REMEMBERED_CHUNKS,
    Token,
    fuzzy_term,
    prefix_stems,
    prefix_term,
    readings,
    tokens,
    width,
    within_one_edit,
)
from appliance.foundation.contracts import query as q

_SPACE = re.compile(r"\s")
_FAR = 1500
"""Characters between two wanted words after which no phrase and no NEAR of at most fifty words can hold both."""
_FAR_POSITIONS = 10_000
_MOST_CHUNKS = 20_000

Way = tuple[tuple[str, int], ...]
_SLACK = 20
"""Characters a fragment may grow or shrink to begin and end between words."""


class Fragment(NamedTuple):
    """A piece of a text and the marked places in it; all offsets count code points of the whole text."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


class _Spot(NamedTuple):
    """A wanted term inside a chunk. Offsets count from the chunk's start; ``alone`` says it is marked by itself."""

    term: str
    position: int
    start: int
    end: int
    alone: bool


class _Wanted(dict[str, tuple[_Spot, ...]]):
    """Chunk of text → what a query wants of it; looked into once for each different chunk."""

    def __init__(self, query: q.Query) -> None:
        super().__init__()
        self._words: set[str] = set()
        self._prefixes: list[tuple[str, frozenset[str]]] = []
        self._fuzzy: list[str] = []
        self.sequences: list[tuple[Way, int]] = []
        for node in _positive(query):
            self._want(node)
        self._in_sequences = {term for way, _ in self.sequences for term, _ in way}
        self._known: dict[str, bool] = {}

    def __missing__(self, chunk: str) -> tuple[_Spot, ...]:
        if len(self) > _MOST_CHUNKS:
            self.clear()
            self._known.clear()
        spots: list[_Spot] = []
        if self._words.isdisjoint(terms := _terms_of(chunk)) and not self._otherwise(terms):
            self[chunk] = ()
            return ()
        for token in tokens(chunk):
            alone = self._alone(token.term)
            if alone or token.term in self._in_sequences:
                spots.append(_Spot(token.term, token.position, token.start, token.end, alone))
        found = self[chunk] = tuple(spots)
        return found

    def _otherwise(self, terms: tuple[str, ...]) -> bool:
        """Is any of some terms wanted, but not as a word by itself?"""
        if self.sequences and not self._in_sequences.isdisjoint(terms):
            return True
        return bool(self._prefixes or self._fuzzy) and any(map(self._alone, terms))

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
        known = self._known.get(term)
        if known is None:
            known = self._known[term] = self._look(term)
        return known

    def _look(self, term: str) -> bool:
        return (
            term in self._words
            or any(term.startswith(start) or term in stems for start, stems in self._prefixes)
            or any(within_one_edit(term, word) for word in self._fuzzy)
        )


@lru_cache(REMEMBERED_CHUNKS)
def _terms_of(chunk: str) -> tuple[str, ...]:
    return tuple({token.term for token in tokens(chunk)})


_wanted = lru_cache(32)(_Wanted)
"""The same query lights up twenty texts of a page."""
_latest: tuple[q.Query, _Wanted] | None = None


def _wanted_of(query: q.Query) -> _Wanted:
    """What a query wants; the very object asked last is not compared part by part again."""
    global _latest  # noqa: PLW0603  # one slot, replaced whole: threads may only miss it
    latest = _latest
    if latest is not None and latest[0] is query:
        return latest[1]
    found = _wanted(query)
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


def marks(text: str, query: q.Query) -> tuple[tuple[int, int], ...]:
    """Every place of a text that the query's words, phrases and prefixes stand for.

    (start, end) in code points, ascending, not overlapping. What is excluded is not marked; the field asked for
    does not matter: a title that was found is lit up wherever it stands.
    """
    wanted = _wanted_of(query)
    chunks = {chunk: spots for chunk in set(text.split()) if (spots := wanted[chunk])}
    if not chunks:
        return ()
    found = [
        (at + spot.start, at + spot.end)
        for chunk, spots in chunks.items()
        if any(spot.alone for spot in spots)
        for at in _places(text, chunk)
        for spot in spots
        if spot.alone
    ]
    terms = {spot.term for spots in chunks.values() for spot in spots}
    sequences = [one for one in wanted.sequences if all(term in terms for term, _ in one[0])]
    if sequences:
        here = _spots_in_order(text, chunks)
        for way, slop in sequences:
            found.extend(_sequence_marks(here, way, slop))
    return _united(found)


def _places(text: str, chunk: str) -> Iterator[int]:
    """Where a chunk stands between white space."""
    at = text.find(chunk)
    while at >= 0:
        end = at + len(chunk)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            yield at
        at = text.find(chunk, end)


def _spots_in_order(text: str, chunks: dict[str, tuple[_Spot, ...]]) -> list[Token]:
    """The wanted terms with their positions; what lies between two of them is only counted when it is near."""
    found = []
    position = before = 0
    for at, chunk in sorted((place, wanted) for wanted in chunks for place in _places(text, wanted)):
        between = text[before:at]
        position += _FAR_POSITIONS if len(between) > _FAR else sum(map(width, between.split()))
        before = at
        for spot in chunks[chunk]:
            found.append(Token(spot.term, position + spot.position, at + spot.start, at + spot.end))
    return found


def _sequence_marks(here: list[Token], way: Way, slop: int) -> Iterator[tuple[int, int]]:
    places: dict[str, list[Token]] = {term: [] for term, _ in way}
    for token in here:
        if token.term in places:
            places[token.term].append(token)
    for first in places[way[0][0]]:
        chain = [first]
        for (_, before), (term, offset) in pairwise(way):
            least = chain[-1].position + offset - before
            behind = bisect_left(places[term], least, key=_position)
            if behind == len(places[term]):
                break
            chain.append(places[term][behind])
        if len(chain) == len(way) and chain[-1].position - first.position - way[-1][1] <= slop:
            yield from ((token.start, token.end) for token in chain)


def _position(token: Token) -> int:
    return token.position


def _united(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Overlapping marks become one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(set(found)):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def highlight(text: str, query: q.Query, *, fragments: int = 2, width: int = 160) -> tuple[Fragment, ...]:
    """The pieces of a text that show most different words of the query, in the order of the text.

    Pieces of about ``width`` code points that do not overlap; the beginning of the text if nothing is marked.
    """
    places = marks(text, query)
    if not places:
        start, end = _between_words(text, 0, min(width, len(text)))
        return (Fragment(start, end, ()),) if end > start else ()
    windows = _windows(text, places, width)
    chosen: list[Fragment] = []
    shown: frozenset[str] = frozenset()
    for _ in range(fragments):
        free = [w for w in windows if not any(w.start < c.end and c.start < w.end for c in chosen)]
        if not free:
            break
        best = max(free, key=lambda w: (len(w.surfaces - shown), len(w.surfaces), -w.start))
        shown |= best.surfaces
        start, end = _between_words(text, best.start, best.end)
        start, end = min(start, places[best.first][0]), max(end, places[best.last][1])
        here = tuple(place for place in places[best.first : best.last + 1])
        chosen.append(Fragment(start, end, here))
    return tuple(sorted(chosen))


class _Window(NamedTuple):
    """A piece that could be shown: from mark ``first`` to mark ``last``, and the different words it shows."""

    start: int
    end: int
    first: int
    last: int
    surfaces: frozenset[str]


def _windows(text: str, places: tuple[tuple[int, int], ...], width: int) -> list[_Window]:
    """For each mark the piece that begins a little before it and holds as many of the next ones as fit."""
    words = [text[start:end].casefold() for start, end in places]
    found = []
    last = 0
    for first, (begin, _) in enumerate(places):
        last = max(first, last)
        while last + 1 < len(places) and places[last + 1][1] - begin <= width:
            last += 1
        spare = max(0, width - (places[last][1] - begin)) // 2
        # up to the marks before and after, which belong to other pieces
        start = max(0, begin - spare, places[first - 1][1] if first else 0)
        end = min(
            len(text), places[last][1] + spare, places[last + 1][0] if last + 1 < len(places) else len(text)
        )
        found.append(_Window(start, end, first, last, frozenset(words[first : last + 1])))
    return found


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards to a space, if one is near."""
    if start > 0 and (space := _SPACE.search(text, start, min(start + _SLACK, end))):
        start = space.end()
    if end < len(text):
        spaces = list(_SPACE.finditer(text, max(start, end - _SLACK), end))
        if spaces:
            end = spaces[-1].start()
    return start, end
