"""Commands and questions about requisitions, each a short story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.query import IndexEntry
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.requirements import PostingReading
from appliance.foundation.contracts.requisitions import (
    WEIGHT_NAMES,
    Choice,
    KeptRequirement,
    Posting,
    Requisition,
)
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.foundation.store import Reading, Row, Store, Writing
from appliance.recruiting import organisation
from appliance.recruiting.requisitions import _records as records
from appliance.recruiting.requisitions import corrections
from appliance.recruiting.requisitions.corrections import RequirementCorrection
from appliance.recruiting.requisitions.typed import requirement_from

STATES = ("open", "on_hold", "closed")
MAX_WEIGHT = 100


class RequisitionProfile(Value):
    """Everything a page shows of one requisition; ``posting`` is the newest version, or None."""

    requisition: Requisition
    posting: Posting | None
    versions: tuple[Posting, ...]
    requirements: tuple[KeptRequirement, ...]
    corrections: tuple[RequirementCorrection, ...]


def create(
    tx: Writing,
    actor: Actor,
    store: Store,
    *,
    layout: Layout,
    reading: PostingReading,
    notes: Sequence[QualityNote],
    sha256: str,
    file_name: str,
    reader: str,
    batch_id: str,
) -> tuple[str, str]:
    """A new requisition from a posting that was read; (requisition id, posting id)."""
    title = reading.title or layout.title or file_name
    identifier = insert(tx, actor, title, reading.organisation, batch_id)
    posting_id = add_posting(
        tx,
        actor,
        store,
        identifier,
        layout=layout,
        reading=reading,
        notes=notes,
        sha256=sha256,
        file_name=file_name,
        reader=reader,
        batch_id=batch_id,
    )
    return identifier, posting_id


def insert(tx: Writing, actor: Actor, title: str, organisation: str, batch_id: str) -> str:
    """A new requisition without a posting, open and with the next reference; its id."""
    identifier = records.insert_requisition(
        tx,
        reference=records.next_reference(tx),
        title=title,
        organisation=organisation,
        state="open",
        owner=actor.ref,
        owner_name=actor.name,
        batch_id=batch_id,
    )
    audit.append(tx, actor, "requisitions.created", identifier, {"batch": batch_id}, requisition=identifier)
    return identifier


def add_posting(
    tx: Writing,
    actor: Actor,
    store: Store,
    requisition_id: str,
    *,
    layout: Layout,
    reading: PostingReading,
    notes: Sequence[QualityNote],
    sha256: str,
    file_name: str,
    reader: str,
    batch_id: str,
) -> str:
    """Another version of a requisition's posting; its id. Corrections stay on top."""
    if batch_id:
        store.files.hand_over(tx, batch_id, requisition_id, sha256)
    posting_id = records.insert_posting(
        tx,
        requisition_id,
        layout,
        reading,
        notes,
        sha256=sha256,
        file_name=file_name,
        reader=reader,
        batch_id=batch_id,
    )
    audit.append(
        tx, actor, "requisitions.posting_added", posting_id, {"batch": batch_id}, requisition=requisition_id
    )
    reindex(tx, requisition_id)
    return posting_id


def reindex(tx: Writing, requisition_id: str) -> None:
    """Have the index brought up to date with a requisition."""
    work.enqueue(tx, "search.reindex", {"ref": requisition_id}, unique_key=requisition_id)


def known_file(tx: Reading, sha256: str) -> Row | None:
    """Where this very posting file is already kept (id, requisition_id), or None."""
    return records.with_hash(tx, sha256)


def find(tx: Reading, reference: str) -> Requisition:
    """By id or reference. Raises NotFound."""
    return records.requisition(tx, reference)


def cards(tx: Reading, ids: Sequence[str]) -> dict[str, Requisition]:
    """The rows of these requisitions, by id; those that are gone are missing."""
    return records.cards(tx, ids) if ids else {}


def open_ones(tx: Reading) -> list[Requisition]:
    """Every open requisition, newest first."""
    return records.requisitions(tx, "open")


def page_of_ids(tx: Reading, after: str, limit: int) -> list[str]:
    """Ids of requisitions in order, for going through all of them."""
    return records.page(tx, after, limit)


def in_force(tx: Reading, requisition_id: str) -> tuple[Posting | None, tuple[KeptRequirement, ...]]:
    """The newest posting and the requirements that hold."""
    versions = records.postings(tx, requisition_id)
    newest = versions[0] if versions else None
    read = records.requirements(tx, newest.id) if newest else []
    return newest, corrections.in_force(read, records.corrections(tx, requisition_id))


