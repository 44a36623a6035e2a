"""The names of schools in a row: a part of a piece between commas, outside the degree."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.dates import DateRange
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.rows import Row, trim
from appliance.engines.reading.resume.segments import Segment, pieces

SCHOOL = 0.5
"""From this likeness on a name is one of a school."""
_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]{0,80}[)\]]?\s*$")


def schools_of(
    text: str, row: Row, judge: Judge, degrees: list[tuple[int, int]], ranges: tuple[DateRange, ...]
) -> list[tuple[int, int]]:  # fmt: skip
    found: list[tuple[int, int]] = []
    for segment in pieces(text, row, 0, judge, ranges):
        if segment.place:
            continue
        best = _best_school(segment, judge, degrees)
        if best is not None:
            campus = _CAMPUS.match(text, best[0], row.end)
            found.append((best[0], max(best[1], campus.end())) if campus else best)
    if len(found) > 1 and any(_UNIVERSITY.search(text[a:b]) for a, b in found):
        found = [(a, b) for a, b in found if not _FACULTY.match(text[a:b]) or _UNIVERSITY.search(text[a:b])]
    return found[:3]


_FACULTY = re.compile(
    r"(?:Scuola|Facoltà|Faculté|Facultad|Faculdade|Fakultät|Fachbereich|School|Faculty|College|Department|Dipartimento|Departamento|UFR)\s(?:di|de|des|der|für|of)\s"
)
"""A part of the university that is named on the same row."""


def _best_school(segment: Segment, judge: Judge, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The part of a piece that names the school: what is between commas and outside the degree, a university before its college."""
    k = judge.k
    best: tuple[float, int, int] | None = None
    for first, end in _parts(segment, taken):
        start = first + _field_before(segment, first, end, taken, judge)
        written = segment.text[start - segment.start : end - segment.start]
        likeness = k.school_likeness(written)
        if likeness < SCHOOL and (_TRAINS.search(written) or _SHORT.fullmatch(written)):
            likeness = SCHOOL
        if likeness < SCHOOL or TOLD.match(written) or _GENERIC.fullmatch(written):
            continue
        score = likeness - 0.004 * len(written) + (0.3 if _UNIVERSITY.search(written) else 0.0)
        if best is None or score > best[0]:
            best = (score, start, end)
    if best is None:
        return None
    _, start, end = best
    written = segment.text[start - segment.start : end - segment.start]
    lead, cut = _LEAD.match(written), _IN_BRACKETS.search(written) or _TAIL.search(written)
    return start + (
        lead.end() if lead else 0
    ), start + cut.start() if cut and cut.start() > _SHORTEST else end


def _field_before(segment: Segment, start: int, end: int, taken: list[tuple[int, int]], judge: Judge) -> int:
    """How many characters of a part are the field of the degree right before it: "BS: Network Administration Springfield University"."""
    before = max((b for _, b in taken if b <= start), default=None)
    if before is None:
        return 0
    between = segment.text[max(0, before - segment.start) : start - segment.start].strip()
    if between not in {"", ":"} or not _HEAD_BEHIND.search(
        segment.text, start - segment.start, end - segment.start
    ):
        return 0
    written = segment.text[start - segment.start : end - segment.start]
    length = judge.k.field_leading(written)
    words = len(written[:length].split())
    rest = written[length:]
    if words < (1 if between else _TWO) or _HEAD_BEHIND.match(rest.strip()):
        return 0
    return length + len(rest) - len(rest.lstrip())


