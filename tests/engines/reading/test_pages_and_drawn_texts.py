"""Web pages that set out entries as lists and hide by the width of the screen; plain texts with drawn headings."""

from __future__ import annotations

import time

import pytest

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


WIDENS = ".a{display:none} @media (min-width:1000px){.a{display:block}} "
HIDES = ".hidden{display:none} .firm{display:none !important} "


@pytest.mark.parametrize(
    ("sheet", "names", "seen"),
    [
        (HIDES + "@media (min-width: 768px){.md\\:block{display:block}}", "hidden md:block", True),
        (HIDES + "@media screen and (min-width:62em){.wide{display:flex !important}}", "firm wide", True),
        (HIDES + "@media (width >= 48rem) { .md\\:block { display: block } }", "hidden md:block", True),
        (HIDES + "@media (min-width:640px){.wide{display:block}}", "hidden", False),
        (HIDES + "@media (min-width:640px){.wide{display:block}}", "firm wide", False),
        (HIDES + "@media (min-width:9000px){.wide{display:block}}", "hidden wide", False),
        (HIDES + "@media print{.wide{display:block}}", "hidden wide", False),
        (HIDES + "@media (max-width:300px){.wide{display:block}}", "hidden wide", False),
        ("@media (min-width:640px){.wide{display:block}} " + HIDES, "hidden wide", False),
        (HIDES + "@media (min-width:640px){.wide{display:block;opacity:0}}", "hidden wide", False),
        (HIDES + "@media (min-width:640px){.wide{display:block;color:#fff}}", "hidden wide", False),
        (HIDES + "@media (min-width:640px){.small{display:none}}", "small", True),
        ("@media screen{.gone{display:none}}", "gone", False),
        ("@media all { .gone { visibility: hidden } }", "gone", False),
        ("@media (min-width:1px){.gone{display:none}}", "gone", False),
        (WIDENS + "@media (max-width:99999px){.a{display:none}}", "a", False),
        (WIDENS + "@media screen, print{.a{display:none}}", "a", False),
        (WIDENS + "@media (min-height:1px){.a{display:none}}", "a", False),
        (WIDENS + "@media (orientation:landscape){.a{opacity:0}}", "a", False),
        (WIDENS + "@supports (display:grid){@media screen{.a{display:none}}}", "a", False),
        (WIDENS + "@layer last{p.a{visibility:hidden}}", "a", False),
        (WIDENS + "body .a{display:none}", "a", False),
        (WIDENS + "body > p:not(.b){display:none}", "a", False),
        (WIDENS + "body{color:black; .a{display:none}}", "a", False),
        (WIDENS + ".a{color:black; &:hover{display:none}}", "a", False),
        (WIDENS + "p[class]{display:none}", "a", False),
        (WIDENS + "*{display:none}", "a", False),
        (WIDENS + "@media(max-width:9000px){.a{display:none", "a", False),
        (HIDES + "@media(min-width:640px){.wide{display:block}}", "hidden wide", True),
        (WIDENS + "@media (min-width:1100px) and (max-width:9000px){.a{display:none}}", "a", False),
        (WIDENS + "@media (max-width:600px){.a{display:none}}", "a", True),
        (WIDENS + "@media print{.a{display:none}}", "a", True),
        (WIDENS + "[hidden]{display:none} .a::after{display:none} body .b{display:none}", "a", True),
        (WIDENS + "body .a{color:black; &::before{content:none}}", "a", True),
        ("@media (min-width:321px){.a{display:none}} @media (max-width:321px){.a{display:none}}", "a", False),
        ("@media (min-width:641px){.a{display:none}} @media (max-width:640px){.a{opacity:0}}", "a", False),
        ("@media (max-width:767px){.a{display:none}} @media (min-width:1200px){.a{display:none}}", "a", True),
        ("@media (max-width:767px){.a{display:none}} .b .a{display:none}", "a", True),
        (".a{color:black; .b{display:none}}", "a", True),
    ],
)
def test_what_any_usual_screen_shows_is_seen_and_nothing_else(sheet, names, seen):
    page = f'<style>{sheet}</style><p>first</p><p class="{names}">perhaps</p>'
    layout = extract(page.encode(), "html")
    assert ("perhaps" in layout.text) is seen
    assert [h.text for h in layout.hidden] == ([] if seen else ["perhaps"])


@pytest.mark.parametrize(
    ("medium", "seen"),
    [
        ("print", True),
        ("screen", False),
        ("all", False),
        ("", False),
        ("(max-width:600px)", True),
        ("(min-width:1px)", False),
    ],
)
def test_a_sheet_holds_for_the_medium_it_states(medium, seen):
    page = f'<style media="{medium}">.a{{display:none}}</style><p>first</p><p class=a>perhaps</p>'
    assert ("perhaps" in extract(page.encode(), "html").text) is seen


