"""Candidates on their way to and from another appliance: whole records out, the same write path in."""

from __future__ import annotations

from collections.abc import Callable

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import KeptFact, ReadDocument
from appliance.foundation.contracts.layouts import dump_layout, load_layout
from appliance.foundation.contracts.transfer import CarriedCandidate, CarriedCorrection, CarriedDocument
from appliance.foundation.store import Reading, Store, Writing
from appliance.recruiting.candidates import _records as records
from appliance.recruiting.candidates import service

Content = Callable[[str], bytes]
"""SHA-256 of a document → its bytes."""


def changed_since(tx: Reading, moment: str) -> list[str]:
    """Ids of candidates (heads) that changed after a moment, oldest change first; all with ""."""
    return records.changed_since(tx, moment)


def carried(tx: Reading, candidate_id: str) -> CarriedCandidate:
    """A candidate as it leaves, merged ones included. Raises NotFound."""
    ids = records.members(tx, candidate_id)
    facts: dict[str, list[KeptFact]] = {}
    for kept in records.facts(tx, ids):
        facts.setdefault(kept.document_id, []).append(kept)
    documents = []
    for document in reversed(records.documents(tx, ids)):
        _, layout = records.document(tx, document.id)
        documents.append(
            CarriedDocument(
                sha256=document.sha256,
                file_name=document.file_name,
                format=document.format,
                text=document.text,
                layout=dump_layout(layout),
                notes=document.notes,
                facts=tuple(kept.fact for kept in facts.get(document.id, ())),
                reader=document.reader,
                typed_by=document.typed_by,
                added_at=document.added_at,
            )
        )
    said = [c for c in records.corrections(tx, ids) if not c.withdrawn_at]
    return CarriedCandidate(
        id=candidate_id,
        name=records.candidate(tx, candidate_id).name,
        documents=tuple(documents),
        corrections=tuple(
            CarriedCorrection(
                action=c.action,
                kind=c.kind,
                was=c.was,
                value=c.value,
                normal=c.normal,
                detail=c.detail,
                author_name=c.author_name,
                at=c.at,
            )
            for c in said
        ),
    )


def owner_of_file(tx: Reading, candidate_id: str, sha256: str) -> str:
    """Whose key a document of a candidate lies under: the candidate's, or that of one merged into them."""
    for document in records.documents(tx, records.members(tx, candidate_id)):
        if document.sha256 == sha256:
            return document.candidate_id
    return candidate_id


def read_document(document: CarriedDocument) -> ReadDocument:
    """A carried document as intake would hand it over. Raises ValueError for a layout that is not understood."""
    return ReadDocument(
        sha256=document.sha256,
        file_name=document.file_name,
        format=document.format,
        layout=load_layout(document.layout, document.text),
        notes=document.notes,
        facts=document.facts,
        reader=document.reader,
        typed_by=document.typed_by,
    )


def take_carried(
    tx: Writing,
    actor: Actor,
    store: Store,
    carried_candidate: CarriedCandidate,
    content: Content,
    *,
    into: str,
    source: str,
    author: str,
) -> str:
    """Keep a carried candidate, as somebody new (``into`` "") or on top of a known one; the local id.

    A document that is here already is kept once; read by another reader there, its facts are taken. Corrections that came
    earlier under the same ``author`` are replaced by those that come now.
    """
    if not into:
        into = records.insert_candidate(tx, name=service.NO_NAME, source=source, batch_id="")
        audit.append(tx, actor, "candidates.created", into, {"source": author})
    here = {d.sha256: d for d in records.documents(tx, records.members(tx, into))}
    for document in carried_candidate.documents:
        known = here.get(document.sha256)
        if known is None:
            store.files.put(tx, into, content(document.sha256))
            identifier = records.insert_document(tx, into, read_document(document), "")
            detail = {"candidate": into, "source": author}
            audit.append(tx, actor, "candidates.document_added", identifier, detail)
        elif known.reader != document.reader and not known.typed_by:
            records.replace_reading(tx, known.id, known.candidate_id, read_document(document))
    for old in records.corrections(tx, [into]):
        if old.author == author and not old.withdrawn_at:
            records.withdraw(tx, old.id)
    for correction in carried_candidate.corrections:
        columns = correction.model_dump(exclude={"at"})
        records.insert_correction(tx, candidate_id=into, author=author, **columns)
    service.refresh(tx, into)
    return into
