"""Identifying, reading, refusing, drawing: what the rest of Muster sees."""

from __future__ import annotations

import io

import pytest

from appliance.engines.reading import (
    READER,
    REFUSALS,
    Refused,
    find_skills,
    identify,
    page_count,
    read_document,
    render_page,
    warm_up,
)
from appliance.engines.reading.extracting import EXTRACTORS, UNPACKERS

RESUME = """Ada Lindqvist
ada@example.com | (212) 555-0143

Experience
Senior Engineer, Example Corporation          Jan 2019 – Present
• Built services in Python

Education
BS in Computer Science, Example University, 2015
"""
POSTING = """Software Engineer
Example Corporation

Requirements
• 5+ years of Python
• Bachelor's degree
We are looking for somebody who can start soon.
"""


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n....", "scan.pdf", "image"),
        (b"\xff\xd8\xff\xe0....", "a.docx", "image"),
        (b"II*\0....", "", "image"),
        (b"GIF89a....", "", "image"),
        (b"RIFF....WEBP", "", "image"),
        (b"junk\n%PDF-1.4\n", "a.txt", "pdf"),
        (b"{\\rtf1 a}", "a.doc", "rtf"),
        (b"plain words", "a.pdf", "txt"),
        (b"# words", "a.md", "md"),
        (b"\x00\x01\x02\x03\x04\x05" * 20, "a.txt", "unknown"),
        (b"", "a.pdf", "unknown"),
        (b"<p>words</p>", "", "html"),
        (b"<?xml version='1.0'?><x/>", "", "unknown"),
        (b"Name: Ada\nPhone: 555-0143\n\nExperience\n", "a.txt", "txt"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_content(content, name, expected):
    assert identify(content, name) == expected


def test_a_resume_and_a_posting_are_told_apart():
    resume = read_document(RESUME.encode(), "txt", "auto", "2026-01")
    posting = read_document(POSTING.encode(), "txt", "auto")
    assert (resume.kind, posting.kind) == ("resume", "posting")
    assert {"name", "email", "phone", "position"} <= {f.kind for f in resume.facts}
    assert posting.posting is not None
    assert posting.posting.requirements
    assert resume.reader == posting.reader == READER


def test_what_the_importer_says_outranks_what_it_looks_like():
    assert read_document(POSTING.encode(), "txt", "resume").kind == "resume"
    assert read_document(RESUME.encode(), "txt", "posting").kind == "posting"


def test_what_is_neither_is_unknown_and_its_text_is_kept():
    reading = read_document(b"Dear all, lunch is at noon today.", "txt", "auto")
    assert (reading.kind, reading.facts, reading.posting) == ("unknown", (), None)
    assert reading.layout.text


def test_every_fact_quotes_its_span():
    reading = read_document(RESUME.encode(), "txt", "resume", "2026-01")
    for fact in reading.facts:
        if fact.span is not None:
            assert reading.layout.text[fact.span.start : fact.span.end]


@pytest.mark.parametrize(
    ("content", "file_format", "code"),
    [
        (b"", "pdf", "empty"),
        (b"%PDF-1.4 nothing", "pdf", "damaged"),
        (b"\x89PNG", "image", "image"),
        (b"??", "unknown", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc", "unsupported_doc"),
        (b"<p> </p>", "html", "no_text"),
    ],
)
def test_what_cannot_be_read_comes_back_with_its_reason(content, file_format, code):
    reading = read_document(content, file_format, "auto")
    assert (reading.refusal, reading.kind, reading.layout.text) == (code, "unknown", "")
    assert reading.layout.notes[0].severity == "fatal"
    assert reading.layout.notes[0].message == REFUSALS[code].sentence


def test_files_over_50_mebibytes_are_refused_unread():
    assert read_document(b"x" * (50 * 1024 * 1024 + 1), "pdf", "auto").refusal == "too_large"


def test_every_refusal_says_what_to_do():
    for refusal in REFUSALS.values():
        assert refusal.sentence.endswith(".")
        assert refusal.mend.endswith(".")
    review = {code for code, refusal in REFUSALS.items() if refusal.verdict == "needs_review"}
    assert review == {"scan", "image", "no_text"}


def test_every_format_has_one_reader_and_warming_up_uses_them_all():
    assert not EXTRACTORS.keys() & UNPACKERS.keys()
    warm_up()


def test_skills_are_found_with_their_places():
    text = "Years of Python and C++."
    assert [text[m.start : m.end] for m in find_skills(text)] == ["Python", "C++"]


def picture(png: bytes):
    """Width, height and colours of a PNG, by a decoder that is not ours."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        return image.width, image.height, image.convert("RGB")


def test_a_page_is_drawn_as_a_small_picture(pdf):
    def draw(canvas):
        canvas.drawString(72, 700, "Ada")
        canvas.showPage()
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 612, 792, fill=1, stroke=0)

    content = pdf(draw)
    assert page_count(content) == 2
    drawn = render_page(content, 0, 306)
    width, height, image = picture(drawn)
    assert (width, height) == (306, 396)
    assert image.getpixel((0, 0)) == (255, 255, 255)
    assert min(image.convert("L").tobytes()) < 100, "the letters are there"
    assert len(drawn) < 5_000
    assert picture(render_page(content, 1, 100))[2].getpixel((50, 50)) == (255, 0, 0)


def test_a_page_of_many_colours_is_drawn_with_the_nearest(pdf):
    def draw(canvas):
        for x in range(32):
            for y in range(32):
                canvas.setFillColorRGB(x / 31, y / 31, (x + y) % 8 / 7)
                canvas.rect(x * 19, y * 24, 20, 25, fill=1, stroke=0)

    _, _, image = picture(render_page(pdf(draw), 0, 612))
    red, _, _ = image.getpixel((605, 780))
    assert red > 200


def test_pages_that_are_not_there_or_too_large_are_refused(pdf):
    content = pdf(lambda c: c.drawString(72, 700, "Ada"))
    for page, width in ((1, 100), (-1, 100), (0, 0), (0, 10_001), (0, 9_999)):
        with pytest.raises(Refused):
            render_page(content, page, width)
