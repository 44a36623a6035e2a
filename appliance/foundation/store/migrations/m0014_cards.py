"""Whose certificate (PIV, CAC) belongs to an account; "" while none does."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Add the column; a certificate names one account."""
    db.execute("ALTER TABLE account_user ADD COLUMN certificate TEXT NOT NULL DEFAULT ''")
    db.execute(
        "CREATE UNIQUE INDEX account_user_certificate ON account_user (certificate) WHERE certificate <> ''"
    )
