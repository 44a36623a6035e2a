"""The log as the doors see it."""

from __future__ import annotations

from typing import Any

from appliance.foundation.audit import _records as records
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.store import Row, Store


class AuditDesk:
    def __init__(self, store: Store) -> None:
        self._store = store

    def entries(self, **filters: Any) -> list[Row]:
        """Entries, newest first; filters as in ``audit.entries``."""
        with self._store.reading() as tx:
            return records.entries(tx, **filters)

    def verify(self, actor: Actor, checkpoint: records.Checkpoint | None = None) -> records.Verification:
        """Verify the whole chain, and write down that it was done."""
        result = records.verify(self._store, checkpoint)
        with self._store.writing() as tx:
            detail = {"entries": result.entries, "broken_at": result.broken_at}
            records.append(tx, actor, "audit.verified", "audit", detail)
        return result
