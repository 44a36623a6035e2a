"""Searches that are kept: somebody's own, with how many are new since they last looked."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.query import And, Facet, Query, Range
from appliance.foundation.contracts.search import SavedSearch, SearchRequest
from appliance.foundation.kernel.clock import from_iso
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.store import Reading, Store
from appliance.recruiting import candidates, organisation
from appliance.recruiting.search import _records as records
from appliance.recruiting.search import language, widening
from appliance.recruiting.search.field_values import day
from appliance.recruiting.search.indexing import IndexReader
from appliance.recruiting.search.service import visible_references
from appliance.recruiting.search.visibility import blinkered, within

LONGEST_NAME = 80
MOST_SAVED = 100
MOST_NEW = 5000
"""Arrivals that are looked at one by one; beyond, the day they came in is asked."""


class Kept(NamedTuple):
    """A saved search as a list shows it: how many it finds now, and how many of them came since the last look."""

    saved: SavedSearch
    total: int
    new: int


class SavedSearches:
    """What the doors ask and command. Counting makes no ledger entry: nobody is shown."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader

    def save(self, actor: Actor, name: str, request: SearchRequest) -> str:
        """Keep a search under a name, or another under a known name; the id. Raises BadInput, QueryError."""
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise BadInput(
                what=f"The name of a saved search has 1 to {LONGEST_NAME} characters.", mend="Give it a name."
            )
        language.parse(request.text, self._store.clock.now().date())
        if not request.requisition and not request.sourcing.strip():
            raise BadInput(
                what="A saved search is booked as well.", mend="Choose its requisition, or give a reason."
            )
        kept = request.model_copy(update={"page": 1, "entry": ""})
        with self._store.writing() as tx:
            if len(records.saved(tx, actor.ref)) >= MOST_SAVED:
                raise BadInput(
                    what=f"There are {MOST_SAVED} saved searches.", mend="Remove one that is not needed."
                )
            total = self._count(tx, actor, kept, "") if self._ready(tx) else 0
            return records.save(tx, actor.ref, name, kept, total)

    def mine(self, actor: Actor) -> list[SavedSearch]:
        """Somebody's saved searches, by name."""
        with self._store.reading() as tx:
            return records.saved(tx, actor.ref)

    def counted(self, actor: Actor) -> list[Kept]:
        """The same with what they find now and what is new. Raises IndexNotReady.

        A search that cannot be read any more (the language moved on) finds nothing.
        """
        with self._store.reading() as tx:
            return [
                Kept(
                    one,
                    self._count(tx, actor, one.request, ""),
                    self._count(tx, actor, one.request, one.looked_at),
                )
                for one in records.saved(tx, actor.ref)
            ]

    def look(self, actor: Actor, saved_id: str) -> SavedSearch:
        """Somebody looks at a saved search: what is new is counted from now on. Raises NotFound."""
        with self._store.writing() as tx:
            one = records.one_saved(tx, actor.ref, saved_id)
            total = self._count(tx, actor, one.request, "") if self._ready(tx) else one.total
            records.looked(tx, one.id, total)
        return one

    def remove(self, actor: Actor, saved_id: str) -> SavedSearch:
        """Keep a search no longer; what it was, so that it can be put back. Raises NotFound."""
        with self._store.writing() as tx:
            one = records.one_saved(tx, actor.ref, saved_id)
            records.forget(tx, one.id)
        return one

    def _ready(self, tx: Reading) -> bool:
        return bool(records.state(tx)["state"] == "ready")

    def _count(self, tx: Reading, actor: Actor, request: SearchRequest, since: str) -> int:
        references = visible_references(tx, actor)
        today = self._store.clock.now().date()
        try:
            query = blinkered(language.parse(request.text, today), references)
        except language.QueryError:
            return 0
        if request.kind == "candidate":
            query, _ = widening.widened(query, request.exact, organisation.knowledge(tx))
        filters = [Facet(field=name, any_of=values) for name, values in request.facets.items() if values]
        asked: list[Query] = [query, *(blinkered(one, references) for one in filters)]
        if since:
            asked.append(_came_since(tx, since))
        scope = within(request.kind, references)
        return self._reader.current().search(And(items=tuple(asked)), limit=0, scope=scope).total


def _came_since(tx: Reading, moment: str) -> Query:
    came = candidates.came_since(tx, moment, MOST_NEW)
    if came is None:
        return Range(field="added", low=float(day(date.fromisoformat(from_iso(moment).date().isoformat()))))
    return Facet(field="ref", any_of=tuple(came))
