"""Measure once a minute, keep it, and say it: for ``/metrics``, for the plots of the health page.

The worker measures what the store, the disk and itself are like; the web process how it answers. A minute is kept for
a day, an hour's mean for five weeks.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from appliance.foundation.kernel.clock import from_iso, iso
from appliance.foundation.observability import logs
from appliance.foundation.observability.metrics import Counted, Metrics
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup.desk import Backups

EVERY_SECONDS = 60
MINUTES_KEPT = timedelta(hours=25)
HOURS_KEPT = timedelta(days=35)
NOTE = "metrics_of_"
MIB = 1 << 20

SERIES: dict[str, tuple[str, str]] = {
    "requests": ("Pages asked for", "a minute"),
    "page_p95": ("Time of a page (95 of 100 are faster)", "ms"),
    "searches": ("Searches", "a minute"),
    "files": ("Files read", "a minute"),
    "waiting": ("Work that waits", "items"),
    "memory_web": ("Memory of the page's process", "MiB"),
    "memory_worker": ("Memory of the worker", "MiB"),
    "disk_free": ("Free disk", "GiB"),
    "database": ("Database", "MiB"),
    "people": ("People kept", ""),
}
"""What is kept, with its title and unit; in the order of the health page."""


def resident_bytes() -> int:
    """Memory this process has in use. 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class Sampler:
    """One process's measuring. ``minute`` is called once a minute."""

    def __init__(self, store: Store, process: str, metrics: Metrics, backups: Backups) -> None:
        self._store = store
        self._process = process
        self._metrics = metrics
        self._backups = backups
        self._before: dict[str, float] = {}
        self._swept: datetime | None = None

    def minute(self) -> None:
        """Measure and keep: samples for the plots, and everything that was counted for ``/metrics``."""
        self._metrics.show("muster_process_resident_bytes", resident_bytes())
        self._metrics.show("muster_log_lines_lost", logs.failures())
        with self._store.reading() as tx:
            totals = records.totals(tx) if self._process == "worker" else {}
        values = self._worker(totals) if self._process == "worker" else self._web()
        now = self._store.clock.now()
        counted = self._metrics.counted()
        with self._store.writing() as tx:
            records.add_samples(tx, iso(now.replace(second=0, microsecond=0)), EVERY_SECONDS, values)
            records.set_note(tx, NOTE + self._process, {"at": tx.now, "counted": counted})
            if self._process == "worker" and (self._swept is None or now - self._swept > timedelta(hours=1)):
                self._swept = now
                records.thin_samples(tx, iso(now - MINUTES_KEPT), iso(now - HOURS_KEPT))

    def run(self, stop: threading.Event) -> None:
        """Measure until told to stop; a minute that fails is logged, and the next one comes."""
        while not stop.wait(EVERY_SECONDS):
            try:
                self.minute()
            except Exception:  # noqa: BLE001 - measuring never ends what it measures
                logs.logger("sampling").exception("sampling.failed")

    def _worker(self, totals: dict[str, float]) -> dict[str, float]:
        return {
            "memory_worker": resident_bytes() / MIB,
            "searches": self._since("searches", totals["searches"]),
            "files": self._since("files", totals["files"]),
            "waiting": totals["due"],
            "people": totals["candidates"],
            "database": database_bytes(self._store) / MIB,
            "disk_free": shutil.disk_usage(self._store.folder).free / (1 << 30),
        }

    def _web(self) -> dict[str, float]:
        return {"memory_web": resident_bytes() / MIB, **_pages(self._metrics.counted(), self._before)}

    def _since(self, name: str, total: float) -> float:
        before = self._before.get(name, total)
        self._before[name] = total
        return max(total - before, 0)


