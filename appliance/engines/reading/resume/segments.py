"""A heading row of an entry cut into its pieces, each judged: title, employer, school or place?"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.resume.callings import LIKE_A_TITLE
from appliance.engines.reading.resume.dates import DateRange
from appliance.engines.reading.resume.judging import A_FIRM, CLEAR_TITLE, LEFT_OUT, Judge
from appliance.engines.reading.resume.placing import (
    COMMA,
    EDGE,
    SUFFIX,
    district,
    place_at_end,
    place_at_start,
)
from appliance.engines.reading.resume.rows import Row, trim

_HARD = re.compile(
    r"\t+|\s{3,}|\s*[|│┃∣•●·›▪◊♦¦]\s*|\s+[–—―~]\s*|\s*[–—―]\s+|\s+-{1,2}\s*(?=[^\W\d]|$|\()|-\s{2,}|\s*(?:\\x[0-9a-f]{2})+\s*|\s*//\s*|;\s+|\s+ï¼.?\s*|\s*â€[“”]\s*|\s*－\s*|\s*﹣\s*"
)
LABEL_LEFT_OUT = "left out"
"""The label of such a piece; it is set apart as places are."""
_AT = re.compile(r"\s+(?:(?:at|@|for|with|bei|chez|presso|en|à|hos|w)\s+|@)(?=[A-Z0-9])")
_SLASH = re.compile(r"\s+/\s+")
_NO_TITLE_OF_TWO = 0.4
"""A slash between two titles parts nothing ("Charge Nurse / Clinical Coordinator"), but where other entries have it before theirs."""
_OF_THE = re.compile(r"\s+(?:of|to|in|at) the\s+(?=[A-Z])(?!(?:Year|Season|Quarter|Month|Week)\b)")
_UNIT = re.compile(
    r"\b(?:Departments?|Divisions?|Sections?|Teams?|Committees?|Boards?|Units?|Branch|Council)\b",
    re.IGNORECASE,
)
"""What one may be the head of without its being the employer."""
_EDGE_KEEPING_PARENTHESES = ' \t\u00a0,;:|│┃∣•·●▪–—―-*_[]"“”'
_LENGTH = re.compile(
    r"[(\[]?\s*(?:~|approx\.?|about)?\s*\d{1,2}\+?\s*(?:years?|yrs?|y)\b\.?(?:[\s,]*(?:and\s+)?\d{1,2}\s*(?:months?|mos?|m)\b\.?)?\s*[)\]]?|"
    r"[(\[]?\s*\b\d{1,2}\s*(?:months?|mos|weeks?)\b\.?\s*[)\]]?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<title>(?:job |current )?(?:title|position(?: held)?|designation|role|job role|stelle|poste|puesto|cargo))\s*:\s*|"
    r"(?P<employer>(?:company|employer|organi[sz]ation|client|firm|company name|name of (?:the )?(?:company|organi[sz]ation|employer)|arbeitgeber|entreprise|empresa|azienda|instituição|institución|istituzione|établissement))\s*:\s*|"
    r"(?P<place>location|place|city|ort|lieu)\s*:\s*|(?P<dates>(?:dates?|duration|period|from|tenure|time period|zeitraum|período|periodo|période)(?: of employment)?\s*:?\s*$)",
    re.IGNORECASE,
)


_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z])")


_LOUD_LABEL = re.compile(
    r"(?:(?P<employer>ORGANI[SZ]ATION|COMPANY|EMPLOYER)|(?P<title>DESIGNATION|JOB TITLE))\s+(?=[A-Z][\w&.'’-])"
)
"""A single letter is the name itself: "COMPANY A"."""


_CELL_LABEL = re.compile(
    r"(?P<title>occupation or position held|(?:ausgeübter )?beruf oder funktion|fonction ou poste occupé|(?:profesión|puesto|trabajo) o (?:cargo|puesto)(?: desempeñado| ocupado)?s?|"
    r"(?:lavoro|funzione) o posizione(?: ricopert[oia])?|job title|position(?: held)?|designation|funktion|poste|puesto|cargo|posto|ruolo|qualifica|mansione)|"
    r"(?P<employer>(?:name|nombre|nom|nome) (?:and|und|y|et|e) (?:address|adresse|dirección|indirizzo)\b[^\t]*|employer|arbeitgeber|employeur|datore di lavoro|azienda)|"
    r"(?P<duties>(?:main activities and|wichtigste tätigkeiten und|principales activités et|(?:principales )?funciones y|(?:principali )?(?:attività|mansioni) e)\b[^\t]*|"
    r"(?:type of business|tätigkeitsbereich|type ou secteur|tipo de empresa|tipo di attività)\b[^\t]*)|"
    r"(?P<dates>dat[ae]s?|datum|period[eo]?|zeitraum|durata|duration)",
    re.IGNORECASE,
)
"""What stands in the cell before a value in forms with a line for each: those of the Europass, for one."""


def cell_label(text: str, start: int, end: int) -> str:
    """What the first cell of a row says of the second: ``title employer duties`` or ""."""
    label = _CELL_LABEL.match(text, start, end)
    if label is None:
        return ""
    colon = text[label.end() : label.end() + 1] == ":" and "," not in text[label.end() : end]
    behind = label.end() + colon
    return (label.lastgroup or "") if text[behind : behind + 1] == "\t" else ""


class Segment(NamedTuple):
    """A piece of a heading row. ``slot`` is (row offset from the date, number of the piece, pieces in that row).

    ``label`` says what a word before a colon calls it (``title employer place`` or ""). ``split`` counts the soft
    cuts (commas) made to get it.
    """

    start: int
    end: int
    text: str
    slot: tuple[int, int, int]
    place: bool
    label: str
    split: bool
    bold: bool


_CLIENT = re.compile(r"\(\s*(?:end[ -]?)?clients?\s*[:–-][^()\n]{1,80}\)", re.IGNORECASE)
"""For whom the employer did the work: "Fabrikam Consulting (Client: Contoso)"."""


ASIDE_IN_SMALL_LETTERS = re.compile(r"(?<=\w) \([a-z][^()]{20,90}\)")
"""What is told in small letters beside a heading: "Counsellor (canoes and climbing wall specialist)"."""
LONG_ASIDE = re.compile(r"\((?=[^()\n]{30,160}\))[^() \n]{1,40}(?: [^() \n]{1,40}){5,30}\)")
"""What is told of a position in brackets: six words or more."""


def remainders(
    text: str,
    row: Row,
    ranges: tuple[DateRange, ...],
    *,
    joined: bool = False,
    besides: tuple[tuple[int, int], ...] = (),
) -> list[tuple[int, int]]:
    """The row without its dates, without lengths such as "(2 yrs 3 mos)" and without what is told in long brackets."""
    spans, at = [], row.start
    holes = list(besides)
    holes += [(row.start + r.start, row.start + r.end) for r in ranges]
    holes += [m.span() for m in _LENGTH.finditer(text, row.start, row.end)]
    if "(" in row.text:
        holes += [m.span() for m in _CLIENT.finditer(text, row.start, row.end)]
        asides = () if joined else LONG_ASIDE.finditer(text, row.start, row.end)
        holes += [m.span() for m in asides if m.start() > row.start]
    for start, end in sorted(holes):
        if start >= at:
            spans.append((at, start))
        at = max(at, end)
    spans.append((at, row.end))
    return [
        (a, b) for a, b in (_trimmed(text, a, b) for a, b in spans) if a < b and text[a:b].strip("()[]., ")
    ]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without decoration, but with the bracket that closes one inside: "Officer (Captain)"."""
    a, b = trim(text, start, end, EDGE)
    whole = text[a:b].count("(") > text[a:b].count(")") and text[b : b + 1] == ")" and b < end
    return a, b + whole


