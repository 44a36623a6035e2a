"""Dated entries of a section: which rows around a date are its heading, decided for all entries of the section together."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from appliance.engines.reading.resume.assign import best_pair
from appliance.engines.reading.resume.dates import PRESENT, DateRange, find_points
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.margin import rest_of
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.segments import (
    ASIDE_IN_SMALL_LETTERS,
    LONG_ASIDE,
    Segment,
    cell_label,
    pieces,
)
from appliance.engines.reading.resume.shared_places import know_places_of_others
from appliance.engines.reading.resume.towns_of_others import know_towns
from appliance.engines.reading.resume.wrapped_schools import is_supervised

_MOST_WORDS = 14
_LONGEST = 130
_PROSE = re.compile(r"[a-z]{3,}[.!]$|(?<!\bCorp)(?<!\bDept)(?<!\bUniv)(?<!\bAssoc)[a-z]{4}\.\s+[A-Z]|;$|,$")
_VERB_FIRST = re.compile(
    r"(?:[A-Z]?[a-z]{2,}(?:ed|ing)|led|built|wrote|ran|made|drove|won|taught|kept|grew|set|responsib\w+|develop|manage|provide|work|support|perform|"
    r"maintain|create|ensure|assist|i|we|my|as an?|environment|technolog\w+|tools|project|description|duties|achievements?|team size|roles?|client)\b(?!\s*(?:&|engineer|consultant|manager|analyst|developer|lead|officer|coordinator|director|administrator|assistant|specialist|planner|controller|supervisor|associate|architect))",
    re.IGNORECASE,
)
SUBHEADING = re.compile(
    r"(?:(?:key |main |my |job )?(?:roles?\s*(?:and|&)\s*)?responsibilit(?:y|ies)|team size|(?:job |project |company )?description|environment(?=\s*(?:[:/–-]|$))|technolog(?:y|ies) used|tools used|"
    r"contributions?|(?:key |selected )?(?:achievements?|accomplishments)|(?:key |main |core )?(?:technolog(?:y|ies)|tech(?:nical)? stack|keywords|tools)(?=\s*:)|duties|project (?:name|title)|key performance|scope of|roles? (?:and|&) |(?:hardware|software|operating systems?)(?=\s*(?:[:/]|$))|page \d)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?i:working|worked|employed|serving|served|associated|joined|presently|currently)\b.{0,60}\bas\s+(?:an?\b|[A-Z])"
)
_SMALL_WORDS = "of and the for in at de la du des der und et y e & - – to"
_SMALL = frozenset(_SMALL_WORDS.split())


class Anchor(NamedTuple):
    """A row with a date range (or a single date) that may head an entry. ``row`` counts the section's rows."""

    row: int
    dates: DateRange
    ranges: tuple[DateRange, ...]


class Entry(NamedTuple):
    """An entry's dates ("" where none are written), the pieces of its heading rows, and the rows ``[first, after)`` it covers."""

    dates: DateRange | None
    segments: tuple[Segment, ...]
    first: int
    body: int
    after: int


Pattern = tuple[int, int]
_PATTERNS: tuple[Pattern, ...] = (
    (0, 0),
    (1, 0),
    (0, 1),
    (2, 0),
    (0, 2),
    (1, 1),
    (3, 0),
    (2, 1),
    (1, 2),
    (0, 3),
)


