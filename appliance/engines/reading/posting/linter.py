"""What a reviewer should look at in a posting before it is published. Nothing here changes the reading."""

from __future__ import annotations

import re

from appliance.engines.reading.posting.boilerplate import is_boilerplate
from appliance.foundation.contracts.reading import QualityNote, Severity
from appliance.foundation.contracts.requirements import PostingReading
from appliance.foundation.contracts.values import Value

_FAIR_CHANCE = re.compile(
    r"fair[- ]chance|arrest (?:and|or) conviction|criminal histor(?:y|ies)|conviction records?|justice[- ]involved",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:young(?! (?:children|people'?s|adults?'|learners|students|audiences?|patients))|youthful|recent (?:college |university )?grad(?:uate)?s?|new grad(?:uate)?s?|digital natives?|energetic|"
    r"(?:maximum|no more than|not more than|up to|at most) (?:of )?\d+ years(?: of)? experience|\d+\s?(?:-|–|to|and)\s?\d+ years (?:old|of age)|under (?:the age of )?[2-6]\d(?: years)?\b|overqualified|mature person|(?:age|aged)\s?:?\s?(?:limit\s?:?\s?)?\d\d\s?(?:-|–|to)\s?\d\d)\b|\b\d\d\s?(?:-|–|to)\s?\d\d year olds\b",
    re.IGNORECASE,
)
_GENDERED = re.compile(
    r"\b(?:rock ?stars?|ninjas?|gurus?|hackers?(?= mentality)|dominant|dominate|aggressive(?:ly)?|manpower|man[- ]hours?|chairman|salesm[ae]n|salesgirl|saleswom[ae]n|craftsm[ae]n|foreman|repairm[ae]n|handym[ae]n|waitress|stewardess|"
    r"guys|he|him|his(?!/)|she(?!/)|her(?!/)|brotherhood|bros?|mankind|manning|wom[ae]n wanted|gentlem[ae]n|(?:fe)?males?(?= (?:candidates?|applicants?|only|preferred|required))|^(?:fe)?male(?= [-–])|fireman|policeman|middleman|housewife|hostess)\b",
    re.IGNORECASE | re.MULTILINE,
)
_BOTH = re.compile(
    r"\b(?:s?he/(?:she|he|they)|his/her|him/her|he or she|she or he|his or her|her or his|him or her|s/he)\b",
    re.IGNORECASE,
)
_CITIZENS_ONLY = ("confidential", "secret", "top_secret", "tssci", "doe_q", "doe_l")
_PRONOUNS = ("HE", "HIM", "HIS", "HER", "SHE")
"""In capitals they are more often an abbreviation (health information management)."""
_SHOWN = 5
_MANY_YEARS = 15


class LintPolicy(Value):
    """What the organisation wants of its postings."""

    fair_chance: bool = False
    """A sentence about considering applicants with arrest or conviction records has to be there."""
    equal_opportunity: bool = False
    """An equal-opportunity sentence has to be there."""


def lint(reading: PostingReading, text: str, policy: LintPolicy) -> tuple[QualityNote, ...]:
    """Notes about a posting, the gravest first; each quotes the words it is about."""
    notes = [
        *_citizens_only(reading),
        *_missing(text, policy),
        *_unsaid(reading),
        *_years(reading),
        *_words(text),
    ]
    order: tuple[Severity, ...] = ("fatal", "major", "missing", "suggestion")
    return tuple(sorted(notes, key=lambda n: (order.index(n.severity), n.code)))


def _citizens_only(reading: PostingReading) -> list[QualityNote]:
    notes = []
    cleared = any(
        r.kind == "clearance" and r.need == "required" and r.normal in _CITIZENS_ONLY
        for r in reading.requirements
    )
    for row in reading.requirements:
        if row.kind != "citizenship" or row.need != "required" or row.detail.get("authority"):
            continue
        message = f"“{_short(row.quote)}” names no law, regulation or contract that demands it. Citizenship may only be required where one does; name it or ask for authorisation to work."
        if cleared:
            message += " The clearance asked for is given to citizens only (Executive Order 12968): say that it is why."
        notes.append(QualityNote(severity="major", code="citizenship_without_authority", message=message))
    return notes


