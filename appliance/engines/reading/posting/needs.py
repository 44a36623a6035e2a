"""Required or preferred? The words beside what is asked outrank the section it stands in."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.foundation.contracts.requirements import Need

_PREFERRED_AFTER = re.compile(
    r"\b(?:(?:is|are|would be|will be)\s+)?(?:(?:strongly|highly|also|much|very)\s+)?(?:preferred|desired|desirable|advantageous|optional|welcome|beneficial|helpful|appreciated|ideal|favou?red)\b"
    r"(?!\s+(?:suppliers?|vendors?|partners?|stock|names?|pronouns?|customers?|qualifications?|skills?|experience|candidates?|requirements?|education|location|knowledge|certifications?|degree|persons?|applicants?|fit|role|team|customers?)\b)"
    r"|\b(?:a|an|strong|big|huge|definite|distinct|major|added|real)\s+(?:plus|asset|advantage|bonus|preference)\b|\bnice[- ]to[- ]haves?\b|(?:\bnot|n['’]t) (?:strictly |absolutely |really )?(?:required|necessary|mandatory|essential|needed|vital|a must\b|a requirement|a deal[- ]?breaker)\b|\bhelps\b(?=\s*(?:$|[.,;!)]|but\b|though\b))"
    r"|\b(?:is|are)\s+(?:not|n['’]t)\s+(?:required|necessary|essential)\b|\bwould be (?:great|nice|good|an? \w+|(?:highly |well )?(?:regarded|valued|useful|considered))\b|\b(?:highly|well) regarded\b|\bas a plus\b|\bwe['’]d love\b|\bconsidered a plus\b|(?<!years )(?<!yrs )\bplus\b(?=\s*(?:[.;)!]|$))",
    re.IGNORECASE,
)
_PREFERRED_BEFORE = re.compile(
    r"\b(?:preferabl[ey]|ideally|especially|particularly|bonus(?: points)?(?: for| if|:)|nice[- ]to[- ]haves?\s*:|plus(?:es)? if|extra credit for|we['’]d love|preference (?:will be )?(?:given )?(?:to|for)|"
    r"(?:preferred|desired|desirable|optional)\s+(?:qualifications?|skills?|experience|candidates?|requirements?|education|knowledge|certifications?|degree|location)\b|(?:preferred|desired|desirable|a plus)\s*:)",
    re.IGNORECASE,
)
_REQUIRED_AFTER = re.compile(
    r"\b(?:(?:is|are|will be)\s+)?(?:strictly |absolutely )?(?:required|mandatory|essential|necessary|compulsory|a must|non-negotiable)\b(?!\s+by law)(?!\s+(?:qualifications?|skills?|experience|education)\b)",
    re.IGNORECASE,
)
_REQUIRED_BEFORE = re.compile(
    r"(?<!that )(?<!which )(?<!who )\b(?:must(?:[- ]haves?)?|requires?|requiring|required\s*:|required (?:qualifications?|skills?|experience|education)|minimum(?: of)?|at least|shall (?:have|possess)|need to have)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|n['’]t|isn['’]t|aren['’]t|without|never|no)\s+(?:strictly |absolutely |be )?$", re.IGNORECASE
)
_NEGATION = 40
"""Characters a negation before a marker takes up at most."""
_CLAUSE = re.compile(
    r";|(?<=[a-z)])(?:\.\s(?=\s?[^a-z\s])|(?<!\bexp)(?<!\byrs)(?<!\byr)(?<!\bmin)\.\s)|\s[–—]\s|\bbut\b|\bhowever\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r",\s*(?:and|but) (?:have|hold|bring|be|you|must|also)\b", re.IGNORECASE)
"""Where a sentence goes on to the next thing behind a wish ("SC, ideally DV, and have five years of …")."""
_HELPERS = re.compile(r"^[\s,]*(?:and|or|&|/)\b|\bor\b|^[\s,]*$", re.IGNORECASE)


class _Marker(NamedTuple):
    at: int
    end: int
    need: Need
    backward: bool


def need_of(sentence: str, start: int, end: int, base: Need) -> Need:
    """The need of what stands at ``[start, end)`` of the sentence, ``base`` being its section's."""
    low, high = _parenthesis(sentence, start)
    if low >= 0:
        inside = _markers(sentence, low, high)
        if inside:
            return _nearest(sentence, inside, start, end, base)
    else:
        low, high = 0, len(sentence)
        for cut in _CLAUSE.finditer(sentence):
            if cut.end() <= start:
                low = cut.end()
            elif cut.start() >= end:
                high = cut.start()
                break
    blanked = _without_parentheses(sentence, start)
    return _nearest(blanked, _markers(blanked, low if low >= 0 else 0, high), start, end, base)


