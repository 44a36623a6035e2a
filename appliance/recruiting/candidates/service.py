"""Commands and questions about candidates, each a short story.

Functions with ``tx`` take part in somebody else's story; methods of ``Candidates`` begin their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import (
    Candidate,
    Correction,
    Document,
    KeptFact,
    Likeness,
    ReadDocument,
)
from appliance.foundation.contracts.facts import FACT_KINDS, FactKind
from appliance.foundation.contracts.query import IndexEntry
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.foundation.store import Reading, Row, Store, Writing
from appliance.recruiting import organisation
from appliance.recruiting.candidates import _records as records
from appliance.recruiting.candidates import corrections, dedupe, kinds, summary
from appliance.recruiting.candidates.errors import CannotMerge
from appliance.recruiting.candidates.withheld import searchable

NO_NAME = "Name not found"


class Trait(NamedTuple):
    """One fact in force, as ``traits_of`` gives it."""

    kind: str
    value: str
    normal: str
    key: str
    mentions: int = 1


class Profile(Value):
    """Everything a page shows of one candidate."""

    candidate: Candidate
    facts: tuple[KeptFact, ...]
    documents: tuple[Document, ...]
    corrections: tuple[Correction, ...]
    merged: tuple[Candidate, ...]


def likenesses(tx: Reading, document: ReadDocument) -> tuple[Likeness, ...]:
    """Known candidates that share something that identifies the person of this document."""
    mine = dedupe.keys_of(document.facts)
    return tuple(
        dedupe.judge(mine, candidate_id, shared)
        for candidate_id, shared in sorted(records.sharing(tx, mine).items())
    )


def create(
    tx: Writing, actor: Actor, store: Store, document: ReadDocument, *, batch_id: str, source: str
) -> tuple[str, str]:
    """A new candidate from a read document; (candidate id, document id).

    The file is handed over from the batch to the candidate.
    """
    candidate_id = records.insert_candidate(tx, name=NO_NAME, source=source, batch_id=batch_id)
    audit.append(tx, actor, "candidates.created", candidate_id, {"batch": batch_id})
    return candidate_id, add_document(tx, actor, store, candidate_id, document, batch_id=batch_id)


def add_document(
    tx: Writing, actor: Actor, store: Store, candidate_id: str, document: ReadDocument, *, batch_id: str
) -> str:
    """Another document of a known candidate; the document's id."""
    if batch_id:
        store.files.hand_over(tx, batch_id, candidate_id, document.sha256)
    document_id = records.insert_document(tx, candidate_id, document, batch_id)
    detail = {"batch": batch_id, "candidate": candidate_id}
    audit.append(tx, actor, "candidates.document_added", document_id, detail)
    refresh(tx, candidate_id)
    return document_id


def refresh(tx: Writing, candidate_id: str) -> None:
    """Bring the row, the keys and (by a work item) the index up to date with the facts in force."""
    head = records.head(tx, candidate_id)
    facts = in_force(tx, head)
    columns = summary.summarise(facts)
    columns["name"] = columns["name"] or NO_NAME
    records.set_columns(tx, head, **columns)
    records.set_keys(tx, head, dedupe.keys_of(k.fact for k in facts))
    for ref in {head, candidate_id}:
        work.enqueue(tx, "search.reindex", {"ref": ref}, unique_key=ref)


def in_force(tx: Reading, candidate_id: str) -> tuple[KeptFact, ...]:
    """The facts that hold for a candidate, those of merged candidates included."""
    ids = records.members(tx, candidate_id)
    return corrections.in_force(records.facts(tx, ids), records.corrections(tx, ids))


def in_force_of(tx: Reading, ids: Sequence[str]) -> dict[str, tuple[KeptFact, ...]]:
    """``in_force`` of several candidates at once, by id."""
    if not ids:
        return {}
    heads = records.merged_into(tx, ids)
    facts: dict[str, list[KeptFact]] = {i: [] for i in ids}
    said: dict[str, list[Correction]] = {i: [] for i in ids}
    members = list(heads)
    for kept in records.facts(tx, members):
        facts[heads[kept.candidate_id]].append(kept)
    for correction in records.corrections(tx, members):
        said[heads[correction.candidate_id]].append(correction)
    return {i: corrections.in_force(facts[i], said[i]) for i in ids}


