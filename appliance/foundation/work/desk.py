"""Background work as the doors see it."""

from __future__ import annotations

from appliance.foundation.store import Row, Store
from appliance.foundation.work import _records as records


class WorkDesk:
    def __init__(self, store: Store) -> None:
        self._store = store

    def counts(self) -> dict[str, int]:
        """Items by state."""
        with self._store.reading() as tx:
            return records.counts(tx)

    def waiting(self, *kinds: str) -> int:
        """Items of these kinds that wait or are being worked on."""
        with self._store.reading() as tx:
            return records.waiting(tx, kinds)

    def given_up(self) -> list[Row]:
        """What ran wrong and needs a person."""
        with self._store.reading() as tx:
            return records.given_up(tx)

    def try_again(self, item: str) -> bool:
        """Let a given-up item run once more."""
        with self._store.writing() as tx:
            return records.try_again(tx, item)
