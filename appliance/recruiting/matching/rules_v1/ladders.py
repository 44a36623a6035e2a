"""What has an order: years of experience, degrees, clearances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.evidence import Evidence
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.query import ORDERED
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.kernel.text import fold, fold_words
from appliance.recruiting.matching.lookup import Lookup
from appliance.recruiting.matching.rules_v1.findings import best, finding, nothing, of_kind

NEARLY = 0.6
"""At least this share of the years asked is *partly*; less is *contradicted*, because the dates say so."""
LIKE_TITLE = 60
"""From this likeness on (of 100) a position's title is nearly the work that is asked."""
EQUIVALENT_YEARS = 4.0
"""Fewer years of work are never taken for a degree."""
SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "experience",
        "for",
        "in",
        "of",
        "on",
        "or",
        "position",
        "role",
        "the",
        "to",
        "with",
        "work",
        "working",
    ]
)
DEGREES = ORDERED["degree_level"]
CLEARANCES = ORDERED["clearance"]
CLEARANCE_NAMES = {
    "public_trust": "Public Trust",
    "confidential": "Confidential",
    "secret": "Secret",
    "top_secret": "Top Secret",
    "tssci": "TS/SCI",
    "doe_l": "DOE L",
    "doe_q": "DOE Q",
}
ALIKE = {"doe_l": "secret", "doe_q": "top_secret"}


def years(kept: KeptRequirement, facts: Sequence[KeptFact], lookup: Lookup) -> Evidence:
    """Years overall, or in positions like the thing asked ("5 years of key account management")."""
    asked = kept.requirement.years
    if asked is None:
        return nothing(kept.id, kept.requirement.label)
    overall = _years(kept.id, asked, facts)
    what = kept.requirement.normal
    if not what or overall.finding != "met":
        return overall
    like = [
        k for k in of_kind(facts, "position") if _is_like(str(k.fact.detail.get("title") or ""), what, lookup)
    ]
    months = spent(k.fact for k in like)
    if months >= asked * 12:
        sentence = f"{months / 12:.1f} years in positions like this; {asked:g} asked."
        return finding(kept.id, "met", sentence, like)
    part = (
        f"{months / 12:.1f} of them in positions like this" if months else "no position is called like this"
    )
    return finding(
        kept.id, "partly", f"{overall.reason.rstrip('.')}, and {part}; a person judges what was done.",
        like or of_kind(facts, "years", "position"),
    )  # fmt: skip


def _is_like(title: str, what: str, lookup: Lookup) -> bool:
    """Whether a position's title names the thing asked, or is nearly the same work."""
    if not title:
        return False
    words = {w for w in fold_words(what).split() if w not in SMALL_WORDS}
    named = {w for w in fold_words(title).split() if w not in SMALL_WORDS}
    return len(words & named) * 2 >= max(len(words), 1) or lookup.title(title, what)[0] >= LIKE_TITLE


def spent(facts: Iterable[Fact]) -> int:
    """Months in these positions; months that two of them share count once. Positions without dates add what they say."""
    covered, undated = set[int](), 0
    for fact in facts:
        first, last = (
            _month(str(fact.detail.get("start") or ""), 1),
            _month(str(fact.detail.get("end") or ""), 12),
        )
        months = fact.detail.get("months")
        length = months if isinstance(months, int) else 0
        if first is None:
            undated += length
            continue
        covered.update(range(first, first + length) if length or last is None else range(first, last))
    return len(covered) + undated


def _month(date: str, missing: int) -> int | None:
    """``2019-03`` as a count of months; a date without a month is its ``missing`` month; None for no date."""
    if len(date) < 4 or not date[:4].isdigit():
        return None
    return int(date[:4]) * 12 + (int(date[5:7]) if len(date) >= 7 else missing)


def _years(requirement_id: str, asked: float, facts: Sequence[KeptFact]) -> Evidence:
    found = of_kind(facts, "years")
    numbers = [float(y) for k in found if isinstance(y := k.fact.detail.get("years"), (int, float))]
    if not numbers:
        return nothing(requirement_id, "A number of years")
    have = max(numbers)
    shown = found + of_kind(facts, "position")
    basis = "stated" if all(k.fact.detail.get("basis") == "stated" for k in found) else "in dated positions"
    sentence = f"{have:g} years {basis}; {asked:g} asked."
    if have >= asked:
        return finding(requirement_id, "met", sentence, shown)
    return finding(requirement_id, "partly" if have >= asked * NEARLY else "contradicted", sentence, shown)


