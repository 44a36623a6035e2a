"""Skills, certifications and languages against what was read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, FindingKind
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import best, finding, nothing, of_kind

_folded = lru_cache(maxsize=50_000)(fold)
RELATION_FINDING: dict[str, FindingKind] = {
    "same": "met",
    "child": "met",
    "parent": "partly",
    "related": "partly",
}


def skill(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: Lookup) -> Evidence:
    """Any one of the named skills, by id, by relation or by name; with years where years are asked."""
    requirement = kept.requirement
    ids = str(requirement.detail.get("ids") or "").split()
    names = requirement.any_of or (requirement.label,)
    have = of_kind(facts, "skill", "certification")
    found = [_one(kept, wanted, have, lookup) for wanted in ids]
    by_name = {_folded(n) for n in names}
    same_name = [k for k in have if _folded(k.fact.value) in by_name or k.fact.normal in by_name]
    if same_name:
        found.append(_with_years(kept, same_name, f"{same_name[0].fact.value} is named"))
    return best(found) if found else nothing(kept.id, " / ".join(names))


def _one(kept: KeptRequirement, wanted: str, have: Sequence[KeptFact], lookup: Lookup) -> Evidence:
    groups: dict[str, list[KeptFact]] = {}
    reasons: dict[str, str] = {}
    for fact in have:
        identifier = str(fact.fact.detail.get("id") or "")
        relation, why = (
            ("same", "")
            if identifier == wanted
            else lookup.skill(identifier, wanted)
            if identifier
            else ("", "")
        )
        if relation:
            groups.setdefault(relation, []).append(fact)
            reasons.setdefault(relation, why)
    for relation, kind in RELATION_FINDING.items():
        if relation in groups:
            facts = groups[relation]
            said = f"{facts[0].fact.value} is named"
            sentence = f"{said}: {reasons[relation]}" if reasons[relation] else said
            if kind == "met":
                return _with_years(kept, facts, sentence.rstrip("."))
            return finding(kept.id, kind, f"{sentence.rstrip('.')}.", facts)
    return nothing(kept.id, kept.requirement.label)


def _with_years(kept: KeptRequirement, facts: Sequence[KeptFact], said: str) -> Evidence:
    asked = kept.requirement.years
    if asked is None:
        return finding(kept.id, "met", f"{said}.", facts)
    months = [m for k in facts if isinstance(m := k.fact.detail.get("months"), int) and m > 0]
    if not months:
        return finding(kept.id, "partly", f"{said}, but no dated position shows for how long.", facts)
    years = max(months) / 12
    if years >= asked:
        return finding(
            kept.id, "met", f"{said}, {years:.1f} years in dated positions; {asked:g} asked.", facts
        )
    return finding(kept.id, "partly", f"{said}, {years:.1f} of {asked:g} years in dated positions.", facts)


def certification(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: Lookup) -> Evidence:
    """Any one of the named certifications."""
    return skill(kept, facts, lookup)


def language(kept: KeptRequirement, facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """Any one of the named languages; the level is shown, not judged."""
    names = {
        _folded(n) for n in kept.requirement.any_of or (kept.requirement.normal or kept.requirement.label,)
    }
    found = [
        k for k in of_kind(facts, "language") if k.fact.normal in names or _folded(k.fact.value) in names
    ]
    if not found:
        return nothing(kept.id, kept.requirement.label)
    level = found[0].fact.detail.get("level")
    return finding(kept.id, "met", f"{found[0].fact.value} is named{f' ({level})' if level else ''}.", found)
