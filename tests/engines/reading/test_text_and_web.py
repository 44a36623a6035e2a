"""Plain text, Markdown, RTF and HTML."""

from __future__ import annotations

import json

import pytest

from appliance.engines.reading import Refused, extract, identify
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_the_encoding_of_a_text_is_found(encoding):
    content = "Zoë Ångström – résumé “one”\nEngineer since 2019\n".encode(encoding)
    assert identify(content, "zoe.txt") == "txt"
    assert lines(extract(content, "txt")) == ["Zoë Ångström – résumé “one”", "Engineer since 2019"]


def test_empty_lines_part_paragraphs_and_wide_gaps_are_tabs():
    layout = extract(b"Example Corp          2019 - now\r\nEngineer\r\n\r\n\r\nEducation\r\n", "txt")
    assert layout.text == "Example Corp\t2019 - now\nEngineer\n\nEducation\n"


def test_letters_have_one_spelling():
    raw = "O\ufb03ce o\u0301 zero\u200bwidth soft\u00adhyphen hard\u00a0blank \ue0a1icon\u202e \uf0b7 item"
    assert extract(raw.encode(), "txt").text == "Office ó zerowidth softhyphen hard blank icon • item\n"


def test_a_line_without_end_is_broken_and_a_text_without_end_is_cut():
    layout = extract(b"x" * 3_000_000, "txt")
    assert max(line.end - line.start for line in layout.lines) <= 20_000
    assert len(layout.text) <= 2_000_000 + 20_000
    assert "text_cut" in {n.code for n in layout.notes}


def test_blank_text_has_no_text():
    with pytest.raises(Refused) as refused:
        extract("\u00a0\n\u200b\n".encode(), "txt")
    assert refused.value.code == "no_text"


def test_markdown_keeps_headings_and_drops_marks():
    source = b"# Ada Example\n\nExperience\n----------\n* **Engineer** at [Example](https://example.com)\n\n---\n| a | b |\n|---|---|\n| c | d |\n"
    assert identify(source, "ada.md") == "md"
    layout = extract(source, "md")
    assert lines(layout) == [
        "Ada Example",
        "Experience",
        "* Engineer at Example (https://example.com)",
        "a\tb",
        "c\td",
    ]
    assert [line.heading for line in layout.lines] == [1, 2, 0, 0, 0]


def test_rtf_is_read_and_its_hidden_text_kept_apart():
    source = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\b Ada\b0\tab 2019\par Caf\'e9 \u8364?\par {\v secret words}seen{\fs2 tiny}\par}"
    assert identify(source, "wrong.doc") == "rtf"
    layout = extract(source, "rtf")
    assert lines(layout) == ["Ada\t2019", "Café €", "seen"]
    assert {h.text for h in layout.hidden} == {"secret words", "tiny"}


@pytest.mark.parametrize(
    ("trick", "reason"),
    [
        (rb"{\v unseen {\b words} here}", "marked as hidden"), (rb"\v unseen words here\v0 ", "marked as hidden"),
        (rb"{\fs3 unseen \b words\b0  here}", "letters of 2 points or less"), (rb"{\cf2 unseen words {\i here}}", "same colour as what lies behind it"),
        (rb"\cf2 unseen words here\cf1 ", "same colour as what lies behind it"), (rb"{\deleted unseen words here}", "marked as deleted"),
        (rb"{\*\annotation unseen words {\b here}}", "comment"), (rb"{\v uns\'65en \u119?ords here\plain }", "marked as hidden"),
    ],
)  # fmt: skip
def test_what_an_rtf_hides_is_kept_apart(trick, reason):
    layout = extract(
        rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue250;}\cf1 seen "
        + trick
        + rb"\par after\par}",
        "rtf",
    )
    assert [line.split() for line in lines(layout)] == [["seen"], ["after"]]
    assert [(" ".join(h.text.split()), h.reason) for h in layout.hidden] == [("unseen words here", reason)]


def test_white_letters_of_an_rtf_in_a_dark_cell_are_seen():
    table = rb"\trowd\clshdng10000\cellx900\cf2 seen\cell\row"
    layout = extract(
        rb"{\rtf1{\colortbl;\red0\green0\blue99;\red255\green255\blue255;}" + table + rb"}", "rtf"
    )
    assert ("seen" in layout.text, layout.hidden) == (True, ())


def test_the_styles_of_an_rtf_are_no_text():
    layout = extract(rb"{\rtf1{\stylesheet{\s1\v Hidden Style;}}seen\par}", "rtf")
    assert (lines(layout), layout.hidden) == (["seen"], ())


def test_white_letters_of_an_rtf_on_a_coloured_ground_are_seen():
    layout = extract(
        rb"{\rtf1{\colortbl;\red0\green0\blue99;\red255\green255\blue255;}{\cb1\cf2 seen}\par}", "rtf"
    )
    assert (lines(layout), layout.hidden) == (["seen"], ())


