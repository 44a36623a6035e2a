"""Words, lines and places of PDF pages."""

from __future__ import annotations

import numpy as np
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from appliance.engines.reading import Refused, extract, read_document
from appliance.engines.reading.pdf.characters import Characters, Font
from appliance.engines.reading.pdf.words import words_of
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


def test_words_without_blanks_between_them_are_parted_by_their_gaps(pdf):
    """wkhtmltopdf places each word by itself; the file holds no blank at all."""

    def draw(canvas: Canvas) -> None:
        x = 72.0
        for word in ["Staff", "of", "the", "largest", "team", "of", "all"]:
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(x, 700, word)
            x += pdfmetrics.stringWidth(word, "Times-Roman", 11) + 2.2

    assert lines(extract(pdf(draw), "pdf")) == ["Staff of the largest team of all"]


def test_wrong_letter_widths_do_not_swallow_blanks(pdf):
    """Each letter is placed a fifth too early, as some producers state their widths; the blank is still a step."""

    def draw(canvas: Canvas) -> None:
        x = 72.0
        for letter in "of the staff of the fifth floor of four":
            if letter != " ":
                canvas.drawString(x, 700, letter)
            x += pdfmetrics.stringWidth(letter, "Helvetica", 12) - (0 if letter == " " else 1.4)

    assert lines(extract(pdf(draw), "pdf")) == ["of the staff of the fifth floor of four"]


def test_the_kerning_of_one_pair_parts_no_other_word(pdf):
    """A y stands closer to an L than an a does; no other letter follows one."""

    def draw(canvas: Canvas) -> None:
        x, before = 72.0, ""
        canvas.setFont("Helvetica", 10)
        for letter in "Lyon Lyon Labs Lyon of works":
            x -= 1.3 if before + letter == "Ly" else 0
            if letter != " ":
                canvas.drawString(x, 700, letter)
            x += pdfmetrics.stringWidth(letter, "Helvetica", 10)
            before = letter

    assert lines(extract(pdf(draw), "pdf")) == ["Lyon Lyon Labs Lyon of works"]


def test_the_margin_behind_a_ligature_parts_no_word():
    """PDFium shares the ink of the one glyph "ffi" out to its three letters; 0.09 of the size is left behind it."""
    edges = {
        "e": (2.8, 8.9),
        "f": (9.2, 12.0),
        "F": (12.0, 14.8),
        "i": (14.8, 17.6),
        "c": (18.5, 24.1),
        "t": (24.1, 28.0),
        "o": (31.2, 37.3),
    }
    box = np.array([(left, 80.0, right, 90.0) for left, right in edges.values()], np.float32)
    count = len(box)
    zeros, one = np.zeros(count, np.int64), np.zeros(1, np.int64)
    written = Characters(
        code=np.array([ord(letter.lower()) for letter in edges]), box=box, baseline=np.full(count, 90.0, np.float32),
        size=np.full(count, 10.0, np.float32), angle=np.zeros(count, np.float32), piece=zeros, mode=one,
        colour=np.zeros((1, 4), np.int64), font=one, fonts=(Font(bold=False, icons=False, symbols=False),),
        pointer=(1,), optional=np.zeros(1, np.bool_),
    )  # fmt: skip
    assert [found.word.text for found in words_of(written, zeros).words] == ["effict", "o"]


def test_spaced_out_headings_are_words(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "EXPERIENCE", charSpace=6)
        canvas.drawString(72, 650, "E D U C A T I O N")
        canvas.drawString(72, 600, "WORK HISTORY", charSpace=5)

    assert lines(extract(pdf(draw), "pdf")) == ["EXPERIENCE", "EDUCATION", "WORK HISTORY"]