def find_anchors(rows: tuple[Row, ...]) -> list[Anchor]:
    """Rows whose date range stands apart from prose; where a section has no range, rows with a single date."""
    anchors: list[Anchor] = []
    alone: list[Anchor] = []
    for number, row in enumerate(rows):
        if len(row.text) > _LONGEST + 40:
            continue
        ranges = row.ranges or _left_open(row.text)
        if not ranges:
            continue
        spans = [r for r in ranges if r.last]
        chosen = spans[0] if spans else ranges[-1]
        rest = (row.text[: chosen.start] + row.text[chosen.end :]).strip()
        if not spans and number + 1 < len(rows) and chosen.end >= len(row.text) - 1:
            chosen = _continued(chosen, rows[number + 1]) or chosen
        if _in_prose(row, chosen, rest):
            continue
        if chosen.last:
            before = anchors[-1] if anchors else None
            again = (
                before is not None
                and number - before.row <= _AGAIN
                and (before.dates.first, before.dates.last) == (chosen.first, chosen.last)
            )
            if not (again and _LABELLED_DATE.match(row.text)):
                anchors.append(Anchor(row=number, dates=chosen, ranges=ranges))
        elif not rest.strip(" ,()") or (
            headish(_beside(row, chosen))
            and len(rest.split()) <= _FEW_WORDS
            and not SUBHEADING.match(row.text)
        ):
            alone.append(Anchor(row=number, dates=chosen, ranges=ranges))
    by_themselves = [a for a in alone if _only_a_date(rows[a.row], a)]
    if by_themselves and sum(_only_a_date(rows[a.row], a) for a in anchors) * 2 > len(anchors):
        # where the dates have rows of their own, one with a single date opens an entry, too
        return sorted([*anchors, *by_themselves])
    cells = Counter(_cell_of_dates(rows[a.row], a) for a in anchors)
    usual, count = cells.most_common(1)[0] if cells else (None, 0)
    if usual is not None and count * 2 > len(anchors) > (usual not in _CELLS):
        # where the dates stand in a cell of their own, a single date there opens an entry, too
        like = _LIKE[usual]
        return sorted([*anchors, *(a for a in alone if _cell_of_dates(rows[a.row], a) in like)])
    return anchors or alone


def _cell_of_dates(row: Row, anchor: Anchor) -> str | None:
    """Where the dates of the row stand: "first" or "last" in a cell of their own, else "before" or "after" the text."""
    if row.bullet:
        return None
    if len(row.cells) < 2:
        if _only_a_date(row, anchor):
            return "before" if row.gap else None
        return "before" if anchor.dates.start == 0 else "after" if _ends_row(row, anchor) else None
    start, end = anchor.ranges[0].start + row.start, anchor.ranges[-1].end + row.start
    for which, (left, right) in (("first", row.cells[0]), ("last", row.cells[-1])):
        if left <= start and end <= right and right - left <= end - start + _LITTLE:
            return which
    return None


def _beside(row: Row, dates: DateRange) -> Row:
    """The row without the cell of its dates, where they have the first to themselves."""
    if (
        len(row.cells) < 2
        or row.start + dates.start != row.cells[0][0]
        or row.start + dates.end < row.cells[0][1]
    ):
        return row
    return rest_of(row, row.cells[1][0])


def _ends_row(row: Row, anchor: Anchor) -> bool:
    return anchor.ranges[-1].end >= len(row.text.rstrip(" .,()"))


_CELLS = frozenset({"first", "last"})
_LIKE = {
    "first": frozenset({"first"}),
    "last": frozenset({"last"}),
    "before": frozenset({"before", "first"}),
    "after": frozenset({"after", "last"}),
}
"""Where a single date stands as the ranges do: a shorter one leaves room for a cell."""
_LITTLE = 12
"""Letters beside a date: "Summer", "since"."""


def _only_a_date(row: Row, anchor: Anchor) -> bool:
    first, last = anchor.ranges[0], anchor.ranges[-1]
    whole = len(row.text.strip(" .,()-–:"))
    if anchor.dates.end - anchor.dates.start >= whole:
        return True
    # several: "Summer 2017, Winter 2018", "October 2022 - July 2022"
    between = row.text[first.start : last.end] if last.end - first.start >= whole else ""
    return bool(between) and not any(c.isalpha() for c in _without_dates(between, anchor.ranges, first.start))


def _without_dates(text: str, ranges: tuple[DateRange, ...], start: int) -> str:
    kept, at = [], 0
    for found in ranges:
        kept.append(text[at : found.start - start])
        at = found.end - start
    return "".join(kept) + text[at:]


