"""The token with which a monitoring system reads ``/metrics``. Kept as its hash; a new one ends the old one."""

from __future__ import annotations

import hmac

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.crypto import random_token, sha256
from appliance.foundation.store import Store
from appliance.lifecycle import _records as records

NOTE = "metrics_token"


def new_token(store: Store, actor: Actor) -> str:
    """Make a token; shown this once."""
    token = random_token()
    with store.writing() as tx:
        records.set_note(tx, NOTE, {"hash": sha256(token.encode()), "made_at": tx.now, "made_by": actor.ref})
        audit.append(tx, actor, "appliance.metrics_token", "metrics")
    return token


def fits(store: Store, untrusted_token: str) -> bool:
    """Whether this is the token in force."""
    with store.reading() as tx:
        told = records.note(tx, NOTE)
    return bool(told) and hmac.compare_digest(sha256(untrusted_token.encode()), str(told["hash"]))
