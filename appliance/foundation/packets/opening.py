"""Open a sealed file: nothing of it is believed before the signature of its manifest, nothing but what that names.

Bytes are pushed in as age authenticates them (64 KiB at a time), so that a file of any size needs no memory.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyrage
from pydantic import ValidationError
from pyrage import x25519

from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.packets import archive
from appliance.foundation.packets.errors import (
    NotSealed,
    SealDamaged,
    SealNewer,
    SealUnknownSigner,
    SealWrongKey,
)
from appliance.foundation.packets.keys import recipient_of, verified
from appliance.foundation.packets.sealing import FORMAT, MAGIC, MANIFEST, SIGNATURE, SIGNED, Header

LONGEST_HEADER = 64 << 10
LARGEST_MANIFEST = 512 << 20
"""Some three million entries."""


class Manifest(Value):
    """What was sealed, as its signer vouches: ``entries`` are (name, bytes, SHA-256), in order."""

    format: int
    header_sha256: str
    contents: dict[str, Any]
    entries: tuple[tuple[str, int, str], ...]


class Taker(Protocol):
    """Where the bytes of one entry go."""

    def write(self, piece: bytes, /) -> Any: ...

    def close(self) -> None:
        """All of it came, and it is what was sealed."""


Take = Callable[[str, int], Taker | None]
"""Called for each entry with its name and size; None when only its hash is of interest."""


def read_header(path: Path) -> Header:
    """The readable part of a sealed file. Nothing of it is proved. Raises NotSealed, SealNewer, SealDamaged."""
    with path.open("rb") as file:
        return _header(file, path.name)[0]


def open_sealed(
    path: Path,
    secrets: Sequence[str],
    take: Take,
    signers: Collection[str] = (),
    on_manifest: Callable[[Header, Manifest], None] = lambda _header, _manifest: None,
) -> tuple[Header, Manifest]:
    """Read a sealed file to its end, checking every byte; what was in it.

    ``signers`` are the public keys to accept; with none, any signature that fits the header is. ``on_manifest`` is
    called before the first entry and may refuse by raising. Raises NotSealed, SealNewer, SealWrongKey, SealDamaged,
    SealUnknownSigner, and whatever ``take`` raises.
    """
    with path.open("rb") as file:
        header, lines = _header(file, path.name)
        given = [recipient_of(secret) for secret in secrets]
        named = {r.id: r.name for r in header.recipients}
        if not set(given) & set(named):
            raise SealWrongKey(
                name=path.name,
                given=", ".join(_short(g) for g in given) or "none",
                wanted=" or ".join(f"{name} ({_short(public)})" for public, name in named.items()),
            )
        sink = _Sink(path.name, header, lines, take, signers, on_manifest)
        identities = [x25519.Identity.from_str(secret) for secret in secrets]
        try:
            pyrage.decrypt_io(file, sink, identities)
        except (pyrage.DecryptError, OSError, MusterError) as error:
            if sink.failure is not None:
                raise sink.failure from sink.failure.__cause__
            raise SealDamaged(name=path.name, why="it cannot be decrypted to its end") from error
        finally:
            sink.abandon_entry()
        return header, sink.finished()


def _header(file: BinaryIO, name: str) -> tuple[Header, bytes]:
    magic = file.readline(len(MAGIC) + 8)
    if magic != MAGIC:
        if magic.startswith(b"muster-sealed ") and magic.endswith(b"\n"):
            raise SealNewer(name=name, format=magic[14:].decode("ascii", "replace").strip())
        raise NotSealed(name=name, why="its first line is another")
    line = file.readline(LONGEST_HEADER)
    try:
        header = Header.model_validate_json(line)
    except ValidationError as error:
        raise SealDamaged(name=name, why="its second line cannot be read") from error
    if header.format > FORMAT:
        raise SealNewer(name=name, format=header.format)
    if header.lines() != magic + line:
        raise SealDamaged(name=name, why="its second line is not as Muster writes it")
    return header, magic + line


def _short(recipient: str) -> str:
    return f"{recipient[:12]}…"


class _Sink:
    """Takes the archive as it is decrypted, and holds it to the manifest."""

    def __init__(
        self,
        name: str,
        header: Header,
        lines: bytes,
        take: Take,
        signers: Collection[str],
        on_manifest: Callable[[Header, Manifest], None],
    ) -> None:
        self.failure: BaseException | None = None
        self._name, self._header, self._lines = name, header, lines
        self._take, self._signers, self._on_manifest = take, signers, on_manifest
        self._held = bytearray()
        self._front: list[bytes] = []
        self._manifest: Manifest | None = None
        self._number = 0
        self._left = -1
        self._digest = hashlib.sha256()
        self._taker: Taker | None = None
        self._ended = False

    def write(self, piece: bytes) -> int:
        """Take the next bytes. Raises SealDamaged, SealUnknownSigner, and what the takers raise."""
        if self.failure is not None:  # what stands in a buffer is pushed once more when pyrage lets go of us
            raise self.failure
        try:
            view = memoryview(piece)
            while view:
                view = self._body(view) if self._left >= 0 and self._manifest else self._block(view)
        except BaseException as error:
            self.failure = error
            raise
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def finished(self) -> Manifest:
        """What was sealed, when all of it came. Raises SealDamaged."""
        if not self._ended or self._manifest is None:
            raise self._damaged("its end is missing")
        return self._manifest

    def abandon_entry(self) -> None:
        """Let go of an entry of which not all came: there is one after a failure only, which says more than a second.

        A taker that holds something open has ``abandon`` as well.
        """
        abandon = getattr(self._taker, "abandon", None)
        self._taker = None
        if abandon is not None:
            with contextlib.suppress(OSError):
                abandon()

    def _damaged(self, why: str) -> SealDamaged:
        return SealDamaged(name=self._name, why=why)

    def _block(self, view: memoryview) -> memoryview:
        """Headers, paddings, the end, and the two files at the front, which are held whole."""
        wanted = self._wanted()
        room = wanted - len(self._held)
        self._held += view[:room]
        if len(self._held) == wanted:
            block = bytes(self._held)
            self._held.clear()
            self._whole(block)
        return view[room:]

    def _wanted(self) -> int:
        if self._ended:
            raise self._damaged("something follows its end")
        if self._manifest is None:
            return archive.BLOCK if self._left < 0 else self._left + len(archive.padding(self._left))
        if self._left == -2:
            return len(archive.padding(self._manifest.entries[self._number - 1][1]))
        return archive.BLOCK if self._number < len(self._manifest.entries) else len(archive.END)

    def _whole(self, block: bytes) -> None:
        if self._manifest is None:
            self._at_the_front(block)
        elif self._left == -2:
            if block.strip(b"\0"):
                raise self._damaged("there is something between its files")
            self._left = -1
        elif self._number < len(self._manifest.entries):
            self._begin(block)
        elif block == archive.END:
            self._ended = True
        else:
            raise self._damaged("its end is not where it should be")

    def _at_the_front(self, block: bytes) -> None:
        name = (MANIFEST, SIGNATURE)[len(self._front)]
        if self._left < 0:
            try:
                size = archive.size_in(block)
            except ValueError as error:
                raise self._damaged("its manifest cannot be found") from error
            if size > LARGEST_MANIFEST or not size or block != archive.header(name, size):
                raise self._damaged("its manifest cannot be found")
            self._left = size
            return
        content, rest = block[: self._left], block[self._left :]
        if rest.strip(b"\0"):
            raise self._damaged("there is something between its files")
        self._front.append(content)
        self._left = -1
        if len(self._front) == 2:
            self._manifest = self._believe(*self._front)
            self._front.clear()
            self._on_manifest(self._header, self._manifest)

    def _believe(self, content: bytes, signature: bytes) -> Manifest:
        signer = self._header.signer
        if not verified(signer, signature, SIGNED + content):
            raise self._damaged("the signature of its manifest does not fit")
        if self._signers and signer not in self._signers:
            expected = " or ".join(f"{s[:16]}…" for s in self._signers)
            raise SealUnknownSigner(name=self._name, signer=f"{signer[:16]}…", expected=expected)
        try:
            manifest = Manifest.model_validate_json(content)
        except ValidationError as error:
            raise self._damaged("its manifest cannot be read") from error
        if manifest.header_sha256 != hashlib.sha256(self._lines).hexdigest():
            raise self._damaged("its readable header was changed")
        return manifest

    def _begin(self, block: bytes) -> None:
        name, size, _ = self._entry()
        if block != archive.header(name, size):
            raise self._damaged(f"{name} is not where it should be")
        self._digest = hashlib.sha256()
        self._taker = self._take(name, size)
        self._left = size
        if not size:
            self._end()

    def _body(self, view: memoryview) -> memoryview:
        piece = bytes(view[: self._left])
        self._digest.update(piece)
        if self._taker is not None:
            self._taker.write(piece)
        self._left -= len(piece)
        if not self._left:
            self._end()
        return view[len(piece) :]

    def _end(self) -> None:
        name, size, digest = self._entry()
        if self._digest.hexdigest() != digest:
            raise self._damaged(f"{name} is not what was sealed")
        taker, self._taker = self._taker, None
        if taker is not None:
            taker.close()
        self._number += 1
        self._left = -2 if archive.padding(size) else -1

    def _entry(self) -> tuple[str, int, str]:
        if self._manifest is None:
            raise self._damaged("its manifest is missing")
        return self._manifest.entries[self._number]
