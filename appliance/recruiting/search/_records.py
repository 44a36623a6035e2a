"""The only SQL for the search ledger and the state of the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from appliance.foundation.contracts.search import LedgerEntry
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


def state(tx: Reading) -> Row:
    """state, generation, manifest (JSON text, "" before the first build)."""
    row = tx.one("SELECT state, generation, manifest, changed_at FROM index_state WHERE id = 1")
    if row is None:
        raise NotFound(what="index state", reference="1")
    return row


def set_state(tx: Writing, name: str, generation: int, manifest: str) -> None:
    tx.execute(
        "UPDATE index_state SET state = ?, generation = ?, manifest = ?, changed_at = ? WHERE id = 1",
        name,
        generation,
        manifest,
        tx.now,
    )


def insert_entry(tx: Writing, **columns: Any) -> str:
    identifier = new_id("search")
    tx.insert("search_entry", id=identifier, at=tx.now, **columns)
    return identifier


def add_shown(tx: Writing, entry_id: str, refs: Sequence[str], first_rank: int, view: str) -> None:
    """Remember which ids were shown; one already shown keeps its first place."""
    for rank, ref in enumerate(refs, first_rank):
        tx.execute(
            "INSERT OR IGNORE INTO search_shown (entry_id, ref, rank, view, at) VALUES (?, ?, ?, ?, ?)",
            entry_id,
            ref,
            rank,
            view,
            tx.now,
        )


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
        **row,
        shown=tuple(r["ref"] for r in shown),
        opened=tuple(r["ref"] for r in shown if r["opened_at"]),
    )
