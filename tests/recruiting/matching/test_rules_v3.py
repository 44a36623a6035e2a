"""The third rules: a broader skill is weak evidence, a narrower one is the skill."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement
from appliance.recruiting.matching import rules_v2, rules_v3
from appliance.recruiting.matching.lookup import RecordingLookup, StoredLookup
from tests.recruiting.matching.test_rules_v2 import TODAY, asked, skill


def judge(requirements, facts, lookup=None, rules=rules_v3):
    rows = [KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate(requirements)]
    held = tuple(KeptFact(id=f"f{n}", candidate_id="c", document_id="d", fact=f) for n, f in enumerate(facts))
    return rules.judge("Engineer", rows, held, DEFAULT_WEIGHTS, lookup or RecordingLookup(load()), TODAY)


def points(score, name="required"):
    return next((c.earned, c.possible) for c in score.contributions if c.name == name)


def test_a_broader_skill_is_weak_evidence_and_says_so():
    (found,), score = judge([asked("SQLAlchemy")], [skill("Python")])
    assert found.finding == "partly"
    assert (
        found.reason
        == "Only Python is named, which is broader: nothing shows SQLAlchemy itself. It counts three tenths."
    )
    assert found.quotes[0].text == "Python"
    assert points(score) == (84, 280)
    assert points(judge([asked("SQLAlchemy")], [skill("Python")], rules=rules_v2)[1]) == (140, 280)


@pytest.mark.parametrize(
    ("have", "wanted", "finding", "earned"),
    [
        ("SQLAlchemy", "Python", "met", 280),
        ("PostgreSQL", "Relational databases", "met", 280),
        ("Kubernetes", "Container orchestration", "partly", 140),
        ("Relational databases", "PostgreSQL", "partly", 84),
        ("Welding", "PostgreSQL", "no_evidence", 0),
    ],
)
def test_the_narrower_shows_the_broader_and_the_other_way_round_little(have, wanted, finding, earned):
    (found,), score = judge([asked(wanted)], [skill(have)])
    assert found.finding == finding
    assert points(score) == (earned, 280)


def test_the_skill_itself_outranks_a_broader_one():
    (found,), score = judge([asked("SQLAlchemy")], [skill("Python"), skill("SQLAlchemy")])
    assert (found.finding, points(score)) == ("met", (280, 280))


def test_what_a_resume_dwells_on_counts_narrower_skills_whole_and_broader_ones_half():
    dwells = {
        have: points(judge([asked("Python")], [skill(have, 4), skill("Welding", 4)])[1], "focus")
        for have in ("Python", "SQLAlchemy", "Welding")
    }
    assert dwells == {"Python": (70, 140), "SQLAlchemy": (70, 140), "Welding": (0, 140)}
    broader = judge([asked("SQLAlchemy")], [skill("Python", 4), skill("Welding", 4)])[1]
    assert points(broader, "focus") == (35, 140)


def test_the_stored_answers_give_the_same_bytes():
    lookup = RecordingLookup(load())
    requirements, facts = (
        [asked("SQLAlchemy"), asked("Django"), asked("SQL")],
        [skill("Python"), skill("PostgreSQL", 3)],
    )
    first = judge(requirements, facts, lookup)
    assert judge(requirements, facts, StoredLookup(lookup.answers)) == first


def test_any_one_of_a_group_counts_as_the_best_of_them():
    rows = [asked("SQLAlchemy", group="any-1"), asked("Docker", group="any-1")]
    assert points(judge(rows, [skill("Python"), skill("Docker")])[1]) == (280, 280)
