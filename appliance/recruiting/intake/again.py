"""Kept documents read again, because the organisation's own terms changed: both handlers may run twice."""

from __future__ import annotations

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import SYSTEM_WORKER
from appliance.foundation.contracts.candidates import Document, ReadDocument
from appliance.foundation.contracts.reading import Reading
from appliance.foundation.jail import READ_LIMITS, Jail, JailKilled
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.observability.logs import logger
from appliance.foundation.store import Store
from appliance.foundation.store.errors import FileMissing
from appliance.recruiting import candidates, organisation
from appliance.recruiting.intake.tasks import ReplyNotUnderstood, untrusted_read_reply

AT_ONCE = 500
"""Documents looked through in one work item: no write waits behind it."""


class ReadAgain:
    """Finds the documents that mention a changed term, and reads each again in the jail."""

    def __init__(self, store: Store, jail: Jail) -> None:
        self._store = store
        self._jail = jail
        self._log = logger("intake")

    def find_terms(self, items: list[work.WorkItem]) -> None:
        """Handle ``candidates.find_terms``: a slice of the documents; the next slice is another item."""
        for item in items:
            wanted = [_plain(str(s)) for s in item.payload["spellings"]]
            with self._store.reading() as tx:
                slice_ = candidates.documents_after(tx, str(item.payload["after"]), AT_ONCE)
            found = [
                d["id"] for d in slice_ if any(w in text for text in (_plain(d["text"]),) for w in wanted)
            ]
            with self._store.writing() as tx:
                if not work.finish(tx, item.id):
                    continue
                for document_id in found:
                    work.enqueue(
                        tx, "candidates.read_again", {"document": document_id}, unique_key=document_id
                    )
                if len(slice_) == AT_ONCE:
                    work.enqueue(tx, "candidates.find_terms", {**item.payload, "after": slice_[-1]["id"]})

    def read_again(self, items: list[work.WorkItem]) -> None:
        """Handle ``candidates.read_again``. A document that cannot be read any more keeps what was read before."""
        for item in items:
            document = self._document(item)
            reading = self._read(document) if document else None
            with self._store.writing() as tx:
                if not work.finish(tx, item.id) or document is None or reading is None:
                    continue
                read = ReadDocument(
                    sha256=document.sha256,
                    file_name=document.file_name,
                    format=document.format,
                    layout=reading.layout,
                    notes=reading.layout.notes,
                    facts=reading.facts,
                    reader=reading.reader,
                    typed_by=document.typed_by,
                )
                candidates.replace_reading(tx, document.id, read)
                detail = {"candidate": document.candidate_id, "facts": len(reading.facts)}
                audit.append(tx, SYSTEM_WORKER, "candidates.document_read_again", document.id, detail)

    def _document(self, item: work.WorkItem) -> Document | None:
        try:
            with self._store.reading() as tx:
                return candidates.document_of(tx, str(item.payload["document"]))
        except NotFound:
            return None  # removed or erased meanwhile

    def _read(self, document: Document) -> Reading | None:
        try:
            with self._store.reading() as tx:
                terms = organisation.terms_for_reader(tx)
                typed = document.text.encode() if document.typed_by else None
                content = typed or self._store.files.get(tx, document.candidate_id, document.sha256)
            arguments = {
                "name": document.file_name,
                "kind": "resume",
                "today": self._store.clock.now().strftime("%Y-%m"),
                "format": "txt" if typed else document.format,
                "terms": terms,
            }
            reading = untrusted_read_reply(self._jail.call("read", arguments, content, READ_LIMITS)).reading
        except (FileMissing, JailKilled, ReplyNotUnderstood) as error:
            self._log.warning("intake.not_read_again", document=document.id, why=str(error))
            return None
        return None if reading is None or reading.refusal else reading


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
