"""What somebody may find: the part of the index that a question is asked within. Pure.

Everything that answers (hits, counts, facets, completion, did you mean, more like this) is asked within the same
scope, so that nothing of what lies outside shows through a number.
"""

from __future__ import annotations

from collections.abc import Collection

from appliance.foundation.contracts import query as q
from appliance.foundation.contracts.search import SearchKind


def within(kind: SearchKind, references: Collection[str] | None) -> q.Query:
    """The entries of a kind; of these requisitions only, None for all."""
    entries = q.Facet(field="kind", any_of=(kind,))
    if references is None:
        return entries
    return q.And(items=(entries, q.Facet(field="requisition", any_of=tuple(sorted(references)))))


def blinkered(query: q.Query, references: Collection[str] | None) -> q.Query:
    """The query as somebody may ask it: that an entry is in a requisition of others is not to be learnt."""
    if references is None:
        return query
    match query:
        case q.And(items=items) | q.Or(items=items):
            return type(query)(items=tuple(blinkered(item, references) for item in items))
        case q.Not(item=item):
            return q.Not(item=blinkered(item, references))
        case q.Facet(field="requisition", any_of=values):
            return q.Facet(field="requisition", any_of=tuple(v for v in values if v in references))
    return query
