"""Settings of the data directory, owners' keys, the audit log, work items."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Create the tables of the foundation."""
    db.execute("CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    db.execute(
        "CREATE TABLE owner_key (owner TEXT PRIMARY KEY, wrapped BLOB NOT NULL, made_at TEXT NOT NULL) WITHOUT ROWID"
    )
    db.execute(
        """
        CREATE TABLE audit_entry (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            requisition TEXT NOT NULL DEFAULT '',
            detail TEXT NOT NULL,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE
        )
        """
    )
    db.execute("CREATE INDEX audit_subject ON audit_entry (subject, seq)")
    db.execute("CREATE INDEX audit_actor ON audit_entry (actor, seq)")
    db.execute("CREATE INDEX audit_requisition ON audit_entry (requisition, seq)")
    db.execute("CREATE INDEX audit_action ON audit_entry (action, seq)")
    db.execute(
        """
        CREATE TABLE work_item (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'done', 'given_up')),
            due_at TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            claimed_by TEXT NOT NULL DEFAULT '',
            claimed_until TEXT NOT NULL DEFAULT '',
            unique_key TEXT,
            error TEXT NOT NULL DEFAULT '',
            made_at TEXT NOT NULL,
            finished_at TEXT NOT NULL DEFAULT ''
        )
        """
    )
    db.execute("CREATE INDEX work_due ON work_item (state, due_at)")
    db.execute(
        "CREATE UNIQUE INDEX work_unique ON work_item (kind, unique_key) WHERE state = 'waiting' AND unique_key IS NOT NULL"
    )