def index_entry(tx: Reading, requisition_id: str) -> IndexEntry | None:
    """What the index holds of a requisition's newest posting; None when there is none."""
    found = records.cards(tx, [requisition_id]).get(requisition_id)
    if found is None:
        return None
    posting, requirements = in_force(tx, requisition_id)
    skills = [name for k in requirements for name in k.requirement.any_of if k.requirement.kind == "skill"]
    facets: dict[str, tuple[str, ...]] = {"kind": ("posting",), "requisition": (found.reference,)}
    for kind, field in (("clearance", "clearance"), ("degree", "degree_level")):
        values = {k.requirement.normal for k in requirements if k.requirement.kind == kind}
        if values:
            facets[field] = tuple(sorted(values))
    texts = {"name": found.title, "title": found.title, "employer": found.organisation}
    if posting:
        texts |= {"body": posting.text, "location": "\n".join(posting.reading.locations)}
    texts["skill"] = "\n".join(dict.fromkeys(skills))
    added = date.fromisoformat(found.added_at[:10]).toordinal() - 719163
    return IndexEntry(
        ref=found.id,
        texts={k: v for k, v in texts.items() if v},
        numbers={"added": float(added)},
        facets=facets,
    )


def remove_batch(
    tx: Writing, actor: Actor, store: Store, batch_id: str, since: str
) -> tuple[int, list[tuple[str, str]]]:
    """Take back what a batch brought: (postings removed, [(id, title) left because changed since])."""
    removed, left = 0, dict[str, str]()
    for row in records.of_batch(tx, batch_id):
        found = records.requisition(tx, row["requisition_id"])
        if found.touched_at > since:
            left[found.id] = f"{found.reference} {found.title}"
            continue
        records.delete_posting(tx, row["id"])
        store.files.remove(tx, found.id, row["sha256"])
        removed += 1
        if not records.postings(tx, found.id) and found.batch_id == batch_id:
            records.delete_requisition(tx, found.id)
            store.files.destroy_key(tx, found.id)
            audit.append(
                tx, actor, "requisitions.removed", found.id, {"batch": batch_id}, requisition=found.id
            )
        reindex(tx, found.id)
    return removed, sorted(left.items(), key=lambda item: item[1])


def touch(tx: Writing, actor: Actor, requisition_id: str) -> None:
    """Remember that a person changed something about the requisition."""
    records.set_columns(tx, requisition_id, touched_by=actor.ref, touched_at=tx.now)


