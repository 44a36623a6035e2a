"""Cells beside what they belong to: dates a little higher, labels that end at one edge; and bars that go on."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract
from appliance.engines.reading.geometry import tables
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


def test_small_dates_with_a_place_below_them_belong_to_the_larger_line_beside_them(pdf):
    entries = [("Associate Professor", "Sep 2018 - Present", "SEATTLE, WA"), ("Assistant Professor", "Sep 2012 - Aug 2018", "SEATTLE, WA"), ("Researcher", "Jan 2010 - Aug 2012", "MOSS LANDING, CA")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for number, (title, dates, place) in enumerate(entries):
            y = 700 - 120 * number
            put(canvas, 68, y + 4, dates, 9.4)
            put(canvas, 68, y - 14.5, place, 8.2)
            put(canvas, 202, y, title, 15.8)
            put(canvas, 202, y - 24, "Example University of the Sea", 12)
            put(canvas, 218, y - 54, "Teaches ecology and statistics to 200 students a year.", 11.6)

    read = lines(extract(pdf(draw), "pdf"))
    assert [line for line in read if "20" in line and "200" not in line] == [
        f"{t} {d}" for t, d, _ in entries
    ]


def test_dates_at_the_edge_of_a_column_stay_with_it_beside_a_bar(pdf):
    titles = [("Pastry Chef", "Oct 2020 - Present"), ("Baker", "Mar 2016 - Sep 2020"), ("Line Cook", "Jul 2013 - Feb 2016")]  # fmt: skip
    bar = [("Contact", 736), ("ada@example.com", 720), ("Reno, Nevada", 706), ("Education", 682), ("Associate of Applied Science in", 666), ("Culinary Arts, Example College", 655), ("Skills", 630), ("Laminated dough, chocolate, sugar", 614), ("Latin, French and a little Greek", 601)]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        put(canvas, 23, 738, "Pastry chef of hotels and bakeries; breads, desserts and cakes")
        put(canvas, 23, 726, "for four hundred guests, and for four.")
        for number, (title, dates) in enumerate(titles):
            y = 700 - 43 * number
            put(canvas, 23, y, title)
            canvas.setFont("Helvetica", 9)
            canvas.drawRightString(345, y, dates)
            put(canvas, 23, y - 13, "Hotel Example of the Lake")
            put(canvas, 30, y - 26, "Ran the pastry for two restaurants and banquets.")
        for text, y in bar:
            put(canvas, 390, y, text, 9)

    read = lines(extract(pdf(draw), "pdf"))
    assert [line for line in read if "\t" in line] == ["\t".join(entry) for entry in titles]
    assert read[-len(bar) :] == [text for text, _ in bar]


def test_dates_and_addresses_in_letters_set_apart_are_words(pdf):
    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 700, "J A N 2 0 2 0")
        put(canvas, 72, 660, "B a d a @ e x a m p l e . o r g")
        put(canvas, 72, 620, "1 2 3 4 5 6")

    assert lines(extract(pdf(draw), "pdf")) == ["JAN2020", "B ada@example.org", "1 2 3 4 5 6"]


def test_an_accent_drawn_over_a_letter_is_a_part_of_it_and_an_apostrophe_is_not(pdf):
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 20)
        text._code.append("[(M) -111 (\\250) 444 (uller)] TJ")  # as TeX moves back over the accent
        canvas.drawText(text)
        put(canvas, 72, 660, "We don\u00b4t know", 20)

    assert lines(extract(pdf(draw), "pdf")) == ["M\u00fcller", "We don\u00b4t know"]


def test_a_page_of_thousands_of_lines_is_not_held_line_against_line(monkeypatch):
    calls = 0
    held = tables._stands_beside

    def counted(row, other):
        nonlocal calls
        calls += 1
        return held(row, other)

    monkeypatch.setattr(tables, "_stands_beside", counted)
    for lines in (20, 1_000):
        calls = 0
        buffer = io.BytesIO()
        page = Canvas(buffer, pagesize=(600, 14_000))
        for number in range(lines):
            page.setFont("Helvetica", 4)
            page.drawString(40, 13_900 - 4.5 * number, "Engineer at Acme")
            page.drawString(300, 13_898.8 - 4.5 * number, str(1950 + number % 70))
        page.save()
        text = extract(buffer.getvalue(), "pdf").text
        assert text.count("Engineer at Acme") == lines
        assert (calls > 0) == (lines == 20), calls
