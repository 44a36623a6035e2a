"""Reading order: columns, sidebars, dates at the edge, tables."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout

LEFT = [
    "Contact us by letter or", "by telephone whenever it", "suits you, and say what", "you would like to know.",
    "Skills that were asked for", "are listed further down", "in no particular order at", "all, as always here.",
]  # fmt: skip
RIGHT = [
    "Experience in many places taught me how to listen to what", "people need before anything is built for them, which is",
    "rarely what they say first. The projects below were made", "with teams of three to twelve, in two countries and under",
    "three regulators, and each of them is still in use today by", "those who asked for it and by some who never did, which I",
    "take as a compliment. References are given on request, and", "the numbers can be checked in the annual reports linked in",
]  # fmt: skip


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def write(canvas: Canvas, x: float, y: float, texts: list[str], step: float = 14, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    for number, text in enumerate(texts):
        canvas.drawString(x, y - step * number, text)


def test_two_columns_are_read_one_after_the_other(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 200, 740, ["Ada Example, Engineer and Writer of Long Letters"], size=16)
        write(canvas, 50, 700, LEFT)
        write(canvas, 230, 696, RIGHT)

    layout = extract(pdf(draw), "pdf")
    assert lines(layout) == ["Ada Example, Engineer and Writer of Long Letters", *LEFT, *RIGHT]
    assert [line.column for line in layout.lines] == [0] * 9 + [1] * 8


def test_columns_on_the_same_baselines_are_not_read_across(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, LEFT)
        write(canvas, 190, 700, RIGHT)

    assert lines(extract(pdf(draw), "pdf")) == [*LEFT, *RIGHT]


def test_two_columns_of_short_lines_with_headings_on_the_same_baselines_are_columns(pdf):
    left = [
        "EXPERIENCE", "Software Engineer, Example Systems Inc", "Jan 2018 - Present", "- Built services for four regions", "- Wrote reports in SQL",
        "Junior Developer, Sample Labs LLC", "Jun 2015 - Dec 2017", "- Fixed defects in Java programs", "EDUCATION", "BS, Example University, 2015",
    ]  # fmt: skip
    right = [
        "SKILLS",
        "Python, SQL, Linux",
        "LANGUAGES",
        "English, Spanish (B2)",
        "AWARDS",
        "Employee of the month",
        "VOLUNTEERING",
        "Food bank helper",
    ]

    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, left)
        write(canvas, 350, 700, right)

    assert lines(extract(pdf(draw), "pdf")) == [*left, *right]


def test_the_order_of_drawing_does_not_matter(pdf):
    def draw(canvas: Canvas) -> None:
        for left, right, y in zip(LEFT, RIGHT, range(700, 580, -14), strict=False):
            write(canvas, 230, y - 5, [right])
            write(canvas, 50, y, [left])

    assert lines(extract(pdf(draw), "pdf")) == [*LEFT, *RIGHT]


def test_full_width_text_parts_what_stands_above_from_what_stands_below(pdf):
    wide = (
        "This line runs over the whole width of the page and parts the columns above it from those below it."
    )

    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, LEFT[:4])
        write(canvas, 320, 697, LEFT[4:])
        write(canvas, 50, 600, [wide])
        write(canvas, 50, 560, LEFT[4:])
        write(canvas, 320, 557, LEFT[:4])

    assert lines(extract(pdf(draw), "pdf")) == [*LEFT[:4], *LEFT[4:], wide, *LEFT[4:], *LEFT[:4]]


def test_a_heading_below_short_columns_is_not_drawn_into_them(pdf):
    wide = (
        "Awarded a prize for the best letter of the year by a jury of eleven postmen and one retired judge."
    )

    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, LEFT[:4])
        write(canvas, 320, 693, LEFT[4:7])
        write(canvas, 50, 620, ["Accomplishments"])
        write(canvas, 50, 600, [wide])

    assert lines(extract(pdf(draw), "pdf")) == [*LEFT[:4], *LEFT[4:7], "Accomplishments", wide]


def test_dates_at_the_right_edge_belong_to_their_lines(pdf):
    def draw(canvas: Canvas) -> None:
        for number, (what, when) in enumerate(
            [
                ("Staff Engineer, Alder & Co", "2019 – Present"),
                ("Engineer, Birch Ltd", "2015 – 2019"),
                ("Intern, Cedar", "2014"),
            ]
        ):
            y = 700 - 60 * number
            write(canvas, 50, y, [what, "• Wrote the letters nobody wanted to write", "• Read the answers"])
            canvas.drawRightString(560, y, when)

    found = lines(extract(pdf(draw), "pdf"))
    assert found[0] == "Staff Engineer, Alder & Co\t2019 – Present"
    assert found[3] == "Engineer, Birch Ltd\t2015 – 2019"
    assert found[6] == "Intern, Cedar\t2014"


def test_place_and_dates_below_each_other_join_the_line_they_begin_on(pdf):
    def draw(canvas: Canvas) -> None:
        for number, when in enumerate(["2019 – Present", "2015 – 2019", "2012 – 2015"]):
            y = 700 - 80 * number
            write(
                canvas,
                50,
                y,
                [
                    f"Company number {number}",
                    "• Wrote letters to all who had asked for one",
                    "• Read the answers",
                ],
            )
            canvas.drawRightString(560, y, "Boston, MA")
            canvas.drawRightString(560, y - 14, when)

    found = lines(extract(pdf(draw), "pdf"))
    assert found[:3] == [
        "Company number 0\tBoston, MA\t2019 – Present",
        "• Wrote letters to all who had asked for one",
        "• Read the answers",
    ]


def test_labels_at_the_left_edge_belong_to_their_lines(pdf):
    def draw(canvas: Canvas) -> None:
        for number, when in enumerate(["2019 – now", "2015 – 2019", "2012 – 2015"]):
            y = 700 - 60 * number
            write(canvas, 50, y, [when])
            write(
                canvas,
                150,
                y,
                [f"Engineer at company {number}", "Wrote letters to everybody who had asked for one", "Read"],
            )

    assert lines(extract(pdf(draw), "pdf"))[:3] == [
        "2019 – now\tEngineer at company 0",
        "Wrote letters to everybody who had asked for one",
        "Read",
    ]


def test_rows_of_a_table_are_read_as_rows(pdf):
    rows = [("AWS Architect", "Amazon", "2021"), ("CISSP", "ISC2", "2019"), ("PMP", "PMI", "2017")]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                write(canvas, 50 + 180 * column, 700 - 20 * number, [cell])

    assert lines(extract(pdf(draw), "pdf")) == ["\t".join(row) for row in rows]


def test_a_bullet_stays_with_its_text(pdf):
    def draw(canvas: Canvas) -> None:
        for number in range(4):
            canvas.drawString(60, 700 - 14 * number, "•")
            canvas.drawString(90, 700 - 14 * number, f"item {number}")

    assert lines(extract(pdf(draw), "pdf")) == [f"• item {n}" for n in range(4)]


def test_cells_of_several_lines_are_not_read_across(pdf):
    def draw(canvas: Canvas) -> None:
        rows = [
            (["Employer"], ["Title"], ["Dates"]),
            (["Example Corporation"], ["Staff Engineer,", "responsible for all"], ["2019 –", "Present"]),
            (["Other Corporation"], ["Engineer"], ["2015 – 2019"]),
        ]
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                write(canvas, 50 + 180 * column, 700 - 40 * number, cell, step=12)

    assert lines(extract(pdf(draw), "pdf")) == [
        "Employer\tTitle\tDates",
        "Example Corporation\tStaff Engineer, responsible for all\t2019 – Present",
        "Other Corporation\tEngineer\t2015 – 2019",
    ]


def test_a_heading_like_the_one_above_ends_columns(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(50, 740, "Skills")
        canvas.drawString(50, 640, "Employment")
        for column, names in enumerate(
            (["Python", "Go", "SQL"], ["AWS", "Docker", "Linux"], ["Kafka", "Redis", "Spark"])
        ):
            write(canvas, 60 + 100 * column, 710, names)
        write(canvas, 50, 615, ["Example Corp", "Other Corp", "Third Corp"])
        write(canvas, 300, 615, ["2019 – now", "2015 – 2019", "2012 – 2015"])

    found = lines(extract(pdf(draw), "pdf"))
    assert found.index("Employment") > max(n for n, text in enumerate(found) if "Spark" in text)
    assert found[-3:] == ["Example Corp\t2019 – now", "Other Corp\t2015 – 2019", "Third Corp\t2012 – 2015"]


def test_dates_set_smaller_stand_beside_their_entries_to_the_last(pdf):
    """The long line in the middle ends one stretch of the edge; below it the dates are alone there."""

    def draw(canvas: Canvas) -> None:
        for number, (firm, date) in enumerate(ENTRIES):
            y = 740 - 60 * number
            write(canvas, 50, y, [firm], size=11)
            write(canvas, 500, y + 2.4, [date], size=8)
            write(canvas, 50, y - 14, ["Clerk", "Kept the records of the town."], size=9)
        write(
            canvas,
            50,
            635,
            ["A line about the second of them that goes on and on to the very edge of the page " * 2],
            size=6,
        )

    found = lines(extract(pdf(draw), "pdf"))
    assert [line for line in found if "\t" in line] == [f"{firm}\t{date}" for firm, date in ENTRIES]


ENTRIES = [
    ("Northwind Systems Inc.", "09/2019 - Present"), ("Example Archive Ltd.", "07/2015 - 08/2019"),
    ("Harbour Mills Co.", "10/2012 - 06/2015"), ("Town of Example", "06/2010 - 09/2012"),
]  # fmt: skip


def test_headings_and_dates_in_a_left_column_stand_before_what_they_are_of(pdf):
    """Headings with nothing beside them, and dates on the first line of each entry."""
    duties = [
        "Software Engineer",
        "Boulder, CO",
        "Wrote the software of the mills, and kept it in use for",
        "many years.",
    ]

    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 700, ["Summary"])
        write(
            canvas,
            160,
            680,
            ["Engineer of mills and other machines who writes long letters,", "and reads them."],
        )
        write(canvas, 60, 640, ["Experience"])
        write(canvas, 40, 615, ["Jan 2019 - Present"])
        write(canvas, 160, 615, ["Northwind Systems Inc.", *duties])
        write(canvas, 40, 530, ["Jun 2016 - Dec 2018"])
        write(canvas, 160, 530, ["Example Archive Ltd.", *duties])
        write(canvas, 60, 450, ["Education"])
        write(canvas, 40, 425, ["Aug 2012 - May 2016"])
        write(canvas, 160, 425, ["Example University", "B.S. Mathematics"])

    found = lines(extract(pdf(draw), "pdf"))
    assert found[3:5] == ["Experience", "Jan 2019 - Present\tNorthwind Systems Inc."]
    assert found[9] == "Jun 2016 - Dec 2018\tExample Archive Ltd."
    assert found[14:] == ["Education", "Aug 2012 - May 2016\tExample University", "B.S. Mathematics"]


def test_the_first_heading_of_a_column_stays_with_it(pdf):
    """The side bar begins below it, beside the first entry."""

    def draw(canvas: Canvas) -> None:
        write(canvas, 230, 760, ["Ada Example"], size=16)
        write(
            canvas,
            230,
            740,
            ["Engineer", "Writes letters to people all over the", "world, and answers them."],
        )
        write(canvas, 230, 670, ["EXPERIENCE"])
        write(canvas, 230, 630, RIGHT)
        write(canvas, 40, 620, LEFT)

    found = lines(extract(pdf(draw), "pdf"))
    assert found.index("EXPERIENCE") + 1 == found.index(RIGHT[0])
    assert found.index(LEFT[0]) < found.index("EXPERIENCE")


def test_no_column_goes_on_below_a_line_from_edge_to_edge(pdf):
    """Without the lines the date and the second project would make a column."""

    def draw(canvas: Canvas) -> None:
        for y in (720, 655, 590, 525):
            canvas.line(50, y, 560, y)
        write(canvas, 50, 735, ["Ada Example"])
        write(canvas, 50, 700, ["Experience"])
        write(canvas, 150, 700, ["Northwind Systems Inc.", "Software Engineer"])
        write(canvas, 460, 700, ["2019 to Present", "Boulder, Colorado"])
        write(canvas, 50, 635, ["Education"])
        write(canvas, 150, 635, ["Example University", "Boulder, Colorado"])
        write(canvas, 430, 635, ["August 2012 to May 2016", "Bachelor of Mathematics"])
        write(canvas, 50, 570, ["Projects"])
        write(
            canvas, 150, 570, ["Mill Counter", "Counts the turns of mills, and", "tells the miller of them."]
        )
        write(canvas, 370, 570, ["Letter Writer", "Writes letters to people whom", "nobody writes to."])
        write(canvas, 50, 500, ["References"])

    found = lines(extract(pdf(draw), "pdf"))
    assert "Experience\tNorthwind Systems Inc.\t2019 to Present" in found
    assert "Education\tExample University\tAugust 2012 to May 2016" in found
    assert found.index("Boulder, Colorado\tBachelor of Mathematics") < found.index("References")
    assert found.index("Boulder, Colorado\tBachelor of Mathematics") < min(
        n for n, line in enumerate(found) if "Projects" in line
    )


def test_a_heading_in_the_margin_is_a_cell_of_the_line_beside_it(pdf):
    """It is larger than the text, and stands closer than its own letters are high."""

    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 700, ["Work"], size=20)
        write(
            canvas, 60 + canvas.stringWidth("Work", "Helvetica", 20) + 19, 700, ["Software Engineer"], size=15
        )

    assert lines(extract(pdf(draw), "pdf")) == ["Work\tSoftware Engineer"]


def test_the_longer_left_column_is_read_to_its_end_before_the_right_one(pdf):
    """Where a gap parts its last entry, and the right-hand column has ended above."""
    entry = ["Example Archive Ltd.", "Kept letters in their boxes"]

    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, [*LEFT, *LEFT])
        write(canvas, 230, 696, [*RIGHT, *RIGHT])
        write(canvas, 50, 440, entry)

    assert lines(extract(pdf(draw), "pdf")) == [*LEFT, *LEFT, *entry, *RIGHT, *RIGHT]


def test_the_raised_letters_of_an_ordinal_stay_with_their_number(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, ["Northwind Mills Ltd", "1"])
        write(canvas, 55.6, 690, ["st"], size=6)
        write(canvas, 63, 686, ["Year Miller"])

    assert lines(extract(pdf(draw), "pdf")) == ["Northwind Mills Ltd", "1st Year Miller"]


def test_a_column_that_begins_above_a_side_bar_is_read_in_one_piece(pdf):
    more = [f"{text} at length" for text in RIGHT]

    def draw(canvas: Canvas) -> None:
        write(canvas, 230, 770, ["Profile"], size=12)
        write(canvas, 230, 735, RIGHT)
        write(canvas, 230, 600, ["Work"], size=12)
        write(canvas, 230, 565, more)
        write(canvas, 40, 580, ["Ada Example"], size=18)
        write(canvas, 40, 550, LEFT)

    assert lines(extract(pdf(draw), "pdf")) == ["Ada Example", *LEFT, "Profile", *RIGHT, "Work", *more]


def test_large_years_beside_entries_end_no_columns(pdf):
    def draw(canvas: Canvas) -> None:
        for number, (year, text) in enumerate((("2021", "Baker"), ("2018", "Cook"), ("2015", "Waiter"))):
            write(canvas, 40, 760 - 120 * number, [text], size=10)
            write(canvas, 40, 740 - 120 * number, [year], size=16)
            write(canvas, 40, 720 - 120 * number, LEFT[:6])
        write(canvas, 260, 650, ["Ada Example"], size=20)
        write(canvas, 260, 590, LEFT[:4])
        write(canvas, 260, 470, LEFT[4:])

    found = lines(extract(pdf(draw), "pdf"))
    assert found.index("Ada Example") > found.index("Waiter")
    assert not any("\t" in line for line in found)


def test_points_in_two_columns_leave_the_dates_to_the_lines_above_them(pdf):
    left, right = [f"- {text}" for text in LEFT[:5]], [f"- {text}" for text in LEFT[3:]]

    def draw(canvas: Canvas) -> None:
        for top, (firm, dates) in (
            (760, ("Northwind Mills, Reno", "May 2018 - June 2021")),
            (640, ("Contoso Foods", "May 2014 - May 2018")),
        ):
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawString(50, top, firm)
            canvas.drawString(420, top, dates)
            write(canvas, 60, top - 20, left)
            write(canvas, 320, top - 20, right)

    assert lines(extract(pdf(draw), "pdf")) == [
        "Northwind Mills, Reno\tMay 2018 - June 2021", *left, *right, "Contoso Foods\tMay 2014 - May 2018", *left, *right,
    ]  # fmt: skip
