"""A sealed packet back into records, checked before they are believed; and the order of packets."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from appliance.foundation.contracts.layouts import load_layout
from appliance.foundation.contracts.transfer import (
    CarriedCandidate,
    CarriedDocument,
    CarriedPosting,
    CarriedRequisition,
)
from appliance.foundation.packets import Header, Manifest, open_sealed
from appliance.recruiting.transfer.errors import RecordNotUnderstood

LARGEST_RECORD = 64 << 20
LARGEST_DOCUMENT = 256 << 20
_DOCUMENT = re.compile(r"(\d{7})/([0-9a-f]{64})")
_RECORD = re.compile(r"(\d{7})\.json")

Record = CarriedCandidate | CarriedRequisition
Handle = Callable[[Record, str, dict[str, bytes]], None]
"""Called for each record with the record, the SHA-256 of its JSON, and its documents by SHA-256."""


def opened(
    path: Path,
    secrets: tuple[str, ...],
    signer: str,
    on_manifest: Callable[[Header, Manifest], None],
    handle: Handle,
    *,
    with_documents: bool,
) -> tuple[Header, Manifest]:
    """Go through a packet of a known signer. ``handle`` may raise to stop it.

    Raises what ``open_sealed`` raises, and RecordNotUnderstood.
    """
    reader = _Reader(handle, with_documents=with_documents)
    found = open_sealed(path, secrets, reader.take, (signer,), on_manifest)
    reader.finished()
    return found


class _Reader:
    def __init__(self, handle: Handle, *, with_documents: bool) -> None:
        self._handle = handle
        self._with_documents = with_documents
        self._number = 0
        self._documents: dict[str, bytes] = {}
        self._names: set[str] = set()

    def take(self, name: str, size: int) -> _Buffer | None:
        """Where an entry's bytes go. Raises RecordNotUnderstood for a name or an order that no packet has."""
        document, record = _DOCUMENT.fullmatch(name), _RECORD.fullmatch(name)
        found = document or record
        if found is None or int(found[1]) != self._number + 1:
            raise RecordNotUnderstood(number=self._number + 1, why=f"an entry is called {name[:40]!r}")
        if size > (LARGEST_DOCUMENT if document else LARGEST_RECORD):
            raise RecordNotUnderstood(number=self._number + 1, why=f"{size} bytes")
        if document:
            self._names.add(document[2])
            return _Buffer(size, self._keep(document[2])) if self._with_documents else None
        return _Buffer(size, self._record)

    def _keep(self, sha256: str) -> Callable[[bytes], None]:
        def keep(content: bytes) -> None:
            if hashlib.sha256(content).hexdigest() != sha256:
                raise RecordNotUnderstood(number=self._number + 1, why="a document is not what its name says")
            self._documents[sha256] = content

        return keep

    def _record(self, content: bytes) -> None:
        number = self._number + 1
        record = parsed(content, number)
        named = {
            d.sha256 for d in (record.documents if isinstance(record, CarriedCandidate) else record.postings)
        }
        if named != self._names:
            raise RecordNotUnderstood(number=number, why="its documents are not those beside it")
        self._handle(record, hashlib.sha256(content).hexdigest(), self._documents)
        self._number, self._documents, self._names = number, {}, set()

    def finished(self) -> None:
        """Raises RecordNotUnderstood when documents without a record are left."""
        if self._names:
            raise RecordNotUnderstood(number=self._number + 1, why="documents without a record")


class _Buffer(io.BytesIO):
    """Hands over what was written when it is closed, once, and only when all of it came."""

    def __init__(self, size: int, done: Callable[[bytes], None]) -> None:
        super().__init__()
        self._size = size
        self._done: Callable[[bytes], None] | None = done

    def close(self) -> None:
        done, self._done = self._done, None
        content = b"" if self.closed else self.getvalue()
        super().close()
        if done is not None and len(content) == self._size:
            done(content)


def parsed(untrusted_content: bytes, number: int) -> Record:
    """A record of a packet, every span inside its text. Raises RecordNotUnderstood."""
    try:
        plain: Any = json.loads(untrusted_content)
        kind = CarriedCandidate if str(plain["id"]).startswith("cand_") else CarriedRequisition
        record = kind.model_validate_json(untrusted_content)
        for document in record.documents if isinstance(record, CarriedCandidate) else record.postings:
            _check(document)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise RecordNotUnderstood(number=number, why=".".join(map(str, first["loc"]))[:80]) from None
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise RecordNotUnderstood(number=number, why=type(error).__name__) from None
    return record


def _check(document: CarriedDocument | CarriedPosting) -> None:
    load_layout(document.layout, document.text)
    size = len(document.text)
    spans = (
        [f.span for f in document.facts]
        if isinstance(document, CarriedDocument)
        else [r.span for r in document.reading.requirements]
    )
    if any(span is not None and not 0 <= span.start <= span.end <= size for span in spans):
        raise ValueError("a span outside the text")