_OPEN_YEAR = r"(?:\b[A-Z][a-z]{2,8}\.?,? )?\b(?:19|20)(?:[xX]{2}|__|\?\?)"
_OPEN = re.compile(rf"{_OPEN_YEAR}(?:\s*(?:[-–—]|to|\s)\s*(?:{_OPEN_YEAR}|[Pp]resent|[Cc]urrent))?")
LEFT_OPEN = "left open"
"""The first and last date of a range of years that nobody wrote."""


def _left_open(text: str) -> tuple[DateRange, ...]:
    """Where dates stand that nobody filled in: "May 20XX - present"."""
    if len(text) > _LONGEST:
        return ()
    return tuple(DateRange(m.start(), m.end(), LEFT_OPEN, LEFT_OPEN) for m in _OPEN.finditer(text))


_AGAIN = 4
_FEW_WORDS = 8
_LABELLED_DATE = re.compile(r"(?:duration|period|dates?|from|tenure|time)\b", re.IGNORECASE)


def _continued(first: DateRange, below: Row) -> DateRange | None:
    """The range of a date at the end of a row and another alone on the next row, where the dash between them was lost."""
    points = find_points(below.text)
    if len(points) != 1 or points[0].end - points[0].start < len(below.text.strip(" .-–—")):
        return None
    last = points[0].written if points[0].year or points[0].now else ""
    if not last or (last != PRESENT and last[:4] < first.first[:4]):
        return None
    return first._replace(last=last)


def _in_prose(row: Row, dates: DateRange, rest: str) -> bool:
    if "(" in rest and not row.bullet:
        rest = LONG_ASIDE.sub("", rest)
    words = rest.split()
    if row.text[0].islower() and dates.start > 0 and row.text.endswith("."):
        return True  # the end of a sentence that was wrapped
    if len(words) > _MOST_WORDS or _sentence_around(row, dates) or _TOLD.search(rest):
        return True
    if row.bullet and len(row.cells) > 1 and dates.start >= row.cells[-1][0] - row.start:
        rest = rest.rstrip(" ,")  # the dates in a cell of their own
        if len(words) <= _FEW_WORDS and _titled(words):
            return False  # "Coding Instructor", "Technology Lead" begin as what was done does
    if row.bullet and row.text.endswith(".") and _SINCE.match(row.text, dates.start):
        return True  # "Director of graduate studies since 2022."
    most = _MOST_WORDS if _STROKES.search(rest) else _FEW_WORDS
    return row.bullet and (_prosaic(rest.rstrip(" ()•·|")) or len(words) > most)


_SINCE = re.compile(r"(?:since|seit|depuis|desde|dal|sinds|od)\b", re.IGNORECASE)
_STROKES = re.compile(r"\s[•·|│┃∣]\s")
"""Between the employer, the title and the dates of an entry in a list."""


def _sentence_around(row: Row, dates: DateRange) -> bool:
    before = row.text[: dates.start].rstrip(" (,")
    last = before.split()[-1:] or [""]
    return (
        last[0].islower()
        and last[0] in {"in", "during", "from", "since", "between", "the", "of", "for"}
        and len(before.split()) > 3
    )


def _prosaic(text: str) -> bool:
    return bool(_PROSE.search(text) or _VERB_FIRST.match(text)) or len(text.split()) > _MOST_WORDS


def headish(row: Row) -> bool:
    """May this row be a part of an entry's heading?"""
    text = row.text
    if row.bullet or len(text) > _LONGEST or not any(c.isalpha() for c in text):
        return False
    text = ASIDE_IN_SMALL_LETTERS.sub("", text) if "(" in text else text
    words = text.split()  # what costs least is asked first
    if (
        len(words) > _MOST_WORDS
        or text.endswith(":")
        or "http" in text
        or (words[0][0].islower() and len(words) > 4)
    ):
        return False
    if (
        SUBHEADING.match(text)
        or is_supervised(text)
        or ("as" in text and _TOLD.search(text))
        or ("@" in text and _ADDRESS.search(text))
    ):
        return False
    if (text[0].islower() and text[-1] == ".") or (text[-1] == ")" and "(" not in text):
        return False  # the end of a sentence, or of brackets, that was wrapped
    if (
        (text[-1] in ".!;," or "." in text)
        and any(map(_sentence, _cells(row)))
        and not _INSTITUTION.match(text)
    ):
        return False
    if _VERB_FIRST.match(text) and len(words) > 3 and not _titled(words):
        return False
    return len(words) < 6 or _titled(words)


