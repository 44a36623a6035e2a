"""Batches, their files with verdicts, and the review queue."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE batch (
        id TEXT PRIMARY KEY,
        label TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('browser', 'command', 'inbox')),
        requisition_id TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL CHECK (kind IN ('auto', 'resume', 'posting')),
        state TEXT NOT NULL CHECK (state IN ('spooling', 'reading', 'finished', 'undone')),
        started_by TEXT NOT NULL,
        started_by_name TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT NOT NULL DEFAULT '',
        undone_by_name TEXT NOT NULL DEFAULT '',
        undone_at TEXT NOT NULL DEFAULT '',
        undo_left TEXT NOT NULL DEFAULT '[]'
    )
    """,
    "CREATE INDEX batch_started ON batch (started_at)",
    """
    CREATE TABLE batch_file (
        id TEXT PRIMARY KEY,
        batch_id TEXT NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
        parent_id TEXT REFERENCES batch_file(id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        name TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        depth INTEGER NOT NULL DEFAULT 0,
        format TEXT NOT NULL DEFAULT '',
        verdict TEXT NOT NULL DEFAULT '' CHECK
            (verdict IN ('', 'accepted', 'duplicate', 'needs_review', 'unreadable', 'container', 'undone')),
        code TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        became TEXT NOT NULL DEFAULT '',
        became_kind TEXT NOT NULL DEFAULT '',
        decided_at TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX batch_file_of ON batch_file (batch_id, ordinal)",
    "CREATE INDEX batch_file_hash ON batch_file (sha256)",
    "CREATE INDEX batch_file_open ON batch_file (batch_id, verdict)",
    """
    CREATE TABLE review_question (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('same_person', 'unread', 'which_kind')),
        batch_file_id TEXT NOT NULL REFERENCES batch_file(id) ON DELETE CASCADE,
        body TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT NOT NULL DEFAULT '',
        answered_by TEXT NOT NULL DEFAULT '',
        answered_by_name TEXT NOT NULL DEFAULT '',
        answered_at TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX review_open ON review_question (answer, asked_at)",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/intake``."""
    for statement in STATEMENTS:
        db.execute(statement)
