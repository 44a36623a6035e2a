"""Skills with where and when, and what a résumé claims besides."""

from __future__ import annotations

TEXT = """Ada Stone
ada@example.com | github.com/adapython

Summary
Engineer with Python and Kubernetes.

Experience
Software Engineer
Northwind Systems Inc.
Jan 2019 - Present
• Built services in Python and PostgreSQL

Data Analyst
Oracle Corporation
Jan 2015 - Dec 2016
• Wrote Python reports

Technical Skills
Languages: Python (8 years), Java
Tools: Zorbulator Pro, PostgreSQL
Strong communication skills, team player

Certifications
AWS Certified Solutions Architect, 2021
Wombat Handler Level 2

Languages
English (native), German (B2)

Clearance
Active Secret clearance with CI polygraph
U.S. Citizen
"""


def by_normal(facts, kind):
    return {f.normal: f for f in facts if f.kind == kind}


def test_months_come_from_the_dated_entries_that_mention_a_skill(read):
    python = by_normal(read(TEXT, today="2020-12"), "skill")["Python"]
    assert python.detail["months"] == 24 + 24
    assert python.detail["last_used"] == "present"
    assert python.detail["mentions"] == 4
    assert python.detail["found_in"] == "Technical Skills"


def test_a_skill_that_is_only_listed_has_no_months(read):
    java = by_normal(read(TEXT), "skill")["Java"]
    assert "months" not in java.detail
    assert "last_used" not in java.detail


def test_names_of_employers_and_accounts_are_no_skills(read):
    facts = read(TEXT)
    assert "Oracle" not in " ".join(f.value for f in facts if f.kind == "skill")
    assert next(f for f in facts if f.kind == "skill" and f.normal == "Python").detail["mentions"] == 4


def test_terms_of_the_skills_section_that_nobody_knows_are_kept_as_such(read):
    unknown = [f for f in read(TEXT) if f.kind == "skill" and f.detail["id"] == ""]
    assert [f.value for f in unknown] == ["Zorbulator Pro"]
    assert unknown[0].confidence == "unsure"


def test_certificates_known_and_listed(read):
    found = [(f.value, f.detail.get("year")) for f in read(TEXT) if f.kind == "certification"]
    assert ("Wombat Handler Level 2", None) in found
    assert any("Solutions Architect" in value and year == "2021" for value, year in found)


def test_spoken_languages_have_their_level_and_programming_languages_are_none(read):
    assert [(f.normal, f.detail.get("level")) for f in read(TEXT) if f.kind == "language"] == [
        ("English", "native"),
        ("German", "b2"),
    ]


def test_a_clearance_is_a_claim_with_the_words_around_it(read):
    claim = next(f for f in read(TEXT) if f.kind == "clearance")
    assert claim.normal == "secret"
    assert claim.detail["status"] == "active"
    assert claim.detail["polygraph"] == "ci"
    assert claim.quote == "Active Secret clearance with CI polygraph"


def test_the_label_of_a_clearance_is_no_second_one(read):
    text = "Hana Example\nhana@example.com\n\nSECURITY CLEARANCE\nSecurity clearance: TS/SCI, current\n"
    assert [f.normal for f in read(text) if f.kind == "clearance"] == ["tssci"]
    text = "Hana Example\nhana@example.com\n\nSECURITY CLEARANCE\nActive security clearance\n"
    assert [(f.normal, f.detail["status"]) for f in read(text) if f.kind == "clearance"] == [
        ("unspecified", "active")
    ]


def test_how_well_and_how_long_are_no_skills(read):
    facts = read("""
Ada Stone
SKILLS
Python\t5+ yrs
Mill Notation\t3 years
JavaScript
advanced
Docker
Intermediate
EDUCATION
at Example University
""")
    skills = {f.value for f in facts if f.kind == "skill"}
    assert {"Python", "Mill Notation", "JavaScript", "Docker"} <= skills
    assert not skills & {"5+ yrs", "3 years", "advanced", "Intermediate"}
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]


def test_the_way_back_to_the_top_of_a_page_is_no_skill(read):
    facts = read("Ada Stone\nada@example.com\n\nSkills\nPython, Frobnication\nUp\nBack to top\n")
    assert [f.value for f in facts if f.kind == "skill"] == ["Python", "Frobnication"]
