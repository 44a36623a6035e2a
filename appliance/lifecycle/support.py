"""What somebody who helps needs to know, by a list of what may be said: nothing is searched for secrets and cut out,
only what stands on a list of our own gets in.

Every word in a bundle is a name from the program itself; everything else in it is a number, a version or a time. So no
name, address, path, host or word of a document can be in it, whatever is in the data directory, the settings or the logs.
"""

from __future__ import annotations

import builtins
import hashlib
import io
import json
import os
import platform
import re
import shutil
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.names import AUDIT_ACTIONS, WORK_KINDS
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.settings import Settings
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.observability.checks import CheckResult
from appliance.foundation.observability.metrics import METRICS, Counted
from appliance.foundation.store import Store, driver_versions, own_tables
from appliance.foundation.store.migrations import MIGRATIONS
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup.desk import Backups

OTHER = "(other)"
LOG_EVENTS = frozenset(
    {
        "backup.failed", "backup.made", "backup.unreadable", "check.broken", "inbox.failed", "index.absent", "index.damaged",
        "index.not_ready_yet", "index.rebuilt", "intake.file_failed", "intake.not_read_again",
        "intake.reader_stopped", "jail.host_lacks", "jail.host_started", "jail.killed", "lan.certificate_renewed",
        "lan.renewal_failed", "request.answered", "request.failed", "request.refused", "sampling.failed",
        "tls.accept_failed", "tls.no_server", "work.failed", "work.given_up", "worker.another_is_at_work",
        "worker.ended", "worker.parent_is_gone", "worker.started", "worker.stopped",
    }
)  # fmt: skip
"""Log lines that are counted under their own name; all others together as ``(other)``."""

LEVELS = ("DEBUG", "INFO", "WARN", "ERROR", "FATAL")
FOLDERS = ("files", "index", "logs", "keys", "backups", "inbox", "spool")
NUMBERS = ("port", "threads", "readers")
STATES = ("waiting", "claimed", "done", "given_up")
VERDICTS = ("", "accepted", "duplicate", "needs_review", "unreadable", "container", "undone")
MOST_LOG_BYTES = 8 << 20
_PLACE = re.compile(r"([a-z_][a-z0-9_]*)\.py:(\d{1,5}) ")

Part = tuple[str, str]
"""A file's name in the bundle and its text."""


def collect(
    store: Store, settings: Settings, backups: Backups, checks: list[CheckResult], counted: dict[str, Counted]
) -> list[Part]:
    """Every part of the bundle, in order; what the preview shows and the file holds."""
    parts: list[tuple[str, Callable[[], Any]]] = [
        ("about.json", _about),
        ("checks.json", lambda: {c.name: c.status for c in checks}),
        ("settings.json", lambda: _settings(settings)),
        ("database.json", lambda: _database(store)),
        ("folders.json", lambda: _folders(store.folder)),
        ("work.json", lambda: _work(store)),
        ("backups.json", lambda: _backups(backups)),
        ("audit.json", lambda: _audit(store)),
        ("measurements.json", lambda: _measurements(counted)),
        ("logs.json", lambda: _logs(store.folder / "logs")),
    ]
    return [(name, json.dumps(_collected(ask), indent=1, sort_keys=True)) for name, ask in parts]


def bundle(store: Store, actor: Actor, parts: list[Part]) -> tuple[str, bytes]:
    """The file's name and its bytes: a ZIP with a list of its parts and their SHA-256; written into the audit log."""
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in parts}
    listed: Part = ("MANIFEST.json", json.dumps(hashes, indent=1, sort_keys=True))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in [listed, *parts]:
            archive.writestr(zipfile.ZipInfo(name), text)
    with store.writing() as tx:
        audit.append(tx, actor, "appliance.support_bundle", "bundle", {"parts": len(parts)})
    return f"muster-support-{store.clock.now():%Y%m%d-%H%M}.zip", made.getvalue()


def _collected(ask: Callable[[], Any]) -> Any:
    """A part that cannot be made is said by the kind of its error alone."""
    try:
        return ask()
    except (MusterError, OSError, ValueError) as error:
        return {"could_not_be_collected": _kind(type(error).__name__)}


def _about() -> dict[str, Any]:
    kernel = re.match(r"\d+(\.\d+)*", platform.release())
    return {
        "version": VERSION,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": ".".join(map(str, sys.version_info[:3])),
        "kernel": kernel.group() if kernel else OTHER,
        "machine": _of(platform.machine(), ("x86_64", "aarch64")),
        "libc": platform.libc_ver()[1][:12] if re.fullmatch(r"[\d.]+", platform.libc_ver()[1]) else OTHER,
        "processors": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        **driver_versions(),
    }


def _settings(settings: Settings) -> dict[str, Any]:
    """Numbers and choices as they are; of texts and paths only whether they were set."""
    default = Settings()
    found: dict[str, Any] = {name: getattr(settings, name) for name in NUMBERS}
    found["log_level"] = settings.log_level
    for name in sorted(set(Settings.model_fields) - {*NUMBERS, "log_level"}):
        found[name] = "set" if getattr(settings, name) != getattr(default, name) else "default"
    return found


