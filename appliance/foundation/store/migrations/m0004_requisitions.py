"""Requisitions, their posting versions, requirements, corrections and weights."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE requisition (
        id TEXT PRIMARY KEY,
        reference TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        organisation TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL CHECK (state IN ('open', 'on_hold', 'closed')),
        openings INTEGER NOT NULL DEFAULT 1,
        owner TEXT NOT NULL DEFAULT '',
        owner_name TEXT NOT NULL DEFAULT '',
        weights TEXT NOT NULL DEFAULT '{}',
        batch_id TEXT NOT NULL DEFAULT '',
        added_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        touched_by TEXT NOT NULL DEFAULT '',
        touched_at TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 1
    )
    """,
    "CREATE INDEX requisition_batch ON requisition (batch_id)",
    """
    CREATE TABLE posting (
        id TEXT PRIMARY KEY,
        requisition_id TEXT NOT NULL REFERENCES requisition(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        format TEXT NOT NULL,
        text TEXT NOT NULL,
        layout TEXT NOT NULL,
        notes TEXT NOT NULL,
        reading TEXT NOT NULL,
        reader TEXT NOT NULL,
        batch_id TEXT NOT NULL DEFAULT '',
        added_at TEXT NOT NULL,
        UNIQUE (requisition_id, version)
    )
    """,
    "CREATE INDEX posting_hash ON posting (sha256)",
    """
    CREATE TABLE requirement (
        id TEXT PRIMARY KEY,
        posting_id TEXT NOT NULL REFERENCES posting(id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        body TEXT NOT NULL
    )
    """,
    "CREATE INDEX requirement_of ON requirement (posting_id, ordinal)",
    """
    CREATE TABLE requirement_correction (
        id TEXT PRIMARY KEY,
        requisition_id TEXT NOT NULL REFERENCES requisition(id) ON DELETE CASCADE,
        action TEXT NOT NULL CHECK (action IN ('replace', 'add', 'remove')),
        was TEXT NOT NULL,
        body TEXT NOT NULL,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        at TEXT NOT NULL,
        withdrawn_at TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX requirement_correction_of ON requirement_correction (requisition_id, at)",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/requisitions``."""
    for statement in STATEMENTS:
        db.execute(statement)