def _missing(text: str, policy: LintPolicy) -> list[QualityNote]:
    notes = []
    if policy.fair_chance and not _FAIR_CHANCE.search(text):
        notes.append(
            QualityNote(
                severity="missing",
                code="fair_chance_missing",
                message="There is no fair-chance sentence about applicants with arrest or conviction records, which your policy asks for.",
            )
        )
    if policy.equal_opportunity and not re.search(
        r"equal[- ](?:opportunity|employment)", text, re.IGNORECASE
    ):
        notes.append(
            QualityNote(
                severity="missing",
                code="equal_opportunity_missing",
                message="There is no equal-opportunity sentence, which your policy asks for.",
            )
        )
    return notes


def _unsaid(reading: PostingReading) -> list[QualityNote]:
    """What nearly every reader of a posting looks for."""
    notes = []
    if not reading.title:
        notes.append(QualityNote(severity="missing", code="title_missing", message="No title was found."))
    if not any(r.kind == "salary" for r in reading.requirements):
        message = "No pay is named. Several states demand a range, and fewer people apply without one."
        notes.append(QualityNote(severity="suggestion", code="pay_missing", message=message))
    if not any(r.kind not in ("location", "remote", "salary") for r in reading.requirements):
        message = "No requirement was found: nothing can be matched."
        notes.append(QualityNote(severity="major", code="requirements_missing", message=message))
    return notes


def _years(reading: PostingReading) -> list[QualityNote]:
    notes = []
    for row in reading.requirements:
        maximum = row.detail.get("maximum")
        asked = row.years if row.kind in ("years", "skill") and row.need == "required" else None
        if asked is not None and asked >= _MANY_YEARS and maximum is None:
            message = f"“{_short(row.quote)}” asks for {asked:g} years and more, which reads as a wish for a certain age. Ask for what has to be known."
            notes.append(QualityNote(severity="suggestion", code="many_years", message=message))
        if row.kind == "years" and isinstance(maximum, int | float) and row.need == "required":
            message = f"“{_short(row.quote)}” sets an upper limit, which reads as a limit of age. Ask for a minimum only."
            notes.append(QualityNote(severity="suggestion", code="years_with_a_limit", message=message))
    return notes


def _words(text: str) -> list[QualityNote]:
    notes = []
    skipped = [m.span() for m in _BOTH.finditer(text)]
    for code, severity, pattern, why in (
        ("words_about_age", "major", _AGE, "reads as a wish for a certain age"),
        ("gendered_words", "suggestion", _GENDERED, "is a gendered word"),
    ):
        seen: list[str] = []
        for match in pattern.finditer(text):
            word = match[0]
            if (
                any(a <= match.start() < b for a, b in skipped)
                or word in _PRONOUNS
                or _is_legal(text, match.start())
                or word.lower() in (s.lower() for s in seen)
            ):
                continue
            seen.append(word)
        notes += [
            QualityNote(
                severity="major" if severity == "major" else "suggestion",
                code=code,
                message=f"“{word}” {why}.",
            )
            for word in seen[:_SHOWN]
        ]
    return notes


def _is_legal(text: str, at: int) -> bool:
    """Whether the words stand in an equal-opportunity sentence, where they are meant to."""
    low = max(text.rfind(".", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [e for e in (text.find(".", at), text.find("\n", at)) if e >= 0]
    return is_boilerplate(text[low : min(ends) if ends else len(text)])


def _short(quote: str) -> str:
    joined = " ".join(quote.split())
    return joined if len(joined) <= 120 else joined[:117] + "…"
