"""Open a backup and look whether what is in it can be lived from: every byte, the database, the log, each document.

``unpack`` writes database, keys and settings into a folder; documents only when asked, but each is decrypted with its
owner's key in passing, so that a backup whose keys and documents do not belong together is found here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from appliance.foundation import audit, packets
from appliance.foundation.kernel.canonical import digest
from appliance.foundation.kernel.clock import Clock
from appliance.foundation.store import Store
from appliance.foundation.store.migrations import MIGRATIONS
from appliance.lifecycle import _records as records
from appliance.lifecycle.backup import layout, room
from appliance.lifecycle.backup.errors import BackupNewer, BackupUnsound, NotABackup


@dataclass
class Opened:
    """A backup that was read to its end. ``documents`` were decrypted; ``missing`` were already missing in the original."""

    path: Path
    header: packets.Header
    manifest: packets.Manifest
    counts: dict[str, int]
    log: tuple[int, str]
    documents: int
    missing: int
    trusted: bool
    """Whether the signer was one that was asked for."""

    @property
    def header_and_manifest_sha256(self) -> str:
        """One hash for the header (which the manifest names by its own) and all that was in it."""
        return digest(self.manifest.model_dump(mode="json"))


@dataclass
class _Unpacking:
    path: Path
    folder: Path
    clock: Clock
    with_documents: bool
    store: Store | None = None
    expected: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: int = 0
    manifest: packets.Manifest | None = None

    def begin(self, header: packets.Header, manifest: packets.Manifest) -> None:
        refuse_strangers(self.path, header)
        self.manifest = manifest
        size = sum(n for name, n, _ in manifest.entries if self.with_documents or not _document(name))
        room.need("Opening this backup", size, self.folder)

    def take(self, name: str, _size: int) -> packets.Taker | None:
        """Where an entry goes: documents through their owner's key, the rest into its place."""
        if _document(name):
            if self.store is None:
                self.open_database()
            return _Document(self, name)
        if name not in (layout.DATABASE, layout.SETTINGS) and not name.startswith(layout.KEYS):
            raise BackupUnsound(name=self.path.name, why=f"it holds {name}, which no backup does")
        return _File(_placed(self.folder, name))

    def open_database(self) -> Store:
        """The database with the key that came with it, in the shape it has."""
        if self.store is None:
            if not (self.folder / "keys/store.key").exists() or not (self.folder / layout.DATABASE).exists():
                raise BackupUnsound(name=self.path.name, why="its database or the key to it is missing")
            self.store = Store(self.folder, self.clock, migrating=False)
            with self.store.reading() as tx:
                self.expected = {
                    layout.FILES + self.store.files.place(*one): one for one in records.stored_files(tx)
                }
        return self.store

    def document(self, name: str, sealed: bytes) -> None:
        """Try an owner's key on a document that the database names."""
        found = self.expected.pop(name, None)
        if found is None or self.store is None:
            return
        with self.store.reading() as tx:
            if not self.store.files.opens(tx, *found, sealed):
                raise BackupUnsound(name=self.path.name, why=f"the document {found[1][:16]}… does not open")
        self.documents += 1


class _File:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("xb")
        path.chmod(0o600)

    def write(self, piece: bytes, /) -> None:
        self._file.write(piece)

    def close(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


class _Document:
    def __init__(self, unpacking: _Unpacking, name: str) -> None:
        self._unpacking, self._name = unpacking, name
        self._pieces: list[bytes] = []

    def write(self, piece: bytes, /) -> None:
        self._pieces.append(piece)

    def close(self) -> None:
        sealed = b"".join(self._pieces)
        self._unpacking.document(self._name, sealed)
        if self._unpacking.with_documents:
            file = _File(_placed(self._unpacking.folder, self._name))
            file.write(sealed)
            file.close()


def _placed(folder: Path, untrusted_name: str) -> Path:
    """Where an entry may lie. Raises BackupUnsound for anything but plain names below the folder."""
    parts = untrusted_name.split("/")
    if any(p in ("", ".", "..") or "\\" in p or "\0" in p for p in parts):
        raise BackupUnsound(name=untrusted_name, why="its place is outside the data directory")
    return folder.joinpath(*parts)


def _document(name: str) -> bool:
    return name.startswith(layout.FILES)


def refuse_strangers(path: Path, header: packets.Header) -> None:
    """Raise NotABackup, or BackupNewer when it knows a change of the database that this program does not."""
    if header.kind != layout.KIND:
        raise NotABackup(name=path.name, kind=header.kind)
    known = {name for name, _ in MIGRATIONS}
    later = [name for name in header.about.get("shape", ()) if name not in known]
    if later:
        raise BackupNewer(name=path.name, version=header.version, change=later[0])


def unpack(
    path: Path,
    secrets: Sequence[str],
    folder: Path,
    clock: Clock,
    *,
    signers: Collection[str] = (),
    with_documents: bool = False,
) -> Opened:
    """Open a backup into an empty folder and check all of it.

    Raises what ``packets.open_sealed`` raises, and NotABackup, BackupNewer, BackupUnsound, NoRoom, DiskFilledUp.
    """
    refuse_strangers(path, packets.read_header(path))
    unpacking = _Unpacking(path, folder, clock, with_documents)
    try:
        with room.filling("a backup was being opened"):
            header, manifest = packets.open_sealed(path, secrets, unpacking.take, signers, unpacking.begin)
        store = unpacking.open_database()
        complaints = store.integrity()
        if complaints:
            raise BackupUnsound(name=path.name, why=f"its database has a fault: {complaints[0]}")
        verified = audit.verify(store)
        if verified.broken_at:
            raise BackupUnsound(
                name=path.name, why=f"entry {verified.broken_at} of its audit log {verified.why}"
            )
        with store.reading() as tx:
            counts, log = records.counts(tx), records.log_end(tx)
    finally:
        if unpacking.store is not None:
            unpacking.store.close()
    found = Opened(
        path, header, manifest, counts, log, unpacking.documents, len(unpacking.expected), bool(signers)
    )
    _compare(found)
    return found


def _compare(found: Opened) -> None:
    """What the manifest says about the contents must be what they are."""
    told = found.manifest.contents
    different = sorted(
        name
        for name in {*told["counts"], *found.counts}
        if told["counts"].get(name) != found.counts.get(name)
    )
    if different:
        raise BackupUnsound(name=found.path.name, why=f"the table {different[0]} has another number of rows")
    if tuple(told["log"]) != found.log:
        raise BackupUnsound(name=found.path.name, why="its audit log ends elsewhere")
    if told["missing_documents"] != found.missing:
        raise BackupUnsound(
            name=found.path.name,
            why=f"{found.missing} documents are missing, and {told['missing_documents']} were when it was made",
        )
