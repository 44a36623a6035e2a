"""Restore a backup beside the live data and switch to it by one rename.

    1  open the backup into an empty folder, checking every byte (wrong key, newer schema, damage: refused here)
    2  bring its database to the shape this program knows
    3  compare: rows of every table, the end of the audit log, soundness
    4  become another installation: a number and a key of its own
    5  write into its log what happened, and have the index built anew
    6  switch: by generations where Muster is installed, else by exchanging two folders in one rename

Until 6 the live data are only looked at; when anything fails, what was unpacked is removed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import Clock
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import exchange, sync_folder
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.store import Store, in_use
from appliance.lifecycle import _records as records
from appliance.lifecycle import evidence, host, outside
from appliance.lifecycle.backup import layout
from appliance.lifecycle.backup.checking import Opened, unpack
from appliance.lifecycle.backup.errors import BackupUnsound
from appliance.lifecycle.generations import NothingInstalled
from appliance.lifecycle.identity import Identity, renew
from appliance.lifecycle.installation import Installation
from appliance.lifecycle.serving import STOPPING, stop_serving

Say = Callable[[str], None]
Look = Callable[[Installation, Path, Path, str], list[str]]

MARK = "RESTORING"
"""Stands in a folder that is not live yet, so that what an interrupted restore left can be told from data."""


class CannotSwitch(MusterError):
    code = "cannot_switch"
    message = "{folder} cannot be exchanged for the restored data: {why}."
    hint = "If it is a mount point, restore into a folder inside it: --data {folder}/restored."
    http_status = 409


@dataclass(frozen=True, slots=True)
class Filled:
    """A folder that holds what was in a backup, ready to be switched to."""

    opened: Opened
    migrated: tuple[str, ...]
    identity: Identity


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did; ``kept`` is where the data it replaced are now (None when there were none)."""

    data: Path
    filled: Filled
    kept: Path | None
    record: Path | None = None
    """The record of it, where an installation keeps records."""


def fill(
    path: Path,
    secrets: Sequence[str],
    folder: Path,
    clock: Clock,
    actor: Actor,
    *,
    signers: Collection[str] = (),
) -> Filled:
    """Steps 1 to 5 into an empty folder. Raises what ``checking.unpack`` raises, and BackupUnsound."""
    opened = unpack(path, secrets, folder, clock, signers=signers, with_documents=True)
    store = Store(folder, clock)
    try:
        migrated = tuple(n for n in store.shape() if n not in opened.manifest.contents["shape"])
        with store.reading() as tx:
            counts, log = records.counts(tx), records.log_end(tx)
        lost = [
            name
            for name, count in opened.counts.items()
            if counts.get(name, 0) < count and not name.startswith("_")
        ]
        if lost or log != opened.log:
            raise BackupUnsound(
                name=path.name, why=f"rows of {lost[0] if lost else 'the audit log'} did not come through"
            )
        complaints = store.integrity()
        if complaints:
            raise BackupUnsound(name=path.name, why=f"after the change of shape: {complaints[0]}")
        own = renew(store)
        with store.writing() as tx:
            work.release_all(tx)
            work.enqueue(tx, "search.rebuild", unique_key="rebuild")
            detail = {
                "from": opened.header.instance,
                "made_at": opened.header.made_at,
                "now": own.instance,
                "entries": opened.log[0],
                "documents": opened.documents,
                "migrated": len(migrated),
            }
            audit.append(tx, actor, "backup.restored", path.name, detail)
        store.checkpoint()
    finally:
        store.close()
    return Filled(opened, migrated, own)


def restore_folder(
    path: Path,
    secrets: Sequence[str],
    data: Path,
    clock: Clock,
    actor: Actor,
    *,
    signers: Collection[str] = (),
) -> Restored:
    """Restore into a data directory that no installation manages; what was there stays beside it.

    Raises DataInUse, CannotSwitch, and what ``fill`` raises.
    """
    data = data.resolve()
    data.parent.mkdir(parents=True, exist_ok=True)
    _clear_away(data)
    (data / MARK).unlink(missing_ok=True)  # a restore that was killed after its switch: these data are live
    occupied = data.is_dir() and any(data.iterdir())
    draft = Path(tempfile.mkdtemp(prefix=f"{data.name}.restoring-", dir=data.parent))
    try:
        (draft / MARK).touch()
        with _nobody_else(data if occupied else None):
            filled = fill(path, secrets, draft, clock, actor, signers=signers)
            _take_backups_along(data, draft)
            os.sync()
            kept = _switch(draft, data, clock) if occupied else None
            if not occupied:
                _name(draft, data)
    except BaseException:
        if (draft / MARK).exists():
            shutil.rmtree(draft, ignore_errors=True)
        raise
    (data / MARK).unlink()
    sync_folder(data)
    return Restored(data, filled, kept)


