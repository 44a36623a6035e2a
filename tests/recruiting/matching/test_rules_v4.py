"""The fourth rules: fields of study and places by what the packs know of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.engines.knowledge import load
from appliance.foundation.contracts.candidates import KeptFact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requirements import Alternative, Requirement
from appliance.foundation.contracts.requisitions import DEFAULT_WEIGHTS, KeptRequirement
from appliance.recruiting.matching import CURRENT, RULE_SETS
from appliance.recruiting.matching.kept import Inputs, Kept, again, result_hash
from appliance.recruiting.matching.lookup import RecordingLookup, StoredLookup
from tests.recruiting.matching.test_rules_v2 import TODAY, fact

GOLDEN = Path(__file__).parents[2] / "golden/rules.json"
OPEN = "Bachelor's degree in computer science or a related field"
NARROW = "Bachelor's degree in computer science"


def judge(requirement: Requirement, *facts: Fact, rules: str = "rules_v4", lookup=None):
    rows = [KeptRequirement(id="q", requirement=requirement)]
    held = tuple(KeptFact(id=f"f{n}", candidate_id="c", document_id="d", fact=f) for n, f in enumerate(facts))
    (found,), _ = RULE_SETS[rules](
        "Engineer", rows, held, DEFAULT_WEIGHTS, lookup or RecordingLookup(load()), TODAY
    )
    return found


def asks(label: str, fields: str, level: str = "bachelor", **more) -> Requirement:
    detail = {"fields": fields, **more.pop("detail", {})}
    return Requirement(
        kind="degree", need="required", label=label, normal=level, quote=label, detail=detail, reader="t/1", **more
    )  # fmt: skip


def holds(field: str, level: str = "bachelor") -> Fact:
    return fact("degree", f"BS in {field}", level=level, **({"field": field} if field else {}))


def place(asked: str) -> Requirement:
    return Requirement(kind="location", need="required", label=asked, normal=asked, reader="t/1")


@pytest.mark.parametrize(
    ("field", "to_open", "to_narrow"),
    [
        ("Computer Science", "met", "met"),
        ("Informatik", "met", "met"),
        ("Computer Science and Mathematics", "met", "met"),
        ("Information Technology", "met", "partly"),
        ("Computer Engineering", "met", "partly"),
        ("Software Engineering", "met", "partly"),
        ("History", "partly", "partly"),
        ("History, minor in Computer Science", "partly", "partly"),
        ("", "partly", "partly"),
    ],
)
def test_a_related_field_is_enough_where_the_posting_says_so(field, to_open, to_narrow):
    assert judge(asks(OPEN, "computer science; a related field"), holds(field)).finding == to_open
    assert judge(asks(NARROW, "computer science"), holds(field)).finding == to_narrow


def test_the_sentence_names_the_fields_what_they_share_and_the_postings_own_words():
    found = judge(asks(OPEN, "computer science; a related field"), holds("Information Technology"))
    assert found.reason == (
        "A bachelor degree in Information Technology is named, related to computer science (computing); "
        "the posting says “or a related field”."
    )
    found = judge(asks(NARROW, "computer science"), holds("Information Technology"))
    assert found.reason.endswith(
        "related to computer science (computing); the posting names computer science only."
    )
    found = judge(asks(NARROW, "computer science"), holds("History"))
    assert (
        found.reason
        == "A bachelor degree is named, which is the level asked; its field, History, is not computer science."
    )
    found = judge(asks(NARROW, "computer science"), holds("Informatik"))
    assert "in Informatik is named, the same as computer science." in found.reason


@pytest.mark.parametrize(
    ("label", "fields", "field", "finding"),
    [
        (
            "BS in Computer Science or related technical field",
            "Computer Science; related technical field",
            "Physics",
            "met",
        ),
        (
            "BS in Computer Science or related technical field",
            "Computer Science; related technical field",
            "Theology",
            "partly",
        ),
        ("Bachelor's degree in engineering", "engineering", "Mechanical Engineering", "met"),
        ("Bachelor's degree in Mechanical Engineering", "Mechanical Engineering", "Engineering", "partly"),
        ("Bachelor's in Business", "Business", "Finance", "met"),
        ("Bachelor's in a science", "science", "Political Science", "partly"),
        ("Bachelor's degree in a related field", "a related field", "History", "partly"),
        ("Degree in Nursing or similar discipline", "Nursing; similar discipline", "Public Health", "met"),
    ],
)
def test_wider_words_for_a_field(label, fields, field, finding):
    assert judge(asks(label, fields), holds(field)).finding == finding


@pytest.mark.parametrize(
    ("named", "asked", "finding"),
    [
        ("MBA", "Business Administration", "met"),
        ("MBA", "Finance", "partly"),
        ("BSN", "Nursing", "met"),
        ("Bachelor of Science", "science", "partly"),
        ("J.D.", "Law", "met"),
    ],
)
def test_a_degree_may_say_its_field_by_its_name(named, asked, finding):
    held = fact("degree", named, level="master")
    found = judge(asks(f"Bachelor's degree in {asked}", asked), held)
    assert found.finding == finding
    assert found.reason.startswith(
        f"{named} is named" if named != "Bachelor of Science" else "A master degree"
    )
    assert ("its field is not said" in found.reason) == (named == "Bachelor of Science")


def test_related_work_experience_is_no_related_field():
    asked = asks("Bachelor's degree in computer science or related work experience", "computer science")
    assert judge(asked, holds("Information Technology")).finding == "partly"


def test_of_several_degrees_the_nearest_field_speaks_and_a_lower_level_does_not():
    found = judge(asks(NARROW, "computer science"), holds("History", "master"), holds("Computer Science"))
    assert (found.finding, found.quotes[0].text) == ("met", "BS in Computer Science")
    asked = asks("Master's degree in computer science", "computer science", "master")
    found = judge(asked, holds("Computer Science"), holds("History", "master"))
    assert (found.finding, found.quotes[0].text) == ("partly", "BS in History")
    assert (
        judge(asked, holds("Computer Science")).reason
        == "The highest degree found is bachelor; master asked."
    )


def test_explicit_ways_ask_for_the_field_in_each():
    ways = (Alternative(degree="bachelor", years=6), Alternative(degree="master", years=4))
    asked = asks("BS + 6 years or MS + 4 years", "Computer Science", alternatives=ways)
    five = fact("years", "5 years", years=5.0, basis="dates")
    assert judge(asked, holds("Computer Science", "master"), five).finding == "met"
    assert judge(asked, holds("Computer Science"), five).finding == "partly"
    assert judge(asked, holds("History", "master"), five).finding == "partly"


def test_equivalent_experience_stands_beside_another_field():
    asked = asks(NARROW, "computer science", detail={"or_equivalent": True})
    found = judge(asked, holds("History"), fact("years", "9 years", years=9.0, basis="dates"))
    assert found.finding == "partly"
    assert "9 years of work may count as equivalent; a person judges." in found.reason


@pytest.mark.parametrize(
    ("named", "asked", "finding"),
    [
        ("San Jose, CA", "San Francisco, CA", "partly"),
        ("New Rochelle, NY", "New York, NY", "met"),
        ("Fort Worth, TX", "Fort Hood, TX", "no_evidence"),
        ("London, Ontario", "London, UK", "no_evidence"),
        ("Cambridge, UK", "Cambridge, MA", "no_evidence"),
        ("Chantilly, VA", "Virginia", "met"),
        ("Kehl, Germany", "Germany", "met"),
        ("Munich, Germany", "Kehl, Germany", "no_evidence"),
        ("Strasbourg, France", "Germany", "no_evidence"),
        ("Austin, TX", "USA", "met"),
        ("Texas", "Austin, TX", "partly"),
        ("New York", "New York, NY", "met"),
        ("Smallville, VA", "Chantilly, VA", "partly"),
        ("Smallville, VA", "Smallville, VA", "met"),
        ("Chantilly", "Chantilly, VA", "met"),
    ],
)
def test_places_by_where_they_lie(named, asked, finding):
    assert judge(place(asked), fact("location", named)).finding == finding


def test_a_border_between_two_near_places_is_said():
    found = judge(place("Detroit, MI"), fact("location", "Windsor, ON"))
    assert (found.finding, "over a border" in found.reason) == ("met", True)


def test_the_nearest_of_several_places_speaks():
    found = judge(place("Chantilly, VA"), fact("location", "Tokyo, Japan"), fact("location", "Herndon, VA"))
    assert (found.finding, found.quotes[0].text) == ("met", "Herndon, VA")


def test_the_stored_answers_give_the_same_bytes():
    for requirement, held in (
        (asks(OPEN, "computer science; a related field"), holds("Information Technology")),
        (place("Virginia"), fact("location", "Chantilly, VA")),
        (place("Detroit, MI"), fact("location", "Windsor, ON")),
    ):
        lookup = RecordingLookup(load())
        first = judge(requirement, held, lookup=lookup)
        assert judge(requirement, held, lookup=StoredLookup(lookup.answers)) == first


@pytest.mark.parametrize("rules", sorted(RULE_SETS))
def test_every_set_of_rules_still_gives_the_bytes_of_its_golden_file(rules):
    """The file is written once for a set of rules; whoever has to change an entry has changed released rules."""
    kept = json.loads(GOLDEN.read_text("utf-8"))
    told = kept["rules"][rules]
    inputs = Inputs.model_validate_json(json.dumps({**kept["inputs"], "rules": rules}))
    held = Kept.model_validate_json(
        json.dumps({"facts": kept["facts"], "answers": told["answers"], "judged": told["judged"]})
    )
    found = again(inputs, "cand_golden", held)
    assert found == held.judged
    assert result_hash(found) == told["result_hash"]


def test_the_newest_rules_are_the_ones_in_force():
    assert max(RULE_SETS) == CURRENT
