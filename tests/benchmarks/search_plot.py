"""How time grows with the index, as one SVG: a small log-log plot for each class, a line for each engine."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

COLOURS = {"muster": "#0b6e4f", "whoosh": "#b3541e", "fts5": "#3454d1", "tantivy": "#7a3e9d"}
COLUMNS, WIDTH, HEIGHT = 4, 250, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 20, 28, 26
HEAD = 64
Line = Sequence[tuple[int, float]]


def lines_of(rows: Iterable[Mapping[str, Any]], measure: str) -> dict[str, Line]:
    """Engine → (size, p50) by size."""
    found: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row["measure"] == measure and row["p50"] > 0:
            found.setdefault(row["engine"], []).append((row["size"], row["p50"]))
    return {engine: sorted(points) for engine, points in found.items()}


def growth(rows: Sequence[Mapping[str, Any]], classes: Sequence[str], mode: str) -> str:
    """The plot: p50 of every class in one mode against the number of documents, both axes logarithmic."""
    plots = {name: lines_of(rows, f"{name}, {mode}") for name in classes}
    points = [point for lines in plots.values() for line in lines.values() for point in line]
    if not points:
        return ""
    sizes = sorted({size for size, _ in points})
    low = 10.0 ** math.floor(math.log10(min(ms for _, ms in points)))
    high = 10.0 ** math.ceil(math.log10(max(ms for _, ms in points)))
    rows_of_plots = -(-len(classes) // COLUMNS)
    width, height = COLUMNS * WIDTH, HEAD + rows_of_plots * HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"',
        f'height="{height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text x="12" y="24" font-size="16">Time of a question by size of the index ({escape(mode)}), p50 in ms</text>',
    ]
    for i, engine in enumerate(COLOURS):
        parts.append(f'<rect x="{12 + i * 110}" y="38" width="14" height="4" fill="{COLOURS[engine]}"/>')
        parts.append(f'<text x="{32 + i * 110}" y="44">{engine}</text>')
    for i, (name, lines) in enumerate(plots.items()):
        parts.append(
            f'<g transform="translate({i % COLUMNS * WIDTH} {HEAD + i // COLUMNS * HEIGHT})">'
            + _panel(name, lines, sizes, (low, high))
            + "</g>"
        )
    return "\n".join([*parts, "</svg>", ""])


def _panel(name: str, lines: Mapping[str, Line], sizes: Sequence[int], span: tuple[float, float]) -> str:
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])
    low, high = math.log10(span[0]), math.log10(span[1])

    def x(size: float) -> float:
        share = (math.log10(size) - first) / (last - first) if last > first else 0.5
        return round(LEFT + share * inner_width, 1)

    def y(ms: float) -> float:
        return round(TOP + (high - math.log10(ms)) / (high - low) * inner_height, 1)

    parts = [f'<text x="{LEFT}" y="{TOP - 8}" font-weight="bold">{escape(name)}</text>']
    for power in range(round(low), round(high) + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {at}H{LEFT + inner_width}" stroke="#ddd"/>')
        parts.append(
            f'<text x="{LEFT - 5}" y="{at + 4}" text-anchor="end" fill="#555">{10.0**power:g}</text>'
        )
    for size in sizes:
        label = f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k"
        parts.append(f'<path d="M{x(size)} {TOP}V{TOP + inner_height}" stroke="#eee"/>')
        parts.append(f'<text x="{x(size)}" y="{HEIGHT - 10}" text-anchor="middle" fill="#555">{label}</text>')
    for engine, line in lines.items():
        colour = COLOURS.get(engine, "#000")
        path = " ".join(f"{x(size)},{y(ms)}" for size, ms in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(size)}" cy="{y(ms)}" r="2.5" fill="{colour}"/>' for size, ms in line]
    return "".join(parts)
