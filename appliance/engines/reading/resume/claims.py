"""What a résumé claims besides work and study: certificates, clearance, the right to work, places."""

from __future__ import annotations

import re

from appliance.engines.knowledge import MONTHS, Knowledge
from appliance.engines.reading.resume.dates import PRESENT, find_ranges
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.rows import Row, trim
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.spans import Spans
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.values import Scalar

_CITIZEN = re.compile(
    r"(?P<us_citizen>\b(?:U\.?\s?S\.?(?:A\.?)?|United States|American) citizen(?:ship)?\b|\bcitizen(?:ship)?\s*(?:of the|:)\s*(?:U\.?S\.?A?\.?|United States)\b|"
    r"\bcitizenship\s*[-–—]\s*(?:U\.?S\.?A?\.?|United States)(?!\w)|\bdual (?:citizen(?:ship)?|national)\b\s*[:(,–-]?\s*(?:of the )?[^\n;.)]{0,24}?(?:\bU\.?S\.?A?\b|United States|American))|"
    r"(?P<permanent_resident>\b(?:(?:U\.?S\.?|lawful|legal) )?permanent residen(?:t|cy)\b|\bgreen card(?: holder)?\b)|"
    r"(?P<work_authorised>\b(?:legally )?(?:authori[sz]ed|eligible|entitled|permitted) to work\b(?: in (?:the )?(?:U\.?S\.?A?\.?|United States|UK|EU|Canada|[A-Z][a-z]+))?|"
    r"\b(?:full |unrestricted )?right to work in (?:the )?[A-Z]\w+|\b(?:unrestricted|full) work(?:ing)? rights\b(?: in [A-Z]\w+)?|"
    r"\bwork (?:authori[sz]ation|permit)\b|\b(?:pre-)?settled status\b|\bEU Blue Card\b|\bBlue Card(?: EU)?\b|\b(?:EU|EEA|E\.U\.) citizen(?:ship)?\b|"
    r"\b(?:unbefristete )?(?:Arbeitserlaubnis|Aufenthaltserlaubnis|Niederlassungserlaubnis)\b|\bpermis de travail\b|\bpermiso de trabajo\b|"
    r"\b(?:EAD|OPT|H-?1B|L-?2|TN)(?: visa)?\b(?= (?:holder|status|visa|authori|card|valid))|\b(?:F-?1|STEM)[ /-]+(?:STEM )?OPT\b|\bEAD\b(?=\s*(?:\n|$|[,;(]))|"
    r"\bno (?:visa )?sponsorship (?:is )?(?:required|needed|necessary)\b|"
    r"\b(?:(?:do|does|will|would) not|don['’]t|won['’]t|doesn['’]t) (?:now (?:or|nor) in the future )?(?:require|need)(?: any| an?)?(?: (?:visa|employment|work|H-?1B)){0,2} sponsorship\b|"
    r"\bwithout (?:the need (?:for|of) |needing |requiring )?(?:any |an? )?(?:visa |employer )?sponsorship\b)",
    re.IGNORECASE,
)
_RIGHT_TO_WORK = re.compile(
    r"citizen|permanent resid|green card|to work|work(?:ing)? rights|permit|permis|sponsorship|visa|work auth|erlaubnis|settled status|blue card|dual national|"
    r"\b(?:ead|opt|h-?1b|l-?2|tn)\b"
)
"""What a statement of the right to work cannot do without, in lower case."""
_DENIED = re.compile(
    r"\b(?:not|non|without|no|require[sd]?|seeking|need|lack\w*|assisted|helped|for|applicants?|customers?|clients?|programs?)\b[^.;\n]{0,24}$",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"(?: status)?\s*[:(,–—-]?\s*(?:is |are |will be )?(?:not\b|no\b|none\b|n/?a\b|expired|pending|applied|required|requires|needed|needs|sponsorship|will require|seeking)",
    re.IGNORECASE,
)
"""What follows a permit that is not there: "Work authorization: requires sponsorship"."""
_CLEARANCE_AROUND = 60
_NOT_HELD = re.compile(
    r"\b(?:(?:do|does|did|have|has|had)(?:\s+not|n['’]t)|never|cannot|can['’]t|not)\s+(?:(?:currently|presently|yet|ever|previously)\s+)?"
    r"(?:hold|held|holding|have|had|possess(?:ed)?|been\s+granted)\b[^.;\n]{0,24}$",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"[^.;\n]{0,12}\b(?:denied|refused|declined)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:teams?\s+of|staff(?=\s+(?:of|with|who|requir))|personnel|employees|engineers|members|people|customers|clients|candidates|applicants|contractors|"
    r"users|hires|professionals|specialists|positions|roles|soldiers|analysts)\b[^.;\n]{0,30}\b(?:with|who|whose|having|holding|need(?:ing)?|requir\w+)\b[^.;\n]{0,20}$",
    re.IGNORECASE,
)
"""Words before a clearance that make it somebody else's."""
_HOLDER = re.compile(
    r"\b(?:held|hold|holds|holding|maintain\w*|possess\w*|active|current(?:ly)?|granted)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE_EDGE = re.compile(r"\n|[.;]\s|\s{3,}|•")
_LISTED_CERTIFICATE = re.compile(
    r"\b(?:certif\w+|licen[cs]e\w*|zertifi\w+|certificat\w+|accredit\w+|registered|diploma)\b", re.IGNORECASE
)
_MOST_CERTIFICATE_WORDS = 12
_EXPIRES = re.compile(
    r"\b(?:exp(?:\.|ir(?:es|y|ed|ing|ation)(?: date)?)?|valid(?: through| until| till| thru| to)|good (?:through|until)|through|until|renew\w*(?: (?:by|due|date))?|"
    r"gültig bis|läuft ab|valable jusqu\S*|válid[oa] hasta)(?=\W)",
    re.IGNORECASE,
)
"""Behind it stands the day on which a certificate ends."""
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
        for m in k.find_certifications(text[base : section.end], listing=section.role == "certifications"):
            start, end = base + m.start, base + m.end
            if _is_month(text, start, end):
                continue
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
                        detail={"id": m.id, **_dated(text, start, end)},
                    )
                )
    known = Spans(taken)
    for row in (r for s in sections if s.role == "certifications" for r in s.rows):
        start, end = _certificate(row)
        written = text[start:end]
        if known.touches(row.start, row.end) or not _listed(written) or _only_dates(row):
            continue
        made = fact(
            "certification",
            text,
            start,
            end,
            detail=_dated(text, row.start, row.end),
            confidence="unsure",
        )
        if made.normal not in seen:
            seen.add(made.normal)
            facts.append(made)
    return facts


