"""Checks of what runs: the worker, its work, the clock, the folders, the documents."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from appliance.foundation import work
from appliance.foundation.kernel.clock import from_iso
from appliance.foundation.observability import logs
from appliance.foundation.observability.checks import Check, CheckResult
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records
from appliance.lifecycle.serving import NOTE as SERVING
from appliance.lifecycle.serving import started

CLOCK = Check("clock", "Clock", blocking=False)
FOLDER = Check("folder", "Data directory", blocking=False)
DOCUMENTS = Check("documents", "Documents", blocking=False)
WORKER = Check("worker", "Worker", blocking=False)
WORK = Check("work", "Background work", blocking=False)
WRITTEN = Check("logs", "Logs", blocking=False)
CHECKS = (CLOCK, FOLDER, DOCUMENTS, WORKER, WORK, WRITTEN)

EARLIEST = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""No clock can be before this program was written."""
SLACK = timedelta(minutes=5)
QUIET = timedelta(minutes=3)
WAITING_LONG = timedelta(minutes=15)
LOOKED_AT = 500
"""Documents whose files are looked for, the newest: all of them are looked at by ``muster backup verify``."""


def clock(store: Store) -> CheckResult:
    """Whether the machine's time can be right: deadlines and the audit log live by it."""
    now = store.clock.now()
    with store.reading() as tx:
        last = records.last_entry_at(tx)
    if now < EARLIEST:
        return CLOCK.fail(
            f"The clock says {now:%Y-%m-%d}.", "Set the clock, and the hardware clock: hwclock --systohc."
        )
    if last and from_iso(last) - now > SLACK:
        return CLOCK.warn(
            f"The clock says {now:%Y-%m-%d %H:%M}, but the audit log goes on to {last[:16]}.",
            "Set the clock: entries written now look older than the ones before.",
        )
    return CLOCK.ok(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def folder(path: Path) -> CheckResult:
    """Whether others on this machine can look into the data directory."""
    mode = path.stat().st_mode & 0o777
    if mode & 0o077:
        return FOLDER.warn(f"Others may look into {path} (mode {mode:o}).", f"chmod 700 {path}")
    if path.stat().st_uid != os.geteuid():
        return FOLDER.warn(
            f"{path} belongs to another user than the one who asks.", "Run this as the service's user."
        )
    return FOLDER.ok(f"{path} is open to its owner only.")


def documents(store: Store) -> CheckResult:
    """Whether the files of the newest documents are there."""
    with store.reading() as tx:
        newest = records.newest_documents(tx, LOOKED_AT)
    missing = [one for one in newest if not (store.folder / "files" / store.files.place(*one)).is_file()]
    if missing:
        return DOCUMENTS.warn(
            f"{len(missing)} of the newest {len(newest)} documents have no file any more.",
            "Look for them in a backup: muster backup verify, then muster restore.",
        )
    return DOCUMENTS.ok(f"The files of the newest {len(newest)} documents are there.")


def worker(store: Store, seen: Callable[[], datetime | None]) -> CheckResult:
    """Whether the worker of a running server is alive."""
    if not is_served(store.folder):
        return WORKER.ok("Muster is not being served at the moment.")
    heard, now = seen(), store.clock.now()
    if heard is None or now - heard > QUIET:
        ago = "yet" if heard is None else f"for {int((now - heard).total_seconds() // 60)} minutes"
        return WORKER.warn(
            f"The worker was not heard of {ago}.",
            "In the first minutes this is usual. Else restart Muster; logs/worker.log says why.",
        )
    return WORKER.ok("The worker is at work.")


def is_served(data: Path) -> bool:
    """Whether the server that noted itself is still there."""
    try:
        pid, begun = (data / SERVING).read_text(encoding="ascii").split()
    except (FileNotFoundError, ValueError):
        return False
    return begun == started(int(pid))


def background(store: Store) -> CheckResult:
    """Whether work was given up, or waits too long."""
    with store.reading() as tx:
        given_up = work.counts(tx).get("given_up", 0)
        oldest = timedelta(seconds=records.totals(tx)["oldest_due"])
    if given_up:
        return WORK.warn(
            f"{given_up} pieces of work were given up.",
            "Today shows them with their reason: try again there.",
        )
    if oldest > WAITING_LONG and is_served(store.folder):
        minutes = int(oldest.total_seconds() // 60)
        return WORK.warn(
            f"Work has been waiting for {minutes} minutes.",
            "A large import takes its time; else restart Muster.",
        )
    return WORK.ok("Nothing was given up.")


def logging(data: Path) -> CheckResult:
    """Whether log lines can be written."""
    place = data / "logs"
    lost = logs.failures()
    if lost:
        return WRITTEN.warn(
            f"{lost} log lines of this process could not be written.", f"Free some space for {place}."
        )
    if place.is_dir() and not os.access(place, os.W_OK):
        return WRITTEN.warn(f"{place} cannot be written.", f"Give {place} to the service's user.")
    return WRITTEN.ok("Log lines are written.")
