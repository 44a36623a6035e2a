"""Gaps that part the cells of common rows: right-aligned dates, left-hand labels, tables."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final, NamedTuple

from appliance.engines.reading.geometry.sides import (
    LINE_STEP,
    SAME_BASELINE,
    Row,
    grouped,
    is_dense,
    letters_in,
    median,
    share_paired,
    share_running,
    text_of,
)
from appliance.engines.reading.geometry.words import BULLETS, Fragment, rows_of

_DATE_BASELINE: Final = 0.34
"""For dates, which are often set smaller than the line they stand beside."""
_ON_THE_LINE: Final = 0.4
"""Nearer than that two fragments are one row by their baselines alone."""
_LEAST_DATES: Final = 2
DATED: Final = re.compile(
    r"\b(?:19|20)\d\d\b|\bpresent\b|\bcurrent\b|\b\d{1,2}/\d{2,4}\b|\bnow\b|[’'‘`´]\d\d\b|\bheute\b",
    re.IGNORECASE,
)
_LEAST_HEADINGS: Final = 2
_LONGEST_HEADING: Final = 30
_UNFINISHED: Final = re.compile(r"(?:[-–—/&,]|\bto|\band|\bof)\Z")
_OWN_RANGE: Final = re.compile(r"\b(?:19|20)\d\d ?[-–—]")
"""Below the "2024 –" of the row above it, such a range is a row's own and no second half of that one."""
_LABEL: Final = re.compile(r"(?::|\A\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)])\Z", re.IGNORECASE)
"""A name of what stands beside it ("Phone:"), or the number of it in a list ("ii.")."""


class Gutter(NamedTuple):
    """A strip left of ``x`` that no fragment crosses between two baselines, and what stands beside it."""

    x: float
    top: float
    bottom: float
    left: list[Fragment]
    right: list[Fragment]


def narrow_side(gutter: Gutter) -> list[Fragment]:
    """The side with fewer letters."""
    left, right = sum(f.letters for f in gutter.left), sum(f.letters for f in gutter.right)
    return gutter.left if left <= right else gutter.right


def reads_across(gutter: Gutter) -> bool:
    """True when the two sides are cells of common rows, not columns of text.

    Each short line of one side stands on the baseline of a line of the other; or the side is made of
    dates (with a place above or below them), each group beginning on such a baseline.
    """
    left_rows, right_rows = rows_of(gutter.left), rows_of(gutter.right)
    if _told(left_rows, right_rows):
        return True
    left_letters, right_letters = letters_in(left_rows), letters_in(right_rows)
    left_narrow = len(left_rows) < len(right_rows) or left_letters < right_letters
    right_narrow = len(right_rows) <= len(left_rows) or right_letters <= left_letters
    return (left_narrow and _cells_of(left_rows, right_rows, gutter)) or (
        right_narrow and _cells_of(right_rows, left_rows, gutter)
    )


def _cells_of(narrow: list[Row], wide: list[Row], gutter: Gutter) -> bool:
    """True when the rows of the narrow side belong to rows of the wide one."""
    texts = [text_of(row) for row in narrow]
    if 2 * sum(1 for text in texts if text[:1] in BULLETS and len(text) > 2) > len(texts):
        return False
    groups = grouped(narrow)
    lengths = [len(text) for text in texts]
    dated = sum(1 for group in groups if any(DATED.search(text_of(row)) for row in group))
    beginnings = share_paired([_begins(group, wide) for group in groups], wide, _DATE_BASELINE)
    small = median([len(g) for g in groups]) <= 3 and median(lengths) <= 40
    small = small and 3 * sum(len(g) for g in groups if len(g) > _MOST_LABEL_LINES) <= len(narrow)
    if len(groups) >= 2 and 5 * dated >= 2 * len(groups) and beginnings >= 0.7 and small:
        return True
    if _labels_and_dates(narrow, wide) or _only_dates(narrow, wide):
        return True
    if narrow[0][0].x1 <= gutter.x and (_all_beside(narrow, wide) or _in_the_margin(narrow, groups, wide)):
        return True
    paired = share_paired(narrow, wide)
    if paired < 0.75:
        return False
    if narrow[0][0].x1 <= gutter.x and paired >= _LABELLED and _flush_labels(narrow):
        return True
    if (
        _wrapped(gutter.left, gutter.x)
        and _wrapped_right(gutter.right)
        and is_dense(narrow)
        and is_dense(wide)
    ):
        return False
    if is_dense(narrow) and is_dense(wide) and max(share_running(narrow), share_running(wide)) >= 0.3:
        return False
    if is_dense(narrow) and is_dense(wide) and _headings(narrow) >= _LEAST_HEADINGS and _headings(wide):
        return False
    if 3 * sum(1 for text in texts if DATED.search(text)) >= len(texts):
        return True
    return median(lengths) <= 40 and (not is_dense(narrow) or share_paired(wide, narrow) >= 0.75)


