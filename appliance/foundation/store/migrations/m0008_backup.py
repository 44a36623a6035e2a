"""Backups that were made, and restores that were tried."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE backup (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason IN ('asked', 'schedule', 'upgrade')),
        state TEXT NOT NULL CHECK (state IN ('good', 'failed', 'removed', 'unsound')),
        made_by TEXT NOT NULL,
        made_at TEXT NOT NULL,
        seconds REAL NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        files INTEGER NOT NULL DEFAULT 0,
        missing_files INTEGER NOT NULL DEFAULT 0,
        checked_at TEXT NOT NULL DEFAULT '',
        error TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX backup_made ON backup (made_at)",
    "CREATE INDEX backup_name ON backup (name)",
    """
    CREATE TABLE backup_drill (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('good', 'failed')),
        seconds REAL NOT NULL,
        entries INTEGER NOT NULL DEFAULT 0,
        log_hash TEXT NOT NULL DEFAULT '',
        tables INTEGER NOT NULL DEFAULT 0,
        files INTEGER NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT ''
    )
    """,
    "CREATE INDEX backup_drill_at ON backup_drill (at)",
)


def migrate(db: Database) -> None:
    """Create the tables of the backups."""
    for statement in STATEMENTS:
        db.execute(statement)
