"""People, their sessions, one-time links and failed tries."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Create the tables of ``accounts``."""
    db.execute(
        """
        CREATE TABLE account_user (
            id TEXT PRIMARY KEY,
            login TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'disabled')),
            password_hash TEXT NOT NULL DEFAULT '',
            made_at TEXT NOT NULL,
            last_login_at TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE account_session (
            id TEXT PRIMARY KEY,
            token_hash TEXT NOT NULL UNIQUE,
            user_id TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
            made_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            ends_at TEXT NOT NULL,
            notices TEXT NOT NULL DEFAULT '[]'
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX account_session_user ON account_session (user_id)")
    db.execute(
        """
        CREATE TABLE account_link (
            id TEXT PRIMARY KEY,
            token_hash TEXT NOT NULL UNIQUE,
            purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'reset')),
            user_id TEXT REFERENCES account_user (id) ON DELETE CASCADE,
            made_at TEXT NOT NULL,
            expires_at TEXT NOT NULL,
            used_at TEXT NOT NULL DEFAULT ''
        ) WITHOUT ROWID
        """
    )
    db.execute(
        """
        CREATE TABLE account_tries (
            id TEXT PRIMARY KEY,
            failures INTEGER NOT NULL,
            last_at TEXT NOT NULL,
            not_before TEXT NOT NULL DEFAULT '',
            refused INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID
        """
    )
