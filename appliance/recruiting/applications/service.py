"""Commands and questions about applications, each a short story.

Functions with ``tx`` take part in somebody else's story; methods of ``Applications`` begin their own. An application of
a candidate who was merged into another counts for the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.applications import Application
from appliance.foundation.store import Reading, Store, Writing
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.accounts import Scope
from appliance.recruiting.applications import _records as records


def add(tx: Writing, actor: Actor, candidate_id: str, requisition_id: str) -> bool:
    """Put a candidate into a requisition; False when they are in it."""
    made = records.insert(tx, candidate_id, requisition_id, actor.ref, actor.name)
    if made:
        audit.append(
            tx, actor, "applications.created", made, {"candidate": candidate_id}, requisition=requisition_id
        )
        _reindex(tx, candidate_id)
    return bool(made)


def _reindex(tx: Writing, candidate_id: str) -> None:
    head = candidates.head_of(tx, candidate_id)
    work.enqueue(tx, "search.reindex", {"ref": head}, unique_key=head)


def references(tx: Reading, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The references of the requisitions each of these candidates is in; who is in none is missing."""
    heads = candidates.heads_of_members(tx, ids)
    found: dict[str, set[str]] = {}
    for row in records.references(tx, list(heads)):
        found.setdefault(heads[row["candidate_id"]], set()).add(row["reference"])
    return {identifier: tuple(sorted(theirs)) for identifier, theirs in found.items()}


def may_see(tx: Reading, scope: Scope, candidate_id: str) -> bool:
    """Whether a candidate is in a requisition of this scope."""
    if scope.everything:
        return True
    heads = candidates.heads_of_members(tx, [candidates.head_of(tx, candidate_id)])
    return any(scope.sees_requisition(a.requisition_id) for a in records.of_candidates(tx, list(heads)))


class Applications:
    """What the doors ask and command."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, actor: Actor, candidate_id: str, requisition: str) -> bool:
        """Put a candidate into a requisition (reference or id); False when they are in it. Raises NotFound."""
        with self._store.writing() as tx:
            found = requisitions.find(tx, requisition)
            return add(tx, actor, candidates.one(tx, candidate_id).id, found.id)

    def remove(self, actor: Actor, candidate_id: str, requisition: str) -> bool:
        """Take somebody out who was put in by mistake; False when they were not in it. Raises NotFound."""
        with self._store.writing() as tx:
            found = requisitions.find(tx, requisition)
            head = candidates.one(tx, candidate_id).id
            gone = records.delete(tx, list(candidates.heads_of_members(tx, [head])), found.id)
            if gone:
                audit.append(tx, actor, "applications.removed", head, requisition=found.id)
                _reindex(tx, head)
            return bool(gone)

    def of_candidate(self, candidate_id: str) -> list[Application]:
        """The requisitions a candidate is in, oldest first."""
        with self._store.reading() as tx:
            head = candidates.head_of(tx, candidate_id)
            return records.of_candidates(tx, list(candidates.heads_of_members(tx, [head])))

    def of_requisition(self, requisition: str) -> list[Application]:
        """Who is in a requisition, oldest first. Raises NotFound."""
        with self._store.reading() as tx:
            return records.of_requisition(tx, requisitions.find(tx, requisition).id)

    def may_see(self, scope: Scope, candidate_id: str) -> bool:
        """Whether somebody with this scope may see a candidate; nobody sees one there is not."""
        with self._store.reading() as tx:
            return may_see(tx, scope, candidate_id)

    def may_see_document(self, scope: Scope, document_id: str) -> bool:
        """The same for the candidate of a document. Raises NotFound."""
        with self._store.reading() as tx:
            return may_see(tx, scope, candidates.owner_of(tx, document_id))
