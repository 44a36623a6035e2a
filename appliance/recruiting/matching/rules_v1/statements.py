"""What is met only by what the person says: citizenship, place, and what Muster does not judge."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold_words
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import finding, nothing, of_kind

COMMUTE_KM = 50
NEAR_KM = 120
"""Kilometres between the centres of two cities; the gazetteer knows a place to a tenth of a degree."""


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


def location(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: Lookup) -> Evidence:
    """By name first, then by distance, then by region. Living elsewhere is no evidence, never a no: people move."""
    asked = kept.requirement.normal or kept.requirement.label
    wanted = fold_words(asked).split()
    places = of_kind(facts, "location")
    if not places or not wanted:
        return nothing(kept.id, "A place")
    for place in places:
        words = fold_words(place.fact.value).split()
        if (
            words
            and words[0] == wanted[0]
            and (len(words) == 1 or len(wanted) == 1 or set(words[1:]) & set(wanted[1:]))
        ):
            return finding(kept.id, "met", f"{place.fact.value} is named.", [place])
    near = [(km, n) for n, p in enumerate(places) if (km := lookup.distance(p.fact.value, asked)) is not None]
    if near:
        kilometres, number = min(near)
        place = places[number]
        said = f"{place.fact.value} is named, {_away(kilometres)} from {asked}"
        if kilometres <= COMMUTE_KM:
            return finding(kept.id, "met", f"{said}: within {COMMUTE_KM} km.", [place])
        if kilometres <= NEAR_KM:
            return finding(kept.id, "partly", f"{said}: within {NEAR_KM} km.", [place])
        return finding(kept.id, "no_evidence", f"{said}. Moving or remote work is not mentioned.", [place])
    for place in places:
        if wanted[-1] in fold_words(place.fact.value).split():
            return finding(kept.id, "partly", f"{place.fact.value} is named: the same region.", [place])
    return finding(kept.id, "no_evidence", f"{places[0].fact.value} is named, another place.", [places[0]])


def _away(kilometres: int) -> str:
    return f"about {kilometres:,} km" if kilometres else "less than 10 km"


def unjudged(kept: KeptRequirement, _facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """A sentence that is not one of the typed kinds: a person reads and decides."""
    return finding(kept.id, "no_evidence", "For a person to judge: Muster does not weigh this sentence.")
