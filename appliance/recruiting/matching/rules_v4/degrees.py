"""Degrees: the level by the ladder of ``rules_v1``, then the field by what the packs know of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence, FindingKind
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import FullLookup
from appliance.recruiting.matching.rules_v1 import ladders
from appliance.recruiting.matching.rules_v1.findings import best, finding, nothing, of_kind

_CLOSE = r"(?:(?:closely|directly|otherwise)[\s-]+)?(?:related|relevant|similar|comparable|allied|adjacent|applicable|equivalent)"
_FIELD = r"(?:fields?|disciplines?|areas?|subjects?|majors?|degrees?|courses?|domains?|programs?|programmes?|speciali[sz]ations?|stud(?:y|ies))"
OPEN = re.compile(
    rf"(?:\bor\s+)?(?:\b(?:an?|any|other|another|some)\s+){{0,2}}\b{_CLOSE}\s+(?:[a-z]+\s+){{0,3}}?{_FIELD}\b"
    r"|\bor\s+(?:an?\s+|any\s+|other\s+)?(?:(?:closely|directly)\s+)?(?:related|similar|allied)\b(?!\s+(?:work|professional|practical|industry|job)?\s*experience)",
    re.IGNORECASE,
)
"""The words that let a related field count."""
_ASKED_WIDE = re.compile(rf"\b(?:{_CLOSE}|{_FIELD}|an?|any|other|another|or|of|study)\b", re.IGNORECASE)
"""What is taken from a field before it is looked up: of "related technical field" stays "technical"."""
_ORDER: tuple[FindingKind, ...] = ("no_evidence", "contradicted", "partly", "met")
_RELATIONS = ("same", "child", "related", "parent", "")


class _Nearest(NamedTuple):
    """Of all fields held and asked the pair that is closest; "" where no field was read."""

    kind: str
    why: str
    have: str
    wanted: str
    fact: KeptFact


def degree(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: FullLookup) -> Evidence:
    """The lowest level accepted, or any explicit alternative of degree and years; then the field."""
    asked = kept.requirement
    ways = [(a.degree, a.years) for a in asked.alternatives] or [(asked.normal, None)]
    found = []
    for level, years in ways:
        parts = []
        if level:
            held = ladders.degree(_level_only(kept, level), facts, lookup)
            parts.append(_in_field(kept, level, held, facts, lookup) if held.finding == "met" else held)
        if years is not None:
            parts.append(ladders.years(_years_only(kept, years), facts, lookup))
        if parts:
            found.append(_both(kept.id, parts))
    if not found:
        return nothing(kept.id, asked.label)
    said = best(found)
    if asked.detail.get("or_equivalent") and said.finding in ("no_evidence", "partly"):
        return _instead(said, facts)
    return said


def _level_only(kept: KeptRequirement, level: str) -> KeptRequirement:
    return _with(kept, normal=level, alternatives=(), detail={})


def _years_only(kept: KeptRequirement, years: float) -> KeptRequirement:
    return _with(kept, normal="", years=years, alternatives=())


def _with(kept: KeptRequirement, **changes: object) -> KeptRequirement:
    return kept.model_copy(update={"requirement": kept.requirement.model_copy(update=changes)})


def _in_field(
    kept: KeptRequirement, level: str, held: Evidence, facts: Sequence[KeptFact], lookup: FullLookup
) -> Evidence:
    """The level is held; what the fields of the degrees of this level have to do with those asked."""
    named, open_to = fields_asked(kept.requirement)
    good = [k for k in of_kind(facts, "degree", "education") if _rank(k) >= ladders.DEGREES.index(level)]
    if not named and not open_to:
        return held
    # a degree of which no field was read may say it by its name: MBA
    fields = [(str(k.fact.detail.get("field") or "").strip() or k.fact.value.strip(), k) for k in good]
    said_field = [k.fact.detail.get("field") or any(lookup.field(f, n)[0] for n in named) for f, k in fields]
    name = ladders.DEGREES[max(map(_rank, good))].replace("_", " ")
    if not any(said_field):
        said = f"A {name} degree is named, which is the level asked; its field is not said."
        return finding(kept.id, "partly", said, good)
    if not named:
        said = f"A {name} degree is named, {_listed(fields)}; the posting says “{open_to}” and names no field, so a person judges."
        return finding(kept.id, "partly", said, good)
    near = _nearest(named, [pair for pair, told in zip(fields, said_field, strict=True) if told], lookup)
    level_name = ladders.DEGREES[_rank(near.fact)].replace("_", " ")
    shown = [near.fact, *(k for k in good if k is not near.fact and near.kind == "")]
    kind, said = _told(near, level_name, named, open_to)
    return finding(kept.id, kind, said, shown)


def _told(near: _Nearest, level: str, named: Sequence[str], open_to: str) -> tuple[FindingKind, str]:
    """The finding of a field, and its sentence."""
    by_name = not near.fact.fact.detail.get("field")
    said = f"{near.have} is named" if by_name else f"A {level} degree in {near.have} is named"
    if near.kind == "same":
        return "met", f"{said}{f', {near.why}' if near.why else ''}."
    if near.kind == "child":
        return "met", f"{said}, which is {near.why}."
    if near.kind and open_to:
        return "met", f"{said}, {near.why}; the posting says “{open_to}”."
    if near.kind:
        return "partly", f"{said}, {near.why}; the posting names {_one_of(named)} only."
    also = f" or a field that is known as related, and the posting says “{open_to}”" if open_to else ""
    return (
        "partly",
        f"A {level} degree is named, which is the level asked; its field, {near.have}, is not {_one_of(named)}{also}.",
    )


def fields_asked(asked: Requirement) -> tuple[list[str], str]:
    """The fields a posting names, and the words with which it takes a related one, or ""."""
    listed = [f.strip() for f in str(asked.detail.get("fields") or "").split(";") if f.strip()]
    named = []
    for field in listed:
        bare = " ".join(_ASKED_WIDE.sub(" ", field).split()) if OPEN.search(field) else field
        if bare and bare not in named:
            named.append(bare)
    for text in (asked.quote, asked.label, *listed):
        words = OPEN.search(text)
        if words:
            return named, " ".join(words.group().split())
    return named, ""


def _nearest(named: Sequence[str], fields: Sequence[tuple[str, KeptFact]], lookup: FullLookup) -> _Nearest:
    pairs = [
        _Nearest(*lookup.field(have, wanted), have, wanted, fact)
        for have, fact in fields if have
        for wanted in named
    ]  # fmt: skip
    return min(pairs, key=lambda p: _RELATIONS.index(p.kind))


def _listed(fields: Sequence[tuple[str, KeptFact]]) -> str:
    return ", ".join(dict.fromkeys(field for field, _ in fields if field))


def _one_of(named: Sequence[str]) -> str:
    return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _rank(kept: KeptFact) -> int:
    level = str(kept.fact.detail.get("level") or "")
    return ladders.DEGREES.index(level) if level in ladders.DEGREES else -1


def _both(requirement_id: str, parts: Sequence[Evidence]) -> Evidence:
    """All parts of one alternative: as good as the weakest."""
    worst = min(parts, key=lambda e: _ORDER.index(e.finding))
    return Evidence(
        requirement_id=requirement_id,
        finding=worst.finding,
        reason=" ".join(p.reason for p in parts),
        quotes=tuple(q for p in parts for q in p.quotes)[:4],
    )


def _instead(said: Evidence, facts: Sequence[KeptFact]) -> Evidence:
    """Where equivalent experience is accepted, years of work stand beside the degree, for a person to judge."""
    worked = of_kind(facts, "years")
    numbers = [float(y) for k in worked if isinstance(y := k.fact.detail.get("years"), (int, float))]
    if not numbers or max(numbers) < ladders.EQUIVALENT_YEARS:
        return said
    sentence = f"{said.reason} {max(numbers):g} years of work may count as equivalent; a person judges."
    return finding(said.requirement_id, "partly", sentence, [*of_kind(facts, "degree", "education"), *worked])
