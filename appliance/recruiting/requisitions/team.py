"""Who works on a requisition, and what somebody may see because of it."""

from __future__ import annotations

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.store import Reading, Store
from appliance.recruiting.accounts import Scope, scope_of
from appliance.recruiting.requisitions import _records as records

USER = "user:"


def scope_for(tx: Reading, actor: Actor) -> Scope:
    """Whose records somebody may see: everybody's, or those of the requisitions whose team they are on."""
    scope = scope_of(actor)
    if scope.everything:
        return scope
    return Scope(everything=False, requisitions=tuple(records.of_member(tx, actor.ref.removeprefix(USER))))


class Team:
    """What the doors ask and command about the people of a requisition."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def scope(self, actor: Actor) -> Scope:
        """Whose records somebody may see."""
        if scope_of(actor).everything:
            return scope_of(actor)
        with self._store.reading() as tx:
            return scope_for(tx, actor)

    def members(self, requisition: str) -> list[str]:
        """Ids of the accounts on a requisition's team. Raises NotFound."""
        with self._store.reading() as tx:
            return records.members(tx, records.requisition(tx, requisition).id)

    def join(self, actor: Actor, requisition: str, user_id: str) -> bool:
        """Put an account on the team; False when it is on it. Raises NotFound."""
        return self._change(actor, requisition, user_id, join=True)

    def leave(self, actor: Actor, requisition: str, user_id: str) -> bool:
        """Take an account off the team; False when it was not on it. Raises NotFound."""
        return self._change(actor, requisition, user_id, join=False)

    def _change(self, actor: Actor, requisition: str, user_id: str, *, join: bool) -> bool:
        with self._store.writing() as tx:
            found = records.requisition(tx, requisition)
            if join:
                changed = records.add_member(tx, found.id, user_id, actor.ref)
            else:
                changed = records.remove_member(tx, found.id, user_id)
            if changed:
                audit.append(
                    tx,
                    actor,
                    "requisitions.team_changed",
                    found.id,
                    {"user": user_id, "joined": join},
                    requisition=found.id,
                )
            return changed
