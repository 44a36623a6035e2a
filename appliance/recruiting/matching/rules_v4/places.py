"""Places: by distance, by the state or country they lie in, by name."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold_words
from appliance.recruiting.matching.lookup import FullLookup
from appliance.recruiting.matching.rules_v1.findings import best, finding, nothing, of_kind
from appliance.recruiting.matching.rules_v1.statements import COMMUTE_KM, NEAR_KM


def location(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: FullLookup) -> Evidence:
    """The nearest of the places named. Living elsewhere is no evidence, never a no: people move."""
    asked = kept.requirement.normal or kept.requirement.label
    places = of_kind(facts, "location")
    if not places or not fold_words(asked):
        return nothing(kept.id, "A place")
    apart = [(lookup.distance(p.fact.value, asked), p) for p in places]
    known = [(km, n) for n, (km, _) in enumerate(apart) if km is not None]
    found = [_by_distance(kept.id, km, apart[n][1], asked, lookup) for km, n in sorted(known)[:1]]
    found += [_by_name(kept.id, place, asked, lookup) for km, place in apart if km is None]
    return best(found)


def _by_distance(
    requirement_id: str, kilometres: int, place: KeptFact, asked: str, lookup: FullLookup
) -> Evidence:
    named = place.fact.value
    if not kilometres and fold_words(named).split()[:1] == fold_words(asked).split()[:1]:
        return finding(requirement_id, "met", f"{named} is named.", [place])
    away = f"about {kilometres:,} km" if kilometres else "less than 10 km"
    border = " over a border" if kilometres <= NEAR_KM and lookup.place(named, asked) == "abroad" else ""
    said = f"{named} is named, {away}{border} from {asked}"
    if kilometres <= COMMUTE_KM:
        return finding(requirement_id, "met", f"{said}: within {COMMUTE_KM} km.", [place])
    if kilometres <= NEAR_KM:
        return finding(requirement_id, "partly", f"{said}: within {NEAR_KM} km.", [place])
    return finding(requirement_id, "no_evidence", f"{said}. Moving or remote work is not mentioned.", [place])


def _by_name(requirement_id: str, place: KeptFact, asked: str, lookup: FullLookup) -> Evidence:
    """Where the gazetteer knows no distance."""
    named = place.fact.value
    relation = lookup.place(named, asked)
    if relation == "same" or fold_words(named) == fold_words(asked):
        return finding(requirement_id, "met", f"{named} is named.", [place])
    if relation == "within":
        return finding(requirement_id, "met", f"{named} is named, which lies in {asked}.", [place])
    town, region = _parts(named)
    wanted, wanted_region = _parts(asked)
    if town == wanted and not (region and wanted_region):
        return finding(requirement_id, "met", f"{named} is named.", [place])
    if relation == "around":
        said = f"{named} is named, in which {asked} lies; the town is not."
        return finding(requirement_id, "partly", said, [place])
    if relation == "state":
        return finding(requirement_id, "partly", f"{named} is named: the same state.", [place])
    if relation == "country":
        said = f"{named} is named: the same country as {asked}, how far away is not known."
        return finding(requirement_id, "no_evidence", said, [place])
    if not relation and region and set(region) & set(wanted_region):
        if town == wanted:
            return finding(requirement_id, "met", f"{named} is named.", [place])
        return finding(requirement_id, "partly", f"{named} is named: the same region.", [place])
    return finding(requirement_id, "no_evidence", f"{named} is named, another place.", [place])


def _parts(place: str) -> tuple[str, tuple[str, ...]]:
    """The town, and the words of what stands behind its comma; an unknown "Washington DC-Metro" is all town."""
    town, _, region = place.partition(",")
    return fold_words(town), tuple(fold_words(region).split())
