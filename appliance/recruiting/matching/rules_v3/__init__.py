"""The rules that take a broader skill for weak evidence: ``rules_v2``, with stricter skills.

In ``rules_v1`` and ``rules_v2`` who named Python had half of SQLAlchemy, as much as who named a close relative. Having the
narrower skill shows the broader one; the other way round it shows little: it earns three tenths, and the reason says so.
``judge`` is pure: the same requirements, facts, weights, answers of the pack and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1 import RULES
from appliance.recruiting.matching.rules_v3.score import score
from appliance.recruiting.matching.rules_v3.skills import SKILLS, skill

NAME = "rules_v3"


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
    evidence, weak = [], set()
    for kept in asked:
        if kept.requirement.kind in SKILLS:
            found, is_weak = skill(kept, facts, lookup)
            if is_weak:
                weak.add(kept.id)
        else:
            found = RULES[kept.requirement.kind](kept, facts, lookup)
        evidence.append(found)
    return tuple(evidence), score(title, asked, evidence, weak, facts, weights, lookup, today)