def test_html_is_read_as_a_browser_breaks_it():
    source = b"""<!DOCTYPE html><html><head><title>Ada's page</title><style>.x{display:none}</style></head><body>
    <h2>Experience</h2><p>Engineer at <b>Example</b>,
    Boston<br>since 2019</p><ul><li>Python<li>SQL</ul><table><tr><td>2019</td><td>Example Corp</td></tr></table>
    <script>alert(1)</script><div>a<div>b</div>c</div></body></html>"""
    assert identify(source) == "html"
    layout = extract(source, "html")
    assert lines(layout) == ["Experience", "Engineer at Example, Boston", "since 2019", "• Python", "• SQL", "2019\tExample Corp", "a", "b", "c"]  # fmt: skip
    assert layout.lines[0].heading == 2
    assert layout.lines[5].part == "table"
    assert layout.title == "Ada's page"


@pytest.mark.parametrize(
    "trick",
    [
        '<p style="display:none">unseen</p>', '<div style="visibility: hidden"><b>unseen</b></div>', '<span style="font-size:0">unseen</span>',
        '<p class="x">unseen</p>', "<p hidden>unseen</p>", '<p style="color:#fff">unseen</p>', '<font color="white">unseen</font>',
        '<p style="opacity:0">unseen</p>', '<p style="position:absolute;left:-9999px">unseen</p>',
        '<p style="color:#fdfdfd">unseen</p>', '<p class="w">unseen</p>', '<p id="z">unseen</p>', '<b class="w y">unseen</b>',
        '<span style="font-size:2pt">unseen</span>', '<span style="font: 1px/1.2 serif">unseen</span>', '<span style="font-size:10%">unseen</span>',
        '<p style="color:transparent">unseen</p>', '<p style="color:rgba(0,0,0,0.02)">unseen</p>', '<p style="color:rgb(100%, 100%, 99%)">unseen</p>',
        '<p style="position:absolute;clip:rect(0,0,0,0)">unseen</p>', '<p style="clip-path: inset(50%)">unseen</p>',
        '<div style="height:0;overflow:hidden">unseen</div>', '<div style="width:1px;height:1px;overflow:hidden">unseen</div>',
        '<p style="text-indent:-20in">unseen</p>', '<p style="transform:scale(0)">unseen</p>', '<p style="opacity:0.02">unseen</p>',
        '<div style="background:#123"><span style="color:#112233">unseen</span></div>', '<td bgcolor="#000080"><font color="navy">unseen</font></td>',
    ],
)  # fmt: skip
def test_unseen_text_of_a_page_is_kept_apart(trick):
    sheet = "<style>/* .seen{color:#fff} */ @charset 'utf-8'; .x, .never {display:none} p.w, .w.y {color: WHITE !important} #z{visibility:hidden}</style>"
    layout = extract(f"{sheet}<p>seen</p>{trick}<p>after</p>".encode(), "html")
    assert lines(layout) == ["seen", "after"]
    assert [h.text for h in layout.hidden] == ["unseen"]


@pytest.mark.parametrize(
    "shown",
    [
        '<p class="seen">seen</p>', '<p style="display:none;display:block">seen</p>', '<p style="opacity:0.4">seen</p>', '<p class="m">seen</p>',
        '<p class="inner">seen</p>', '<p style="color:#777">seen</p>', '<p style="font-size:7px">seen</p>', '<p style="font: 600 9pt/1 serif">seen</p>',
        '<p style="overflow:hidden;height:20px">seen</p>', '<p style="margin-left:-10px">seen</p>', '<body bgcolor="black"><p>seen</p></body>',
        '<p style="font-size:var(--step-0)">seen</p>', '<p style="margin-top:var(--space-100,8px)">seen</p>', '<p style="opacity:var(--o-80)">seen</p>',
        '<p style="font-size:calc(1px + 1vw)">seen</p>', '<p style="width:10%;overflow:hidden">seen</p>', '<p style="height:1%;overflow:hidden">seen</p>',
        '<p style="width:0;flex:1;overflow:hidden">seen</p>', '<p style="max-width:0;overflow:hidden">seen</p>', '<p style="filter:opacity(0.9)">seen</p>',
        '<p style="color:var(--x,#fff)">seen</p>', '<div class="a x open">seen</div>', '<div class="page"><div class="side">seen</div></div>',
        '<div style="background:url(night.jpg)"><p style="color:#fff">seen</p></div>', '<p style="background:#000;color:#fff">seen</p>',
    ],
)  # fmt: skip
def test_what_can_be_seen_on_a_page_is_text(shown):
    sheet = "<style>@media print { .m { display: none } .k{} } nav .inner { display: none } .a{display:none} .a.open{display:block} .side{color:#fff} .page .side{background:#234}</style>"
    layout = extract(f"{sheet}{shown}".encode(), "html")
    assert (lines(layout), layout.hidden) == (["seen"], ())


