"""The first released rules. A released rules package is never edited: a change is ``rules_v2``.

``judge`` is pure: the same requirements, facts, weights, answers of the pack and date give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, Score
from appliance.foundation.contracts.requirements import RequirementKind
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1 import ladders, skills, statements
from appliance.recruiting.matching.rules_v1.score import score

NAME = "rules_v1"
Rule = Callable[[KeptRequirement, Sequence[KeptFact], Lookup], Evidence]
RULES: dict[RequirementKind, Rule] = {
    "skill": skills.skill,
    "years": ladders.years,
    "degree": ladders.degree,
    "clearance": ladders.clearance,
    "citizenship": statements.citizenship,
    "certification": skills.certification,
    "language": skills.language,
    "location": statements.location,
    "other": statements.unjudged,
}
"""``remote`` and ``salary`` are terms of the position, not asked of the person: they have no rule."""


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
