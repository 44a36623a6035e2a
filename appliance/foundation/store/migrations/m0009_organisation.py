"""The organisation's own terms in versions, and who was looked at unmasked; an index that finds merged candidates."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE organisation_terms (
        version INTEGER PRIMARY KEY CHECK (version > 0),
        at TEXT NOT NULL,
        author TEXT NOT NULL,
        author_name TEXT NOT NULL,
        change TEXT NOT NULL,
        terms TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE blind_viewer (
        actor TEXT PRIMARY KEY,
        since TEXT NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE unmasked_candidate (
        actor TEXT NOT NULL REFERENCES blind_viewer(actor) ON DELETE CASCADE,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (actor, candidate_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX unmasked_candidate_of ON unmasked_candidate (candidate_id)",
    "CREATE INDEX candidate_merged ON candidate (merged_into) WHERE merged_into IS NOT NULL",
    "ALTER TABLE stored_match ADD COLUMN terms INTEGER NOT NULL DEFAULT 0",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/organisation`` and of the blind view."""
    for statement in STATEMENTS:
        db.execute(statement)
