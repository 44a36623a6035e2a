"""The same posting in other shapes: wrapped lines, lost line breaks, federal announcements, other trades."""

from __future__ import annotations

import textwrap

import pytest

from appliance.engines.knowledge import load
from appliance.engines.reading.posting import neutral, read_posting
from appliance.engines.reading.posting.headings import heading
from appliance.engines.reading.posting.linter import LintPolicy, lint
from appliance.engines.reading.posting.paragraphs import paragraphs
from appliance.foundation.contracts.reading import Layout, Line

POSTING = """Platform Engineer
Brookfern
Boston, MA, USA · Remote
About Brookfern
Brookfern is an accounting platform for bakeries and the people who bake in them, founded by two sisters who wanted to know what their bread really cost.
Required Qualifications
At least five years of experience operating Kubernetes in production, with an eye for failure modes, data consistency and operational support.
Strong knowledge of Python and PostgreSQL, and the patience to explain both to colleagues who would rather talk about sourdough all day long.
Bachelor's degree or equivalent experience, or a story so good that nobody asks for one and everybody wants to hear it again at lunch.
Strongly Preferred
Experience with Terraform, Pulumi or similar tools for describing infrastructure as code in a repository that everybody may read and change.
"""


def wrapped(text: str, width: int, *, boxes: bool) -> Layout:
    """The text with its lines broken, as a mail or a PDF does it."""
    pieces = [piece for line in text.split("\n") for piece in textwrap.wrap(line, width) or [""]]
    lines, at = [], 0
    for number, piece in enumerate(pieces):
        place = (
            (0, 50.0, 12.0 * number, 50.0 + 5 * len(piece), 12.0 * number + 11)
            if boxes
            else (-1, 0.0, 0.0, 0.0, 0.0)
        )
        lines.append(Line(at, at + len(piece), *place, 11 if boxes else 0, False, 0, "body", 0))
        at += len(piece) + 1
    return Layout(format="pdf" if boxes else "txt", text="\n".join(pieces), lines=tuple(lines))


def asked(layout: Layout) -> list[tuple[str, str, str]]:
    return [(r.kind, r.need, r.label) for r in read_posting(layout).requirements]


@pytest.mark.parametrize("boxes", [True, False])
@pytest.mark.parametrize("width", [70, 90])
def test_broken_lines_ask_the_same(width, boxes):
    assert asked(wrapped(POSTING, width, boxes=boxes)) == asked(Layout(format="txt", text=POSTING))


def test_headers_and_footers_of_pages_are_left_out():
    layout = wrapped("Baker\nPage 1 of 2\nRequirements\nPython", 80, boxes=True)
    lines = [
        line._replace(part="footer") if number == 1 else line for number, line in enumerate(layout.lines)
    ]
    found = paragraphs(layout.model_copy(update={"lines": tuple(lines)}))
    assert [layout.text[p.start : p.end] for p in found] == ["Baker", "Requirements", "Python"]


def test_sentences_that_lost_their_line_breaks_come_apart():
    text = (
        "Regional Manager\nUS, VA, Fairfax\nBrookfern is the leading maker of ovens and we build them with care in the north of the country.\n"
        "Job Requirements:4 Year University Degree5+ years of sales experienceStrong work ethic and tenacityMust be a US citizen.Desirable Skills:Experience in government salesStrong presentation skills\n"
    )
    plain = neutral(read_posting(Layout(format="txt", text=text)), "x")
    assert (plain["min_years"], plain["degree_min"], plain["citizenship"]) == (5, "bachelor", "us_citizen")
    assert plain["locations"] == ["Fairfax, VA, US"]
    labels = {label: need for _, need, label in asked(Layout(format="txt", text=text))}
    assert labels["Strong work ethic and tenacity"] == "required"
    assert labels["Strong presentation skills"] == "preferred"


FEDERAL = """DATA SCIENTIST
Bureau of Bread
Department of Ovens

Location: Keyport, Washington; Detroit, Michigan; Queens, New York
Salary: $100,602 - $130,786 per year
Pay scale & grade: GS 12-13
Open & closing dates: 2026-03-20 to 2026-03-30
Telework eligible: Yes

Duties

You will analyze bread. You will present findings to bakers.

Qualifications

GS-12: Applicants must have one year of specialized experience equivalent to the GS-11 grade level. GS-13: Applicants must have one year of specialized experience equivalent to the GS-12 grade level. Experience refers to paid and unpaid experience, including volunteer work. Transcripts are required.
"""


