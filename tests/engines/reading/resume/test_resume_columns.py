"""A side bar between the halves of a column, and where the person lives."""

from __future__ import annotations

from appliance.engines.reading.resume import read_resume
from appliance.foundation.contracts.reading import Layout, Line

MAIN, BAR = 34.0, 448.0


def laid_out(*rows: tuple[str, int, float, int]) -> Layout:
    """A layout of (text, column, left edge, page)."""
    text, lines = "", []
    for number, (written, column, left, page) in enumerate(rows):
        start = len(text)
        text += written + "\n"
        lines.append(
            Line(start, start + len(written), page, left, 20.0 * number, left + 100, 20.0 * number + 10, 10.0, bold=written.isupper(), heading=0, part="body", column=column)
        )  # fmt: skip
    return Layout(format="pdf", text=text, lines=tuple(lines))


def years_beside(*rows: tuple[str, float, float]) -> Layout:
    """A layout of (text, left edge, distance from the top)."""
    text, lines = "", []
    for written, left, top in rows:
        start = len(text)
        text += written + "\n"
        lines.append(
            Line(start, start + len(written), 0, left, top, left + 100, top + 10, 10.0, bold=False, heading=0, part="body", column=0)
        )  # fmt: skip
    return Layout(format="pdf", text=text, lines=tuple(lines))


UPPER = (
    ("Ada Stone", 0, MAIN, 0),
    ("EXPERIENCE", 0, MAIN, 0),
    ("Software Engineer\tJan 2019 - Present", 0, MAIN, 0),
    ("Northwind Systems Inc. · Boulder, CO", 0, MAIN, 0),
)
SIDE = (
    ("CONTACT", 1, BAR, 0),
    ("Reno, NV", 1, BAR, 0),
    ("ada@example.com", 1, BAR, 0),
    ("SKILLS", 1, BAR, 0),
    ("Python", 1, BAR, 0),
)


def positions(layout: Layout) -> list[str]:
    return [f.value for f in read_resume(layout) if f.kind == "position"]


def test_a_column_goes_on_with_its_section_below_a_side_bar():
    for page in (0, 1):
        rest = (
            ("Clerk\tJan 2015 - Dec 2018", 0, MAIN, page),
            ("Example Archive Ltd. · Reno, NV", 0, MAIN, page),
        )
        assert positions(laid_out(*UPPER, *SIDE, *rest)) == [
            "Software Engineer, Northwind Systems Inc.",
            "Clerk, Example Archive Ltd.",
        ]


def test_a_side_bar_that_goes_on_keeps_its_own_section():
    layout = laid_out(*UPPER, *SIDE, ("SQL", 1, BAR, 0), ("Rust", 0, BAR, 1))
    assert {f.value for f in read_resume(layout) if f.kind == "skill"} >= {"Python", "SQL", "Rust"}
    assert len(positions(layout)) == 1


def test_the_person_lives_where_the_contact_details_say():
    assert [f.value for f in read_resume(laid_out(*UPPER, *SIDE)) if f.kind == "location"] == ["Reno, NV"]


def test_a_column_goes_on_below_a_side_bar_of_the_next_page():
    """There the bar, too, goes on before it."""
    rest = (
        ("Rust", 0, BAR, 1),
        ("Clerk\tJan 2015 - Dec 2018", 1, MAIN, 1),
        ("Example Archive Ltd. · Reno, NV", 1, MAIN, 1),
    )
    layout = laid_out(*UPPER, *SIDE, *rest)
    assert positions(layout)[1:] == ["Clerk, Example Archive Ltd."]
    assert "Rust" in {f.value for f in read_resume(layout) if f.kind == "skill"}


