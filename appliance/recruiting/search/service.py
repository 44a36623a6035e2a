"""Searching, and the ledger in which every search stands."""

from __future__ import annotations

import time

from appliance.engines.fulltext import SearchIndex
from appliance.engines.fulltext import marks as places_of
from appliance.engines.fulltext.analysis import ANALYSIS
from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.query import Facet, Hits, Query, Word
from appliance.foundation.contracts.search import (
    FACETS_SHOWN,
    LedgerEntry,
    ResultCard,
    ResultPage,
    SearchRequest,
)
from appliance.foundation.kernel.canonical import canonical_json
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.store import Reading, Store
from appliance.recruiting import candidates, organisation, requisitions
from appliance.recruiting.search import _records as records
from appliance.recruiting.search import language, wording
from appliance.recruiting.search.cards import facet_values, snippets
from appliance.recruiting.search.errors import QueryError, SearchNotBooked
from appliance.recruiting.search.indexing import IndexReader

MAX_SIZE = 200


class Search:
    """What the doors ask and command."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader

    def run(self, actor: Actor, request: SearchRequest) -> ResultPage:
        """One page of results, written into the ledger.

        A new search makes an entry; another page, sort or facet of it (``request.entry``) belongs to the same one.
        Raises QueryError, SearchNotBooked, IndexNotReady, NotFound.
        """
        begun = time.perf_counter()
        today = self._store.clock.now().date()
        query = language.parse(request.text, today)
        if not request.requisition and not request.sourcing.strip():
            raise SearchNotBooked
        index = self._reader.current()
        hits = self._ask(index, query, request)
        with self._store.reading() as tx:
            requisition = requisitions.find(tx, request.requisition) if request.requisition else None
            cards = self._cards(tx, query, request, hits)
            known = organisation.knowledge(tx)
            continued = self._continues(tx, actor, request)
        understood = wording.describe(query)
        with self._store.writing() as tx:
            entry = continued
            if not entry:
                entry = records.insert_entry(
                    tx,
                    actor=actor.ref,
                    actor_name=actor.name,
                    requisition_id=requisition.id if requisition else "",
                    sourcing="" if requisition else request.sourcing.strip(),
                    kind=request.kind,
                    typed=request.text,
                    parsed=canonical_json(query.model_dump(mode="json")).decode(),
                    understood=understood,
                    generation=hits.generation,
                    analysis=str(ANALYSIS),
                    total=hits.total,
                )
                audit.append(
                    tx,
                    actor,
                    "search.ran",
                    entry,
                    {"results": hits.total, "generation": hits.generation},
                    requisition=requisition.id if requisition else "",
                )
            view = canonical_json(
                {
                    "page": request.page,
                    "sort": request.sort,
                    "facets": {k: list(v) for k, v in request.facets.items()},
                }
            ).decode()
            first = (request.page - 1) * request.size + 1
            records.add_shown(tx, entry, [c.ref for c in cards], first, view)
        return ResultPage(
            request=request,
            entry=entry,
            total=hits.total,
            cards=cards,
            facets={
                field: facet_values(field, hits.facets.get(field, {}), request.facets.get(field, ()), known)
                for field in FACETS_SHOWN[request.kind]
            },
            understood=understood,
            canonical=wording.unparse(query),
            suggestion="" if hits.total else _suggestion(index, query, request),
            generation=hits.generation,
            milliseconds=(time.perf_counter() - begun) * 1000,
            booked_to=f"{requisition.reference} {requisition.title}"
            if requisition
            else request.sourcing.strip(),
        )

    def _ask(self, index: SearchIndex, query: Query, request: SearchRequest) -> Hits:
        size = min(request.size, MAX_SIZE)
        return index.search(
            query,
            limit=size,
            offset=(max(request.page, 1) - 1) * size,
            sort=request.sort,
            facets=FACETS_SHOWN[request.kind],
            facet_filters={k: v for k, v in request.facets.items() if k in FACETS_SHOWN[request.kind]},
            scope=Facet(field="kind", any_of=(request.kind,)),
        )

    def _cards(self, tx: Reading, query: Query, request: SearchRequest, hits: Hits) -> tuple[ResultCard, ...]:
        refs = [h.ref for h in hits.hits]
        people = candidates.cards(tx, refs) if request.kind == "candidate" else {}
        positions = requisitions.cards(tx, refs) if request.kind == "posting" else {}
        found = []
        first = (max(request.page, 1) - 1) * request.size + 1
        for rank, hit in enumerate(hits.hits, first):
            person, position = people.get(hit.ref), positions.get(hit.ref)
            if person is None and position is None:
                continue  # removed since the index was written; the next generation knows
            document_id, text = self._text(tx, hit.ref, request.kind)
            found.append(
                ResultCard(
                    ref=hit.ref,
                    rank=rank,
                    score=hit.score,
                    candidate=person,
                    requisition=position,
                    document_id=document_id,
                    snippets=snippets(text, query) if text else (),
                )
            )
        return tuple(found)

    def _text(self, tx: Reading, ref: str, kind: str) -> tuple[str, str]:
        if kind == "candidate":
            documents = candidates.documents_of(tx, ref)
            return (documents[0].id, documents[0].text) if documents else ("", "")
        posting, _ = requisitions.in_force(tx, ref)
        return (posting.id, posting.text) if posting else ("", "")

    def _continues(self, tx: Reading, actor: Actor, request: SearchRequest) -> str:
        """The entry this view belongs to: same person, same text, same booking; "" otherwise."""
        if not request.entry:
            return ""
        try:
            entry = records.entry(tx, request.entry)
        except NotFound:
            return ""
        requisition = requisitions.find(tx, request.requisition).id if request.requisition else ""
        same = (
            entry.actor == actor.ref
            and entry.typed == request.text
            and entry.kind == request.kind
            and entry.requisition_id == requisition
            and (requisition or entry.sourcing == request.sourcing.strip())
        )
        return entry.id if same else ""

    def opened(self, entry_id: str, ref: str) -> None:
        """A person of the results was opened from the list."""
        with self._store.writing() as tx:
            records.set_opened(tx, entry_id, ref)

    def ledger(
        self, *, requisition: str = "", actor: str = "", limit: int = 200, before: str = ""
    ) -> list[LedgerEntry]:
        """Searches, newest first, of one requisition (reference or id) or person, or all. Raises NotFound."""
        with self._store.reading() as tx:
            identifier = requisitions.find(tx, requisition).id if requisition else ""
            return records.entries(tx, requisition_id=identifier, actor=actor, limit=limit, before=before)

    def complete(self, text: str, field: str = "") -> list[tuple[str, int]]:
        """Words that go on from what is typed, with counts. Makes no ledger entry. Raises IndexNotReady."""
        found = self._reader.current().complete(text, field)
        return [(c.text, c.count) for c in found]

    def parsed(self, text: str) -> Query:
        """The query of a text. Raises QueryError."""
        return language.parse(text, self._store.clock.now().date())

    def chips(self, text: str) -> tuple[wording.Chip, ...]:
        """The conditions of a text, each with the text that is left without it. Raises QueryError."""
        return wording.chips(self.parsed(text))

    def marks(self, text: str, query_text: str) -> tuple[tuple[int, int], ...]:
        """Where a query's words stand in a text, as (start, end) pairs in order; none when it cannot be read."""
        try:
            return places_of(text, self.parsed(query_text))
        except QueryError:
            return ()

    def ready(self) -> bool:
        """Is there an index to ask?"""
        with self._store.reading() as tx:
            return bool(records.state(tx)["state"] == "ready")


def _suggestion(index: SearchIndex, query: Query, request: SearchRequest) -> str:
    """The text with its unknown words replaced by likely ones; "" when there is none."""
    text = request.text
    for word in _words(query):
        if index.complete(word.text):
            continue
        near = index.suggest(word.text, limit=1)
        if near:
            text = text.replace(word.text, near[0])
    return text if text != request.text else ""


def _words(query: Query) -> list[Word]:
    if isinstance(query, Word):
        return [query]
    items = getattr(query, "items", None) or ([query.item] if hasattr(query, "item") else [])
    return [word for item in items for word in _words(item)]
