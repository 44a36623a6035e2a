"""Positions and studies as Word files, pages and plain texts set them."""

from __future__ import annotations

TOP = "Ada Stone\nada@example.com\n\n"


def _positions(facts):
    return [
        (f.detail.get("title", ""), f.detail.get("employer", ""), f.detail.get("start", ""), f.detail.get("end", ""))
        for f in facts
        if f.kind == "position"
    ]  # fmt: skip


def _schools(facts):
    return [f.value for f in facts if f.kind == "school"]


def test_a_short_row_below_the_firm_is_a_place_where_others_have_theirs(read):
    facts = read(
        TOP
        + """EXPERIENCE

Harbour Borough Council
London
Senior Social Worker\tSep 2020 - Present
Chairs conferences.

Oakvale Supported Homes
Orlham
Social Worker\tJan 2016 - Aug 2020
Held a caseload.
"""
    )
    assert _positions(facts) == [
        ("Senior Social Worker", "Harbour Borough Council", "2020-09", "present"),
        ("Social Worker", "Oakvale Supported Homes", "2016-01", "2020-08"),
    ]


def test_a_place_below_the_title_is_known_by_the_places_of_others(read):
    facts = read(
        TOP
        + """EXPERIENCE

Harbour Borough Council
Senior Social Worker
London
Sep 2020 - Present
• Chairs conferences.

Oakvale Supported Homes
Social Worker
Orlham
Jan 2016 - Aug 2020
• Held a caseload.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Senior Social Worker", "Harbour Borough Council"),
        ("Social Worker", "Oakvale Supported Homes"),
    ]


def test_a_slash_parts_a_title_from_an_employer_but_not_two_titles(read):
    facts = read(
        TOP
        + """Experience

Salon Manager / Copper & Vine Studio, Dublin Mar 2018 - Present
• Runs a salon.

Charge Nurse / Clinical Coordinator
Example Hospital | May 2012 - Feb 2018
• Ran a ward.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Salon Manager", "Copper & Vine Studio"),
        ("Charge Nurse / Clinical Coordinator", "Example Hospital"),
    ]


def test_a_firm_of_one_letter_keeps_its_name(read):
    facts = read(
        TOP
        + """EXPERIENCE

COMPANY A, Boston, MA
Software Engineer, Jan 2020 - Present
- built a thing

COMPANY B, Boston, MA
Analyst, Jan 2018 - Dec 2019
- counted things
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Software Engineer", "COMPANY A"),
        ("Analyst", "COMPANY B"),
    ]


def test_a_legal_form_makes_a_firm_of_a_field_and_a_place_in_brackets_is_none_of_it(read):
    facts = read(
        TOP
        + """Experience

Laboratory Assistant; Example Biologics, Inc. (Cambridge, MA)
Aug 2017 ➔ Dec 2020
* Prepared reagents.
"""
    )
    assert _positions(facts) == [("Laboratory Assistant", "Example Biologics, Inc.", "2017-08", "2020-12")]


def test_cells_with_two_months_of_one_year_are_a_range(read):
    facts = read(
        TOP
        + """Work Experience

Company\tPosition\tLocation\tFrom\tTo
Example Studio\tIntern\tLyon\tFeb 2014\tAug 2014
"""
    )
    assert _positions(facts) == [("Intern", "Example Studio", "2014-02", "2014-08")]


def test_what_was_earned_and_where_are_no_headings(read):
    facts = read(
        TOP
        + """EDUCATION

Certificate in Commercial Driving
Example Community College
2013 - 2014

Sampleton College of Further Education
2008 - 2010
"""
    )
    assert _schools(facts) == ["Example Community College", "Sampleton College of Further Education"]


def test_qualifications_with_years_and_schools_are_studies(read):
    facts = read(
        TOP + "Qualifications\n\n2013 to 2015\tExample College\tDiploma in Building and Construction\n"
    )
    assert _schools(facts) == ["Example College"]


def test_who_belongs_to_something_holds_no_position(read):
    facts = read(
        TOP
        + """PROFESSIONAL AFFILIATIONS

• Example Nurses Association, Member since 2020
"""
    )
    assert _positions(facts) == []


def test_a_bulleted_heading_opens_its_section_where_dates_follow(read):
    facts = read(
        TOP
        + """Work Experience
May 2016 - Present
Warehouse Supervisor at Example Freight Partners
• Education
September 2008 - June 2010
Associate of Applied Science at Example Community College
"""
    )
    assert [p[:2] for p in _positions(facts)] == [("Warehouse Supervisor", "Example Freight Partners")]
    assert _schools(facts) == ["Example Community College"]


def test_dates_may_close_the_entry_they_date(read):
    facts = read(
        TOP
        + """Experience

Senior Web Developer
Example Solutions
Brought many things to the table, and took all of them away again at the end of the day.
March 2013 - Present

Junior Web Designer
Sample Media Productions
Drew whatever there was to draw, and was thanked for it by nearly everybody in the house.
July 2010 - December 2011
"""
    )
    assert _positions(facts) == [
        ("Senior Web Developer", "Example Solutions", "2013-03", "present"),
        ("Junior Web Designer", "Sample Media Productions", "2010-07", "2011-12"),
    ]


def test_a_position_said_again_for_another_page_size_counts_once(read):
    once = """Experience

Web Developer, Example Solutions
March 2013 - May 2016
- Built pages.
"""
    assert len(_positions(read(TOP + once + "\n" + once))) == 1


def test_a_town_right_behind_a_firm_is_none_of_its_name(read):
    facts = read(
        TOP
        + """Experience

Example Foods Corporation Atlanta, GA
HR Generalist
Feb 2020 - Present
- Handles leave.

Harbour Dental Group Decatur, GA
Receptionist
Jun 2015 - Feb 2020
- Greeted patients.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("HR Generalist", "Example Foods Corporation"),
        ("Receptionist", "Harbour Dental Group"),
    ]


def test_the_address_of_a_page_is_no_title(read):
    facts = read(
        "Ada Stone\n\nada@example.org  +44 161 496 0123  https://example.com/nurse\n\nSkills\nBandages\n"
    )
    assert [f.value for f in facts if f.kind == "title"] == []
