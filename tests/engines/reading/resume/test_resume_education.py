"""Degrees, schools and years, in the orders people write them."""

from __future__ import annotations

import pytest

TOP = "Ada Stone\nada@example.com\n\nExperience\nSoftware Engineer, Northwind Systems Inc., Jan 2019 - Present\n• Built things\n\n"

LAYOUTS = {
    "degree first": """
Education
Master of Science in Computer Science
Springfield University, Springfield, IL
2016
Bachelor of Arts in Mathematics
Shelbyville College
2014
""",
    "school first": """
EDUCATION
Springfield University, Springfield, IL
Master of Science in Computer Science, May 2016
Shelbyville College
Bachelor of Arts in Mathematics, May 2014
""",
    "one line each": """
Education
Master of Science in Computer Science, Springfield University, 2014 – 2016
Bachelor of Arts in Mathematics, Shelbyville College, 2010 – 2014
""",
    "date on the left": """
Education
2014 – 2016   Springfield University, Master of Science in Computer Science
• GPA 3.9, class of 2015 prize
2010 – 2014   Shelbyville College, Bachelor of Arts in Mathematics
• Thesis on primes, 2013
""",
    "date above": """
Education
2014 - 2016
Springfield University
Master of Science in Computer Science
2010 - 2014
Shelbyville College
Bachelor of Arts in Mathematics
""",
    "date at the end of the row": """
Education
Springfield University\tSpringfield, IL
Master of Science in Computer Science\tSept 2014 – May 2016
Shelbyville College\tShelbyville, IL
Bachelor of Arts in Mathematics\tSept 2010 – May 2014
""",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_degree_school_and_year_belong_together(read, layout):
    found = [f.detail for f in read(TOP + LAYOUTS[layout]) if f.kind == "education"]
    assert [(d["level"], d["school"], d["year"]) for d in found] == [
        ("master", "Springfield University", "2016"),
        ("bachelor", "Shelbyville College", "2014"),
    ]
    assert [d["field"].lower() for d in found] == ["computer science", "mathematics"]


def test_degree_and_school_are_facts_of_their_own(read):
    facts = read(TOP + LAYOUTS["degree first"])
    degrees = [f for f in facts if f.kind == "degree"]
    assert [(f.detail["level"], f.normal) for f in degrees] == [
        ("master", "Master of Science"),
        ("bachelor", "Bachelor of Arts"),
    ]
    assert [f.value for f in facts if f.kind == "school"] == ["Springfield University", "Shelbyville College"]


def test_a_school_that_employs_is_an_employer(read):
    facts = read(
        "Rui Almeida\n\nExperience\nAssistant Professor\nSpringfield University\n2012 - 2018\n• Taught\n\nEducation\nPh.D. in Physics, Shelbyville University, 2011\n"
    )
    assert [f.value for f in facts if f.kind == "employer"] == ["Springfield University"]
    assert [f.value for f in facts if f.kind == "school"] == ["Shelbyville University"]


def test_the_head_of_a_table_is_no_school(read):
    facts = read(
        "Ada Stone\n\nEducation\nDegree\tSchool\tYear\nB.Sc. in Physics\tUniversity of Springfield\t2014\n"
    )
    assert [f.value for f in facts if f.kind == "school"] == ["University of Springfield"]
    assert [f.detail["year"] for f in facts if f.kind == "education"] == ["2014"]


def test_vocational_certificates_are_degrees_and_honours_no_schools(read):
    facts = read("""
Ada Stone
Education
BTEC Level 3 Health and Social Care, Northgate College, 2012
• Graduated with College Honors.
""")
    assert [f.normal for f in facts if f.kind == "degree"] == ["BTEC"]
    assert [f.value for f in facts if f.kind == "school"] == ["Northgate College"]


def test_a_german_heading_in_the_singular_opens_the_positions(read):
    facts = read("""
Ada Muster
Berufliche Tätigkeit
07/2018 – heute\tLeiterin Instandhaltung
Mühlenwerk Anlagenbau GmbH, Köln
02/2012 – 06/2018\tElektroinstallateurin
Haustechnik Muster KG, Bonn
""")
    assert [f.value for f in facts if f.kind == "position"] == [
        "Leiterin Instandhaltung, Mühlenwerk Anlagenbau GmbH",
        "Elektroinstallateurin, Haustechnik Muster KG",
    ]


@pytest.mark.parametrize(
    ("row", "field", "school"),
    [
        ("Bachelor of Arts in English Literature Harvard University 2009", "English Literature", "Harvard University"),
        ("MBA in Finance Harvard Business School", "Finance", "Harvard Business School"),
        ("MBA : Management Davenport University", "Management", "Davenport University"),
        ("BS: Network Information & Technology Administration Eastern Michigan University", "Network Information & Technology Administration", "Eastern Michigan University"),
        ("BA Applied Behavioral Science Sociology Ashford University", "Applied Behavioral Science Sociology", "Ashford University"),
        ("B.A. Political Science Eastern Michigan University", "Political Science", "Eastern Michigan University"),
        ("Bachelor of Arts in History American University", "History", "American University"),
        ("Ph.D. in Electrical Engineering Massachusetts Institute of Technology", "Electrical Engineering", "Massachusetts Institute of Technology"),
        ("Licenciatura en Física Universidad de Sevilla", "Física", "Universidad de Sevilla"),
        ("Master Informatik Technische Universität München", "Informatik", "Technische Universität München"),
        ("Bachelor of Science, The University of California, Berkeley", None, "The University of California, Berkeley"),
        ("Master of Public Health Emory University", None, "Emory University"),
        ("Ph.D., Physics, Massachusetts Institute of Technology, 2015", "Physics", "Massachusetts Institute of Technology"),
    ],
)  # fmt: skip
def test_a_field_ends_where_the_name_of_the_school_begins(read, row, field, school):
    (study,) = [
        f for f in read("Ada Quist\nada@example.com\n\nEducation\n" + row + "\n") if f.kind == "education"
    ]
    assert (study.detail.get("field"), study.detail.get("school")) == (field, school)


@pytest.mark.parametrize(
    "rows",
    [
        "School: Oakmere University\nDegree: Bachelor of Science in Physics\nYear: 2012",
        "Bachelor of Science in Physics / Oakmere University / 2012",
    ],
)
def test_a_form_with_a_label_a_row_and_slashes_are_one_study(read, rows):
    written = f"Ada Quist\nada@example.com\n\nEducation\n\n{rows}\n"
    (study,) = [f for f in read(written) if f.kind == "education"]
    assert [study.detail[k] for k in ("field", "school", "year")] == ["Physics", "Oakmere University", "2012"]


def test_degrees_of_other_countries_and_the_heads_of_a_table_of_schools(read):
    written = (
        "Education\nBoard / University\tInstitute\tYear\n"
        "Ingeniería en Cartografía\tQuito, Ecuador\nCentro de Enseñanza Beispiel\n2014 - 2018\n\n"
        "Bachelor’s Degree\tMexico City\nSpringfield University\n2010 - 2013\n"
    )
    facts = read("Ada Stone\nada@example.com\n\n" + written)
    assert [f.value for f in facts if f.kind == "degree"] == [
        "Ingeniería en Cartografía",
        "Bachelor’s Degree",
    ]
    assert [f.value for f in facts if f.kind == "school"] == [
        "Centro de Enseñanza Beispiel",
        "Springfield University",
    ]