_TWO = 2
_HEAD_BEHIND = re.compile(r"(?:universi|college|school|institut|academ)", re.IGNORECASE)
_UNIVERSITY = re.compile(r"universi|uniwersy|hochschule|politecnic|polytechni|[eé]cole", re.IGNORECASE)
_SYSTEMS = (
    "Alabama|Alaska|Arkansas|California|Colorado|Hawai[’'i]*|Houston|Illinois|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Missouri|"
    "Nebraska|Nevada|New Hampshire|North Carolina|South Carolina|Tennessee|Texas|Virginia|Washington|Wisconsin"
)
_CAMPUSES = (
    "Berkeley|Davis|Irvine|Los Angeles|Merced|Riverside|San Diego|San Francisco|Santa Barbara|Santa Cruz"
)
_CAMPUS = re.compile(
    rf"(?:The )?University of (?:(?:{_SYSTEMS})(?: at | ?[-–] ?)[A-Z][\w.]+(?: [A-Z][\w.]+){{0,2}}|California, (?:{_CAMPUSES}))|"
    r"(?:National|Indian) Institute of Technology ?[-–] ?[A-Z]\w+"
)
"""The town of a campus is a part of the name: "University of Texas at Austin"."""
_SHORT = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){1,3}High|(?:TU|TH|FH|HTW|HTWK|HAW|PH) [A-ZÄÖÜ][a-zäöüß-]{2,}(?: [A-ZÄÖÜ][a-zäöüß-]{2,})?"
)
"""Names cut short: "Quail Hills High", "TU Steinbrunn"."""
TOLD = re.compile(
    r"(?:awarded|selected|recognized|received|recipient|nominated|ranked|elected|graduated|member|participated|participant)\b",
    re.IGNORECASE,
)
"""What is told of somebody at a school."""
_SHORTEST = 3
_GENERIC = re.compile(
    r"(?:name of (?:the )?)?(?:board|college|university|institut(?:e|ion)|academy|organi[sz]ation|(?:(?:primary|elementary|secondary|high) )?school)(?: name)?"
    r"(?:(?: ?/ ?| (?:or|and) )(?:board|college|university|institut(?:e|ion)|organi[sz]ation|school)){0,2}|"
    r"classes? préparatoires?(?: aux grandes [ée]coles)?|(?:grandes )?[ée]coles?(?: d['’]ing[ée]nieure?s?| doctorale| de commerce)?(?: en [^\d,]{3,40})?",
    re.IGNORECASE,
)
"""The end of a name that was wrapped, the kind of a school without its name, or the head of a column of names."""
_LEAD = re.compile(
    r"(?:(?:(?:Name of )?(?:the )?(?:Institut(?:e|ion)|School|University|College)(?: Name)?)\s*:\s*|(?:(?:degree|diploma)\s+)?(?:from|at|in|of)\s+(?:the )?|@\s*|(?:\w+\s+){0,4}an der\s+)(?=[A-Z])"
)
_TAIL = re.compile(r"\s+(?:in|on|during|from)$")


def _parts(segment: Segment, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of comma pieces of a segment without the degrees in it, as spans of the text."""
    free: list[tuple[int, int]] = []
    at = segment.start
    for a, b in [
        *sorted(t for t in taken if t[0] < segment.end and t[1] > segment.start),
        (segment.end, segment.end),
    ]:
        if a > at:
            free.append((at, a))
        at = max(at, b)
    parts: list[tuple[int, int]] = []
    for start, end in free:
        edges = [start]
        for m in _COMMA_OR_FROM.finditer(segment.text, start - segment.start, end - segment.start):
            edges.append(segment.start + m.end())
        stops = [
            segment.start + m.start()
            for m in _COMMA_OR_FROM.finditer(segment.text, start - segment.start, end - segment.start)
        ] + [end]
        for first in range(min(len(edges), 6)):
            for last in range(first, min(len(edges), first + 3)):
                a, b = trim(
                    segment.text,
                    edges[first] - segment.start,
                    stops[last] - segment.start,
                    " \t\u00a0,.;:–—-()|/",
                )
                if a < b:
                    parts.append((segment.start + a, segment.start + b))
    return parts


_COMMA_OR_FROM = re.compile(
    r"\s*,\s*|\s(?:(?:from|at|@|am|an der|presso)\s+|@|à l['’]|presso l['’]|(?:à|en|presso) la\s+)(?=[A-ZÉÈ])"
)


_TRAINS = re.compile(
    r"\b(?:Center|Centre|Institute|Program)\s(?:for|of)\s(?:[A-Z&][\w&’'-]*\s(?:and\s|in\s)?){0,4}(?:Education|Training|Studies|Learning|Technology|Trades)\b|"
    r"\b(?:Career|Technical|Technology|Vocational|Skills|Learning|Education|Training|Apprenticeship)\s(?:(?:and|&)\s(?:Technical|Technology|Training)\s)?(?:Center|Centre|Campus|Trust)\b"
)
"""Schools of trades: "Example Center for Career and Technical Education", "Example Valley Career Center"."""


def is_school(text: str, judge: Judge) -> bool:
    """Is it the name of a school?"""
    return judge.k.school_likeness(text) >= SCHOOL or _TRAINS.search(text) is not None
