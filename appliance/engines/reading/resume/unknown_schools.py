"""Schools whose names no list and no word tell: found by where the other schools of the section stand, or beside their degrees."""

from __future__ import annotations

import re
from collections import Counter

from appliance.engines.reading.resume.judging import CLEAR_TITLE, Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.school_names import TOLD
from appliance.engines.reading.resume.segments import Segment, pieces

_BESIDE = (0, 1, -1)
_LONGEST = 120
_MOST_WORDS = 8
_NO_NAME = re.compile(
    r"^(?:gpa|cgpa|grade|note|minor|major|thesis|courses?|coursework|relevant|honou?rs|dean|expected|graduat|class of|abschluss|with |self[- ]?taught|studi(?:um|en|es) |diplom|bachelor|master|thema|notas?\b|promedio|média|published|first[- ]class|[\w ]*\b(?:scholarships?|recipient|board|exams?)\b)|[:@]|https?",
    re.IGNORECASE,
)

_NEVER = re.compile(
    r"\b(?:aged?|born|birth|married|single|divorced|widowed|children|kids|sons?|daughters?|parish|church|religion|f[øo]dt|f[öo]dd|nascimento|nascid[oa]|"
    r"nacid[oa]|nacimiento|nat[oa]|nascita|n[ée]e?|naissance|geboren|geburt\w*|geboortedatum|urodzon[ya]|verheiratet|ledig|casad[oa]|soltero|soltera|mari[ée]e?|"
    r"members?(?:hip)?)\b|^\d{1,3} (?:day|week|month|year|hour|tag|woche|monat|jour|mois|d[ií]a|mes)\w*$|^Q[1-4]\b|^Apprenticeship\b",
    re.IGNORECASE,
)
"""Words about the person, which are never read, lengths and quarters: no names of schools."""

Spans = list[tuple[int, int, Row]]


def unknown_schools(
    text: str, rows: list[Row], schools: dict[int, tuple[int, int]], degrees: set[int], judge: Judge
) -> Spans:
    """Spans of further schools with their rows. ``schools`` and ``degrees`` say by row number what is known already."""
    dated = [n for n, row in enumerate(rows) if row.ranges and not row.bullet and len(row.text) <= _LONGEST]
    if schools and len(dated) > 1:
        return _as_the_others(text, rows, dated, schools, degrees, judge)
    if schools:
        return []
    return _beside_degrees(text, rows, sorted(degrees), judge) or _firms_below_dates(text, rows, dated, judge)


def _as_the_others(
    text: str, rows: list[Row], dated: list[int], schools: dict[int, tuple[int, int]], degrees: set[int], judge: Judge
) -> Spans:  # fmt: skip
    places: Counter[tuple[int, int]] = Counter()
    without: list[int] = []
    for number in dated:
        beside = next(
            (d for d in _BESIDE if number + d in schools and (not d or not rows[number + d].ranges)), None
        )
        if beside is None:
            without.append(number)
            continue
        start = schools[number + beside][0]
        named = _named(text, rows[number + beside], judge)
        places.update((beside, n) for n, s in enumerate(named) if s.start <= start < s.end)
    if not places:
        return []
    (beside, piece), _ = places.most_common(1)[0]
    found: Spans = []
    columns = {(rows[n].page, rows[n].column) for n in schools}
    for number in without:
        at = number + beside
        if (rows[number].page, rows[number].column) not in columns:
            continue
        if 0 <= at < len(rows) and at not in degrees and (beside == 0 or not rows[at].ranges):
            named = _named(text, rows[at], judge)
            if piece < len(named) and _may_be_school(named[piece].text, judge):
                found.append((named[piece].start, _without_town(named[piece]), rows[at]))
    return found


def _beside_degrees(text: str, rows: list[Row], degrees: list[int], judge: Judge) -> Spans:
    """What a comma parts from each degree, the row above each, or the one below each, where all have one that may be a name."""
    behind = [_behind(rows[number], judge) for number in degrees]
    if degrees and all(behind):
        return [(*span, rows[n]) for span, n in zip(behind, degrees, strict=True) if span]
    for beside in (-1, 1):
        found: Spans = []
        for number in degrees:
            at = number + beside
            if not 0 <= at < len(rows) or at in degrees or rows[at].bullet or len(rows[at].text) > _LONGEST:
                break
            named = _named(text, rows[at], judge)
            if len(named) != 1 or not _may_be_school(named[0].text, judge):
                break
            found.append((named[0].start, _without_town(named[0]), rows[at]))
        if degrees and len(found) == len(degrees):
            return found
    return []


def _behind(row: Row, judge: Judge) -> tuple[int, int] | None:
    """The name between the comma behind a degree and the next comma: "Bachelor of Science in Physics, COMSATS, Lahore"."""
    degrees = judge.k.find_degrees(row.text) if "," in row.text and len(row.text) <= _LONGEST else []
    m = _AFTER_A_COMMA.match(row.text, degrees[-1].end) if degrees else None
    if m is None or not _may_be_school(m[1], judge) or judge.k.field_leading(m[1]) == len(m[1]):
        return None
    return row.start + m.start(1), row.start + m.end(1)


_AFTER_A_COMMA = re.compile(r"\s?,\s?([A-Z][^,;:|\t()\d]{2,60})(?=[,|\t(]|\Z)")


def _firms_below_dates(text: str, rows: list[Row], dated: list[int], judge: Judge) -> Spans:
    """Firms that train: a clear name of one right below the row with the dates, in most entries of a section without schools."""
    found: Spans = []
    for number in dated:
        below = rows[number + 1] if number + 1 < len(rows) else None
        if below is None or below.bullet or below.ranges or len(below.text) > _LONGEST:
            continue
        named = _named(text, below, judge)
        if (
            len(named) == 1
            and judge.employer(named[0].text) >= _A_FIRM
            and _may_be_school(named[0].text, judge)
        ):
            found.append((named[0].start, _without_town(named[0]), below))
    return found if 2 * len(found) >= len(dated) else []


_A_FIRM = 0.55


def _without_town(named: Segment) -> int:
    """Where a name of two words or more ends before its first comma: no list knows the town behind it."""
    name, comma, _ = named.text.partition(", ")
    return named.start + len(name) if comma and " " in name else named.end


def _named(text: str, row: Row, judge: Judge) -> list[Segment]:
    return [s for s in pieces(text, row, 0, judge, row.ranges) if not s.place]


_A_WORD = re.compile(r"[^\W\d_]{2}")


def _may_be_school(name: str, judge: Judge) -> bool:
    if not 1 <= len(name.split()) <= _MOST_WORDS or _NO_NAME.search(name) or _NEVER.search(name):
        return False
    if name.endswith("."):
        return False
    if not (name[0].isupper() or name[0].isdigit()) or not _A_WORD.search(name) or TOLD.match(name):
        return False
    if judge.k.find_degrees(name) or judge.place(name) or judge.k.resume_section(name):
        return False
    return judge.title(name) < CLEAR_TITLE and not judge.k.find_skills(name)