def test_a_sheet_for_wide_screens_shows_what_the_page_hides():
    page = b"<style>.a{display:none}</style><style media='(min-width:600px)'>.a{display:block}</style><p class=a>seen"
    assert lines(extract(page, "html")) == ["seen"]


def _seconds(content: bytes, file_format: str) -> float:
    begin = time.process_time()
    extract(content, file_format)
    return time.process_time() - begin


NAMES = [f"c{n}" for n in range(20)]


@pytest.mark.parametrize(
    ("rules", "elements"),
    [
        ("".join(f".{name}{{display:none}}" for name in NAMES for _ in range(50)), 3_000),
        ("".join(f".{name}{{{';'.join(f'color:#{n:03x}' for n in range(200))}}}" for name in NAMES for _ in range(5)), 300),
        ("".join(f".{a}.{b}{{top:1px;left:1px;width:1px;color:red}}" for a in NAMES for b in NAMES if a < b) + "p{display:block!important}", 3_000),
    ],
)  # fmt: skip
def test_many_rules_for_many_elements_take_little_time(rules, elements):
    sheet = rules + "@media (min-width:700px){.c0{display:block}}"
    page = f"<style>{sheet}</style>" + f'<p class="{" ".join(NAMES)}">x</p>' * elements
    assert _seconds(page.encode(), "html") < 2


def test_a_page_whose_elements_differ_in_more_than_is_followed_says_that_text_is_left_out():
    rules = "".join(
        f".{a}.{b}{{display:block;top:1px;left:1px;width:1px;height:1px}}"
        for a in NAMES
        for b in NAMES
        if a < b
    )
    rules += "@media (min-width:700px){.c0{display:block}}"
    sets = (
        " ".join(NAMES[n] for n in range(20) if at >> n & 1) for at in range(1 << 20) if at.bit_count() > 14
    )
    page = f"<style>{rules}</style>" + "".join(f'<p class="{names}">x</p>' for names in sets)
    layout = extract(page.encode(), "html")
    assert "text_cut" in {note.code for note in layout.notes}


@pytest.mark.parametrize(
    "lines_of_text",
    [
        ("---\n| " + "a" * 100 + " " * 96 + "b\n") * 600,
        ("a" + " " * 197 + "b\n") * 5_000,
        ("- " + "a-" * 90 + " ----\n") * 5_000,
        "word\n" * 5_000_000,
    ],
    ids=["boxes", "blanks", "hyphens", "long"],
)
def test_long_plain_texts_take_little_time(lines_of_text):
    assert _seconds(lines_of_text.encode(), "txt") < 4


@pytest.mark.parametrize(
    ("style", "names", "seen"),
    [
        ("display:block", "firm", False),
        ("display:block !important", "firm", True),
        ("display:none", "shown", False),
        ("display:none", "surely", True),
        ("display:none ! important", "surely", False),
    ],
)
def test_what_is_marked_as_important_wins(style, names, seen):
    sheet = HIDES + ".shown{display:block} .surely{display:block!important}"
    page = f'<style>{sheet}</style><p>first</p><p class="{names}" style="{style}">perhaps</p>'
    assert ("perhaps" in extract(page.encode(), "html").text) is seen


def test_the_attribute_hides_whatever_the_screen():
    page = b"<style>@media (min-width:640px){.wide{color:red}}</style><p>first</p><p hidden class=wide>unseen</p>"
    assert lines(extract(page, "html")) == ["first"]


def test_a_list_item_that_is_an_entry_has_no_bullet():
    page = b"""<ul><li><h3>Cashier &mdash; Example Market</h3><p>2019 - 2021</p><ul><li>Counted the till.</li><li>Trained two.</li></ul></li>
    <li><div>Baker, Sample Bakery</div><div>2016 - 2019</div></li></ul>
    <ul><li>Bread<br>and butter</li><li><p>Kept the shop open on holidays.</p><p>And the shutters painted.</p></li></ul>"""
    assert lines(extract(page, "html")) == [
        "Cashier — Example Market",
        "2019 - 2021",
        "• Counted the till.",
        "• Trained two.",
        "Baker, Sample Bakery",
        "2016 - 2019",
        "• Bread",
        "and butter",
        "• Kept the shop open on holidays.",
        "And the shutters painted.",
    ]


def test_a_menu_that_names_the_headings_below_is_left_out():
    page = b"""<nav><a href="#top">Ada Baker</a><ul><li><a href="#work">Experience</a></li><li><a href="#s">Skills</a></li></ul></nav>
    <h2 id="work">Experience</h2><p>Baker, Sample Bakery</p><h2 id="s">Skills</h2><p>Bread</p>"""
    assert lines(extract(page, "html")) == [
        "Ada Baker",
        "Experience",
        "Baker, Sample Bakery",
        "Skills",
        "Bread",
    ]


