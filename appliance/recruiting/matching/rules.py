"""Every released set of rules by its name; all of them stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching import rules_v1, rules_v2, rules_v3, rules_v4
from appliance.recruiting.matching.lookup import FullLookup

Judge = Callable[
    [str, Sequence[KeptRequirement], Sequence[KeptFact], dict[str, int], FullLookup, str],
    tuple[tuple[Evidence, ...], Score],
]
RULE_SETS: dict[str, Judge] = {r.NAME: r.judge for r in (rules_v1, rules_v2, rules_v3, rules_v4)}
CURRENT = rules_v4.NAME
