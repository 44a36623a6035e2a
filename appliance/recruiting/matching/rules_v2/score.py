"""The score: named parts, each a share of the whole that people set. One object says all of it."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Contribution, Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import of_kind
from appliance.recruiting.matching.rules_v1.score import EARNED, groups, is_recent

POINTS = 10
"""Points a unit of weight is worth: tenths, so that one row of many still shows."""
LATEST, BEST = 3, 1
"""The latest title counts three times what the likest of all titles does."""


def score(
    title: str,
    asked: Sequence[KeptRequirement],
    evidence: Sequence[Evidence],
    facts: Sequence[KeptFact],
    weights: dict[str, int],
    lookup: Lookup,
    today: str,
) -> Score:
    """Contributions in the order of the page; ``total`` is earned per thousand possible.

    A part the posting says nothing of (no preferred rows, no skills) is left out. Requirements of one group ("any one
    of") count once, as the best of them. Sentences Muster does not judge count nothing, so that nobody gains or loses
    by them.
    """
    shares = {
        "required": ("Required items", _rows(asked, evidence, "required")),
        "preferred": ("Preferred items", _rows(asked, evidence, "preferred")),
        "title": ("Title", _title(title, facts, lookup)),
        "words": ("Words of the title in the résumé", (lookup.words(title), 100)),
        "focus": ("What the résumé dwells on", _focus(asked, facts)),
        "recency": ("Skills used in the last 3 years", _recency(asked, evidence, facts, today)),
    }
    found = [
        Contribution(
            name=name,
            label=label,
            earned=POINTS * weights[name] * share[0] // share[1],
            possible=POINTS * weights[name],
        )
        for name, (label, share) in shares.items()
        if weights.get(name) and share[1]
    ]
    earned, possible = sum(c.earned for c in found), sum(c.possible for c in found)
    return Score(total=1000 * earned // possible if possible else 0, contributions=tuple(found))


def _rows(asked: Sequence[KeptRequirement], evidence: Sequence[Evidence], need: str) -> tuple[int, int]:
    """Tenths of rows earned, and tenths possible."""
    found = groups(asked, evidence, need)
    return sum(max(EARNED[e.finding] for e in group) for group in found), 10 * len(found)


def _title(title: str, facts: Sequence[KeptFact], lookup: Lookup) -> tuple[int, int]:
    """Likeness of the latest title and of the likest; facts stand newest document first, in reading order."""
    likeness = [lookup.title(k.fact.value, title)[0] for k in of_kind(facts, "title")]
    latest, best = (likeness[0], max(likeness)) if likeness else (0, 0)
    return LATEST * latest + BEST * best, 100 * (LATEST + BEST)


def _focus(asked: Sequence[KeptRequirement], facts: Sequence[KeptFact]) -> tuple[int, int]:
    """Of all mentions of skills in the résumé, those of skills the posting asks for."""
    rows = [k.requirement for k in asked if k.requirement.kind in ("skill", "certification")]
    wanted = {i for r in rows for i in str(r.detail.get("ids") or "").split()}
    wanted |= {fold(name) for r in rows for name in r.any_of}
    if not wanted:
        return 0, 0
    mentions = hits = 0
    for kept in of_kind(facts, "skill", "certification"):
        said = kept.fact.detail.get("mentions")
        count = said if isinstance(said, int) and said > 0 else 1
        mentions += count
        if kept.fact.detail.get("id") in wanted or fold(kept.fact.value) in wanted:
            hits += count
    return hits, max(1, mentions)


def _recency(
    asked: Sequence[KeptRequirement], evidence: Sequence[Evidence], facts: Sequence[KeptFact], today: str
) -> tuple[int, int]:
    """Of the skill rows, those that are met by something last used within three years."""
    by_id = {k.id: k.fact for k in facts}
    skills = [e for k, e in zip(asked, evidence, strict=True) if k.requirement.kind == "skill"]
    recent = sum(
        any(
            is_recent(str(by_id[q.fact_id].detail.get("last_used") or ""), today)
            for q in e.quotes
            if q.fact_id in by_id
        )
        for e in skills
        if e.finding == "met"
    )
    return recent, len(skills)
