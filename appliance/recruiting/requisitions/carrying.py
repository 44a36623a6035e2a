"""Requisitions on their way to and from another appliance: whole records out, the same write path in."""

from __future__ import annotations

from collections.abc import Callable

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.layouts import dump_layout, load_layout
from appliance.foundation.contracts.transfer import (
    CarriedPosting,
    CarriedRequirementCorrection,
    CarriedRequisition,
)
from appliance.foundation.store import Reading, Store, Writing
from appliance.recruiting.requisitions import _records as records
from appliance.recruiting.requisitions import service

Content = Callable[[str], bytes]
"""SHA-256 of a posting → its bytes."""


def changed_since(tx: Reading, moment: str) -> list[str]:
    """Ids of requisitions that changed after a moment, oldest change first; all with ""."""
    return records.changed_since(tx, moment)


def carried(tx: Reading, requisition_id: str) -> CarriedRequisition:
    """A requisition as it leaves. Raises NotFound."""
    found = records.requisition(tx, requisition_id)
    postings = []
    for posting in reversed(records.postings(tx, requisition_id)):
        _, layout = records.posting(tx, posting.id)
        requirements = tuple(r for _, r in records.requirements(tx, posting.id))
        postings.append(
            CarriedPosting(
                sha256=posting.sha256,
                file_name=posting.file_name,
                format=posting.format,
                text=posting.text,
                layout=dump_layout(layout),
                notes=posting.notes,
                reading=posting.reading.model_copy(update={"requirements": requirements}),
                reader=posting.reader,
            )
        )
    return CarriedRequisition(
        id=found.id,
        reference=found.reference,
        title=found.title,
        organisation=found.organisation,
        state=found.state,
        postings=tuple(postings),
        corrections=tuple(
            CarriedRequirementCorrection(
                action=c.action,  # type: ignore[arg-type]  # one of the three, by the table's own check
                was=c.was,
                requirement=c.requirement,
                author_name=c.author_name,
            )
            for c in records.corrections(tx, requisition_id)
            if not c.withdrawn_at
        ),
    )


def take_carried(
    tx: Writing,
    actor: Actor,
    store: Store,
    carried_requisition: CarriedRequisition,
    content: Content,
    *,
    into: str,
    author: str,
) -> str:
    """Keep a carried requisition, as a new one (``into`` "") or on top of a known one; the local id.

    Posting versions that are here already are kept once. Corrections that came earlier under the same ``author`` are replaced.
    """
    if not into:
        into = service.insert(tx, actor, carried_requisition.title, carried_requisition.organisation, "")
    here = {p.sha256 for p in records.postings(tx, into)}
    for posting in carried_requisition.postings:
        if posting.sha256 in here:
            continue
        if posting.sha256:
            store.files.put(tx, into, content(posting.sha256))
        service.add_posting(
            tx,
            actor,
            store,
            into,
            layout=load_layout(posting.layout, posting.text),
            reading=posting.reading,
            notes=posting.notes,
            sha256=posting.sha256,
            file_name=posting.file_name,
            reader=posting.reader,
            batch_id="",
        )
    for old in records.corrections(tx, into):
        if old.author == author and not old.withdrawn_at:
            records.withdraw(tx, old.id)
    for correction in carried_requisition.corrections:
        records.insert_correction(
            tx,
            correction.requirement,
            requisition_id=into,
            action=correction.action,
            was=correction.was,
            author=author,
            author_name=correction.author_name,
        )
    records.set_columns(tx, into, title=carried_requisition.title, state=carried_requisition.state)
    service.reindex(tx, into)
    return into
