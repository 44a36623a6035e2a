"""Skills and certifications: a narrower one is the skill, a close one half of it, a broader one weak evidence."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import Answer, Lookup
from appliance.recruiting.matching.rules_v1 import skills as earlier
from appliance.recruiting.matching.rules_v1.findings import finding, of_kind

SKILLS = ("skill", "certification")
BROADER = "parent"


class Narrow:
    """The answers of another lookup, without those that a broader skill is named."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.title, self.distance, self.words = lookup.title, lookup.distance, lookup.words

    def skill(self, have: str, wanted: str) -> Answer:
        answer = self._lookup.skill(have, wanted)
        return ("", "") if answer[0] == BROADER else answer


def skill(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: Lookup) -> tuple[Evidence, bool]:
    """The evidence for any one of the named skills, and whether only a broader one shows it."""
    found = earlier.skill(kept, facts, Narrow(lookup))
    if found.finding != "no_evidence":
        return found, False
    wanted = str(kept.requirement.detail.get("ids") or "").split()
    broader = [
        k for k in of_kind(facts, *SKILLS)
        if (have := str(k.fact.detail.get("id") or "")) and any(lookup.skill(have, w)[0] == BROADER for w in wanted)
    ]  # fmt: skip
    if not broader:
        return found, False
    asked = " / ".join(kept.requirement.any_of or (kept.requirement.label,))
    said = f"Only {broader[0].fact.value} is named, which is broader: nothing shows {asked} itself. It counts three tenths."
    return finding(kept.id, "partly", said, broader), True