def _database(store: Store) -> dict[str, Any]:
    known = {name for name, _ in MIGRATIONS}
    with store.reading() as tx:
        counts = records.counts(tx)
    tables = own_tables()
    return {
        "shape": [name if name in known else OTHER for name in store.shape()],
        "rows": {name: n for name, n in counts.items() if name in tables},
        "other_tables": sum(name not in tables for name in counts),
        "faults": len(store.integrity()),
        "bytes": {
            p: (store.folder / p).stat().st_size
            for p in ("muster.db", "muster.db-wal")
            if (store.folder / p).exists()
        },
    }


def _folders(data: Path) -> dict[str, Any]:
    usage = shutil.disk_usage(data)
    found: dict[str, Any] = {
        "disk_free": usage.free,
        "disk_total": usage.total,
        "mode": oct(data.stat().st_mode & 0o777),
    }
    for name in FOLDERS:
        folder = data / name
        if folder.is_dir():
            files = [p for p in folder.rglob("*") if p.is_file()]
            loose = sum(p.stat().st_mode & 0o077 != 0 for p in files)
            found[name] = {
                "files": len(files),
                "bytes": sum(p.stat().st_size for p in files),
                "open_to_others": loose,
            }
    return found


def _work(store: Store) -> dict[str, Any]:
    with store.reading() as tx:
        states, given_up = records.work_states(tx), work.given_up(tx, 200)
        totals = records.totals(tx)
    kinds = Counter((_of(r["kind"], WORK_KINDS), _kind(str(r["error"]).partition(":")[0])) for r in given_up)
    return {
        "states": {s: states.get(s, 0) for s in STATES},
        "oldest_due_seconds": totals["oldest_due"],
        "given_up": [
            {"kind": kind, "error": error, "times": n} for (kind, error), n in sorted(kinds.items())
        ],
    }


def _backups(backups: Backups) -> dict[str, Any]:
    states = Counter(_of(row["state"], ("good", "failed", "removed", "unsound")) for row in backups.history())
    newest, (proved, waits) = backups.newest(), backups.recovery_keys()
    return {
        "attempts": dict(sorted(states.items())),
        "newest_bytes": newest.bytes if newest else 0,
        "newest_missing_documents": newest.missing if newest else 0,
        "drills": dict(Counter(_of(d["state"], ("good", "failed")) for d in backups.drills())),
        "recovery_key": "proved" if proved else "waits" if waits else "none",
        "plan": backups.plan().model_dump(),
        "on_the_disk_of_the_data": backups.on_the_disk_of_the_data(),
    }


def _audit(store: Store) -> dict[str, Any]:
    verified = audit.verify(store)
    with store.reading() as tx:
        actions = records.actions(tx)
    return {
        "entries": verified.entries,
        "verifies": not verified.broken_at,
        "actions": {name: n for name, n in actions.items() if name in AUDIT_ACTIONS},
    }


def _measurements(counted: dict[str, Counted]) -> dict[str, Any]:
    """Each metric added up over everything but the process: labels stay out."""
    names = {m.name for m in METRICS}
    found: dict[str, float] = {}
    for process in ("web", "worker", "store"):
        for name, sample, _labels, value in counted.get(process, ()):
            if name in names and not sample.endswith("_bucket"):
                ending = next((e for e in ("_sum", "_count") if sample.endswith(e)), "")
                key = f"{process} {name}{ending}"
                found[key] = found.get(key, 0) + float(value)
    return found


def _logs(folder: Path) -> list[dict[str, Any]]:
    """How often each known event was logged, with the kind of error and the place in our own program."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    for line in _lines(folder):
        try:
            told = json.loads(line)
            exception = told.get("exception") or {}
            key = (
                _of(told.get("body"), LOG_EVENTS),
                _of(told.get("severity_text"), LEVELS),
                _kind(exception.get("type", "")),
                _place(exception.get("at") or []),
            )
        except (ValueError, AttributeError, TypeError):
            key = (OTHER, "", "", "")
        seen[key] += 1
    return [
        {"event": event, "level": level, "error": error, "at": place, "times": n}
        for (event, level, error, place), n in sorted(seen.items())
    ]


def _lines(folder: Path) -> Iterator[str]:
    for name in ("web.log", "worker.log"):
        path = folder / name
        if path.is_file():
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - MOST_LOG_BYTES))
                yield from file.read().decode("utf-8", "replace").splitlines()


def _of(untrusted_value: Any, known: Iterable[str]) -> str:
    """The value when it stands on the list; else that there was another one."""
    return untrusted_value if isinstance(untrusted_value, str) and untrusted_value in known else OTHER


def _kind(untrusted_name: Any) -> str:
    """The name of an error's class, when it is one of Python's or of ours."""
    if not untrusted_name:
        return ""
    if not isinstance(untrusted_name, str):
        return OTHER
    found = getattr(builtins, untrusted_name, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return untrusted_name
    return untrusted_name if untrusted_name in _our_errors() else OTHER


def _our_errors() -> set[str]:
    names, queue = set[str](), [MusterError]
    while queue:
        one = queue.pop()
        names.add(one.__name__)
        queue += one.__subclasses__()
    return names


def _place(untrusted_places: list[Any]) -> str:
    """The last place that is in a loaded file of ours, as ``file.py:line``."""
    ours = {name.rsplit(".", 1)[-1] for name in sys.modules if name.startswith("appliance.")}
    for one in reversed(untrusted_places[-12:]):
        found = _PLACE.match(one) if isinstance(one, str) else None
        if found and found[1] in ours:
            return f"{found[1]}.py:{found[2]}"
    return ""
