"""Commands and questions about what comes in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from appliance.engines.reading import limits as reading_limits
from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.intake import Batch, BatchFile, BatchKind, BatchSource, Question
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.jail import READ_LIMITS, RENDER_LIMITS, Jail, JailKilled
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.store import Store, Writing
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.intake import _records as records
from appliance.recruiting.intake.errors import (
    AlreadyAnswered,
    BatchNotFinished,
    BatchNotOpen,
    NothingToImport,
)
from appliance.recruiting.intake.names import Found, read_regular, shown_name, walk
from appliance.recruiting.intake.pipeline import close_if_done, spool
from appliance.recruiting.intake.refusals import in_words
from appliance.recruiting.intake.tasks import ReplyNotUnderstood, untrusted_read_reply

SPOOLED_AT_ONCE = 8
"""Files per transaction while a folder is spooled: each commit is a wait for the disk."""
MAX_FILE = reading_limits.FILE_BYTES


class Intake:
    """What the doors ask and command."""

    def __init__(self, store: Store, jail: Jail) -> None:
        self._store = store
        self._jail = jail

    # -- in ---------------------------------------------------------------

    def begin(
        self,
        actor: Actor,
        label: str,
        source: BatchSource,
        *,
        kind: BatchKind = "auto",
        requisition: str = "",
    ) -> Batch:
        """Begin an import; ``requisition`` is a reference or "". Raises NotFound."""
        with self._store.writing() as tx:
            requisition_id = requisitions.find(tx, requisition).id if requisition else ""
            batch_id = records.insert_batch(
                tx,
                label=shown_name(label)[:80],
                source=source,
                kind=kind,
                requisition_id=requisition_id,
                started_by=actor.ref,
                started_by_name=actor.name,
            )
            audit.append(tx, actor, "intake.batch_started", batch_id, {"source": source}, requisition_id)
            return records.batch(tx, batch_id)

    def add(self, batch_id: str, untrusted_name: str, untrusted_content: bytes) -> BatchFile:
        """Spool one file of an upload; once this returns, the file is kept. Raises BatchNotOpen, NotFound."""
        with self._store.writing() as tx:
            self._open(tx, batch_id)
            file_id = spool(tx, self._store, batch_id, untrusted_name, untrusted_content)
            found = records.file(tx, file_id)
        if found is None:
            raise BatchNotOpen(state="gone")
        return found

    def refuse(self, batch_id: str, untrusted_name: str, code: str, size: int = 0) -> None:
        """Put a file that could not even be spooled into the batch, with its reason. Raises BatchNotOpen."""
        with self._store.writing() as tx:
            self._open(tx, batch_id)
            self._refused(tx, batch_id, untrusted_name, code, size)

    def _refused(self, tx: Writing, batch_id: str, untrusted_name: str, code: str, size: int) -> None:
        records.insert_file(
            tx,
            batch_id,
            name=shown_name(untrusted_name),
            size=size,
            sha256="",
            verdict="unreadable",
            code=code,
            reason=in_words(code),
            decided_at=tx.now,
        )

    def add_paths(self, batch_id: str, paths: Iterable[Path]) -> int:
        """Spool every file below these paths; how many. Raises BatchNotOpen, NothingToImport."""
        roots = list(paths)
        for root in roots:
            if not root.exists() and not root.is_symlink():
                raise NothingToImport(path=root)
        count, group = 0, list[tuple[Found, bytes]]()
        for found in walk(roots):
            group.append(self._fetch(found))
            count += 1
            if len(group) >= SPOOLED_AT_ONCE:
                self._spool_group(batch_id, group)
                group = []
        self._spool_group(batch_id, group)
        if not count:
            raise NothingToImport(path=roots[0] if roots else "")
        return count

    def _fetch(self, found: Found) -> tuple[Found, bytes]:
        if found.refusal:
            return found, b""
        try:
            content = read_regular(found.path, MAX_FILE)
        except OSError:
            return found._replace(refusal="unreadable_bytes"), b""
        if len(content) > MAX_FILE:
            return found._replace(refusal="too_large"), b""
        return found, content

    def _spool_group(self, batch_id: str, group: list[tuple[Found, bytes]]) -> None:
        with self._store.writing() as tx:
            self._open(tx, batch_id)
            for found, content in group:
                if found.refusal:
                    self._refused(tx, batch_id, found.name, found.refusal, len(content))
                else:
                    spool(tx, self._store, batch_id, found.name, content)

    def _open(self, tx: Writing, batch_id: str) -> None:
        batch = records.batch(tx, batch_id)
        if batch.state != "spooling":
            raise BatchNotOpen(state=batch.state)

    def seal(self, actor: Actor, batch_id: str) -> Batch:
        """Everything is spooled: the stick can be pulled. Raises BatchNotOpen, NotFound."""
        with self._store.writing() as tx:
            self._open(tx, batch_id)
            records.set_batch(tx, batch_id, state="reading")
            detail = {"files": records.batch(tx, batch_id).total}
            audit.append(tx, actor, "intake.batch_sealed", batch_id, detail)
            close_if_done(tx, actor, batch_id)
            return records.batch(tx, batch_id)

    # -- looking ----------------------------------------------------------

    def batches(self, limit: int = 50, before: str = "") -> list[Batch]:
        """Newest first."""
        with self._store.reading() as tx:
            return records.batches(tx, limit, before)

    def batch(self, batch_id: str) -> Batch:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return records.batch(tx, batch_id)

    def files(
        self, batch_id: str, verdict: str | None = None, after: int = -1, limit: int = 5000
    ) -> list[BatchFile]:
        """Files of a batch in the order they came, of one verdict or all."""
        with self._store.reading() as tx:
            return records.files(tx, batch_id, verdict, after, limit)

    def became(self, files: Iterable[BatchFile]) -> dict[str, str]:
        """What people call what these files became (a name, a title), by id; what is gone is missing."""
        files = list(files)
        ids = {
            kind: [f.became for f in files if f.became_kind == kind] for kind in ("candidate", "requisition")
        }
        with self._store.reading() as tx:
            people = candidates.cards(tx, ids["candidate"])
            asked = requisitions.cards(tx, ids["requisition"])
        names = {identifier: found.name for identifier, found in people.items()}
        return names | {identifier: f"{r.reference} {r.title}" for identifier, r in asked.items()}

    def page_image(self, tx_owner: str, sha256: str, page: int, width: int) -> bytes:
        """One page of a kept file (owner: batch, candidate or requisition id) as PNG, rendered in the jail.

        Raises FileMissing, JailKilled.
        """
        with self._store.reading() as tx:
            content = self._store.files.get(tx, tx_owner, sha256)
        return self._jail.call("render", {"page": page, "width": width}, content, RENDER_LIMITS)

    def spooled(self, file_id: str) -> tuple[BatchFile, bytes]:
        """A file that waits in the review queue, as it came. Raises NotFound, FileMissing."""
        with self._store.reading() as tx:
            found = records.file(tx, file_id)
            if found is None:
                raise BadInput(what="There is no such file.", mend="Open the batch again.")
            return found, self._store.files.get(tx, found.batch_id, found.sha256)

    def text(self, file_id: str) -> Layout | None:
        """A file of the review queue read once more in the jail, for its text and pages; None where it cannot be.

        Raises BadInput, FileMissing.
        """
        file, content = self.spooled(file_id)
        today = self._store.clock.now().strftime("%Y-%m")
        arguments = {"name": file.name, "kind": "auto", "today": today, "format": ""}
        try:
            reply = untrusted_read_reply(self._jail.call("read", arguments, content, READ_LIMITS))
        except (JailKilled, ReplyNotUnderstood):
            return None  # the page says that nothing can be shown; intake has its verdict on the file already
        return reply.reading.layout if reply.reading else None

    def page_count(self, file_id: str) -> int:
        """How many pages a waiting PDF has that says nothing itself (a scan); 0 when that cannot be told.

        Raises BadInput, FileMissing.
        """
        _, content = self.spooled(file_id)
        try:
            answer = self._jail.call("pages", {}, content, RENDER_LIMITS)
        except JailKilled:
            return 0
        return int(answer) if answer.isdigit() and len(answer) < 6 else 0

    # -- the review queue -------------------------------------------------

    def questions(self, *, answered: bool = False, limit: int = 200) -> list[Question]:
        """Open questions, oldest first; or those answered, newest first."""
        with self._store.reading() as tx:
            return records.questions(tx, answered=answered, limit=limit)

    def question(self, question_id: str) -> Question:
        """Raises NotFound."""
        with self._store.reading() as tx:
            return records.question(tx, question_id)

    def count_questions(self) -> int:
        with self._store.reading() as tx:
            return records.count_questions(tx)

    def same_person(self, actor: Actor, question_id: str, candidate_id: str) -> None:
        """The document is that person's; "" = somebody new. Raises AlreadyAnswered, BadInput, NotFound."""
        question = self.question(question_id)
        if candidate_id and candidate_id not in {x.candidate_id for x in question.likenesses}:
            raise BadInput(
                what="That person was not among those asked about.", mend="Choose one of the list."
            )
        resolution = {"person": candidate_id or "new", "kind": "resume"}
        self._answer(actor, question, f"person {candidate_id}" if candidate_id else "new person", resolution)

    def which_kind(self, actor: Actor, question_id: str, kind: str) -> None:
        """The file is a résumé or a posting. Raises AlreadyAnswered, BadInput, NotFound."""
        if kind not in ("resume", "posting"):
            raise BadInput(what="Say whether it is a résumé or a posting.", mend="Choose one of the two.")
        self._answer(actor, self.question(question_id), kind, {"kind": kind})

    def type_text(self, actor: Actor, question_id: str, text: str, kind: str = "resume") -> None:
        """What a scan says, typed in by a person. Raises AlreadyAnswered, BadInput, NotFound."""
        if kind not in ("resume", "posting") or len(text.split()) < 3:
            raise BadInput(
                what="There is too little text.", mend="Type at least the name and what the person does."
            )
        resolution = {"text": text, "kind": kind, "author": actor.ref}
        self._answer(actor, self.question(question_id), "typed in", resolution, "intake.text_typed")

    def set_aside(self, actor: Actor, question_id: str) -> None:
        """The file is not needed. Raises AlreadyAnswered, NotFound."""
        question = self.question(question_id)
        with self._store.writing() as tx:
            self._take_answer(tx, actor, question, "set aside", "intake.review_answered")
            reason = f"Set aside by {actor.name}."
            records.decide(tx, question.file.id, verdict="unreadable", code="set_aside", reason=reason)

    def _answer(
        self,
        actor: Actor,
        question: Question,
        answer: str,
        resolution: dict[str, str],
        action: str = "intake.review_answered",
    ) -> None:
        with self._store.writing() as tx:
            self._take_answer(tx, actor, question, answer, action)
            records.decide(tx, question.file.id, verdict="", code="", reason="")
            records.set_batch(tx, question.file.batch_id, state="reading", finished_at="")
            work.enqueue(tx, "intake.read_file", {"file": question.file.id, "resolution": resolution})

    def _take_answer(self, tx: Writing, actor: Actor, question: Question, answer: str, action: str) -> None:
        if not records.answer(tx, question.id, answer, actor.ref, actor.name):
            raise AlreadyAnswered
        audit.append(tx, actor, action, question.file.id, {"question": question.id, "kind": question.kind})

    # -- back -------------------------------------------------------------

    def undo(self, actor: Actor, batch_id: str) -> Batch:
        """Take a whole import back; who was changed by somebody since is named and left.

        Raises BatchNotFinished, NotFound.
        """
        with self._store.writing() as tx:
            batch = records.batch(tx, batch_id)
            if batch.state != "finished":
                raise BatchNotFinished(state=batch.state)
            common = (tx, actor, self._store, batch_id, batch.started_at)
            removed_documents, left_people = candidates.remove_batch(*common)
            removed_postings, left_requisitions = requisitions.remove_batch(*common)
            left = left_people + left_requisitions
            kept = {identifier for identifier, _ in left}
            for file in records.files(tx, batch_id, limit=1_000_000):
                if file.verdict in ("accepted", "needs_review") and file.became not in kept:
                    records.decide(tx, file.id, verdict="undone")
                    self._store.files.remove(tx, batch_id, file.sha256)
                    records.drop_questions(tx, [file.id])
            records.set_batch(
                tx,
                batch_id,
                state="undone",
                undone_by_name=actor.name,
                undone_at=tx.now,
                undo_left=[name for _, name in left],
            )
            counts = {"documents": removed_documents, "postings": removed_postings, "left": len(left)}
            audit.append(tx, actor, "intake.batch_undone", batch_id, counts)
            return records.batch(tx, batch_id)
