"""The only SQL for batches, their files and the review queue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appliance.foundation.contracts.candidates import Likeness
from appliance.foundation.contracts.intake import Batch, BatchFile, Question
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


def insert_batch(tx: Writing, **columns: Any) -> str:
    identifier = new_id("batch")
    tx.insert("batch", id=identifier, state="spooling", started_at=tx.now, **columns)
    return identifier


def batch(tx: Reading, batch_id: str) -> Batch:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM batch WHERE id = ?", batch_id)
    if row is None:
        raise NotFound(what="batch", reference=batch_id)
    return _batch(tx, row)


def batches(tx: Reading, limit: int, before: str = "") -> list[Batch]:
    """Newest first; ``before`` is the id of the last one seen."""
    sql = "SELECT * FROM batch WHERE ? = '' OR id < ? ORDER BY id DESC LIMIT ?"
    return [_batch(tx, r) for r in tx.rows(sql, before, before, limit)]


def _batch(tx: Reading, row: Row) -> Batch:
    sql = "SELECT verdict, count(*) AS n FROM batch_file WHERE batch_id = ? GROUP BY verdict ORDER BY verdict"
    counts = {r["verdict"]: r["n"] for r in tx.rows(sql, row["id"])}
    return Batch(**{**row, "undo_left": tuple(json.loads(row["undo_left"])), "counts": counts})


def set_batch(tx: Writing, batch_id: str, **columns: Any) -> None:
    tx.update("batch", batch_id, **columns)


def insert_file(tx: Writing, batch_id: str, **columns: Any) -> str:
    identifier = new_id("file")
    ordinal = tx.value("SELECT count(*) FROM batch_file WHERE batch_id = ?", batch_id)
    tx.insert("batch_file", id=identifier, batch_id=batch_id, ordinal=ordinal, **columns)
    return identifier


def file(tx: Reading, file_id: str) -> BatchFile | None:
    row = tx.one("SELECT * FROM batch_file WHERE id = ?", file_id)
    return _file(row) if row else None


def _file(row: Row) -> BatchFile:
    return BatchFile(**{**row, "parent_id": row["parent_id"] or ""})


def files(
    tx: Reading, batch_id: str, verdict: str | None = None, after: int = -1, limit: int = 5000
) -> list[BatchFile]:
    """In the order they came."""
    sql = (
        "SELECT * FROM batch_file WHERE batch_id = ? AND ordinal > ? AND (? IS NULL OR verdict = ?) "
        "ORDER BY ordinal LIMIT ?"
    )
    return [_file(r) for r in tx.rows(sql, batch_id, after, verdict, verdict, limit)]


def decide(tx: Writing, file_id: str, **columns: Any) -> None:
    tx.update("batch_file", file_id, decided_at=tx.now, **columns)


def open_files(tx: Reading, batch_id: str) -> int:
    return int(tx.value("SELECT count(*) FROM batch_file WHERE batch_id = ? AND verdict = ''", batch_id))


def needed_by_another(tx: Reading, file: BatchFile) -> bool:
    """Does another file of the batch with the same bytes still wait to be read or decided?"""
    sql = (
        "SELECT 1 FROM batch_file WHERE batch_id = ? AND sha256 = ? AND id <> ? "
        "AND verdict IN ('', 'needs_review') LIMIT 1"
    )
    return tx.one(sql, file.batch_id, file.sha256, file.id) is not None


def siblings(tx: Reading, parent_id: str) -> list[BatchFile]:
    return [_file(r) for r in tx.rows("SELECT * FROM batch_file WHERE parent_id = ?", parent_id)]


def earlier_file(tx: Reading, sha256: str, file_id: str) -> Row | None:
    """The first other file with these bytes that was taken or waits in the review queue, with its batch's label."""
    return tx.one(
        "SELECT f.id, f.name, f.became, f.became_kind, b.label, b.started_at FROM batch_file f "
        "JOIN batch b ON b.id = f.batch_id WHERE f.sha256 = ? AND f.id <> ? "
        "AND f.verdict IN ('accepted', 'needs_review') ORDER BY f.rowid LIMIT 1",
        sha256,
        file_id,
    )


def insert_question(tx: Writing, kind: str, file_id: str, body: dict[str, Any]) -> str:
    identifier = new_id("ask")
    tx.insert("review_question", id=identifier, kind=kind, batch_file_id=file_id, body=body, asked_at=tx.now)
    return identifier


def questions(tx: Reading, *, answered: bool = False, limit: int = 200, file_id: str = "") -> list[Question]:
    """Open questions oldest first, or answered ones newest first."""
    order = "q.answered_at DESC" if answered else "q.asked_at, q.rowid"
    sql = (
        "SELECT q.*, b.label FROM review_question q JOIN batch_file f ON f.id = q.batch_file_id "  # noqa: S608 - literals
        "JOIN batch b ON b.id = f.batch_id WHERE (q.answer <> '') = ? AND ? IN ('', q.batch_file_id) "
        f"ORDER BY {order} LIMIT ?"
    )
    return [_question(tx, r) for r in tx.rows(sql, int(answered), file_id, limit)]


def question(tx: Reading, question_id: str) -> Question:
    """Raises NotFound."""
    row = tx.one(
        "SELECT q.*, b.label FROM review_question q JOIN batch_file f ON f.id = q.batch_file_id "
        "JOIN batch b ON b.id = f.batch_id WHERE q.id = ?",
        question_id,
    )
    if row is None:
        raise NotFound(what="question", reference=question_id)
    return _question(tx, row)


def _question(tx: Reading, row: Row) -> Question:
    body = json.loads(row["body"])
    found = file(tx, row["batch_file_id"])
    if found is None:
        raise NotFound(what="file", reference=row["batch_file_id"])
    return Question(
        id=row["id"],
        kind=row["kind"],
        file=found,
        batch_label=row["label"],
        sentence=body.get("sentence", ""),
        likenesses=tuple(Likeness.model_validate_json(json.dumps(x)) for x in body.get("likenesses", [])),
        asked_at=row["asked_at"],
        answer=row["answer"],
        answered_by_name=row["answered_by_name"],
        answered_at=row["answered_at"],
    )


def count_questions(tx: Reading) -> int:
    return int(tx.value("SELECT count(*) FROM review_question WHERE answer = ''"))


def answer(tx: Writing, question_id: str, text: str, by: str, by_name: str) -> bool:
    """False when it was answered already."""
    return bool(
        tx.execute(
            "UPDATE review_question SET answer = ?, answered_by = ?, answered_by_name = ?, answered_at = ? "
            "WHERE id = ? AND answer = ''",
            text,
            by,
            by_name,
            tx.now,
            question_id,
        )
    )


def drop_questions(tx: Writing, file_ids: Sequence[str]) -> None:
    for file_id in file_ids:
        tx.execute("DELETE FROM review_question WHERE batch_file_id = ? AND answer = ''", file_id)
