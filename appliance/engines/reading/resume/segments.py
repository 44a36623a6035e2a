"""A heading row of an entry cut into its pieces, each judged: title, employer, school or place?"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.resume.dates import DateRange
from appliance.engines.reading.resume.rows import Row, trim

_HARD = re.compile(
    r"\t+|\s{3,}|\s*[|•●·›▪◊♦¦]\s*|\s+[–—―~]\s*|\s*[–—―]\s+|\s+-{1,2}\s*(?=[^\W\d]|$|\()|-\s{2,}|\s*(?:\\x[0-9a-f]{2})+\s*|\s*//\s*|;\s+|\s+ï¼.?\s*|\s*â€[“”]\s*|\s*－\s*|\s*﹣\s*"
)
_LEFT_OUT = re.compile(
    r"\bCompany Name\b(?!\s*:)(?:(?:\W|â|ï¼){1,8}City\b)?(?:(?:\W|â|ï¼){1,8}State\b)?|\bCity\s*,\s*State(?:\s*,\s*Country)?\b(?!\s+of\b)"
)
"""What stands where a name was taken out of a résumé before it was handed on: no employer, no place, no part of a title."""
LEFT_OUT = "left out"
"""The label of such a piece; it is set apart as places are."""
_AT = re.compile(r"\s+(?:at|@|for|with|bei|chez|presso|en|hos|w)\s+(?=[A-Z0-9])")
_COMMA = re.compile(r"\s*,\s*")
_SUFFIX = re.compile(
    r"(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|co|plc|gmbh|ag|sa|s\.a|pvt|jr|sr|ph\.?d|lp|llp|pc|pllc|na|n\.a|the|bv|b\.v|oy|ab|spa|s\.p\.a|srl|kg|pty|usa)\b[.)]*(?:\s+ltd\.?)?$",
    re.IGNORECASE,
)
_EDGE = ' \t\u00a0,;:|•·●▪–—―-*_()[]"“”'
_EDGE_KEEPING_PARENTHESES = ' \t\u00a0,;:|•·●▪–—―-*_[]"“”'
_LENGTH = re.compile(
    r"[(\[]?\s*(?:~|approx\.?|about)?\s*\d{1,2}\+?\s*(?:years?|yrs?|y)\b\.?(?:[\s,]*(?:and\s+)?\d{1,2}\s*(?:months?|mos?|m)\b\.?)?\s*[)\]]?|"
    r"[(\[]?\s*\b\d{1,2}\s*(?:months?|mos|weeks?)\b\.?\s*[)\]]?",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:[A-Z][\w.'’-]+(?:\s[A-Z(][\w.'’)-]+){0,3},\s*)?(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|ON|BC|QC|AB|NS|UK|USA?|UAE)\.?(?:\s+\d{5}(?:-\d{4})?)?(?:,?\s*U\.?S\.?A?\.?)?$|"
    r"remote(?:\s*\(.*\))?$|city\s*,\s*state(?:\s*,\s*country)?$|(?:hybrid|on-?site|work from home|home office)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<title>(?:job |current )?(?:title|position(?: held)?|designation|role|job role|stelle|poste|puesto|cargo))\s*:\s*|"
    r"(?P<employer>(?:company|employer|organi[sz]ation|client|firm|company name|name of (?:the )?(?:company|organi[sz]ation|employer)|arbeitgeber|entreprise|empresa|azienda))\s*:\s*|"
    r"(?P<place>location|place|city|ort|lieu)\s*:\s*|(?P<dates>(?:dates?|duration|period|from|tenure|time period|zeitraum)(?: of employment)?\s*:?\s*$)",
    re.IGNORECASE,
)


SEAT = re.compile(r"\b(?:sub)?committees?\b|\bwork(?:ing )?groups?\b|\btask ?forces?\b", re.IGNORECASE)
"""What one sits on beside one's work."""
_NO_EMPLOYER = re.compile(
    rf"{SEAT.pattern}|"
    r"^(?:M\.?A|M\.?S|M\.?Ed|M\.?B\.?A|B\.?A|B\.?S|Ph\.?\s?D|Ed\.?D|Associate|Bachelor|Master|Doctor|majors?|minors?)\b\.?\s*(?:,|in\b|of\b)|\bcertified\b|"
    r"^(?:(?:student|board|committee|founding|active|voting) )?(?:member|chair(?:person|man|woman)?|co-?chair)\b|"
    r"^(?:present|current|now|ongoing|continued|cont(?:'?d)?|company name|(?:city|state|country)(?:\s*,\s*(?:state|country))*|employer|association|society|hono[u]?rs?(?: roll| society)?)\W*$",
    re.IGNORECASE,
)
"""Seats held beside one's work, words that stand for a date or for the name left out."""
_NO_TITLE = re.compile(
    r"^(?:[A-Z][\w.&-]* ){0,4}(?:Society|Association|Institute|Institution|Faculty|University|College|Academy|Council) (?:of|for)\b|"
    r"^(?:Associate|Bachelor|Master|Doctor|Diploma|Certificate)s?(?:'s)? (?:of|in) (?!.*\b(?:Program|Store|Ceremon))[A-Z]|"
    r"^(?:BA|BS|BSc|B\.A\.|B\.S\.|MA|MS|MSc|M\.A\.|M\.S\.|MBA|Ph\.?D\.?)(?: in)? [A-Z]|^(?:majors?|minors?) in\b|"
    r"^(?:honou?rs?|honou?r roll|member(?! (?:of (?:the )?)?(?:technical|scientific|research|staff)))\b",
    re.IGNORECASE,
)
"""Bodies of a profession, degrees and honours, in which a word of a title may stand."""
_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=[A-Z])")


