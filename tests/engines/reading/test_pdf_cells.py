"""Cells beside what they belong to: dates a little higher, labels that end at one edge; and bars that go on."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def put(canvas: Canvas, x: float, y: float, text: str, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(x, y, text)


def test_dates_a_little_higher_than_the_larger_line_beside_them_belong_to_it(pdf):
    entries = [("Software Engineer", "APR 2018 - PRESENT"), ("Archive Clerk", "JAN 2013 - MAR 2018"), ("Courier", "MAY 2010")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number, (title, dates) in enumerate(entries):
            y = 700 - 85 * number
            put(canvas, 72, y, title, 14)
            canvas.setFont("Helvetica", 10)
            canvas.drawRightString(540, y + 4.5, dates)
            put(canvas, 72, y - 22, "Example Systems Inc. in Boulder")
            put(canvas, 86, y - 46, "Did what was to be done, and a little more than was asked for.")

    read = lines(extract(pdf(draw), "pdf"))
    assert [line for line in read if "\t" in line] == ["\t".join(entry) for entry in entries]


def test_labels_that_end_at_one_edge_stand_before_their_values(pdf):
    forms = [("Period", "March 2012 - Present"), ("Employer", "Fabrikam BV"), ("Job Title", "Analyst"), ("Tools", "Spreadsheets")]  # fmt: skip
    told = ["Wrote what was asked for and read what was sent in return, and", "kept the records of five offices in two countries up to date for", "the auditors that came in autumn, each year, with their own lists."]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for block in range(2):
            y = 700 - 120 * block
            for number, (label, value) in enumerate(forms):
                canvas.setFont("Helvetica", 10)
                canvas.drawRightString(150, y - 13 * number, label)
                put(canvas, 161, y - 13 * number, value)
            for number, text in enumerate(told):
                put(canvas, 161, y - 13 * (number + len(forms)), text)

    read = lines(extract(pdf(draw), "pdf"))
    assert read == ["\t".join(form) for form in forms] + told + ["\t".join(form) for form in forms] + told


def test_a_bar_with_a_second_heading_beside_a_gap_of_the_column_is_one_bar(pdf):
    bar = [("CONTACT", 14, 765), ("ada@example.com", 10, 715), ("Reno, Nevada", 10, 695), ("SKILLS", 14, 520), ("Filing", 10, 495), ("Typing", 10, 475), ("Latin", 10, 455)]  # fmt: skip
    column = [("Ada Stone", 30, 725), ("EXPERIENCE", 15, 640), ("A clerk of archives who likes long shelves and short letters.", 10, 600)]  # fmt: skip
    column += [(f"Year {n} of the work: sorted the letters of a house with many rooms.", 10, 480 - 21 * n) for n in range(8)]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for text, size, y in bar:
            put(canvas, 40, y, text, size)
        for text, size, y in column:
            put(canvas, 230, y, text, size)

    assert lines(extract(pdf(draw), "pdf")) == [text for text, _, _ in bar] + [text for text, _, _ in column]
