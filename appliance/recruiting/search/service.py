"""Searching, and the ledger in which every search stands."""

from __future__ import annotations

import json
import time
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from appliance.engines.fulltext import NoSuchEntry, SearchIndex, Words
from appliance.engines.fulltext import marks as places_of
from appliance.engines.fulltext.analysis import ANALYSIS
from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import Candidate
from appliance.foundation.contracts.query import Everything, Facet, Hit, Hits, Query
from appliance.foundation.contracts.requisitions import Requisition
from appliance.foundation.contracts.search import (
    FACETS_SHOWN,
    Contribution,
    ResultCard,
    ResultPage,
    SearchRequest,
    Widening,
)
from appliance.foundation.kernel.canonical import canonical_json
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.store import Ahead, Reading, Store, Writing
from appliance.recruiting import candidates, organisation, requisitions
from appliance.recruiting.search import _records as records
from appliance.recruiting.search import asking, explaining, language, suggesting, widening, wording
from appliance.recruiting.search.asking import Asked
from appliance.recruiting.search.cards import facet_values, snippets
from appliance.recruiting.search.errors import QueryError, SearchNotBooked
from appliance.recruiting.search.indexing import IndexReader
from appliance.recruiting.search.texts import RecentTexts
from appliance.recruiting.search.visibility import within

MAX_SIZE = 200


class Begun(NamedTuple):
    """A page of results, and its line of the ledger (the entry's id) on its way to the disk."""

    page: ResultPage
    entered: Ahead[str]


class _Found(NamedTuple):
    """A hit and what the store has of it: ``person`` or ``position``, and the document that is shown."""

    rank: int
    hit: Hit
    person: Candidate | None
    position: Requisition | None
    document_id: str
    words: Words | None


