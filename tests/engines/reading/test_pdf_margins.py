"""What TeX sets beside a text: headings in the margin, dates between a side bar and the lines they belong to, links, accents."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import extract, read_document
from appliance.foundation.contracts.reading import Layout

PROSE = [
    "Kept the books of three markets and wrote to their owners whenever a",
    "number could not be found in the papers of the year before, which was",
    "often; the letters are still answered by those who came after her now.",
]


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def write(canvas: Canvas, x: float, y: float, texts: list[str], step: float = 13, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    for number, text in enumerate(texts):
        canvas.drawString(x, y - step * number, text)


def in_the_margin(canvas: Canvas) -> None:
    write(canvas, 220, 760, ["Ida Muster"], size=18)
    for top, head in ((700, ["EDUCATION"]), (600, ["WORK", "EXPERIENCE"]), (400, ["HONORS", "AND AWARDS"])):
        write(canvas, 50, top + (7 if len(head) > 1 else 0), head, size=8, step=10)
    write(canvas, 150, 700, ["Example University, Boston, MA", "Bachelor of Arts in History, 2009", *PROSE])
    write(
        canvas,
        150,
        600,
        ["Northwind Markets Inc., Boston, MA", "Senior Bookkeeper, June 2012 - Present", *PROSE],
    )
    write(canvas, 150, 520, ["Contoso Fairs LLC, Salem, MA", "Bookkeeper, May 2009 - May 2012", *PROSE])
    write(canvas, 150, 400, ["Letter of the Year, 2014", *PROSE])


def test_headings_in_the_margin_open_the_text_beside_them_though_they_have_two_lines(pdf):
    read = lines(extract(pdf(in_the_margin), "pdf"))
    assert "EDUCATION\tExample University, Boston, MA" in read
    assert "WORK EXPERIENCE\tNorthwind Markets Inc., Boston, MA" in read
    assert "HONORS AND AWARDS\tLetter of the Year, 2014" in read
    facts = read_document(pdf(in_the_margin), "pdf", "resume").facts
    assert [f.value for f in facts if f.kind == "position"] == [
        "Senior Bookkeeper, Northwind Markets Inc.",
        "Bookkeeper, Contoso Fairs LLC",
    ]
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]


def test_labels_that_all_stand_on_lines_of_the_text_are_cells_though_few_are_dates(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 720, ["WORK"], size=10)
        for top, label in (
            (700, "2012 - 2019"),
            (640, "2009 - 2012"),
            (560, "English"),
            (520, "Driving"),
            (480, "Music"),
        ):
            write(canvas, 60, top, [label])
        write(canvas, 60, 590, ["OTHER"], size=10)
        write(canvas, 170, 700, ["Bookkeeper", "Northwind Markets Inc.", *PROSE[:2]])
        write(canvas, 170, 640, ["Clerk", "Contoso Fairs LLC", *PROSE[:1]])
        for top, value in (
            (560, "fluent, spoken with owners every day"),
            (520, "a car and a van"),
            (480, "plays the viola"),
        ):
            write(canvas, 170, top, [value])

    read = lines(extract(pdf(draw), "pdf"))
    assert read[:3] == ["WORK", "2012 - 2019\tBookkeeper", "Northwind Markets Inc."]
    assert "English\tfluent, spoken with owners every day" in read


def test_dates_between_a_side_bar_and_the_text_go_with_the_text(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 40, 700, [f"Skill of the kind {n}" for n in range(18)], step=26)
        for n, (dates, title) in enumerate(
            (("2019 - 2024", "Head Gardener"), ("2014 - 2019", "Gardener"), ("2011 - 2014", "Apprentice"))
        ):
            top = 690 - 150 * n
            write(canvas, 200, top, [dates])
            write(canvas, 290, top, [title, *PROSE, *PROSE])

    read = lines(extract(pdf(draw), "pdf"))
    assert [line for line in read if "20" in line] == [
        "2019 - 2024\tHead Gardener",
        "2014 - 2019\tGardener",
        "2011 - 2014\tApprentice",
    ]


def test_a_side_bar_set_flush_right_with_dates_of_its_own_is_a_column(pdf):
    bar = [
        ["CONTACT", "Lyon", "0600000000", "ida@example.com", "Permis B", "1990"],
        [
            "SKILLS",
            *[
                f"{word} and its care"
                for word in ("Roses", "Hedges", "Lawns", "Ponds", "Walls", "Trees", "Soil")
            ],
        ],
        ["SCHOOLS", "2008 - 2010", "Garden diploma", "Lycée Vert, Lyon"],
        ["2006 - 2008", "Plant diploma", "Lycée Bleu, Lyon"],
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        top = 700.0
        for group in bar:
            for text in group:
                canvas.drawRightString(200, top, text)
                top -= 13
            top -= 24
        for n in range(6):
            write(
                canvas,
                230,
                700 - 78 * n,
                [f"June 201{n} - July 201{n + 1}", "Gardener, Example Park", *PROSE[:2]],
            )

    read = lines(extract(pdf(draw), "pdf"))
    assert read[: len(bar[0])] == bar[0]
    assert not any("\t" in line for line in read)


def test_letters_that_clip_a_coloured_shape_are_seen_and_those_that_clip_nothing_are_not(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 740, ["Ida Example wrote this where all can see it"])
        for top, filled in ((700, True), (660, False)):
            canvas.saveState()
            text = canvas.beginText(72, top)
            text.setFont("Helvetica", 11)
            text.setTextRenderMode(7)
            text.textOut("Northwind" if filled else "unseen")
            canvas.drawText(text)
            if filled:
                canvas.setFillColorRGB(0, 0, 0.5)
                canvas.rect(0, 0, 600, 800, stroke=0, fill=1)
            canvas.restoreState()

    layout = extract(pdf(draw), "pdf")
    assert "Northwind" in layout.text
    assert "unseen" not in layout.text
    assert [piece.text for piece in layout.hidden] == ["unseen"]


def test_accents_written_as_words_of_their_own_belong_to_the_letters_below_them(pdf):
    def draw(canvas: Canvas) -> None:
        write(canvas, 72, 700, ["Institut fur Gartenbau"], size=12)
        wide = canvas.stringWidth("Institut f", "Helvetica", 12)
        under = canvas.stringWidth("u", "Helvetica", 12) - canvas.stringWidth("¨", "Helvetica", 12)
        write(canvas, 72 + wide + under / 2, 700, ["¨"], size=12)
        write(canvas, 72, 660, ["Universita"], size=12)
        end = canvas.stringWidth("Universit", "Helvetica", 12)
        half = (canvas.stringWidth("a", "Helvetica", 12) - canvas.stringWidth("`", "Helvetica", 12)) / 2
        write(canvas, 72 + end + half, 663, ["`"], size=12)

    read = lines(extract(pdf(draw), "pdf"))
    assert "Institut für Gartenbau" in read[0]
    assert read[-1] == "Università"


def test_a_block_of_firm_place_and_dates_is_read_before_the_text_beside_it(pdf):
    def draw(canvas: Canvas) -> None:
        for n, (firm, title) in enumerate(
            (("Northwind", "HEAD GARDENER"), ("Contoso", "GARDENER"), ("Fabrikam", "APPRENTICE"))
        ):
            top = 700 - 130 * n
            write(canvas, 200, top, [firm])
            write(
                canvas, 200, top - 18, ["Boston, MA", f"May 201{n} - May 201{n + 1}", "rose, hedge"], step=12
            )
            write(canvas, 330, top, [title])
            write(canvas, 330, top - 18, [*(line[:36] for line in PROSE), "It rained."], step=12)

    read = lines(extract(pdf(draw), "pdf"))
    at = read.index("Contoso\tGARDENER")
    assert read[at : at + 5] == [
        "Contoso\tGARDENER",
        "Boston, MA",
        "May 2011 - May 2012",
        "rose, hedge",
        PROSE[0][:35],
    ]
