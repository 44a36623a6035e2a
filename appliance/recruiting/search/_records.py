"""The only SQL for the search ledger and the state of the index."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from appliance.foundation.contracts.search import LedgerEntry, SavedSearch, SearchRequest
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


def state(tx: Reading) -> Row:
    """state, generation, manifest (JSON text, "" before the first build), built (entries, while it is rebuilt)."""
    row = tx.one("SELECT state, generation, manifest, built, changed_at FROM index_state WHERE id = 1")
    if row is None:
        raise NotFound(what="index state", reference="1")
    return row


def set_state(tx: Writing, name: str, generation: int, manifest: str) -> None:
    tx.execute(
        "UPDATE index_state SET state = ?, generation = ?, manifest = ?, built = 0, changed_at = ? WHERE id = 1",
        name,
        generation,
        manifest,
        tx.now,
    )


def set_progress(tx: Writing, built: int) -> None:
    tx.execute("UPDATE index_state SET built = ? WHERE id = 1", built)


def insert_entry(tx: Writing, **columns: Any) -> str:
    identifier = new_id("search")
    tx.insert("search_entry", id=identifier, at=tx.now, **columns)
    return identifier


def refs_shown(tx: Reading, entry_id: str) -> set[str]:
    """The ids an entry has shown."""
    return {r["ref"] for r in tx.rows("SELECT ref FROM search_shown WHERE entry_id = ?", entry_id)}


def add_shown(
    tx: Writing, entry_id: str, refs: Sequence[str], known: Collection[str], first_rank: int, view: str
) -> None:
    """Remember which ids were shown; one of those ``known`` from before keeps its first place."""
    rows = [
        (entry_id, ref, rank, view, tx.now) for rank, ref in enumerate(refs, first_rank) if ref not in known
    ]
    tx.insert_many("search_shown", ("entry_id", "ref", "rank", "view", "at"), rows)


def set_opened(tx: Writing, entry_id: str, ref: str) -> None:
    tx.execute(
        "UPDATE search_shown SET opened_at = ? WHERE entry_id = ? AND ref = ? AND opened_at = ''",
        tx.now,
        entry_id,
        ref,
    )


def entry(tx: Reading, entry_id: str) -> LedgerEntry:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM search_entry WHERE id = ?", entry_id)
    if row is None:
        raise NotFound(what="search", reference=entry_id)
    return _entry(tx, row)


def entry_row(tx: Reading, entry_id: str) -> Row | None:
    """An entry without what was shown."""
    return tx.one("SELECT * FROM search_entry WHERE id = ?", entry_id)


def entries(
    tx: Reading, *, requisition_id: str = "", actor: str = "", limit: int = 200, before: str = ""
) -> list[LedgerEntry]:
    """Newest first, of one requisition or person, or all."""
    rows = tx.rows(
        "SELECT * FROM search_entry WHERE ? IN ('', requisition_id) AND ? IN ('', actor) "
        "AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?",
        requisition_id,
        actor,
        before,
        before,
        limit,
    )
    return [_entry(tx, r) for r in rows]


def _entry(tx: Reading, row: Row) -> LedgerEntry:
    shown = tx.rows(
        "SELECT ref, opened_at FROM search_shown WHERE entry_id = ? ORDER BY rank, ref", row["id"]
    )
    return LedgerEntry(
        **{**row, "widened": tuple(json.loads(row["widened"]))},
        shown=tuple(r["ref"] for r in shown),
        opened=tuple(r["ref"] for r in shown if r["opened_at"]),
    )


def shown(tx: Reading, entry_id: str) -> list[Row]:
    """Ref, rank, view (JSON text), at and opened_at of everything shown, in the order of the first view."""
    sql = "SELECT ref, rank, view, at, opened_at FROM search_shown WHERE entry_id = ? ORDER BY at, view, rank, ref"
    return tx.rows(sql, entry_id)


# --- saved searches -----------------------------------------------------------------------------


def save(tx: Writing, owner: str, name: str, request: SearchRequest, total: int) -> str:
    """A new saved search, or the one of this name with another request; its id."""
    known = tx.value("SELECT id FROM saved_search WHERE owner = ? AND name = ?", owner, name)
    columns = {"request": request.model_dump_json(), "looked_at": tx.now, "total": total}
    if known:
        tx.update("saved_search", known, **columns)
        return str(known)
    identifier = new_id("saved")
    tx.insert("saved_search", id=identifier, owner=owner, name=name, made_at=tx.now, **columns)
    return identifier


def saved(tx: Reading, owner: str) -> list[SavedSearch]:
    """Somebody's saved searches by name."""
    sql = "SELECT * FROM saved_search WHERE owner = ? ORDER BY name COLLATE NOCASE, id"
    return [_saved(r) for r in tx.rows(sql, owner)]


def one_saved(tx: Reading, owner: str, saved_id: str) -> SavedSearch:
    """Raises NotFound, also for somebody else's."""
    row = tx.one("SELECT * FROM saved_search WHERE id = ? AND owner = ?", saved_id, owner)
    if row is None:
        raise NotFound(what="saved search", reference=saved_id)
    return _saved(row)


def looked(tx: Writing, saved_id: str, total: int) -> None:
    tx.update("saved_search", saved_id, looked_at=tx.now, total=total)


def put_back(tx: Writing, one: SavedSearch) -> None:
    """A removed saved search as it was, unless another of its name was made meanwhile."""
    tx.execute(
        "INSERT OR IGNORE INTO saved_search (id, owner, name, request, made_at, looked_at, total) VALUES (?, ?, ?, ?, ?, ?, ?)",
        one.id,
        one.owner,
        one.name,
        one.request.model_dump_json(),
        one.made_at,
        one.looked_at,
        one.total,
    )


def forget(tx: Writing, saved_id: str) -> None:
    tx.execute("DELETE FROM saved_search WHERE id = ?", saved_id)


def _saved(row: Row) -> SavedSearch:
    return SavedSearch(**{**row, "request": SearchRequest.model_validate_json(row["request"])})
