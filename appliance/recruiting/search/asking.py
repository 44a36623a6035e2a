"""A text as it is put to the index: read, widened by what is known, and narrowed to what who asks may find. Pure.

The pages of a search, its orders, its filters and whoever is opened from it ask the same again; the last few are kept.
What somebody may find is a part of what is asked, so nobody is answered with what was put together for another scope.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.foundation.contracts.query import Query
from appliance.foundation.contracts.search import SearchKind, Widening
from appliance.recruiting.search import language, widening, wording
from appliance.recruiting.search.visibility import blinkered, within


class Asked(NamedTuple):
    """``typed`` is the query of the text, ``run`` the one to ask within ``scope``, ``lit`` what is lit up in the results.

    ``references`` are those of the requisitions whose people may be found, None for everybody. ``understood`` and
    ``canonical`` are the typed query in words and as text, ``parsed`` the one that is run as JSON.
    """

    typed: Query
    run: Query
    lit: Query
    widened: tuple[Widening, ...]
    scope: Query
    references: tuple[str, ...] | None
    known: Knowledge
    understood: str
    canonical: str
    parsed: str


@lru_cache(64)
def asked(
    text: str,
    today: date,
    kind: SearchKind,
    exact: tuple[str, ...],
    references: tuple[str, ...] | None,
    known: Knowledge,
) -> Asked:
    """What a text asks of the index. Raises QueryError.

    ``exact`` are ids of skills whose words are searched as typed; ``known`` are the packs with the own terms in force.
    """
    typed = language.parse(text, today)
    query = blinkered(typed, references)
    wide: tuple[Widening, ...] = ()
    if kind == "candidate":
        query, wide = widening.widened(query, exact, known)
    query = language.normal(query)
    return Asked(
        typed=typed,
        run=query,
        lit=widening.to_light_up(typed, wide),
        widened=wide,
        scope=within(kind, references),
        references=references,
        known=known,
        understood=wording.describe(typed),
        canonical=wording.unparse(typed),
        parsed=query.model_dump_json(),
    )