def test_a_word_broken_at_the_line_end_is_whole_again(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Led the develop-")
        canvas.drawString(72, 686, "ment of self-")
        canvas.drawString(72, 672, "taught engineers in 2019-")
        canvas.drawString(72, 658, "2020")

    layout = extract(pdf(draw), "pdf")
    assert lines(layout) == ["Led the development", "of self-taught", "engineers in 2019-", "2020"]
    halves = [p for p in layout.places if layout.text[p.start : p.end] in {"develop", "ment"}]
    assert [layout.text[p.start : p.end] for p in halves] == ["develop", "ment"]
    assert halves[1].y0 > halves[0].y0, "the second half lights up on its own line"


def test_every_word_has_its_place_on_the_page(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(72, 700, "Ada Example")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 680, "ada@example.com")

    layout = extract(pdf(draw), "pdf")
    assert [layout.text[p.start : p.end] for p in layout.places] == ["Ada", "Example", "ada@example.com"]
    first = layout.places[0]
    assert first.page == 0
    assert first.x0 == pytest.approx(72, abs=1)
    assert first.y0 < 792 - 700 < first.y1 + 1, "boxes are measured from the top"
    assert [(line.bold, line.size) for line in layout.lines] == [(True, 20.0), (False, 10.0)]
    assert layout.pages[0] == (612.0, 792.0)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(pdf, turn):
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        match turn:
            case 90:
                canvas.rotate(90)
                canvas.translate(0, -792)
            case 180:
                canvas.rotate(180)
                canvas.translate(-612, -792)
            case 270:
                canvas.rotate(-90)
                canvas.translate(-612, 0)
        canvas.drawString(100, 500, "Ada Example")
        canvas.drawString(100, 480, "Engineer")

    layout = extract(pdf(draw), "pdf")
    height = layout.pages[0].height
    assert lines(layout) == ["Ada Example", "Engineer"]
    assert layout.places[0].x0 == pytest.approx(100, abs=1)
    assert layout.places[0].y1 == pytest.approx(height - 500, abs=4)


def test_text_running_upwards_follows_the_page(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(200, 700, "Experience")
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(100, -40, "Curriculum vitae")
        canvas.restoreState()

    layout = extract(pdf(draw), "pdf")
    assert lines(layout) == ["Experience", "Curriculum vitae"]
    assert "turned_text" in {n.code for n in layout.notes}


def test_headers_and_footers_that_come_back_are_marked(pdf):
    def draw(canvas: Canvas) -> None:
        for page in (1, 2, 3):
            canvas.drawString(72, 760, "Ada Example")
            canvas.drawString(72, 600, f"Body of page number {page} words")
            canvas.drawString(280, 30, f"Page {page} of 3")
            if page < 3:
                canvas.showPage()

    layout = extract(pdf(draw), "pdf")
    parts = [(layout.text[line.start : line.end], line.part) for line in layout.lines]
    assert parts[0] == ("Ada Example", "body"), "where it first stands a header is what the page says"
    assert [p for t, p in parts if t == "Ada Example"] == ["body", "header", "header"]
    assert [p for t, p in parts if t.startswith("Page")] == ["footer"] * 3
    assert [line.page for line in layout.lines if line.part == "footer"] == [0, 1, 2]


def test_text_typed_into_a_form_is_read(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Name:")
        canvas.acroForm.textfield(name="name", value="Ada Example", x=120, y=695, width=200, height=20)

    assert "Ada Example" in extract(pdf(draw), "pdf").text


def test_offsets_of_lines_and_places_fit_the_text(pdf):
    def draw(canvas: Canvas) -> None:
        for n in range(20):
            canvas.drawString(72, 700 - 14 * n, f"Línea número {n} – straße ﬁrst")

    layout = extract(pdf(draw), "pdf")
    for line in layout.lines:
        assert "\n" not in layout.text[line.start : line.end]
        assert layout.text[line.end] == "\n"
    for place in layout.places:
        word = layout.text[place.start : place.end]
        assert word
        assert not any(c.isspace() for c in word)


def test_a_pdf_behind_a_password_says_so(pdf):
    content = pdf(lambda c: c.drawString(72, 700, "Ada"), encrypt="secret")
    with pytest.raises(Refused) as refused:
        extract(content, "pdf")
    assert refused.value.code == "encrypted"


def _nothing(canvas: Canvas) -> None:
    """Draw nothing."""


def test_a_page_without_anything_has_no_text(pdf):
    with pytest.raises(Refused) as refused:
        extract(pdf(_nothing), "pdf")
    assert refused.value.code == "no_text"


def test_a_page_that_is_a_picture_is_a_scan(pdf):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (200, 260), 200))
    with pytest.raises(Refused) as refused:
        extract(pdf(lambda c: c.drawImage(picture, 0, 0, 612, 792)), "pdf")
    assert refused.value.code == "scan"


def test_more_than_200_pages_are_refused(pdf):
    def draw(canvas: Canvas) -> None:
        for _ in range(200):
            canvas.drawString(72, 700, "word")
            canvas.showPage()
        canvas.drawString(72, 700, "one too many")

    with pytest.raises(Refused) as refused:
        extract(pdf(draw), "pdf")
    assert refused.value.code == "too_many_pages"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_truncated_pdf_is_damaged_or_read(pdf, keep):
    content = pdf(lambda c: c.drawString(72, 700, "Ada Example"))
    reading = read_document(content[: int(len(content) * keep)], "pdf", "resume")
    assert reading.refusal in {"damaged", "no_text"} or reading.layout.text


def test_codes_of_ligatures_that_a_font_leaves_unsaid_are_their_letters(pdf):
    """Fonts of TeX have ff, fi, fl, ffi and ffl at codes without a meaning of their own."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 740, "Chief of a fleet of flying files")
        written = "Scienti\\034c o\\036ce, \\035eet"
        canvas._code.append(f"BT /F1 11 Tf 1 0 0 1 72 700 Tm ({written}) Tj ET")

    assert lines(extract(pdf(draw), "pdf"))[-1] == "Scientific office, fleet"


def test_letters_drawn_one_by_one_are_parted_by_blanks_not_by_kerning(pdf):
    """Browsers place every letter by itself; a stop before j stands closer than any other one."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for row, text in enumerate(
            ("ada.jones@example.com", "Node.js and React.js", "www.jones.example.com")
        ):
            x = 72.0
            for letter, after in zip(text, [*text[1:], ""], strict=True):
                if letter != " ":
                    canvas.drawString(x, 740 - 20 * row, letter)
                x += canvas.stringWidth(letter, "Helvetica", 10) - (0.95 if letter + after == ".j" else 0.0)

    assert lines(extract(pdf(draw), "pdf")) == [
        "ada.jones@example.com",
        "Node.js and React.js",
        "www.jones.example.com",
    ]