_A_FIRM = 0.7
_STATE_CODE = 2
_LONGEST_PLACE = 60
_MOST_PLACE_SPACES = 7


_LOUD_LABEL = re.compile(
    r"(?:(?P<employer>ORGANI[SZ]ATION|COMPANY|EMPLOYER)|(?P<title>DESIGNATION|JOB TITLE))\s+(?=[A-Z])"
)


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


class Judge:
    """Likeness of pieces, asked once for each text of a document."""

    def __init__(self, k: Knowledge) -> None:
        self.k = k
        self._titles: dict[str, float] = {}
        self._employers: dict[str, float] = {}
        self._places: dict[str, bool] = {}

    def title(self, text: str) -> float:
        """0..1: is it a job title?"""
        if text not in self._titles:
            self._titles[text] = 0.0 if _NO_TITLE.search(text) else self.k.title_likeness(text)
        return self._titles[text]

    def employer(self, text: str) -> float:
        """0..1: is it the name of an employer?"""
        if text not in self._employers:
            self._employers[text] = 0.0 if _NO_EMPLOYER.search(text) else self.k.employer_likeness(text)
        return self._employers[text]

    def place(self, text: str) -> bool:
        """Is all of it a place?"""
        if text not in self._places:
            left_out = _LEFT_OUT.match(text) is not None and not _LEFT_OUT.sub("", text).strip(" ,–—-â€“”ï¼")
            self._places[text] = left_out or self._written_as_place(text) or self._located(text)
        return self._places[text]

    def _written_as_place(self, text: str) -> bool:
        """A town, known or not, before a state; "Example Systems, MA" is an employer before one."""
        if not _PLACE.fullmatch(text):
            return False
        town, comma, _ = text.partition(",")
        return not comma or bool(self.k.find_locations(text)) or self.k.employer_likeness(town) < _A_FIRM

    def region(self, text: str) -> bool:
        """Is it a state or a country, so that a town may stand before it?"""
        if "," in text:
            return False
        found = self.k.find_locations(text)
        return (len(text) == _STATE_CODE and text.isupper()) or (bool(found) and "," not in found[0].name)

    def _located(self, text: str) -> bool:
        if len(text) > _LONGEST_PLACE or text.count(" ") > _MOST_PLACE_SPACES or not text[:1].isupper():
            return False
        covered = sum(p.end - p.start for p in self.k.find_locations(text))
        return (
            covered > 0
            and covered >= len(re.sub(r"[\s,()/&.-]|\b(?:and|or|area|greater|metro)\b", "", text)) * 0.85
        )


