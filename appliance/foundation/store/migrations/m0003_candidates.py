"""Candidates, their documents, what was read from them, what people corrected."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE candidate (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        title TEXT NOT NULL DEFAULT '',
        employer TEXT NOT NULL DEFAULT '',
        location TEXT NOT NULL DEFAULT '',
        clearance TEXT NOT NULL DEFAULT '',
        years REAL,
        source TEXT NOT NULL DEFAULT '',
        batch_id TEXT NOT NULL DEFAULT '',
        added_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        touched_by TEXT NOT NULL DEFAULT '',
        touched_at TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 1,
        merged_into TEXT REFERENCES candidate(id)
    )
    """,
    "CREATE INDEX candidate_batch ON candidate (batch_id)",
    "CREATE INDEX candidate_added ON candidate (added_at)",
    """
    CREATE TABLE candidate_document (
        id TEXT PRIMARY KEY,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        format TEXT NOT NULL,
        text TEXT NOT NULL,
        layout TEXT NOT NULL,
        notes TEXT NOT NULL,
        reader TEXT NOT NULL,
        batch_id TEXT NOT NULL DEFAULT '',
        typed_by TEXT NOT NULL DEFAULT '',
        added_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX candidate_document_of ON candidate_document (candidate_id, added_at)",
    "CREATE INDEX candidate_document_hash ON candidate_document (sha256)",
    """
    CREATE TABLE candidate_fact (
        id TEXT PRIMARY KEY,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        document_id TEXT NOT NULL REFERENCES candidate_document(id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        normal TEXT NOT NULL,
        start INTEGER,
        "end" INTEGER,
        quote TEXT NOT NULL,
        detail TEXT NOT NULL,
        reader TEXT NOT NULL,
        confidence TEXT NOT NULL
    )
    """,
    "CREATE INDEX candidate_fact_of ON candidate_fact (candidate_id, ordinal)",
    "CREATE INDEX candidate_fact_document ON candidate_fact (document_id)",
    """
    CREATE TABLE fact_correction (
        id TEXT PRIMARY KEY,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        action TEXT NOT NULL CHECK (action IN ('replace', 'add', 'remove')),
        kind TEXT NOT NULL,
        was TEXT NOT NULL,
        value TEXT NOT NULL,
        normal TEXT NOT NULL,
        detail TEXT NOT NULL,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        at TEXT NOT NULL,
        withdrawn_at TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX fact_correction_of ON fact_correction (candidate_id, at)",
    """
    CREATE TABLE candidate_key (
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        PRIMARY KEY (kind, value, candidate_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX candidate_key_of ON candidate_key (candidate_id)",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/candidates``."""
    for statement in STATEMENTS:
        db.execute(statement)
