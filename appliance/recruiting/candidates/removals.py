"""Who took a read fact away or corrected it, for whoever compares what was known before with what is known now."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import Correction
from appliance.foundation.store import Reading
from appliance.recruiting.candidates import _records as records


def removals(tx: Reading, ids: Sequence[str]) -> dict[str, dict[tuple[str, str], Correction]]:
    """For each candidate the corrections that hide what was read, by (kind, normal value); merged candidates included."""
    found: dict[str, dict[tuple[str, str], Correction]] = {i: {} for i in ids}
    heads = records.merged_into(tx, ids) if ids else {}
    for c in records.corrections(tx, list(heads)) if heads else ():
        if c.action != "add" and not c.withdrawn_at:
            found[heads[c.candidate_id]][c.kind, c.was] = c
    return found