def restore_generation(
    path: Path,
    secrets: Sequence[str],
    installation: Installation,
    clock: Clock,
    actor: Actor,
    say: Say,
    *,
    signers: Collection[str] = (),
    look: Look = outside.look,
) -> Restored:
    """Restore as a new generation of an installation; the one before stays and can be gone back to.

    The server is stopped, and started again however it ends; ``look`` asks the restored generation as a client would
    before it is proven. A record is written either way. Raises NothingInstalled, ChangeUnderWay, DataInUse, Unhealthy, and
    what ``fill`` raises; the generation from before then runs.
    """
    places = installation.generations()
    active = places.active()
    if active is None:
        raise NothingInstalled(program=places.program)
    about: dict[str, Any] = {"backup": path.name, "from": {"generation": active.number}}
    try:
        with host.stopped(installation, say), places.changing("restore") as change:
            stop_serving(active.data, say)
            say("Opening the backup and checking all of it …")
            with _nobody_else(active.data, STOPPING):
                filled = fill(path, secrets, change.data, clock, actor, signers=signers)
                about |= _told(filled)
                _give_to_the_owner_of(active.data, change.data)
                data = change.switch(active.release)
                say("Looking at it as a client would …")
                about["seen"] = look(installation, active.release, data, VERSION)
                change.prove()
                about["generation"] = change.number
    except BaseException as error:
        about["reason"] = error.sentence if isinstance(error, MusterError) else type(error).__name__
        evidence.write(installation.program, clock, "restore", "failed", about)
        raise
    record = evidence.write(installation.program, clock, "restore", "done", about)
    return Restored(data, filled, active.data, record)


def _told(filled: Filled) -> dict[str, Any]:
    """What a record holds of a restore: hashes and counts, nothing about a person."""
    opened = filled.opened
    return {
        "backup_manifest_sha256": opened.header_and_manifest_sha256,
        "backup_of": opened.header.instance,
        "backup_made_at": opened.header.made_at,
        "signed_by": opened.header.signer,
        "signer_compared": opened.trusted,
        "now": filled.identity.instance,
        "documents": opened.documents,
        "audit_log_ends_at": f"{opened.log[0]}:{opened.log[1]}",
        "counts": {name: count for name, count in opened.counts.items() if count},
        "migrated": list(filled.migrated),
    }


@contextmanager
def _nobody_else(data: Path | None, wait: float = 0) -> Iterator[None]:
    """Have the data alone, so that neither a server nor a command works on them meanwhile. Raises DataInUse."""
    if data is None or not (data / in_use.NAME).exists():  # never made here: root would own it
        yield
        return
    with in_use.alone(data, wait):
        yield


def _clear_away(data: Path) -> None:
    """Remove what interrupted restores left: only folders that were never live."""
    for folder in data.parent.glob(f"{data.name}.restoring-*"):
        if (folder / MARK).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _take_backups_along(data: Path, draft: Path) -> None:
    """Backups that lie inside the old data directory are linked into the new one."""
    there = data / "backups"
    if not there.is_dir():
        return
    (draft / "backups").mkdir(mode=0o700)
    for path in there.glob(f"*{layout.SUFFIX}"):
        (draft / "backups" / path.name).hardlink_to(path)


def _switch(draft: Path, data: Path, clock: Clock) -> Path:
    try:
        exchange(draft, data)
    except OSError as error:
        raise CannotSwitch(folder=data, why=os.strerror(error.errno or 0)) from error
    kept = data.with_name(f"{data.name}.before-{clock.now():%Y%m%dT%H%M%S.%fZ}")
    draft.rename(kept)
    sync_folder(data.parent)
    return kept


def _name(draft: Path, data: Path) -> None:
    try:
        draft.rename(data)
    except OSError as error:
        raise CannotSwitch(folder=data, why=os.strerror(error.errno or 0)) from error
    sync_folder(data.parent)


def _give_to_the_owner_of(model: Path, folder: Path) -> None:
    """Whoever restores as root leaves the files to the service's own user."""
    owner = model.stat()
    if os.geteuid() != 0 or owner.st_uid == 0:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
