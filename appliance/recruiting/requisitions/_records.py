"""The only SQL for requisitions, postings, requirements and their corrections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from appliance.foundation.contracts.layouts import dump_layout, load_layout
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, Choice, Posting, Requisition
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing
from appliance.recruiting.requisitions.corrections import RequirementCorrection

POSTING_COLUMNS = (
    "id, requisition_id, version, sha256, file_name, format, text, notes, reading, reader, batch_id, added_at"
)


def requisition(tx: Reading, reference: str) -> Requisition:
    """By id or by reference (case does not matter). Raises NotFound."""
    row = tx.one(
        "SELECT * FROM requisition WHERE id = ? OR reference = upper(?)", reference, reference.strip()
    )
    if row is None:
        raise NotFound(what="requisition", reference=reference)
    return _requisition(row)


def _requisition(row: Row) -> Requisition:
    return Requisition(**{**row, "weights": {**DEFAULT_WEIGHTS, **json.loads(row["weights"])}})


def requisitions(tx: Reading, state: str = "", most: int = -1) -> list[Requisition]:
    """Newest first; of one state, or all."""
    sql = "SELECT * FROM requisition WHERE ? IN ('', state) ORDER BY added_at DESC, rowid DESC LIMIT ?"
    return [_requisition(r) for r in tx.rows(sql, state, most)]


def choices(tx: Reading, state: str, most: int) -> list[Choice]:
    """The newest of one state, with what a chooser shows."""
    sql = "SELECT id, reference, title FROM requisition WHERE state = ? ORDER BY added_at DESC, rowid DESC LIMIT ?"
    return [Choice(**r) for r in tx.rows(sql, state, most)]


def cards(tx: Reading, ids: Sequence[str]) -> dict[str, Requisition]:
    marks = ", ".join("?" * len(ids))
    rows = tx.rows(f"SELECT * FROM requisition WHERE id IN ({marks})", *ids)  # noqa: S608 - marks
    return {r["id"]: _requisition(r) for r in rows}


def page(tx: Reading, after: str, limit: int) -> list[str]:
    sql = "SELECT id FROM requisition WHERE id > ? ORDER BY id LIMIT ?"
    return [r["id"] for r in tx.rows(sql, after, limit)]


def members(tx: Reading, requisition_id: str) -> list[str]:
    """Ids of the accounts on a requisition's team, in the order they came."""
    sql = "SELECT user_id FROM requisition_member WHERE requisition_id = ? ORDER BY added_at, user_id"
    return [r["user_id"] for r in tx.rows(sql, requisition_id)]


def of_member(tx: Reading, user_id: str) -> list[str]:
    """Ids of the requisitions somebody is on the team of."""
    sql = "SELECT requisition_id FROM requisition_member WHERE user_id = ? ORDER BY requisition_id"
    return [r["requisition_id"] for r in tx.rows(sql, user_id)]


def add_member(tx: Writing, requisition_id: str, user_id: str, actor: str) -> bool:
    sql = "INSERT OR IGNORE INTO requisition_member (requisition_id, user_id, added_by, added_at) VALUES (?, ?, ?, ?)"
    return bool(tx.execute(sql, requisition_id, user_id, actor, tx.now))


def remove_member(tx: Writing, requisition_id: str, user_id: str) -> bool:
    sql = "DELETE FROM requisition_member WHERE requisition_id = ? AND user_id = ?"
    return bool(tx.execute(sql, requisition_id, user_id))


def next_reference(tx: Reading) -> str:
    last = tx.value(
        "SELECT max(CAST(substr(reference, 3) AS INTEGER)) FROM requisition WHERE reference GLOB 'R-[0-9]*'"
    )
    return f"R-{(last or 0) + 1:04d}"


def insert_requisition(tx: Writing, **columns: Any) -> str:
    identifier = new_id("req")
    tx.insert("requisition", id=identifier, added_at=tx.now, changed_at=tx.now, **columns)
    return identifier


def set_columns(tx: Writing, identifier: str, **columns: Any) -> None:
    tx.update("requisition", identifier, changed_at=tx.now, **columns)
    tx.execute("UPDATE requisition SET revision = revision + 1 WHERE id = ?", identifier)


