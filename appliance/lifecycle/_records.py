"""The only SQL of the installation: its own notes, backups and samples, and what is compared after a change."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.store import Reading, Row, Writing

STORED_FILES = (
    "SELECT candidate_id AS owner, sha256 AS name FROM candidate_document",
    "SELECT requisition_id AS owner, sha256 AS name FROM posting",
    "SELECT batch_id AS owner, sha256 AS name FROM batch_file WHERE verdict IN ('', 'needs_review')",
)
"""Who has a file that must be there. A part that keeps files adds its line."""


def note(tx: Reading, name: str) -> dict[str, Any]:
    """A note as plain data; empty when there is none."""
    found = tx.value("SELECT value FROM note WHERE name = ?", name)
    return dict(json.loads(found)) if found else {}


def set_note(tx: Writing, name: str, value: dict[str, Any]) -> None:
    tx.execute(
        "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        json.dumps(value, sort_keys=True),
    )


def drop_note(tx: Writing, name: str) -> int:
    return tx.execute("DELETE FROM note WHERE name = ?", name)


def counts(tx: Reading) -> dict[str, int]:
    """Rows of every table, by its name."""
    names = tx.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return {r["name"]: int(tx.value(f'SELECT count(*) FROM "{r["name"]}"')) for r in names}  # noqa: S608 - its own names


def stored_files(tx: Reading) -> set[tuple[str, str]]:
    """(owner, SHA-256) of every file that must be there."""
    return {(r["owner"], r["name"]) for sql in STORED_FILES for r in tx.rows(sql)}


def log_end(tx: Reading) -> tuple[int, str]:
    """Number and hash of the last entry of the audit log."""
    row = tx.one("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
    return (int(row["seq"]), str(row["hash"])) if row else (0, "")


def add_backup(tx: Writing, **row: Any) -> None:
    tx.insert("backup", **row)


def change_backup(tx: Writing, backup: str, **changes: Any) -> int:
    return tx.update("backup", backup, **changes)


def backups(tx: Reading, limit: int = 500) -> list[Row]:
    """What was made here, newest first, failures included."""
    return tx.rows("SELECT * FROM backup ORDER BY made_at DESC, rowid DESC LIMIT ?", limit)


def backup_named(tx: Reading, name: str) -> Row | None:
    return tx.one("SELECT * FROM backup WHERE name = ?", name)


def add_drill(tx: Writing, **row: Any) -> None:
    tx.insert("backup_drill", **row)


def drills(tx: Reading, limit: int = 20) -> list[Row]:
    """Restores that were tried, newest first."""
    return tx.rows("SELECT * FROM backup_drill ORDER BY at DESC, rowid DESC LIMIT ?", limit)


COUNTED = {
    "candidates": "SELECT count(*) FROM candidate",
    "documents": "SELECT count(*) FROM candidate_document",
    "facts": "SELECT count(*) FROM candidate_fact",
    "requisitions": "SELECT count(*) FROM requisition",
    "postings": "SELECT count(*) FROM posting",
    "accounts": "SELECT count(*) FROM account_user",
    "batches": "SELECT count(*) FROM batch",
    "stored matches": "SELECT count(*) FROM stored_match",
}


def what_people_have(tx: Reading) -> dict[str, int]:
    """How many of everything that must come through a change unharmed."""
    return {name: int(tx.value(sql)) for name, sql in COUNTED.items()}


def schema(tx: Reading) -> str:
    """The name of the newest migration in the database."""
    return str(tx.value("SELECT name FROM _sqlite_migrations ORDER BY name DESC LIMIT 1"))


def since(tx: Reading, seq: int, actor: str) -> dict[str, int]:
    """How often each action was done after an entry of the audit log by others than ``actor``."""
    rows = tx.rows(
        "SELECT action, count(*) AS n FROM audit_entry WHERE seq > ? AND actor <> ? GROUP BY action ORDER BY action",
        seq,
        actor,
    )
    return {row["action"]: row["n"] for row in rows}
