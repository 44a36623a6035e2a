"""Layouts from plain text: one line of text a Line; ``# `` a large bold heading, ``** `` a bold line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from appliance.engines.reading.resume import read_resume
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout, Line

_HEIGHT = 12.0


def build_layout(written: str, *, styled: bool = False) -> Layout:
    """A layout of ``written``; with ``styled`` sizes and boxes as a PDF would have them."""
    text, lines, y = "", [], 40.0
    for row in written.strip("\n").split("\n"):
        size, bold = 10.0, False
        shown = row
        if styled and row.startswith("# "):
            shown, size, bold = row[2:], 14.0, True
        elif styled and row.startswith("** "):
            shown, bold = row[3:], True
        start = len(text)
        text += shown + "\n"
        if shown.strip() or not styled:
            box = (0, 50.0, y, 500.0, y + size) if styled else (-1, 0.0, 0.0, 0.0, 0.0)
            lines.append(Line(start, start + len(shown), *box, size if styled else 0.0, bold, 0, "body", 0))
        y += _HEIGHT
    return Layout(format="pdf" if styled else "txt", text=text, lines=tuple(lines))


@pytest.fixture
def layout_of() -> Callable[..., Layout]:
    return build_layout


@pytest.fixture
def read() -> Callable[..., tuple[Fact, ...]]:
    def reading(written: str, *, styled: bool = False, today: str = "2026-03") -> tuple[Fact, ...]:
        return read_resume(build_layout(written, styled=styled), today)

    return reading
