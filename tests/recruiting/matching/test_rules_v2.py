"""The second rules: parts that are shares of the score, and an order by occupation."""

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement
from appliance.foundation.contracts.values import Span
from appliance.recruiting.matching import rules_v2
from appliance.recruiting.matching.lookup import RecordingLookup, StoredLookup

TODAY = "2026-03-02"


def fact(kind, value, **detail):
    return Fact(
        kind=kind, value=value, normal=value.casefold(), span=Span(start=1, end=1 + len(value)), quote=value,
        detail=detail, reader="t/1",
    )  # fmt: skip


def skill(name, mentions=1, **detail):
    known = load().skill_named(name)
    return fact("skill", name, mentions=mentions, **({"id": known.id} if known else {}), **detail)


def asked(name, need="required", **more):
    known = load().skill_named(name)
    ids = {"ids": known.id} if known else {}
    return Requirement(kind="skill", need=need, label=name, any_of=(name,), detail=ids, reader="t/1", **more)


def judge(requirements, facts, title="Staff Accountant", weights=None, lookup=None, text=""):
    rows = [KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate(requirements)]
    held = tuple(KeptFact(id=f"f{n}", candidate_id="c", document_id="d", fact=f) for n, f in enumerate(facts))
    return rules_v2.judge(
        title, rows, held, weights or DEFAULT_WEIGHTS, lookup or RecordingLookup(load(), text), TODAY
    )[1]


def parts(score):
    return {c.name: (c.earned, c.possible) for c in score.contributions}


def test_the_weights_are_the_points_however_many_rows_there_are():
    few = judge([asked("Python")], [])
    many = judge([asked(n) for n in ("Python", "SQL", "Java", "Go")], [])
    assert parts(few) == parts(many)
    assert parts(few)["required"] == (0, 280)


def test_everything_there_is_a_thousand():
    facts = [fact("title", "Staff Accountant"), skill("Python", last_used="present")]
    score = judge([asked("Python"), asked("Python", "preferred")], facts, text="Staff accountant. " * 9)
    assert score.total == 1000


def test_the_latest_title_counts_most():
    now = judge([], [fact("title", "Accountant"), fact("title", "Line Cook")])
    once = judge([], [fact("title", "Line Cook"), fact("title", "Accountant")])
    assert now.total > once.total > 0


def test_a_part_the_posting_says_nothing_of_is_left_out():
    assert set(parts(judge([], []))) == {"title", "words"}
    assert set(parts(judge([asked("Python")], []))) == {"required", "title", "words", "focus", "recency"}


def test_what_a_resume_dwells_on_counts():
    dwells = judge([asked("Python")], [skill("Python", 9), skill("Welding")])
    passing = judge([asked("Python")], [skill("Python"), skill("Welding", 9)])
    assert parts(dwells)["focus"] == (126, 140)
    assert parts(passing)["focus"] == (14, 140)


@pytest.mark.parametrize("gone", range(3))
def test_one_requirement_less_is_never_a_better_score(gone):
    names = ("Python", "SQL", "Docker")
    facts = [
        fact("title", "Accountant"),
        *(skill(n, 5, last_used="2025-12") for n in names),
        skill("Welding", 3),
    ]
    less = [f for f in facts if f.value != names[gone]]
    rows = [asked(n) for n in names]
    assert judge(rows, less).total < judge(rows, facts).total


def test_the_stored_answers_give_the_same_bytes():
    lookup = RecordingLookup(load())
    facts = [fact("title", "Bookkeeper"), skill("SQL", 2)]
    first = judge([asked("PostgreSQL")], facts, lookup=lookup)
    assert judge([asked("PostgreSQL")], facts, lookup=StoredLookup(lookup.answers)) == first


def test_a_part_of_no_weight_is_left_out():
    assert set(parts(judge([asked("SQL")], [], weights={**DEFAULT_WEIGHTS, "focus": 0}))) == {
        "required", "title", "words", "recency",
    }  # fmt: skip


def test_the_words_of_the_title_count_in_any_inflection():
    speaks = judge([], [], text="Accounted for three plants; accounting, accountants and accounts all day")
    silent = judge([], [], text="Baked bread for three plants")
    assert parts(speaks)["words"][0] > parts(silent)["words"][0] == 0


def test_the_answer_of_the_text_is_stored():
    lookup = RecordingLookup(load(), "accountant, accountant, accountant")
    first = judge([], [], lookup=lookup)
    assert judge([], [], lookup=StoredLookup(lookup.answers)) == first
    assert parts(first)["words"][0] > 0
