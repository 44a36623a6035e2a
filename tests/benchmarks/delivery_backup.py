"""Backups: how long one of 500 MB takes, and how long somebody who writes meanwhile has to wait.

Beside it in the same run: SQLite's own backup call on the same database, and stock `tar` into stock `age` over the
same files, which check nothing afterwards. MB=number changes the size.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from delivery_report import Report

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.packets import parse_key_file
from appliance.foundation.store import Store
from appliance.foundation.store.connection import connect, driver
from appliance.lifecycle.backup.desk import Backups
from appliance.lifecycle.restore import restore_folder

MB = int(os.environ.get("MB", "500")) * 1_000_000
REPEATS = 3
ADA = Actor(ref="user:ada", name="Ada", kind="user")
DOCUMENT = 250_000


def measure(report: Report) -> None:
    """Once with three tenths in the database, as with résumés of a usual size, and once with all of it there."""
    for share, said in ((0.3, "30 % database"), (1.0, "all database")):
        folder = Path(tempfile.mkdtemp(prefix="muster-bench-backup-", dir=os.environ.get("BENCH_TMP")))
        try:
            _measure(report, folder, share, said)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _measure(report: Report, folder: Path, share: float, said: str) -> None:
    store = _filled(folder / "data", share)
    desk = Backups(store, folder / "kept")
    begun = desk.begin_recovery(ADA)
    desk.prove_recovery(ADA, begun.key_file)
    size = sum(p.stat().st_size for p in store.folder.rglob("*") if p.is_file())
    report.note(f"{size / 1e6:.0f} MB of data, {said}; load average {os.getloadavg()[0]:.1f}")
    alone = _writing(store, lambda: time.sleep(4))
    report.row("backup", f"{said}: commit, nothing else going on", alone.commits, "ms", size=size)
    times, busy, waits, commits = [], [], [], []
    for _ in range(REPEATS):
        began, used = time.monotonic(), time.process_time()
        found = _writing(store, lambda: desk.make(ADA))
        times.append(time.monotonic() - began)
        busy.append(time.process_time() - used)
        waits += found.waits
        commits += found.commits
    report.row("backup", f"{said}: made, opened, checked", times, "s", size=size)
    report.row("backup", f"{said}: the same, processor time", busy, "s", size=size)
    report.row("backup", f"{said}: commit while one is made", commits, "ms", size=size)
    report.row("backup", f"{said}: wait for the pen meanwhile", waits, "ms", size=size)
    report.row("backup", f"{said}: longest wait for the pen", [max(waits)], "ms", size=size)
    newest = max((folder / "kept").glob("*.muster-backup"))
    began = time.monotonic()
    restore_folder(newest, parse_key_file(begun.key_file).secrets, folder / "second", SystemClock(), ADA)
    report.row("backup", f"{said}: restored and switched", [time.monotonic() - began], "s", size=size)
    _peers(report, store, folder, said, size)
    store.close()


class _Writing:
    def __init__(self) -> None:
        self.waits: list[float] = []
        self.commits: list[float] = []


def _writing(store: Store, act: object) -> _Writing:
    """Transactions of one row, ten milliseconds apart, while ``act`` runs; in milliseconds."""
    found, stop = _Writing(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.wait(0.01):
            number += 1
            began = time.monotonic()
            with store.writing() as tx:
                held = time.monotonic()
                tx.execute(
                    "INSERT INTO note (name, value) VALUES ('bench', ?) ON CONFLICT (name) DO UPDATE SET value = ?",
                    str(number),
                    str(number),
                )
            found.waits.append((held - began) * 1000)
            found.commits.append((time.monotonic() - began) * 1000)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        act()  # type: ignore[operator]
    finally:
        stop.set()
        thread.join()
    return found


def _filled(folder: Path, share: float) -> Store:
    store = Store(folder, SystemClock())
    documents = int(MB * (1 - share)) // DOCUMENT
    rows = int(MB * share) // 50_000
    for first in range(0, max(documents, rows), 100):
        with store.writing() as tx:
            for number in range(first, first + 100):
                person = f"cand_{number:06d}"
                if number < max(documents, rows):
                    tx.insert("candidate", id=person, name=person, added_at=tx.now, changed_at=tx.now)
                if number < documents:
                    name = store.files.put(tx, person, os.urandom(DOCUMENT))
                    _document(tx, f"doc_{number:06d}", person, name, "{}")
                if number < rows:
                    _document(tx, f"text_{number:06d}", person, "", os.urandom(24_500).hex(), batch=True)
    store.checkpoint()
    return store


def _document(
    tx: object, identifier: str, person: str, name: str, layout: str, *, batch: bool = False
) -> None:
    if batch:  # a row of some 49 kB that names no file
        tx.insert("owner_key", owner=identifier, wrapped=layout, made_at=tx.now)  # type: ignore[attr-defined]
        return
    tx.insert(  # type: ignore[attr-defined]
        "candidate_document", id=identifier, candidate_id=person, sha256=name, file_name="x", format="pdf",
        text="", layout=layout, notes="[]", reader="1", added_at=tx.now,  # type: ignore[attr-defined]
    )  # fmt: skip


def _peers(report: Report, store: Store, folder: Path, said: str, size: int) -> None:
    key = bytes.fromhex((store.folder / "keys/store.key").read_text().strip())
    began = time.monotonic()
    source = connect(store.folder / "muster.db", key)
    target = driver.connect(str(folder / "by-call.db"), isolation_level=None)
    target.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    target.execute("PRAGMA journal_mode = off")
    target.execute("PRAGMA synchronous = off")
    source.backup(target)
    target.close()
    source.close()
    report.row("backup", f"{said}: copy of the database alone", [time.monotonic() - began], "s",
               size=size, engine="sqlite backup")  # fmt: skip
    began = time.monotonic()
    store.snapshot(folder / "by-copy.db")
    report.row("backup", f"{said}: copy of the database alone", [time.monotonic() - began], "s", size=size)
    if shutil.which("age") is None:
        report.note("stock age is not installed: no peer for the sealing")
        return
    recipients = [r for k in (0, 1) for r in ("-r", _recipient(folder, k))]
    began = time.monotonic()
    with (folder / "stock.age").open("wb") as out:
        tar = subprocess.Popen(["tar", "cf", "-", "-C", str(store.folder), "."], stdout=subprocess.PIPE)
        subprocess.run(["age", *recipients], stdin=tar.stdout, stdout=out, check=True)
        tar.wait()
    report.row("backup", f"{said}: sealed, not opened again", [time.monotonic() - began], "s",
               size=size, engine="tar | age")  # fmt: skip


def _recipient(folder: Path, number: int) -> str:
    path = folder / f"stock{number}.key"
    subprocess.run(["age-keygen", "-o", str(path)], check=True, capture_output=True)
    return next(x for x in path.read_text().split() if x.startswith("age1"))