def says_preferred(sentence: str) -> bool:
    """Whether the sentence as a whole is about something wished for."""
    return bool(_PREFERRED_AFTER.search(sentence) or _PREFERRED_BEFORE.search(sentence))


def says_required(sentence: str) -> bool:
    """Whether the sentence as a whole demands something."""
    for pattern in (_REQUIRED_AFTER, _REQUIRED_BEFORE):
        for match in pattern.finditer(sentence):
            if not _NEGATED.search(sentence[: match.start()]):
                return True
    return False


def _markers(sentence: str, low: int, high: int) -> list[_Marker]:
    found = []
    preferred: list[tuple[int, int]] = []
    patterns: tuple[tuple[re.Pattern[str], Need, bool], ...] = (
        (_PREFERRED_AFTER, "preferred", True),
        (_PREFERRED_BEFORE, "preferred", False),
        (_REQUIRED_AFTER, "required", True),
        (_REQUIRED_BEFORE, "required", False),
    )
    for pattern, need, backward in patterns:
        for match in pattern.finditer(sentence, low, high):
            if need == "preferred":
                preferred.append(match.span())
            elif any(a <= match.start() < b for a, b in preferred) or _NEGATED.search(
                sentence[max(low, match.start() - _NEGATION) : match.start()]
            ):
                continue
            found.append(_Marker(match.start(), match.end(), need, backward))
    return sorted(found)


def _nearest(sentence: str, markers: list[_Marker], start: int, end: int, base: Need) -> Need:
    """The following marker that reaches back to here, else the last one before that reaches forward."""
    for marker in markers:
        if marker.backward and marker.at >= end:
            if _reaches(sentence[end : marker.at]):
                return marker.need
            break
    for marker in reversed(markers):
        if not marker.backward and marker.end <= start:
            if marker.need == "preferred" and _GOES_ON.search(sentence, marker.end, start):
                continue
            return marker.need
        if marker.backward and marker.end <= start and not re.search(r"[,;]", sentence[marker.end : start]):
            break
    return base


def _reaches(between: str) -> bool:
    """Whether a word such as "preferred" still speaks of what stands before ``between``."""
    comma = between.rfind(",")
    if comma < 0:
        return not re.search(r"\b(?:with|plus)\b(?=.*\b(?:degree|experience|certif))", between, re.IGNORECASE)
    return _HELPERS.search(between[comma + 1 :]) is not None


def _parenthesis(sentence: str, at: int) -> tuple[int, int]:
    """The inside of the parentheses around a place, or (-1, -1)."""
    low = sentence.rfind("(", 0, at)
    if low < 0 or ")" in sentence[low:at]:
        return -1, -1
    high = sentence.find(")", at)
    return low + 1, high if high >= 0 else len(sentence)


def _without_parentheses(sentence: str, at: int) -> str:
    """The sentence with remarks blanked that speak of something else: "Kubernetes (EKS preferred)"; "(preferred)" stays."""

    def blank(match: re.Match[str]) -> str:
        if match.start() <= at < match.end():
            return match[0]
        inside = match[0][1:-1].strip()
        marker = _PREFERRED_AFTER.search(inside) or _REQUIRED_AFTER.search(inside)
        keep = marker is not None and len(inside[: marker.start()].split()) == 0
        return match[0].replace("(", " ").replace(")", " ") if keep else " " * len(match[0])

    return re.sub(r"\([^()]*\)", blank, sentence)
