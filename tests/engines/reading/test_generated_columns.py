"""Reading order and words of pages that scripts and templates draw."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def write(canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 10) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def test_dates_with_two_digits_at_the_right_edge_stay_on_their_lines(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 720, "Experience", "Helvetica-Bold", 12)
        entries = [
            ("Northwind Freight", "Dallas, TX", "Dock Supervisor", "Apr '20 - Present"),
            ("Fabrikam Storage, Inc.", "Plano, TX", "Yard Clerk", "Jul '15 - Mar '20"),
            ("Contoso Lines", "Irving, TX", "Deck Hand", "Aug '12 - Jun '15"),
        ]
        for number, (firm, place, title, dates) in enumerate(entries):
            y = 700 - 55 * number
            write(canvas, 50, y, firm, "Helvetica-Bold")
            write(canvas, 50, y - 16, title)
            write(canvas, 56, y - 32, "- Moved freight from the quay to the shed and counted it.")
            for text, below in ((place, 0), (dates, 16)):
                canvas.drawRightString(560, y - below, text)

    assert "Dock Supervisor\tApr '20 - Present" in lines(extract(pdf(draw), "pdf"))


def test_a_section_beside_another_is_a_column_however_short_it_is(pdf):
    def draw(canvas: Canvas) -> None:
        for x, text in ((50, "Experience"), (430, "Skills")):
            write(canvas, x, 720, text, "Helvetica-Bold", 13)
        rows = [
            ("Northwind Freight", "Dallas, TX"),
            ("Dock Supervisor", "2019 - present"),
            ("Yard Clerk", "2013 - 2019"),
        ]
        for number, (left, right) in enumerate(rows):
            write(canvas, 50, 698 - 16 * number, left)
            canvas.drawRightString(400, 698 - 16 * number, right)
        write(canvas, 430, 698, "Languages", "Helvetica-Bold")
        write(canvas, 430, 682, "German, English", size=9)

    read = lines(extract(pdf(draw), "pdf"))
    assert read == [
        "Experience", "Northwind Freight\tDallas, TX", "Dock Supervisor\t2019 - present", "Yard Clerk\t2013 - 2019",
        "Skills", "Languages", "German, English",
    ]  # fmt: skip


def test_columns_below_two_headings_end_at_the_next_heading(pdf):
    def draw(canvas: Canvas) -> None:
        for x, text in ((50, "Hello"), (330, "What I do")):
            write(canvas, x, 740, text, "Helvetica-Bold", 14)
        for number in range(3):
            write(canvas, 50, 720 - 13 * number, "I build small services that settle")
            write(canvas, 330, 720 - 13 * number, "Go, Java, Python, and some SQL")
        write(canvas, 50, 660, "Work", "Helvetica-Bold", 14)
        write(canvas, 50, 636, "Northwind Freight", "Helvetica-Bold")
        write(canvas, 480, 636, "Portland, OR")
        write(canvas, 50, 622, "Dock Supervisor", "Helvetica-Bold")
        write(canvas, 470, 622, "2019 - present", size=8)
        write(
            canvas,
            50,
            608,
            "Moved freight from the quay to the shed all night and counted it twice, then wrote it down.",
        )

    assert lines(extract(pdf(draw), "pdf"))[-4:] == [
        "Work", "Northwind Freight\tPortland, OR", "Dock Supervisor\t2019 - present",
        "Moved freight from the quay to the shed all night and counted it twice, then wrote it down.",
    ]  # fmt: skip


def test_lines_below_a_heading_beside_its_label_are_no_lines_of_one_cell(pdf):
    def draw(canvas: Canvas) -> None:
        def entry(y: float, label: str, firm: str, title: str) -> None:
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawRightString(140, y, label)
            write(canvas, 160, y, firm, "Helvetica-Bold")
            canvas.setFont("Helvetica", 10)
            canvas.drawRightString(560, y, "11/2019 - Present")
            write(canvas, 160, y - 13, title)
            write(canvas, 160, y - 26, "- Delivered the fare cards on time.")

        entry(700, "Experience", "Northwind Transit", "Senior Project Manager, Miami, FL")
        entry(640, "Education", "Example University", "Bachelor of Science")
        entry(580, "Volunteering", "Example Shelter", "Walker of dogs")

    assert lines(extract(pdf(draw), "pdf"))[:2] == [
        "Experience\tNorthwind Transit\t11/2019 - Present",
        "Senior Project Manager, Miami, FL",
    ]


def test_letters_set_apart_are_words_also_where_two_are_kerned(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 11)
        letters = "(E) -200 (D) -200 (U) -200 (C) -200 (A) -130 (T) -200 (I) -200 (O) -200 (N)"
        canvas._code.append(  # the gaps inside one text, as typesetters write them
            f"BT /F2 11 Tf 50 700 Td [{letters}] TJ ET"
        )
        for number in range(6):
            write(canvas, 50, 660 - 14 * number, "Some text with blanks of its own, as most files have them.")
        write(canvas, 50, 680, "Example University")

    assert lines(extract(pdf(draw), "pdf"))[0] == "EDUCATION"


def test_a_name_broken_behind_its_hyphen_is_put_together(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 720, "Odile Sample-", "Helvetica-Bold", 22)
        write(canvas, 50, 694, "Stone", "Helvetica-Bold", 22)
        write(canvas, 50, 660, "odile@example.com")

    assert lines(extract(pdf(draw), "pdf"))[0] == "Odile Sample-Stone"


def test_a_capital_that_most_letters_are_kerned_to_begins_no_word_of_its_own(pdf):
    def draw(canvas: Canvas) -> None:
        for number, word in enumerate(("Tower", "Tenor", "Train", "Tusk", "Tyre", "Tablet", "Thistle")):
            x = 50.0
            for letter, following in zip(word, word[1:] + " ", strict=True):
                write(canvas, x, 700 - 16 * number, letter)
                kerned = letter == "T" and following != "h"
                x += canvas.stringWidth(letter) - (1.5 if kerned else 0.0)

    assert lines(extract(pdf(draw), "pdf")) == [
        "Tower",
        "Tenor",
        "Train",
        "Tusk",
        "Tyre",
        "Tablet",
        "Thistle",
    ]


def test_dates_and_places_at_the_edge_of_a_column_stay_with_it_beside_a_side_bar(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 43, 700, "EXPERIENCE", "Helvetica-Bold", 12)
        entries = [
            ("Example Maritime Museum", "Richmond, VA", "Executive Assistant", "August 2018 - present"),
            ("Northwind Freight Brokers", "Norfolk, VA", "Office Manager", "March 2011 - July 2018"),
            ("Contoso Title & Escrow", "Petersburg, VA", "Receptionist", "October 2006 - January 2010"),
        ]
        for number, (firm, place, title, dates) in enumerate(entries):
            y = 681 - 39 * number
            write(canvas, 43, y, firm, "Helvetica-Bold")
            write(canvas, 43, y - 12, title)
            write(canvas, 43, y - 24, "- Prepared the quarterly meetings.")
            canvas.setFont("Helvetica", 9)
            canvas.drawRightString(363, y, place)
            canvas.drawRightString(363, y - 12, dates)
        write(canvas, 373, 700, "CONTACT", "Helvetica-Bold", 12)
        side = [
            "+1-804-555-0171", "mina.tuttle@example.com", "Richmond, VA", "EDUCATION", "Associate of Applied Science in Business",
            "Administration", "Example Community College", "May 2006", "Honors graduate", "SKILLS", "Microsoft 365, Concur, QuickBooks",
            "85 words per minute",
        ]  # fmt: skip
        for number, text in enumerate(side):
            write(canvas, 373, 682 - 13 * number, text)

    read = lines(extract(pdf(draw), "pdf"))
    assert "Executive Assistant\tAugust 2018 - present" in read
    assert "Receptionist\tOctober 2006 - January 2010" in read


def test_headings_in_the_margin_stay_beside_their_lines_below_a_paragraph_over_the_whole_page(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 700, "PROFILE", "Helvetica-Bold", 15)
        for number, text in enumerate(
            (
                "Patient clerk of a harbour who has counted pallets in sun and rain and who would like",
                "to go on doing it, in a shed that is dry and with people who count as well as this one",
                "does every day.",
            )
        ):
            write(canvas, 60, 680 - 17 * number, text)
        for y, heading, rows in (
            (600, "EXPERIENCE", ("2016 - 2020", "Dock Supervisor", "Northwind Freight")),
            (500, "EDUCATION", ("2012 - 2016", "Bachelor of Arts", "Example State University")),
            (400, "SKILLS", ("Counting of pallets", "Driving of forklifts", "Stowing of freight by weight")),
        ):
            write(canvas, 60, y, heading, "Helvetica-Bold", 15)
            for number, text in enumerate(rows):
                write(canvas, 240, y - 17 * number, text)

    read = lines(extract(pdf(draw), "pdf"))
    assert "EXPERIENCE\t2016 - 2020" in read
    assert "EDUCATION\t2012 - 2016" in read
