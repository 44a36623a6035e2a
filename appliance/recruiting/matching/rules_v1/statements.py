"""What is met only by what the person says: citizenship, place, and what Muster does not judge."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold_words
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import finding, nothing, of_kind


def citizenship(kept: KeptRequirement, facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """Only as stated; nothing is concluded from names, schools or places."""
    stated = of_kind(facts, "authorisation")
    if not stated:
        return nothing(kept.id, "Citizenship or work authorisation")
    values = {k.fact.normal for k in stated}
    if "us_citizen" in values:
        return finding(kept.id, "met", "Citizenship is stated.", stated)
    if "permanent_resident" in values and kept.requirement.normal == "citizen_or_pr":
        return finding(kept.id, "met", "Permanent residence is stated.", stated)
    if "permanent_resident" in values:
        return finding(
            kept.id, "contradicted", "Permanent residence is stated; citizenship is asked.", stated
        )
    return finding(kept.id, "partly", "Work authorisation is stated, citizenship is not.", stated)


def location(kept: KeptRequirement, facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """By name: the same place is met, the same state or country partly."""
    wanted = [p for p in fold_words(kept.requirement.normal or kept.requirement.label).split() if p]
    places = of_kind(facts, "location")
    if not places or not wanted:
        return nothing(kept.id, "A place")
    for place in places:
        words = fold_words(place.fact.value).split()
        if wanted[0] in words and (len(wanted) == 1 or wanted[-1] in words or len(words) == 1):
            return finding(kept.id, "met", f"{place.fact.value} is named.", [place])
    for place in places:
        if wanted[-1] in fold_words(place.fact.value).split():
            return finding(kept.id, "partly", f"{place.fact.value} is named: the same region.", [place])
    return finding(kept.id, "partly", f"{places[0].fact.value} is named, another place.", [places[0]])


def unjudged(kept: KeptRequirement, _facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """A sentence that is not one of the typed kinds: a person reads and decides."""
    return finding(kept.id, "no_evidence", "For a person to judge: Muster does not weigh this sentence.")
