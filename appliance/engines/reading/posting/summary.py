"""The posting's own sentences that say what it is about, and what the work is."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.values import Unit
from appliance.foundation.contracts.values import Span

_ROLE = re.compile(
    r"\b(?:we(?:['’]re| are)(?: currently)? (?:looking for|seeking|hiring|searching)|is (?:looking for|seeking|hiring|responsible)|this (?:is an?|role|position)|you(?:['’]ll| will)|as (?:an?|our|the) [A-Za-z]|the (?:role|position|successful)|"
    r"responsible for|join (?:our|us|the)|serves as|reports? to|in this (?:role|position)|opportunity)\b",
    re.IGNORECASE,
)
_SEEKING = re.compile(
    r"\b(?:looking for|seeking|hiring|searching for) an?\b|\bthis is an?\b|\bas (?:an?|our) [A-Z]|\bwill be responsible\b|\bopportunity for\b",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(r"summary|overview|at a glance|in short|tl;?dr", re.IGNORECASE)
_LEAST_WORDS, _MOST_WORDS = 6, 60
_SENTENCES = 3
_OVERLAP = 0.6
_WEIGHTS = {"summary": 3, "other": 1, "about": 0, "responsibilities": 0}


def summary(text: str, outline: Outline) -> tuple[Span, ...]:
    """Two or three sentences, in the order of the text; those under an explicit "Quick Summary" first."""
    explicit = [
        s.span
        for s in outline.sections
        if s.role == "summary" and s.heading and _EXPLICIT.search(text[s.heading.start : s.heading.end])
    ]
    chosen = [
        u for u in outline.units
        if u.role == "summary" and any(e.start <= u.start < e.end for e in explicit) and _speaks(text, u)
    ]  # fmt: skip
    if len(chosen) > _SENTENCES:  # a long one: what it says of the work, not of the house
        best = sorted(chosen, key=lambda u: (-_score(text[u.start : u.end], u.role), u.start))[:_SENTENCES]
        chosen = [u for u in chosen if u in best]
    ranked = sorted(
        (u for u in outline.units if u.role in _WEIGHTS and not u.bullet and _speaks(text, u)),
        key=lambda u: (-_score(text[u.start : u.end], u.role), u.start),
    )
    for unit in ranked:
        if len(chosen) >= _SENTENCES or (
            len(chosen) >= 2 and _score(text[unit.start : unit.end], unit.role) < 5
        ):
            break
        if unit not in chosen and not any(_alike(text, unit, other) for other in chosen):
            chosen.append(unit)
    return tuple(Span(start=u.start, end=u.end) for u in sorted(chosen, key=lambda u: u.start))


def responsibilities(text: str, outline: Outline) -> tuple[Span, ...]:
    """Every unit of the sections about the work; where there is none, the sentences that say what "you will" do."""
    found = [
        u for u in outline.units if u.role == "responsibilities" and len(text[u.start : u.end].split()) > 1
    ]
    if not found:
        pattern = re.compile(
            r"\b(?:you(?:['’]ll| will)|will be responsible for|responsible for|serves as|the (?:role|position|incumbent|successful candidate) will)\b",
            re.IGNORECASE,
        )
        found = [
            u
            for u in outline.units
            if u.role in ("summary", "other") and pattern.search(text[u.start : u.end])
        ]
    return tuple(Span(start=u.start, end=u.end) for u in found)


def _speaks(text: str, unit: Unit) -> bool:
    words = text[unit.start : unit.end].split()
    return _LEAST_WORDS <= len(words) <= _MOST_WORDS


def _score(sentence: str, role: str) -> int:
    return (
        _WEIGHTS.get(role, 0) + (2 if _ROLE.search(sentence) else 0) + (2 if _SEEKING.search(sentence) else 0)
    )


def _alike(text: str, one: Unit, other: Unit) -> bool:
    a, b = (
        {w.lower().strip(".,;:") for w in text[u.start : u.end].split() if len(w) > 3} for u in (one, other)
    )
    return bool(a and b) and len(a & b) >= _OVERLAP * min(len(a), len(b))
