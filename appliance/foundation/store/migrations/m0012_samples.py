"""What was measured, a value a minute, so that a page can draw it without anything beside Muster."""

from __future__ import annotations

from sqlite_utils import Database


def migrate(db: Database) -> None:
    """Create the table of the samples; ``seconds`` is how long a value stands for (60, later 3600)."""
    db.execute(
        """
        CREATE TABLE sample (
            series TEXT NOT NULL,
            at TEXT NOT NULL,
            seconds INTEGER NOT NULL CHECK (seconds IN (60, 3600)),
            value REAL NOT NULL,
            PRIMARY KEY (series, at)
        ) WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX sample_at ON sample (seconds, at)")
