"""Query nodes of our own beside Whoosh's: exact about gaps, free of score where they only filter.

They are ordinary ``whoosh.query`` nodes: stock Whoosh answers them through ``matcher``, slowly and plainly (it is the
reference), the vectorised evaluator reads their attributes. Whoosh's own kin are not used because Phrase and SpanNear
forget the gaps of stop words, AndNot lets the first document slip through, and Not and filters add 1 to the score.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.matching import ListMatcher, NullMatcher
from whoosh.query import Query

from appliance.engines.fulltext.analysis import prefix_stems, within_one_edit

Way = tuple[tuple[str, int], ...]
"""One reading of words: (term, position after the first), see ``analysis.readings``."""


def listed(scores: dict[int, float]) -> Any:
    """A matcher over document → score."""
    if not scores:
        return NullMatcher()
    ids = sorted(scores)
    return ListMatcher(array("I", ids), weights=[scores[i] for i in ids])


def starts_of(way: Way, positions: list[list[int]], slop: int) -> list[int]:
    """Where a sequence begins: each word at its place or, all together, at most ``slop`` later.

    ``positions`` holds the ascending positions of each word. The earliest continuation is taken each time, which
    leaves the most of the slop.
    """
    found = []
    length = way[-1][1]
    for start in positions[0]:
        at = start
        for (_, before), (_, offset), here in zip(way, way[1:], positions[1:], strict=False):
            at = next((p for p in here if p >= at + offset - before), -1)
            if at < 0:
                break
        if at >= 0 and at - start - length <= slop:
            found.append(start)
    return found


class Own(Query):  # type: ignore[misc]  # whoosh ships no types
    """What all our nodes share."""

    boost = 1.0

    def __init__(self, fieldname: str) -> None:
        self.fieldname = fieldname

    def field(self) -> str:
        """The field looked into."""
        return self.fieldname

    def estimate_size(self, ixreader: Any) -> int:
        """An upper bound, as Whoosh asks for one."""
        return int(ixreader.doc_count_all())

    def estimate_min_size(self, _ixreader: Any) -> int:
        """A lower bound."""
        return 0

    def _key(self) -> tuple[object, ...]:
        return tuple(self.__dict__.values())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._key()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}{self._key()!r}"


def occurrences(
    searcher: Any, field: str, way: Way, slop: int, context: Any
) -> dict[int, tuple[float, list[int]]]:
    """Document → (summed score of the words, starts of the sequence), by reading whole posting lists."""
    lists: list[dict[int, tuple[float, list[int]]]] = []
    for term, _ in way:
        if (field, term.encode()) not in searcher.reader():
            return {}
        matcher = searcher.postings(field, term.encode(), weighting=context.weighting if context else None)
        lists.append({})
        while matcher.is_active():
            lists[-1][matcher.id()] = (matcher.score(), matcher.value_as("positions"))
            matcher.next()
    found = {}
    for doc in set.intersection(*(set(postings) for postings in lists)):
        starts = starts_of(way, [postings[doc][1] for postings in lists], slop)
        if starts:
            found[doc] = (sum(postings[doc][0] for postings in lists), starts)
    return found


class Sequence(Own):
    """Words in order with their gaps; the score is the sum of the words' scores."""

    def __init__(self, fieldname: str, way: Way, slop: int = 0) -> None:
        super().__init__(fieldname)
        self.way = way
        self.slop = slop

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Documents where the sequence occurs."""
        found = occurrences(searcher, self.fieldname, self.way, self.slop, context)
        return listed({doc: score for doc, (score, _) in found.items()})


class Near(Own):
    """One of ``left`` and one of ``right`` at most ``distance`` positions apart, not at the same one; score 1."""

    def __init__(self, fieldname: str, left: tuple[Way, ...], right: tuple[Way, ...], distance: int) -> None:
        super().__init__(fieldname)
        self.left = left
        self.right = right
        self.distance = distance

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """Documents where both stand near each other."""
        sides: list[dict[int, set[int]]] = []
        for ways in (self.left, self.right):
            sides.append({})
            for way in ways:
                for doc, (_, starts) in occurrences(searcher, self.fieldname, way, 0, context).items():
                    sides[-1].setdefault(doc, set()).update(starts)
        left, right = sides
        return listed(
            {
                doc: 1.0
                for doc in left.keys() & right.keys()
                if any(p != q and abs(p - q) <= self.distance for p in left[doc] for q in right[doc])
            }
        )


class Expansion(Own):
    """Any word that begins like ``text`` (``prefix``) or is within one edit of it (``fuzzy``); score 1."""

    def __init__(self, fieldname: str, kind: str, text: str) -> None:
        super().__init__(fieldname)
        self.kind = kind
        self.text = text

    def meant(self, lexicon: Iterable[bytes]) -> Iterator[bytes]:
        """Those terms of a dictionary that it stands for."""
        stems = prefix_stems(self.text) if self.kind == "prefix" else ()
        for term in lexicon:
            word = term.decode()
            if self.kind == "prefix":
                if word.startswith(self.text) or word in stems:
                    yield term
            elif within_one_edit(word, self.text):
                yield term

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """Documents with any such word."""
        found: dict[int, float] = {}
        for term in list(self.meant(searcher.lexicon(self.fieldname))):
            found.update(dict.fromkeys(searcher.postings(self.fieldname, term).all_ids(), 1.0))
        return listed(found)


class Between(Own):
    """A number between two bounds, None = open; score 0."""

    def __init__(
        self, fieldname: str, low: float | None, high: float | None, low_open: bool, high_open: bool
    ) -> None:
        super().__init__(fieldname)
        self.low = low
        self.high = high
        self.low_open = low_open
        self.high_open = high_open

    def holds(self, number: float) -> bool:
        """Is the number inside? NaN, an absent number, never is."""
        if number != number:  # noqa: PLR0124  # NaN
            return False
        above = self.low is None or (number > self.low if self.low_open else number >= self.low)
        below = self.high is None or (number < self.high if self.high_open else number <= self.high)
        return above and below

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """Documents whose number is inside."""
        reader = searcher.reader()
        if not reader.has_column(self.fieldname):
            return NullMatcher()
        column = reader.column_reader(self.fieldname)
        return listed({doc: 0.0 for doc in reader.all_doc_ids() if self.holds(column[doc])})


class AnyOf(Own):
    """A facet with any one of these exact values; score 0."""

    def __init__(self, fieldname: str, values: tuple[str, ...]) -> None:
        super().__init__(fieldname)
        self.values = values

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """Documents with one of the values."""
        found: dict[int, float] = {}
        for value in self.values:
            if (self.fieldname, value.encode()) in searcher.reader():
                found.update(dict.fromkeys(searcher.postings(self.fieldname, value.encode()).all_ids(), 0.0))
        return listed(found)


class Excluding(Own):
    """Everything the child does not match; score 0."""

    def __init__(self, child: Query) -> None:
        super().__init__("")
        self.child = child

    def is_leaf(self) -> bool:
        """No: it has a child."""
        return False

    def children(self) -> Iterator[Query]:
        """The one child."""
        yield self.child

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The complement among living documents."""
        child = self.child.matcher(searcher, context)
        unwanted = set()
        while child.is_active():
            unwanted.add(child.id())
            child.next()
        return listed({doc: 0.0 for doc in searcher.reader().all_doc_ids() if doc not in unwanted})


class Silent(Own):
    """What the child matches, with score 0: a scope narrows, it does not rank."""

    def __init__(self, child: Query) -> None:
        super().__init__("")
        self.child = child

    def is_leaf(self) -> bool:
        """No: it has a child."""
        return False

    def children(self) -> Iterator[Query]:
        """The one child."""
        yield self.child

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """The child's documents."""
        child = self.child.matcher(searcher, context)
        found = {}
        while child.is_active():
            found[child.id()] = 0.0
            child.next()
        return listed(found)


class All(Own):
    """Every living document; score 0."""

    def __init__(self) -> None:
        super().__init__("")

    def matcher(self, searcher: Any, _context: Any = None) -> Any:
        """All of them."""
        return listed(dict.fromkeys(searcher.reader().all_doc_ids(), 0.0))
