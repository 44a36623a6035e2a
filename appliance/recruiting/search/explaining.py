"""Why somebody is in a list: the score of a result, part of the query by part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from appliance.engines.fulltext import SearchIndex
from appliance.foundation.contracts import query as q
from appliance.foundation.contracts.search import Contribution, Widening
from appliance.recruiting.search.wording import describe

WORDED = q.Word | q.Phrase | q.Prefix | q.Fuzzy | q.Near


def contributions(
    index: SearchIndex, query: q.Query, ref: str, scope: q.Query, widened: Collection[Widening] = ()
) -> tuple[Contribution, ...]:
    """Each part of a query that holds for an entry, with what it gave to the score; the sum is the score.

    Conditions (facets, ranges) give nothing and hold; parts that are excluded are not named.
    """
    here = q.And(items=(q.Facet(field="ref", any_of=(ref,)), scope))
    names = {one.skill: one for one in widened}
    found = []
    for part in dict.fromkeys(_parts(query)):
        hits = index.search(part, limit=1, scope=here).hits
        if hits:
            found.append(
                Contribution(
                    label=_label(part, names), score=hits[0].score, fields=tuple(_fields(index, part, here))
                )
            )
    return tuple(found)


def _label(part: q.Query, widened: Mapping[str, Widening]) -> str:
    """A part in words; what was added by knowledge by the name of its skill, not by every skill that proves it."""
    one = widened.get(part.any_of[0]) if isinstance(part, q.Facet) and part.field == "skill_id" else None
    if one is None:
        return describe(part)
    return f"read to have {one.name}" + (" or a kind of it" if one.kinds else "")


def _parts(query: q.Query) -> Iterator[q.Query]:
    match query:
        case q.And(items=items) | q.Or(items=items):
            for item in items:
                yield from _parts(item)
        case q.Not() | q.Everything() | q.Nothing():
            return
        case _:
            yield query


def _fields(index: SearchIndex, part: q.Query, here: q.Query) -> Iterator[str]:
    if not isinstance(part, WORDED) or part.field not in {"", "body"}:
        return
    for name in q.TEXT_FIELDS:
        if name != "body" and index.search(part.model_copy(update={"field": name}), limit=1, scope=here).hits:
            yield name
