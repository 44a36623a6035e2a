"""The only SQL for applications."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.applications import Application
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


def insert(tx: Writing, candidate_id: str, requisition_id: str, actor: str, actor_name: str) -> str:
    """The new application's id; "" when the candidate is in the requisition already."""
    sql = "SELECT id FROM application WHERE candidate_id = ? AND requisition_id = ?"
    if tx.one(sql, candidate_id, requisition_id):
        return ""
    identifier = new_id("appl")
    tx.insert(
        "application",
        id=identifier,
        candidate_id=candidate_id,
        requisition_id=requisition_id,
        added_by=actor,
        added_by_name=actor_name,
        added_at=tx.now,
    )
    return identifier


def delete(tx: Writing, candidate_ids: Sequence[str], requisition_id: str) -> int:
    marks = ", ".join("?" * len(candidate_ids))
    sql = f"DELETE FROM application WHERE requisition_id = ? AND candidate_id IN ({marks})"  # noqa: S608 - marks
    return tx.execute(sql, requisition_id, *candidate_ids)


def of_candidates(tx: Reading, candidate_ids: Sequence[str]) -> list[Application]:
    """Oldest first."""
    marks = ", ".join("?" * len(candidate_ids))
    sql = f"SELECT * FROM application WHERE candidate_id IN ({marks}) ORDER BY id"  # noqa: S608 - marks
    return [Application(**r) for r in tx.rows(sql, *candidate_ids)]


def of_requisition(tx: Reading, requisition_id: str) -> list[Application]:
    """Oldest first."""
    sql = "SELECT * FROM application WHERE requisition_id = ? ORDER BY id"
    return [Application(**r) for r in tx.rows(sql, requisition_id)]


def references(tx: Reading, candidate_ids: Sequence[str]) -> list[Row]:
    """(candidate_id, reference) of the requisitions these candidates are in."""
    marks = ", ".join("?" * len(candidate_ids))
    return tx.rows(
        "SELECT a.candidate_id, r.reference FROM application a JOIN requisition r ON r.id = a.requisition_id "  # noqa: S608 - marks
        f"WHERE a.candidate_id IN ({marks}) ORDER BY r.reference",
        *candidate_ids,
    )
