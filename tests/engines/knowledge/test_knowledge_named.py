"""Degrees, certifications, languages, headings, schools and employers."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import DEGREE_LEVELS, load, month


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BS in Computer Science", [("bachelor", "Computer Science")]),
        ("B.S. Electrical Engineering, MIT", [("bachelor", "Electrical Engineering")]),
        ("Master's degree in Nursing", [("master", "Nursing")]),
        ("MBA", [("master", "")]),
        ("PhD in Physics", [("doctorate", "Physics")]),
        ("BS + 6 years or MS + 4 years", [("bachelor", ""), ("master", "")]),
        ("High school diploma or GED", [("high_school", ""), ("high_school", "")]),
        ("Associate's degree in Accounting", [("associate", "Accounting")]),
        ("MS Office and MS SQL", []),
        ("Boston, MA", []),
        ("Associate Director", []),
        ("High school teacher", []),
        ("Scrum Master", []),
        ("Valid driver's license", []),
        ("Associate Art Editor", []),
        (
            "BA in Elementary Education  San Francisco State University",
            [("bachelor", "Elementary Education")],
        ),
        ("Master data management", []),
        ("as a matter of fact", []),
    ],
)
def test_degrees_are_found_and_their_lookalikes_are_not(text, found):
    mentions = load().find_degrees(text)
    assert [(m.level, m.field) for m in mentions] == found
    assert all(m.level in DEGREE_LEVELS for m in mentions)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CISSP, Security+ CE and CEH", ["CISSP", "CompTIA Security+", "CEH"]),
        ("Project Management Professional (PMP)", ["PMP", "PMP"]),
        ("AWS Certified Solutions Architect – Associate", ["AWS Certified Solutions Architect"]),
        ("IAT Level II certification required", ["DoD 8570 IAT Level II"]),
        ("Active CPA license", ["CPA"]),
        ("Valid driver's license", ["Driver's license"]),
        ("We hire A+ players", []),
        ("He worked at the CIA", []),
        ("The pump was replaced", []),
    ],
)
def test_certifications_are_found_and_their_lookalikes_are_not(text, names):
    k = load()
    found = k.find_certifications(text)
    assert [m.name for m in found] == names
    for m in found:
        assert k.certification_named(text[m.start : m.end]).id == m.id


def test_a_certification_is_known_by_any_of_its_names():
    k = load()
    assert k.certification_named(
        "certified information systems security professional"
    ) is k.certification_named("CISSP")
    assert k.certification_named("no such thing") is None


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("WORK EXPERIENCE:", "experience"),
        ("E X P E R I E N C E", "experience"),
        ("Education & Training", "education"),
        ("Technical Skills", "skills"),
        ("Berufserfahrung", "experience"),
        ("Formation", "education"),
        ("Idiomas", "languages"),
        ("Wykształcenie", "education"),
        ("Utbildning", "education"),
        ("Certifications and Licenses", "certifications"),
        ("EXPERIENCIA EN LA INDUSTRIA", "experience"),
        ("Experience in teaching", "experience"),
        ("Python in production", None),
        ("Senior Engineer at Acme", None),
        ("", None),
    ],
)
def test_a_heading_of_a_resume_opens_its_section(line, role):
    assert load().resume_section(line) == role


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("What You’ll Do", "responsibilities"),
        ("Required Qualifications", "required"),
        ("Nice to have:", "preferred"),
        ("Strongly Preferred", "preferred"),
        ("About Code Metal", None),
        ("About Us", "about"),
        ("Benefits", "benefits"),
        ("Equal Opportunity Employer", "boilerplate"),
        ("Deine Aufgaben", "responsibilities"),
        ("Profil recherché", "required"),
    ],
)
def test_a_heading_of_a_posting_opens_its_section(line, role):
    assert load().posting_section(line) == role


def test_languages_are_found_in_the_languages_of_the_headings():
    assert [m.name for m in load().find_languages("English, Deutsch, français et español")] == [
        "English",
        "German",
    ]
    assert [m.name for m in load().find_languages("Languages: English (native), Polish (B2)")] == [
        "English",
        "Polish",
    ]
    assert load().find_languages("a German company, polish the floor") == []


def test_months_are_known_in_nine_languages():
    assert [month(m) for m in ("Sept.", "März", "août", "enero", "maggio", "październik", "Okt", "juin", "foo")] == [
        9, 3, 8, 1, 5, 10, 10, 6, None,
    ]  # fmt: skip