def remainders(text: str, row: Row, ranges: tuple[DateRange, ...]) -> list[tuple[int, int]]:
    """The row without its dates and without lengths such as "(2 yrs 3 mos)"."""
    spans, at = [], row.start
    holes = [(row.start + r.start, row.start + r.end) for r in ranges]
    holes += [m.span() for m in _LENGTH.finditer(text, row.start, row.end)]
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
    a, b = trim(text, start, end, _EDGE)
    whole = text[a:b].count("(") > text[a:b].count(")") and text[b : b + 1] == ")" and b < end
    return a, b + whole


def pieces(
    text: str, row: Row, offset: int, judge: Judge, ranges: tuple[DateRange, ...] = ()
) -> list[Segment]:
    """The pieces of a heading row between hard separators, places set apart."""
    spans: list[tuple[int, int]] = []
    for start, end in remainders(text, row, ranges) if ranges else [(row.start, row.end)]:
        spans += _hard(text, start, end)
    found: list[tuple[int, int, bool, str]] = []
    for left, end in spans:
        numbered = _NUMBER.match(text, left, end)
        start = numbered.end() if numbered else left
        label = _LABEL.match(text, start, end) or _LOUD_LABEL.match(text, start, end)
        name = (label.lastgroup or "") if label else ""
        if name == "dates":
            continue
        begin, stop = trim(text, label.end() if label else start, end, _EDGE_KEEPING_PARENTHESES)
        begin, stop = _balanced(text, begin, stop)
        if begin >= stop:
            continue
        if name == "place" or judge.place(text[begin:stop]):
            found.append((begin, stop, True, name))
            continue
        fore = _place_at_start(text, begin, stop, judge)
        if fore > begin:
            found.append((*trim(text, begin, fore, _EDGE), True, ""))
            begin = fore
        cut = _place_at_end(text, begin, stop, judge)
        found.append((begin, cut, False, name))
        if cut < stop:
            a, b = trim(text, cut, stop, _EDGE)
            if a < b:
                found.append((a, b, True, ""))
    found += [(m.start(), m.end(), True, LEFT_OUT) for m in _LEFT_OUT.finditer(text, row.start, row.end)]
    whole = [f for f in found if not f[2]]
    return [
        Segment(a, b, text[a:b], (offset, whole.index((a, b, place, name)) if not place else -1, len(whole)), place, name, split=False, bold=row.bold)
        for a, b, place, name in found
    ]  # fmt: skip