def pieces(
    text: str, row: Row, offset: int, judge: Judge, ranges: tuple[DateRange, ...] = ()
) -> list[Segment]:
    """The pieces of a heading row between hard separators, places set apart."""
    spans: list[tuple[int, int]] = []
    bracketed = "(" in row.text and (
        _CLIENT.search(text, row.start, row.end) or LONG_ASIDE.search(text, row.start + 1, row.end)
    )
    besides = _besides(text, row, judge)
    if ranges or bracketed or besides:
        rests = remainders(text, row, ranges, joined=judge.joined, besides=besides)
    else:
        rests = [(row.start, row.end)]
    for start, end in rests:
        spans += [part for a, b in _hard(text, start, end) for part in _slashed(text, a, b, judge)]
    found: list[tuple[int, int, bool, str]] = []
    told = cell_label(text, row.start, row.end)
    for left, end in spans[1:] if told else spans:
        numbered = _NUMBER.match(text, left, end)
        start = numbered.end() if numbered else left
        label = _LABEL.match(text, start, end) or _LOUD_LABEL.match(text, start, end)
        name = (label.lastgroup or "") if label else told
        if name in {"dates", "duties"}:
            continue
        begin, stop = trim(text, label.end() if label else start, end, _EDGE_KEEPING_PARENTHESES)
        begin, stop = _balanced(text, begin, stop)
        led = _LED.match(text, begin, stop)
        begin = led.end() if led else begin
        if begin >= stop:
            continue
        if name == "place" or judge.place(text[begin:stop]):
            found.append((begin, stop, True, name))
            continue
        fore = place_at_start(text, begin, stop, judge)
        if fore > begin:
            found.append((*trim(text, begin, fore, EDGE), True, ""))
            begin = fore
        cut = place_at_end(text, begin, stop, judge)
        firm = _end_of_firm(text, begin, cut, judge)
        found.append((begin, firm, cut < stop and district(text, begin, cut, found, judge), name))
        if cut < stop:
            a, b = trim(text, cut, stop, EDGE)
            if a < b:
                found.append((a, b, True, ""))
    found += [(m.start(), m.end(), True, LABEL_LEFT_OUT) for m in LEFT_OUT.finditer(text, row.start, row.end)]
    named = [f for f in found if not f[2]]
    return [
        Segment(a, b, text[a:b], (offset, named.index((a, b, place, name)) if not place else -1, len(named)), place, name, split=False, bold=row.bold)
        for a, b, place, name in found
    ]  # fmt: skip


