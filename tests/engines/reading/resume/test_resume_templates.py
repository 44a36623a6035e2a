"""Positions as templates of others set them: glued signs, headings that are titles, forms of labels."""

from __future__ import annotations

import pytest


def test_a_title_that_could_be_a_heading_is_none_in_small_letters_among_capitals(read):
    facts = read("""
Ada Stone
EXPERIENCE

Software Engineer
Northwind Systems Inc.
06/2018 - Present
• Built services in Python

Internship
Harbour Mills Ltd
09/2015 - 07/2016
• Counted sacks of flour

EDUCATION
BSc Mathematics, Example University, 2015

SKILLS
Python
""")
    assert [f.value for f in facts if f.kind == "position"] == [
        "Software Engineer, Northwind Systems Inc.",
        "Internship, Harbour Mills Ltd",
    ]


def test_a_single_year_before_the_title_opens_an_entry_as_the_ranges_do(read):
    facts = read("""
Ada Stone
EXPERIENCE
2019 - now Mill Engineer
Northwind Mills Ltd
• Wrote letters about mills
2016 Visiting Lecturer
Example University
• Taught two courses on grain
2010 - 2014 Research Assistant
Fabrikam Laboratories
• Counted things
""")
    found = [(f.value, f.detail["start"], f.detail.get("end", "")) for f in facts if f.kind == "position"]
    assert found == [
        ("Mill Engineer, Northwind Mills Ltd", "2019", "present"),
        ("Visiting Lecturer, Example University", "2016", ""),
        ("Research Assistant, Fabrikam Laboratories", "2010", "2014"),
    ]


def test_an_at_sign_glued_to_the_employer_parts_it_from_the_title(read):
    facts = read("""
Ada Stone
EXPERIENCE
Data Analyst @Northwind Systems
2021 - Today
EDUCATION
Master of Science in Mathematics @Example University
2018 - 2020
""")
    (position,) = [f for f in facts if f.kind == "position"]
    assert position.value == "Data Analyst, Northwind Systems"
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]
    assert [f.value for f in facts if f.kind == "degree"] == ["Master of Science in Mathematics"]


@pytest.mark.parametrize(
    "written",
    [
        (
            "Dates\tJanuary 2018\tpresent\nOccupation or position held\tMill Engineer\nMain activities and\tWrote the software of the mills. Kept it in use.\nresponsibilities\n"
            "Name and address of employer\tNorthwind Mills Ltd, Boulder\n"
            "Dates\tOctober 2012\tDecember 2017\nOccupation or position held\tRecords Clerk\nMain activities and\tKept letters in boxes, and boxes in rooms.\nresponsibilities\n"
            "Name and address of employer\tExample Archive Ltd, Reno"
        ),
        (
            "Fechas\tenero 2018 – actualidad\nProfesión o cargo desempeñado\tMill Engineer\nNombre y dirección de la\tNorthwind Mills Ltd, Boulder\nempresa\n"
            "Fechas\toctubre 2012 – diciembre 2017\nProfesión o cargo desempeñado\tRecords Clerk\nNombre y dirección de la\tExample Archive Ltd, Reno\nempresa"
        ),
    ],
)
def test_a_form_with_a_line_for_each_value_says_what_is_the_title_and_the_employer(read, written):
    facts = read("Ada Stone\nada@example.com\nWORK EXPERIENCE\n" + written)
    assert [(f.value, f.detail["start"], f.detail["end"]) for f in facts if f.kind == "position"] == [
        ("Mill Engineer, Northwind Mills Ltd", "2018-01", "present"),
        ("Records Clerk, Example Archive Ltd", "2012-10", "2017-12"),
    ]


def test_a_heading_behind_a_picture_that_its_font_calls_a_sign_opens_its_section(read):
    facts = read(
        "Ada Stone\n\n& EDUCATION\n\nBSc Mathematics, Example University, 2015\n\n$ PROJECTS\n\nMill Counter\n"
    )
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]


def test_norwegian_headings_open_their_sections(read):
    facts = read(
        "Ada Stein\n\nArbeidserfaring\n\n2017 - 2018 Clerk, Contoso Ltd\n\nUtdanning\n\n2012 - 2015 BSc Mathematics, Example University\n"
    )
    assert [f.value for f in facts if f.kind == "position"] == ["Clerk, Contoso Ltd"]
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]