def test_headings_in_a_column_of_their_own_open_sections():
    inner = MAIN + 80
    layout = laid_out(
        ("Ada Stone", 0, MAIN, 0),
        ("EXPERIENCE\tSoftware Engineer, Northwind Systems\t2019 - Present", 0, MAIN, 0),
        ("Wrote the software of the mills.", 0, inner, 0),
        ("Records Clerk, Example Archive Ltd.\t2015 - 2018", 0, inner, 0),
        ("EDUCATION\tExample University, B.S. Mathematics\t2014", 0, MAIN, 0),
        ("Mill Town College, Diploma in Milling\t2010", 0, inner, 0),
    )
    assert positions(layout) == [
        "Software Engineer, Northwind Systems",
        "Records Clerk, Example Archive Ltd.",
    ]
    schools = [f.value for f in read_resume(layout) if f.kind == "school"]
    assert schools == ["Example University", "Mill Town College"]


def test_years_below_each_other_beside_an_entry_are_its_dates_either_way():
    layout = years_beside(
        ("Ada Stone", 30, 20), ("EXPERIENCE", 30, 60), ("Warehouse Manager", 30, 90), ("2024", 30, 104), ("Northwind Logistics Inc.", 80, 110),
        ("2020", 30, 116), ("Moved two stores into one.", 80, 140), ("Forklift Operator", 30, 170), ("2020", 30, 184),
        ("Example Freight Ltd.", 80, 190), ("2018", 30, 196), ("Loaded lorries at night.", 80, 220),
    )  # fmt: skip
    held = [f.detail for f in read_resume(layout) if f.kind == "position"]
    assert [(p["title"], p["employer"], p["start"], p["end"]) for p in held] == [
        ("Warehouse Manager", "Northwind Logistics Inc.", "2020", "2024"),
        ("Forklift Operator", "Example Freight Ltd.", "2018", "2020"),
    ]


def test_two_years_of_two_entries_are_no_range():
    layout = years_beside(
        ("Ada Stone", 30, 20), ("AWARDS", 30, 60), ("2024", 30, 90), ("2020", 30, 104), ("EXPERIENCE", 30, 140),
        ("Clerk, Example Archive Ltd., 2015 - 2018", 30, 160),
    )  # fmt: skip
    held = [f.detail for f in read_resume(layout) if f.kind == "position"]
    assert [(p["start"], p["end"]) for p in held] == [("2015", "2018")]


def test_what_heads_the_column_beside_the_references_reaches_the_candidate():
    rows = [("Ada Stone", 0, MAIN, 0), ("EXPERIENCE", 0, MAIN, 0), ("Clerk, Example Archive Ltd., 2015 - 2018", 0, MAIN, 0)]  # fmt: skip
    rows += [
        ("REFERENCES", 0, MAIN, 0),
        ("Grace Field, Example Archive Ltd.", 0, MAIN, 0),
        ("(202) 555-0147", 0, MAIN, 0),
    ]
    rows += [
        ("(202) 555-0143", 1, BAR, 0),
        ("ada@example.com", 1, BAR, 0),
        ("SKILLS", 1, BAR, 0),
        ("Filing", 1, BAR, 0),
    ]
    facts = read_resume(laid_out(*rows))
    assert [f.value for f in facts if f.kind in {"phone", "email"}] == ["ada@example.com", "(202) 555-0143"]


def test_a_list_that_stands_in_goes_on_in_its_column_on_the_next_page():
    rest = (
        ("MORE SKILLS", 0, 40.0, 1),
        ("Fortran", 0, 40.0, 1),
        ("Kept the archive of a town", 1, 222.0, 1),
        ("Clerk at Example Archive Ltd., Jan 2015 - Dec 2018", 1, 213.0, 1),
    )
    bar = (("SKILLS", 0, 40.0, 0), ("Python", 0, 40.0, 0))
    upper = (
        ("EXPERIENCE", 1, 202.0, 0),
        ("Software Engineer at Northwind Systems Inc., Jan 2019 - Present", 1, 213.0, 0),
    )
    assert positions(laid_out(("Ada Stone", 0, 40.0, 0), *bar, *upper, *rest)) == [
        "Software Engineer, Northwind Systems Inc.",
        "Clerk, Example Archive Ltd.",
    ]
