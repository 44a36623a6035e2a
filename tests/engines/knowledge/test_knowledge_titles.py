"""Titles: found, ranked, told from other lines, and compared."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("line", "head", "seniority"),
    [
        ("Senior Software Engineer, Payments", "Software Engineer", "senior"),
        ("Sr. Java Developer", "Java Developer", "senior"),
        ("Principal Backend Engineer (Architect Track) - Remote", "Backend Engineer", "principal"),
        ("Lead Backend Engineer", "Backend Engineer", "lead"),
        ("VP of Engineering", "VP of Engineering", "executive"),
        ("Staff Nurse (ICU)", "Staff Nurse", "mid"),
        ("Staff Software Engineer", "Software Engineer", "principal"),
        ("Software Engineering Intern", "Software Engineering Intern", "intern"),
        ("Chief Executive Officer", "Chief Executive Officer", "executive"),
        ("Director of Sales, EMEA", "Director of Sales", "director"),
        ("Krankenschwester", "Krankenschwester", "mid"),
        ("Project Manager", "Project Manager", "mid"),
    ],
)
def test_the_known_title_of_a_line_and_its_seniority(line, head, seniority):
    found = load().title_head(line)
    assert found is not None
    assert (found.head, found.seniority) == (head, seniority)
    assert line[found.start : found.end].casefold() == head.casefold()
    assert load().seniority(line) == seniority


@pytest.mark.parametrize(
    "line",
    [
        "Senior Software Engineer",
        "Sr. Java Developer",
        "Registered Nurse",
        "Cook",
        "Account Manager, EMEA",
        "Truck Driver",
    ],
)
def test_a_title_looks_like_a_title(line):
    assert load().title_likeness(line) >= 0.7


@pytest.mark.parametrize(
    "line",
    [
        "Managed a team of engineers.",
        "Responsible for three project managers and their budgets during the merger.",
        "Experience",
        "Acme Industries Inc.",
        "Bachelor of Science in Computer Science",
        "2015 - 2019",
        "I am a developer with a passion for quality",
        "",
    ],
)
def test_another_line_does_not(line):
    assert load().title_likeness(line) <= 0.4


def test_titles_are_compared_by_work_not_by_words():
    k = load()
    same = k.title_relation("Nurse", "Registered Nurse").likeness
    near = k.title_relation("Software Engineer", "Backend Developer").likeness
    field = k.title_relation("Security Engineer", "Security Guard").likeness
    none = k.title_relation("Chef", "Accountant").likeness
    assert same > near > field > none
    assert k.title_relation("Software Engineer", "Senior Software Engineer").likeness >= 0.9
    assert k.title_relation("Chef", "Accountant").reason


def test_a_generic_title_takes_its_family_from_the_words_around_it():
    assert load().title_head("Backend Platform Engineer").family.startswith(("software/", "infrastructure/"))
    assert load().title_head("Some Engineer").family == "generic"