def test_a_federal_announcement_gives_its_labels_and_one_row_a_grade():
    reading = read_posting(Layout(format="txt", text=FEDERAL))
    plain = neutral(reading, "x")
    assert plain["organization"] == "Bureau of Bread"
    assert plain["locations"] == ["Keyport, Washington", "Detroit, Michigan", "Queens, New York"]
    assert (plain["open_date"], plain["close_date"]) == ("2026-03-20", "2026-03-30")
    assert plain["salary"] == {"min": 100602, "max": 130786, "period": "year"}
    assert reading.detail["grade"] == "GS 12-13"
    grades = [(r.label, r.group) for r in reading.requirements if r.kind == "years"]
    assert grades == [
        ("1+ years of specialized experience at the GS-11 level", "grades"),
        ("1+ years of specialized experience at the GS-12 level", "grades"),
    ]
    assert not [r for r in reading.requirements if r.kind == "other"]
    assert len(reading.responsibilities) == 2


def test_in_a_posting_about_computing_a_common_word_is_no_skill_of_another_trade():
    text = "Engineer\nRequirements\nPython, Kubernetes, PostgreSQL, Redis and Terraform\nStrong understanding of API contracts and domain modeling\n"
    skills = {name for r in read_posting(Layout(format="txt", text=text)).requirements for name in r.any_of}
    assert {"Python", "Kubernetes", "PostgreSQL", "Redis", "Terraform"} <= skills
    assert "Contract law" not in skills


def test_a_sentence_never_gets_lost():
    text = "Engineer\nRequirements\nStrong communication skills and comfort working across many teams, ours and yours, in Python\n"
    assert "other" in {r.kind for r in read_posting(Layout(format="txt", text=text)).requirements}


def test_a_saved_federal_page_has_its_labels_and_values_on_lines_of_their_own():
    text = (
        "Skip to main content\nUSAJOBS\nSign In\nHelp\n\nData Engineer (Cloud)\n\nOffice of Example Affairs\n\nOverview\n"
        "Open & closing dates\n04/02/2026 to 04/16/2026\nSalary\n$99,200 - $153,354 per year\nLocations\n"
        "2 vacancies in the following locations:\nDenver, CO\nWashington, DC\nRemote job\nNo\nTelework eligible\nYes\n"
        "Drug test\nYes\n\nRequirements\nYou must be a U.S. citizen to apply\n"
    )
    found = neutral(read_posting(Layout(format="txt", text=text)), "x")
    assert (found["title"], found["locations"]) == ("Data Engineer (Cloud)", ["Denver, CO", "Washington, DC"])
    assert (found["remote"], found["salary"]["max"]) == ("hybrid", 153354.0)
    assert (found["open_date"], found["close_date"]) == ("2026-04-02", "2026-04-16")


def test_what_a_board_shows_below_is_about_other_positions():
    text = "Baker\nExample Bakery · Leeds · Full-time\nRequirements\n- 2 years of baking\nSimilar jobs\nChef - TS/SCI clearance required\n"
    found = neutral(read_posting(Layout(format="txt", text=text)), "x")
    assert (found["clearance"], found["organization"]) == (None, "Example Bakery")


BOARD_PAGE = """We and our 812 partners store cookies.
Accept all
Find work Company reviews Find salaries Sign in

Frontend Engineer

Quillhaven

What we ask

• React and TypeScript

What we would love

• GraphQL

Why Quillhaven

• $3,000 home office budget
"""


def test_a_board_s_furniture_above_the_title_and_headings_that_speak_are_understood():
    layout = Layout(format="txt", text=BOARD_PAGE)
    assert read_posting(layout).title == "Frontend Engineer"
    assert asked(layout) == [
        ("skill", "required", "React"),
        ("skill", "required", "TypeScript"),
        ("skill", "preferred", "GraphQL"),
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("What you must bring", "required"),
        ("What the role needs", "required"),
        ("Skills you need", "required"),
        ("Dealbreakers", "required"),
        ("Nice but not needed", "preferred"),
        ("It would help if you had", "preferred"),
        ("A typical week", "responsibilities"),
        ("What we can promise", "benefits"),
        ("Why Brookfern", "benefits"),
        ("Why this job exists", "summary"),
    ],
)
def test_a_heading_says_what_it_opens(line, role):
    assert heading(line, load(), structured=True, alone=True).role == role


