"""An administrator's written acceptance to read files although this host lacks a layer of the jail."""

from __future__ import annotations

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records

NOTE = "jail_accepted"


def accepted(store: Store) -> dict[str, str]:
    """by, at and reason; empty when nobody accepted."""
    with store.reading() as tx:
        return records.note(tx, NOTE)


def accept(store: Store, actor: Actor, reason: str, missing: tuple[str, ...]) -> None:
    """Accept in writing: named, dated, reasoned, audited. Raises BadInput without a reason."""
    if len(reason.split()) < 3:
        raise BadInput(
            what="The acceptance needs a reason.", mend="Say in a sentence why files are read all the same."
        )
    with store.writing() as tx:
        value = {"by": actor.ref, "at": tx.now, "reason": reason, "missing": ", ".join(missing)}
        records.set_note(tx, NOTE, value)
        audit.append(tx, actor, "jail.accepted", "host", {"missing": list(missing)})


def withdraw(store: Store, actor: Actor) -> bool:
    """Take the acceptance back; False when there was none."""
    with store.writing() as tx:
        found = bool(records.drop_note(tx, NOTE))
        if found:
            audit.append(tx, actor, "jail.acceptance_withdrawn", "host")
        return found