_INSTITUTION = re.compile(
    r"(?:instituição|institución|istituzione|établissement|empresa|azienda)\s*:\s+(?=[A-Z])", re.IGNORECASE
)
"""A label before the name of an employer, which may end in a point."""


def _cells(row: Row) -> list[str]:
    return [row.text[start - row.start : end - row.start] for start, end in row.cells] or [row.text]


def _sentence(text: str) -> bool:
    """Does it read like the end of a sentence, and is no name ("Omni. Co., Ltd.", "Northwind!")?"""
    words = text.split()
    shout = text.endswith("!") and len(words) <= _WORDS_OF_A_SHOUT and _titled(words)
    return bool(_PROSE.search(text)) and not (shout or _abbreviated(text))


_WORDS_OF_A_SHOUT = 3
_ADDRESS = re.compile(r"\w@\w")


def _titled(words: list[str]) -> bool:
    """Most of the words that count begin with a capital."""
    counted = [w for w in words if w.lower() not in _SMALL and w[:1].isalpha()]
    return not counted or sum(w[0].isupper() for w in counted) >= 0.6 * len(counted)


def _abbreviated(text: str) -> bool:
    return (
        bool(
            re.search(r"\b(?:inc|ltd|corp|co|llc|pvt|jr|sr|dept|u\.s|d\.c)\.?[.,]?$|,$", text, re.IGNORECASE)
        )
        and len(text.split()) < 9
    )


def dated_entries(text: str, rows: tuple[Row, ...], judge: Judge) -> list[Entry]:
    """The entries of a section, in the reading of its layout that fits all of its dates best."""
    anchors = find_anchors(rows)
    if not anchors:
        return []
    know_places_of_others(rows, [a.row for a in anchors], judge)
    if len(anchors) > 1 and not judge.joined:
        near = {at for a in anchors for at in range(max(a.row - 1, 0), min(a.row + 2, len(rows)))}
        know_towns([rows[at] for at in sorted(near) if not rows[at].bullet], judge)
    labels = _cell_labels(text, rows)
    fits = [
        bool(label) or (headish(row) and not _tags(row, judge))
        for label, row in zip(labels, rows, strict=True)
    ]
    tells = [
        label != "duties" and (len(row.text) > _LONGEST_ASIDE or _tells(row, judge))
        for label, row in zip(labels, rows, strict=True)
    ]
    facing = _Facing(rows, fits, tells)
    segments: dict[int, list[Segment]] = {}
    made: dict[tuple[int, int, int, int], Entry] = {}
    worth: dict[tuple[int, int, int], float] = {}
    best: tuple[float, list[Entry]] = (float("-inf"), [])
    for pattern in _PATTERNS:
        entries = _entries(text, facing, anchors, pattern, judge, segments, made)
        score = -0.02 * sum(pattern) * len(entries)
        for entry, anchor in zip(entries, anchors, strict=True):
            heading = (anchor.row, entry.first, entry.body)
            if heading not in worth:
                worth[heading] = _worth(entry, judge)
            score += worth[heading] - _ACROSS * _reaches_across(facing, entry, anchor)
        if score > best[0] + 1e-9:
            best = (score, entries)
    return best[1]


_LONGEST_ASIDE = 60
_ACROSS = 0.3


def _reaches_across(facing: _Facing, entry: Entry, anchor: Anchor) -> bool:
    """Does the heading take rows over the empty space above its dates, and none of those right below them?"""
    rows, fits, _ = facing
    at = anchor.row
    if entry.first >= at or entry.body > at + 1 or not rows[at].gap:
        return False
    below = at + 1
    return below < len(rows) and fits[below] and not rows[below].gap and not rows[below].ranges


