"""The rules that know fields of study and places: ``rules_v3``, with these two judged by what the packs say of them.

Before, a field was compared letter by letter, so that Information Technology was "another field" for "computer science or
a related field"; San Jose, CA was San Francisco, CA by its first word and its state; and nobody lived in Virginia.
``judge`` is pure: the same requirements, facts, weights, answers of the packs and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requirements import RequirementKind
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import FullLookup
from appliance.recruiting.matching.rules_v1 import RULES as EARLIER
from appliance.recruiting.matching.rules_v3.score import score
from appliance.recruiting.matching.rules_v3.skills import SKILLS, skill
from appliance.recruiting.matching.rules_v4.degrees import degree
from appliance.recruiting.matching.rules_v4.places import location

NAME = "rules_v4"
Rule = Callable[[KeptRequirement, Sequence[KeptFact], FullLookup], Evidence]
RULES: dict[RequirementKind, Rule] = {**EARLIER, "degree": degree, "location": location}


def judge(
    title: str,
    requirements: Sequence[KeptRequirement],
    facts: Sequence[KeptFact],
    weights: dict[str, int],
    lookup: FullLookup,
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