def _is_month(text: str, start: int, end: int) -> bool:
    """Is it the month of a date in capitals: "AWS Certified Developer, APR 2019"?"""
    return text[start:end].casefold() in MONTHS and (
        _YEAR_BEHIND.match(text, end) is not None
        or _DAY_BEFORE.search(text[max(0, start - 4) : start]) is not None
    )


_YEAR_BEHIND = re.compile(r"[\s,.'’/–-]{0,3}(?:(?:19|20)\d\d|\d\d)(?!\d)")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}[\s.-]{1,2}$")


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


def _only_dates(row: Row) -> bool:
    return bool(row.ranges) and sum(r.end - r.start for r in row.ranges) >= len(row.text) - 2


def _dated(text: str, start: int, end: int) -> dict[str, Scalar]:
    """``year`` in which it was given and ``expires`` (to the month where written), from the rest of the line."""
    line_end = text.find("\n", end)
    rest = text[start : min(line_end if line_end >= 0 else len(text), end + 90)]
    cue = _EXPIRES.search(rest)
    given = find_ranges(rest[: cue.start()] if cue else rest)
    until = find_ranges(rest[cue.end() :]) if cue else []
    expires = until[0].first if until else next((d.last for d in given if d.last and d.last != PRESENT), "")
    return {"year": given[0].first[:4] if given else "", "expires": expires}


def clearance_facts(text: str, sections: tuple[Section, ...], k: Knowledge) -> list[Fact]:
    """Clearances as claimed; the quote holds the words around the level. A heading or a label claims nothing."""
    facts: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    headings = [(s.start, s.start + len(s.heading)) for s in sections if s.heading]
    found = k.find_clearances(text)
    for number, m in enumerate(found):
        heading = m.level == "unspecified" and any(a <= m.start and m.end <= b for a, b in headings)
        if (m.level, m.status) in seen or heading or not _own_clearance(text, m.start, m.end):
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


def _own_clearance(text: str, start: int, end: int) -> bool:
    """Whether the words before say neither that the person has none nor that it is the clearance of others."""
    before = text[max(0, start - _CLEARANCE_AROUND) : start]
    floor = max((m.end() for m in _SENTENCE_EDGE.finditer(before)), default=0)
    before = before[floor:]
    if _NOT_HELD.search(before) or _REFUSED.match(text, end):
        return False
    if _OTHERS.search(before):
        return False
    return (
        not text[start:end].casefold().endswith("clearances")
        or _HOLDER.search(before) is not None
        or not before.strip(" -•*\t")
    )


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
        if _NOT_SO.match(text, m.end()):
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
    roles = {row.start: section.role for section in sections for row in section.rows}
    beside = [
        n
        for n, row in enumerate(rows)
        if any(row.start <= at < row.end for at in reached)
        for n in _around_row(n)
        if 0 <= n < len(rows)
    ]
    itself = {n for n, row in enumerate(rows) if any(row.start <= at < row.end for at in reached)}
    order = [n for n in beside if n in itself or roles.get(rows[n].start, "") not in _NOT_HOME]
    order += [n for n, row in enumerate(rows[:_TOP_ROWS]) if roles.get(row.start, "") in _HOME]
    for n in dict.fromkeys(order + beside):
        row = rows[n]
        for m in k.find_locations(row.text):
            written = row.text[m.start : m.end]
            cell = n in itself and any(text[a:b].strip() == written for a, b in row.cells)
            if row.text.strip() == written or (n in order and ("," in written or cell)):
                return [fact("location", text, row.start + m.start, row.start + m.end, normal=m.name)]
    return []


_TOP_ROWS = 12
_NOT_HOME = frozenset({"experience", "education", "projects", "references", "volunteering", "certifications"})
_HOME = frozenset({"", "contact", "summary", "other"})


def _around_row(number: int) -> tuple[int, ...]:
    """The row itself, then those above and below it, nearest first."""
    return (number, number - 1, number + 1, number - 2, number + 2)
