"""The rules that order by occupation: the evidence of ``rules_v1``, and a score whose parts weigh what people set.

In ``rules_v1`` a posting with many rows drowned the title, and one with few rows ordered by chance. Here each part is
a share of the score however many rows it has, the latest title counts most, and what a résumé dwells on counts.
``judge`` is pure: the same requirements, facts, weights, answers of the pack and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1 import RULES
from appliance.recruiting.matching.rules_v2.score import score

NAME = "rules_v2"


def judge(
    title: str,
    requirements: Sequence[KeptRequirement],
    facts: Sequence[KeptFact],
    weights: dict[str, int],
    lookup: Lookup,
    today: str,
) -> tuple[tuple[Evidence, ...], Score]:
    """Evidence for each requirement that has a rule, and the score; ``today`` is ``YYYY-MM-DD``."""
    asked = [k for k in requirements if k.requirement.kind in RULES]
    evidence = tuple(RULES[k.requirement.kind](k, facts, lookup) for k in asked)
    return evidence, score(title, asked, evidence, facts, weights, lookup, today)
