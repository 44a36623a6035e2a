"""What the rows of one side of a page are like: their groups, letters and baselines."""

from __future__ import annotations

from typing import Final

from appliance.engines.reading.geometry.words import Fragment

Row = list[Fragment]

SAME_BASELINE: Final = 0.25
"""In letter heights; wrapped columns meet by chance within it in two of five lines."""
LINE_STEP: Final = 1.7


def grouped(rows: list[Row]) -> list[list[Row]]:
    """Rows that follow each other at line distance."""
    groups: list[list[Row]] = []
    for row in rows:
        if groups and row[0].baseline - groups[-1][-1][0].baseline <= LINE_STEP * max(row[0].size, 4.0):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def share_paired(rows: list[Row], others: list[Row], share: float = SAME_BASELINE) -> float:
    """Share of the rows that stand on the baseline of one of the others; both from top to bottom."""
    baselines = [row[0].baseline for row in others]
    hits = position = 0
    for row in rows:
        head = row[0]
        tolerance = share * head.size
        while position < len(baselines) and baselines[position] < head.baseline - tolerance:
            position += 1
        if position < len(baselines) and abs(baselines[position] - head.baseline) <= tolerance:
            hits += 1
    return hits / max(len(rows), 1)


def is_dense(rows: list[Row]) -> bool:
    """Most lines follow the one above at line distance: running text."""
    return len(rows) >= 3 and len(grouped(rows)) - 1 <= 0.4 * (len(rows) - 1)


def share_running(rows: list[Row]) -> float:
    """Share of the lines that begin in the middle of a sentence."""
    return sum(1 for row in rows if row[0].words[0].text[:1].islower() and row[0].words[0].text != "o") / len(
        rows
    )


def letters_in(rows: list[Row]) -> int:
    return sum(f.letters for row in rows for f in row)


def text_of(row: Row) -> str:
    return " ".join(f.text for f in row)


def median(values: list[int]) -> int:
    return sorted(values)[len(values) // 2]
