"""A light look at many candidates, to choose those whose evidence is worked out. Pure.

It counts what the rules count, without words, years of a single skill or recency: whoever it leaves out is far from
the top. It decides nothing else: the score of everybody shown comes from the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.query import ORDERED
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold, fold_words
from appliance.recruiting.candidates import Trait
from appliance.recruiting.matching.lookup import Memory

KINDS: tuple[FactKind, ...] = (
    "skill", "certification", "title", "years", "degree", "education", "clearance", "language", "location", "authorisation",
)  # fmt: skip
FULL, HALF, NONE = 10, 5, 0
NEARLY = 0.6
Weigh = Callable[[Trait], int]


def screen(
    title: str,
    requirements: Sequence[KeptRequirement],
    weights: Mapping[str, int],
    traits: Mapping[str, Sequence[Trait]],
    memory: Memory,
) -> list[str]:
    """The candidates, those with the most points first, ties in the order of ids."""
    groups: dict[str, int] = {}
    ways: dict[str, list[tuple[int, Weigh]]] = {}
    worth: list[int] = []
    for kept in requirements:
        asked = kept.requirement
        kinds, weigh = _weigher(asked, memory)
        if kinds:
            number = groups.setdefault(f"{asked.need} {asked.group or kept.id}", len(groups))
            worth += [weights[asked.need]] * (number == len(worth))
            for kind in kinds:
                ways.setdefault(kind, []).append((number, weigh))
    seen: dict[Trait, list[tuple[int, int]]] = {}
    likeness: dict[str, int] = {}
    points = {}
    for candidate, theirs in traits.items():
        best = [NONE] * len(worth)
        like = 0
        for trait in theirs:
            earned = seen.get(trait)
            if earned is None:
                found = [(n, weigh(trait)) for n, weigh in ways.get(trait.kind, ())]
                earned = seen[trait] = [(n, p) for n, p in found if p]
                if trait.kind == "title":
                    likeness[trait.value] = memory.title(trait.value, title)[0]
            for number, p in earned:
                best[number] = max(p, best[number])
            if trait.kind == "title":
                like = max(like, likeness[trait.value])
        points[candidate] = (
            sum(p * w for p, w in zip(best, worth, strict=True)) + weights["title"] * like // 10
        )
    return sorted(points, key=lambda c: (-points[c], c))


def _weigher(asked: Requirement, memory: Memory) -> tuple[frozenset[str], Weigh]:
    """The kinds of facts that bear on a requirement (none: it is not looked at), and what one of them earns."""
    if asked.kind in ("skill", "certification"):
        return frozenset({"skill", "certification"}), _skill(asked, memory)
    if asked.kind == "years" and asked.years is not None:
        years = asked.years
        return frozenset({"years"}), lambda t: _at_least(float(t.key or 0), years)
    if asked.kind == "degree":
        return frozenset({"degree", "education"}), lambda t: _ladder("degree_level", t.key, asked.normal)
    if asked.kind == "clearance":
        return frozenset({"clearance"}), lambda t: _ladder("clearance", t.key or t.normal, asked.normal)
    if asked.kind == "language":
        names = {fold(n) for n in asked.any_of or (asked.normal or asked.label,)}
        return frozenset({"language"}), lambda t: FULL if {fold(t.value), t.normal} & names else NONE
    if asked.kind == "citizenship":
        return frozenset({"authorisation"}), lambda t: FULL if t.normal == "us_citizen" else HALF
    if asked.kind == "location":
        words = fold_words(asked.normal or asked.label).split()
        return frozenset(
            {"location"}
        ), lambda t: FULL if fold_words(t.value).split()[:1] == words[:1] else NONE
    return frozenset(), lambda _: NONE


def _skill(asked: Requirement, memory: Memory) -> Weigh:
    ids = str(asked.detail.get("ids") or "").split()
    names = {fold(n) for n in asked.any_of or (asked.label,)}

    def weigh(trait: Trait) -> int:
        if trait.key in ids or fold(trait.value) in names or trait.normal in names:
            return FULL
        kinds = {memory.skill(trait.key, wanted)[0] for wanted in ids} if trait.key else set()
        return FULL if kinds & {"same", "child"} else HALF if any(kinds) else NONE

    return weigh


def _at_least(have: float, asked: float) -> int:
    return FULL if have >= asked else HALF if have >= asked * NEARLY else NONE


def _ladder(field: str, have: str, asked: str) -> int:
    order = ORDERED[field]
    if have not in order:
        return NONE
    return FULL if asked not in order or order.index(have) >= order.index(asked) else HALF
