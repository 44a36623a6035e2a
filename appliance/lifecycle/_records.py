"""The only SQL of the installation: its own notes, backups and samples, and what is compared after a change."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.kernel.clock import from_iso
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


def totals(tx: Reading) -> dict[str, float]:
    """How many there are of what is counted; ``oldest_due`` in seconds."""
    counted = {
        "candidates": "SELECT count(*) FROM candidate",
        "requisitions": "SELECT count(*) FROM requisition",
        "searches": "SELECT count(*) FROM search_entry",
        "matches": "SELECT count(*) FROM stored_match",
        "files": "SELECT count(*) FROM batch_file WHERE verdict <> ''",
        "entries": "SELECT coalesce(max(seq), 0) FROM audit_entry",
    }
    found = {name: float(tx.value(sql)) for name, sql in counted.items()}
    due = tx.one(
        "SELECT count(*) AS n, min(due_at) AS oldest FROM work_item WHERE state = 'waiting' AND due_at <= ?",
        tx.now,
    )
    found["due"] = float(due["n"]) if due else 0.0
    oldest = due["oldest"] if due else None
    found["oldest_due"] = (from_iso(tx.now) - from_iso(oldest)).total_seconds() if oldest else 0.0
    return found


def work_states(tx: Reading) -> dict[str, int]:
    return {r["state"]: r["n"] for r in tx.rows("SELECT state, count(*) AS n FROM work_item GROUP BY state")}


def verdicts(tx: Reading) -> dict[str, int]:
    rows = tx.rows("SELECT verdict, count(*) AS n FROM batch_file GROUP BY verdict")
    return {r["verdict"]: r["n"] for r in rows}


def index_generation(tx: Reading) -> int:
    return int(tx.value("SELECT generation FROM index_state") or 0)


def add_samples(tx: Writing, at: str, seconds: int, values: dict[str, float]) -> None:
    """Keep a value of each series; the later of two in one minute stays."""
    for series, value in values.items():
        tx.execute("INSERT OR REPLACE INTO sample VALUES (?, ?, ?, ?)", series, at, seconds, value)


def samples(tx: Reading, since: str, seconds: int) -> list[Row]:
    """Values of every series, oldest first."""
    return tx.rows(
        "SELECT series, at, value FROM sample WHERE seconds = ? AND at >= ? ORDER BY series, at",
        seconds,
        since,
    )


def thin_samples(tx: Writing, minutes_before: str, hours_before: str) -> None:
    """Put minutes older than that into the mean of their hour, and forget old hours."""
    tx.execute(
        "INSERT OR IGNORE INTO sample SELECT series, substr(at, 1, 14) || '00:00.000001Z', 3600, avg(value) "
        "FROM sample WHERE seconds = 60 AND at < ? GROUP BY series, substr(at, 1, 14)",
        minutes_before[:14] + "00:00.000000Z",
    )
    tx.execute("DELETE FROM sample WHERE seconds = 60 AND at < ?", minutes_before[:14] + "00:00.000000Z")
    tx.execute("DELETE FROM sample WHERE seconds = 3600 AND at < ?", hours_before)


def last_entry_at(tx: Reading) -> str:
    return str(tx.value("SELECT at FROM audit_entry ORDER BY seq DESC LIMIT 1") or "")


def newest_documents(tx: Reading, limit: int) -> list[tuple[str, str]]:
    """(owner, SHA-256), newest first."""
    rows = tx.rows(
        "SELECT candidate_id, sha256 FROM candidate_document WHERE sha256 <> '' ORDER BY rowid DESC LIMIT ?",
        limit,
    )
    return [(r["candidate_id"], r["sha256"]) for r in rows]


def actions(tx: Reading) -> dict[str, int]:
    """Entries of the audit log by action."""
    return {
        r["action"]: r["n"] for r in tx.rows("SELECT action, count(*) AS n FROM audit_entry GROUP BY action")
    }
