"""Skills: those the knowledge pack knows, anywhere; those it does not, where the person lists them as skills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from appliance.engines.knowledge import Knowledge, Mention
from appliance.engines.reading.resume.dates import PRESENT
from appliance.engines.reading.resume.held import Position
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.rows import Row, trim
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.spans import Spans
from appliance.engines.reading.resume.years import intervals, months_covered
from appliance.foundation.contracts.facts import Confidence, Fact

_NOT_IN = frozenset({"references", "contact"})
_LISTS = frozenset({"skills", "languages"})
_BESIDE_WORK = frozenset({"publications", "awards", "education", "interests", "volunteering"})
_ITEM = re.compile(
    r"\s*(?:[,;•●·▪|\t]|\s{3,}|\s[–—]\s|(?:\\x[0-9a-f]{2})+|\s/\s)\s*|\s+(?:and|und|et|y|as well as)\s+(?=[A-Z])"
)
_AND = re.compile(r"\s*(?:and|or|&|und|et|y)\s+", re.IGNORECASE)
_LABEL = re.compile(r"^[^:,;()]{2,45}:\s*")
_AMOUNT = re.compile(
    r"\s*[(\[][^()\[\]]{0,40}(?:years?|yrs?|months?|less than|expert|advanced|proficient|beginner|intermediate|basic)[^()\[\]]{0,20}[)\]]?|\s*[-–]\s*(?:\d+\+? (?:years?|yrs?)|expert|advanced|proficient|beginner|intermediate|basic).*$",
    re.IGNORECASE,
)
_NOT_A_TERM = re.compile(
    r"^(?:up|down|top|back(?: to top)?|next|previous|home|menu|more|here)$|[.!?]\s*$|@|https?:|\b(?:19|20)\d\d\b|^\d+$|\b(?:i|my|we|our|is|are|was|were|have|has|had|that|which|able|ability|years?|strong|excellent|"
    r"good|etc|including|knowledge|experience[d]?|proficien\w+|familiar\w*|understanding|various|other|skills?|working|responsible|months?|present|than|and|projects?)\b|//",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:communicat\w*|team[- ]?(?:work|player|building|oriented)?|leadership|leader|motivat\w*|problem[- ]solv\w*|interpersonal|creativ\w*|punctual\w*|"
    r"hard[- ]?work\w*|adaptab\w*|flexib\w*|time management|organi[sz]ed|detail[- ]oriented|multi[- ]?task\w*|positive|attitude|honest\w*|"
    r"quick learner|fast learner|self[- ]\w+|critical thinking|decision[- ]making|work ethic|reliable|enthusias\w*|collaborat\w*|dedicat\w*|patien\w*|"
    r"english|spanish|french|german|hindi|native|fluent|bilingual)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"^(?:[a-z]+ed|[a-z]+ing|develop|manage|create|use|perform|provide|work|assist|maintain)\s", re.IGNORECASE
)
_LEVEL = re.compile(
    r"(?:\d+\+? ?(?:years?|yrs?)|expert|advanced|proficient|beginner|novice|intermediate|basic|master|native)\.?",
    re.IGNORECASE,
)
"""How well or how long, in a row or cell of its own."""
_MOST_WORDS = 4
_TITLE = 0.5
_LONGEST = 40


def skill_facts(
    text: str, sections: tuple[Section, ...], positions: list[Position], taken: list[tuple[int, int]], today: str, k: Knowledge
) -> list[Fact]:  # fmt: skip
    """One fact a skill, its span the first place in a skills section, else the first anywhere."""
    listed = [s for s in sections if s.role in _LISTS]
    mentions = _mentions(text, sections, taken, k)
    grouped: dict[str, list[Mention]] = {}
    for m in mentions:
        grouped.setdefault(m.skill, []).append(m)
    facts = [_fact(text, own, sections, listed, positions, today) for own in grouped.values()]
    known = [(m.start, m.end) for m in mentions]
    facts += _unknown(text, [s for s in listed if s.role == "skills"], [*known, *taken], k)
    return sorted(facts, key=lambda f: f.span.start if f.span else 0)


def _mentions(
    text: str, sections: tuple[Section, ...], taken: list[tuple[int, int]], k: Knowledge
) -> list[Mention]:
    """Mentions in the text, lists of skills read as lists; never inside an e-mail, a link, a name, an employer or a school."""
    found: list[Mention] = []
    for section in sections:
        if section.role in _NOT_IN or not section.rows:
            continue
        start = section.rows[0].start
        own = k.find_skills(text[start : section.end], listing=section.role == "skills")
        found += [m._replace(start=m.start + start, end=m.end + start) for m in own]
    names = Spans(taken)
    return [m for m in found if not names.covers(m.start, m.end)]


def _fact(
    text: str, own: list[Mention], sections: tuple[Section, ...], listed: list[Section], positions: list[Position], today: str
) -> Fact:  # fmt: skip
    in_list = [m for m in own if any(s.start <= m.start < s.end for s in listed)]
    best = in_list[0] if in_list else own[0]
    where = next((s.heading for s in sections if s.start <= best.start < s.end), "")
    used = [p for p in positions if p.dates is not None and any(p.start <= m.start < p.end for m in own)]
    months = months_covered(intervals(used, today))
    ends = [p.dates.last for p in used if p.dates is not None and p.dates.last]
    last = PRESENT if PRESENT in ends else max(ends, default="")
    confidence: Confidence = (
        "sure" if in_list else "likely" if any(_named(text, m, sections) for m in own) else "unsure"
    )
    return fact(
        "skill", text, best.start, best.end, normal=best.name, confidence=confidence,
        detail={"id": best.skill, "months": months or None, "last_used": last, "found_in": where, "mentions": len(own)},
    )  # fmt: skip


def _named(text: str, mention: Mention, sections: tuple[Section, ...]) -> bool:
    """Written like a name, in a section about work: "Oracle", "Data Analysis", not "audits" or the first word of a sentence."""
    section = next((s for s in sections if s.start <= mention.start < s.end), None)
    if section is None or section.role in _BESIDE_WORK:
        return False
    written = text[mention.start : mention.end]
    if any(c.isupper() for c in written[1:]):
        return True
    if not written[:1].isupper():
        return False
    opens = any(row.start == mention.start for row in section.rows) or _SENTENCE_BEFORE.search(
        text[max(0, mention.start - 3) : mention.start]
    )
    return not opens


_SENTENCE_BEFORE = re.compile(r"[.!?:•]\s*$")


def _unknown(text: str, listed: list[Section], taken: list[tuple[int, int]], k: Knowledge) -> list[Fact]:
    facts: list[Fact] = []
    seen: set[str] = set()
    known = Spans(taken)
    for section in listed:
        labels = _row_labels(text, section, known)
        for row in section.rows:
            for start, end in _items(text, row):
                if start in labels or known.touches(start, end) or not _is_term(text[start:end], k):
                    continue
                made = fact(
                    "skill",
                    text,
                    start,
                    end,
                    detail={"id": "", "found_in": section.heading, "mentions": 1},
                    confidence="unsure",
                )
                if made.normal and made.normal not in seen:
                    seen.add(made.normal)
                    # an empty id says: a term of the person's own, unknown to the pack
                    facts.append(made.model_copy(update={"detail": {"id": "", **made.detail}}))
    return facts


def _row_labels(text: str, section: Section, known: Spans) -> set[int]:
    """Where the labels of a table of skills begin: "Day to day" before or above "Python, SQL, Docker".

    First cells, where at least two rows of the section begin with an unknown one before a known skill; and a row that is
    one unknown thing above a row that lists several, one of them known.
    """
    first: list[int] = []
    above: list[int] = []
    listing = [[*_items(text, row)] for row in section.rows]
    for number, (row, items) in enumerate(zip(section.rows, listing, strict=True)):
        if not items or known.touches(*items[0]):
            continue
        begins = items[0][0] == row.start
        if begins and len(row.cells) > 1 and any(known.touches(*item) for item in items[1:]):
            first.append(items[0][0])
        below = listing[number + 1] if number + 1 < len(listing) else []
        if len(items) == 1 and len(below) >= _SEVERAL and any(known.touches(*item) for item in below):
            above.append(items[0][0])
    return {*(first if len(first) > 1 else ()), *above}


_SEVERAL = 3


def _items(text: str, row: Row) -> Iterator[tuple[int, int]]:
    """The listed things of a row, without their label and without "(4 years)"."""
    label = _LABEL.match(row.text)
    start = row.start + (label.end() if label else 0)
    at = start
    cuts = [m.span() for m in _ITEM.finditer(text, start, row.end)]
    for a, b in [*cuts, (row.end, row.end)]:
        stop = a
        amount = _AMOUNT.search(text, at, stop)
        if amount:
            stop = amount.start()
        leads = _AND.match(text, at, stop)
        one, other = trim(text, leads.end() if leads else at, stop, " \t\u00a0,;:.&*•-–()[]\"'“”")
        if one < other:
            yield one, other
        at = b


def _is_term(written: str, k: Knowledge) -> bool:
    words = written.split()
    if not 1 <= len(words) <= _MOST_WORDS or not 2 <= len(written) <= _LONGEST:
        return False
    if (
        not any(c.isalpha() for c in written)
        or _NOT_A_TERM.search(written)
        or _SOFT.search(written)
        or _VERB.match(written)
        or _LEVEL.fullmatch(written)
    ):
        return False
    if written[0].islower() and len(words) > 2:
        return False
    if (
        k.title_likeness(written) >= _TITLE
        or k.resume_section(written) is not None
        or k.find_locations(written)
    ):
        return False
    return written.count("(") == written.count(")") and clean(written) != ""
