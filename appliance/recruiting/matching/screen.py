"""A light look at many candidates, to choose those whose evidence is worked out. Pure.

It counts what the newest rules count, without words, fields of study, years of a single skill or recency: whoever it leaves out is far
from the top. It decides nothing else: the score of everybody shown comes from the rules.
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
from appliance.recruiting.matching.rules_v1.statements import COMMUTE_KM, NEAR_KM

KINDS: tuple[FactKind, ...] = (
    "skill", "certification", "title", "years", "degree", "education", "clearance", "language", "location", "authorisation",
)  # fmt: skip
FULL, HALF, WEAK, NONE = 10, 5, 3, 0
NEARLY = 0.6
LATEST = 3
"""As in the rules: the latest title counts three times what the likest does."""
_LIES = {"same": FULL, "within": FULL, "around": HALF, "state": HALF}
Weigh = Callable[[Trait], int]


def screen(
    title: str,
    requirements: Sequence[KeptRequirement],
    weights: Mapping[str, int],
    traits: Mapping[str, Sequence[Trait]],
    memory: Memory,
) -> list[str]:
    """The candidates, those with the most points first, ties in the order of ids."""
    places: dict[str, int] = {}
    ways: dict[str, list[tuple[int, Weigh]]] = {}
    worth: list[float] = []
    for need in ("required", "preferred"):
        asked = [k for k in requirements if k.requirement.need == need]
        rows = {k.requirement.group or k.id for k in asked if _weigher(k.requirement, memory)[0]}
        for kept in asked:
            kinds, weigh = _weigher(kept.requirement, memory)
            if kinds:
                number = places.setdefault(f"{need} {kept.requirement.group or kept.id}", len(places))
                worth += [weights[need] / (FULL * len(rows))] * (number == len(worth))
                for kind in kinds:
                    ways.setdefault(kind, []).append((number, weigh))
    named = _named(requirements)
    seen: dict[tuple[str, ...], tuple[list[tuple[int, int]], int, bool]] = {}
    points = {}
    for candidate, theirs in traits.items():
        best = [NONE] * len(worth)
        latest: int | None = None
        likest = mentions = hits = 0
        for trait in theirs:
            known = seen.get(trait[:4])
            if known is None:
                found = [(n, weigh(trait)) for n, weigh in ways.get(trait.kind, ())]
                like = memory.title(trait.value, title)[0] if trait.kind == "title" else 0
                wanted = trait.key in named or fold(trait.value) in named
                known = seen[trait[:4]] = [(n, p) for n, p in found if p], like, wanted
            earned, like, wanted = known
            for number, p in earned:
                best[number] = max(p, best[number])
            if trait.kind == "title":
                latest = like if latest is None else latest
                likest = max(likest, like)
            elif trait.kind in ("skill", "certification"):
                mentions += trait.mentions
                hits += trait.mentions * wanted
        total = sum(p * w for p, w in zip(best, worth, strict=True))
        total += weights["title"] * (LATEST * (latest or 0) + likest) / (100 * (LATEST + 1))
        total += weights.get("focus", 0) * hits / max(1, mentions)
        points[candidate] = round(total, 6)
    return sorted(points, key=lambda c: (-points[c], c))


def _named(requirements: Sequence[KeptRequirement]) -> set[str]:
    """Ids and folded names of every skill and certification asked for."""
    rows = [k.requirement for k in requirements if k.requirement.kind in ("skill", "certification")]
    ids = {i for r in rows for i in str(r.detail.get("ids") or "").split()}
    return ids | {fold(n) for r in rows for n in r.any_of}


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
        return frozenset({"location"}), _place(asked.normal or asked.label, memory)
    return frozenset(), lambda _: NONE


def _skill(asked: Requirement, memory: Memory) -> Weigh:
    ids = str(asked.detail.get("ids") or "").split()
    names = {fold(n) for n in asked.any_of or (asked.label,)}

    def weigh(trait: Trait) -> int:
        if trait.key in ids or fold(trait.value) in names or trait.normal in names:
            return FULL
        kinds = {memory.skill(trait.key, wanted)[0] for wanted in ids} if trait.key else set()
        if kinds & {"same", "child"}:
            return FULL
        return HALF if "related" in kinds else WEAK if any(kinds) else NONE

    return weigh


def _place(asked: str, memory: Memory) -> Weigh:
    words = fold_words(asked).split()

    def weigh(trait: Trait) -> int:
        away = memory.distance(trait.value, asked)
        if away is not None:
            return FULL if away <= COMMUTE_KM else HALF if away <= NEAR_KM else NONE
        if fold_words(trait.value).split()[:1] == words[:1]:
            return FULL
        return _LIES.get(memory.place(trait.value, asked), NONE)

    return weigh


def _at_least(have: float, asked: float) -> int:
    return FULL if have >= asked else HALF if have >= asked * NEARLY else NONE


def _ladder(field: str, have: str, asked: str) -> int:
    order = ORDERED[field]
    if have not in order:
        return NONE
    return FULL if asked not in order or order.index(have) >= order.index(asked) else HALF
