"""Postings read whole: sections, header, rows, spans."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import LintPolicy, lint, neutral, read_posting
from appliance.foundation.contracts.reading import Layout, Line
from appliance.foundation.contracts.requirements import PostingReading

POSTING = """Senior Ledger Engineer - Remote
Confidential
Posted: May 7, 2026
Interested in this position?
Create a free account to apply
Quick Summary
Own the ledger as a hands-on technical leader, with a lot of autonomy.
Job Description
Brookfern is an accounting platform for bakeries.
About the Role
We are looking for a Senior Ledger Engineer to keep the books of 4,000 bakeries right.
What You'll Do
• Design the ledger's storage
• Review code and mentor engineers
Requirements: 7+ years building production systems, including at least 2 years owning a ledger.
Strong Python and SQL.
-
Experience with migration frameworks such as:
SQLAlchemy
Alembic
Django ORM
or comparable tool
Experience with AWS, Azure, GCP, or similar environments.
Ability to explain a design to a baker.
Strongly preferred (any one of these moves you up the stack):
Experience with Kubernetes (EKS preferred).
CISSP or CISM.
Benefits
401k with 5% matching
We are an equal opportunity employer. US Citizenship may be required for certain project assignments involving security clearance.
"""


def layout(text: str, structured: str = "") -> Layout:
    """Plain text as its reader makes it: one line an input line, no boxes."""
    lines, at = [], 0
    for piece in text.split("\n"):
        lines.append(Line(at, at + len(piece), -1, 0, 0, 0, 0, 0, False, 0, "body", 0))
        at += len(piece) + 1
    return Layout(format="txt", text=text, lines=tuple(lines), structured=structured)


@pytest.fixture(scope="module")
def reading() -> PostingReading:
    return read_posting(layout(POSTING))


def labels(reading: PostingReading, kind: str, need: str = "") -> list[str]:
    return [r.label for r in reading.requirements if r.kind == kind and need in ("", r.need)]


def quotes(spans) -> list[str]:
    return [POSTING[s.start : s.end] for s in spans]


def test_the_header_gives_title_date_and_policy(reading):
    assert reading.title == "Senior Ledger Engineer"
    assert reading.remote == "remote"
    assert reading.detail["opens"] == "2026-05-07"


def test_a_confidential_company_is_found_by_its_own_sentence(reading):
    assert reading.organisation == "Brookfern"
    assert reading.detail["listed_as"] == "Confidential"


def test_the_board_s_sentences_are_boilerplate(reading):
    boilerplate = [POSTING[s.span.start : s.span.end] for s in reading.sections if s.role == "boilerplate"]
    assert any("Create a free account" in b for b in boilerplate)
    assert not any("free account" in q for q in quotes(reading.summary))


def test_the_summary_is_the_postings_own_sentences_and_the_quick_summary_is_first(reading):
    assert quotes(reading.summary)[0].startswith("Own the ledger")
    assert any("keep the books" in q for q in quotes(reading.summary))


def test_responsibilities_are_the_items_of_their_section(reading):
    assert quotes(reading.responsibilities) == [
        "Design the ledger's storage",
        "Review code and mentor engineers",
    ]


def test_an_inline_heading_opens_the_requirements(reading):
    years = [(r.years, r.need) for r in reading.requirements if r.kind == "years"]
    assert years == [(7.0, "required"), (2.0, "required")]


def test_a_list_that_continues_over_short_lines_is_one_row_of_alternatives(reading):
    assert ("SQLAlchemy", "Alembic", "Django ORM") in [r.any_of for r in reading.requirements]


def test_x_y_or_z_is_one_row_and_x_and_y_are_two(reading):
    groups = [r.any_of for r in reading.requirements if r.kind == "skill"]
    assert ("AWS", "Microsoft Azure", "Google Cloud Platform") in groups
    assert ("Python",) in groups
    assert ("SQL",) in groups


def test_what_is_no_typed_thing_is_a_row_of_its_own(reading):
    assert "Ability to explain a design to a baker" in labels(reading, "other", "required")


def test_an_any_one_of_section_gives_its_rows_one_group(reading):
    groups = {
        r.group
        for r in reading.requirements
        if r.need == "preferred" and r.kind in ("skill", "certification")
    }
    assert groups == {"any-1"}
    assert any("CISSP" in name for name in labels(reading, "certification", "preferred"))


def test_conditional_citizenship_is_preferred_and_says_so(reading):
    row = next(r for r in reading.requirements if r.kind == "citizenship")
    assert (row.need, row.detail["conditional"]) == ("preferred", True)


def test_the_neutral_format_leaves_out_what_is_only_preferred(reading):
    plain = neutral(reading, "ledger")
    assert plain["id"] == "ledger"
    assert plain["min_years"] == 7
    assert plain["citizenship"] is None
    assert plain["clearance"] is None


def test_every_span_quotes_the_text(reading):
    for row in reading.requirements:
        assert row.span is None or POSTING[row.span.start : row.span.end] == row.quote


def test_the_same_layout_gives_the_same_reading(reading):
    assert read_posting(layout(POSTING)) == reading


def test_a_text_without_lines_reads_the_same(reading):
    assert read_posting(Layout(format="txt", text=POSTING)) == reading


@pytest.mark.parametrize(
    "text", ["", "\n\n", "-", "•\n•", "Requirements", "a", ":", "Requirements:", "5", "$"]
)
def test_hardly_any_text_gives_an_empty_reading_and_no_error(text):
    assert read_posting(layout(text)).requirements == ()


def test_a_posting_without_requirements_names_what_its_text_implies():
    reading = read_posting(
        layout("Baker\nThe role\nOur ovens run on Python and PostgreSQL today, and you will love it.\n")
    )
    assert {r.label for r in reading.requirements if r.detail.get("implied")} == {"Python", "PostgreSQL"}
    assert all(r.need == "preferred" for r in reading.requirements)


def test_the_linter_names_what_a_reviewer_should_see():
    text = (
        "Guard\nRequirements\nUS citizens only.\nYoung digital native, a rockstar.\n3-5 years of experience"
    )
    codes = {n.code for n in lint(read_posting(layout(text)), text, LintPolicy(fair_chance=True))}
    assert codes == {
        "citizenship_without_authority",
        "fair_chance_missing",
        "words_about_age",
        "gendered_words",
        "pay_missing",
        "years_with_a_limit",
    }


def test_the_linter_is_content_with_a_cited_authority_and_a_fair_chance_sentence():
    text = (
        "Guard\n$20 an hour\nRequirements\nMust be a US citizen (10 CFR 710).\nWe follow the Fair Chance Act."
    )
    assert lint(read_posting(layout(text)), text, LintPolicy(fair_chance=True)) == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("18-35 years old", "words_about_age"),
        ("between 25 and 35 years old", "words_about_age"),
        ("20+ years of sales experience", "many_years"),
        ("Females only", "gendered_words"),
    ],
)
def test_the_linter_sees_age_and_gender_in_other_words(line, code):
    text = f"Guard\nRequirements\n- Radio\n- {line}\n"
    assert code in {n.code for n in lint(read_posting(layout(text)), text, LintPolicy())}


def test_the_linter_names_what_is_left_unsaid():
    text = "Guard\nRequirements\n- Radio licence"
    codes = {n.code for n in lint(read_posting(layout(text)), text, LintPolicy(equal_opportunity=True))}
    assert codes == {"pay_missing", "equal_opportunity_missing"}