def test_white_letters_of_a_rule_count_only_where_the_page_has_all_its_rules():
    sheet = "<style>.w{color:#fff}</style><p class=w>white words</p><p>seen</p>"
    assert lines(extract(sheet.encode(), "html")) == ["seen"]
    linked = '<link rel="stylesheet" href="style.css">' + sheet
    assert lines(extract(linked.encode(), "html")) == ["white words", "seen"]


def test_a_value_without_end_is_read_once():
    page = "<style>.a{color:" + "x " * 90_000 + "}</style>" + "<b class=a>x</b>" * 20_000
    assert extract(page.encode(), "html").text.startswith("xxx")


@pytest.mark.parametrize(
    "styles",
    ["/*" * 90_000, "@a{" * 60_000, "a " * 90_000, "a{color:" * 20_000, "}{" * 90_000, "a{}" * 60_000],
)
def test_a_style_sheet_that_never_ends_is_read_at_once(styles):
    layout = extract(f"<style>{styles}</style><p>seen</p>".encode(), "html")
    assert lines(layout) == ["seen"]


@pytest.mark.parametrize(
    ("sheet", "names", "seen"),
    [
        (".a.b{display:none}", "b", True),
        (".a.b{display:none}", "a b", False),
        (".bar:where(.b){display:none}", "b", True),
        ("div > .b, .c{display:none}", "c", False),
        (".b::before{display:none}", "b", True),
        ("@media print{.b{display:none}}", "b", True),
        ("@media print{.a{color:red}.b{display:none}} .c{display:none}", "c", False),
        ("@media screen and (max-width:480px){.b{display:none}}", "b", True),
        ("/* } */ @charset 'x'; .b /* { */ {display:none}", "b", False),
    ],
)
def test_a_rule_hides_only_what_it_applies_to(sheet, names, seen):
    page = f'<style>{sheet}</style><p>first</p><p class="{names}">perhaps</p>'
    assert ("perhaps" in extract(page.encode(), "html").text) is seen


def test_white_on_a_coloured_ground_is_seen():
    layout = extract(b'<div style="background:#003"><p style="color:white">seen</p></div>', "html")
    assert lines(layout) == ["seen"]


def test_alternative_text_and_comments_are_kept_apart():
    layout = extract(b'<p>seen<img alt="a face"><!-- shorten this --></p>', "html")
    assert [h.reason for h in layout.hidden] == ["alternative text of a picture", "comment"]
    assert "hidden_text" not in {n.code for n in layout.notes}


def test_the_posting_a_page_states_itself_is_kept():
    posting = {
        "@context": "https://schema.org",
        "@graph": [{"@type": "WebSite"}, {"@type": "JobPosting", "title": "Engineer"}],
    }
    source = f'<script type="application/ld+json">{json.dumps(posting)}</script><p>Engineer</p>'
    assert json.loads(extract(source.encode(), "html").structured)["title"] == "Engineer"


def test_the_encoding_a_page_states_is_used_and_codecs_are_not():
    assert lines(extract('<meta charset="windows-1250"><p>Łódź</p>'.encode("cp1250"), "html")) == ["Łódź"]
    assert lines(extract(b'<meta charset="zlib"><p>plain</p>', "html")) == ["plain"]


def test_a_page_nested_without_end_is_read():
    assert lines(extract(b"<div>" * 30_000 + b"deep" + b"</div>" * 30_000, "html")) == ["deep"]


def test_declared_entities_are_refused():
    with pytest.raises(Refused) as refused:
        extract(b'<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>', "html")
    assert refused.value.code == "doctype"


def test_a_page_in_one_line_keeps_the_gaps_that_were_line_ends():
    flat = (
        "Ada Lindqvist   Boston, MA  EXPERIENCE:    Engineer, Example Corp  2019 - now      Built services in Python  "
        + "and SQL " * 20
    )
    assert extract(flat.encode(), "txt").text.startswith("Ada Lindqvist  Boston, MA  EXPERIENCE:  Engineer, Example Corp  2019 - now  Built")  # fmt: skip


def test_rows_and_cells_without_end_tags_are_read_in_order():
    page = b"<TABLE><TR><TD>Ada Admin<TR><TD>2020<TD><B>Engineer</B><BR>Copperline<TR><TD>2018<TD>Clerk</TABLE><p>End"
    text = extract(page, "html").text
    assert [text.index(word) for word in ("Ada", "2020", "Copperline", "2018", "Clerk", "End")] == sorted(
        text.index(word) for word in ("Ada", "2020", "Copperline", "2018", "Clerk", "End")
    )
