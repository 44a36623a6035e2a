"""One asked thing, one row: groups, lists with items of no pack, repeats and words said in passing."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import read_posting
from appliance.foundation.contracts.reading import Layout

HEAD = "Ledger Engineer\nQuillhaven\n\n"


def read(text):
    return read_posting(Layout(format="txt", text=HEAD + text))


def names(text):
    return [r.any_of for r in read(text).requirements if r.kind == "skill"]


def test_an_any_one_section_is_one_row_with_its_lines_as_alternatives():
    text = (
        "Requirements\nKubernetes (EKS preferred) in production.\n\nNice to have (any one of these):\n"
        "Experience with Kafka in production - partitions, offsets and replays.\n"
        "Hands-on with EKS and Terraform. You have carried the pager.\n"
        "Profiling of slow Python code.\n"
    )
    rows = [r for r in read(text).requirements if r.need == "preferred" and r.group]
    (row,) = rows
    assert (
        row.label
        == "Any one of: Experience with Kafka in production; Hands-on with EKS and Terraform; Profiling of slow Python code"
    )
    assert {"Apache Kafka", "Amazon EKS", "Terraform", "Python"} <= set(row.any_of)
    assert row.quote.startswith("Experience with Kafka")
    assert row.quote.endswith("Python code.")


def test_certifications_of_an_any_one_section_stay_rows_of_the_group():
    rows = read(
        "Requirements\nFive years of Python.\n\nPreferred (any one of these):\nCISSP\nPython at scale\n"
    )
    assert {r.group for r in rows.requirements if r.need == "preferred" and r.any_of} == {"any-1"}
    assert any(r.kind == "certification" for r in rows.requirements)


def test_items_of_no_pack_in_a_list_of_skills_are_asked_as_well():
    assert ("Geospatial development", "Planning systems", "Logistics") in names(
        "Requirements\nExperience with geospatial systems, planning systems, logistics systems, or other operational domains.\n"
    )
    found = names(
        "Requirements\nExperience with authentication, RBAC, and secure service-to-service communication.\n"
    )
    assert ("Secure service-to-service communication",) in found


def test_a_sentence_that_is_no_plain_list_gets_no_new_items():
    text = "Requirements\nExperience with Python, helping people you like to solve the hardest problems, and SQL.\n"
    assert names(text) == [("Python",), ("SQL",)]


def test_a_line_that_repeats_a_skill_and_says_more_keeps_its_row():
    text = (
        "About the role\nThis role requires experience with systems that run on-premises.\n\nRequirements\n"
        "Ability to support Python in production.\n"
        "Experience supporting software deployed outside of standard SaaS environments, such as on-premises deployments.\n"
        "Python\n"
    )
    reading = read(text)
    (row,) = [r for r in reading.requirements if "On-premises deployment" in r.any_of]
    assert row.quote == "on-premises deployments"
    assert sum(r.any_of == ("Python",) for r in reading.requirements) == 1


def test_what_a_team_follows_is_no_skill_of_the_candidate():
    assert (
        names("Requirements\nWe need an analyst for a team that follows shipping, sanctions and fraud.\n")
        == []
    )
    assert ("Shipping and receiving",) in names("Requirements\nExperience in shipping and receiving.\n")


def test_on_call_and_domain_modeling_are_terms_of_their_own():
    found = names("Requirements\nComfortable with CI/CD and being on-call.\nKnowledge of domain modeling.\n")
    assert ("On-call duty",) in found
    assert ("Domain modeling",) in found


def test_without_requirements_the_tasks_speak_and_the_house_does_not():
    text = (
        "About the role\nQuillhaven is an accounting platform. Books close all night, which asks for high availability.\n\n"
        "What you'll do\n- Caching and latency budgets of the ledger in Python\n- Observability with Prometheus\n"
    )
    found = {n for names_ in names(text) for n in names_}
    assert {"Low latency", "Python", "Prometheus"} <= found
    assert "High availability" not in found


@pytest.mark.parametrize(
    ("line", "label", "enough"),
    [
        ("Experience with ORMs such as SQLAlchemy or Hibernate.", "Object-relational mapping (SQLAlchemy or Hibernate)",
         ("Object-relational mapping", "SQLAlchemy", "Hibernate")),
        ("Message queues, e.g. RabbitMQ.", "Message queues (RabbitMQ)", ("Message queues", "RabbitMQ")),
        ("Cloud deployment in AWS, Azure or GCP.", "Cloud computing (AWS, Microsoft Azure or Google Cloud Platform)",
         ("AWS", "Microsoft Azure", "Google Cloud Platform")),
        ("Cloud deployment in AWS, Azure, or similar environments.", "Cloud computing (AWS or Microsoft Azure)",
         ("Cloud computing", "AWS", "Microsoft Azure")),
        ("4+ years of relational databases (PostgreSQL or MySQL)", "4+ years of Relational databases (PostgreSQL or MySQL)",
         ("PostgreSQL", "MySQL")),
    ],
)  # fmt: skip
def test_an_asked_thing_and_what_explains_it_are_one_row(line, label, enough):
    (row,) = [r for r in read(f"Requirements\n- {line}\n").requirements if r.kind == "skill"]
    assert (row.label, row.any_of) == (label, enough)
    assert row.quote in line


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Kubernetes (EKS preferred).", [("Kubernetes",), ("Amazon EKS",)]),
        ("Python with Django or Flask.", [("Python",), ("Django", "Flask")]),
        ("CI (e.g. Jenkins) and test automation.", [("Continuous integration", "Jenkins"), ("Test automation",)]),
        ("Kafka, Kafka Streams and API contracts.", [("Apache Kafka",), ("Kafka Streams",), ("API contracts",)]),
    ],
)  # fmt: skip
def test_what_is_asked_by_itself_keeps_its_row(line, wanted):
    assert names(f"Requirements\n- {line}\n") == wanted


def test_a_general_skill_is_not_asked_again_where_it_is_explained():
    text = "Requirements\n- Cloud\n- Cloud platforms such as AWS, Azure or GCP\n"
    assert names(text) == [("Cloud computing", "AWS", "Microsoft Azure", "Google Cloud Platform")]


def test_years_of_a_skill_and_the_skill_are_one_row():
    rows = read(
        "Requirements\n- Three years of experience managing relational databases\n- OSHA 30\n"
    ).requirements
    assert [(r.kind, r.years) for r in rows if r.kind != "title"] == [("skill", 3), ("certification", None)]
    rows = read("Requirements\n- Five years of managing bakers in a hotel that uses Excel\n").requirements
    assert [(r.kind, r.years) for r in rows] == [("years", 5), ("skill", None)]


def test_the_words_before_a_named_thing_are_its_heading():
    text = "Requirements\n- Fluent with tools. You have shipped Python services to production.\n"
    assert [(r.kind, r.any_of) for r in read(text).requirements] == [("skill", ("Python",))]


def test_tasks_that_stand_for_requirements_leave_out_bare_fields():
    text = (
        "What you'll do\n- Build Python services with FastAPI, Celery, Redis and PostgreSQL\n"
        "- Service blueprints: conventions, testing, observability\n- Bring AI to our learning machines\n"
    )
    found = {n for some in names(text) for n in some}
    assert "FastAPI" in found
    assert not found & {"Testing", "Artificial intelligence"}


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (
            "Kitchen experience and a calm temperament. You've kept the pass going on a Friday.",
            "Kitchen experience",
        ),
        ("A curious spirit and bakery background. You've run a night shift.", "Bakery background"),
        (
            "Grit and a tidy outlook. You've run a night shift.",
            "Grit and a tidy outlook. You've run a night shift",
        ),
    ],
)
def test_a_quality_beside_an_experience_is_not_what_the_words_before_a_sentence_name(line, label):
    assert label in [r.label for r in read(f"Requirements\n{line}\n").requirements]


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("Age 18 years or older; 21 years, minimum", []),
        ("Minimum age: 21 years", []),
        ("Must be 18 years minimum and pass a drug test", []),
        ("Applicants must be 18 years or older; 21 years for routes between states", []),
        ("Age 21 years, minimum; 3 years of driving experience", [3]),
        ("Age 18 or older; 2 years, minimum", [2]),
        ("You must have 15 years minimum in dispatch", [15]),
        ("The lead must be at least 15 years experienced in dispatch", [15]),
    ],
)
def test_how_old_somebody_is_to_be_is_no_experience(line, years):
    assert [r.years for r in read(f"Requirements\n- {line}\n").requirements if r.kind == "years"] == years


@pytest.mark.parametrize(
    ("line", "fields", "instead"),
    [
        ("Bachelor's degree in Forestry or an equivalent field", "Forestry; an equivalent field", False),
        (
            "BS in Botany, Forestry, or comparable discipline",
            "Botany; Forestry; comparable discipline",
            False,
        ),
        ("Bachelor's degree in Forestry or equivalent experience in the field", "Forestry", True),
        ("Bachelor's degree in Forestry or equivalent work experience", "Forestry", True),
    ],
)
def test_an_equivalent_field_is_a_field_and_no_experience(line, fields, instead):
    (row,) = [r for r in read(f"Requirements\n- {line}\n").requirements if r.kind == "degree"]
    assert (row.detail["fields"], row.detail.get("or_equivalent", False)) == (fields, instead)
    assert fields.rsplit("; ", 1)[-1] in row.quote
