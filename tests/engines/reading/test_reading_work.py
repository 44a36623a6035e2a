"""How much work pages of many lines make: counted in calls of our own functions, not in time."""

from __future__ import annotations

import io
import sys

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from appliance.engines.knowledge import load
from appliance.engines.reading import extract
from appliance.engines.reading.geometry import order
from appliance.engines.reading.geometry.tables import Gutter
from appliance.engines.reading.geometry.words import Fragment, Word
from appliance.engines.reading.pdf.accents import over_letters
from appliance.engines.reading.resume.margin import margin_headings
from appliance.engines.reading.resume.rows import Row


def tall(cells: list[tuple[float, float, str, str]]) -> bytes:
    """One page, 14,000 points high, of (left edge, line, font, text)."""
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=(612, 14_000), invariant=1)
    for x, line, font, text in cells:
        page.setFont(font, 4)
        page.drawString(x, 13_900 - 5 * line, text)
    page.save()
    return buffer.getvalue()


def calls(read, name: str) -> int:
    """How many calls of Python and C ``read()`` makes in the functions of a file that has this name."""
    count = 0

    def seen(frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call") and frame.f_code.co_filename.endswith(name)

    sys.setprofile(seen)
    try:
        read()
    finally:
        sys.setprofile(None)
    return count


def piece(text: str, x: float, baseline: float) -> Fragment:
    return Fragment([Word(text, (x, baseline - 7, x + 6 * len(text), baseline + 2), baseline, 9)])


def test_a_gutter_of_thousands_of_pieces_is_not_held_against_every_edge(monkeypatch):
    held: list[int] = []
    parted = order._parted

    def counted(side, edges):
        held.append(len(side))
        return parted(side, edges)

    monkeypatch.setattr(order, "_parted", counted)
    for count in (20, 1_000):
        held.clear()
        left = [piece("Engineer", 40, 30.0 * n) for n in range(count)]
        dates = [piece("2015 - 2018", 200, 30.0 * n) for n in range(count)]
        rest = [piece("of the other column", 300, 30.0 * n + 12) for n in range(count)]
        gutter = Gutter(200, 0, 30.0 * count, left, dates + rest)
        assert order._parts_dates_from_their_lines(gutter, [200.0, 300.0]) == (count == 20)
        assert held == ([2 * count] if count == 20 else [])


def test_edges_between_the_same_pieces_of_text_count_once():
    side = [piece("2011", x, 0) for x in (10, 50, 90)]
    found = list(order._parted(side, [44.5, 45.0, 46.0, 47.0, 87.0]))
    assert [(len(before), len(behind)) for before, behind in found] == [(1, 2), (2, 1)]


def test_four_times_the_lines_over_lists_in_two_columns_are_about_four_times_the_work():
    def page(count):
        cells = []
        for n in range(0, count, 3):
            cells += [
                (40 + n % 40, n, "Helvetica", "• point one"),
                (300 + n % 40, n, "Helvetica", "• point two"),
            ]
            cells += [
                (40, n + 1, "Helvetica-Bold", "Bold line here"),
                (400, n + 1, "Helvetica", "2015 - 2018"),
            ]
        return tall(cells)

    once, four = (calls(lambda c=c: extract(page(c), "pdf"), "geometry/order.py") for c in (300, 1200))
    print(f"{once} calls, {four} for four times as many lines")
    assert 0 < four <= 5 * once


def test_the_boxes_of_a_page_are_taken_once_for_all_its_accents():
    def taken(words):
        lines = np.repeat(np.arange(words), 2) * 12.0
        left = np.tile([10.0, 10.0], words)
        box = np.stack([left, lines, left + 6, lines + 10], axis=1)
        count = 0

        def seen(_frame, event, argument):
            nonlocal count
            count += event == "c_call" and argument.__name__ == "tolist"

        sys.setprofile(seen)
        try:
            text, _ = over_letters("u¨" * words, list(range(2 * words)), list(range(1, 2 * words + 1)), box)
        finally:
            sys.setprofile(None)
        assert text == "ü¨" * words
        return count

    assert taken(3) == taken(12) == 1


def test_four_times_the_headings_in_the_margin_are_about_four_times_the_work():
    knowledge = load()

    def headings(count):
        rows = []
        for n in range(count):
            head = ("EDUCATION", "EXPERIENCE")[n % 2]
            text, at = f"{head}\tFabrikam", 30 * n
            cells = ((at, at + len(head)), (at + len(head) + 1, at + len(text)))
            rows.append(Row(at, at + len(text), text, False, True, 10, False, 0, "body", 0, 1, 30.0 * n, cells, (), 50))  # fmt: skip
        return margin_headings(tuple(rows), knowledge)

    assert len(headings(40)[1]) == 40
    once, four = (calls(lambda c=c: headings(c), "resume/margin.py") for c in (100, 400))
    print(f"{once} calls, {four} for four times as many headings")
    assert 0 < four <= 5 * once
