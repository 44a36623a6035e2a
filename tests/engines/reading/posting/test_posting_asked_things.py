"""One asked thing, one row: groups, lists with items of no pack, repeats and words said in passing."""

from __future__ import annotations

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
