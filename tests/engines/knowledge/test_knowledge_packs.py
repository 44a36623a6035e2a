"""The packs themselves: as large as claimed, without contradictions."""

from __future__ import annotations

from pathlib import Path

from appliance.engines import knowledge
from appliance.engines.knowledge import (
    CLEARANCE_LEVELS,
    MONTHS,
    POSTING_ROLES,
    RESUME_ROLES,
    SENIORITIES,
    load,
)
from appliance.engines.knowledge.packs import content_hash, pack_names, rows
from appliance.engines.knowledge.skills import pack_terms, plain_conflicts
from appliance.engines.knowledge.tokens import key

PACKS = Path(knowledge.__file__).parent / "packs"
CLAIMED = {
    "skills": 3000,
    "degree patterns": 400,
    "related fields": 150,
    "title heads": 1500,
    "certifications": 200,
    "clearance phrases": 40,
    "section headings": 1000,
    "languages": 90,
    "cities": 600,
}


def test_the_packs_are_as_large_as_claimed():
    sizes = load().sizes()
    print(sizes)
    assert {name: size for name, size in CLAIMED.items() if sizes[name] < size} == {}


def test_every_file_of_the_packs_is_read_and_counted_in_the_version():
    files = {p.relative_to(PACKS).with_suffix("").as_posix() for p in PACKS.rglob("*.txt")}
    assert files == set(pack_names())
    assert load().version.endswith(content_hash()[:12])


def test_every_skill_has_its_own_id_and_links_that_exist():
    skills = load().skills()
    ids = {s.id for s in skills}
    assert len(ids) == len(skills) == sum(1 for _ in pack_terms())
    assert [(s.id, p) for s in skills for p in (*s.parents, *s.related) if p not in ids] == []
    assert [s.id for s in skills if not s.group or s.id in s.parents] == []


def test_no_skill_is_its_own_ancestor():
    k = load()
    assert [s.id for s in k.skills() if s.id in k.ancestors(s.id)] == []


def test_no_spelling_is_claimed_by_two_skills_without_a_rule():
    assert plain_conflicts(pack_terms()) == []


def test_every_name_finds_its_own_skill():
    k = load()
    lost = [s.name for s in k.skills() if k.skill_named(s.name) is None]
    assert lost == []


def test_no_soft_skill_is_a_skill():
    soft = ["communication skills", "teamwork", "team player", "motivated", "leadership skills", "problem solving",
            "time management", "attention to detail", "work ethic", "creativity", "adaptability", "interpersonal skills"]  # fmt: skip
    assert [s for s in soft if load().find_skills(s)] == []


def test_sections_and_titles_use_known_roles_and_words():
    roles = {"resume": set(RESUME_ROLES), "posting": set(POSTING_ROLES)}
    for row in rows("sections"):
        kind, _, role = row.section.partition(" ")
        assert role in roles[kind]
    for row in rows("title_words"):
        kind, _, value = row.section.partition(" ")
        assert kind in {"seniority", "specialty", "never"}
        assert kind != "seniority" or value in SENIORITIES
    assert {row.section for row in rows("clearances")} <= set(CLEARANCE_LEVELS)
    assert set(MONTHS.values()) == set(range(1, 13))


def test_the_packs_stand_in_plain_text_of_reasonable_lines():
    for path in PACKS.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "\t" not in text
        assert "\r" not in text
        assert text.endswith("\n")


def test_the_relations_of_fields_hold_together():
    """No spelling belongs to two fields, whatever is related or within an area is a field, and every relation holds both ways."""
    owners: dict[tuple[str, ...], str] = {}
    for row in rows("field_relations"):
        if row.section == "same":
            for name in (row.cell(0), *row.items(1)):
                assert owners.setdefault(key(name), row.cell(0)) == row.cell(0), name
    known = set(owners.values())
    assert {row.cell(0) for row in rows("field_relations") if row.section == "degree"} <= known
    related = {n for row in rows("field_relations") if row.section == "related" for n in row.items(1)}
    assert related <= known
    assert known - related == set(), "a field without relatives"
    found = {key(n) for r in rows("fields") for n in (r.cell(0), *r.items(1))}
    within = {
        n for row in rows("field_relations") if row.section == "broad" for n in row.items(1) if n[0] != "*"
    }
    assert all(n in known or key(n) in found for n in within)
    pairs = [("Software Engineering", "Computer Science"), ("Physics", "Mathematics"), ("Spanish", "French")]
    for one, other in pairs:
        kinds = {load().field_relation(*pair).kind for pair in ((one, other), (other, one))}
        assert kinds == {"related"}
    assert load().field_relation("History", "Computer Science") is None
    assert load().field_relation("", "Computer Science") is None
