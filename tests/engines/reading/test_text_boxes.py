"""Text boxes that Word keeps in the order of drawing are read in the order in which they stand on the page."""

from __future__ import annotations

import pytest

from appliance.engines.reading import extract
from appliance.engines.reading.formats import docx_boxes

PT = 12_700
HEAD, LEFT, RIGHT = (0, 500), (0, 150), (180, 320)
"""Left edge and width in points."""


def anchored(text: str, column: tuple[int, int], top: int, whence: str = "paragraph") -> str:
    left, width = column
    return (
        f'<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="column"><wp:posOffset>{left * PT}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{whence}"><wp:posOffset>{top * PT}</wp:posOffset></wp:positionV><wp:extent cx="{width * PT}" cy="1"/>'
        f"<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>"
        "</wp:anchor></w:drawing></w:r>"
    )


def shaped(text: str, column: tuple[int, int], top: int) -> str:
    left, width = column
    return (
        f'<w:r><w:pict><v:shape style="position:absolute;margin-left:{left}pt;margin-top:{top}.5pt;width:{width}pt;height:9pt">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


DRAWN = (
    ("2015 - 2018", RIGHT, 260), ("Clerk, Contoso", RIGHT, 240), ("EXPERIENCE", (185, 120), 100), ("SKILLS", (10, 80), 210),
    ("Reno", LEFT, 140), ("2018 - 2021", RIGHT, 160), ("Analyst, Fabrikam", RIGHT, 140), ("CONTACT", LEFT, 100), ("Ada Stone", HEAD, 10),
    ("SQL", LEFT, 240),
)  # fmt: skip
STANDING = [
    "Ada Stone", "CONTACT", "Reno", "SKILLS", "SQL", "EXPERIENCE", "Analyst, Fabrikam", "2018 - 2021", "Clerk, Contoso", "2015 - 2018",
]  # fmt: skip


def lines(content: bytes) -> list[str]:
    layout = extract(content, "docx")
    return [layout.text[line.start : line.end] for line in layout.lines]


def test_boxes_of_one_paragraph_are_read_column_by_column(docx):
    assert lines(docx("<w:p>" + "".join(anchored(*box) for box in DRAWN) + "</w:p>")) == STANDING


def test_boxes_of_old_documents_are_read_the_same_way(docx):
    assert lines(docx("<w:p>" + "".join(shaped(*box) for box in DRAWN) + "</w:p>")) == STANDING


def test_what_is_counted_from_the_page_stands_by_its_margin(docx):
    boxes = [anchored("third", LEFT, 40), anchored("first", LEFT, 90, "page"), anchored("second", LEFT, 30)]
    margins = '<w:sectPr><w:pgMar w:left="1440" w:top="1440"/></w:sectPr>'
    assert lines(docx("<w:p>" + "".join(boxes) + "</w:p>" + margins)) == ["first", "second", "third"]


def test_boxes_in_the_line_of_text_keep_their_order(docx):
    boxes = [
        anchored("one", LEFT, 90),
        anchored("two", LEFT, 10).replace("posOffset", "align"),
        anchored("three", LEFT, 20),
    ]
    assert lines(docx("<w:p>" + "".join(boxes) + "</w:p>")) == ["one", "two", "three"]


@pytest.mark.parametrize("written", ["²", "--4", "٣", "9" * 12])
def test_an_offset_that_is_no_number_leaves_the_boxes_in_their_order(docx, written):
    odd = anchored("two", LEFT, 10).replace(f"{10 * PT}</wp:posOffset>", f"{written}</wp:posOffset>")
    assert written in odd
    boxes = [anchored("one", LEFT, 90), odd, anchored("three", LEFT, 20)]
    assert lines(docx("<w:p>" + "".join(boxes) + "</w:p>")) == ["one", "two", "three"]


def test_more_boxes_than_a_page_has_are_not_held_against_each_other(docx, monkeypatch):
    held: list[object] = []
    share = docx_boxes._share
    monkeypatch.setattr(docx_boxes, "_share", lambda *boxes: held.append(boxes) or share(*boxes))
    for count in (40, 400):
        held.clear()
        texts = [f"box {number}" for number in range(count)]
        boxes = [anchored(text, (200 * n, 150), count - n) for n, text in enumerate(texts)]
        assert lines(docx("<w:p>" + "".join(boxes) + "</w:p>")) == texts
        assert bool(held) == (count == 40), len(held)


NOT_SHOWN = {
    "drawing": anchored("Secret", LEFT, 40).replace("<wps:wsp>", '<wp:docPr id="1" name="x" hidden="1"/><wps:wsp>'),
    "shape of a drawing": anchored("Secret", LEFT, 40).replace("<wps:wsp>", '<wps:wsp><wps:cNvPr id="1" hidden="true"/>'),
    "old shape": shaped("Secret", LEFT, 40).replace("height:9pt", "height:9pt;visibility: hidden"),
    "run": anchored("Secret", LEFT, 40).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1),
}  # fmt: skip


@pytest.mark.parametrize("box", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_text_of_a_box_that_is_not_shown_is_hidden(docx, box):
    layout = extract(docx(f"<w:p>{anchored('Ada Stone', LEFT, 10)}{box}</w:p>"), "docx")
    assert layout.text.strip() == "Ada Stone"
    assert [(h.text, h.reason) for h in layout.hidden] == [("Secret", "marked as hidden")]


def test_a_box_in_a_box_that_is_not_shown_is_hidden_and_one_marked_as_shown_is_not(docx):
    inner = f"</w:t></w:r>{anchored('Secret', LEFT, 10)}<w:r><w:t>"
    outer = anchored(inner, LEFT, 40).replace(
        "<wps:wsp>", '<wp:docPr id="1" name="x" hidden="1"/><wps:wsp>', 1
    )
    shown = anchored("Reno", LEFT, 60).replace("<wps:wsp>", '<wp:docPr id="2" name="y" hidden="0"/><wps:wsp>')
    layout = extract(docx(f"<w:p>{outer}{shown}</w:p>"), "docx")
    assert layout.text.strip() == "Reno"
    assert [h.text for h in layout.hidden] == ["Secret"]
