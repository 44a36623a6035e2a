"""Who works on a requisition, and who is in it."""

from __future__ import annotations

from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE requisition_member (
        requisition_id TEXT NOT NULL REFERENCES requisition(id) ON DELETE CASCADE,
        user_id TEXT NOT NULL REFERENCES account_user(id) ON DELETE CASCADE,
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL,
        PRIMARY KEY (requisition_id, user_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX requisition_member_of ON requisition_member (user_id)",
    """
    CREATE TABLE application (
        id TEXT PRIMARY KEY,
        candidate_id TEXT NOT NULL REFERENCES candidate(id) ON DELETE CASCADE,
        requisition_id TEXT NOT NULL REFERENCES requisition(id) ON DELETE CASCADE,
        added_by TEXT NOT NULL,
        added_by_name TEXT NOT NULL,
        added_at TEXT NOT NULL,
        UNIQUE (candidate_id, requisition_id)
    )
    """,
    "CREATE INDEX application_requisition ON application (requisition_id)",
)


def migrate(db: Database) -> None:
    """Create the tables of teams and applications."""
    for statement in STATEMENTS:
        db.execute(statement)
