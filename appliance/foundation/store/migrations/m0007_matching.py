"""Stored matches: the inputs, the results and the name of the rules."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE stored_match (
        id TEXT PRIMARY KEY,
        requisition_id TEXT NOT NULL,
        posting_id TEXT NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        rules TEXT NOT NULL,
        pack TEXT NOT NULL,
        considered INTEGER NOT NULL,
        inputs TEXT NOT NULL,
        inputs_hash TEXT NOT NULL,
        result_hash TEXT NOT NULL
    )
    """,
    "CREATE INDEX stored_match_requisition ON stored_match (requisition_id, at)",
    """
    CREATE TABLE matched_candidate (
        match_id TEXT NOT NULL REFERENCES stored_match(id) ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        candidate_id TEXT NOT NULL,
        total INTEGER NOT NULL,
        sealed BLOB NOT NULL,
        facts_hash TEXT NOT NULL,
        result_hash TEXT NOT NULL,
        PRIMARY KEY (match_id, rank)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX matched_candidate_of ON matched_candidate (candidate_id)",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/matching``."""
    for statement in STATEMENTS:
        db.execute(statement)
