"""Carry a data directory into the next generation, then bring the copy to the shape this program knows.

The first half is done by the program that wrote the data, the second by the one that is to use it; both as the service
user, so that nobody's links are followed with root's rights. ``muster carry`` and ``muster settle`` are the two halves on
the command line; an older program calls a newer one through them, so their words stay (docs/formats/generations.md).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import Clock
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.store import Store, empty_log
from appliance.lifecycle import _records as records

LEFT_BEHIND = {
    "index", "logs", "backups", "in-use.lock", "worker.lock", "serve.pid", "muster.db-wal", "muster.db-shm",
}  # fmt: skip
"""Derived (the index is built again), local to a generation, or belonging to none."""
DATABASE = "muster.db"
LINKED = ("files", "inbox")
"""Folders whose files are never changed in place: they are linked where the file system allows."""


class CopyDiffers(MusterError):
    code = "copy_differs"
    message = "After the migration of the copy {what}: {before} before, {after} after."
    hint = "Nothing was switched and nothing is lost. Report this with the record of the attempt."
    exit_code = 3


class CopyUnsound(MusterError):
    code = "copy_unsound"
    message = "The copy of the data is not sound: {why}"
    hint = "Nothing was switched. Run `muster doctor`; if the running data is damaged too, restore a backup."
    exit_code = 3


def carry(source: Path, target: Path) -> None:
    """Copy everything that belongs to the data from ``source`` into the empty folder ``target``.

    The caller has ``source`` alone. Raises KeyFileMissing, WrongKey, StoreDamaged, OSError.
    """
    if (source / DATABASE).exists():
        empty_log(source)
    for entry in sorted(source.iterdir()):
        if entry.name in LEFT_BEHIND or entry.is_symlink():
            continue
        if entry.is_dir():
            copy = _link_or_copy if entry.name in LINKED else shutil.copy2
            shutil.copytree(entry, target / entry.name, symlinks=True, copy_function=copy)
        elif entry.is_file():
            shutil.copy2(entry, target / entry.name)
    for key in (target / "keys").glob("*"):
        key.chmod(0o600)  # whatever became of the modes on the way here


def _link_or_copy(source: str, target: str) -> str:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
    return target


def settle(folder: Path, clock: Clock, note: dict[str, Any] | None = None) -> dict[str, Any]:
    """Migrate the data in ``folder`` (made if empty), check it whole, and say what is in it.

    ``note`` is written into the audit log. Returns ``{"schema", "counts", "audit": {"entries", "hash"}}``. Raises
    NewerData, CopyUnsound, WrongKey, StoreDamaged.
    """
    store = Store(folder, clock)
    try:
        complaints = store.integrity()
        if complaints:
            raise CopyUnsound(why=complaints[0])
        verified = audit.verify(store)
        if verified.broken_at:
            raise CopyUnsound(why=f"entry {verified.broken_at} of the audit log {verified.why}.")
        with store.reading() as tx:
            found = {"schema": records.schema(tx), "counts": records.what_people_have(tx)}
        found["audit"] = {"entries": verified.entries, "hash": verified.checkpoint.hash}
        if note:
            with store.writing() as tx:
                audit.append(tx, INSTALLER, "lifecycle.changed", str(note.get("kind", "")), note)
        store.checkpoint()
    finally:
        store.close()
    return found


def since(folder: Path, clock: Clock, seq: int) -> dict[str, Any]:
    """What people did after entry ``seq`` of the audit log: ``{"actions": {name: n}, "counts": {name: n}}``."""
    store = Store(folder, clock)
    try:
        with store.reading() as tx:
            return {"actions": records.since(tx, seq, INSTALLER.ref), "counts": records.what_people_have(tx)}
    finally:
        store.close()


INSTALLER = Actor(ref="console:installer", name="installer", kind="console")


def compare(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Raise CopyDiffers unless the migrated copy holds what the data held, as far as both programs count it."""
    pairs = [
        (f"the number of {n} differs", before["counts"][n], after["counts"].get(n)) for n in before["counts"]
    ]
    pairs.append(
        ("the length of the audit log differs", before["audit"]["entries"], after["audit"]["entries"])
    )
    pairs.append(("the end of the audit log differs", before["audit"]["hash"], after["audit"]["hash"]))
    for what, old, new in pairs:
        if new is not None and old != new:
            raise CopyDiffers(what=what, before=old, after=new)
