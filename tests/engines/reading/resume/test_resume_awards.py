"""Certificates, diplomas and school examinations of an education section, and what is none of them."""

from __future__ import annotations

import pytest

TOP = "Ada Stone\nada@example.com\n\nExperience\nWelder, Northwind Yards Inc., Jan 2019 - Present\n\nEducation\n"


def degrees(facts):
    return [(f.value, f.detail.get("level", "")) for f in facts if f.kind == "degree"]


@pytest.mark.parametrize(
    ("row", "award"),
    [
        ("Diploma in Welding Technology, Shelbyville Technical College, 2009", "Diploma in Welding Technology"),
        ("Certificate, Diesel Technology - Shelbyville Institute - 2011", "Certificate, Diesel Technology"),
        ("NVQ Level 3 in Electrical Installation, Salford College, 2018", "NVQ Level 3 in Electrical Installation"),
        ("Teaching Credential in English, Springfield University, 2012", "Teaching Credential in English"),
        ("GCSE, Ordsall High School, 2014", "GCSE"),
    ],
)  # fmt: skip
def test_what_a_school_gives_is_a_degree_without_a_level(read, row, award):
    assert degrees(read(TOP + row + "\n")) == [(award, "")]


@pytest.mark.parametrize("row", ["Certificate of Completion, Northwind Training", "CERTIFICATES:"])
def test_a_slip_of_attendance_or_a_heading_is_none(read, row):
    found = degrees(read(TOP + "BS in Biology, Springfield University, 2009\n" + row + "\n"))
    assert [value for value, _ in found] == ["BS in Biology"]


def test_a_certificate_beside_a_job_is_no_degree(read):
    facts = read(
        "Ada Stone\n\nExperience\nWelder, Northwind Yards Inc., 2015 - 2019\nDiploma in Welding was taught by me\n"
    )
    assert degrees(facts) == []


def test_a_degree_in_education_is_no_heading(read):
    facts = read(
        TOP + "Springfield College\n2014\nAssociate of Arts in Education\nMajors: Special Education\n"
    )
    assert [value for value, _ in degrees(facts)] == ["Associate of Arts in Education"]


def test_a_state_after_its_town_is_no_doctor_of_medicine(read):
    facts = read(TOP + "Patapsco School of Law, Baltimore, MD, Juris Doctor, 2008\n")
    assert degrees(facts) == [("Juris Doctor", "doctorate")]


def test_a_degree_and_its_letters_in_brackets_are_one(read):
    facts = read(TOP + "Bachelor of Science (B.Sc.), Springfield University, 1994\n")
    assert [value for value, _ in degrees(facts)] == ["Bachelor of Science (B.Sc.)"]


def test_a_university_named_after_a_state_is_no_place(read):
    facts = read(TOP + "PhD in Education Administration, University of New York, NY (2000)\n")
    assert [f.value for f in facts if f.kind == "school"] == ["University of New York"]
