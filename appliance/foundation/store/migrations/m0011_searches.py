"""Saved searches, what a search was widened by, and how far a rebuild of the index is."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE saved_search (
        id TEXT PRIMARY KEY,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        request TEXT NOT NULL,
        made_at TEXT NOT NULL,
        looked_at TEXT NOT NULL,
        total INTEGER NOT NULL DEFAULT 0,
        UNIQUE (owner, name)
    )
    """,
    "CREATE INDEX candidate_document_added ON candidate_document (added_at)",
    "ALTER TABLE search_entry ADD COLUMN widened TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE search_entry ADD COLUMN exact TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE search_entry ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE index_state ADD COLUMN built INTEGER NOT NULL DEFAULT 0",
)


def migrate(db: Database) -> None:
    """Create the table of saved searches and the columns that searches and the index's state gained."""
    for statement in STATEMENTS:
        db.execute(statement)
