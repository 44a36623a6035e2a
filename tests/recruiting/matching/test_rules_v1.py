"""The first rules: what is met, partly, contradicted or not evidenced, and how it counts."""

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requirements import Alternative, Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.foundation.contracts.values import Span
from appliance.recruiting.matching import rules_v1
from appliance.recruiting.matching.lookup import RecordingLookup, StoredLookup

TODAY = "2026-03-02"
DEFAULT_WEIGHTS = {"required": 10, "preferred": 4, "title": 20, "recency": 6}


def fact(kind, value, normal="", **detail):
    return Fact(
        kind=kind, value=value, normal=normal or value.casefold(), span=Span(start=1, end=1 + len(value)), quote=value,
        detail=detail, reader="t/1",
    )  # fmt: skip


def held(*facts):
    return tuple(KeptFact(id=f"f{n}", candidate_id="c", document_id="d", fact=f) for n, f in enumerate(facts))


def asked(kind, label="x", need="required", **more):
    return Requirement(kind=kind, need=need, label=label, reader="t/1", **more)


def judge(requirements, facts, title="Backend Engineer", weights=None, lookup=None):
    kept = [KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate(requirements)]
    return rules_v1.judge(
        title, kept, held(*facts), weights or DEFAULT_WEIGHTS, lookup or RecordingLookup(load()), TODAY
    )


def found(requirement, *facts):
    evidence, _ = judge([requirement], facts)
    return evidence[0]


PYTHON = {"any_of": ("Python",), "detail": {"ids": load().skill_named("Python").id}}


def python(**detail):
    return fact("skill", "Python", id=load().skill_named("Python").id, **detail)


def test_a_named_skill_is_met_with_its_words():
    evidence = found(asked("skill", "Python", **PYTHON), python())
    assert evidence.finding == "met"
    assert (evidence.quotes[0].start, evidence.quotes[0].text) == (1, "Python")


def test_what_is_not_there_is_no_evidence_never_a_no():
    evidence = found(asked("skill", "Python", **PYTHON), fact("skill", "Rust"))
    assert evidence.finding == "no_evidence"
    assert "not mentioned" in evidence.reason


@pytest.mark.parametrize(("months", "finding"), [(72, "met"), (60, "met"), (30, "partly"), (0, "partly")])
def test_years_of_a_skill_come_from_dated_positions(months, finding):
    assert found(asked("skill", "Python", years=5.0, **PYTHON), python(months=months)).finding == finding


def test_any_one_of_several_skills_is_enough():
    any_of = asked("skill", "AWS, Azure or GCP", any_of=("AWS", "Azure", "GCP"))
    assert found(any_of, fact("skill", "Azure")).finding == "met"


@pytest.mark.parametrize(
    ("years", "finding"), [(9.0, "met"), (7.0, "met"), (5.0, "partly"), (2.0, "contradicted")]
)
def test_years_overall(years, finding):
    evidence = found(
        asked("years", "7+ years", years=7.0), fact("years", str(years), years=years, basis="dates")
    )
    assert evidence.finding == finding
    assert "7 asked" in evidence.reason


@pytest.mark.parametrize(
    ("level", "finding"),
    [("master", "met"), ("bachelor", "met"), ("associate", "partly"), ("", "no_evidence")],
)
def test_the_degree_ladder(level, finding):
    facts = [fact("degree", level, level, level=level)] if level else []
    assert found(asked("degree", "Bachelor", normal="bachelor"), *facts).finding == finding


def test_one_of_two_ways_is_enough():
    ways = (Alternative(degree="bachelor", years=6.0), Alternative(degree="master", years=4.0))
    requirement = asked("degree", "BS + 6 or MS + 4", normal="bachelor", alternatives=ways)
    master, four = (
        fact("degree", "MS", "master", level="master"),
        fact("years", "4", years=4.0, basis="dates"),
    )
    assert found(requirement, master, four).finding == "met"
    bachelor = fact("degree", "BS", "bachelor", level="bachelor")
    assert found(requirement, bachelor, four).finding == "partly"


@pytest.mark.parametrize(
    ("level", "status", "wanted", "asked_status", "finding"),
    [
        ("tssci", "active", "secret", "active", "met"),
        ("secret", "active", "secret", "active", "met"),
        ("secret", "active", "tssci", "active", "partly"),
        ("secret", "expired", "secret", "active", "partly"),
        ("secret", "obtainable", "secret", "active", "partly"),
        ("secret", "expired", "tssci", "obtainable", "met"),
        ("doe_q", "active", "top_secret", "active", "met"),
    ],
)
def test_clearances_are_claims_with_a_level_and_a_state(level, status, wanted, asked_status, finding):
    requirement = asked("clearance", wanted, normal=wanted, status=asked_status)
    assert found(requirement, fact("clearance", level, level, level=level, status=status)).finding == finding


@pytest.mark.parametrize(
    ("stated", "wanted", "finding"),
    [
        ("us_citizen", "us_citizen", "met"),
        ("permanent_resident", "citizen_or_pr", "met"),
        ("permanent_resident", "us_citizen", "contradicted"),
        ("work_authorised", "us_citizen", "partly"),
    ],
)
def test_citizenship_only_as_stated(stated, wanted, finding):
    assert (
        found(asked("citizenship", wanted, normal=wanted), fact("authorisation", stated, stated)).finding
        == finding
    )


