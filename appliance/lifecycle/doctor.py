"""What this installation is like: each check with the sentence that mends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from appliance.foundation import audit
from appliance.foundation.jail import decide, probe
from appliance.foundation.observability.checks import Check, CheckResult
from appliance.foundation.store import Store
from appliance.lifecycle import running
from appliance.lifecycle.acceptance import accepted
from appliance.lifecycle.backup import health
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.backup.health import BACKUP, RECOVERY

LOW_DISK = 500 << 20
FULL_DISK = 50 << 20
MIB = 1 << 20
DATABASE = Check("database", "Database", blocking=True)
DISK = Check("disk", "Free disk", blocking=True)
JAIL = Check("jail", "Jail for reading files", blocking=False)
AUDIT = Check("audit", "Audit log", blocking=True)
INDEX = Check("index", "Search index", blocking=False)
KEYS = Check("keys", "Key files", blocking=True)
CHECKS = (DATABASE, DISK, JAIL, AUDIT, INDEX, KEYS, RECOVERY, BACKUP, *running.CHECKS)
Question = Callable[[], CheckResult]


def database(store: Store) -> CheckResult:
    complaints = store.integrity()
    if complaints:
        return DATABASE.fail(
            f"The database has {len(complaints)} faults: {complaints[0]}", "Restore the last backup."
        )
    return DATABASE.ok("The database is sound and encrypted.")


def disk(folder: Path) -> CheckResult:
    free = shutil.disk_usage(folder).free
    sentence = f"{free // MIB:,} MiB are free where the data directory lies."
    if free < FULL_DISK:
        return DISK.fail(sentence, "Free some space: nothing more can be written.")
    if free < LOW_DISK:
        return DISK.warn(sentence, "Free some space soon.")
    return DISK.ok(sentence)


def jail(store: Store) -> CheckResult:
    acceptance = accepted(store)
    decision = decide(probe(), accepted=bool(acceptance))
    if decision.verdict == "insufficient" and decision.may_read:
        return JAIL.warn(
            f"{decision.sentence} Accepted by {acceptance['by']}: {acceptance['reason']}", "Add the layer."
        )
    if not decision.may_read:
        return JAIL.fail(
            decision.sentence, 'Use a newer kernel, or accept in writing: muster doctor --accept "REASON".'
        )
    if decision.verdict == "noted":
        return JAIL.warn(decision.sentence, "Files are read; see docs/operate/jail.md.")
    return JAIL.ok(decision.sentence)


def log(store: Store) -> CheckResult:
    result = audit.verify(store)
    if result.broken_at:
        return AUDIT.fail(
            f"Entry {result.broken_at} {result.why}.", "Compare with a printed checkpoint and a backup."
        )
    return AUDIT.ok(f"{result.entries:,} entries verify; the last is {result.checkpoint.hash[:16]}….")


def index(ready: bool) -> CheckResult:
    if ready:
        return INDEX.ok("The search index is there.")
    return INDEX.warn(
        "The search index is being built.", "Nothing to do: the worker builds it. Browsing works meanwhile."
    )


def keys(folder: Path) -> CheckResult:
    loose = [p.name for p in (folder / "keys").iterdir() if p.stat().st_mode & 0o077]
    if loose:
        return KEYS.fail(f"Others may read {', '.join(loose)}.", "chmod 600 the files in the keys directory.")
    return KEYS.ok("The key files are readable by their owner only.")


def questions(
    store: Store,
    index_ready: Callable[[], bool],
    backups: Backups,
    worker_seen: Callable[[], datetime | None] = lambda: None,
) -> list[tuple[Check, Question]]:
    """Every check of this installation with the function that answers it."""
    return [
        (DATABASE, lambda: database(store)),
        (DISK, lambda: disk(store.folder)),
        (JAIL, lambda: jail(store)),
        (AUDIT, lambda: log(store)),
        (INDEX, lambda: index(index_ready())),
        (KEYS, lambda: keys(store.folder)),
        (RECOVERY, lambda: health.recovery(backups)),
        (BACKUP, lambda: health.backup(backups)),
        (running.CLOCK, lambda: running.clock(store)),
        (running.FOLDER, lambda: running.folder(store.folder)),
        (running.DOCUMENTS, lambda: running.documents(store)),
        (running.WORKER, lambda: running.worker(store, worker_seen)),
        (running.WORK, lambda: running.background(store)),
        (running.WRITTEN, lambda: running.logging(store.folder)),
    ]


def readiness(
    store: Store, index_ready: Callable[[], bool], backups: Backups
) -> list[tuple[Check, Question]]:
    """The quick part, asked every few seconds by ``/readyz`` and for Today."""
    quick = ("disk", "index", "keys", "backup")
    return [(check, ask) for check, ask in questions(store, index_ready, backups) if check.name in quick]
