"""Dates and date ranges as résumés write them. A date keeps its precision: ``2019`` never becomes ``2019-01``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal, NamedTuple

from appliance.engines.knowledge import MONTHS
from appliance.foundation.kernel.text import fold

PRESENT = "present"
_SEASONS = (
    "springs?|summers?|falls?|autumns?|winters?|fruhjahr|fruhling|sommer|herbst|printemps|ete|automne|hiver|verano|otono|primavera|invierno|estate|"
    "autunno|inverno|q[1-4]|early|mid|late|end of|ws|ss|semester|trimester|michaelmas|hilary"
)
_NOW = (
    r"present|current(?:ly)?|now|to[ -]?day|to[ -]?date|till[ -]?date|til[ -]?date|till now|until now|date|on[ -]?going|continu(?:ing|ed)|heute|aktuell|laufend|"
    r"jetzt|aujourd['’]?hui|actuel(?:lement)?|ce jour|en cours|presente?|actual(?:idad|mente|e)?|hoy|ahora|la fecha|fecha|oggi|attuale|in corso|"
    r"heden|nu|nuvarande|idag|atual(?:mente)?|hoje|obecnie|nadal|teraz|dzis|do chwili obecnej"
)
_SEPARATOR = re.compile(
    r"\s*(?:[-–—―‒−~→➔➜➝⟶⇒/]+|->|to|till?|until?l?|through|thru|bis|à|au|a|al|até|ao|hasta|tot|t/m|do|till och med|–\s*to|(?:\\x[0-9a-f]{2})+|â€“|â€”|�)\s*"
    r"(?:the\s+|till\s+|until\s+|[àa]\s+(?:la\s+)?|la\s+)?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d\d")
_BARE = re.compile(r"[\s,]*")
_ONWARD = re.compile(r"\s*(?:onwards?|[-–—]\s*(?=$|[)\]|])|\+)", re.IGNORECASE)
_SINCE = re.compile(r"(?:since|seit|depuis|desde|dal|sinds|od)\s+$", re.IGNORECASE)
_OLDEST, _NEWEST = 1945, 2100


class Point(NamedTuple):
    """One date at ``[start, end)``. ``month`` 0 = not said; ``year`` 0 = only a month is written; ``now`` = "present"."""

    start: int
    end: int
    year: int
    month: int
    now: bool
    short: bool

    @property
    def written(self) -> str:
        """``YYYY``, ``YYYY-MM`` or ``present``."""
        return PRESENT if self.now else dated(self.year, self.month)


class DateRange(NamedTuple):
    """From ``first`` to ``last`` (a date, ``present``, or "" when only one date is written)."""

    start: int
    end: int
    first: str
    last: str


def dated(year: int, month: int) -> str:
    """``YYYY-MM``, or ``YYYY`` where the month is 0."""
    return f"{year:04d}-{month:02d}" if month else f"{year:04d}"


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(MONTHS, key=len, reverse=True)
    month = rf"(?:{'|'.join(map(re.escape, names))})\.?"
    year = r"(?:19|20)\d\d"
    words = (*names, *_SEASONS.split("|"), *_NOW.split("|"))
    # a word that begins like none of them is passed over at once, not after a look for each
    begins = "|".join(sorted({word[:2] for word in words if word[:2].isalpha()} | {r"q\d"}))
    return re.compile(
        rf"(?<![\w/.$€£#%])(?=\d|{begins})(?:"
        rf"(?P<iso>{year})[-/.](?P<isom>0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?![\d])"
        rf"|(?:(?P<day>0?[1-9]|[12]\d|3[01])[/.-])?(?P<num>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<numy>{year})(?!\d)"
        rf"|(?P<us>0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])/(?P<usy>{year})(?!\d)"
        rf"|(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?\s*(?:of\s+)?[-\s])?(?P<name>{month})(?:\s+(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?:\s*,|(?=\s{year}(?!\d))))?"
        rf"\s*(?:[-,/'’`´.]|de|of|di)?\s*[’'`´]?(?P<namey>{year}|(?<=[-'’`´,\s.])\d\d(?![:%/]|,\d|\.\d|(?:st|nd|rd|th)?\s+{month}\s*{year}))(?!\d)"
        rf"|(?:(?:{_SEASONS})(?:\s+(?:of|de))?[\s,'’]*)(?P<seay>{year})(?!\d)"
        rf"|(?P<lead>{year})[\s,./-]{{1,2}}(?P<after>{month})(?!\w|[\s,.'’]*\d)"
        rf"|(?P<year>{year})(?![\d%+]|,\d|\.\d)"
        rf"|(?P<sm>0?[1-9]|1[0-2])/(?P<smy>\d\d)(?![\d/])"
        rf"|(?P<now>{_NOW})(?!\w)"
        rf"|(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s)?(?P<only>{month})(?![\w])(?:\s(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?=\s?[-–—]))?"
        rf")",
        re.IGNORECASE,
    )


_NOW_AFTER_YEAR = re.compile(rf"(?:{_NOW})(?!\w)", re.IGNORECASE)
_YEAR_TAIL = re.compile(r"\s*[-–—/]\s*(\d\d)(?![\d/.-])")
_YEAR_GLUED = re.compile(r"\s*[-–—]\s*(\d\d)(?=\s*(?:$|[,;)|]))")


def unaccented(text: str) -> str:
    """The same number of characters without accents: ``"März"`` → ``"Marz"``."""
    return text if text.isascii() else _ACCENTED.sub(_first_letter, text)


_ACCENTED = re.compile(r"[^\x00-\x7f]")


def _first_letter(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFD", found.group())[0]


DateOrder = Literal["", "month", "day"]
"""What the first number of ``03/04/2019`` is in this document; "" = nobody knows."""
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)")


def date_order(text: str) -> DateOrder:
    """Decided by a date that can be read in one way only, or by days that are always the first of the month."""
    pairs = [(int(m[1]), int(m[2])) for m in _SLASHED.finditer(text)]
    if any(b > 12 for _, b in pairs):
        return "" if any(a > 12 for a, _ in pairs) else "month"
    if any(a > 12 for a, _ in pairs):
        return "day"
    firsts, seconds = {a for a, _ in pairs}, {b for _, b in pairs}
    if len(pairs) > 2 and seconds == {1} and len(firsts) > 1:
        return "month"
    return "day" if len(pairs) > 2 and firsts == {1} and len(seconds) > 1 else ""


def find_points(text: str, order: DateOrder = "") -> list[Point]:
    """Every date in ``text``, left to right; month names alone and two-digit years only mean something in a range."""
    points = []
    text = unaccented(text)
    for m in _pattern().finditer(text):
        point = _point(m, order)
        if point is not None:
            points.append(point)
            glued = _NOW_AFTER_YEAR.match(text, m.end())
            if glued and point.year and text[m.end() - 1].isdigit():
                points.append(Point(glued.start(), glued.end(), 0, 0, now=True, short=False))
    return points


def _point(m: re.Match[str], order: DateOrder) -> Point | None:
    kind = m.lastgroup or ""
    year, month, short = 0, 0, False
    if m["now"]:
        return Point(m.start(), m.end(), 0, 0, now=True, short=False)
    if m["iso"]:
        year, month = int(m["iso"]), int(m["isom"])
    elif m["numy"]:
        year, month = int(m["numy"]), int(m["num"])
        if m["day"] and int(m["day"]) <= 12 and m["day"] != m["num"] and "/" in m.group():
            # 03/04/2019: March or April, unless the document says
            month = int(m["day"]) if order == "month" else month if order == "day" else 0
    elif m["usy"]:
        year, month = int(m["usy"]), int(m["us"])
    elif m["namey"]:
        month = _month(m["name"])
        year = _full_year(m["namey"])
        short = len(m["namey"]) == 2
    elif m["lead"]:
        # "2022 Jan."; in small letters "may" is mostly no month
        if not m["after"][0].isupper():
            return Point(m.start(), m.end("lead"), int(m["lead"]), 0, now=False, short=False)
        year, month = int(m["lead"]), _month(m["after"])
    elif m["seay"]:
        year = int(m["seay"])
    elif m["year"]:
        year = int(m["year"])
    elif m["smy"]:
        year, month, short = _full_year(m["smy"]), int(m["sm"]), True
    elif kind == "only":
        month = _month(m["only"])
        return Point(m.start(), m.end(), 0, month, now=False, short=True) if month else None
    if not _OLDEST <= year <= _NEWEST:
        return None
    return Point(m.start(), m.end(), year, month, now=False, short=short)


def _month(name: str) -> int:
    return MONTHS.get(fold(name).rstrip("."), 0)


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    number = int(digits)
    return 2000 + number if number < 50 else 1900 + number


def find_ranges(text: str, order: DateOrder = "") -> list[DateRange]:
    """Ranges and single dates of ``text``, left to right, without overlap."""
    if not _DIGIT.search(text):
        return []
    points = find_points(text, order)
    ranges: list[DateRange] = []
    at = 0
    if len(points) > 1 and _downwards(text, points[0], points[1]):
        ranges.append(DateRange(points[0].start, points[1].end, points[1].written, points[0].written))
        at = 2
    while at < len(points):
        one = points[at]
        other = points[at + 1] if at + 1 < len(points) else None
        joined = other is not None and _joins(text, one, other, at, points)
        if other is not None and joined:
            first, last = one, other
            start = _opening(text, first.start)
            if not first.year and last.year:  # "January – May 2011"
                first = first._replace(
                    year=last.year if first.month <= last.month or not last.month else last.year - 1
                )
            ranges.append(DateRange(start, last.end, first.written, last.written))
            at += 2
            continue
        at += 1
        if one.now or not one.year or (one.short and not _MARKED_SHORT.search(text[one.start : one.end])):
            continue
        ranges.append(_alone(text, one))
    return ranges


def _joins(text: str, one: Point, other: Point, at: int, points: list[Point]) -> bool:
    between = text[one.end : other.start]
    if one.now or not (one.year or (one.month and other.year and other.month)):
        return False
    if not (other.now or other.year):
        return False
    if not other.now and one.year and (other.year, other.month or 12) < (one.year, one.month):
        return False
    if len(between) <= 24 and _SEPARATOR.fullmatch(between):
        return True
    if between.strip() == "|" and not text[: one.start].strip():
        return True  # a stroke drawn between the two, before what they date
    if other.now:
        return not between.strip(" ,\t")
    # a dash that was lost leaves two dates side by side, alone on their line
    alone = len(points) == 2 and at == 0
    return (
        (alone or not one.year)
        and len(between) <= 3
        and bool(_BARE.fullmatch(between))
        and (one.year != other.year or bool(one.month and other.month and between == "\t"))
    )


def _downwards(text: str, one: Point, other: Point) -> bool:
    """A time line drawn from the end to the beginning before what it dates: "2024 | 2021", "Current | 2024"."""
    if text[: one.start].strip() or text[one.end : other.start].strip() != "|" or not other.year:
        return False
    return one.now or (one.year, one.month) > (other.year, other.month)


_MARKED_SHORT = re.compile(r"[-'’`´]\s?\d\d$")


def _alone(text: str, one: Point) -> DateRange:
    onward = _ONWARD.match(text, one.end)
    since = _SINCE.search(text[max(0, one.start - 10) : one.start])
    if onward or since:
        start = one.start - len(since.group()) if since else one.start
        return DateRange(start, onward.end() if onward else one.end, one.written, PRESENT)
    tail = None if one.month else _YEAR_TAIL.match(text, one.end)
    if tail and one.end - one.start == 4:
        year = one.year // 100 * 100 + int(tail[1])
        if one.year < year <= one.year + 12:
            return DateRange(one.start, tail.end(), one.written, dated(year, 0))
    written = text[one.start : one.end]
    if (
        re.fullmatch(r"\d{4}-\d\d", written)
        and one.month == one.year % 100 + 1
        and _YEAR_GLUED.match(text, one.start + 4)
    ):
        return DateRange(one.start, one.end, dated(one.year, 0), dated(one.year + 1, 0))
    return DateRange(one.start, one.end, one.written, "")


_OPENING = re.compile(
    r"(?:from|von|de|du|since|seit|dal|del|od|period|duration|dates?)\s*:?\s*$", re.IGNORECASE
)


def _opening(text: str, start: int) -> int:
    m = _OPENING.search(text, max(0, start - 12), start)
    return m.start() if m and (m.start() == 0 or not text[m.start() - 1].isalnum()) else start


def month_number(date: str, *, last: bool = False) -> int:
    """Months since year 0; a year alone counts from the middle of the year, so that ``2019 – 2021`` is 24 months.

    With ``last`` the month itself is included: ``2019-01 – 2019-03`` are three months.
    """
    year, _, month = date.partition("-")
    if not month:
        return int(year) * 12 + 6
    return int(year) * 12 + int(month) - 1 + (1 if last else 0)
