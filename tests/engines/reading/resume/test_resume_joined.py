"""Texts whose lines were joined to one: what stands without a date beside it, and what is told in sentences."""

from __future__ import annotations

import pytest

_FILLER = (
    "Kept the files of forty customers in order, answered their letters and wrote a report every week.  " * 24
)


def joined(*rows: str) -> str:
    """One line, two blanks where a line ended, longer than any paragraph."""
    return "  ".join(("Ada Stone", "ada@example.com", *rows, _FILLER.strip()))


def positions(facts):
    found = [f.detail for f in facts if f.kind == "position"]
    return [(d.get("title", ""), d.get("employer", "")) for d in found]


@pytest.mark.parametrize(
    ("rows", "title", "employer"),
    [
        (("Orientation Leader, Springfield University",), "Orientation Leader", "Springfield University"),
        (("Northwind Systems Company", "[Research Intern]"), "Research Intern", "Northwind Systems Company"),
        (("Project Manager (1998-2001) - Promoted after one year of employment and led instruction of the staff of the division",), "Project Manager", ""),
        (("Northwind Mechanics, Inc., Boston, MA", "2007 to 2010", "Answered the telephone."), "", "Northwind Mechanics, Inc."),
        (("Currently working as a software engineer at Contoso Ltd from May 2019 to June 2021",), "software engineer", "Contoso Ltd"),
    ],
)  # fmt: skip
def test_a_position_without_dates_beside_it_is_found(read, rows, title, employer):
    facts = read(
        joined("EXPERIENCE", "Data Analyst, Fabrikam Inc.", "Jan 2015 - Dec 2018", "Prepared reports.", *rows)
    )
    assert (title, employer) in positions(facts)
    assert ("Data Analyst", "Fabrikam Inc.") in positions(facts)


def test_a_labelled_title_counts_wherever_it_fell(read):
    facts = read(
        joined("EDUCATION", "BA in History, Springfield University, 1995", "Position held: Legal Director")
    )
    assert "Legal Director" in [f.value for f in facts if f.kind == "title"]


def test_seats_on_committees_and_referees_are_no_positions(read):
    facts = read(
        joined("EXPERIENCE", "Member, Search and Screen Committee for Dean", "REFERENCES", "Dr. Otto Reed", "Senior Lawyer, Contoso Ltd")
    )  # fmt: skip
    assert positions(facts) == []


def test_rows_of_other_texts_are_no_lone_positions(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nExperience\nData Analyst, Fabrikam Inc.\nJan 2015 - Dec 2018\n- Wrote reports\nSales Manager\n"
    )
    assert positions(facts) == [("Data Analyst", "Fabrikam Inc.")]


def test_a_name_that_only_heads_the_second_page_is_found(read):
    facts = read(
        joined(
            "CAREER HIGHLIGHTS", "Raised enrolment.", "PROFESSIONAL EXPERIENCE", "Managed a campus."
        ).replace("Ada Stone  ada@example.com  ", "")
        + "  Ada Stone  PROFESSIONAL EXPERIENCE (Cont.)  Managed another campus."
    )
    assert [f.value for f in facts if f.kind == "name"] == ["Ada Stone"]


def test_a_name_ends_where_its_sentence_does(read):
    facts = read("Ada Marie Stone. Heath\nEast Vill., New York City\nada@example.com\n\nSkills\nPython\n")
    assert [f.value for f in facts if f.kind == "name"] == ["Ada Marie Stone"]


@pytest.mark.parametrize(
    "row",
    [
        "Staff Accountant\t07/2011 to Current\nCompany Name – City , State",
        "Staff Accountant Company Name City , State\t07/2011 to Current",
        "07/2011 to Current\nCompany Name City , State Staff Accountant",
        "Company Name State Staff Accountant\t07/2011 to Current",
        "Company Name â€“ City , State\t07/2011 to Current\nStaff Accountant",
    ],
)
def test_placeholders_are_no_employer_and_no_part_of_a_title(read, row):
    facts = read(f"Ada Stone\nada@example.com\n\nExperience\n{row}\n- Kept the books.\n")
    assert positions(facts) == [("Staff Accountant", "")]
    assert [f.value for f in facts if f.kind == "employer"] == []


def test_an_employer_before_a_state_is_no_place(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nExperience\nSenior Engineer\tJan 2019 - Present\nExample Systems, MA\n- Built things\n"
    )
    assert positions(facts) == [("Senior Engineer", "Example Systems")]


def test_labels_of_a_table_of_skills_are_no_skills(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nSkills\nDay to day\tPython, SQL, Docker\nAlso used\tPerl, Ruby\n\nKept warm\nJava, Kotlin, Scala\n"
    )
    skills = [f.value for f in facts if f.kind == "skill"]
    assert {"Python", "SQL", "Docker", "Perl", "Ruby", "Java"} <= set(skills)
    assert not {"Day to day", "Also used", "Kept warm"} & set(skills)


def test_an_address_broken_before_its_last_dot_is_one(read):
    facts = read("Ada Stone\nada.stone@example\n.com\n\nSkills\nPython\n")
    assert [f.value for f in facts if f.kind == "email"] == ["ada.stone@example.com"]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        ("I am a young and energetic sales assistant with two years in a computer store.", []),
        ("Experienced sales assistant with two years in a computer store.", ["sales assistant"]),
        ("Seeking a position as a sales assistant with a computer store.", []),
    ],
)
def test_what_a_summary_calls_the_person_counts_and_what_it_seeks_does_not(read, sentence, titles):
    facts = read(joined("SUMMARY", sentence))
    assert [f.value for f in facts if f.kind == "title"] == titles
