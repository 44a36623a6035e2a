"""Tables with drawn borders: each row read whole, cells that wrap joined, columns of text kept apart."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from appliance.engines.reading import extract
from appliance.engines.reading.geometry.ruled import grids_of

STYLE = getSampleStyleSheet()["Normal"]


def bordered(rows: list[list[str]], widths: list[float]) -> str:
    buffer = io.BytesIO()
    table = Table([[Paragraph(cell, STYLE) for cell in row] for row in rows], colWidths=widths)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    SimpleDocTemplate(buffer).build(
        [Paragraph("Ada Stone", STYLE), table, Paragraph("After the table", STYLE)]
    )
    return extract(buffer.getvalue(), "pdf").text


def test_short_cells_that_wrap_stay_in_their_row():
    lines = bordered(
        [
            ["May 2019 - Present", "Thamesgate Corporate Security, London, United Kingdom", "Investigator"],
            ["Nov 2016 - Apr 2019", "The Quayside Ledger, Bristol", "Researcher"],
        ],
        [60, 110, 200],
    ).splitlines()
    rows = [line for line in lines if line]
    assert rows == [
        "Ada Stone",
        "May 2019 - Present\tThamesgate Corporate Security, London, United Kingdom\tInvestigator",
        "Nov 2016 - Apr 2019\tThe Quayside Ledger, Bristol\tResearcher",
        "After the table",
    ]


def test_a_long_cell_goes_on_below_its_row():
    told = (
        "Researcher<br/>"
        + "Wrote about the harbour and its ledgers for the evening edition of the paper. " * 3
    )
    lines = bordered([["2016 - 2019", "Quayside Ledger", told]], [60, 90, 200]).splitlines()
    assert lines[0] == "Ada Stone"
    assert "2016 - 2019\tQuayside Ledger\tResearcher" in lines


def test_two_long_cells_are_columns():
    left = "Left words go on and on until they fill more than one line of this cell. " * 3
    right = "Right words go on and on until they fill more than one line of this cell. " * 3
    text = bordered([[left, right]], [180, 180])
    assert text.index("Right") > text.rindex("Left")


def test_a_box_around_a_page_is_no_table():
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for x in (50, 550):
        canvas.line(x, 50, x, 800)
    for y in (50, 800):
        canvas.line(50, y, 550, y)
    canvas.drawString(72, 700, "Ada Stone")
    canvas.save()
    assert extract(buffer.getvalue(), "pdf").text == "Ada Stone\n"
    assert (
        grids_of([(50, 50, 50.5, 800), (550, 50, 550.5, 800), (50, 50, 550, 50.5), (50, 800, 550, 800.5)])
        == []
    )


@pytest.mark.parametrize("count", [0, 1, 3_000])
def test_few_lines_and_very_many_make_no_table(count):
    assert grids_of([(float(n % 600), 0.0, float(n % 600), 700.0) for n in range(count)]) == []