MENU = "".join(f'<li><a href="#{n}">{n}</a></li>' for n in ("Work", "Skills", "Rolls"))
BELOW = "<h2>Work</h2><p>Baker</p><h2>Skills</h2><p>Bread</p>"


@pytest.mark.parametrize(
    ("menu", "below", "kept"),
    [
        (MENU, BELOW + "<h2>Rolls</h2>", False),
        (MENU, BELOW + "<p>Rolls</p>", True),
        (MENU, BELOW, True),
        (MENU.replace("#Work", "#"), BELOW + "<h2>Rolls</h2>", True),
        (MENU.replace("#Work", "work.html"), BELOW + "<h2>Rolls</h2>", True),
        (MENU.replace('<a href="#Work">Work</a>', "Work"), BELOW + "<h2>Rolls</h2>", True),
        (
            MENU.replace("Rolls", "Awards"),
            BELOW + "<ul><li>Awards</li><li>Bread of the year</li></ul>",
            False,
        ),
    ],
)
def test_a_menu_is_left_out_only_if_every_line_of_it_is_a_heading_below(menu, below, kept):
    page = f"<ul>{menu}</ul><h1>Ada Baker</h1>{below}"
    assert ("• Skills" in lines(extract(page.encode(), "html"))) is kept


@pytest.mark.parametrize("target", ["#", "#rye", "rye.html"])
def test_a_list_of_links_that_names_what_comes_again_in_prose_stays(target):
    names = ("Rye bread", "Rolls", "Cakes")
    points = "".join(f"<li><a href='{target}'>{name}</a></li>" for name in names)
    page = f"<h2>Skills</h2><ul>{points}</ul>" + "".join(f"<p>{name}</p>" for name in names)
    assert lines(extract(page.encode(), "html")) == ["Skills", *("• " + name for name in names), *names]


def test_what_stands_beside_a_year_in_an_element_of_its_own_is_no_part_of_it():
    page = b"<p><span>Sep 2014 - Jun 2017</span><span>2 years</span> and <b>20</b>19</p>"
    assert lines(extract(page, "html")) == ["Sep 2014 - Jun 2017 2 years and 2019"]


def test_details_side_by_side_in_elements_of_their_own_are_not_glued():
    page = b"<p><span><a href='mailto:ada@example.org'>ada@example.org</a></span><span>020 7946 0321</span><span>London</span></p>"
    assert lines(extract(page, "html")) == ["ada@example.org 020 7946 0321 London"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("2019<sup>th</sup>", "2019th"),
        ("room 2019<sub>B</sub>", "room 2019B"),
        ("2019<span>th</span>", "2019th"),
        ("2019<b>A</b>", "2019A"),
        ("jane@example.com<i>pany</i>", "jane@example.company"),
        ("<a href='mailto:jane@example.com'>jane@example.com</a><i>pany</i>", "jane@example.company"),
        ("jane@example.com<span>Pany</span>", "jane@example.comPany"),
        ("<span>2019</span><span>Baker</span>", "2019 Baker"),
    ],
)
def test_what_is_set_apart_within_a_word_is_part_of_it(body, said):
    assert lines(extract(f"<p>{body}</p>".encode(), "html")) == [said]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Python *****", False),
        ("SQL **********", False),
        ("SQL ##########", False),
        ("Acme Corporation -----", False),
        ("---- Built Python services for customers", False),
        ("BUILT SERVICES FOR MANY CUSTOMERS ----------", False),
        ("ACME ----", False),
        ("LIFE AT SEA ----------", True),
        ("Experience ----", True),
        ("==== Education", True),
        ("==== Ada Baker ====", True),
        ("---- Well-known bakers ----", True),
        ("---- 2019 ----", False),
    ],
)
def test_a_rule_beside_words_makes_a_heading_only_of_what_is_surely_one(line, heading):
    layout = extract(f"Ada Baker\n{line}\nmore".encode(), "txt")
    assert bool(layout.lines[1].heading) is heading
    assert lines(layout)[1] == (line.strip("-= ") if heading else line)


def test_headings_drawn_in_plain_text_are_headings():
    source = """
---------- Ada Baker ----------
SKILLS ------------------------
Bread

+----------+
| TRAINING |
+----------+
Sample College

Work History
------------
Baker, Sample Bakery - a house of well-known bread
-----
e-mail: ada@example.org -- see below
"""
    layout = extract(source.encode(), "txt")
    headings = [layout.text[line.start : line.end] for line in layout.lines if line.heading]
    assert headings == ["Ada Baker", "SKILLS", "TRAINING", "Work History"]
    assert "e-mail: ada@example.org -- see below" in lines(layout)


def test_what_is_said_of_a_term_in_markdown_has_no_mark():
    source = b"2019-2021\n:   **Baker**; Sample Bakery\n\n    * Baked bread: rye\n"
    assert lines(extract(source, "md")) == ["2019-2021", "Baker; Sample Bakery", "* Baked bread: rye"]