def _begins(group: list[Row], wide: list[Row]) -> Row:
    """The row by which a group stands beside a line: its first, or its dates where a place that takes two lines is above them."""
    if share_paired(group[:1], wide, _DATE_BASELINE) or not DATED.search(text_of(group[-1])):
        return group[0]
    return group[-1]


def _told(left: list[Row], right: list[Row]) -> bool:
    """True for names with a colon, or numbers of a list, on the lines of what they belong to."""
    labels = sum(1 for row in left if _LABEL.search(text_of(row)))
    return (
        3 * labels >= 2 * len(left) and max(share_paired(left, right), share_paired(right, left)) >= _MOSTLY
    )


_MOSTLY: Final = 0.75


_MOST_LABEL_LINES: Final = 4
"""A longer run of lines is a column of text."""


def _all_beside(narrow: list[Row], wide: list[Row]) -> bool:
    """True for short lines set apart from each other, of which each stands on a line of the text or has nothing beside it."""
    if is_dense(narrow) or max(len(text_of(row)) for row in narrow) > 40:
        return False
    beside = [row for row in narrow if not _alone(row, wide)]
    return len(beside) >= _LEAST_LABELS and share_paired(beside, wide) >= _ALL_BESIDE


_ALL_BESIDE: Final = 0.95


def _in_the_margin(narrow: list[Row], groups: list[list[Row]], wide: list[Row]) -> bool:
    """True for headings in the margin, of one to three lines each, that all begin on a line of a much longer text."""
    if len(groups) < _LEAST_MARGIN or max(len(g) for g in groups) > _MOST_MARGIN_LINES:
        return False
    if max(len(text_of(row)) for row in narrow) > _LONGEST_LABEL or letters_in(narrow) * 6 > letters_in(wide):
        return False
    if any(DATED.search(text_of(row)) for row in narrow):
        return False
    begin = [group for group in groups if _line_beside(group, wide) is not None]
    return len(begin) >= _ALL_BESIDE * len(groups)


def _line_beside(group: list[Row], wide: list[Row]) -> Row | None:
    """The line of the text that a heading of the margin begins on, or that begins beside its further lines."""
    top, bottom = min(f.y0 for f in group[0]), max(f.y1 for f in group[-1])
    tolerance = _DATE_BASELINE * group[0][0].size
    above: Row | None = None
    for row in wide:
        if abs(row[0].baseline - group[0][0].baseline) <= tolerance or _stands_beside(group[0], row):
            return row
        if row[0].y1 > top + tolerance:
            free = above is None or above[0].y1 <= top + 2 * tolerance
            return row if free and row[0].y0 < bottom else None
        above = row
    return None


_LEAST_MARGIN: Final = 2
_MOST_MARGIN_LINES: Final = 3


def _labels_and_dates(narrow: list[Row], wide: list[Row]) -> bool:
    """True for the dates of entries, between headings that have nothing beside them ("Europass")."""
    beside = [row for row in narrow if not _alone(row, wide)]
    dated = sum(1 for row in beside if DATED.search(text_of(row)))
    if dated < _LEAST_DATES or 2 * dated < len(beside) or is_dense(narrow):
        return False
    return share_paired(beside, wide) >= 0.85 and max(len(text_of(row)) for row in narrow) <= 40


def _only_dates(narrow: list[Row], wide: list[Row]) -> bool:
    """True for a side of dates, each a little higher or lower than the larger line it stands beside; a place may follow each."""
    if not nothing_but_dates(narrow[0]) or too_many(narrow, wide):
        return False
    dates = [nothing_but_dates(row) for row in narrow]
    if sum(dates) < _LEAST_DATES:
        return False
    if any(not before and not now for before, now in pairwise(dates)):
        return False
    if any(len(text_of(row)) > _LONGEST_LABEL for row, dated in zip(narrow, dates, strict=True) if not dated):
        return False
    return all(
        any(_stands_beside(row, other) for other in wide)
        for row, dated in zip(narrow, dates, strict=True)
        if dated
    )


