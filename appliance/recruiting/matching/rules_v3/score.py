"""The score of ``rules_v2``, where a broader skill earns less and what a résumé dwells on counts close skills too."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Contribution, Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import of_kind
from appliance.recruiting.matching.rules_v1.score import EARNED
from appliance.recruiting.matching.rules_v2.score import score as earlier

WEAK = 3
"""Tenths of a row's points that a broader skill earns."""
CLOSE = {"same": 2, "child": 2, "parent": 1, "related": 1}
"""Halves of a mention: a narrower skill is the one asked for, a broader or close one is half of it."""


def score(
    title: str,
    asked: Sequence[KeptRequirement],
    evidence: Sequence[Evidence],
    weak: Collection[str],
    facts: Sequence[KeptFact],
    weights: dict[str, int],
    lookup: Lookup,
    today: str,
) -> Score:
    """Contributions in the order of the page; ``total`` is earned per thousand possible.

    ``weak`` are the ids of requirements that only a broader skill shows.
    """
    shares = {n: _rows(asked, evidence, weak, n) for n in ("required", "preferred")} if weak else {}
    shares["focus"] = _focus(asked, facts, lookup)
    parts = tuple(
        _with(c, *shares[c.name]) if c.name in shares else c
        for c in earlier(title, asked, evidence, facts, weights, lookup, today).contributions
    )
    earned, possible = sum(c.earned for c in parts), sum(c.possible for c in parts)
    return Score(total=1000 * earned // possible if possible else 0, contributions=parts)


def _with(part: Contribution, earned: int, possible: int) -> Contribution:
    return part.model_copy(update={"earned": part.possible * earned // possible})


def _rows(
    asked: Sequence[KeptRequirement], evidence: Sequence[Evidence], weak: Collection[str], need: str
) -> tuple[int, int]:
    """Tenths of rows earned, and tenths possible; rows of one group count once, as the best of them."""
    best: dict[str, int] = {}
    for kept, found in zip(asked, evidence, strict=True):
        if kept.requirement.need == need and kept.requirement.kind != "other":
            points = WEAK if kept.id in weak else EARNED[found.finding]
            group = kept.requirement.group or f"\0{kept.id}"
            best[group] = max(points, best.get(group, 0))
    return sum(best.values()), max(1, 10 * len(best))


def _focus(asked: Sequence[KeptRequirement], facts: Sequence[KeptFact], lookup: Lookup) -> tuple[int, int]:
    """Of all mentions of skills in the résumé, those of skills the posting asks for, in halves."""
    rows = [k.requirement for k in asked if k.requirement.kind in ("skill", "certification")]
    ids = list(dict.fromkeys(i for r in rows for i in str(r.detail.get("ids") or "").split()))
    names = {fold(name) for r in rows for name in r.any_of}
    mentions = hits = 0
    for kept in of_kind(facts, "skill", "certification"):
        said = kept.fact.detail.get("mentions")
        count = said if isinstance(said, int) and said > 0 else 1
        mentions += count
        have = str(kept.fact.detail.get("id") or "")
        if have in ids or fold(kept.fact.value) in names:
            hits += 2 * count
        elif have:
            hits += count * max((CLOSE.get(lookup.skill(have, w)[0], 0) for w in ids), default=0)
    return hits, max(1, 2 * mentions)
