"""Where a query's words stand in a text, and the two pieces of it that show them best."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from numpy.typing import NDArray

from appliance.engines.fulltext.chunks import Words, words_of
from appliance.engines.fulltext.wanted import Mark, Spots, Wanted, Way, wanted_of
from appliance.foundation.contracts import query as q

_SPACE = re.compile(r"\s")
_SLACK = 20
"""Characters a fragment may grow or shrink to begin and end between words."""


class Fragment(NamedTuple):
    """A piece of a text and the marked places in it; all offsets count code points of the whole text."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(text: str | Words, query: q.Query) -> tuple[Mark, ...]:
    """Every place of a text that the query's words, phrases and prefixes stand for.

    (start, end) in code points, ascending, not overlapping. What is excluded is not marked; the field asked for
    does not matter: a title that was found is lit up wherever it stands.
    """
    words, wanted = words_of(text), wanted_of(query)
    here, spots = wanted.among(words)
    if not spots:
        return ()
    starts = words.starts[here].tolist()
    found = [
        (at + start, at + end)
        for at, one in zip(starts, spots, strict=True)
        if one.alone
        for start, end in one.alone
    ]
    sequences = _possible(wanted, spots)
    if sequences:
        here_by_position = _by_position(words, here, starts, spots)
        for way, slop in sequences:
            found.extend(_sequence_marks(here_by_position, way, slop))
    return _united(found)


def _possible(wanted: Wanted, spots: list[Spots]) -> list[tuple[Way, int]]:
    """The phrases whose words are all there, wherever they stand."""
    if not wanted.sequences:
        return []
    terms = {spot.term for one in spots for spot in one.tied}
    return [one for one in wanted.sequences if all(term in terms for term, _ in one[0])]


def _by_position(
    words: Words, here: NDArray[Any], starts: list[int], spots: list[Spots]
) -> dict[str, dict[int, Mark]]:
    """Term of a phrase → position in the text → its place; ``here`` are the words that hold something wanted."""
    widths = words.known.widths[words.numbers]
    positions = (widths.cumsum() - widths)[here].tolist()
    found: dict[str, dict[int, Mark]] = {}
    for position, at, one in zip(positions, starts, spots, strict=True):
        for term, inside, start, end in one.tied:
            found.setdefault(term, {})[position + inside] = (at + start, at + end)
    return found


def _sequence_marks(here: dict[str, dict[int, Mark]], way: Way, slop: int) -> Iterator[Mark]:
    places = [here[term] for term, _ in way]
    if not slop:
        others = [(at, offset) for at, (_, offset) in zip(places, way, strict=True)][1:]
        for first, mark in places[0].items():
            chain = [mark]
            for at, offset in others:
                one = at.get(first + offset)
                if one is None:
                    break
                chain.append(one)
            else:
                yield from chain
        return
    positions = [sorted(at) for at in places]
    for first in positions[0]:
        chosen = [first]
        for number, ((_, before), (_, offset)) in enumerate(pairwise(way), 1):
            behind = bisect_left(positions[number], chosen[-1] + offset - before)
            if behind == len(positions[number]):
                break
            chosen.append(positions[number][behind])
        if len(chosen) == len(way) and chosen[-1] - first - way[-1][1] <= slop:
            yield from (at[position] for at, position in zip(places, chosen, strict=True))


def _united(found: list[Mark]) -> tuple[Mark, ...]:
    """Overlapping marks become one."""
    found.sort()
    united: list[Mark] = []
    last = -1
    for mark in found:
        if mark[0] >= last:
            united.append(mark)
            last = mark[1]
        elif mark[1] > last:
            last = mark[1]
            united[-1] = (united[-1][0], last)
    return tuple(united)


def highlight(
    text: str | Words, query: q.Query, *, fragments: int = 2, width: int = 160
) -> tuple[Fragment, ...]:
    """The pieces of a text that show most different words of the query, in the order of the text.

    Pieces of about ``width`` code points that do not overlap; the beginning of the text if nothing is marked.
    """
    words = words_of(text)
    places = marks(words, query)
    if not places:
        start, end = _between_words(words.text, 0, min(width, len(words.text)))
        return (Fragment(start, end, ()),) if end > start else ()
    windows = _Windows(words.text, places, width)
    chosen: list[Fragment] = []
    while len(chosen) < fragments and (piece := windows.best(chosen)) is not None:
        chosen.append(piece)
    return tuple(sorted(chosen))


class _Windows:
    """For each mark the piece that begins a little before it and holds as many of the next ones as fit."""

    def __init__(self, text: str, places: tuple[Mark, ...], width: int) -> None:
        self._text = text
        self._places = places
        self._width = width
        bits: dict[str, int] = {}
        words = [
            bits.setdefault(word, 1 << len(bits))
            for word in [text[start:end].casefold() for start, end in places]
        ]
        self._lasts: list[int] = []
        self._shows: list[int] = []
        """Words that each piece shows, one bit each."""
        last, limits = 0, [end for _, end in places]
        limits.append(len(text) + width + 1)
        for first, (begin, _) in enumerate(places):
            shows = words[first]
            last = max(last, first)
            while limits[last + 1] - begin <= width:
                last += 1
            for word in words[first + 1 : last + 1]:
                shows |= word
            self._lasts.append(last)
            self._shows.append(shows)
        self._counts = [*map(int.bit_count, self._shows)]
        self._shown = 0

    def best(self, chosen: list[Fragment]) -> Fragment | None:
        """The piece that shows most words not shown yet, then most words, then the first; None when none is free."""
        if not chosen:
            best = self._counts.index(max(self._counts))
        else:
            best, reached = -1, -1
            unseen = ~self._shown
            for first, (shows, count) in enumerate(zip(self._shows, self._counts, strict=True)):
                worth = ((shows & unseen).bit_count() << 20) + count
                if worth > reached and self._is_free(first, chosen):
                    best, reached = first, worth
        if best < 0:
            return None
        self._shown |= self._shows[best]
        start, end = _between_words(self._text, *self._span(best))
        here = self._places[best : self._lasts[best] + 1]
        return Fragment(min(start, here[0][0]), max(end, here[-1][1]), here)

    def _is_free(self, first: int, chosen: list[Fragment]) -> bool:
        begin, close = self._places[first][0], self._places[self._lasts[first]][1]
        for piece in chosen:
            if begin < piece.end and piece.start < close:
                return False  # most are not, by their marks alone
        start, end = self._span(first)
        return all(end <= piece.start or piece.end <= start for piece in chosen)

    def _span(self, first: int) -> Mark:
        """Up to the marks before and after, which belong to other pieces."""
        places, last = self._places, self._lasts[first]
        begin, close = places[first][0], places[last][1]
        spare = max(0, self._width - (close - begin)) // 2
        start = max(0, begin - spare, places[first - 1][1] if first else 0)
        after = places[last + 1][0] if last + 1 < len(places) else len(self._text)
        return start, min(len(self._text), close + spare, after)


def _between_words(text: str, start: int, end: int) -> Mark:
    """Move both ends inwards to a space, if one is near."""
    if start > 0 and (space := _SPACE.search(text, start, min(start + _SLACK, end))):
        start = space.end()
    if end < len(text):
        spaces = list(_SPACE.finditer(text, max(start, end - _SLACK), end))
        if spaces:
            end = spaces[-1].start()
    return start, end