def test_a_budget_and_a_supplement_are_no_salary():
    text = "Engineer\n\n$90,000 - $110,000 a year\n\nBenefits\n• $5,000 a year for courses\n• On-call weeks pay an additional $250.\n"
    assert [label for kind, _, label in asked(Layout(format="txt", text=text)) if kind == "salary"] == [
        "USD 90,000–110,000 a year"
    ]


def test_what_the_house_tells_of_itself_among_the_requirements_is_not_asked():
    text = "Engineer\nBrookfern Inc\n\nRequirements\n• Python\nBrookfern has baked for 74 years and will not ask you for a puzzle.\n"
    assert asked(Layout(format="txt", text=text)) == [("skill", "required", "Python")]


def header_of(text):
    reading = read_posting(Layout(format="txt", text=text))
    return reading.organisation, reading.locations


def test_a_line_that_says_something_names_no_organisation():
    text = "Orrin Robotics\nEmbedded Engineer\n\nPittsburgh, PA - on-site in our laboratory\nSponsorship is available\n"
    assert header_of(text) == ("Orrin Robotics", ("Pittsburgh, PA",))


def test_an_organisation_and_its_place_in_one_line_are_told_apart():
    text = "Project Manager\nCord Building Group, Phoenix, AZ\n\nRequirements\n- PMP\n"
    assert header_of(text) == ("Cord Building Group", ("Phoenix, AZ",))


def test_a_place_beside_words_about_presence_is_a_place():
    text = "Data Engineer\nMarl Analytics\nDenver, CO (hybrid, two days a week at home)\n"
    assert header_of(text)[1] == ("Denver, CO",)


def test_an_ambiguous_name_alone_in_a_list_is_read_between_its_neighbours():
    text = "Data Engineer\n\nRequirements\n* Airflow\n* Spark\n* Kafka\n"
    assert [label for _, _, label in asked(Layout(format="txt", text=text))] == [
        "Apache Airflow",
        "Apache Spark",
        "Apache Kafka",
    ]


def test_examples_and_tails_of_lists_are_no_skills_of_their_own():
    text = (
        "Engineer\n\nRequirements\n- Observability tooling such as structured logging, metrics, tracing\n"
        "- Pydantic, OpenAPI or other typed contract systems\n- Experience with systems that integrate with legacy systems, APIs, data pipelines\n"
        "- 7+ years building production backend systems\n- Claude Code or an equivalent agentic coding tool\n"
    )
    labels = [
        label for kind, _, label in asked(Layout(format="txt", text=text)) if kind in ("skill", "years")
    ]
    assert labels == [
        "Observability",
        "Pydantic or OpenAPI",
        "7+ years of Backend development",
        "Claude Code or AI-assisted coding",
    ]


def notes_of(text):
    reading = read_posting(Layout(format="txt", text=text))
    return {n.code: n.message for n in lint(reading, text, LintPolicy())}


def test_an_abbreviation_is_no_gendered_word_and_export_rules_are_an_authority():
    assert "gendered_words" not in notes_of("Coder\n\nRequirements\n- Bachelor's in HIM\n")
    assert "gendered_words" in notes_of("Coder\n\nRequirements\n- He has 3 years of coding\n")
    asked = "Engineer\n\nRequirements\n- Because of export rules you must be a U.S. citizen\n"
    assert "citizenship_without_authority" not in notes_of(asked)


def test_where_a_clearance_is_asked_the_note_on_citizenship_names_its_order():
    text = "Analyst\n\nRequirements\n- Active Secret clearance\n- US citizenship\n"
    assert "Executive Order 12968" in notes_of(text)["citizenship_without_authority"]
    assert (
        "12968"
        not in notes_of("Analyst\n\nRequirements\n- US citizenship\n")["citizenship_without_authority"]
    )


def test_a_polygraph_is_no_continuous_integration():
    text = "Engineer\n\nPreferred\n• CI polygraph\n• Jenkins and CI pipelines\n"
    found = asked(Layout(format="txt", text=text))
    assert ("other", "preferred", "CI polygraph") in found
    assert ("skill", "preferred", "Continuous integration") in found[1:]
