"""A series of measurements as a drawing of lines in an SVG. Pure."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

WIDTH, HEIGHT = 600.0, 96.0
MOST_POINTS = 300
"""More would be closer together than two pixels."""

Points = Sequence[tuple[datetime, float]]


class Plot(NamedTuple):
    """``lines`` and ``areas`` are SVG path data in a box of WIDTH × HEIGHT; ``grid`` are (y, label) of the rules."""

    title: str
    unit: str
    now: str
    least: str
    most: str
    lines: str
    areas: str
    grid: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, str], ...]
    """The same as (time, value) in words, a dozen at most."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.lines


def plot(title: str, unit: str, points: Points, begin: datetime, end: datetime, step: timedelta) -> Plot:
    """Draw the points between two moments; a gap of more than three steps leaves a gap in the line."""
    inside = [(at, value) for at, value in points if begin <= at <= end]
    if not inside:
        return Plot(title, unit, "–", "", "", "", "", (), _ticks(begin, end), ())
    values = [value for _, value in inside]
    top = _ceiling(max(values))
    thinned = _thinned(inside)
    span = (end - begin).total_seconds()

    def place(at: datetime, value: float) -> tuple[float, float]:
        x = (at - begin).total_seconds() / span * WIDTH
        return round(x, 1), round(HEIGHT - max(value, 0) / top * HEIGHT, 1)

    lines, areas = [], []
    for run in _runs(thinned, max(step * 3, (end - begin) / MOST_POINTS * 3)):
        path = [place(at, value) for at, value in run]
        if len(path) == 1:
            path.append((path[0][0] + 1.5, path[0][1]))
        drawn = " L".join(f"{x:g} {y:g}" for x, y in path)
        lines.append(f"M{drawn}")
        areas.append(f"M{path[0][0]:g} {HEIGHT:g} L{drawn} L{path[-1][0]:g} {HEIGHT:g} Z")
    every = max(1, len(inside) // 12)
    return Plot(
        title,
        unit,
        said(inside[-1][1]),
        said(min(values)),
        said(max(values)),
        " ".join(lines),
        " ".join(areas),
        ((0.0, said(top)), (HEIGHT / 2, said(top / 2)), (HEIGHT, "0")),
        _ticks(begin, end),
        tuple((at.strftime("%Y-%m-%d %H:%M"), said(value)) for at, value in inside[::every][-12:]),
    )


def said(value: float) -> str:
    """A value as people read it: three figures are enough."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2g}"


def _ceiling(value: float) -> float:
    """The next of 1, 2, 5 times a power of ten, for the upper rule."""
    if value < sys.float_info.min:  # nothing, or so little that its power of ten is nothing
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= value)


def _thinned(points: Points) -> list[tuple[datetime, float]]:
    """At most ``MOST_POINTS``: of each group the highest, because peaks are what one looks for."""
    size = -(-len(points) // MOST_POINTS)
    return [max(points[i : i + size], key=lambda p: p[1]) for i in range(0, len(points), size)]


def _runs(points: Points, gap: timedelta) -> list[list[tuple[datetime, float]]]:
    runs: list[list[tuple[datetime, float]]] = []
    for point in points:
        if not runs or point[0] - runs[-1][-1][0] > gap:
            runs.append([])
        runs[-1].append(point)
    return runs


def _ticks(begin: datetime, end: datetime) -> tuple[tuple[float, str], ...]:
    """Four moments along the bottom, as (x in percent, label)."""
    long = end - begin > timedelta(days=2)
    form = "%d %b" if long else "%H:%M"
    return tuple(
        (share * 100, (begin + (end - begin) * share).strftime(form)) for share in (0, 0.25, 0.5, 0.75)
    )
