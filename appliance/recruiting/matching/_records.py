"""The only SQL for stored matches."""

from __future__ import annotations

from typing import Any

from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


def insert_match(tx: Writing, **columns: Any) -> str:
    identifier = new_id("match")
    tx.insert("stored_match", id=identifier, at=tx.now, **columns)
    return identifier


def insert_candidate(tx: Writing, match_id: str, **columns: Any) -> None:
    tx.insert("matched_candidate", match_id=match_id, **columns)


def match(tx: Reading, match_id: str) -> Row:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM stored_match WHERE id = ?", match_id)
    if row is None:
        raise NotFound(what="stored match", reference=match_id)
    return row


def matches(tx: Reading, requisition_id: str, limit: int = 50) -> list[Row]:
    """Newest first, without their inputs."""
    return tx.rows(
        "SELECT id, requisition_id, at, actor_name, rules, pack, terms, considered, result_hash FROM stored_match "
        "WHERE requisition_id = ? ORDER BY id DESC LIMIT ?",
        requisition_id,
        limit,
    )


def candidates(tx: Reading, match_id: str, limit: int = 10_000) -> list[Row]:
    return tx.rows(
        "SELECT * FROM matched_candidate WHERE match_id = ? ORDER BY rank LIMIT ?", match_id, limit
    )
