"""Make a backup: copy, seal, open it again, and only then give it its name."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.foundation import packets
from appliance.foundation.kernel.clock import Clock, iso
from appliance.foundation.kernel.files import sync_folder
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup import layout, room
from appliance.lifecycle.backup.checking import Opened, unpack
from appliance.lifecycle.backup.errors import BackupBusy, KeepsMoving, RecoveryKeyMissing
from appliance.lifecycle.backup.recovery import proved
from appliance.lifecycle.identity import Identity, identity

TRIES = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was opened again and found sound."""

    path: Path
    bytes: int
    documents: int
    missing: int
    opened: Opened


def make(store: Store, folder: Path) -> Made:
    """Make a backup of the data directory in ``folder``.

    1 take the lock and clear away what an earlier try left; 2 look whether there is room; 3 copy the database while
    others go on writing; 4 measure what goes in; 5 seal; 6 open it again and check everything; 7 give it its name.

    Raises RecoveryKeyMissing, BackupBusy, NoRoom, DiskFilledUp, KeepsMoving, and what ``checking.unpack`` raises.
    Whatever is raised, nothing half-written stays.
    """
    own = identity(store)
    recovery = proved(store)
    if recovery is None:
        raise RecoveryKeyMissing
    recipients = (own.recipient, packets.Recipient(id=recovery.recipient, name=recovery.name))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(folder), _place(folder) as place, room.filling("a backup was being made"):
        _look_for_room(store, folder)
        for _ in range(TRIES):
            try:
                sealed = _seal(store, own, recipients, place)
                break
            except packets.SourceChanged:
                shutil.rmtree(place / "copy")
                (place / "sealed").unlink(missing_ok=True)
        else:
            raise KeepsMoving
        shutil.rmtree(place / "copy")
        scratch = place / "opened"
        scratch.mkdir(mode=0o700)
        opened = unpack(sealed, own.secrets[:1], scratch, store.clock, signers=[own.signer.public])
        path = folder / _name(store, own)
        sealed.rename(path)
        sync_folder(folder)
        opened.path = path
        return Made(path, path.stat().st_size, opened.documents, opened.missing, opened)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One backup at a time. Raises BackupBusy."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupBusy from error
        for leftover in folder.glob(f"{layout.MAKING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _place(folder: Path) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix=layout.MAKING, dir=folder))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _look_for_room(store: Store, folder: Path) -> None:
    database = sum(p.stat().st_size for p in store.folder.glob(f"{layout.DATABASE}*"))
    documents = sum(p.stat().st_size for _, p in layout.stored_files(store.folder))
    room.need("A backup", 2 * database + documents, folder)  # a copy of the database beside what is sealed


def _seal(store: Store, own: Identity, recipients: tuple[packets.Recipient, ...], place: Path) -> Path:
    """Copy and seal into ``place``. Raises packets.SourceChanged when a document goes in the meantime."""
    copy = place / "copy"
    (copy / "keys").mkdir(mode=0o700, parents=True)
    before = dict(layout.stored_files(store.folder))
    store.snapshot(copy / layout.DATABASE)
    documents = {**before, **dict(layout.stored_files(store.folder))}
    entries = [packets.measured(name, path) for name, path in layout.key_files(store.folder)]
    if (store.folder / layout.SETTINGS).exists():
        entries.append(packets.measured(layout.SETTINGS, store.folder / layout.SETTINGS))
    entries.append(packets.measured(layout.DATABASE, copy / layout.DATABASE))
    (copy / "keys/store.key").write_bytes((store.folder / "keys/store.key").read_bytes())
    contents, expected = _contents(copy, store.clock)
    present = []
    for name, path in documents.items():
        try:
            present.append(packets.measured(name, path))
        except FileNotFoundError as error:
            if name in expected:
                raise packets.SourceChanged(name) from error
    gone = expected - {e.name for e in present}
    if gone and gone - _named(store):  # came and went while the copy was made: neither missing nor there
        raise packets.SourceChanged(min(gone))
    contents["missing_documents"] = len(gone)
    header = packets.Header(
        kind=layout.KIND,
        instance=own.instance,
        version=VERSION,
        made_at=iso(store.clock.now()),
        recipients=recipients,
        signer=own.signer.public,
        about={"shape": contents["shape"], "bytes": sum(e.size for e in [*entries, *present])},
    )
    sealed = place / "sealed"
    with sealed.open("xb") as file:
        sealed.chmod(0o600)
        packets.seal(file, header, [*entries, *present], contents, own.signer)
        file.flush()
        os.fsync(file.fileno())
    return sealed


def _contents(copy: Path, clock: Clock) -> tuple[dict[str, Any], set[str]]:
    """What the copied database holds, for the manifest; and the names of the documents it speaks of."""
    looked = Store(copy, clock, migrating=False)
    try:
        with looked.reading() as tx:
            contents = {
                "shape": looked.shape(),
                "counts": records.counts(tx),
                "log": list(records.log_end(tx)),
            }
        return contents, _named(looked)
    finally:
        looked.close()


def _named(store: Store) -> set[str]:
    """The names, inside a backup, of the documents that a database speaks of."""
    with store.reading() as tx:
        return {layout.FILES + store.files.place(*one) for one in records.stored_files(tx)}


def _name(store: Store, own: Identity) -> str:
    moment = store.clock.now().strftime("%Y%m%dT%H%M%S.%fZ")
    return f"muster-{own.instance[-8:]}-{moment}{layout.SUFFIX}"