class Search:
    """What the doors ask and command."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader
        self._texts = RecentTexts()

    def run(self, actor: Actor, request: SearchRequest) -> ResultPage:
        """One page of results, written into the ledger.

        A new search makes an entry; another page, sort or facet of it (``request.entry``) belongs to the same one.
        Raises QueryError, SearchNotBooked, IndexNotReady, NotFound.
        """
        begun = self.begin(actor, request)
        begun.entered.wait()
        return begun.page

    def begin(self, actor: Actor, request: SearchRequest) -> Begun:
        """The same while its line of the ledger is on its way to the disk: wait for it before anybody sees the page."""
        clock = _Clock()
        language.parse(request.text, self._today())
        if not request.requisition and not request.sourcing.strip():
            raise SearchNotBooked
        index = self._reader.current()
        with self._store.reading() as tx:
            asked = self._asked(tx, actor, request)
            requisition = _booked(tx, asked.references, request.requisition) if request.requisition else None
            continued = self._continues(tx, actor, request, requisition)
            clock.lap("ask")
            hits = _answer(index, asked, request, everyone=not continued)
            clock.lap("engine")
            found = self._found(tx, request, hits)
            clock.lap("rows")

        def enter(tx: Writing) -> str:
            entry = continued or _enter(tx, actor, request, asked, requisition, hits)
            first = (request.page - 1) * request.size + 1
            known = records.refs_shown(tx, entry) if continued else set()
            records.add_shown(tx, entry, [one.hit.ref for one in found], known, first, _view(request))
            return entry

        entered = self._store.write_ahead(enter)
        clock.lap("ledger")
        cards = _cards(found, asked)
        clock.lap("snippets")
        page = ResultPage(
            request=request,
            entry=entered.told,
            total=hits.total,
            cards=cards,
            facets={
                field: facet_values(
                    field,
                    _allowed(field, hits.facets.get(field, {}), asked),
                    request.facets.get(field, ()),
                    asked.known,
                )
                for field in FACETS_SHOWN[request.kind]
            },
            understood=asked.understood,
            canonical=asked.canonical,
            suggestion=""
            if hits.total
            else suggesting.spelling(index, asked.typed, request.text, asked.scope),
            generation=hits.generation,
            milliseconds=clock.total(),
            booked_to=f"{requisition.reference} {requisition.title}"
            if requisition
            else request.sourcing.strip(),
            widened=asked.widened,
            timings=clock.laps,
        )
        return Begun(page, entered)

    def _found(self, tx: Reading, request: SearchRequest, hits: Hits) -> list[_Found]:
        """What the store has of each hit; one removed since the index was written is left out, as in its next generation."""
        refs = [h.ref for h in hits.hits]
        first = (max(request.page, 1) - 1) * request.size + 1
        ranked = enumerate(hits.hits, first)
        if request.kind == "posting":
            positions = requisitions.cards(tx, refs)
            return [
                _Found(rank, hit, None, positions[hit.ref], *_posting_text(tx, hit.ref))
                for rank, hit in ranked
                if hit.ref in positions
            ]
        people, texts = candidates.cards(tx, refs), self._texts.newest(tx, refs, hits.generation)
        return [
            _Found(rank, hit, people[hit.ref], None, *texts.get(hit.ref, ("", None)))
            for rank, hit in ranked
            if hit.ref in people
        ]

    def _asked(self, tx: Reading, actor: Actor, request: SearchRequest) -> Asked:
        references, known = visible_references(tx, actor), organisation.knowledge(tx)
        return asking.asked(request.text, self._today(), request.kind, request.exact, references, known)

    def _today(self) -> date:
        return self._store.clock.now().date()

    def _continues(
        self, tx: Reading, actor: Actor, request: SearchRequest, requisition: Requisition | None
    ) -> str:
        """The entry this view belongs to: same person, same criteria, same booking; "" otherwise."""
        if not request.entry:
            return ""
        row = records.entry_row(tx, request.entry)
        same = (
            row is not None
            and row["actor"] == actor.ref
            and row["typed"] == request.text
            and row["kind"] == request.kind
            and row["exact"] == " ".join(sorted(request.exact))
            and row["requisition_id"] == (requisition.id if requisition else "")
            and (requisition is not None or row["sourcing"] == request.sourcing.strip())
        )
        return request.entry if same else ""

    def opened(self, entry_id: str, ref: str) -> None:
        """A person of the results was opened from the list."""
        with self._store.writing() as tx:
            records.set_opened(tx, entry_id, ref)

    # -- about one result --------------------------------------------------------------------------

    def why(self, actor: Actor, request: SearchRequest, ref: str) -> tuple[Contribution, ...]:
        """What each part of a search gave to one result; empty when it is none, or there is no index to ask.

        Makes no ledger entry. Raises QueryError, IndexNotReady.
        """
        with self._store.reading() as tx:
            asked = self._asked(tx, actor, request)
        return explaining.contributions(self._reader.current(), asked.run, ref, asked.scope, asked.widened)

    def more_like(self, actor: Actor, ref: str, *, limit: int = 6) -> tuple[ResultCard, ...]:
        """People who share the telling words of this one, most alike first. Raises IndexNotReady, NotFound."""
        everybody = SearchRequest(text="", size=limit)
        with self._store.reading() as tx:
            asked = self._asked(tx, actor, everybody)
            if asked.references is not None and not _seen(self._reader.current(), ref, asked):
                raise NotFound(what="candidate", reference=ref)
            try:
                hits = self._reader.current().more_like(ref, limit=limit, scope=asked.scope)
            except NoSuchEntry:
                return ()
            found = self._found(tx, everybody, hits)
        return _cards(found, asked)

    # -- while somebody types ----------------------------------------------------------------------

    def complete(self, actor: Actor, text: str) -> list[suggesting.Offer]:
        """Ways to go on with what is typed. Makes no ledger entry. Raises IndexNotReady."""
        with self._store.reading() as tx:
            references = visible_references(tx, actor)
        return suggesting.offers(self._reader.current(), text, within("candidate", references), references)

    def parsed(self, text: str) -> Query:
        """The query of a text. Raises QueryError."""
        return language.parse(text, self._today())

    def chips(self, text: str) -> tuple[wording.Chip, ...]:
        """The conditions of a text, each with the text that is left without it. Raises QueryError."""
        return language.chips_of(text, self._today())

    def widenings(self, text: str, exact: Collection[str]) -> tuple[Widening, ...]:
        """What the knowledge packs add to a text. Raises QueryError."""
        with self._store.reading() as tx:
            return widening.widened(self.parsed(text), exact, organisation.knowledge(tx))[1]

    def marks(self, text: str, query_text: str, exact: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
        """Where a query's words stand in a text, as (start, end) pairs in order; none when it cannot be read."""
        try:
            query = self.parsed(query_text)
        except QueryError:
            return ()
        with self._store.reading() as tx:
            known = organisation.knowledge(tx)
        return places_of(text, widening.to_light_up(query, widening.widened(query, exact, known)[1]))

    # -- the index ---------------------------------------------------------------------------------

    def searchable(self, actor: Actor) -> int:
        """How many people somebody could find. Raises IndexNotReady."""
        with self._store.reading() as tx:
            references = visible_references(tx, actor)
        return (
            self._reader.current().search(Everything(), limit=0, scope=within("candidate", references)).total
        )

    def ready(self) -> bool:
        """Is there an index to ask?"""
        with self._store.reading() as tx:
            return bool(records.state(tx)["state"] == "ready")

    def built(self) -> int:
        """How many entries a rebuild has taken up so far."""
        with self._store.reading() as tx:
            return int(records.state(tx)["built"])


