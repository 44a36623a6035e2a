"""From a spooled file to a verdict: the steps in their order, for a few files at once.

Everything a file causes, its verdict, its audit entries and the end of its work item, is one transaction: a
killed worker leaves either all of it or none, and the file is taken up again.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from appliance.engines.reading import REFUSALS
from appliance.engines.reading import limits as reading_limits
from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.contracts.intake import Batch, BatchFile
from appliance.foundation.contracts.reading import Member, Reading
from appliance.foundation.jail import READ_LIMITS, Jail, JailKilled, JailUnavailable, Limits
from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Store, Writing
from appliance.recruiting import applications, candidates, organisation, requisitions
from appliance.recruiting.candidates import dedupe
from appliance.recruiting.intake import _records as records
from appliance.recruiting.intake.names import shown_name
from appliance.recruiting.intake.refusals import in_words
from appliance.recruiting.intake.tasks import ReplyNotUnderstood, untrusted_members, untrusted_read_reply

MAX_NESTING = reading_limits.NESTING
UNPACK_LIMITS = Limits(address_space=1 << 30, cpu=20, wall=40.0, reply=220 << 20)
"""The members of an archive come back whole: 200 MiB unpacked is the readers' own limit."""
MESSAGE_TEXTS = frozenset({"message.txt", "message.html", "message.rtf"})
"""How the readers of mail call the text of a message; what else came with it is a file somebody sent."""
TRIES = 3
NO_JAIL_PAUSE_SECONDS = 30
KEPT_AT_ONCE = 4
KEEPING_SECONDS = 0.010
"""No further file joins a transaction that has lasted this long: a person's click waits behind it."""
IDENTIFYING = ("name", "email", "phone", "position", "title", "skill")


@dataclass
class Passage:
    """One file on its way. ``resolution`` is what a person answered about it."""

    item: work.WorkItem
    file: BatchFile
    batch: Batch
    actor: Actor
    resolution: dict[str, str]
    untrusted_content: bytes = b""
    terms: list[list[Any]] = field(default_factory=list)
    waiting: Future[bytes] | None = None
    reading: Reading | None = None
    members: list[Member] | None = None
    notes: list[str] = field(default_factory=list)
    refusal: str = ""
    container: str = ""

    @property
    def waits(self) -> bool:
        """Whether the reader is still at it."""
        return self.waiting is not None and not self.waiting.done()