def _end_of_firm(text: str, start: int, end: int, judge: Judge) -> int:
    """Where what a firm does begins behind its name: "Fabrikam AG, Startup mit einer Lösung für Praxen"; or ``end``."""
    told = _FIRM_FIRST.match(text, start, end) if text.find(", ", start, end) >= 0 else None
    if told is None or judge.joined or judge.employer(text[start:end]) >= A_FIRM:
        return end
    return end if judge.title(text[told.end() : end]) >= LIKE_A_TITLE else told.end("firm")


_FIRM_FIRST = re.compile(
    r"(?P<firm>[^\W_][^,\n]{0,40} (?:GmbH|AG|Inc|LLC|Ltd|KG|SE|S\.?A|SAS|SARL|SpA|S\.p\.A|S\.r\.l|Srl|BV|AB|Oy|ApS|Sp\. z o\.o)\.?), (?=[^,\n]+ [^,\n]+ [^,\n])"
)


def _besides(text: str, row: Row, judge: Judge) -> tuple[tuple[int, int], ...]:
    """What is said aside in square brackets behind the rest: "[part time – remote]"."""
    if judge.joined or "[" not in row.text:
        return ()
    found = [m.span() for m in _SQUARE.finditer(text, row.start + 1, row.end)]
    return tuple((a, b) for a, b in found if judge.title(text[a + 1 : b - 1]) < CLEAR_TITLE)


