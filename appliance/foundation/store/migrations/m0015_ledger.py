"""What stands for everybody a search found, and the filters it was made with; "" and "{}" for searches from before."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Add the columns."""
    db.execute("ALTER TABLE search_entry ADD COLUMN everyone TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE search_entry ADD COLUMN filters TEXT NOT NULL DEFAULT '{}'")