def traits_of(tx: Reading, ids: Sequence[str], kinds: Sequence[FactKind]) -> dict[str, list[Trait]]:
    """A light look at many candidates: the facts of these kinds in force, each as (kind, value, normal, key, mentions),
    newest document first.

    ``key`` is the skill's id, the level of a degree or clearance, or the number of years.
    """
    if not ids:
        return {}
    heads = records.merged_into(tx, ids)
    members = list(heads)
    found: dict[str, list[Trait]] = {i: [] for i in ids}
    for member, facts in records.traits(tx, members, kinds).items():
        found[heads[member]] += [Trait(*fact) for fact in facts]
    for c in records.corrections(tx, members):
        if c.withdrawn_at or c.kind not in kinds:
            continue
        mine = found[heads[c.candidate_id]]
        mine[:] = [t for t in mine if c.action == "add" or t.kind != c.kind or (t.normal or t.value) != c.was]
        if c.action != "remove":
            given = c.detail.get("id") or c.detail.get("level") or c.detail.get("years") or ""
            mine.append(Trait(c.kind, c.value, c.normal, str(given)))
    return found


def files_of(tx: Reading, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Names of the documents of several candidates, newest first, those of merged candidates included."""
    if not ids:
        return {}
    heads = records.merged_into(tx, ids)
    found: dict[str, list[str]] = {i: [] for i in ids}
    for member, names in records.file_names(tx, list(heads)).items():
        found[heads[member]] += names
    return {i: tuple(names) for i, names in found.items()}


def index_entry(tx: Reading, candidate_id: str) -> IndexEntry | None:
    """What the index holds of a candidate; None when there is nobody (removed or merged)."""
    return index_entries(tx, [candidate_id]).get(candidate_id)


def index_entries(tx: Reading, ids: Sequence[str]) -> dict[str, IndexEntry]:
    """What the index holds of these candidates, by id; nobody (removed or merged) is missing.

    Read for all of them together: a rebuild goes through everybody.
    """
    living = {i: c for i, c in records.candidates(tx, ids).items() if not c.merged_into}
    heads = records.merged_into(tx, list(living))
    everyone = list(heads)
    texts, facts, people = defaultdict(list), defaultdict(list), defaultdict(list)
    flags: dict[str, set[str]] = defaultdict(set)
    for row in records.texts_and_notes(tx, everyone):
        head = heads[row["candidate_id"]]
        texts[head].append(searchable(row["text"]))
        flags[head] |= {code.replace("_", "-") for code in row["codes"]}
    for kept in records.facts(tx, everyone):
        facts[heads[kept.candidate_id]].append(kept)
    for correction in records.corrections(tx, everyone):
        head = heads[correction.candidate_id]
        people[head].append(correction)
        if not correction.withdrawn_at:
            flags[head].add("corrected")
    found = {}
    for candidate_id, candidate in living.items():
        if len(texts[candidate_id]) > 1:
            flags[candidate_id].add("several-documents")
        in_force_now = corrections.in_force(facts[candidate_id], people[candidate_id])
        found[candidate_id] = summary.index_entry(
            candidate, in_force_now, texts[candidate_id], sorted(flags[candidate_id])
        )
    return found


def one(tx: Reading, candidate_id: str) -> Candidate:
    """A candidate, or whom they were merged into. Raises NotFound."""
    return records.candidate(tx, records.head(tx, candidate_id))


def head_of(tx: Reading, candidate_id: str) -> str:
    """Whom a candidate was merged into in the end; themselves when not merged."""
    return records.head(tx, candidate_id)


def heads_of_members(tx: Reading, ids: Sequence[str]) -> dict[str, str]:
    """Each of these candidates and everybody merged into one of them → whom they belong to."""
    return records.merged_into(tx, ids)


def owner_of(tx: Reading, document_id: str) -> str:
    """The candidate a document belongs to. Raises NotFound."""
    return records.owner_of(tx, document_id)


def came_since(tx: Reading, moment: str, most: int) -> list[str] | None:
    """Candidates added, or given a document, after a moment; None when there are more than ``most``."""
    return records.came_since(tx, moment, most)


def page_of_ids(tx: Reading, after: str, limit: int) -> list[str]:
    """Ids of candidates in order, for going through all of them."""
    return records.page(tx, after, limit)


def cards(tx: Reading, ids: Sequence[str]) -> dict[str, Candidate]:
    """The rows of these candidates, by id; those that are gone are missing."""
    return records.candidates(tx, ids) if ids else {}


def documents_of(tx: Reading, candidate_id: str) -> list[Document]:
    """A candidate's documents, newest first, those of merged candidates included."""
    return records.documents(tx, records.members(tx, candidate_id))


def document_of(tx: Reading, document_id: str) -> Document:
    """One document without its layout. Raises NotFound."""
    return records.document(tx, document_id)[0]


def documents_after(tx: Reading, after: str, limit: int) -> list[Row]:
    """Documents in id order, for going through all of them: id, text."""
    return records.documents_after(tx, after, limit)


def known_file(tx: Reading, sha256: str) -> Row | None:
    """Where this very file is already kept (id, candidate_id), or None."""
    return records.document_with_hash(tx, sha256)


def replace_reading(tx: Writing, document_id: str, document: ReadDocument) -> None:
    """Another reading of a kept document; corrections stay on top."""
    kept, _ = records.document(tx, document_id)
    records.replace_reading(tx, document_id, kept.candidate_id, document)
    refresh(tx, kept.candidate_id)


def remove_batch(
    tx: Writing, actor: Actor, store: Store, batch_id: str, since: str
) -> tuple[int, list[tuple[str, str]]]:
    """Take back what a batch brought: (documents removed, [(candidate id, name) left because changed since])."""
    removed, left = 0, dict[str, str]()
    for row in records.of_batch(tx, batch_id):
        found = records.candidates(tx, [row["candidate_id"]])[row["candidate_id"]]
        if found.touched_at > since or found.merged_into or len(records.members(tx, found.id)) > 1:
            left[found.id] = found.name
            continue
        records.delete_document(tx, row["id"])
        store.files.remove(tx, found.id, row["sha256"])
        removed += 1
        if records.documents(tx, [found.id]):
            refresh(tx, found.id)
        else:
            records.delete_candidate(tx, found.id)
            store.files.destroy_key(tx, found.id)
            audit.append(tx, actor, "candidates.removed", found.id, {"batch": batch_id})
            work.enqueue(tx, "search.reindex", {"ref": found.id}, unique_key=found.id)
    return removed, sorted(left.items(), key=lambda item: item[1])


def touch(tx: Writing, actor: Actor, candidate_id: str) -> None:
    """Remember that a person changed something about the candidate."""
    records.set_columns(tx, candidate_id, touched_by=actor.ref, touched_at=tx.now)


class Candidates:
    """What the doors ask and command."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self) -> int:
        with self._store.reading() as tx:
            return records.count(tx)

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        """What these candidates are called, by id; those that are gone are missing."""
        with self._store.reading() as tx:
            return {identifier: found.name for identifier, found in cards(tx, ids).items()}

    def cards(self, ids: Sequence[str]) -> list[Candidate]:
        """The rows of these candidates; those that are gone are missing."""
        with self._store.reading() as tx:
            return list(cards(tx, ids).values())

    def profile(self, candidate_id: str) -> Profile:
        """Everything about one candidate; the id of a merged one leads to whom they were merged into.

        Raises NotFound.
        """
        with self._store.reading() as tx:
            head = records.head(tx, candidate_id)
            ids = records.members(tx, head)
            others = records.candidates(tx, [i for i in ids if i != head]) if len(ids) > 1 else {}
            return Profile(
                candidate=records.candidate(tx, head),
                facts=in_force(tx, head),
                documents=tuple(records.documents(tx, ids)),
                corrections=tuple(records.corrections(tx, ids)),
                merged=tuple(others.values()),
            )

    def opened(self, actor: Actor, candidate_id: str, requisition: str = "") -> None:
        """Write down that somebody looked at a candidate."""
        with self._store.writing() as tx:
            audit.append(tx, actor, "candidates.opened", candidate_id, requisition=requisition)

    def viewed(self, actor: Actor, document_id: str) -> None:
        """Write down that somebody took a document's original. Raises NotFound."""
        with self._store.writing() as tx:
            found, _ = records.document(tx, document_id)
            detail = {"candidate": found.candidate_id, "part": "original"}
            audit.append(tx, actor, "candidates.document_viewed", document_id, detail)

    def document(self, document_id: str) -> tuple[Document, Layout]:
        """A document with the places of its words. Raises NotFound."""
        with self._store.reading() as tx:
            return records.document(tx, document_id)

    def original(self, document_id: str) -> tuple[Document, bytes]:
        """A document as it came. Raises NotFound, FileMissing."""
        with self._store.reading() as tx:
            document, _ = records.document(tx, document_id)
            return document, self._store.files.get(tx, document.candidate_id, document.sha256)

    def add_by_hand(self, actor: Actor, values: Sequence[tuple[FactKind, str]]) -> str:
        """A candidate without a document, from facts somebody typed; the id. Raises BadInput."""
        if not any(kind == "name" and value.strip() for kind, value in values):
            raise BadInput(what="A candidate needs a name.", mend="Type the person's name.")
        with self._store.writing() as tx:
            candidate_id = records.insert_candidate(
                tx, name=NO_NAME, source="by hand", touched_by=actor.ref, touched_at=tx.now
            )
            audit.append(tx, actor, "candidates.added", candidate_id)
            for kind, value in values:
                if value.strip():
                    self._add(tx, actor, candidate_id, kind, value)
            refresh(tx, candidate_id)
        return candidate_id

    def add_fact(self, actor: Actor, candidate_id: str, kind: FactKind, value: str) -> str:
        """A fact a person knows; the id of the correction. Raises BadInput, NotFound."""
        with self._store.writing() as tx:
            candidate_id = records.head(tx, records.candidate(tx, candidate_id).id)
            identifier = self._add(tx, actor, candidate_id, kind, value)
            touch(tx, actor, candidate_id)
            refresh(tx, candidate_id)
        return identifier

    def _add(self, tx: Writing, actor: Actor, candidate_id: str, kind: FactKind, value: str) -> str:
        if kind not in FACT_KINDS:
            raise BadInput(what=f"There is no kind of fact “{kind}”.", mend="Choose one from the list.")
        normal, detail = kinds.normalise(kind, value, organisation.knowledge(tx))
        identifier = records.insert_correction(
            tx,
            candidate_id=candidate_id,
            action="add",
            kind=kind,
            was="",
            value=value.strip(),
            normal=normal,
            detail=detail,
            author=actor.ref,
            author_name=actor.name,
        )
        audit.append(
            tx, actor, "candidates.fact_added", candidate_id, {"kind": kind, "correction": identifier}
        )
        return identifier

    def correct_fact(self, actor: Actor, candidate_id: str, fact_id: str, value: str) -> str:
        """Say what a fact really is; the id of the correction. Raises BadInput, NotFound."""
        return self._amend(actor, candidate_id, fact_id, "replace", value)

    def remove_fact(self, actor: Actor, candidate_id: str, fact_id: str) -> str:
        """Say that a fact is not so; the id of the correction. Raises NotFound."""
        return self._amend(actor, candidate_id, fact_id, "remove", "")

    def _amend(self, actor: Actor, candidate_id: str, fact_id: str, action: str, value: str) -> str:
        with self._store.writing() as tx:
            candidate_id = records.head(tx, records.candidate(tx, candidate_id).id)
            kept = next((k for k in in_force(tx, candidate_id) if k.id == fact_id), None)
            if kept is None:
                raise NotFound(what="fact", reference=fact_id)
            was = corrections.anchor(kept.fact)
            if kept.author:
                earlier = next(
                    c for c in records.corrections(tx, records.members(tx, candidate_id)) if c.id == fact_id
                )
                records.withdraw(tx, earlier.id)
                was = earlier.was
                if earlier.action == "add" and action == "replace":
                    action = "add"
            normal, detail = (
                kinds.normalise(kept.fact.kind, value, organisation.knowledge(tx))
                if value or action != "remove"
                else ("", {})
            )
            identifier = fact_id
            if action != "remove" or was:
                identifier = records.insert_correction(
                    tx,
                    candidate_id=candidate_id,
                    action=action,
                    kind=kept.fact.kind,
                    was=was,
                    value=value.strip(),
                    normal=normal,
                    detail=detail,
                    author=actor.ref,
                    author_name=actor.name,
                )
            name = "candidates.fact_removed" if action == "remove" else "candidates.fact_corrected"
            audit.append(tx, actor, name, candidate_id, {"kind": kept.fact.kind, "correction": identifier})
            touch(tx, actor, candidate_id)
            refresh(tx, candidate_id)
        return identifier

    def withdraw_correction(self, actor: Actor, candidate_id: str, correction_id: str) -> None:
        """Take a correction back: what was read holds again. Raises NotFound."""
        with self._store.writing() as tx:
            if not records.withdraw(tx, correction_id):
                raise NotFound(what="correction", reference=correction_id)
            detail = {"correction": correction_id}
            audit.append(tx, actor, "candidates.correction_withdrawn", candidate_id, detail)
            touch(tx, actor, candidate_id)
            refresh(tx, candidate_id)

    def restore_correction(
        self, actor: Actor, candidate_id: str, correction_id: str, instead_of: str = ""
    ) -> None:
        """Let a withdrawn correction hold again; ``instead_of`` is the one that took its place, "" for none.

        Raises NotFound.
        """
        with self._store.writing() as tx:
            candidate_id = records.head(tx, records.candidate(tx, candidate_id).id)
            theirs = {c.id: c for c in records.corrections(tx, records.members(tx, candidate_id))}
            if correction_id not in theirs or (instead_of and instead_of not in theirs):
                raise NotFound(what="correction", reference=correction_id)
            if instead_of:
                records.withdraw(tx, instead_of)
            records.hold_again(tx, correction_id)
            detail = {"kind": theirs[correction_id].kind, "correction": correction_id}
            audit.append(tx, actor, "candidates.fact_corrected", candidate_id, detail)
            touch(tx, actor, candidate_id)
            refresh(tx, candidate_id)

    def merge(self, actor: Actor, kept_id: str, other_id: str) -> None:
        """Two candidates are one person: an alias row; nothing is re-pointed. Raises CannotMerge, NotFound."""
        with self._store.writing() as tx:
            kept, other = records.head(tx, kept_id), records.candidate(tx, other_id)
            records.candidate(tx, kept)
            if other.merged_into or kept == other.id or kept in records.members(tx, other.id):
                raise CannotMerge(why="they are one candidate already")
            records.set_columns(tx, other.id, merged_into=kept)
            audit.append(tx, actor, "candidates.merged", kept, {"other": other.id})
            touch(tx, actor, kept)
            refresh(tx, kept)
            work.enqueue(tx, "search.reindex", {"ref": other.id}, unique_key=other.id)

    def unmerge(self, actor: Actor, other_id: str) -> None:
        """Take a merge back. Raises CannotMerge, NotFound."""
        with self._store.writing() as tx:
            other = records.candidate(tx, other_id)
            if not other.merged_into:
                raise CannotMerge(why="the candidate is not merged")
            records.set_columns(tx, other.id, merged_into=None)
            audit.append(tx, actor, "candidates.unmerged", other.merged_into, {"other": other.id})
            touch(tx, actor, other.id)
            refresh(tx, other.merged_into)
            refresh(tx, other.id)