def test_a_text_that_stands_for_several_drawn_things_has_the_place_of_all_of_them(pdf):
    """An icon and an address with one ``ActualText``; the words after it keep their own place."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 740, "Ada Example")
        canvas._code.append("/Span <</ActualText (ada@example.com)>> BDC")
        canvas.drawString(72, 700, "*")
        canvas.drawString(84, 700, "ada@example.com")
        canvas._code.append("EMC")
        canvas.drawString(240, 700, "Boulder")

    layout = extract(pdf(draw), "pdf")
    assert lines(layout)[-1] == "ada@example.com\tBoulder"
    place = next(p for p in layout.places if layout.text[p.start : p.end] == "ada@example.com")
    end = 84 + pdfmetrics.stringWidth("ada@example.com", "Helvetica", 11)
    assert place.x0 == pytest.approx(72, abs=2)
    assert place.x1 == pytest.approx(end, abs=2)


def test_a_hyphen_that_is_drawn_is_one_though_its_font_calls_it_soft(pdf):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Co\u00adfounder of a high\u00adspeed mill")

    assert lines(extract(pdf(draw), "pdf")) == ["Co-founder of a high-speed mill"]


def test_a_sign_at_the_code_of_a_ligature_that_only_ends_lines_is_a_hyphen():
    """Where a font says nothing of its codes, only the place tells a hyphen from "ffl"."""
    edges = {"f": (2.8, 5.6), "i": (5.8, 7.8), "n": (8.0, 13.0), "\x0f": (13.2, 15.9)}
    box = np.array([(left, 80.0, right, 90.0) for left, right in edges.values()], np.float32)
    count = len(box)
    zeros, one = np.zeros(count, np.int64), np.zeros(1, np.int64)
    written = Characters(
        code=np.array([ord(letter) for letter in edges]), box=box, baseline=np.full(count, 90.0, np.float32),
        size=np.full(count, 10.0, np.float32), angle=np.zeros(count, np.float32), piece=zeros, mode=one,
        colour=np.zeros((1, 4), np.int64), font=one, fonts=(Font(bold=False, icons=False, symbols=False),),
        pointer=(1,), optional=np.zeros(1, np.bool_),
    )  # fmt: skip
    assert [found.word.text for found in words_of(written, zeros).words] == ["fin-"]