class Requisitions:
    """What the doors ask and command."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self, state: str = "") -> list[Requisition]:
        """Newest first; of one state, or all."""
        with self._store.reading() as tx:
            return records.requisitions(tx, state)

    def newest(self, state: str, most: int) -> Sequence[Requisition]:
        """The newest of one state."""
        with self._store.reading() as tx:
            return records.requisitions(tx, state, most)

    def choices(self, state: str, most: int) -> Sequence[Choice]:
        """The same to choose from: id, reference and title alone."""
        with self._store.reading() as tx:
            return records.choices(tx, state, most)

    def cards(self, ids: Sequence[str]) -> Sequence[Requisition]:
        """These requisitions by reference; those that are gone are missing."""
        with self._store.reading() as tx:
            found = cards(tx, ids).values()
        return sorted(found, key=lambda r: r.reference)

    def find(self, reference: str) -> Requisition:
        """By id or reference. Raises NotFound."""
        with self._store.reading() as tx:
            return records.requisition(tx, reference)

    def profile(self, reference: str) -> RequisitionProfile:
        """Everything about one requisition. Raises NotFound."""
        with self._store.reading() as tx:
            found = records.requisition(tx, reference)
            posting, requirements = in_force(tx, found.id)
            return RequisitionProfile(
                requisition=found,
                posting=posting,
                versions=tuple(records.postings(tx, found.id)),
                requirements=requirements,
                corrections=tuple(records.corrections(tx, found.id)),
            )

    def posting(self, posting_id: str) -> tuple[Posting, Layout]:
        """A posting with the places of its words. Raises NotFound."""
        with self._store.reading() as tx:
            return records.posting(tx, posting_id)

    def original(self, posting_id: str) -> tuple[Posting, bytes]:
        """A posting's file as it came. Raises NotFound, FileMissing."""
        with self._store.reading() as tx:
            posting, _ = records.posting(tx, posting_id)
            return posting, self._store.files.get(tx, posting.requisition_id, posting.sha256)

    def create_empty(self, actor: Actor, title: str, organisation: str = "") -> Requisition:
        """A requisition without a posting yet. Raises BadInput."""
        if not title.strip():
            raise BadInput(what="A requisition needs a title.", mend="Type the title of the position.")
        with self._store.writing() as tx:
            identifier = insert(tx, actor, title.strip(), organisation.strip(), "")
            touch(tx, actor, identifier)
            reindex(tx, identifier)
            return records.requisition(tx, identifier)

    def change(self, actor: Actor, reference: str, *, title: str, organisation: str, state: str) -> None:
        """Change title, organisation or state. Raises BadInput, NotFound."""
        if not title.strip() or state not in STATES:
            raise BadInput(what="A requisition needs a title and a state.", mend="Fill in both.")
        with self._store.writing() as tx:
            found = records.requisition(tx, reference)
            records.set_columns(
                tx, found.id, title=title.strip(), organisation=organisation.strip(), state=state
            )
            fields = [
                name
                for name, old, new in (
                    ("title", found.title, title.strip()),
                    ("organisation", found.organisation, organisation.strip()),
                    ("state", found.state, state),
                )
                if old != new
            ]
            audit.append(
                tx, actor, "requisitions.changed", found.id, {"fields": fields}, requisition=found.id
            )
            touch(tx, actor, found.id)
            reindex(tx, found.id)

    def set_weights(self, actor: Actor, reference: str, weights: Mapping[str, int]) -> None:
        """Set the points of the score's named parts, 0 to 100 each. Raises BadInput, NotFound."""
        for name, value in weights.items():
            if name not in WEIGHT_NAMES or not 0 <= value <= MAX_WEIGHT:
                raise BadInput(
                    what=f"{name} cannot weigh {value}.", mend="Weights are whole numbers from 0 to 100."
                )
        with self._store.writing() as tx:
            found = records.requisition(tx, reference)
            records.set_columns(tx, found.id, weights={**found.weights, **weights})
            audit.append(tx, actor, "requisitions.weights_set", found.id, dict(weights), requisition=found.id)
            touch(tx, actor, found.id)

    def add_requirement(
        self, actor: Actor, reference: str, kind: str, need: str, value: str, years: str = ""
    ) -> str:
        """A requirement a person knows of; the correction's id. Raises BadInput, NotFound."""
        return self._correct(actor, reference, "", "add", (kind, need, value, years))

    def correct_requirement(
        self,
        actor: Actor,
        reference: str,
        requirement_id: str,
        kind: str,
        need: str,
        value: str,
        years: str = "",
    ) -> str:
        """Say what a requirement really is; the correction's id. Raises BadInput, NotFound."""
        return self._correct(actor, reference, requirement_id, "replace", (kind, need, value, years))

    def remove_requirement(self, actor: Actor, reference: str, requirement_id: str) -> str:
        """Say that a requirement is none; the correction's id. Raises NotFound."""
        return self._correct(actor, reference, requirement_id, "remove", None)

    def _correct(
        self,
        actor: Actor,
        reference: str,
        requirement_id: str,
        action: str,
        form: tuple[str, str, str, str] | None,
    ) -> str:
        with self._store.writing() as tx:
            known = organisation.knowledge(tx)
            requirement = requirement_from(*form, knowledge=known) if form else None
            found = records.requisition(tx, reference)
            was = ""
            if action != "add":
                _, held = in_force(tx, found.id)
                kept = next((k for k in held if k.id == requirement_id), None)
                if kept is None:
                    raise NotFound(what="requirement", reference=requirement_id)
                was = corrections.anchor(kept.requirement)
                if kept.author:
                    earlier = next(c for c in records.corrections(tx, found.id) if c.id == kept.id)
                    records.withdraw(tx, earlier.id)
                    was = earlier.was
                    action = "add" if earlier.action == "add" and requirement else action
            identifier = requirement_id
            if requirement is not None or was:
                identifier = records.insert_correction(
                    tx,
                    requirement,
                    requisition_id=found.id,
                    action=action,
                    was=was,
                    author=actor.ref,
                    author_name=actor.name,
                )
            name = {"add": "added", "replace": "corrected", "remove": "removed"}[action]
            detail = {"correction": identifier}
            audit.append(
                tx, actor, f"requisitions.requirement_{name}", found.id, detail, requisition=found.id
            )
            touch(tx, actor, found.id)
            reindex(tx, found.id)
        return identifier

    def withdraw_correction(self, actor: Actor, reference: str, correction_id: str) -> None:
        """Take a correction back: what was read holds again. Raises NotFound."""
        with self._store.writing() as tx:
            found = records.requisition(tx, reference)
            if not records.withdraw(tx, correction_id):
                raise NotFound(what="correction", reference=correction_id)
            detail = {"withdrawn": correction_id}
            audit.append(
                tx, actor, "requisitions.requirement_corrected", found.id, detail, requisition=found.id
            )
            touch(tx, actor, found.id)
            reindex(tx, found.id)
