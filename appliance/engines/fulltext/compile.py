"""Query values into ``whoosh.query`` trees. Nothing else makes such trees."""

from __future__ import annotations

from whoosh import query as wq

from appliance.engines.fulltext.analysis import fuzzy_term, prefix_term, readings
from appliance.engines.fulltext.errors import QueryUnsupported
from appliance.engines.fulltext.layout import LONGEST_REACH, field_of
from appliance.engines.fulltext.nodes import All, AnyOf, Between, Excluding, Expansion, Near, Sequence
from appliance.foundation.contracts import query as q


def compiled(query: q.Query) -> wq.Query:
    """The tree for a query. Every value of the contract has one; limits raise QueryUnsupported."""
    match query:
        case q.Everything():
            return All()
        case q.Nothing():
            return wq.NullQuery
        case q.Word(text=text, field=field):
            return _words(text, field, 0)
        case q.Phrase(text=text, field=field, slop=slop):
            return _words(text, field, _reach("the slop of a phrase", slop))
        case q.Prefix(text=text, field=field):
            start = prefix_term(text)
            return Expansion(field_of(field), "prefix", start) if start else wq.NullQuery
        case q.Fuzzy(text=text, field=field):
            word = fuzzy_term(text)
            if not word:
                return wq.NullQuery
            return wq.Or([wq.Term(field_of(field), word), Expansion(field_of(field), "fuzzy", word)])
        case q.Near(left=left, right=right, distance=distance, field=field):
            sides = readings(left), readings(right)
            if not all(sides):
                return wq.NullQuery
            return Near(field_of(field), *sides, _reach("the distance of NEAR", distance))
        case q.Range(field=field, low=low, high=high, low_open=low_open, high_open=high_open):
            return Between(field, low, high, low_open, high_open)
        case q.Facet(field=field, any_of=values):
            return AnyOf(field, values) if values else wq.NullQuery
        case q.And(items=items):
            return _all_of([compiled(item) for item in items])
        case q.Or(items=items):
            return _any_of([compiled(item) for item in items])
        case q.Not(item=item):
            child = compiled(item)
            return All() if child is wq.NullQuery else Excluding(child)


def _words(text: str, field: str, slop: int) -> wq.Query:
    name = field_of(field)
    return _any_of(
        [wq.Term(name, way[0][0]) if len(way) == 1 else Sequence(name, way, slop) for way in readings(text)]
    )


def _reach(what: str, number: int) -> int:
    if not 0 <= number <= LONGEST_REACH:
        raise QueryUnsupported(what=f"{what} is {number}, the most is {LONGEST_REACH}")
    return number


def _all_of(parts: list[wq.Query]) -> wq.Query:
    if any(part is wq.NullQuery for part in parts):
        return wq.NullQuery
    if len(parts) > 1:  # an All among others says nothing
        parts = [part for part in parts if not isinstance(part, All)] or [All()]
    if not parts:
        return All()
    return parts[0] if len(parts) == 1 else wq.And(parts)


def _any_of(parts: list[wq.Query]) -> wq.Query:
    parts = [part for part in parts if part is not wq.NullQuery]
    if not parts:
        return wq.NullQuery
    return parts[0] if len(parts) == 1 else wq.Or(parts)
