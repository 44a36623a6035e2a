"""Pair with another appliance, send what changed, look at what came, accept it in one transaction, acknowledge it."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.transfer import (
    CarriedCandidate,
    Direction,
    DryRun,
    Item,
    Packet,
    Partner,
    Resolution,
)
from appliance.foundation.kernel.clock import iso
from appliance.foundation.packets import Header, Manifest, Signer, read_header, recipient_of
from appliance.foundation.store import Reading, Store, Writing
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.transfer import _records as records
from appliance.recruiting.transfer import cards, packing, parts, unpacking
from appliance.recruiting.transfer.comparing import compared
from appliance.recruiting.transfer.errors import (
    AlreadyAccepted,
    ChainBroken,
    ConflictsOpen,
    NothingToSend,
    NotPaired,
    OutOfOrder,
    WordsDiffer,
    WrongDirection,
)
from appliance.recruiting.transfer.holding import Held


@dataclass(frozen=True, slots=True)
class Self:
    """Who this appliance is: instance, name for people, what it signs and opens with."""

    instance: str
    name: str
    signer: Signer
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was kept, and the receipt to carry back (None where packets go one way)."""

    partner: Partner
    seq: int
    counts: dict[str, int]
    receipt: Path | None


class Transfer:
    def __init__(self, store: Store, own: Self) -> None:
        self._store = store
        self._own = own
        self.held = Held(store.folder / "packets")

    # -- partners ---------------------------------------------------------

    def card(self) -> tuple[bytes, cards.Card]:
        """The key card of this appliance as a file, and what it says."""
        content = cards.written(
            self._own.instance, self._own.name, self._own.signer, recipient_of(self._own.secrets[0])
        )
        return content, cards.read(content, "own card")

    def pair(
        self,
        actor: Actor,
        untrusted_card: bytes,
        words: str,
        *,
        direction: Direction = "both",
        name: str = "",
    ) -> Partner:
        """Trust another appliance's card, whose six words somebody compared with the people there.

        Pairing again with a new card of the same installation replaces its keys. Raises NotACard, WordsDiffer.
        """
        card = cards.read(untrusted_card, "the card")
        if "-".join(words.lower().replace("-", " ").split()) != card.words:
            raise WordsDiffer
        with self._store.writing() as tx:
            known = {p.instance: p for p in records.partners(tx)}
            if card.instance in known:
                records.delete_partner(tx, known[card.instance].id)
            taken = {p.name for p in records.partners(tx)}
            called = name or card.name
            if called in taken:
                called = f"{called} ({card.instance[-6:]})"
            identifier = records.insert_partner(
                tx,
                instance=card.instance,
                name=called,
                signer=card.signer,
                recipient=card.recipient,
                words=card.words,
                direction=direction,
                added_by=actor.ref,
                added_by_name=actor.name,
            )
            audit.append(
                tx, actor, "transfer.paired", identifier, {"words": card.words, "direction": direction}
            )
            return records.partner(tx, identifier)

    def unpair(self, actor: Actor, named: str) -> None:
        """Trust a partner no longer; what came from it stays. Raises NotFound."""
        with self._store.writing() as tx:
            partner = records.partner(tx, named)
            records.delete_partner(tx, partner.id)
            audit.append(tx, actor, "transfer.unpaired", partner.id)

    def partners(self) -> list[Partner]:
        """By name."""
        with self._store.reading() as tx:
            return records.partners(tx)

    def packets(self, named: str) -> list[Packet]:
        """What left for and came from a partner, newest first. Raises NotFound."""
        with self._store.reading() as tx:
            return records.packets(tx, records.partner(tx, named).id)

    # -- out --------------------------------------------------------------

    def send(
        self, actor: Actor, named: str, folder: Path, *, part_bytes: int = parts.PART_BYTES
    ) -> tuple[Packet, list[Path]]:
        """Seal what changed since the last packet that arrived (or, one way, that left) into ``folder``; what to carry.

        What came from the partner and was not changed here is not sent back. Raises NotFound, WrongDirection, NothingToSend,
        OSError.
        """
        with self._store.reading() as tx:
            partner = records.partner(tx, named)
            if partner.direction == "receive":
                raise WrongDirection(partner=partner.name, direction="received")
            seq = partner.sent + 1
            last = partner.sent if partner.direction == "send" else partner.acknowledged
            since = records.packet(tx, partner.id, outgoing=True, seq=last)
            before = records.packet(tx, partner.id, outgoing=True, seq=partner.sent)
            until = tx.now
            theirs = records.from_partner(tx, partner.id)
            people = self._changed(tx, candidates, theirs, since["until"] if since else "")
            positions = self._changed(tx, requisitions, theirs, since["until"] if since else "")
            if not people and not positions:
                raise NothingToSend(partner=partner.name)
            entries = list(packing.entries_of(tx, self._store, people, positions))
            counts = {"candidates": len(people), "requisitions": len(positions)}
            contents = {"seq": seq, "previous": before["sha256"] if before else "", "counts": counts}
            target = (
                folder
                / f"muster-{self._own.instance[-8:]}-{partner.instance[-8:]}-{seq:05d}{packing.SUFFIX['packet']}"
            )
            sha256 = self._seal(target, packing.PACKET, entries, contents, partner)
        try:
            with self._store.writing() as tx:
                identifier = records.insert_packet(
                    tx, partner.id, outgoing=True, seq=seq, sha256=sha256, state="sent", until=until, counts=counts,
                    by=actor.ref, by_name=actor.name,
                )  # fmt: skip
                detail = {"partner": partner.id, "seq": seq, **counts}
                audit.append(tx, actor, "transfer.sent", identifier, detail)
            carried = parts.split(target, part_bytes)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return next(p for p in self.packets(partner.id) if p.id == identifier), carried

    def send_held(self, actor: Actor, named: str) -> tuple[Packet, str, str]:
        """``send`` for a browser: the packet, the name it is held by, and what its file should be called."""
        self.held.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        packet, (path,) = self.send(actor, named, self.held.folder, part_bytes=1 << 50)
        return packet, self.held.put(path, packet.sha256), path.name

    def _changed(self, tx: Reading, capability: Any, theirs: Mapping[str, int], moment: str) -> list[str]:
        ids = capability.changed_since(tx, moment)
        kept = [i for i in ids if i in theirs]
        revisions = {i: c.revision for i, c in capability.cards(tx, kept).items()} if kept else {}
        return [i for i in ids if i not in theirs or revisions.get(i) != theirs[i]]

    def _seal(
        self, target: Path, kind: str, entries: list[Any], contents: dict[str, Any], partner: Partner
    ) -> str:
        try:
            return packing.sealed(
                target, kind, entries, contents,
                instance=self._own.instance, signer=self._own.signer, partner=partner, now=iso(self._store.clock.now()),
            )  # fmt: skip
        except FileExistsError:
            raise
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    # -- in ---------------------------------------------------------------

    def dry_run(self, untrusted_path: Path) -> DryRun:
        """What accepting a packet would do; nothing is kept.

        Raises PartMissing, NotPaired, AlreadyAccepted, OutOfOrder, ChainBroken, WrongDirection, RecordNotUnderstood, and what
        ``packets.open_sealed`` raises.
        """
        with self._joined(untrusted_path) as (path, partner):
            items: list[Item] = []
            with self._store.reading() as tx:
                known = records.known(tx, partner.id)

                def handle(record: unpacking.Record, sha256: str, _: dict[str, bytes]) -> None:
                    items.append(compared(tx, known, record, sha256))

                header, manifest = self._open(tx, path, partner, handle, with_documents=False)
            seq = int(manifest.contents["seq"])
            return DryRun(partner=partner, seq=seq, made_at=header.made_at, items=tuple(items))

    def accept(
        self,
        actor: Actor,
        untrusted_path: Path,
        receipts: Path,
        *,
        resolutions: Mapping[str, Resolution] | None = None,
        otherwise: Resolution | None = None,
    ) -> Accepted:
        """Keep a packet in one transaction and write its receipt into ``receipts``.

        ``resolutions`` answers conflicts by their id there, ``otherwise`` all others: *ours* keeps what is here, *theirs* puts
        what came on top of it, *both* keeps it as somebody new. Raises what ``dry_run`` raises, and ConflictsOpen.
        """
        answers = dict(resolutions or {})
        with self._joined(untrusted_path) as (path, partner):
            counts = dict.fromkeys(("new", "changed", "unchanged", "ours", "theirs", "both"), 0)
            sha256 = _digest(path)
            with self._store.writing() as tx:
                known = records.known(tx, partner.id)
                open_conflicts: list[str] = []

                def handle(record: unpacking.Record, digest: str, documents: dict[str, bytes]) -> None:
                    item = compared(tx, known, record, digest)
                    answer = answers.get(item.theirs, otherwise) if item.category == "conflict" else None
                    if item.category == "conflict" and answer is None:
                        open_conflicts.append(item.theirs)
                        return
                    counts[answer or item.category] += 1
                    self._keep(tx, actor, partner, record, digest, documents, item, answer)

                _, manifest = self._open(tx, path, partner, handle, with_documents=True)
                if open_conflicts:
                    raise ConflictsOpen(count=len(open_conflicts))
                seq = int(manifest.contents["seq"])
                identifier = records.insert_packet(
                    tx, partner.id, outgoing=False, seq=seq, sha256=sha256, state="accepted", until="", counts=counts,
                    by=actor.ref, by_name=actor.name,
                )  # fmt: skip
                detail = {"partner": partner.id, "seq": seq, **counts}
                audit.append(tx, actor, "transfer.accepted", identifier, detail)
            receipt = (
                self._receipt(partner, seq, sha256, counts, receipts) if partner.direction == "both" else None
            )
            return Accepted(partner, seq, counts, receipt)

    def _keep(
        self,
        tx: Writing,
        actor: Actor,
        partner: Partner,
        record: unpacking.Record,
        sha256: str,
        documents: dict[str, bytes],
        item: Item,
        answer: Resolution | None,
    ) -> None:
        if item.category == "unchanged":
            return
        ours, author = item.ours, f"partner:{partner.instance}"
        if answer != "ours":
            into = "" if answer == "both" else ours
            if isinstance(record, CarriedCandidate):
                ours = candidates.take_carried(
                    tx,
                    actor,
                    self._store,
                    record,
                    documents.__getitem__,
                    into=into,
                    source=partner.name,
                    author=author,
                )
            else:
                ours = requisitions.take_carried(
                    tx, actor, self._store, record, documents.__getitem__, into=into, author=author
                )
        capability: Any = candidates if isinstance(record, CarriedCandidate) else requisitions
        revision = capability.cards(tx, [ours])[ours].revision
        records.remember(tx, partner.id, record.id, ours, sha256, revision)

    def receipt(self, actor: Actor, untrusted_path: Path) -> Partner:
        """Take a receipt that came back: what it names has arrived. Raises NotPaired, SealDamaged and others."""
        with self._joined(untrusted_path) as (path, partner):
            seen: list[int] = []

            def on_manifest(header: Header, manifest: Manifest) -> None:
                if header.kind != packing.RECEIPT or manifest.contents.get("to") != self._own.instance:
                    raise NotPaired(name=path.name, instance=header.instance)
                seq = int(manifest.contents["seq"])
                with self._store.reading() as tx:
                    sent = records.packet(tx, partner.id, outgoing=True, seq=seq)
                if sent is None or sent["sha256"] != manifest.contents.get("sha256"):
                    raise ChainBroken(seq=seq, partner=partner.name, before=partner.sent)
                seen.append(seq)

            unpacking.opened(
                path, self._own.secrets, partner.signer, on_manifest, _nothing, with_documents=False
            )
            with self._store.writing() as tx:
                if records.acknowledge(tx, partner.id, seen[0]):
                    audit.append(tx, actor, "transfer.acknowledged", partner.id, {"seq": seen[0]})
                return records.partner(tx, partner.id)

    def _receipt(self, partner: Partner, seq: int, sha256: str, counts: dict[str, int], folder: Path) -> Path:
        name = (
            f"muster-{self._own.instance[-8:]}-{partner.instance[-8:]}-{seq:05d}{packing.SUFFIX['receipt']}"
        )
        target = folder / name
        target.unlink(missing_ok=True)  # made again: it says the same
        self._seal(target, packing.RECEIPT, [], {"seq": seq, "sha256": sha256, "counts": counts}, partner)
        return target

    @contextmanager
    def _joined(self, untrusted_path: Path) -> Iterator[tuple[Path, Partner]]:
        """The packet as one file, and the partner its readable header names (the signature proves it later)."""
        spool = self._store.folder / "spool"
        spool.mkdir(mode=0o700, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="packet-", dir=spool))
        try:
            path = parts.joined(untrusted_path, folder / "whole")
            header = read_header(path)
            with self._store.reading() as tx:
                found = {p.instance: p for p in records.partners(tx)}.get(header.instance)
            if found is None:
                raise NotPaired(name=untrusted_path.name, instance=header.instance[:60])
            yield path, found
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _open(
        self, tx: Reading, path: Path, partner: Partner, handle: unpacking.Handle, *, with_documents: bool
    ) -> tuple[Header, Manifest]:
        def on_manifest(header: Header, manifest: Manifest) -> None:
            self._in_order(tx, path, partner, header, manifest)

        return unpacking.opened(
            path, self._own.secrets, partner.signer, on_manifest, handle, with_documents=with_documents
        )

    def _in_order(
        self, tx: Reading, path: Path, partner: Partner, header: Header, manifest: Manifest
    ) -> None:
        """Once the manifest is believed and before a record is looked at."""
        partner = records.partner(tx, partner.id)
        contents = manifest.contents
        if (
            header.kind != packing.PACKET
            or contents.get("kind") != packing.PACKET
            or contents.get("to") != self._own.instance
        ):
            raise NotPaired(name=path.name, instance=header.instance)
        if partner.direction == "send":
            raise WrongDirection(partner=partner.name, direction="sent")
        seq, previous = int(contents["seq"]), str(contents["previous"])
        if seq <= partner.received:
            before = records.packet(tx, partner.id, outgoing=False, seq=seq)
            at = str(before["at"])[:10] if before else "an earlier day"
            raise AlreadyAccepted(seq=seq, partner=partner.name, at=at)
        if seq > partner.received + 1:
            numbers = list(range(partner.received + 1, seq))
            missing = (
                f"packet {numbers[0]} is"
                if len(numbers) == 1
                else f"packets {numbers[0]} to {numbers[-1]} are"
            )
            raise OutOfOrder(seq=seq, partner=partner.name, missing=missing)
        last = records.packet(tx, partner.id, outgoing=False, seq=partner.received)
        if previous != (last["sha256"] if last else ""):
            raise ChainBroken(seq=seq, partner=partner.name, before=partner.received)


def _nothing(_record: unpacking.Record, _sha256: str, _documents: dict[str, bytes]) -> None:
    """A receipt holds no record."""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
