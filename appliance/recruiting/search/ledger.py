"""The search ledger: what was searched, for what, who was shown and opened; run again, and taken out as rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.query import Query
from appliance.foundation.contracts.search import LedgerEntry, Repetition
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.store import Reading, Row, Store
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.search import _records as records
from appliance.recruiting.search.indexing import IndexReader
from appliance.recruiting.search.service import visible_references
from appliance.recruiting.search.visibility import blinkered, within

COLUMNS = (
    "entry", "at", "actor", "actor_name", "requisition", "sourcing", "kind", "typed", "understood", "parsed", "widened",
    "scope", "generation", "analysis", "total", "everyone", "filters", "rank", "ref", "page", "sort", "facets", "shown_at", "opened_at",
)  # fmt: skip
"""Of the export: one row for each id shown, one for a search that showed nobody."""
_QUERY: TypeAdapter[Query] = TypeAdapter(Query)
_ALL = 10_000


class Ledger:
    """What the doors ask of the ledger. Somebody with a scope sees their own searches only."""

    def __init__(self, store: Store, reader: IndexReader) -> None:
        self._store = store
        self._reader = reader

    def entries(
        self, asker: Actor, *, requisition: str = "", actor: str = "", limit: int = 200, before: str = ""
    ) -> list[LedgerEntry]:
        """Searches, newest first, of one requisition (reference or id) or person, or all. Raises NotFound."""
        with self._store.reading() as tx:
            identifier = requisitions.find(tx, requisition).id if requisition else ""
            if visible_references(tx, asker) is not None:
                actor = asker.ref
            return records.entries(tx, requisition_id=identifier, actor=actor, limit=limit, before=before)

    def entry(self, asker: Actor, entry_id: str) -> tuple[LedgerEntry, list[Row]]:
        """One search, and each id shown with its rank, view and when it was opened. Raises NotFound."""
        with self._store.reading() as tx:
            return self._entry(tx, asker, entry_id), records.shown(tx, entry_id)

    def _entry(self, tx: Reading, asker: Actor, entry_id: str) -> LedgerEntry:
        found = records.entry(tx, entry_id)
        if visible_references(tx, asker) is not None and found.actor != asker.ref:
            raise NotFound(what="search", reference=entry_id)
        return found

    def repeat(self, asker: Actor, entry_id: str) -> Repetition:
        """Run a search of the ledger on the index of now, by the criteria as they were run, and compare.

        Every view that was shown is asked again: its page, order and filters; those who were found but not shown are
        compared by what stands for them all. Shows nobody new by name and makes no
        entry; that it was repeated is in the audit log. Raises NotFound, IndexNotReady.
        """
        with self._store.reading() as tx:
            entry, shown = self._entry(tx, asker, entry_id), records.shown(tx, entry_id)
            references = visible_references(tx, asker)
        query = blinkered(_QUERY.validate_json(entry.parsed), references)
        index, scope = self._reader.current(), within(entry.kind, references)
        clicked = {name: tuple(values) for name, values in json.loads(entry.filters).items()}
        hits = index.search(query, limit=0, facet_filters=clicked, scope=scope, everyone=True)
        now: dict[tuple[str, str], int] = {}
        then: dict[tuple[str, str], int] = {}
        for view, rows in _views(shown):
            asked = json.loads(view)
            first, last = min(r["rank"] for r in rows), max(r["rank"] for r in rows)
            filters = {name: tuple(values) for name, values in asked["facets"].items()}
            again = index.search(
                query,
                limit=last - first + 1,
                offset=first - 1,
                sort=asked["sort"],
                facet_filters=filters,
                scope=scope,
            )
            now |= {(view, hit.ref): rank for rank, hit in enumerate(again.hits, first)}
            then |= {(view, row["ref"]): row["rank"] for row in rows}
        with self._store.reading() as tx:
            known = {ref for _, ref in now}
            gone = [ref for _, ref in then if ref not in known]
            came = [ref for ref in dict.fromkeys(ref for _, ref in now) if ref not in {r for _, r in then}]
            found = Repetition(
                entry=entry,
                total=hits.total,
                generation=hits.generation,
                gone=tuple((ref, _why_gone(tx, entry, ref)) for ref in dict.fromkeys(gone)),
                came=tuple((ref, _why_came(tx, entry, ref)) for ref in came),
                moved=sum(1 for key, rank in then.items() if key in now and now[key] != rank),
                everyone=hits.everyone,
            )
        with self._store.writing() as tx:
            detail = {"same": found.same, "generation": found.generation}
            audit.append(tx, asker, "search.repeated", entry.id, detail, requisition=entry.requisition_id)
        return found

    def export(self, asker: Actor, requisition: str) -> tuple[list[LedgerEntry], list[dict[str, Any]]]:
        """Everything booked to a requisition, oldest first: the entries, and rows of ``COLUMNS``. Raises NotFound.

        Written into the audit log.
        """
        with self._store.writing() as tx:
            booked = requisitions.find(tx, requisition)
            actor = asker.ref if visible_references(tx, asker) is not None else ""
            found = records.entries(tx, requisition_id=booked.id, actor=actor, limit=_ALL)[::-1]
            rows = [row for entry in found for row in _rows(tx, entry, booked.reference)]
            audit.append(
                tx, asker, "search.exported", booked.id, {"searches": len(found)}, requisition=booked.id
            )
        return found, rows


def as_table(rows: Iterable[dict[str, Any]]) -> str:
    """Rows of the export as CSV; no spreadsheet takes a cell for a formula, whatever somebody typed."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return table.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


def _views(shown: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    views: dict[str, list[Row]] = {}
    for row in shown:
        views.setdefault(row["view"], []).append(row)
    yield from views.items()


def _why_gone(tx: Reading, entry: LedgerEntry, ref: str) -> str:
    if not ref.startswith("cand_"):
        return "no longer matches at this place" if requisitions.cards(tx, [ref]) else "was removed"
    card = candidates.cards(tx, [ref]).get(ref)
    if card is None:
        return "was removed or erased"
    if card.merged_into:
        return "was merged into somebody else"
    return "was changed since" if card.changed_at > entry.at else "stands further back now"


def _why_came(tx: Reading, entry: LedgerEntry, ref: str) -> str:
    card = candidates.cards(tx, [ref]).get(ref)
    if card is None:
        return "is new here"
    if card.added_at > entry.at:
        return "came in since"
    return "was changed since" if card.changed_at > entry.at else "moved up"


def _rows(tx: Reading, entry: LedgerEntry, reference: str) -> Iterator[dict[str, Any]]:
    common = {
        "entry": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "actor_name": entry.actor_name,
        "requisition": reference,
        "sourcing": entry.sourcing,
        "kind": entry.kind,
        "typed": entry.typed,
        "understood": entry.understood,
        "parsed": entry.parsed,
        "widened": "; ".join(entry.widened),
        "scope": entry.scope,
        "generation": entry.generation,
        "analysis": entry.analysis,
        "total": entry.total,
        "everyone": entry.everyone,
        "filters": entry.filters if entry.filters != "{}" else "",
    }
    nobody = dict.fromkeys(COLUMNS[len(common) :], "")
    shown = records.shown(tx, entry.id)
    for row in shown:
        view = json.loads(row["view"])
        yield {
            **common,
            "rank": row["rank"],
            "ref": row["ref"],
            "page": view["page"],
            "sort": view["sort"],
            "facets": json.dumps(view["facets"]) if view["facets"] else "",
            "shown_at": row["at"],
            "opened_at": row["opened_at"],
        }
    if not shown:
        yield {**common, **nobody}
