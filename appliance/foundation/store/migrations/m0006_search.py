"""The search ledger, the index's state, and what waits to be indexed."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE search_entry (
        id TEXT PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        actor_name TEXT NOT NULL,
        requisition_id TEXT NOT NULL DEFAULT '',
        sourcing TEXT NOT NULL DEFAULT '',
        kind TEXT NOT NULL,
        typed TEXT NOT NULL,
        parsed TEXT NOT NULL,
        understood TEXT NOT NULL,
        generation INTEGER NOT NULL,
        analysis TEXT NOT NULL,
        total INTEGER NOT NULL,
        CHECK (requisition_id <> '' OR sourcing <> '')
    )
    """,
    "CREATE INDEX search_entry_requisition ON search_entry (requisition_id, at)",
    "CREATE INDEX search_entry_at ON search_entry (at)",
    """
    CREATE TABLE search_shown (
        entry_id TEXT NOT NULL REFERENCES search_entry(id) ON DELETE CASCADE,
        ref TEXT NOT NULL,
        rank INTEGER NOT NULL,
        view TEXT NOT NULL,
        at TEXT NOT NULL,
        opened_at TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (entry_id, ref)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE index_state (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        state TEXT NOT NULL CHECK (state IN ('ready', 'rebuilding')),
        generation INTEGER NOT NULL,
        manifest TEXT NOT NULL,
        changed_at TEXT NOT NULL
    )
    """,
    "INSERT INTO index_state VALUES (1, 'rebuilding', 0, '', '')",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/search``."""
    for statement in STATEMENTS:
        db.execute(statement)