def _pages(counted: Counted, before: dict[str, float]) -> dict[str, float]:
    """Requests since the last call, and the bound below which 95 of 100 of them stayed, in milliseconds."""
    bounds: dict[float, float] = {}
    for name, sample, labels, value in counted:
        if name == "muster_http_request_seconds" and sample.endswith("_bucket"):
            bound = float(labels["le"].replace("+Inf", "inf"))
            bounds[bound] = bounds.get(bound, 0) + value
    passed = {bound: total - before.get(str(bound), 0) for bound, total in bounds.items()}
    before.update({str(bound): total for bound, total in bounds.items()})
    number = passed.get(float("inf"), 0)
    if not number:
        return {"requests": 0}
    within = sorted(b for b in passed if passed[b] >= 0.95 * number)[0]
    slowest = max(b for b in passed if b != float("inf"))
    return {"requests": number, "page_p95": min(within, slowest) * 1000}


def database_bytes(store: Store) -> int:
    """The database with its log, on the disk."""
    return sum(p.stat().st_size for p in store.folder.glob("muster.db*"))


class Measurements:
    """What was measured, as the doors see it."""

    def __init__(self, store: Store, backups: Backups, checks: Callable[[], list[Any]]) -> None:
        self._store = store
        self._backups = backups
        self._checks = checks

    def series(self, since: timedelta, seconds: int) -> dict[str, list[tuple[datetime, float]]]:
        """Every series since then, oldest first; ``seconds`` 60 for minutes, 3600 for hours."""
        moment = iso(self._store.clock.now() - since)
        with self._store.reading() as tx:
            rows = records.samples(tx, moment, seconds)
        found: dict[str, list[tuple[datetime, float]]] = {name: [] for name in SERIES}
        for row in rows:
            if row["series"] in found:
                found[row["series"]].append((from_iso(row["at"]), row["value"]))
        return found

    def worker_seen(self) -> datetime | None:
        """When the worker measured last; None before its first minute."""
        with self._store.reading() as tx:
            told = records.note(tx, NOTE + "worker")
        return from_iso(told["at"]) if told else None

    def parts(self, own: Metrics) -> dict[str, Counted]:
        """What each process counted and what the store knows, for ``metrics.exposition``."""
        with self._store.reading() as tx:
            worker = records.note(tx, NOTE + "worker").get("counted", [])
        own.show("muster_process_resident_bytes", resident_bytes())
        own.show("muster_log_lines_lost", logs.failures())
        return {"web": own.counted(), "worker": worker, "store": self._store_counts()}

    def _store_counts(self) -> Counted:
        now = self._store.clock.now()
        with self._store.reading() as tx:
            totals, states = records.totals(tx), records.work_states(tx)
            verdicts, generation = records.verdicts(tx), records.index_generation(tx)
        plain = {
            "muster_searches_total": totals["searches"],
            "muster_matches_total": totals["matches"],
            "muster_candidates": totals["candidates"],
            "muster_requisitions": totals["requisitions"],
            "muster_audit_entries": totals["entries"],
            "muster_work_oldest_seconds": totals["oldest_due"],
            "muster_index_generation": generation,
            "muster_database_bytes": database_bytes(self._store),
            "muster_disk_free_bytes": shutil.disk_usage(self._store.folder).free,
        }
        newest, seen = self._backups.newest(), self.worker_seen()
        if newest is not None:
            plain["muster_backup_age_seconds"] = (now - from_iso(newest.made_at)).total_seconds()
        if seen is not None:
            plain["muster_worker_age_seconds"] = (now - seen).total_seconds()
        found: Counted = [(name, name, {}, float(value)) for name, value in plain.items()]
        found += [
            ("muster_work_items", "muster_work_items", {"outcome": s}, float(n)) for s, n in states.items()
        ]
        found += [
            ("muster_files_total", "muster_files_total", {"outcome": v or "waiting"}, float(n))
            for v, n in verdicts.items()
        ]
        levels = {"ok": 0.0, "warn": 1.0, "fail": 2.0}
        found += [
            ("muster_check_status", "muster_check_status", {"check": c.name}, levels[c.status])
            for c in self._checks()
        ]
        return found