def _tags(row: Row, judge: Judge) -> bool:
    """A row of labels that name skills: "Java    Spring    Hibernate"."""
    if len(row.cells) < _LEAST_TAGS or row.ranges:
        return False
    return 2 * len(judge.skills(", ".join(_cells(row)))) >= len(row.cells)


_LEAST_TAGS = 3


def _cell_labels(text: str, rows: tuple[Row, ...]) -> list[str]:
    """What the first cell of each row says of the second, and "duties" for the rest of such a cell that was wrapped."""
    labels: list[str] = []
    for row in rows:
        rest = bool(labels and labels[-1]) and row.text.islower() and row.text.count(" ") < _WRAPPED_WORDS
        labels.append("duties" if rest else cell_label(text, row.start, row.end))
    return labels


_WRAPPED_WORDS = 3


class _Facing(NamedTuple):
    """The rows of a section; which may be headings, and which say more than a place or a date."""

    rows: tuple[Row, ...]
    fits: list[bool]
    tells: list[bool]


def _entries(
    text: str, facing: _Facing, anchors: list[Anchor], pattern: Pattern, judge: Judge,
    known: dict[int, list[Segment]], made: dict[tuple[int, int, int, int], Entry],
) -> list[Entry]:  # fmt: skip
    rows, fits, tells = facing
    bounds: list[tuple[int, int]] = []
    taken = 0
    for number, anchor in enumerate(anchors):
        first, counted = anchor.row, 0
        while first > taken and fits[first - 1] and _close(rows, first - 1, anchor.row):
            counted += tells[first - 1]
            if counted > pattern[0]:
                break
            first -= 1
        limit = anchors[number + 1].row if number + 1 < len(anchors) else len(rows)
        taken, counted = anchor.row + 1, 0
        while taken < limit and (fits[taken] or not tells[taken]):
            counted += tells[taken]
            if counted > pattern[1]:
                break
            taken += 1
        bounds.append((first, taken))
    entries: list[Entry] = []
    for number, (anchor, (first, after)) in enumerate(zip(anchors, bounds, strict=True)):
        end = bounds[number + 1][0] if number + 1 < len(bounds) else len(rows)
        same = made.get((anchor.row, first, after, end))
        if same is not None:  # several patterns bound it alike
            entries.append(same)
            continue
        segments: list[Segment] = []
        for index in range(first, after):
            if index not in known:
                known[index] = pieces(
                    text, rows[index], 0, judge, anchor.ranges if index == anchor.row else ()
                )
            segments += [s._replace(slot=(index - anchor.row, s.slot[1], s.slot[2])) for s in known[index]]
        at = rows[anchor.row].start
        dates = anchor.dates._replace(start=at + anchor.dates.start, end=at + anchor.dates.end)
        entries.append(Entry(dates, tuple(segments), first, after, end))
        made[anchor.row, first, after, end] = entries[-1]
    return entries


def _tells(row: Row, judge: Judge) -> bool:
    """Does the row say more than a place or a date?"""
    return (
        not (row.ranges and row.ranges[0].end - row.ranges[0].start >= len(row.text) - 2)
        and not judge.place(row.text)
        and not _NOW.fullmatch(row.text)
    )


_NOW = re.compile(r"(?:present|current|now|today|to date)\W*", re.IGNORECASE)


def _close(rows: tuple[Row, ...], upper: int, anchor: int) -> bool:
    """A heading stands in one piece: same column and story part."""
    return rows[upper].part == rows[anchor].part and (
        rows[upper].column == rows[anchor].column or rows[upper].page == rows[anchor].page
    )


def _worth(entry: Entry, judge: Judge) -> float:
    """How good a heading the pieces make: a title and an employer, nothing wasted."""
    pair = best_pair(entry.segments, judge, {})
    spans = [(s.start, s.end) for s in (pair.title, pair.employer) if s is not None]
    used = {s.slot[0] for s in entry.segments if any(s.start < b and a < s.end for a, b in spans)}
    wasted = len({s.slot[0] for s in entry.segments if not s.place} - used)
    return pair.score - 0.25 * wasted
