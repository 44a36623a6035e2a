"""Records into a sealed packet: documents first, then the record that names them, one record after the other."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from appliance.foundation.contracts.transfer import CarriedCandidate, CarriedRequisition, Partner
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.packets import Entry, Header, Recipient, Signer, seal
from appliance.foundation.store import Reading, Store
from appliance.recruiting import candidates, requisitions

PACKET, RECEIPT = "packet", "receipt"
SUFFIX = {PACKET: ".mpk", RECEIPT: ".receipt"}


def entries_of(tx: Reading, store: Store, people: list[str], positions: list[str]) -> Iterator[Entry]:
    """Everything of these candidates and requisitions, as ``NUMBER/SHA256`` and ``NUMBER.json``.

    Documents are read when their turn comes; the records stand in memory, compressed.
    """
    number = 0
    for candidate_id in people:
        record = candidates.carried(tx, candidate_id)
        number += 1
        for sha256 in dict.fromkeys(d.sha256 for d in record.documents):
            owner = candidates.owner_of_file(tx, candidate_id, sha256)
            yield _document(tx, store, number, owner, sha256)
        yield _record(number, record)
    for requisition_id in positions:
        carried = requisitions.carried(tx, requisition_id)
        number += 1
        for sha256 in dict.fromkeys(p.sha256 for p in carried.postings):
            yield _document(tx, store, number, requisition_id, sha256)
        yield _record(number, carried)


def _document(tx: Reading, store: Store, number: int, owner: str, sha256: str) -> Entry:
    return Entry(
        f"{number:07d}/{sha256}",
        store.files.size(owner, sha256),
        sha256,
        partial(store.files.get, tx, owner, sha256),
    )


def _record(number: int, record: CarriedCandidate | CarriedRequisition) -> Entry:
    content = record.model_dump_json().encode()
    kept = zlib.compress(content, 1)
    return Entry(
        f"{number:07d}.json",
        len(content),
        hashlib.sha256(content).hexdigest(),
        partial(zlib.decompress, kept),
    )


def sealed(
    target: Path,
    kind: str,
    entries: list[Entry],
    contents: dict[str, Any],
    *,
    instance: str,
    signer: Signer,
    partner: Partner,
    now: str,
) -> str:
    """Write a packet or a receipt for a partner; the SHA-256 of the whole file. Raises OSError, SourceChanged.

    What anybody can read of it is who it is from and to, and its number.
    """
    header = Header(
        kind=kind,
        instance=instance,
        version=VERSION,
        made_at=now,
        recipients=(Recipient(id=partner.recipient, name=partner.name),),
        signer=signer.public,
        about={"seq": contents["seq"], "to": partner.instance},
    )
    with target.open("xb") as file:
        seal(file, header, entries, {**contents, "to": partner.instance, "kind": kind}, signer)
    digest = hashlib.sha256()
    with target.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