class Pipeline:
    def __init__(self, store: Store, jail: Jail) -> None:
        self._store = store
        self._jail = jail
        self._log = logger("intake")
        self.STEPS: tuple[Callable[[Passage], None], ...] = (
            self.begin_reading,
            self.end_reading,
            self.unpack,
        )
        """What happens to each file by itself; ``keep`` ends it, for a few that are ready at once."""

    def read_files(self, items: list[work.WorkItem]) -> None:
        """Handle ``intake.read_file`` items: each begins to be read before the first is waited for.

        Files are kept in the order in which they came. Those that are ready when another is kept share its
        transaction, and its wait for the disk, as long as that stays short.
        """
        passages = [p for p in (self.fetch(item) for item in items) if p is not None]
        first, *rest = self.STEPS
        for passage in passages:
            first(passage)
        ready: deque[Passage] = deque()
        for passage, following in zip_longest(passages, passages[1:]):
            try:
                for step in rest:
                    step(passage)
            except Exception as error:  # noqa: BLE001 - one file never stops the others; it is tried again, then named
                self._failed(passage, error)
            else:
                ready.append(passage)
            if following is None or following.waits or len(ready) >= KEPT_AT_ONCE:
                self._keep_all(ready)

    def _keep_all(self, ready: deque[Passage]) -> None:
        while ready:
            taken = list[Passage]()
            try:
                with self._store.writing() as tx:
                    until = time.monotonic() + KEEPING_SECONDS
                    while ready and (not taken or time.monotonic() < until):
                        taken.append(ready.popleft())
                        self.keep(tx, taken[-1])
            except Exception as error:  # noqa: BLE001 - as above: nothing of these was kept, so each is tried alone
                if len(taken) == 1:
                    self._failed(taken[0], error)
                for passage in taken if len(taken) > 1 else ():
                    self._keep_alone(passage)

    def _keep_alone(self, passage: Passage) -> None:
        try:
            with self._store.writing() as tx:
                self.keep(tx, passage)
        except Exception as error:  # noqa: BLE001 - as above
            self._failed(passage, error)

    def _failed(self, passage: Passage, error: Exception) -> None:
        self._log.error("intake.file_failed", file=passage.file.id, exc_info=error)
        self._fail(passage, error)

    def _fail(self, passage: Passage, error: Exception) -> None:
        """Try the file again later; after a few times it gets its verdict, so that the batch can end.

        A jail that does not start says nothing about the file: it waits until there is one.
        """
        if isinstance(error, JailUnavailable):
            with self._store.writing() as tx:
                work.postpone(tx, passage.item, NO_JAIL_PAUSE_SECONDS, str(error))
            return
        if passage.item.attempts >= TRIES:
            passage.reading, passage.members, passage.refusal = None, None, "crashed"
            with self._store.writing() as tx:
                self.keep(tx, passage)
            return
        with self._store.writing() as tx:
            work.fail(tx, passage.item, f"{type(error).__name__}: {error}")

    def fetch(self, item: work.WorkItem) -> Passage | None:
        """The file and its bytes; None when it was decided or undone already."""
        with self._store.reading() as tx:
            file = records.file(tx, item.payload["file"])
            batch = records.batch(tx, file.batch_id) if file else None
            if file is not None and batch is not None and file.verdict == "" and batch.state != "undone":
                content = self._store.files.get(tx, file.batch_id, file.sha256)
                kind = "user" if batch.started_by.startswith("user:") else "console"
                actor = Actor(ref=batch.started_by, name=batch.started_by_name, kind=kind)  # type: ignore[arg-type]
                return Passage(
                    item,
                    file,
                    batch,
                    actor,
                    item.payload.get("resolution", {}),
                    content,
                    organisation.terms_for_reader(tx),
                )
        with self._store.writing() as tx:
            work.finish(tx, item.id)
        return None

    def begin_reading(self, passage: Passage) -> None:
        """Hand the bytes to the jail; do not wait."""
        if not passage.untrusted_content:
            passage.refusal = "empty"
            return
        if len(passage.untrusted_content) > reading_limits.FILE_BYTES:
            passage.refusal = "too_large"
            return
        typed = passage.resolution.get("text", "")
        content = typed.encode() if typed else passage.untrusted_content
        arguments = {
            "name": passage.file.name,
            "kind": passage.resolution.get("kind") or passage.batch.kind,
            "today": self._store.clock.now().strftime("%Y-%m"),
            "format": "txt" if typed else "",
            "terms": passage.terms,
        }
        passage.waiting = self._jail.submit("read", arguments, content, READ_LIMITS)

    def end_reading(self, passage: Passage) -> None:
        """Wait for the answer and check it."""
        if passage.waiting is None:
            return
        try:
            reply = untrusted_read_reply(passage.waiting.result())
        except (JailKilled, ReplyNotUnderstood) as error:
            self._killed(passage, error)
            return
        passage.reading, passage.container = reply.reading, reply.container
        if passage.reading is not None:
            passage.refusal = passage.reading.refusal

    def unpack(self, passage: Passage) -> None:
        """The members of an archive or mail."""
        if not passage.container or passage.refusal:
            return
        if passage.file.depth >= MAX_NESTING:
            passage.refusal = "too_deep"
            return
        try:
            reply = self._jail.call(
                "unpack", {"format": passage.container}, passage.untrusted_content, UNPACK_LIMITS
            )
            passage.refusal, passage.members, passage.notes = untrusted_members(reply)
        except (JailKilled, ReplyNotUnderstood) as error:
            self._killed(passage, error)
            return
        if not passage.refusal and not passage.members:
            passage.refusal = "empty_container"

    def _killed(self, passage: Passage, error: Exception) -> None:
        crashed = isinstance(error, ReplyNotUnderstood) or getattr(error, "reason", "") == "crash"
        passage.refusal = "crashed" if crashed else "killed"
        self._log.warning("intake.reader_stopped", file=passage.file.id, why=str(error))

    def keep(self, tx: Writing, passage: Passage) -> None:
        """Decide and keep, in one transaction with the end of the work item."""
        if not work.finish(tx, passage.item.id):
            return
        decision = self._decide(tx, passage)
        records.decide(tx, passage.file.id, **decision)
        detail = {"batch": passage.batch.id, "verdict": decision["verdict"], "code": decision["code"]}
        audit.append(tx, passage.actor, "intake.file_decided", passage.file.id, detail)
        done = decision["verdict"] in ("accepted", "duplicate", "container")
        if done and not records.needed_by_another(tx, passage.file):
            self._store.files.remove(tx, passage.batch.id, passage.file.sha256)
        close_if_done(tx, passage.actor, passage.batch.id)

    def _decide(self, tx: Writing, passage: Passage) -> dict[str, Any]:
        reading = passage.reading
        file_format = passage.container or (reading.layout.format if reading else "")
        if passage.refusal:
            return {"format": file_format, **self._refused(tx, passage)}
        if passage.members is not None:
            return {"format": file_format, **self._unpacked(tx, passage, passage.members)}
        if reading is None:
            return {"format": file_format, **self._refused(tx, passage)}
        earlier = records.earlier_file(tx, passage.file.sha256, passage.file.id)
        if earlier is not None and not passage.resolution:
            where = f"“{earlier['name']}” of the import “{earlier['label']}”"
            return _verdict(
                "duplicate",
                "same_content",
                f"The same content as {where}.",
                earlier["became"],
                earlier["became_kind"],
                file_format,
            )
        kind = reading.kind
        if kind == "unknown":
            return {"format": file_format, **self._unknown(tx, passage)}
        if kind == "posting" and reading.posting is not None:
            return {"format": file_format, **self._posting(tx, passage, reading)}
        return {"format": file_format, **self._resume(tx, passage, reading)}

    def _refused(self, tx: Writing, passage: Passage) -> dict[str, Any]:
        code = passage.refusal or "crashed"
        refusal = REFUSALS.get(code)  # type: ignore[call-overload]
        if refusal is not None and refusal.verdict == "needs_review":
            records.insert_question(tx, "unread", passage.file.id, {"sentence": in_words(code)})
            return _verdict("needs_review", code, in_words(code))
        return _verdict("unreadable", code, " ".join([in_words(code), *passage.notes]))

    def _unpacked(self, tx: Writing, passage: Passage, members: list[Member]) -> dict[str, Any]:
        for member in members:
            spool(
                tx,
                self._store,
                passage.batch.id,
                f"{passage.file.name}/{member.untrusted_name}",
                member.content,
                parent_id=passage.file.id,
                depth=passage.file.depth + 1,
            )
        reason = " ".join([f"Holds {len(members)} files.", *passage.notes])
        return _verdict("container", passage.container, reason)

    def _unknown(self, tx: Writing, passage: Passage) -> dict[str, Any]:
        is_the_text = passage.file.name.rpartition("/")[2] in MESSAGE_TEXTS
        if is_the_text and passage.file.parent_id and len(records.siblings(tx, passage.file.parent_id)) > 1:
            parent = records.file(tx, passage.file.parent_id)
            if parent is not None and parent.format in ("eml", "msg"):
                reason = "A covering message; the files that came with it stand beside it."
                return _verdict("accepted", "covering_message", reason)
        sentence = "It reads neither like a résumé nor like a posting."
        records.insert_question(tx, "which_kind", passage.file.id, {"sentence": sentence})
        return _verdict("needs_review", "which_kind", sentence)

    def _posting(self, tx: Writing, passage: Passage, reading: Reading) -> dict[str, Any]:
        if reading.posting is None:
            raise ValueError("a posting without its reading")
        common: dict[str, Any] = {
            "layout": reading.layout,
            "reading": reading.posting,
            "notes": reading.layout.notes,
            "sha256": passage.file.sha256,
            "file_name": passage.file.name,
            "reader": reading.reader,
            "batch_id": passage.batch.id,
        }
        if passage.batch.requisition_id and passage.batch.kind == "posting":
            identifier = passage.batch.requisition_id
            requisitions.add_posting(tx, passage.actor, self._store, identifier, **common)
            return _verdict(
                "accepted", "new_version", "A new version of the posting.", identifier, "requisition"
            )
        identifier, _ = requisitions.create(tx, passage.actor, self._store, **common)
        return _verdict("accepted", "new_requisition", "A new requisition.", identifier, "requisition")

    def _resume(self, tx: Writing, passage: Passage, reading: Reading) -> dict[str, Any]:
        if not any(fact.kind in IDENTIFYING for fact in reading.facts):
            if not passage.resolution.get("text"):
                records.insert_question(tx, "unread", passage.file.id, {"sentence": in_words("no_person")})
            return _verdict("needs_review", "no_person", in_words("no_person"))
        document = ReadDocument(
            sha256=passage.file.sha256,
            file_name=passage.file.name,
            format=passage.file.format or reading.layout.format,
            layout=reading.layout,
            notes=reading.layout.notes,
            facts=reading.facts,
            reader=reading.reader,
            typed_by=passage.resolution.get("author", "") if passage.resolution.get("text") else "",
        )
        person = passage.resolution.get("person", "")
        found = candidates.likenesses(tx, document) if not person else ()
        outcome, likenesses = dedupe.decide(found)
        if person.startswith("cand_"):
            outcome = "same_person"
        elif likenesses:
            person = likenesses[0].candidate_id
        if outcome == "ask":
            body = {
                "sentence": "This may be somebody Muster knows already.",
                "likenesses": [x.model_dump() for x in likenesses],
            }
            records.insert_question(tx, "same_person", passage.file.id, body)
            reasons = "; ".join(r.sentence for r in likenesses[0].reasons)
            return _verdict("needs_review", "same_person", f"May be somebody known already: {reasons}.")
        if outcome == "same_person":
            candidates.add_document(
                tx, passage.actor, self._store, person, document, batch_id=passage.batch.id
            )
            self._apply(tx, passage, person)
            why = (
                "; ".join(r.sentence for r in likenesses[0].reasons) if likenesses else "as a person decided"
            )
            return _verdict(
                "accepted", "same_person", f"Another document of a known person: {why}.", person, "candidate"
            )
        identifier, _ = candidates.create(
            tx,
            passage.actor,
            self._store,
            document,
            batch_id=passage.batch.id,
            source=passage.batch.label,
        )
        self._apply(tx, passage, identifier)
        return _verdict("accepted", "new_candidate", "A new candidate.", identifier, "candidate")

    def _apply(self, tx: Writing, passage: Passage, candidate_id: str) -> None:
        """Who comes in for a requisition is in it; its team sees them."""
        if passage.batch.requisition_id:
            applications.add(tx, passage.actor, candidate_id, passage.batch.requisition_id)