def _hard(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans, at = [], start
    cuts = [m.span() for m in (*_LEFT_OUT.finditer(text, start, end), *_HARD.finditer(text, start, end))]
    for left, right in sorted(cuts):
        if left >= at:
            spans.append((at, left))
        at = max(at, right)
    spans.append((at, end))
    return [(a, b) for a, b in (trim(text, a, b, _EDGE_KEEPING_PARENTHESES) for a, b in spans) if a < b]


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    if piece.startswith("(") and (piece.endswith(")") or ")" not in piece):
        return trim(text, start, end, _EDGE)
    if piece.endswith(")") and "(" not in piece:
        return trim(text, start, end, _EDGE)
    if piece.endswith("(") or (piece.count("(") > piece.count(")") and piece.rfind("(") > len(piece) - 3):
        return trim(text, start, end, _EDGE)
    return start, end


def _place_at_end(text: str, start: int, end: int, judge: Judge) -> int:
    """Where the name of a place at the end of a piece begins, or ``end``."""
    legal = _LEGAL_THEN_PLACE.search(text, start, end)
    if legal:
        return legal.start("place")
    commas: list[re.Match[str]] = list(_COMMA.finditer(text, start, end))
    for number, m in enumerate(commas):
        tail = text[m.end() : end].strip(" .")
        if number < len(commas) - 3 or not tail or not judge.place(tail) or _SUFFIX.fullmatch(tail):
            continue
        town = commas[number - 1] if number and judge.region(tail) else m
        if town is not m and town.start() > start and _unknown_town(text[town.end() : m.start()], judge):
            return town.start()
        return m.start()
    places = judge.k.find_locations(text[start:end])
    last = places[-1] if places else None
    if last and start + last.end >= end - 1 and last.start > 2 and "," in text[start + last.start : end]:
        before = text[start : start + last.start].rstrip()
        if before and not re.search(r"\b(?:of|at|in|de|für|for|the|and|&)$", before, re.IGNORECASE):
            return start + len(before)
    return end


_LEGAL_THEN_PLACE = re.compile(
    r"\b(?:GmbH|AG|Inc|LLC|LLP|Ltd|Limited|Corp|PLC|plc|S\.?A|SE|KG|BV|AB|Oy|SpA|S\.p\.A|SARL|Pty|Sp\. z o\.o)\.?(?P<place>\s*,\s*[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,2}(?:,\s*[A-Z][\w.]+(?: [A-Z]\w+)?)?)$"
)
_TOWN = re.compile(r"[A-Z][^\W\d_.]+(?:[ -](?:[a-z]{2,3} )?[A-Z][^\W\d_]+){0,2}")


def _unknown_town(written: str, judge: Judge) -> bool:
    """A town no gazetteer knows, between an employer and its state or country."""
    return bool(_TOWN.fullmatch(written)) and judge.employer(written) < 0.45 and judge.title(written) < 0.3


def _place_at_start(text: str, start: int, end: int, judge: Judge) -> int:
    """Where a title or employer glued behind a place begins ("City, State Driver"), or ``start``."""
    named = _PLACEHOLDER.match(text, start, end)
    if named:
        return named.end()
    places = judge.k.find_locations(text[start:end])
    if not places or places[0].start or "," not in text[start : start + places[0].end]:
        return start
    rest = start + places[0].end
    while rest < end and text[rest] in _EDGE:
        rest += 1
    return rest if judge.title(text[rest:end]) >= _CLEAR_TITLE else start


_PLACEHOLDER = re.compile(r"city\s*,\s*state(?:\s*,\s*country)?\s+(?=\w)", re.IGNORECASE)
_CLEAR_TITLE = 0.55


def soft_cuts(segment: Segment, judge: Judge) -> list[tuple[Segment, Segment, float]]:
    """The ways to read one piece as two ("Acme, Engineer"; "Engineer at Acme"), each with what the cut costs."""
    cuts: list[tuple[Segment, Segment, float]] = []
    for m in _AT.finditer(segment.text):
        cost = 0.05 if m.group().strip() in {"at", "@", "bei", "chez"} else 0.35
        cuts.append((*_cut(segment, m), cost))
    for m in list(_COMMA.finditer(segment.text))[:4]:
        rest = segment.text[m.end() :]
        if m.start() == 0 or not rest or _SUFFIX.match(rest.partition(",")[0]):
            continue
        cuts.append((*_cut(segment, m), 0.2))
    glued = None if cuts else _glued(segment, judge)
    return [*cuts, glued] if glued else cuts


def _glued(segment: Segment, judge: Judge) -> tuple[Segment, Segment, float] | None:
    """A known title with a name right behind it: "Fitness Consultant Acme"."""
    head = judge.k.title_head(segment.text)
    behind = _NAME_BEHIND.match(segment.text, head.end) if head else None
    if behind is None or judge.title(segment.text[behind.end() :]) >= _CLEAR_TITLE:
        return None
    return (*_cut(segment, behind), 0.3)


_NAME_BEHIND = re.compile(r"\s+(?=[A-Z][\w&.'’-]+(?:\s|$))(?!(?:II|III|IV|I|V|Of|And|For|In|At)\b)")


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
