"""The index as a copy of the store: written by the worker, read by everybody, built again when in doubt."""

from __future__ import annotations

import threading
from pathlib import Path

from appliance.engines.fulltext import IndexBusy, IndexDamaged, Manifest, SearchIndex, quarantine
from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.foundation.contracts.query import IndexEntry
from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Reading, Row, Store, Writing
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.search import _records as records
from appliance.recruiting.search.errors import IndexNotReady

PAGE = 500
"""Entries a rebuild adds in one commit."""
KEY_PURPOSE = "search-index"


def entry_of(tx: Reading, ref: str) -> IndexEntry | None:
    """What the index holds under an id; None when nothing."""
    return candidates.index_entry(tx, ref) if ref.startswith("cand_") else requisitions.index_entry(tx, ref)


class Indexer:
    """The one writer. Its handlers may run twice."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder / "current"
        self._key = store.key_for(KEY_PURPOSE)
        self._index: SearchIndex | None = None
        self._log = logger("search")

    def reindex(self, items: list[work.WorkItem]) -> None:
        """Handle ``search.reindex``: one commit for all items."""
        index = self._opened()
        if index is None:
            self.rebuild([])
            self._finish(items)
            return
        refs = sorted({str(item.payload["ref"]) for item in items})
        with self._store.reading() as tx:
            entries = {ref: entry_of(tx, ref) for ref in refs}
        adds = [e for e in entries.values() if e is not None]
        manifest = index.apply(adds, [ref for ref, e in entries.items() if e is None])
        with self._store.writing() as tx:
            self._keep(tx, manifest)
            for item in items:
                work.finish(tx, item.id)

    def _finish(self, items: list[work.WorkItem]) -> None:
        with self._store.writing() as tx:
            for item in items:
                work.finish(tx, item.id)

    def rebuild(self, items: list[work.WorkItem]) -> None:
        """Handle ``search.rebuild``: everything again from the store."""
        with self._store.writing() as tx:
            records.set_state(tx, "rebuilding", 0, "")
        self._close()
        index = SearchIndex.create(self._folder, self._key)
        manifest, count = index.manifest, 0
        for going_through, build in (
            (candidates.page_of_ids, candidates.index_entry),
            (requisitions.page_of_ids, requisitions.index_entry),
        ):
            after = ""
            while True:
                with self._store.reading() as tx:
                    ids = going_through(tx, after, PAGE)
                    entries = [e for e in (build(tx, i) for i in ids) if e is not None]
                if not ids:
                    break
                manifest = index.apply(entries)
                after, count = ids[-1], count + len(entries)
        self._index = index
        with self._store.writing() as tx:
            self._keep(tx, manifest)
            audit.append(tx, SYSTEM_WORKER, "index.rebuilt", "index", {"entries": count})
            for item in items:
                work.finish(tx, item.id)
        self._log.info("index.rebuilt", entries=count)

    def _keep(self, tx: Writing, manifest: Manifest) -> None:
        records.set_state(tx, "ready", manifest.generation, manifest.model_dump_json())

    def _opened(self) -> SearchIndex | None:
        """The index as the store knows it; None when it must be built again."""
        with self._store.reading() as tx:
            state = records.state(tx)
        if self._index is not None and self._index.generation == state["generation"]:
            return self._index
        self._close()
        if not state["manifest"]:
            return None
        try:
            self._index = SearchIndex.open(
                self._folder, Manifest.model_validate_json(state["manifest"]), self._key
            )
        except (IndexDamaged, IndexBusy) as error:
            self._log.error("index.damaged", why=str(error))
            quarantine(self._folder)
            with self._store.writing() as tx:
                audit.append(tx, SYSTEM_WORKER, "index.quarantined", "index")
            return None
        return self._index

    def _close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def close(self) -> None:
        """Let go of the files."""
        self._close()


class IndexReader:
    """The current generation for asking; moves to a newer one by itself. Safe for threads."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder / "current"
        self._key = store.key_for(KEY_PURPOSE)
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None
        self._former: SearchIndex | None = None

    def current(self) -> SearchIndex:
        """Raises IndexNotReady while the index is being built; a damaged one is queued to be built again."""
        state = self._state()
        index = self._index
        if index is not None and index.generation == state["generation"]:
            return index
        with self._lock:
            return self._newer()

    def _newer(self) -> SearchIndex:
        for _ in range(3):
            state = self._state()
            if self._index is not None and self._index.generation == state["generation"]:
                return self._index
            if state["state"] != "ready" or not state["manifest"]:
                raise IndexNotReady
            try:
                found = SearchIndex.open(
                    self._folder, Manifest.model_validate_json(state["manifest"]), self._key
                )
            except IndexDamaged:
                if self._state()["generation"] != state["generation"]:
                    continue  # the writer was faster: there is a newer generation
                with self._store.writing() as tx:
                    work.enqueue(tx, "search.rebuild", unique_key="rebuild")
                raise IndexNotReady from None
            # somebody may still be asking the one before: it is closed one generation later
            if self._former is not None:
                self._former.close()
            self._former, self._index = self._index, found
            return found
        raise IndexNotReady

    def _state(self) -> Row:
        with self._store.reading() as tx:
            return records.state(tx)

    def close(self) -> None:
        """Let go of the files."""
        for index in (self._index, self._former):
            if index is not None:
                index.close()
        self._index = self._former = None