def _verdict(
    verdict: str, code: str, reason: str, became: str = "", became_kind: str = "", file_format: str = ""
) -> dict[str, Any]:
    decision = {
        "verdict": verdict,
        "code": code,
        "reason": reason,
        "became": became,
        "became_kind": became_kind,
    }
    return decision | ({"format": file_format} if file_format else {})


def spool(
    tx: Writing,
    store: Store,
    batch_id: str,
    untrusted_name: str,
    content: bytes,
    *,
    parent_id: str | None = None,
    depth: int = 0,
) -> str:
    """Keep a file's bytes under its batch and queue it to be read; its id."""
    sha256 = store.files.put(tx, batch_id, content)
    file_id = records.insert_file(
        tx,
        batch_id,
        parent_id=parent_id,
        name=shown_name(untrusted_name),
        size=len(content),
        sha256=sha256,
        depth=depth,
    )
    work.enqueue(tx, "intake.read_file", {"file": file_id})
    return file_id


def close_if_done(tx: Writing, actor: Actor, batch_id: str) -> None:
    """Mark a sealed batch finished once every file has its verdict."""
    batch = records.batch(tx, batch_id)
    if batch.state == "reading" and batch.waiting == 0:
        records.set_batch(tx, batch_id, state="finished", finished_at=tx.now)
        audit.append(tx, actor, "intake.batch_finished", batch_id, {"counts": batch.counts})
