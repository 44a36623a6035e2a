"""Seal files into one: two readable lines, then an age file with a tar archive that begins with a signed manifest.

    muster-sealed 1
    {"about":{…},"format":1,"instance":"…","kind":"backup","made_at":"…","recipients":[…],"signer":"…","version":"…"}
    <age file: tar of MANIFEST.json, MANIFEST.sig and the entries in the order of the manifest>

The format is described in docs/formats/backup.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyrage
from pyrage import x25519

from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json
from appliance.foundation.packets import archive
from appliance.foundation.packets.keys import Signer

FORMAT = 1
MAGIC = b"muster-sealed 1\n"
MANIFEST, SIGNATURE = "MANIFEST.json", "MANIFEST.sig"
SIGNED = b"muster-sealed 1 manifest\n"
"""Stands before the manifest when it is signed, so that the signature means nothing elsewhere."""


class SourceChanged(Exception):
    """A file changed or vanished while it was being sealed."""


class Recipient(Value):
    """A key that opens: ``id`` is its public half (``age1…``), ``name`` says whose it is."""

    id: str
    name: str


class Header(Value):
    """What anybody can read of a sealed file. It is not secret; the manifest holds its hash."""

    format: int = FORMAT
    kind: str
    instance: str
    version: str
    made_at: str
    recipients: tuple[Recipient, ...]
    signer: str
    about: dict[str, Any]

    def lines(self) -> bytes:
        """The two lines a sealed file begins with."""
        return MAGIC + canonical_json(self.model_dump(mode="json")) + b"\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: where it comes from, and what it is called, weighs and hashes to."""

    name: str
    size: int
    sha256: str
    source: archive.Source


def measured(name: str, source: archive.Source) -> Entry:
    """An entry for a file as it is now. Raises FileNotFoundError."""
    size, digest = 0, hashlib.sha256()
    for piece in archive.chunks_of(source):
        size += len(piece)
        digest.update(piece)
    return Entry(name, size, digest.hexdigest(), source)


def seal(
    target: BinaryIO, header: Header, entries: Sequence[Entry], contents: dict[str, Any], signer: Signer
) -> None:
    """Write a sealed file. ``contents`` is kept in the signed manifest. Raises SourceChanged, OSError.

    ``header.signer`` has to be the signer's public key, which the manifest vouches for with the rest of the header.
    """
    lines = header.lines()
    manifest = canonical_json(
        {
            "format": FORMAT,
            "header_sha256": hashlib.sha256(lines).hexdigest(),
            "contents": contents,
            "entries": [[e.name, e.size, e.sha256] for e in entries],
        }
    )
    front = [
        measured(MANIFEST, manifest),
        measured(SIGNATURE, signer.sign(SIGNED + manifest)),
    ]
    target.write(lines)
    target.flush()
    recipients = [x25519.Recipient.from_str(r.id) for r in header.recipients]
    reader, writer = _Reader(_archive([*front, *entries])), _Writer(target)
    try:
        pyrage.encrypt_io(reader, writer, recipients)
    except (pyrage.EncryptError, OSError, SourceChanged) as error:  # pyrage puts our own into one of its own
        raise reader.failure or writer.failure or error from error


def _archive(entries: Iterable[Entry]) -> Iterator[bytes]:
    for entry in entries:
        yield archive.header(entry.name, entry.size)
        written = 0
        try:
            for piece in archive.chunks_of(entry.source):
                written += len(piece)
                yield piece
        except FileNotFoundError as error:
            raise SourceChanged(entry.name) from error
        if written != entry.size:
            raise SourceChanged(entry.name)
        yield archive.padding(entry.size)
    yield archive.END


class _Writer:
    """A file that remembers why it could not be written."""

    def __init__(self, file: BinaryIO) -> None:
        self.failure: BaseException | None = None
        self._file = file

    def write(self, piece: bytes) -> int:
        try:
            return self._file.write(piece)
        except BaseException as error:
            self.failure = error
            raise

    def flush(self) -> None:
        try:
            self._file.flush()
        except BaseException as error:
            self.failure = error
            raise


class _Reader:
    """Pieces of any size as something to read from; it remembers why there are no more."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.failure: BaseException | None = None
        self._pieces = pieces
        self._piece = memoryview(b"")

    def read(self, most: int = -1) -> bytes:
        while not self._piece:
            try:
                following = next(self._pieces, None)
            except BaseException as error:
                self.failure = error
                raise
            if following is None:
                return b""
            self._piece = memoryview(following)
        found, self._piece = self._piece[:most], self._piece[most:]
        return bytes(found)