def test_terms_of_the_position_are_not_asked_of_the_person():
    evidence, _ = judge([asked("remote", normal="remote"), asked("salary")], [])
    assert evidence == ()


def test_the_score_is_the_sum_of_its_parts():
    requirements = [
        asked("skill", "Python", **PYTHON),
        asked("skill", "Rust", need="preferred", any_of=("Rust",)),
    ]
    _, score = judge(requirements, [python(last_used="present"), fact("title", "Backend Engineer")])
    parts = {c.name: (c.earned, c.possible) for c in score.contributions}
    assert parts == {"required": (100, 100), "preferred": (0, 40), "title": (200, 200), "recency": (60, 60)}
    assert score.total == 1000 * 360 // 400


def test_a_group_counts_once_as_its_best():
    one, two = (
        asked("skill", "Python", group="g", **PYTHON),
        asked("skill", "Rust", group="g", any_of=("Rust",)),
    )
    _, score = judge([one, two], [python()])
    assert score.contributions[0].earned == score.contributions[0].possible == 100


def test_an_unjudged_sentence_neither_gains_nor_loses():
    with_it = judge([asked("skill", "Python", **PYTHON), asked("other", "Strong communication")], [python()])[
        1
    ]
    assert with_it.total == judge([asked("skill", "Python", **PYTHON)], [python()])[1].total


def test_the_answers_written_down_give_the_same_bytes():
    requirements = [asked("skill", "SQL", any_of=("SQL",), detail={"ids": load().skill_named("SQL").id})]
    postgres = load().skill_named("PostgreSQL")
    facts = [fact("skill", "PostgreSQL", id=postgres.id), fact("title", "Software Engineer")]
    recording = RecordingLookup(load())
    first = judge(requirements, facts, lookup=recording)
    again = judge(requirements, facts, lookup=StoredLookup(recording.answers))
    assert [e.model_dump_json() for e in first[0]] == [e.model_dump_json() for e in again[0]]
    assert first[1].model_dump_json() == again[1].model_dump_json()
    assert recording.answers


def test_a_close_relative_is_partly_and_named():
    known = load()
    wanted, have = known.skill_named("container orchestration"), known.skill_named("Kubernetes")
    requirement = asked("skill", wanted.name, any_of=(wanted.name,), detail={"ids": wanted.id})
    evidence = found(requirement, fact("skill", "Kubernetes", id=have.id))
    assert evidence.finding == "partly"
    assert "close to" in evidence.reason
    assert evidence.quotes[0].text == "Kubernetes"


@pytest.mark.parametrize(
    ("lives", "wanted", "finding", "says"),
    [
        ("Boston, MA", "Boston, MA, US", "met", "is named"),
        ("Cambridge, MA", "Boston, MA", "met", "within 50 km"),
        ("Providence, RI", "Boston, MA", "partly", "within 120 km"),
        ("Seattle, WA", "Boston, MA", "no_evidence", "about 3,990 km"),
        ("Nowhereville", "Boston, MA", "no_evidence", "another place"),
        ("Tinytown, MA", "Boston, MA", "partly", "same region"),
    ],
)
def test_a_place_is_judged_by_name_then_by_distance(lives, wanted, finding, says):
    evidence = found(asked("location", wanted, normal=wanted), fact("location", lives))
    assert (evidence.finding, says in evidence.reason) == (finding, True), evidence.reason


def position(title, start, end, months):
    return fact("position", f"{title}, Example", title=title, start=start, end=end, months=months)


def test_years_of_something_are_counted_in_positions_like_it():
    requirement = asked("years", "5+ years of data analysis", years=5.0, normal="data analysis")
    total = fact("years", "12", years=12.0, basis="dates")
    analyst = position("Data Analyst", "2015-01", "2021-12", 84)
    cook = position("Cook", "2010-01", "2014-12", 60)
    assert found(requirement, total, analyst, cook).finding == "met"
    evidence = found(requirement, total, cook)
    assert evidence.finding == "partly"
    assert "no position is called like this" in evidence.reason


def test_months_that_two_positions_share_count_once():
    both = [
        position("Data Analyst", "2018-01", "2019-12", 24),
        position("Data Analyst", "2019-01", "2020-12", 24),
    ]
    assert rules_v1.ladders.spent(both) == 36


def test_equivalent_experience_stands_beside_a_missing_degree():
    requirement = asked("degree", "Bachelor or equivalent", normal="bachelor", detail={"or_equivalent": True})
    nine = fact("years", "9", years=9.0, basis="dates")
    evidence = found(requirement, nine)
    assert evidence.finding == "partly"
    assert "may count as equivalent" in evidence.reason
    assert found(asked("degree", "Bachelor", normal="bachelor"), nine).finding == "no_evidence"


def test_distances_are_written_down_and_read_back():
    requirements = [asked("location", "Boston, MA", normal="Boston, MA")]
    recording = RecordingLookup(load())
    first, _ = judge(requirements, [fact("location", "Cambridge, MA")], lookup=recording)
    again, _ = judge(
        requirements, [fact("location", "Cambridge, MA")], lookup=StoredLookup(recording.answers)
    )
    assert first == again
