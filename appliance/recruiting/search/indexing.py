"""The index as a copy of the store: written by the worker, read by everybody, built again when in doubt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from appliance.engines.fulltext import IndexBusy, IndexDamaged, Manifest, SearchIndex, quarantine
from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.foundation.contracts.query import IndexEntry
from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Reading, Row, Store, StoreLocked, Writing
from appliance.recruiting import applications, candidates, requisitions
from appliance.recruiting.search import _records as records
from appliance.recruiting.search.errors import IndexNotReady

PAGE = 500
"""Entries read from the store in one go."""
LOOKED_AFTER = 0.25
"""Seconds between two looks for a newer generation, in a process that follows the index."""
KEY_PURPOSE = "search-index"


def entries_of(tx: Reading, refs: Iterable[str]) -> dict[str, IndexEntry]:
    """What the index holds under these ids; those of which it holds nothing are missing."""
    refs = list(refs)
    people = [ref for ref in refs if ref.startswith("cand_")]
    found = candidates.index_entries(tx, people) if people else {}
    if found:
        for ref, references in applications.references(tx, list(found)).items():
            facets = {**found[ref].facets, "requisition": references}
            found[ref] = found[ref].model_copy(update={"facets": facets})
    for ref in refs:
        if not ref.startswith("cand_") and (entry := requisitions.index_entry(tx, ref)):
            found[ref] = entry
    return found


class Indexer:
    """The one writer. Its handlers may run twice."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder / "current"
        self._key = store.key_for(KEY_PURPOSE)
        self._index: SearchIndex | None = None
        self._log = logger("search")

    def begin(self) -> None:
        """Have an index made where there never was one, so that a new installation answers (with nothing)."""
        with self._store.reading() as tx:
            if records.state(tx)["manifest"]:
                return
        with self._store.writing() as tx:
            work.enqueue(tx, "search.rebuild", unique_key="rebuild")

    def tidy(self) -> bool:
        """Make questions quicker while there is nothing else to do; whether anything was done."""
        index = self._opened()
        manifest = index.tidy() if index is not None else None
        if manifest is None:
            return False
        with self._store.writing() as tx:
            self._keep(tx, manifest)
        return True

    def reindex(self, items: list[work.WorkItem]) -> None:
        """Handle ``search.reindex``: one commit for all items."""
        index = self._opened()
        if index is None:
            self.rebuild([])
            self._finish(items)
            return
        refs = sorted({str(item.payload["ref"]) for item in items})
        with self._store.reading() as tx:
            entries = entries_of(tx, refs)
        try:
            manifest = index.apply(entries.values(), [ref for ref in refs if ref not in entries])
        except IndexDamaged as error:
            self._set_aside(error)
            self.rebuild([])
            self._finish(items)
            return
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
        self._close()
        self._opened()  # a damaged index is kept for whoever investigates
        self._close()
        with self._store.writing() as tx:
            before = int(records.state(tx)["generation"])
            records.set_state(tx, "rebuilding", before, "")
        index = SearchIndex.create(self._folder, self._key, after=before)
        counted = _Counted(self._everything(), self._note_progress)
        manifest = index.apply(counted)
        self._index = index
        with self._store.writing() as tx:
            self._keep(tx, manifest)
            audit.append(tx, SYSTEM_WORKER, "index.rebuilt", "index", {"entries": counted.count})
            for item in items:
                work.finish(tx, item.id)
        self._log.info("index.rebuilt", entries=counted.count)

    def _everything(self) -> Iterator[IndexEntry]:
        """Every entry of the store, read a page at a time so that nobody waits for a long view of it."""
        for ids_after in (candidates.page_of_ids, requisitions.page_of_ids):
            after = ""
            while True:
                with self._store.reading() as tx:
                    ids = ids_after(tx, after, PAGE)
                    entries = entries_of(tx, ids)
                if not ids:
                    break
                yield from entries.values()
                after = ids[-1]

    def _note_progress(self, count: int) -> None:
        with self._store.writing() as tx:
            records.set_progress(tx, count)

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
        if not self._folder.is_dir() or not any(self._folder.iterdir()):
            # an upgrade and a restore bring no index along: nothing is damaged
            self._log.info("index.absent", why="it is built again from the store")
            return None
        try:
            self._index = SearchIndex.open(
                self._folder, Manifest.model_validate_json(state["manifest"]), self._key
            )
        except (IndexDamaged, IndexBusy) as error:
            self._set_aside(error)
            return None
        return self._index

    def _set_aside(self, why: Exception) -> None:
        self._log.error("index.damaged", why=str(why))
        self._close()
        quarantine(self._folder)
        with self._store.writing() as tx:
            audit.append(tx, SYSTEM_WORKER, "index.quarantined", "index")

    def _close(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def close(self) -> None:
        """Let go of the files."""
        self._close()


class _Counted:
    """Entries on their way into the index; tells how many went by, every few thousand."""

    EVERY = 5000

    def __init__(self, entries: Iterable[IndexEntry], tell: Callable[[int], None]) -> None:
        self._entries = entries
        self._tell = tell
        self.count = 0

    def __iter__(self) -> Iterator[IndexEntry]:
        for entry in self._entries:
            yield entry
            self.count += 1
            if self.count % self.EVERY == 0:
                self._tell(self.count)


class IndexReader:
    """The current generation for asking; moves to a newer one by itself. Safe for threads.

    After ``follow`` a thread of its own opens and warms the newer generation and then swaps: nobody who asks waits,
    and what was just changed is found a moment later. Without it whoever asks first opens it.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder / "current"
        self._key = store.key_for(KEY_PURPOSE)
        self._lock = threading.Lock()
        self._open: _Open | None = None
        self._former: _Open | None = None
        self._follower: threading.Thread | None = None
        self._stop = threading.Event()

    def current(self) -> SearchIndex:
        """Raises IndexNotReady while the index is being built; a damaged one is queued to be built again."""
        state = self._state()
        found = self._open
        if found is not None and (found.manifest == state["manifest"] or (self._follower and _ready(state))):
            return found.asked
        with self._lock:
            return self._newer()

    def follow(self) -> None:
        """Look for newer generations from a thread, until ``close``."""
        if self._follower is None:
            self._follower = threading.Thread(target=self._keep_looking, daemon=True)
            self._follower.start()

    def _keep_looking(self) -> None:
        while not self._stop.wait(LOOKED_AFTER):
            try:
                with self._lock:
                    self._newer()
            except (IndexNotReady, StoreLocked):
                continue

    def _newer(self) -> SearchIndex:
        for _ in range(3):
            state = self._state()
            if self._open is not None and self._open.manifest == state["manifest"]:
                return self._open.asked
            if not _ready(state):
                raise IndexNotReady
            manifest = Manifest.model_validate_json(state["manifest"])
            try:
                if self._open is not None:
                    found = self._open.asked.refreshed(manifest)
                else:
                    found = SearchIndex.open(self._folder, manifest, self._key)
            except IndexDamaged:
                if self._state()["manifest"] != state["manifest"]:
                    continue  # the writer was faster: there is a newer generation
                with self._store.writing() as tx:
                    work.enqueue(tx, "search.rebuild", unique_key="rebuild")
                raise IndexNotReady from None
            found.warm()
            # somebody may still be asking the one before: it is closed one generation later
            if self._former is not None:
                self._former.asked.close()
            self._former, self._open = self._open, _Open(found, state["manifest"])
            return found
        raise IndexNotReady

    def _state(self) -> Row:
        with self._store.reading() as tx:
            return records.state(tx)

    def close(self) -> None:
        """Let go of the files."""
        self._stop.set()
        if self._follower is not None:
            self._follower.join()
        for found in (self._open, self._former):
            if found is not None:
                found.asked.close()
        self._open = self._former = None


class _Open(NamedTuple):
    """An open index and the manifest, as stored, that names it.."""

    asked: SearchIndex
    manifest: str


def _ready(state: Row) -> bool:
    return bool(state["state"] == "ready" and state["manifest"])