_LED = re.compile(r"(?:à|chez|bei|presso)\s+(?=[A-Z])")
"""Before an employer in a piece of its own: "Analyst    chez Fabrikam"."""
_SQUARE = re.compile(r"\[[^\[\]\n]{2,50}\]")


def _hard(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], start
    cuts = [m.span() for m in (*LEFT_OUT.finditer(text, start, end), *_HARD.finditer(text, start, end))]
    for left, right in sorted(cuts):
        if left >= at:
            spans.append((at, left))
        at = max(at, right)
    spans.append((at, end))
    return [(a, b) for a, b in (trim(text, a, b, _EDGE_KEEPING_PARENTHESES) for a, b in spans) if a < b]


def _slashed(text: str, start: int, end: int, judge: Judge) -> list[tuple[int, int]]:
    """A piece cut at its slashes where they part different things: "Sous Chef / The Copper Pot / Austin, TX /"."""
    cuts = list(_SLASH.finditer(text, start, end))
    open_end = text[start:end].endswith(" /")
    if len(cuts) + open_end < _TWO:
        return [(start, end)]
    edges = [start, *[m.end() for m in cuts]]
    stops = [*[m.start() for m in cuts], end - 2 if open_end else end]
    parts = [trim(text, a, b, _EDGE_KEEPING_PARENTHESES) for a, b in zip(edges, stops, strict=True)]
    titles = sum(judge.title(text[a:b]) >= _NO_TITLE_OF_TWO for a, b in parts)
    return [(a, b) for a, b in parts if a < b] if titles == 1 else [(start, end)]


_TWO = 2


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if piece.startswith("(") and (piece.endswith(")") or ")" not in piece):
        return trim(text, start, end, EDGE)
    if piece.endswith(")") and "(" not in piece:
        return trim(text, start, end, EDGE)
    if piece.endswith("(") or (piece.count("(") > piece.count(")") and piece.rfind("(") > len(piece) - 3):
        return trim(text, start, end, EDGE)
    return start, end


def soft_cuts(segment: Segment, judge: Judge) -> list[tuple[Segment, Segment, float]]:
    """The ways to read one piece as two ("Acme, Engineer"; "Engineer at Acme"), each with what the cut costs."""
    cuts: list[tuple[Segment, Segment, float]] = []
    for m in _AT.finditer(segment.text):
        cost = 0.05 if m.group().strip() in {"at", "@", "bei", "chez"} else 0.35
        cuts.append((*_cut(segment, m), cost))
    for m in _OF_THE.finditer(segment.text):
        whole = segment.text[m.end() :]
        if (
            not _UNIT.search(whole)
            and judge.employer(whole) >= A_FIRM
            and judge.title(segment.text[: m.start()]) >= CLEAR_TITLE
        ):
            cuts.append((*_cut(segment, m), 0.35))
    for number, m in enumerate(list(COMMA.finditer(segment.text))[:4]):
        rest = segment.text[m.end() :]
        before = segment.text[: m.start()]
        if before.count("(") > before.count(")"):
            continue  # inside brackets
        if m.start() == 0 or not rest or SUFFIX.match(rest.partition(",")[0]):
            continue
        # a name may have commas of its own: "Partner, Marsh, Pine & Lowe LLP"
        cuts.append((*_without_place(*_cut(segment, m), judge), 0.2 + 0.02 * number))
    for m in list(_SLASH.finditer(segment.text))[:2]:
        left, right = _cut(segment, m)
        one, other = sorted((judge.title(left.text), judge.title(right.text)))
        if other >= CLEAR_TITLE and (one < _NO_TITLE_OF_TWO or not judge.joined):
            cuts.append((left, right, 0.1 if one < _NO_TITLE_OF_TWO else 0.45))
    cuts += _told_behind(segment, judge)
    glued = None if cuts else _glued(segment, judge)
    return [*cuts, glued] if glued else cuts