def headed(gutter: Gutter) -> bool:
    """Does the right side begin with a heading beside one of the left side, in a type that is larger than the text below?"""
    other = min(gutter.right, key=_baseline)
    if _OPENS_SECTION.search(other.text) is None:
        return False  # what costs least is asked first
    beside = [f for f in gutter.left if abs(f.baseline - other.baseline) <= SAME_BASELINE * other.size]
    again = [f for f in gutter.right if abs(f.baseline - other.baseline) <= SAME_BASELINE * other.size]
    if len(beside) != 1 or len(again) != 1:
        return False
    one = beside[0]
    if abs(one.size - other.size) > _SAME_TYPE or one.bold != other.bold:
        return False
    texts = one.text, other.text
    if any(len(t) > _LONGEST_HEADING or _OPENS_SECTION.search(t) is None for t in texts):
        return False
    for side, head in ((gutter.left, one), (gutter.right, other)):
        if head.x0 - min(f.x0 for f in side) > _ICON or 10 * head.size <= 11 * median(
            [round(f.size) for f in side]
        ):
            return False
    return True


_OPENS_SECTION: Final = re.compile(
    r"\b(?:experience|employment|career|education|skills|expertise|summary|profile|about|projects?|languages?|contact|certific\w+|awards?|honou?rs|publications|"
    r"interests|references|strengths|achievements|berufserfahrung|werdegang|ausbildung|kenntnisse|sprachen|profil|expériences?|formations?|compétences|langues|"
    r"experiencias?|educación|habilidades|idiomas|experiências?|formação|competências|esperienz[ae]|istruzione|formazione|competenze|lingue)\b",
    re.IGNORECASE,
)
"""Words of which headings that stand beside each other are made."""
_ICON: Final = 24.0
"""Points that a heading may be moved in by an icon before it."""


def _baseline(fragment: Fragment) -> float:
    return fragment.baseline


def alternate(gutter: Gutter) -> bool:
    """True for lines of which none has anything beside it: an employer set flush right below each title."""
    left, right = rows_of(gutter.left), rows_of(gutter.right)
    narrow, wide = (left, right) if len(left) <= len(right) else (right, left)
    return not too_many(narrow, wide) and all(_alone(row, wide) for row in narrow)


def has_dates(fragments: list[Fragment]) -> bool:
    """Do two of them or more have a date?"""
    return sum(1 for f in fragments if DATED.search(f.text)) >= _LEAST_DATES


def dates_of(strip: list[Fragment], lines: list[Fragment], others: list[Fragment]) -> bool:
    """Is the strip dates, with places at most as many, each on the baseline of one of the lines, and not of the other ones as well?"""
    rows = rows_of(strip)
    dated = sum(map(nothing_but_dates, rows))
    if (
        dated < _LEAST_DATES
        or 2 * dated < len(rows)
        or any(len(text_of(row)) > _LONGEST_EDGE for row in rows)
    ):
        return False
    return (
        share_paired(rows, rows_of(lines), _DATE_BASELINE) >= _BELONGS > share_paired(rows, rows_of(others))
    )


def dated_beside(strip: list[Fragment], lines: list[Fragment], others: list[Fragment]) -> bool:
    """Are these short lines with dates, each group of which begins on the baseline of one of the lines to the right, more than of the others?"""
    groups = grouped(rows_of(strip))
    if len(groups) < _LEAST_DATES or any(len(text_of(row)) > 40 for group in groups for row in group):
        return False
    dated = [group[0] for group in groups if any(DATED.search(text_of(row)) for row in group)]
    heads, beside = [g[0] for g in groups], rows_of(lines)
    paired = share_paired(heads, beside, _DATE_BASELINE)
    if len(dated) * 5 < len(groups) * 3 and (
        len(dated) <= _LEAST_DATES or share_paired(dated, beside, _DATE_BASELINE) < _ALL_BESIDE
    ):
        return False
    return paired >= 0.7 and paired > share_paired(heads, rows_of(others))


_BELONGS: Final = 0.85
_LONGEST_EDGE: Final = 36
"""Letters of a place or a range of dates at the edge."""


