"""The loop that does the work: claim, hand over, and make every failure visible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Store
from appliance.foundation.work import _records as records
from appliance.foundation.work._records import WorkItem

LEASE_SECONDS = 120

Handler = Callable[[list[WorkItem]], None]
"""Does a few items of one kind. Each item's effect and ``work.finish`` commit together, inside the handler;
it may meet an item twice and must then change nothing. An exception concerns every item not yet finished."""


class Stop(Protocol):
    def is_set(self) -> bool: ...

    def wait(self, timeout: float) -> bool: ...


class Worker:
    """``handlers``: kind → (handler, how many items at once)."""

    def __init__(self, store: Store, name: str, handlers: Mapping[str, tuple[Handler, int]]) -> None:
        self._store = store
        self._name = name
        self._handlers = handlers
        self._log = logger("work")

    def recover(self) -> int:
        """Give back what a killed predecessor had claimed; the number of items."""
        with self._store.writing() as tx:
            records.sweep(tx)
            return records.release_all(tx)

    def run_once(self) -> int:
        """One round over the kinds in their literal order; the number of items taken."""
        taken = 0
        for kind, (handler, limit) in self._handlers.items():
            with self._store.reading() as tx:
                due = records.next_due(tx, (kind,))
                if not due or due > tx.now:
                    continue
            with self._store.writing() as tx:
                items = records.claim(tx, self._name, (kind,), limit, LEASE_SECONDS)
            if items:
                taken += len(items)
                self._hand_over(handler, items)
        return taken

    def run(self, stop: Stop, pause_seconds: float = 0.25) -> None:
        """Work until ``stop`` is set."""
        while not stop.is_set():
            if not self.run_once():
                stop.wait(pause_seconds)

    def drain(self, kinds: tuple[str, ...]) -> None:
        """Work until nothing of these kinds is due now."""
        while True:
            self.run_once()
            with self._store.reading() as tx:
                due = records.next_due(tx, kinds)
                if not due or due > tx.now:
                    return

    def _hand_over(self, handler: Handler, items: list[WorkItem]) -> None:
        try:
            handler(items)
        except Exception as error:  # noqa: BLE001 - a row that raises is pushed later and shown, the loop goes on
            self._log.exception("work.failed", kind=items[0].kind, items=len(items))
            for item in items:
                with self._store.writing() as tx:
                    if records.fail(tx, item, f"{type(error).__name__}: {error}"):
                        self._log.error("work.given_up", kind=item.kind, item=item.id)
