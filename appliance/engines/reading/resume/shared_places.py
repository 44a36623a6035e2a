"""Places that no gazetteer knows: they stand where other entries have a known one."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.judging import CLEAR_TITLE, Judge
from appliance.engines.reading.resume.rows import Row


def know_places_of_others(rows: tuple[Row, ...], dated: list[int], judge: Judge) -> None:
    """A short row below the name of an employer is a place where another entry has a known place on that row; so is a last cell."""
    if judge.joined:
        return
    for beside in (-1, 1, 2):
        below = [number + beside for number in dated]
        if below[0] < 1 or below[-1] >= len(rows) or any(rows[at].bullet or rows[at].ranges for at in below):
            continue
        known = [judge.place(rows[at].text) for at in below]
        unknown = [at for at, place in zip(below, known, strict=True) if not place]
        if any(known) and all(
            _may_be_place(rows[at].text, judge) and _below_a_firm(rows, at, judge) for at in unknown
        ):
            for at in unknown:
                judge.know_place(rows[at].text)
    for beside in (0, -1, 1):
        last = [
            _last_cell(rows[at])
            for at in (number + beside for number in dated)
            if 0 <= at < len(rows) and len(rows[at].cells) > 1
        ]
        if len(last) < _LEAST_CELLS or any(text[-1].isdigit() for text in last):
            continue  # dates stand there
        others = [text for text in last if not judge.place(text)]
        if 0 < len(others) <= len(last) // 2 and all(_may_be_place(text, judge) for text in others):
            for text in others:
                judge.know_place(text)


def _below_a_firm(rows: tuple[Row, ...], at: int, judge: Judge) -> bool:
    """Does the row above begin an entry or look like a firm, or is it a clear title below the row that begins the entry?"""
    above = rows[at - 1]
    if above.gap or judge.employer(above.text) >= _LIKE_A_FIRM:
        return True
    return at > 1 and rows[at - 2].gap and judge.title(above.text) >= CLEAR_TITLE


_LEAST_CELLS = 2
_LIKE_A_FIRM = 0.5
_MAY_BE_PLACE = re.compile(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:, [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?)?")
_LITTLE_LIKE = 0.4


def _may_be_place(text: str, judge: Judge) -> bool:
    return (
        _MAY_BE_PLACE.fullmatch(text) is not None
        and judge.employer(text) < _LITTLE_LIKE
        and judge.title(text) < _LITTLE_LIKE
    )


def _last_cell(row: Row) -> str:
    start, end = row.cells[-1]
    return row.text[start - row.start : end - row.start]