def degree(kept: KeptRequirement, facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """The lowest level accepted, or any explicit alternative of degree and years; then the field."""
    requirement = kept.requirement
    ways = [(a.degree, a.years) for a in requirement.alternatives] or [(requirement.normal, None)]
    found = []
    for level, asked in ways:
        parts = [_level(kept, level, facts)] if level else []
        if asked is not None:
            parts.append(_years(kept.id, asked, facts))
        if parts:
            found.append(_both(kept.id, parts))
    if not found:
        return nothing(kept.id, requirement.label)
    said = best(found)
    if requirement.detail.get("or_equivalent") and said.finding in ("no_evidence", "partly"):
        return _instead(kept, said, facts)
    return said


def _instead(kept: KeptRequirement, said: Evidence, facts: Sequence[KeptFact]) -> Evidence:
    """Where equivalent experience is accepted, years in dated positions stand beside the missing degree, for a person to judge."""
    worked = of_kind(facts, "years")
    numbers = [float(y) for k in worked if isinstance(y := k.fact.detail.get("years"), (int, float))]
    if not numbers or max(numbers) < EQUIVALENT_YEARS:
        return said
    sentence = f"{said.reason} {max(numbers):g} years of work may count as equivalent; a person judges."
    return finding(kept.id, "partly", sentence, [*of_kind(facts, "degree", "education"), *worked])


def _both(requirement_id: str, parts: Sequence[Evidence]) -> Evidence:
    """All parts of one alternative: as good as the weakest."""
    order = ("no_evidence", "contradicted", "partly", "met")
    worst = min(parts, key=lambda e: order.index(e.finding))
    return Evidence(
        requirement_id=requirement_id,
        finding=worst.finding,
        reason=" ".join(p.reason for p in parts),
        quotes=tuple(q for p in parts for q in p.quotes)[:4],
    )


def _level(kept: KeptRequirement, wanted: str, facts: Sequence[KeptFact]) -> Evidence:
    held = [
        (DEGREES.index(level), k)
        for k in of_kind(facts, "degree", "education")
        if (level := str(k.fact.detail.get("level") or "")) in DEGREES
    ]
    if not held or wanted not in DEGREES:
        return nothing(kept.id, "A degree")
    highest = max(rank for rank, _ in held)
    top = [k for rank, k in held if rank == highest]
    name = DEGREES[highest].replace("_", " ")
    if highest < DEGREES.index(wanted):
        return finding(kept.id, "partly", f"The highest degree found is {name}; {wanted} asked.", top)
    fields = [fold(f) for f in str(kept.requirement.detail.get("fields") or "").split(";") if f.strip()]
    good = [k for rank, k in held if rank >= DEGREES.index(wanted)]
    if fields:
        mine = [fold(str(k.fact.detail.get("field") or "")) for k in good]
        if not any(m and any(f in m or m in f for f in fields) for m in mine) and any(mine):
            return finding(kept.id, "partly", f"A {name} degree, in another field than asked.", good)
    return finding(kept.id, "met", f"A {name} degree is named.", good)


def clearance(kept: KeptRequirement, facts: Sequence[KeptFact], _lookup: Lookup) -> Evidence:
    """The level as claimed; expired, obtainable or lower is partly."""
    wanted = _rank(kept.requirement.normal)
    held = [(_rank(str(k.fact.detail.get("level") or k.fact.normal)), k) for k in of_kind(facts, "clearance")]
    citizens = [k for k in of_kind(facts, "authorisation") if k.fact.normal == "us_citizen"]
    if not held:
        if kept.requirement.status == "obtainable" and citizens:
            return finding(
                kept.id, "partly", "Citizenship is stated; a clearance is not mentioned.", citizens
            )
        return nothing(kept.id, "A clearance")
    # of several claims of one level the one that says most: active before expired or unsaid, a polygraph before none
    rank, top = max(held, key=lambda pair: (pair[0], *_says_more(pair[1])))
    claimed = CLEARANCE_NAMES.get(str(top.fact.detail.get("level")), top.fact.value)
    status = str(top.fact.detail.get("status") or "unknown")
    sentence = f"{claimed} is claimed"
    if status == "obtainable":
        return finding(kept.id, "partly", f"{sentence} as obtainable, not as held.", [top])
    if rank < wanted and kept.requirement.status != "obtainable":
        asked = CLEARANCE_NAMES.get(kept.requirement.normal, kept.requirement.label)
        return finding(kept.id, "partly", f"{sentence}; {asked} asked.", [top])
    if status == "expired" and kept.requirement.status != "obtainable":
        return finding(kept.id, "partly", f"{sentence} as expired.", [top])
    polygraph = kept.requirement.detail.get("polygraph")
    if polygraph and not top.fact.detail.get("polygraph"):
        return finding(kept.id, "partly", f"{sentence}; a polygraph is asked and not mentioned.", [top])
    said = "as active" if status == "active" else "without saying whether it is active"
    return finding(kept.id, "met", f"{sentence} {said}; a claim until verified.", [top])


def _says_more(kept: KeptFact) -> tuple[bool, bool]:
    return kept.fact.detail.get("status") == "active", bool(kept.fact.detail.get("polygraph"))


def _rank(level: str) -> int:
    level = ALIKE.get(level, level)
    return CLEARANCES.index(level) if level in CLEARANCES else -1
