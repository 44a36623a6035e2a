"""Skills: found in text, ambiguous words, and how skills relate."""

from __future__ import annotations

import hashlib

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


def test_own_certifications_and_titles_are_found_and_the_packs_stay_as_they_are():
    known = load().with_terms(
        [
            OwnTerm("Example Range Safety Card", ("ERSC",), "", "certification"),
            OwnTerm("CISSP", ("the purple card",), "", "certification"),
            OwnTerm("Muster Wrangler", ("MW II",), "Software Engineer", "title"),
            OwnTerm("Hall Porter of the Keys", (), "", "title"),
        ]
    )
    text = "Holds the ERSC, the purple card and Security+."
    found = [(m.id, text[m.start : m.end]) for m in known.find_certifications(text)]
    assert found == [
        ("own.example-range-safety-card", "ERSC"),
        (load().certification_named("CISSP").id, "the purple card"),
        (load().certification_named("Security+").id, "Security+"),
    ]
    assert known.certification_named("ersc").name == "Example Range Safety Card"
    head = known.title_head("Senior Muster Wrangler, Example Systems")
    assert (head.head, head.family, head.seniority) == (
        "Muster Wrangler",
        load().title_head("Software Engineer").family,
        "senior",
    )
    assert known.title_likeness("MW II") > 0.5 > load().title_likeness("MW II")
    assert "nearly the same work" in known.title_relation("MW II", "Software Developer").reason
    assert known.title_head("Hall Porter of the Keys").head == "Hall Porter of the Keys"
    assert [m.id for m in load().find_certifications(text)] == [load().certification_named("Security+").id]
    assert load().title_head("Muster Wrangler") is None
    assert load().version != known.version


def test_own_skills_alone_give_the_version_they_gave_before_there_were_kinds():
    written = repr([("Zephyr Console", ("ZCon",), "SQL")])
    expected = hashlib.sha256(written.encode()).hexdigest()[:8]
    assert load().with_terms([OwnTerm("Zephyr Console", ("ZCon",), "SQL")]).version.endswith(f".{expected}")


def test_own_names_beyond_latin_letters_have_ids_of_their_own():
    known = load().with_terms(
        [OwnTerm(name, (), "", "certification") for name in ("認定技術者", "高級溶接士")] + [OwnTerm("认定")]
    )
    ids = [known.certification_named(name).id for name in ("認定技術者", "高級溶接士")]
    assert len({*ids, known.skill_named("认定").id, "own."}) == 4


def test_the_spellings_of_an_own_title_are_one_title():
    known = load().with_terms([OwnTerm("Zorbster", ("Flow Weaver",), "", "title")])
    assert known.title_relation("Flow Weaver", "Zorbster").likeness >= 0.9
