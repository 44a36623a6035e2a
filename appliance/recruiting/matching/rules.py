"""Every released set of rules by its name; all of them stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching import rules_v1, rules_v2
from appliance.recruiting.matching.lookup import Lookup

Judge = Callable[
    [str, Sequence[KeptRequirement], Sequence[KeptFact], dict[str, int], Lookup, str],
    tuple[tuple[Evidence, ...], Score],
]
RULE_SETS: dict[str, Judge] = {rules_v1.NAME: rules_v1.judge, rules_v2.NAME: rules_v2.judge}
CURRENT = rules_v2.NAME