def _told_behind(segment: Segment, judge: Judge) -> list[tuple[Segment, Segment, float]]:
    """An employer before a colon ("Harrow Valley Hospital: Staff Nurse") or behind it, or in brackets behind the title."""
    cuts: list[tuple[Segment, Segment, float]] = []
    colon = _COLON.search(segment.text)
    if colon is not None:
        left, right = _cut(segment, colon)
        behind = judge.calling(right.text) >= LIKE_A_TITLE > judge.title(left.text)
        if behind or (judge.title(left.text) >= CLEAR_TITLE and judge.employer(right.text) >= A_FIRM):
            cuts.append((left, right, 0.1))
    brackets = _BRACKETS_BEHIND.search(segment.text)
    placed = None if judge.joined or "(" not in segment.text else _BRACKETS_WITH_PLACE.search(segment.text)
    if placed is not None and judge.place(placed["place"]) and not judge.place(placed.group().strip(" ()")):
        brackets = placed
    if brackets is not None and (brackets is placed or judge.employer(brackets["name"]) >= A_FIRM):
        left, right = _cut(segment, brackets)
        right = right._replace(
            start=segment.start + brackets.start("name"),
            end=segment.start + brackets.end("name"),
            text=brackets["name"],
        )
        if judge.title(left.text) >= CLEAR_TITLE > judge.title(right.text):
            cuts.append((left, right, 0.1))
    return cuts


_COLON = re.compile(r"(?<=[\w).]):\s+(?=[A-Z])")
_BRACKETS_BEHIND = re.compile(r"\s+\((?P<name>[^()]{3,60})\)$")

_BRACKETS_WITH_PLACE = re.compile(r"\s*\((?P<name>[^(),]{2,60}), (?P<place>[^()]{2,40})\)")
"""An employer and its town behind a title, whatever is told after them: "Gardener (Northwind Parks, Salem) In the rose garden"."""


def _without_place(left: Segment, right: Segment, judge: Judge) -> tuple[Segment, Segment]:
    """What is left and right of the place between them: "Acme LLP, Baltimore, MD, Associate"."""
    commas = [m.span() for m in COMMA.finditer(right.text)][:2]
    for stop, after in reversed(commas):
        if judge.place(right.text[:stop]) and after < len(right.text):
            return left, right._replace(start=right.start + after, text=right.text[after:])
    return left, right


def _glued(segment: Segment, judge: Judge) -> tuple[Segment, Segment, float] | None:
    """A known title with a name right behind it: "Fitness Consultant Acme"."""
    head = judge.title_head(segment.text)
    behind = _NAME_BEHIND.match(segment.text, head.end) if head else None
    rest = segment.text[behind.end() :] if behind else ""
    again = judge.title_head(rest) if rest else None
    if behind is None or judge.title(rest) >= CLEAR_TITLE or (again is not None and not again.start):
        return None
    named = judge.skills(rest) if " " in rest else []
    if len(named) == 1 and (named[0].start, named[0].end) == (0, len(rest)):
        return None  # a field of the title: "Working Student Software Engineering"
    return (*_cut(segment, behind), 0.3)


_NAME_BEHIND = re.compile(
    r"\s+(?=[A-Z][\w&.'’-]+(?:\s|$))(?!(?:II|III|IV|I|V|Of|And|For|In|At)\b)(?!(?:Full|Back|Front)(?:[ -]?[Ss]tack|[ -]?[Ee]nd)\b)"
)


def _cut(segment: Segment, m: re.Match[str]) -> tuple[Segment, Segment]:
    row, piece, count = segment.slot
    left = segment._replace(
        end=segment.start + m.start(),
        text=segment.text[: m.start()],
        slot=(row, 10 + piece, count),
        split=True,
    )
    right = segment._replace(
        start=segment.start + m.end(), text=segment.text[m.end() :], slot=(row, 20 + piece, count), split=True
    )
    return left, right
