"""Asked skills of no pack, found in a résumé by their words."""

import pytest

from appliance.foundation.contracts.requirements import Requirement
from appliance.foundation.contracts.requisitions import KeptRequirement
from appliance.recruiting.matching.phrases import find_phrases, phrases


def found(name, text):
    return [f.fact.quote for f in find_phrases({name: ""}, "c", "d", text)]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Conflict resolution", "She resolves conflicts between shifts", ["resolves conflicts"]),
        ("Team leadership", "Led a team of five", ["Led a team"]),
        ("Vendor negotiation", "Negotiated with nine vendors", ["Negotiated with nine vendors"]),
        ("Patient education", "Educated patients about insulin", ["Educated patients"]),
        ("Excellent time management skills", "managed my time", ["managed my time"]),
        ("Adobe Illustrator", "Drew icons in Illustrator", ["Illustrator"]),
    ],
)
def test_the_words_may_be_inflected_and_apart(name, text, words):
    assert found(name, text) == words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Conflict resolution", "Resolved outages.\n\nA conflict of interest policy"),
        ("Team leadership", "A leader in sales with much success over the years for any given kind of team"),
        ("Community outreach", "Communication with customers, outreach"),
        ("Time management", ""),
    ],
)
def test_words_far_apart_or_merely_alike_are_no_evidence(name, text):
    assert found(name, text) == []


def test_each_place_is_a_fact_with_its_words():
    text = "Resolved conflicts. Trained others in resolving conflict."
    facts = find_phrases({"Conflict resolution": ""}, "c", "d", text)
    assert [text[f.fact.span.start : f.fact.span.end] for f in facts] == [f.fact.quote for f in facts]
    assert len({f.id for f in facts}) == len(facts) == 2
    assert {f.fact.kind for f in facts} == {"skill"}


def test_what_the_pack_knows_is_looked_for_only_when_no_fact_has_it():
    known = Requirement(
        kind="skill", need="required", label="Vendor management", any_of=("Vendor management",), quote="vendor management",
        detail={"ids": "vendor-management"}, reader="t/1",
    )  # fmt: skip
    unknown = Requirement(kind="skill", need="required", label="Grit", any_of=("Grit",), reader="t/1")
    rows = [KeptRequirement(id=f"q{n}", requirement=r) for n, r in enumerate((known, unknown))]
    assert phrases(rows) == {
        "Vendor management": "vendor-management", "vendor management": "vendor-management", "Grit": "",
    }  # fmt: skip
