"""Who looks blind, and whom they unmasked: each person's own choice, written into the log."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.store import Store
from appliance.recruiting.candidates import _records as records
from appliance.recruiting.candidates.errors import Masked
from appliance.recruiting.candidates.masking import Mask
from appliance.recruiting.candidates.service import in_force_of

LONGEST_REASON = 200


class BlindView:
    """What the doors ask before they show a person."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_on(self, actor: Actor) -> bool:
        """Whether this person's view is blind."""
        with self._store.reading() as tx:
            return records.blind(tx, actor.ref)

    def switch(self, actor: Actor, *, on: bool) -> None:
        """Begin or end the blind view of who asks; ending it opens everybody and is written into the log as such."""
        with self._store.writing() as tx:
            if records.set_blind(tx, actor.ref, on=on):
                audit.append(tx, actor, "candidates.blind", "blind", {"on": on})

    def unmask(self, actor: Actor, candidate_id: str, reason: str, requisition: str = "") -> None:
        """Open one person, with a reason, for who asks. Raises BadInput, NotFound."""
        reason = " ".join(reason.split())[:LONGEST_REASON]
        if not reason:
            raise BadInput(
                what="A reason is missing.", mend="Say in a few words why you need to know who this is."
            )
        with self._store.writing() as tx:
            head = records.head(tx, records.candidate(tx, candidate_id).id)
            if records.blind(tx, actor.ref):
                records.unmask(tx, actor.ref, head, reason)
                audit.append(
                    tx,
                    actor,
                    "candidates.unmasked",
                    head,
                    {"reason_letters": len(reason)},
                    requisition=requisition,
                )

    def mask_again(self, actor: Actor, candidate_id: str) -> None:
        """Cover somebody again for who asks."""
        with self._store.writing() as tx:
            if records.mask_again(tx, actor.ref, records.head(tx, candidate_id)):
                audit.append(tx, actor, "candidates.masked", candidate_id)

    def masks(self, actor: Actor, ids: Sequence[str]) -> dict[str, Mask]:
        """A mask for each of these candidates who asks may not see open; none when their view is not blind."""
        with self._store.reading() as tx:
            if not ids or not records.blind(tx, actor.ref):
                return {}
            opened = records.unmasked(tx, actor.ref)
            living = records.candidates(tx, list(dict.fromkeys(ids)))
            covered = [i for i in living if records.head(tx, i) not in opened]
            year = int(tx.now[:4])
            return {i: Mask(i, facts, year) for i, facts in in_force_of(tx, covered).items()}

    def refuse_masked(self, actor: Actor, candidate_id: str) -> None:
        """Raises Masked for what cannot be shown without saying who it is."""
        if self.masks(actor, [candidate_id]):
            raise Masked
