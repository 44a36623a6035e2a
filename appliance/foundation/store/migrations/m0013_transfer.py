"""Partners, packets that left and came, and which record here is which record there."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE partner (
        id TEXT PRIMARY KEY,
        instance TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL UNIQUE,
        signer TEXT NOT NULL,
        recipient TEXT NOT NULL,
        words TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('both', 'send', 'receive')),
        added_by TEXT NOT NULL,
        added_by_name TEXT NOT NULL,
        added_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE packet (
        id TEXT PRIMARY KEY,
        partner_id TEXT NOT NULL REFERENCES partner(id) ON DELETE CASCADE,
        outgoing INTEGER NOT NULL CHECK (outgoing IN (0, 1)),
        seq INTEGER NOT NULL CHECK (seq > 0),
        sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('sent', 'acknowledged', 'accepted')),
        until TEXT NOT NULL,
        counts TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        by_name TEXT NOT NULL,
        UNIQUE (partner_id, outgoing, seq)
    )
    """,
    """
    CREATE TABLE carried (
        partner_id TEXT NOT NULL REFERENCES partner(id) ON DELETE CASCADE,
        theirs TEXT NOT NULL,
        ours TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        revision INTEGER NOT NULL,
        PRIMARY KEY (partner_id, theirs)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX carried_ours ON carried (ours)",
)


def migrate(db: Database) -> None:
    """Create the tables of ``recruiting/transfer``."""
    for statement in STATEMENTS:
        db.execute(statement)
