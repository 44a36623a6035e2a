"""What parts title, employer and place in the heading of a position, and what does not."""

from __future__ import annotations

import pytest

from appliance.engines.reading.resume.assign import A_UNIT


@pytest.mark.parametrize(
    "heading",
    [
        "Harrow Valley Hospital: Senior Nurse, Mar 2019 – June 2021",
        "Senior Nurse / Harrow Valley Hospital / Gary, IN / Mar 2019 – June 2021",
        "Senior Nurse (Harrow Valley Hospital)\tMar 2019 – June 2021",
        "Harrow Valley Hospital, Gary, IN\nSenior Nurse\nMar 2019 – June 2021",
    ],
)
def test_title_and_employer_are_told_apart_by_a_colon_slashes_brackets_and_rows(read, heading):
    written = f"Ada Quist\nada@example.com\n\nExperience\n\n{heading}\n- Led a ward of nine people.\n"
    (position,) = [f for f in read(written) if f.kind == "position"]
    told = [position.detail[k] for k in ("title", "employer", "start", "end")]
    assert told == ["Senior Nurse", "Harrow Valley Hospital", "2019-03", "2021-06"]


@pytest.mark.parametrize(
    "title", ["Charge Nurse / Clinical Coordinator", "Teacher (Year 5)", "Owner / Operator"]
)
def test_two_titles_and_words_in_brackets_are_no_employer(read, title):
    written = (
        f"Ada Quist\nada@example.com\n\nExperience\n\n{title}\nHarrow Valley Hospital\nMar 2019 – June 2021\n"
    )
    (position,) = [f for f in read(written) if f.kind == "position"]
    assert (position.detail["title"], position.detail["employer"]) == (title, "Harrow Valley Hospital")


@pytest.mark.parametrize("employer", ["Desarrollo Quist, S.L.", "Feinwerk Quist UG", "Quist Ltda"])
def test_the_form_of_a_firm_in_other_countries_is_a_part_of_its_name(read, employer):
    written = f"Ada Quist\nada@example.com\n\nExperience\n\n2011 – 2013\tLead developer, {employer}, Santander, Spain\n"
    (position,) = [f for f in read(written) if f.kind == "position"]
    assert (position.detail["title"], position.detail["employer"]) == ("Lead developer", employer)


def test_a_label_told_in_each_entry_is_no_heading(read):
    entries = "".join(
        f"Software Engineer, Example {name} Ltd\t{year} – {year + 2}\n- Wrote services.\nTechnologies: Python, Django\nAwards:\n- A prize\n\n"
        for name, year in (("North", 2018), ("South", 2015), ("West", 2011))
    )
    facts = read(f"Ada Quist\nada@example.com\n\nExperience\n\n{entries}")
    employers = [f.detail["employer"] for f in facts if f.kind == "position"]
    assert employers == ["Example North Ltd", "Example South Ltd", "Example West Ltd"]


def test_a_run_of_hyphens_is_looked_through_once():
    assert A_UNIT.fullmatch("A-" * 20_000 + "x") is None  # a backtracking pattern would meet the time limit
    assert all(A_UNIT.fullmatch(unit) for unit in ("Emergency Department", "Step-Down Unit", "Cardiac-ICU"))