def nothing_but_dates(row: Row) -> bool:
    text = text_of(row)
    if DATED.search(text) is None:
        return False
    return len(DATED.sub("", text).strip(" .,-–—|").split()) <= _MONTHS


_MONTHS: Final = 3
"""Words beside the years of a range: its months and "to"."""


def too_many(rows: list[Row], others: list[Row]) -> bool:
    """More lines than a page has: each of one side would be held against each of the other."""
    return len(rows) * len(others) > _MOST_PAIRS


_MOST_PAIRS: Final = 90_000
"""Three hundred lines on either side; a full page of small print has about a hundred."""


def _stands_beside(row: Row, other: Row) -> bool:
    """Is the middle of one line between the top and the bottom of the other, which is no smaller?"""
    middle = (row[0].y0 + row[0].y1) / 2
    return other[0].size >= row[0].size and other[0].y0 < middle < other[0].y1


def _flush_labels(rows: list[Row]) -> bool:
    """Short labels that end at one edge and begin at several."""
    if any(len(text_of(row)) > _LONGEST_LABEL for row in rows):
        return False
    ends = sorted(row[-1].x1 for row in rows)
    usual = ends[len(ends) // 2]
    flush = [row for row in rows if abs(row[-1].x1 - usual) <= _SAME_EDGE]
    begins = {round(row[0].x0 / 3) for row in flush}
    return len(flush) >= _FLUSH * len(rows) and len(begins) > 1 and len(flush) >= _LEAST_LABELS


_LONGEST_LABEL: Final = 24
_SAME_EDGE: Final = 1.5
_FLUSH: Final = 0.75
_LEAST_LABELS: Final = 4
_LABELLED: Final = 0.8


def _alone(row: Row, wide: list[Row]) -> bool:
    top, bottom = min(f.y0 for f in row), max(f.y1 for f in row)
    slack = 0.2 * (bottom - top)
    return not any(f.y1 > top + slack and f.y0 < bottom - slack for other in wide for f in other)


def table_rows(fragments: list[Fragment], gutter: Gutter) -> list[Row]:
    """The rows of a region that is read across; a cell of several lines joins the row it begins on.

    ``Princeton, NJ`` over ``2018 – 2023`` beside a heading and its first bullet: both belong to the heading.
    """
    left_rows, right_rows = rows_of(gutter.left), rows_of(gutter.right)
    on_left = letters_in(left_rows) <= letters_in(right_rows)
    narrow, wide = (left_rows, right_rows) if on_left else (right_rows, left_rows)
    moved: dict[int, Row] = {}
    ahead: dict[int, Row] = {}
    taken: set[int] = set()
    groups = grouped(narrow)
    margin = on_left and _in_the_margin(narrow, groups, wide)
    for group in groups:
        if margin:
            _move_heading(group, wide, moved, ahead, taken)
            continue
        if not 2 <= len(group) <= 3 or share_paired(group[:1], wide) < 1:
            continue
        if any(_in_the_middle(row, wide) for row in group[1:]) or (
            on_left and _UNFINISHED.search(text_of(group[0]))
        ):
            rest = [f for row in group[1:] for f in row]
            moved[id(group[0][-1])] = rest
            taken.update(id(f) for f in rest)
    for row in () if too_many(narrow, wide) else narrow:
        beside = [other for other in wide if _stands_beside(row, other)] if nothing_but_dates(row) else []
        if len(beside) == 1 and id(row[0]) not in taken and share_paired([row], wide, _ON_THE_LINE) < 1:
            moved.setdefault(id(beside[0][-1]), []).extend(row)
            taken.update(id(f) for f in row)
    rows = rows_of([f for f in fragments if id(f) not in taken])
    rows = rows if margin else _unwrapped(rows)
    return [
        [g for f in row for h in (*ahead.get(id(f), ()), f) for g in (h, *moved.get(id(h), ()))]
        for row in rows
    ]


def _move_heading(
    group: list[Row], wide: list[Row], moved: dict[int, Row], ahead: dict[int, Row], taken: set[int]
) -> None:
    """Bring a heading of the margin to the line that it begins on, with its further lines; dates a line each stay."""
    further = [f for row in group[1:] for f in row]
    if further and sum(1 for row in group if DATED.search(text_of(row))) < _LEAST_DATES:
        moved[id(group[0][-1])] = further
        taken.update(id(f) for f in further)
    line = _line_beside(group, wide)
    if line is not None and not share_paired(group[:1], [line], _ON_THE_LINE):
        ahead[id(line[0])] = group[0]
        taken.update(id(f) for f in group[0])


def _unwrapped(rows: list[Row]) -> list[Row]:
    """Rows of three cells or more with the second lines of their cells moved up: cells are not read across.

    A second line stands at line distance under some cells, not under the first; or under all of them, when one
    of them goes on in the middle of a sentence or a range. Lines below an entry beside its dates stay lines.
    """
    wide = [row for row in rows if len(row) >= 3]
    if len(wide) < 2:
        return rows
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else []
        cells = [next((n for n, f in enumerate(above) if abs(f.x0 - g.x0) <= 3.0), -1) for g in row]
        lowest = max((word.baseline for f in above for word in f.words), default=0.0)
        close = row[0].baseline - lowest <= LINE_STEP * max(row[0].size, 4.0)
        goes_on = any(g.words[0].text[:1].islower() for g in row) or any(
            _UNFINISHED.search(f.text)
            for n, f in enumerate(above)
            if n not in cells or not _OWN_RANGE.search(row[cells.index(n)].text)
        )
        second = 0 not in cells or (len(row) == len(above) and goes_on)
        each = -1 not in cells and len(set(cells)) == len(cells)
        entry = len(row) == 1 and not goes_on and bool(above) and nothing_but_dates(above[:1])
        entry = entry and (cells[0] < 0 or _had_room(above, cells[0], row[0], rows))
        if (len(above) >= 3 and close and second and each and not entry) and all(
            _one_cell(above[cell], g) for cell, g in zip(cells, row, strict=True)
        ):
            joined = list(above)
            for cell, fragment in zip(cells, row, strict=True):
                joined[cell] = Fragment([*above[cell].words, *fragment.words])
            found[-1] = joined
        else:
            found.append(row)
    return found


def _one_cell(upper: Fragment, lower: Fragment) -> bool:
    """May they be two lines of one cell: in one type, and the lower one no point of a list?"""
    return (
        upper.bold == lower.bold
        and abs(upper.size - lower.size) <= _SAME_TYPE
        and lower.words[0].text[0] not in BULLETS
    )


_SAME_TYPE: Final = 0.3
"""Points."""


def _had_room(row: Row, cell: int, below: Fragment, rows: list[Row]) -> bool:
    """Would the first word of the line below have stood in the cell above, before the next cell or where other lines end?"""
    above = row[cell]
    edge = max(f.x1 for other in rows for f in other if abs(f.x0 - above.x0) <= _AT_ONE_EDGE)
    if cell + 1 < len(row):
        edge = max(edge, row[cell + 1].x0 - above.size)
    first = below.words[0]
    return above.x1 + first.x1 - first.x0 + 0.3 * above.size < edge


_AT_ONE_EDGE: Final = 3.0


def _in_the_middle(row: Row, wide: list[Row]) -> bool:
    """True when no line begins beside this row, or only the next bullet: it continues the cell above."""
    tolerance = SAME_BASELINE * row[0].size
    beside = [other for other in wide if abs(other[0].baseline - row[0].baseline) <= tolerance]
    return not beside or text_of(beside[0])[:1] in BULLETS


def _headings(rows: list[Row]) -> int:
    """How many lines are headings over lines that are none: in capitals, or larger than most; 0 where most are."""
    usual = median([round(row[0].size) for row in rows])
    heads = [
        (text_of(row).isupper() and 4 <= len(text_of(row)) <= _LONGEST_HEADING) or row[0].size > 1.1 * usual
        for row in rows
    ]
    over = sum(1 for head, below in pairwise(heads) if head and not below)
    return over if 2 * sum(heads) <= len(heads) else 0


def _wrapped(left: list[Fragment], x: float) -> bool:
    """Several lines run up to the gutter, as wrapped text does."""
    width = x - min(f.x0 for f in left)
    return sum(1 for f in left if f.x1 > x - 0.2 * width) >= max(2, 0.25 * len(left))


def _wrapped_right(right: list[Fragment]) -> bool:
    start, end = min(f.x0 for f in right), max(f.x1 for f in right)
    return sum(1 for f in right if f.x1 > end - 0.2 * (end - start)) >= max(2, 0.25 * len(right))
