"""The second reading of a query: does it match one entry, answered in plain Python without an index.

Property tests hold it against the index. It shares with the index what a word is (``analysis``) and where a field's
words stand (``layout``), nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping

from appliance.engines.fulltext.analysis import (
    fuzzy_term,
    prefix_stems,
    prefix_term,
    readings,
    within_one_edit,
)
from appliance.engines.fulltext.layout import field_of, streams
from appliance.foundation.contracts import query as q

Places = Mapping[str, set[int]]


def places_of(entry: q.IndexEntry) -> Mapping[str, Places]:
    """Field → term → the positions where an entry has it: what ``matches`` looks into."""
    places: dict[str, dict[str, set[int]]] = {}
    for field, stream in streams(entry.texts).items():
        places[field] = {}
        for term, position in stream:
            places[field].setdefault(term, set()).add(position)
    return places


def matches(query: q.Query, entry: q.IndexEntry, places: Mapping[str, Places] | None = None) -> bool:
    """Is this entry an answer to this query? ``places``: its ``places_of``, for who asks many queries of one entry."""
    return _holds(query, entry, places_of(entry) if places is None else places)


def _holds(query: q.Query, entry: q.IndexEntry, places: Mapping[str, Places]) -> bool:
    match query:
        case q.Everything():
            return True
        case q.Nothing():
            return False
        case q.And(items=items):
            return all(_holds(item, entry, places) for item in items)
        case q.Or(items=items):
            return any(_holds(item, entry, places) for item in items)
        case q.Not(item=item):
            return not _holds(item, entry, places)
        case q.Range():
            return _inside(query, entry.numbers.get(query.field))
        case q.Facet(field="ref", any_of=values):
            return entry.ref in values
        case q.Facet(field=field, any_of=values):
            return any(value in entry.facets.get(field, ()) for value in values)
    here = places.get(field_of(query.field), {})
    match query:
        case q.Word(text=text):
            return bool(_starts(text, here, 0))
        case q.Phrase(text=text, slop=slop):
            return bool(_starts(text, here, slop))
        case q.Prefix(text=text):
            start = prefix_term(text)
            return bool(start) and any(term.startswith(start) or term in prefix_stems(start) for term in here)
        case q.Fuzzy(text=text):
            word = fuzzy_term(text)
            return bool(word) and any(within_one_edit(term, word) for term in here)
        case q.Near(left=left, right=right, distance=distance):
            lefts, rights = _starts(left, here, 0), _starts(right, here, 0)
            return any(a != b and abs(a - b) <= distance for a in lefts for b in rights)


def _inside(wanted: q.Range, number: float | None) -> bool:
    if number is None:
        return False
    if wanted.low is not None and (number < wanted.low or (wanted.low_open and number == wanted.low)):
        return False
    return not (
        wanted.high is not None and (number > wanted.high or (wanted.high_open and number == wanted.high))
    )


def _starts(text: str, here: Places, slop: int) -> set[int]:
    """Where the words of a text begin to stand in a field."""
    found: set[int] = set()
    for way in readings(text):
        for start in here.get(way[0][0], ()):
            if _goes_on(way, 1, start, start + way[-1][1] + slop, here):
                found.add(start)
    return found


def _goes_on(way: tuple[tuple[str, int], ...], i: int, before: int, last: int, here: Places) -> bool:
    """Can word ``i`` and those after it follow a word at ``before``, none later than ``last``?"""
    if i == len(way):
        return True
    least = before + way[i][1] - way[i - 1][1]
    return any(
        least <= position <= last and _goes_on(way, i + 1, position, last, here)
        for position in here.get(way[i][0], ())
    )
