"""What stands beside what: labels and numbers before their text, employers flush right below titles, open ranges."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def put(canvas: Canvas, x: float, y: float, text: str, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, y, text)


def test_an_employer_flush_right_below_each_title_is_read_below_it(pdf):
    entries = [("2017", "Keeper of the maps", "Fabrikam BV (Delft, Netherlands)", "Room of the rivers"), ("2014", "Clerk", "Contoso Ltd (Leeds, England)", "Counted boats"), ("2011", "Porter", "Tailspin Inc (Reno, Nevada)", "Carried parcels")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number, (year, title, employer, told) in enumerate(entries):
            y = 700 - 38 * number
            put(canvas, 120, y, year)
            put(canvas, 190, y, title)
            canvas.setFont("Helvetica", 8)
            canvas.drawRightString(540, y - 12, employer)
            put(canvas, 190, y - 24, told)

    read = [line.replace("\t", " ") for line in lines(extract(pdf(draw), "pdf"))]
    assert read == [row for year, title, *rest in entries for row in (f"{year} {title}", *rest)]


@pytest.mark.parametrize("labels", [("Name:", "Born:", "Papers:", "Phone number:", "Tongues:"), ("i.", "ii.", "iii.", "iv.", "v.")])  # fmt: skip
def test_labels_and_numbers_of_a_list_stand_before_what_they_name(pdf, labels):
    values = (
        "Ada Quill",
        "the fifth of May in Reno",
        "none that anybody has asked for",
        "0303 555 0142",
        "six",
    )

    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 720, "Details")
        for number, (label, value) in enumerate(zip(labels, values, strict=True)):
            put(canvas, 72, 700 - 12.4 * number, label)
            put(canvas, 150, 700 - 12.4 * number, value)

    read = [line.replace("\t", " ") for line in lines(extract(pdf(draw), "pdf"))]
    assert read == ["Details", *(f"{label} {value}" for label, value in zip(labels, values, strict=True))]


def test_a_row_with_an_open_range_does_not_go_on_in_the_next_row(pdf):
    table = [("Reader of maps", "Fabrikam Institute", "2024 -"), ("Student helper", "Contoso House, Room of Charts", "2022 - 2024"), ("Porter", "Tailspin Yard", "2019 - 2022")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(table):
            for x, text in zip((72, 180, 460), row, strict=True):
                put(canvas, x, 700 - 15 * number, text)

    assert lines(extract(pdf(draw), "pdf")) == ["\t".join(row) for row in table]


def test_the_lines_of_an_entry_between_its_dates_and_its_place_stay_lines(pdf):
    entries = [("2013-2018", "Keeper of Charts", "Quito", "Fabrikam Institute", "Rivers and their mouths"), ("2009-2013", "Clerk of Letters", "Lima", "Contoso House", "Letters of other towns")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number, (dates, title, place, employer, told) in enumerate(entries):
            y = 700 - 60 * number
            put(canvas, 72, y, dates)
            put(canvas, 150, y, title)
            put(canvas, 480, y, place)
            put(canvas, 150, y - 12, employer)
            put(canvas, 150, y - 24, told)

    read = lines(extract(pdf(draw), "pdf"))
    assert read == [row for *head, employer, told in entries for row in ("\t".join(head), employer, told)]


def test_a_place_of_two_lines_above_the_dates_leaves_them_beside_their_lines(pdf):
    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 700, "Fabrikam Laboratory of Animal Medicine", 12)
        for y, text in ((704, "Lomas de Zamora, Province of Buenos"), (695, "Aires")):
            canvas.setFont("Helvetica", 8)
            canvas.drawRightString(540, y, text)
        for y, title, dates in ((684, "Packer of the line", "Dec. 2021 - Mar. 2022"), (600, "Founder", "Feb. 2020 - Sep. 2021")):  # fmt: skip
            put(canvas, 72, y, title)
            canvas.drawRightString(540, y, dates)
        put(canvas, 72, 615, "Contoso Brewery", 12)
        canvas.setFont("Helvetica", 8)
        canvas.drawRightString(540, 615, "Quito, Ecuador")
        for n in range(3):
            put(
                canvas, 80, 671 - 13 * n, f"• Point {n} of what was packed on the long line of the north hall"
            )
            put(canvas, 80, 587 - 13 * n, f"• Point {n} of what was brewed")

    read = lines(extract(pdf(draw), "pdf"))
    assert "Packer of the line\tDec. 2021 - Mar. 2022" in read
    assert "Founder\tFeb. 2020 - Sep. 2021" in read
