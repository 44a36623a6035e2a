"""Documents by content hash, each encrypted under its owner's key.

A file lies at ``files/<2>/<name>`` where name = HMAC(master, owner, sha256): the folder tells neither
contents nor whether two owners hold the same document. Destroying an owner's key makes its files unreadable,
in old backups too.
"""

from __future__ import annotations

import os
from pathlib import Path

from appliance.foundation.kernel.crypto import (
    KEY_BYTES,
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


class FileStore:
    def __init__(self, folder: Path, master: bytes) -> None:
        self._folder = folder
        self._wrap = derive_key(master, "owner-keys")
        self._names = derive_key(master, "file-names")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, tx: Writing, owner: str, content: bytes) -> str:
        """Store bytes under ``owner``; the SHA-256. The file is durable before the caller commits.

        A crash between the two leaves an unreferenced encrypted file, which ``orphans`` finds.
        """
        name = sha256(content)
        path = self._path(owner, name)
        if not path.exists():
            key = self._owner_key(tx, owner)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(path, seal(key, content, f"{owner}:{name}"))
        return name

    def get(self, tx: Reading, owner: str, name: str) -> bytes:
        """The bytes whose SHA-256 is ``name``. Raises FileMissing, also when they are damaged."""
        row = tx.one("SELECT wrapped FROM owner_key WHERE owner = ?", owner)
        try:
            sealed = self._path(owner, name).read_bytes()
            if row is None:
                raise FileMissing(reference=name)
            key = unseal(self._wrap, row["wrapped"], owner)
            return unseal(key, sealed, f"{owner}:{name}")
        except (FileNotFoundError, SealBroken) as error:
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

    def destroy_key(self, tx: Writing, owner: str) -> None:
        """Forget the owner's key: every file under it is unreadable from the commit on."""
        tx.execute("DELETE FROM owner_key WHERE owner = ?", owner)

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
