"""The only SQL of the installation's own notes."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.store import Reading, Writing


def note(tx: Reading, name: str) -> dict[str, Any]:
    """A note as plain data; empty when there is none."""
    found = tx.value("SELECT value FROM note WHERE name = ?", name)
    return dict(json.loads(found)) if found else {}


def set_note(tx: Writing, name: str, value: dict[str, Any]) -> None:
    tx.execute(
        "INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        json.dumps(value, sort_keys=True),
    )


def drop_note(tx: Writing, name: str) -> int:
    return tx.execute("DELETE FROM note WHERE name = ?", name)
