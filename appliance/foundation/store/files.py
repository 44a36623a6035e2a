"""Documents by content hash, each encrypted under its owner's key.

A file lies at ``files/<2>/<name>`` where name = HMAC(master, owner, sha256): the folder tells neither
contents nor whether two owners hold the same document. Destroying an owner's key makes its files unreadable,
in old backups too.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from appliance.foundation.kernel.crypto import (
    KEY_BYTES,
    SEAL_BYTES,
    SealBroken,
    derive_key,
    keyed_digest,
    seal,
    sha256,
    unseal,
)
from appliance.foundation.kernel.files import write_atomically
from appliance.foundation.store.errors import FileMissing
from appliance.foundation.store.transaction import Reading, Writing

MOST_UNDER_WAY = 64
SYNCED_AT_ONCE = 8
"""Files that wait for the disk at the same time: it makes several durable in the time of one."""


class FileStore:
    def __init__(self, folder: Path, master: bytes) -> None:
        self._folder = folder
        self._wrap = derive_key(master, "owner-keys")
        self._names = derive_key(master, "file-names")
        self._writers = ThreadPoolExecutor(SYNCED_AT_ONCE, thread_name_prefix="files")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, tx: Writing, owner: str, content: bytes) -> str:
        """Store bytes under ``owner``; the SHA-256. The file is durable before the caller's transaction commits.

        The disk is waited for while the transaction goes on. A crash before the commit leaves an encrypted
        file that no row names, or a half of one under a name of its own; a disk that refuses raises OSError at the commit.
        """
        name = sha256(content)
        path = self._path(owner, name)
        if path not in tx.files_on_their_way and not path.exists():
            sealed = seal(self._owner_key(tx, owner), content, f"{owner}:{name}")
            if len(tx.before_commit) >= MOST_UNDER_WAY:  # what waits for the disk stands in memory
                tx.before_commit.pop(0)()
            written = self._writers.submit(_write, path, sealed)
            tx.files_on_their_way[path] = written
            tx.before_commit.append(written.result)
        return name

    def get(self, tx: Reading, owner: str, name: str) -> bytes:
        """The bytes whose SHA-256 is ``name``. Raises FileMissing, also when they are damaged."""
        row = tx.one("SELECT wrapped FROM owner_key WHERE owner = ?", owner)
        path = self._path(owner, name)
        if path in tx.files_on_their_way:
            tx.files_on_their_way[path].result()
        try:
            sealed = path.read_bytes()
            if row is None:
                raise FileMissing(reference=name)
            key = unseal(self._wrap, row["wrapped"], owner)
            return unseal(key, sealed, f"{owner}:{name}")
        except (FileNotFoundError, SealBroken) as error:
            raise FileMissing(reference=name) from error

    def size(self, owner: str, name: str) -> int:
        """How many bytes ``get`` would give. Raises FileMissing."""
        try:
            return self._path(owner, name).stat().st_size - SEAL_BYTES
        except FileNotFoundError as error:
            raise FileMissing(reference=name) from error

    def hand_over(self, tx: Writing, old_owner: str, new_owner: str, name: str) -> None:
        """Store the file under another owner as well. The old copy stays until ``remove``."""
        self.put(tx, new_owner, self.get(tx, old_owner, name))

    def remove(self, tx: Writing, owner: str, name: str) -> None:
        """Unlink one file once the transaction is durable."""
        path = self._path(owner, name)
        tx.after_commit.append(lambda: path.unlink(missing_ok=True))

    def seal_for(self, tx: Writing, owner: str, content: bytes, context: str) -> bytes:
        """Bytes that only live as long as the owner's key; kept by the caller, in a row."""
        return seal(self._owner_key(tx, owner), content, f"{owner}:{context}")

    def unseal_for(self, tx: Reading, owner: str, sealed: bytes, context: str) -> bytes:
        """The inverse of ``seal_for``. Raises FileMissing when the owner's key is gone."""
        row = tx.one("SELECT wrapped FROM owner_key WHERE owner = ?", owner)
        if row is None:
            raise FileMissing(reference=context)
        try:
            return unseal(unseal(self._wrap, row["wrapped"], owner), sealed, f"{owner}:{context}")
        except SealBroken as error:
            raise FileMissing(reference=context) from error

    def close(self) -> None:
        """Wait for what is being written."""
        self._writers.shutdown()

    def destroy_key(self, tx: Writing, owner: str) -> None:
        """Forget the owner's key: every file under it is unreadable from the commit on."""
        tx.execute("DELETE FROM owner_key WHERE owner = ?", owner)

    def place(self, owner: str, name: str) -> str:
        """Where the file lies inside the folder: ``<2>/<name>``."""
        return str(self._path(owner, name).relative_to(self._folder))

    def opens(self, tx: Reading, owner: str, name: str, sealed: bytes) -> bool:
        """Whether these sealed bytes are the owner's file whose SHA-256 is ``name``."""
        row = tx.one("SELECT wrapped FROM owner_key WHERE owner = ?", owner)
        if row is None:
            return False
        try:
            content = unseal(unseal(self._wrap, row["wrapped"], owner), sealed, f"{owner}:{name}")
        except SealBroken:
            return False
        return sha256(content) == name

    def _owner_key(self, tx: Writing, owner: str) -> bytes:
        row = tx.one("SELECT wrapped FROM owner_key WHERE owner = ?", owner)
        if row is not None:
            return unseal(self._wrap, row["wrapped"], owner)
        key = os.urandom(KEY_BYTES)
        tx.insert("owner_key", owner=owner, wrapped=seal(self._wrap, key, owner), made_at=tx.now)
        return key

    def _path(self, owner: str, name: str) -> Path:
        hidden = keyed_digest(self._names, f"{owner}:{name}".encode())
        return self._folder / hidden[:2] / hidden


def _write(path: Path, sealed: bytes) -> None:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_atomically(path, sealed)
