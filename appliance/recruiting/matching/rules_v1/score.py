"""The score: a sum of named contributions with weights people set. One object says all of it."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Contribution, Evidence, Score
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import of_kind

EARNED = {"met": 10, "partly": 5, "no_evidence": 0, "contradicted": 0}
"""Tenths of a requirement's weight."""
RECENT_MONTHS = 36


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

    Requirements of one group ("any one of") count once, as the best of them. Sentences Muster does not judge
    count nothing, so that nobody gains or loses by them.
    """
    found: list[Contribution] = []
    for need, label in (("required", "Required items"), ("preferred", "Preferred items")):
        earned = possible = 0
        for group in groups(asked, evidence, need):
            possible += 10 * weights[need]
            earned += max(EARNED[e.finding] for e in group) * weights[need]
        if possible:
            found.append(Contribution(name=need, label=label, earned=earned, possible=possible))
    if weights["title"]:
        likeness = max((lookup.title(k.fact.value, title)[0] for k in of_kind(facts, "title")), default=0)
        possible = 10 * weights["title"]
        found.append(
            Contribution(name="title", label="Title", earned=possible * likeness // 100, possible=possible)
        )
    if weights["recency"]:
        found.append(_recency(asked, evidence, facts, weights["recency"], today))
    earned, possible = sum(c.earned for c in found), sum(c.possible for c in found)
    return Score(total=1000 * earned // possible if possible else 0, contributions=tuple(found))


def groups(asked: Sequence[KeptRequirement], evidence: Sequence[Evidence], need: str) -> list[list[Evidence]]:
    """The evidence of one need, rows of the same group together."""
    found_groups: dict[str, list[Evidence]] = {}
    for kept, found in zip(asked, evidence, strict=True):
        if kept.requirement.need == need and kept.requirement.kind != "other":
            found_groups.setdefault(kept.requirement.group or f"\0{kept.id}", []).append(found)
    return list(found_groups.values())


def _recency(
    asked: Sequence[KeptRequirement],
    evidence: Sequence[Evidence],
    facts: Sequence[KeptFact],
    weight: int,
    today: str,
) -> Contribution:
    """Of the skills that are met, the share last used within three years."""
    by_id = {k.id: k.fact for k in facts}
    skills = [
        e
        for k, e in zip(asked, evidence, strict=True)
        if k.requirement.kind == "skill" and e.finding == "met"
    ]
    recent = sum(
        any(
            is_recent(str(by_id[q.fact_id].detail.get("last_used") or ""), today)
            for q in e.quotes
            if q.fact_id in by_id
        )
        for e in skills
    )
    possible = 10 * weight
    earned = possible * recent // len(skills) if skills else 0
    return Contribution(
        name="recency", label="Skills used in the last 3 years", earned=earned, possible=possible
    )


def is_recent(last_used: str, today: str) -> bool:
    """Whether a month (``YYYY-MM``, ``YYYY`` or "present") is at most RECENT_MONTHS before ``today``."""
    if last_used == "present":
        return True
    if len(last_used) < 4 or not last_used[:4].isdigit():
        return False
    month = int(last_used[5:7]) if len(last_used) >= 7 else 12
    return (int(today[:4]) - int(last_used[:4])) * 12 + int(today[5:7]) - month <= RECENT_MONTHS