def visible_references(tx: Reading, actor: Actor) -> tuple[str, ...] | None:
    """References of the requisitions whose people somebody may see; None for all."""
    scope = requisitions.scope_for(tx, actor)
    if scope.everything:
        return None
    return tuple(sorted(r.reference for r in requisitions.cards(tx, scope.requisitions).values()))


def _seen(index: SearchIndex, ref: str, asked: Asked) -> bool:
    return bool(index.search(Facet(field="ref", any_of=(ref,)), limit=1, scope=asked.scope).total)


def _booked(tx: Reading, references: Collection[str] | None, reference: str) -> Requisition:
    """The requisition a search is booked to. Raises NotFound, also for one of others."""
    found = requisitions.find(tx, reference)
    if references is not None and found.reference not in references:
        raise NotFound(what="requisition", reference=reference)
    return found


def _answer(index: SearchIndex, asked: Asked, request: SearchRequest, *, everyone: bool) -> Hits:
    size = min(request.size, MAX_SIZE)
    return index.search(
        asked.run,
        limit=size,
        offset=(max(request.page, 1) - 1) * size,
        sort=request.sort,
        facets=FACETS_SHOWN[request.kind],
        facet_filters=_filters(asked, request),
        scope=asked.scope,
        everyone=everyone,
    )


def _filters(asked: Asked, request: SearchRequest) -> dict[str, tuple[str, ...]]:
    shown = FACETS_SHOWN[request.kind]
    return {k: _allowed_values(k, v, asked) for k, v in request.facets.items() if k in shown}


def _allowed_values(field: str, values: tuple[str, ...], asked: Asked) -> tuple[str, ...]:
    if field != "requisition" or asked.references is None:
        return values
    return tuple(v for v in values if v in asked.references) or ("",)


def _allowed(field: str, counts: dict[str, int], asked: Asked) -> dict[str, int]:
    if field != "requisition" or asked.references is None:
        return counts
    return {value: count for value, count in counts.items() if value in asked.references}


def _posting_text(tx: Reading, ref: str) -> tuple[str, Words | None]:
    posting, _ = requisitions.in_force(tx, ref)
    return (posting.id, Words(posting.text)) if posting else ("", None)


def _cards(found: list[_Found], asked: Asked) -> tuple[ResultCard, ...]:
    return tuple(
        ResultCard(
            ref=one.hit.ref,
            rank=one.rank,
            score=one.hit.score,
            candidate=one.person,
            requisition=one.position,
            document_id=one.document_id,
            # the words typed first: looking for every spelling and kind in twenty texts takes three times as long
            snippets=(snippets(one.words, asked.typed) or snippets(one.words, asked.lit))
            if one.words
            else (),
        )
        for one in found
    )


def _enter(
    tx: Writing,
    actor: Actor,
    request: SearchRequest,
    asked: Asked,
    requisition: Requisition | None,
    hits: Hits,
) -> str:
    entry = records.insert_entry(
        tx,
        actor=actor.ref,
        actor_name=actor.name,
        requisition_id=requisition.id if requisition else "",
        sourcing="" if requisition else request.sourcing.strip(),
        kind=request.kind,
        typed=request.text,
        parsed=asked.parsed,
        understood=asked.understood,
        generation=hits.generation,
        analysis=str(ANALYSIS),
        total=hits.total,
        everyone=hits.everyone,
        filters=canonical_json({k: list(v) for k, v in _filters(asked, request).items() if v}).decode(),
        widened=json.dumps([w.name for w in asked.widened if w.on]),
        exact=" ".join(sorted(request.exact)),
        scope="" if asked.references is None else " ".join(asked.references) or "nothing",
    )
    audit.append(
        tx,
        actor,
        "search.ran",
        entry,
        {"results": hits.total, "generation": hits.generation},
        requisition=requisition.id if requisition else "",
    )
    return entry


def _view(request: SearchRequest) -> str:
    return canonical_json(
        {
            "page": request.page,
            "sort": request.sort,
            "facets": {k: list(v) for k, v in request.facets.items()},
        }
    ).decode()


class _Clock:
    """Milliseconds of the steps of a search."""

    def __init__(self) -> None:
        self._begun = self._last = time.perf_counter()
        self.laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = round((now - self._last) * 1000, 2)
        self._last = now

    def total(self) -> float:
        return (time.perf_counter() - self._begun) * 1000