def delete_requisition(tx: Writing, identifier: str) -> None:
    tx.execute("DELETE FROM requisition WHERE id = ?", identifier)


def insert_posting(
    tx: Writing,
    requisition_id: str,
    layout: Layout,
    reading: PostingReading,
    notes: Sequence[QualityNote],
    **columns: Any,
) -> str:
    identifier = new_id("post")
    version = tx.value(
        "SELECT coalesce(max(version), 0) + 1 FROM posting WHERE requisition_id = ?", requisition_id
    )
    tx.insert(
        "posting",
        id=identifier,
        requisition_id=requisition_id,
        version=version,
        format=layout.format,
        text=layout.text,
        layout=dump_layout(layout),
        notes=[list(n.model_dump().values()) for n in notes],
        reading=reading.model_dump_json(exclude={"requirements"}),
        added_at=tx.now,
        **columns,
    )
    tx.insert_many(
        "requirement",
        ("id", "posting_id", "ordinal", "body"),
        [(new_id("rqmt"), identifier, n, r.model_dump_json()) for n, r in enumerate(reading.requirements)],
    )
    return identifier


def postings(tx: Reading, requisition_id: str) -> list[Posting]:
    """Versions, newest first."""
    sql = f"SELECT {POSTING_COLUMNS} FROM posting WHERE requisition_id = ? ORDER BY version DESC"  # noqa: S608 - a literal
    return [_posting(r) for r in tx.rows(sql, requisition_id)]


def posting(tx: Reading, posting_id: str) -> tuple[Posting, Layout]:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM posting WHERE id = ?", posting_id)
    if row is None:
        raise NotFound(what="posting", reference=posting_id)
    layout = load_layout(row.pop("layout"), row["text"])
    return _posting(row), layout


def _posting(row: Row) -> Posting:
    notes = tuple(QualityNote(severity=s, code=c, message=m) for s, c, m in json.loads(row["notes"]))
    reading = PostingReading.model_validate_json(row["reading"])
    return Posting(**{**row, "notes": notes, "reading": reading})


def requirements(tx: Reading, posting_id: str) -> list[tuple[str, Requirement]]:
    sql = "SELECT id, body FROM requirement WHERE posting_id = ? ORDER BY ordinal"
    return [(r["id"], Requirement.model_validate_json(r["body"])) for r in tx.rows(sql, posting_id)]


def corrections(tx: Reading, requisition_id: str) -> list[RequirementCorrection]:
    sql = "SELECT * FROM requirement_correction WHERE requisition_id = ? ORDER BY at, rowid"
    found = []
    for row in tx.rows(sql, requisition_id):
        body = row.pop("body")
        row.pop("requisition_id")
        requirement = Requirement.model_validate_json(body) if body else None
        found.append(RequirementCorrection(**row, requirement=requirement))
    return found


def insert_correction(tx: Writing, requirement: Requirement | None, **columns: Any) -> str:
    identifier = new_id("rcor")
    body = requirement.model_dump_json() if requirement else ""
    tx.insert("requirement_correction", id=identifier, at=tx.now, body=body, **columns)
    return identifier


def withdraw(tx: Writing, correction_id: str) -> bool:
    sql = "UPDATE requirement_correction SET withdrawn_at = ? WHERE id = ? AND withdrawn_at = ''"
    return bool(tx.execute(sql, tx.now, correction_id))


def with_hash(tx: Reading, sha256: str) -> Row | None:
    """Where this very file is already kept: id, requisition_id."""
    return tx.one("SELECT id, requisition_id FROM posting WHERE sha256 = ? LIMIT 1", sha256)


def of_batch(tx: Reading, batch_id: str) -> list[Row]:
    sql = "SELECT id, requisition_id, sha256 FROM posting WHERE batch_id = ? ORDER BY rowid"
    return tx.rows(sql, batch_id)


def delete_posting(tx: Writing, posting_id: str) -> None:
    tx.execute("DELETE FROM posting WHERE id = ?", posting_id)


def changed_since(tx: Reading, moment: str) -> list[str]:
    sql = "SELECT id FROM requisition WHERE changed_at > ? ORDER BY changed_at, id"
    return [r["id"] for r in tx.rows(sql, moment)]
