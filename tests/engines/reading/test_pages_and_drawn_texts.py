"""Web pages that set out entries as lists and hide by the width of the screen; plain texts with drawn headings."""

from __future__ import annotations

import pytest

from appliance.engines.reading import extract
from appliance.foundation.contracts.reading import Layout


def lines(layout: Layout) -> list[str]:
    return [layout.text[line.start : line.end] for line in layout.lines]


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
    ],
)
def test_what_any_usual_screen_shows_is_seen_and_nothing_else(sheet, names, seen):
    page = f'<style>{sheet}</style><p>first</p><p class="{names}">perhaps</p>'
    layout = extract(page.encode(), "html")
    assert ("perhaps" in layout.text) is seen
    assert [h.text for h in layout.hidden] == ([] if seen else ["perhaps"])


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


def test_the_rest_of_a_menu_goes_with_it_and_other_links_stay():
    menu = "".join(f'<li><a href="#{n}">{n}</a></li>' for n in ("About", "Work", "Skills", "Prizes"))
    page = f"""<ul>{menu}</ul><h1>Ada Baker</h1><ul><li><a href="#note">Bread of the year</a></li></ul>
    <h2>Work</h2><p>Baker</p><h2>Skills</h2><p>Bread</p>"""
    assert lines(extract(page.encode(), "html")) == [
        "Ada Baker",
        "• Bread of the year",
        "Work",
        "Baker",
        "Skills",
        "Bread",
    ]


def test_what_stands_beside_a_year_in_an_element_of_its_own_is_no_part_of_it():
    page = b"<p><span>Sep 2014 - Jun 2017</span><span>2 years</span> and <b>20</b>19</p>"
    assert lines(extract(page, "html")) == ["Sep 2014 - Jun 2017 2 years and 2019"]


def test_details_side_by_side_in_elements_of_their_own_are_not_glued():
    page = b"<p><span><a href='mailto:ada@example.org'>ada@example.org</a></span><span>020 7946 0321</span><span>London</span></p>"
    assert lines(extract(page, "html")) == ["ada@example.org 020 7946 0321 London"]


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
