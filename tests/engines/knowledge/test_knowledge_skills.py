"""Skills: found in text, ambiguous words, and how skills relate."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import OwnTerm, load


def names(text: str, **options: bool) -> list[str]:
    return [m.name for m in load().find_skills(text, **options)]


def test_a_mention_points_at_its_words():
    text = "We use Postgres, C++ and C#."
    found = load().find_skills(text)
    assert [(text[m.start : m.end], m.name) for m in found] == [
        ("Postgres", "PostgreSQL"),
        ("C++", "C++"),
        ("C#", "C#"),
    ]


def test_ambiguous_words_count_in_a_list_of_skills():
    assert names("Python, R, SQL and Go") == ["Python", "R", "SQL", "Go"]
    assert names("go, python") == ["Go", "Python"]


@pytest.mark.parametrize(
    "text", ["Let's go and meet R. Smith", "Ready to go above and beyond", "We go to Python conferences"]
)
def test_ambiguous_words_are_no_skills_in_prose(text):
    assert not {"Go", "R"} & set(names(text))


def test_a_list_of_skills_can_be_declared():
    assert "Go" in names("Go", listing=True)
    assert "Go" not in names("Go")


def test_links_and_addresses_hold_no_skills():
    assert names("ada@python.example.com https://github.com/python/sql") == []


def test_having_the_narrower_skill_proves_the_broader():
    k = load()
    have, wanted = k.skill_named("Postgres"), k.skill_named("relational database")
    assert have is not None
    assert wanted is not None
    assert wanted.id in k.ancestors(have.id)
    assert k.relation(have.id, wanted.id).kind == "child"
    assert k.relation(wanted.id, have.id).kind == "parent"
    assert k.relation(have.id, have.id).kind == "same"
    assert k.relation(have.id, k.skill_named("MySQL").id).kind == "related"
    assert k.relation(have.id, "no-such-skill") is None


def test_own_terms_of_an_organisation_are_found_and_change_the_version():
    base = load()
    own = base.with_terms(
        [OwnTerm("Zephyr Console", ("ZCon",), "SQL"), OwnTerm("PostgreSQL", ("our elephant",))]
    )
    assert [m.skill for m in own.find_skills("ZCon and our elephant")] == ["own.zephyr-console", "postgresql"]
    assert own.ancestors("own.zephyr-console")[0] == "sql"
    assert own.version != base.version
    assert own.version.startswith(base.version)
    assert base.find_skills("ZCon") == []
    assert base.with_terms([]) is base
    again = base.with_terms(
        [OwnTerm("PostgreSQL", ("our elephant",)), OwnTerm("Zephyr Console", ("ZCon",), "SQL")]
    )
    assert again.version == own.version
