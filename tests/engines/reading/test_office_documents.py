"""DOCX and ODT: every part of the story, nothing that is hidden."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.shared import Pt, RGBColor

from appliance.engines.reading import Refused, extract, identify
from appliance.foundation.contracts.reading import Layout

BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id="1" name="box" descr="{alt}"/><wps:wsp>{fill}<wps:txbx>'
    "<w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<w:txbxContent>{content}</w:txbxContent></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: list[str]) -> str:
    return (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{c}</w:tc>" for c in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )


def lines(layout: Layout) -> list[tuple[str, str]]:
    return [(layout.text[line.start : line.end], line.part) for line in layout.lines]


def refusal(content: bytes, file_format) -> str:
    with pytest.raises(Refused) as refused:
        extract(content, file_format)
    return refused.value.code


def test_every_story_part_of_a_docx_is_read(docx):
    content = docx(
        p("Body text")
        + table([p("Cell one"), p("Cell two")])
        + BOX.format(content=p("In a box"), fill="", alt="A box")
        + '<w:p><w:r><w:t>Noted</w:t><w:footnoteReference w:id="1"/></w:r></w:p>',
        {
            "header1.xml": f"<w:hdr NS>{p('Ada at the top')}</w:hdr>",
            "header2.xml": f"<w:hdr NS>{p('Ada at the top')}</w:hdr>",
            "footer1.xml": f"<w:ftr NS>{p('Page foot')}</w:ftr>",
            "footnotes.xml": f"<w:footnotes NS><w:footnote>{p('A note')}</w:footnote></w:footnotes>",
        },
    )
    assert identify(content) == "docx"
    layout = extract(content, "docx")
    assert lines(layout) == [
        ("Ada at the top", "header"),
        ("Body text", "body"),
        ("Cell one\tCell two", "table"),
        ("In a box", "textbox"),
        ("Noted", "body"),
        ("A note", "note"),
        ("Page foot", "footer"),
    ]
    assert [(h.text, h.reason) for h in layout.hidden] == [("A box", "alternative text of a picture")]
    assert "hidden_text" not in {n.code for n in layout.notes}, "alternative text is no trick"


def test_headings_sizes_and_bold_come_from_styles_and_runs(docx):
    styles = (
        '<w:styles NS><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:styleId="H"><w:name w:val="heading 2"/><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:styleId="Child"><w:name w:val="Own"/><w:basedOn w:val="H"/></w:style></w:styles>'
    )
    body = (
        p("Experience", '<w:pStyle w:val="Child"/>')
        + p("plain")
        + p("strong", run="<w:b/>")
        + p("outlined", '<w:outlineLvl w:val="0"/>')
    )
    layout = extract(docx(body, {"styles.xml": styles}), "docx")
    looks = [(line.heading, line.bold, line.size) for line in layout.lines]
    assert looks == [(2, True, 16.0), (0, False, 11.0), (0, True, 11.0), (1, False, 11.0)]


def test_a_real_document_written_by_a_library_is_read():
    document = Document()
    document.add_heading("Ada Example", 0)
    document.add_paragraph("Engineer").runs[0].bold = True
    document.add_paragraph("Python", style="List Bullet")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "2019 – now", "Example Corporation"
    document.sections[0].header.paragraphs[0].text = "ada@example.com"
    buffer = io.BytesIO()
    document.save(buffer)
    layout = extract(buffer.getvalue(), "docx")
    assert [t for t, _ in lines(layout)] == [
        "ada@example.com", "Ada Example", "Engineer", "• Python", "2019 – now\tExample Corporation",
    ]  # fmt: skip


def test_cells_that_hold_columns_are_read_one_after_the_other(docx):
    left = "".join(p(f"left {n}") for n in range(5))
    right = "".join(p(f"right {n}") for n in range(6))
    layout = extract(docx(table([left, right])), "docx")
    assert [t for t, _ in lines(layout)] == [f"left {n}" for n in range(5)] + [f"right {n}" for n in range(6)]
    assert {line.column for line in layout.lines} == {0, 1}


def test_a_date_cell_beside_an_entry_joins_its_first_line(docx):
    entry = p("Engineer, Example Corporation") + p("Built things") + p("Kept them running")
    layout = extract(docx(table([p("2019 – now"), entry])), "docx")
    assert [t for t, _ in lines(layout)] == [
        "2019 – now\tEngineer, Example Corporation",
        "Built things",
        "Kept them running",
    ]


def test_deleted_text_and_field_codes_are_not_text(docx):
    body = (
        '<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins><w:r><w:instrText> HYPERLINK "x"'
        "</w:instrText></w:r><w:hyperlink><w:r><w:t> link</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>2020</w:t><w:br/><w:t>next</w:t></w:r></w:p>"
    )
    assert extract(docx(body), "docx").text == "kept link\t2020\nnext\n"


@pytest.mark.parametrize(
    "run",
    [
        "<w:vanish/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
        '<w:sz w:val="2"/>',
        '<w:color w:val="FF0000" w:themeColor="background1"/>',
    ],
)
def test_hidden_runs_are_kept_apart(docx, run):
    layout = extract(docx(p("seen") + p("unseen words", run=run)), "docx")
    assert layout.text == "seen\n"
    assert [h.text for h in layout.hidden] == ["unseen words"]
    assert "hidden_text" in {n.code for n in layout.notes}


@pytest.mark.parametrize(
    "properties", ['<w:ind w:left="-28800"/>', '<w:ind w:firstLine="-28800"/>', '<w:framePr w:x="-28800" w:y="1"/>', '<w:ind w:hanging="28800"/>']
)  # fmt: skip
def test_what_stands_off_the_page_is_kept_apart(docx, properties):
    layout = extract(
        docx(p("seen", '<w:ind w:left="-720" w:hanging="360"/>') + p("unseen words", properties)), "docx"
    )
    assert layout.text == "seen\n"
    assert [(h.text, h.reason) for h in layout.hidden] == [("unseen words", "outside the page")]


def test_a_box_off_the_page_is_kept_apart(docx):
    def anchored(text: str, offset: int) -> str:
        place = f"<wp:anchor><wp:positionH><wp:posOffset>{offset}</wp:posOffset></wp:positionH>"
        box = BOX.format(content=p(text), fill="", alt="")
        return box.replace("<wp:docPr", place + "<wp:docPr").replace("</wps:wsp>", "</wps:wsp></wp:anchor>")

    away, near = anchored("unseen words", -18_288_000), anchored("seen", -18_288)
    layout = extract(docx(away + near), "docx")
    assert [t for t, _ in lines(layout)] == ["seen"]
    assert [(h.text, h.reason) for h in layout.hidden] == [("unseen words", "outside the page")]


def test_white_letters_on_a_dark_ground_are_seen(docx):
    white = '<w:color w:val="FFFFFF"/>'
    dark_cell = f'<w:tcPr><w:shd w:fill="203864"/></w:tcPr>{p("in a cell", run=white)}'
    body = (
        p("in a paragraph", '<w:shd w:val="clear" w:fill="203864"/>', white)
        + table([dark_cell])
        + BOX.format(content=p("in a box", run=white), fill='<wps:spPr><a:solidFill><a:srgbClr val="203864"/></a:solidFill></wps:spPr>', alt="")
        + BOX.format(content=p("in an empty box", run=white), fill="<wps:spPr><a:noFill/></wps:spPr>", alt="")
    )  # fmt: skip
    layout = extract(docx(body), "docx")
    assert [t for t, _ in lines(layout)] == ["in a paragraph", "in a cell", "in a box"]
    assert [h.text for h in layout.hidden] == ["in an empty box"]


def test_comments_are_kept_apart(docx):
    comment = f"<w:comments NS><w:comment>{p('remember to shorten')}</w:comment></w:comments>"
    layout = extract(docx(p("seen"), {"comments.xml": comment}), "docx")
    assert [(h.text, h.reason) for h in layout.hidden] == [("remember to shorten", "comment")]


def test_a_document_type_is_refused(docx, zipped):
    bad = docx(p("Ada"), {"styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><w:styles NS/>'})
    assert refusal(bad, "docx") == "doctype"
    wide = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    assert refusal(zipped({"word/document.xml": wide.encode("utf-16")}), "docx") == "doctype"


def test_bombs_are_refused_before_they_unfold(zipped):
    assert refusal(zipped({"word/document.xml": b" " * (30 << 20)}), "docx") == "too_large"
    assert refusal(zipped({f"word/{n}.xml": b"x" for n in range(2001)}), "docx") == "too_large"
    deep = "<a>" * 3000 + "</a>" * 3000
    assert refusal(zipped({"word/document.xml": deep}), "docx") == "damaged"


def test_a_docx_that_is_cut_short_or_empty_says_so(docx, zipped):
    content = docx(p("Ada Example"))
    assert identify(content[: len(content) // 2]) == "docx"
    assert refusal(content[: len(content) // 2], "docx") == "damaged"
    assert refusal(zipped({"word/other.xml": "<x/>"}), "docx") == "damaged"
    assert refusal(docx(""), "docx") == "no_text"
    assert refusal(docx("<w:p/>", {"word/media/image1.png": "x"}), "docx") == "scan"


def test_library_look_survives(tmp_path):
    document = Document()
    run = document.add_paragraph().add_run("white words")
    run.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph().add_run("tiny words").font.size = Pt(1)
    document.add_paragraph("seen")
    document.save(str(tmp_path / "a.docx"))
    layout = extract((tmp_path / "a.docx").read_bytes(), "docx")
    assert layout.text == "seen\n"
    assert {h.text for h in layout.hidden} == {"white words", "tiny words"}


ODT = (
    '<o:document-content xmlns:o="urn:o" xmlns:t="urn:t" xmlns:s="urn:s" xmlns:d="urn:d" xmlns:f="urn:f" xmlns:b="urn:b">'
    '<o:automatic-styles><s:style s:name="B"><s:text-properties f:font-weight="bold" f:font-size="14pt"/></s:style>'
    '<s:style s:name="V"><s:text-properties t:display="none"/></s:style><s:style s:name="W"><s:text-properties f:color="#ffffff"/></s:style>'
    "</o:automatic-styles><o:body><o:text>{}</o:text></o:body></o:document-content>"
)


def odt(zipped, body: str, **parts: str) -> bytes:
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ODT.format(body), **parts}
    )


def test_every_part_of_an_odt_is_read(zipped):
    body = (
        '<t:h t:outline-level="2">Experience</t:h><t:p t:style-name="B">Ada<t:tab/>2019<t:s t:c="2"/>x<t:line-break/>next</t:p>'
        "<t:list><t:list-item><t:p>item</t:p></t:list-item></t:list>"
        "<b:table><b:table-row><b:table-cell><t:p>one</t:p></b:table-cell><b:table-cell><t:p>two</t:p></b:table-cell></b:table-row></b:table>"
        "<t:p>before<d:frame><d:text-box><t:p>boxed</t:p></d:text-box></d:frame>"
        "<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>noted</t:p></t:note-body></t:note></t:p>"
    )
    styles = (
        '<o:document-styles xmlns:o="urn:o" xmlns:t="urn:t" xmlns:s="urn:s"><o:master-styles><s:master-page><s:header><t:p>top</t:p></s:header>'
        "<s:footer><t:p>foot</t:p></s:footer></s:master-page></o:master-styles></o:document-styles>"
    )
    content = odt(zipped, body, **{"styles.xml": styles})
    assert identify(content) == "odt"
    layout = extract(content, "odt")
    assert lines(layout) == [
        ("top", "header"), ("Experience", "body"), ("Ada\t2019 x", "body"), ("next", "body"), ("• item", "body"),
        ("one\ttwo", "table"), ("before", "body"), ("boxed", "textbox"), ("noted", "note"), ("foot", "footer"),
    ]  # fmt: skip
    assert layout.lines[1].heading == 2
    assert (layout.lines[2].bold, layout.lines[2].size) == (True, 14.0)


def test_hidden_text_of_an_odt_is_kept_apart(zipped):
    body = (
        '<t:p>seen</t:p><t:p t:style-name="V">vanished</t:p><t:p><t:span t:style-name="W">white</t:span></t:p>'
        '<t:p>gone<t:hidden-paragraph t:condition="ooow:1" t:is-hidden="true"/></t:p><t:p>too<t:hidden-paragraph t:is-hidden="false"/></t:p>'
    )
    layout = extract(odt(zipped, body), "odt")
    assert layout.text.split() == ["seen", "too"]
    assert [h.text for h in layout.hidden] == ["vanished", "white", "gone"]


def test_an_encrypted_odt_says_so(zipped):
    manifest = '<m xmlns="urn:m"><encryption-data/></m>'
    assert refusal(odt(zipped, "<t:p>x</t:p>", **{"META-INF/manifest.xml": manifest}), "odt") == "encrypted"


def test_a_heading_turned_beside_its_rows_stands_above_them(docx):
    turned = '<w:tcPr><w:textDirection w:val="btLr"/></w:tcPr>'
    content = docx(
        table(
            [turned + p("WORK"), p("2019 - 2021"), p("Baker") + p("Sample Bakery")],
            [turned + p(""), p("2016 - 2019"), p("Cashier") + p("Example Market")],
        )
    )
    assert [text for text, _ in lines(extract(content, "docx"))] == [
        "WORK",
        "2019 - 2021\tBaker",
        "Sample Bakery",
        "2016 - 2019\tCashier",
        "Example Market",
    ]
