"""What a résumé claims besides work and study: certificates, languages, clearance, the right to work, places."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.resume.dates import find_ranges
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.rows import Row, trim
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.spans import Spans
from appliance.foundation.contracts.facts import Fact

_LEVEL = re.compile(
    r"\b(native|mother tongue|bilingual|fluent(?:ly)?|full professional|professional(?: working)?|proficient|advanced|upper[- ]intermediate|intermediate|"
    r"conversational|conversant|limited working|elementary|basic|beginner|working knowledge|business|verhandlungssicher|muttersprache|fließend|"
    r"grundkenntnisse|courant|maternelle|nativo|fluido|madrelingua|[ABC][12])\b",
    re.IGNORECASE,
)
_LEVEL_REACH = 40
_LANGUAGE_CUE = re.compile(
    r"\b(?:fluent|bilingual|trilingual|native|speak\w*|spoken|languages?|conversant|conversational|proficien\w+ in|mother tongue|sprachen)\b",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"(?P<us_citizen>\b(?:U\.?\s?S\.?(?:A\.?)?|United States|American) citizen(?:ship)?\b|\bcitizen(?:ship)?\s*(?:of the|:)\s*(?:U\.?S\.?A?\.?|United States)\b)|"
    r"(?P<permanent_resident>\b(?:(?:U\.?S\.?|lawful|legal) )?permanent residen(?:t|cy)\b|\bgreen card(?: holder)?\b)|"
    r"(?P<work_authorised>\b(?:legally )?(?:authori[sz]ed|eligible|entitled) to work\b(?: in (?:the )?(?:U\.?S\.?A?\.?|United States|UK|EU|Canada|[A-Z][a-z]+))?|"
    r"\bwork (?:authori[sz]ation|permit)\b|\b(?:EAD|OPT|H-?1B|L-?2|TN)(?: visa)?\b(?= (?:holder|status|visa|authori|card|valid))|\bno (?:visa )?sponsorship (?:required|needed)\b)",
    re.IGNORECASE,
)
_RIGHT_TO_WORK = re.compile(
    r"citizen|permanent resid|green card|to work|permit|sponsorship|visa|work auth|\b(?:ead|opt|h-?1b|l-?2|tn)\b"
)
"""What a statement of the right to work cannot do without, in lower case."""
_DENIED = re.compile(
    r"\b(?:not|non|without|no|require[sd]?|seeking|need|lack\w*|assisted|helped|for|applicants?|customers?|clients?|programs?)\b[^.;\n]{0,24}$",
    re.IGNORECASE,
)
_CLEARANCE_AROUND = 60
_SENTENCE_EDGE = re.compile(r"\n|[.;]\s|\s{3,}|•")
_LISTED_CERTIFICATE = re.compile(
    r"\b(?:certif\w+|licen[cs]e\w*|zertifi\w+|certificat\w+|accredit\w+|registered|diploma)\b", re.IGNORECASE
)
_MOST_CERTIFICATE_WORDS = 12
_PAGE_NUMBER = re.compile(r"\b(?:page|seite|página|pagina|strona)\s*\d", re.IGNORECASE)
"""The foot of a page that nothing else marks as one."""


def certification_facts(text: str, sections: tuple[Section, ...], k: Knowledge) -> list[Fact]:
    """Known certificates anywhere, and what a section of certificates lists."""
    facts: list[Fact] = []
    seen: set[str] = set()
    taken: list[tuple[int, int]] = []
    for section in sections:
        if section.role in {"references"} or not section.rows:
            continue
        base = section.rows[0].start
        for m in k.find_certifications(text[base : section.end]):
            start, end = base + m.start, base + m.end
            taken.append((start, end))
            if m.id not in seen:
                seen.add(m.id)
                facts.append(
                    fact(
                        "certification",
                        text,
                        start,
                        end,
                        normal=m.name,
                        detail={"id": m.id, "year": _year(text, start, end)},
                    )
                )
    known = Spans(taken)
    for row in (r for s in sections if s.role == "certifications" for r in s.rows):
        start, end = _certificate(row)
        written = text[start:end]
        if known.touches(row.start, row.end) or not _listed(written):
            continue
        made = fact(
            "certification",
            text,
            start,
            end,
            detail={"year": _year(text, row.start, row.end)},
            confidence="unsure",
        )
        if made.normal not in seen:
            seen.add(made.normal)
            facts.append(made)
    return facts


def _certificate(row: Row) -> tuple[int, int]:
    cells = row.cells or ((row.start, row.end),)
    start, end = cells[0]
    for r in row.ranges:
        if r.start > 3:
            end = min(end, row.start + r.start)
            break
    text = " " * row.start + row.text
    return trim(text, start, end, " \t\u00a0,;:()-–—|")


def _listed(written: str) -> bool:
    words = written.split()
    return (
        1 <= len(words) <= _MOST_CERTIFICATE_WORDS
        and any(c.isupper() for c in written)
        and "http" not in written
        and not written.endswith(".")
        and not _PAGE_NUMBER.search(written)
    )


def _year(text: str, start: int, end: int) -> str:
    line_end = text.find("\n", end)
    dates = find_ranges(text[start : min(line_end if line_end >= 0 else len(text), end + 60)])
    return dates[0].first[:4] if dates else ""


def language_facts(text: str, sections: tuple[Section, ...], k: Knowledge) -> list[Fact]:
    """Languages of a language section, and those that stand beside a word about speaking."""
    facts: list[Fact] = []
    seen: set[str] = set()
    for section in sections:
        own = section.role == "languages"
        for row in section.rows:
            if not own and not _LANGUAGE_CUE.search(row.text):
                continue
            found = k.find_languages(row.text)
            for number, m in enumerate(found):
                near = row.text[
                    found[number - 1].end if number else 0 : found[number + 1].start
                    if number + 1 < len(found)
                    else len(row.text)
                ]
                if m.name in seen or (not own and not _spoken(row.text, m.start, m.end)):
                    continue
                seen.add(m.name)
                level = _LEVEL.search(
                    near, max(0, m.end - (found[number - 1].end if number else 0))
                ) or _LEVEL.search(near)
                facts.append(
                    fact(
                        "language",
                        text,
                        row.start + m.start,
                        row.start + m.end,
                        normal=m.name,
                        detail={"level": level[1].lower() if level else ""},
                    )
                )
    return facts


def _spoken(line: str, start: int, end: int) -> bool:
    return bool(_LANGUAGE_CUE.search(line[max(0, start - _LEVEL_REACH) : end + _LEVEL_REACH]))


def clearance_facts(text: str, sections: tuple[Section, ...], k: Knowledge) -> list[Fact]:
    """Clearances as claimed; the quote holds the words around the level. A heading or a label claims nothing."""
    facts: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    headings = [(s.start, s.start + len(s.heading)) for s in sections if s.heading]
    found = k.find_clearances(text)
    for number, m in enumerate(found):
        if (m.level, m.status) in seen or any(a <= m.start and m.end <= b for a, b in headings):
            continue
        if m.level == "unspecified" and number + 1 < len(found):
            between = text[m.end : found[number + 1].start]
            if not between.strip(" \t\n:–—-"):
                continue  # "Security clearance: TS/SCI" is one claim
        seen.add((m.level, m.status))
        start, end = _around(text, m.start, m.end)
        detail = {
            "level": m.level,
            "status": m.status,
            "investigation": m.investigation,
            "polygraph": m.polygraph,
        }
        facts.append(
            fact(
                "clearance",
                text,
                start,
                end,
                value=clean(text[m.start : m.end]),
                normal=m.level,
                detail=dict(detail),
            )
        )
    return facts


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    floor, ceiling = max(0, start - _CLEARANCE_AROUND), min(len(text), end + _CLEARANCE_AROUND)
    before = [m.end() for m in _SENTENCE_EDGE.finditer(text, floor, start)]
    after = _SENTENCE_EDGE.search(text, end, ceiling)
    first = before[-1] if before else floor
    if not before and first > 0:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else start
    last = after.start() if after else ceiling
    if not after and last < len(text):
        space = text.rfind(" ", end, last)
        last = space if space >= 0 else end
    return trim(text, first, last)


def authorisation_facts(text: str) -> list[Fact]:
    """The right to work, only where the person states it."""
    facts: list[Fact] = []
    seen: set[str] = set()
    if not _RIGHT_TO_WORK.search(text.casefold()):
        return facts
    for m in _CITIZEN.finditer(text):
        kind = m.lastgroup or ""
        if kind in seen or _DENIED.search(text[max(0, m.start() - 40) : m.start()]):
            continue
        seen.add(kind)
        facts.append(fact("authorisation", text, m.start(), m.end(), normal=kind))
    return facts


def location_facts(
    rows: tuple[Row, ...], sections: tuple[Section, ...], reached: list[int], text: str, k: Knowledge
) -> list[Fact]:
    """Where the person is: the place beside the contact details, wherever they stand; else the first near the top.

    ``reached`` are the offsets of the person's e-mail addresses and telephone numbers.
    """
    elsewhere = {r.start for s in sections if s.role in _NOT_HOME for r in s.rows}
    beside = [
        n
        for n, row in enumerate(rows)
        if any(row.start <= at < row.end for at in reached)
        for n in _around_row(n)
    ]
    order = [n for n in dict.fromkeys(beside) if 0 <= n < len(rows)]
    order += [n for n, row in enumerate(rows[:_TOP_ROWS]) if row.start not in elsewhere]
    for n in [n for n in order if rows[n].start not in elsewhere] + list(range(min(_TOP_ROWS, len(rows)))):
        row = rows[n]
        for m in k.find_locations(row.text):
            written = row.text[m.start : m.end]
            if "," in written or row.text.strip() == written:
                return [fact("location", text, row.start + m.start, row.start + m.end, normal=m.name)]
    return []


_TOP_ROWS = 12
_NOT_HOME = frozenset({"experience", "education", "projects", "references", "volunteering", "certifications"})


def _around_row(number: int) -> tuple[int, ...]:
    """The row itself, then those above and below it, nearest first."""
    return (number, number - 1, number + 1, number - 2, number + 2)
