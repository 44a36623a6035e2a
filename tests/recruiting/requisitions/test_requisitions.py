"""Requisitions come from postings or by hand; requirements can be corrected and keep their place."""

import pytest

from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Span
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting import requisitions as r

TEXT = "Backend Engineer\nFabricated Systems\nRequired: Python, Secret clearance"


def asked(kind, label, **more):
    start = TEXT.find(label)
    return Requirement(
        kind=kind, need="required", label=label, normal=label.casefold(), span=Span(start=start, end=start + len(label)),
        quote=label, reader="t/1", **more,
    )  # fmt: skip


READING = PostingReading(
    title="Backend Engineer",
    organisation="Fabricated Systems",
    requirements=(
        asked("skill", "Python", any_of=("Python",)),
        asked("clearance", "Secret clearance", status="active"),
    ),
)


@pytest.fixture
def requisitions(store):
    return r.Requisitions(store)


@pytest.fixture
def bring(store, ada):
    def bring_in(reading=READING, batch="batch_1", into=None):
        layout = Layout(format="txt", text=TEXT)
        with store.writing() as tx:
            sha = store.files.put(tx, batch, TEXT.encode() + batch.encode())
            common = {
                "layout": layout, "reading": reading, "notes": (), "sha256": sha, "file_name": "p.txt",
                "reader": "t/1", "batch_id": batch,
            }  # fmt: skip
            if into:
                return r.add_posting(tx, ada, store, into, **common)
            return r.create(tx, ada, store, **common)[0]

    return bring_in


def labels(profile):
    return [k.requirement.label for k in profile.requirements]


def test_a_posting_makes_a_requisition_with_a_reference(bring, requisitions):
    profile = requisitions.profile(bring())
    assert profile.requisition.reference == "R-0001"
    assert requisitions.find("r-0001").title == "Backend Engineer"
    assert labels(profile) == ["Python", "Secret clearance"]


def test_a_correction_survives_a_new_version_of_the_posting(bring, requisitions, rui):
    identifier = bring()
    skill = requisitions.profile(identifier).requirements[0]
    requisitions.correct_requirement(rui, identifier, skill.id, "skill", "preferred", "Python, Go", "3")
    bring(batch="batch_2", into=identifier)
    profile = requisitions.profile(identifier)
    assert [v.version for v in profile.versions] == [2, 1]
    kept = profile.requirements[0]
    assert (kept.requirement.any_of, kept.requirement.years, kept.author_name) == (
        ("Python", "Go"),
        3.0,
        "Rui",
    )
    assert (kept.requirement.quote, kept.was) == ("Python", "Python")


def test_requirements_can_be_added_removed_and_given_back(bring, requisitions, rui):
    identifier = bring()
    clearance = requisitions.profile(identifier).requirements[1]
    removal = requisitions.remove_requirement(rui, identifier, clearance.id)
    added = requisitions.add_requirement(rui, identifier, "degree", "required", "Master of Science")
    assert labels(requisitions.profile(identifier)) == ["Python", "Master of Science"]
    requisitions.withdraw_correction(rui, identifier, removal)
    requisitions.remove_requirement(rui, identifier, added)
    assert labels(requisitions.profile(identifier)) == ["Python", "Secret clearance"]


@pytest.mark.parametrize(
    ("kind", "need", "value", "years"),
    [
        ("wish", "required", "x", ""),
        ("skill", "maybe", "x", ""),
        ("skill", "required", " ", ""),
        ("degree", "required", "something", ""),
        ("years", "required", "Python", "many"),
    ],
)
def test_what_cannot_be_asked_is_refused(bring, requisitions, rui, kind, need, value, years):
    identifier = bring()
    with pytest.raises(BadInput):
        requisitions.add_requirement(rui, identifier, kind, need, value, years)


def test_weights_are_whole_numbers_set_by_people(bring, requisitions, rui):
    identifier = bring()
    requisitions.set_weights(rui, identifier, {"required": 20, "title": 0})
    assert requisitions.find(identifier).weights == {
        "required": 20,
        "preferred": 6,
        "title": 0,
        "words": 17,
        "focus": 14,
        "recency": 3,
    }
    for wrong in ({"luck": 5}, {"title": 101}, {"title": -1}):
        with pytest.raises(BadInput):
            requisitions.set_weights(rui, identifier, wrong)


def test_taking_a_batch_back_leaves_what_somebody_changed(bring, requisitions, store, ada, rui, clock):
    gone, stays = bring(), bring()
    clock.forward(minutes=1)
    requisitions.change(rui, stays, title="Lead Engineer", organisation="", state="open")
    with store.writing() as tx:
        assert r.remove_batch(tx, ada, store, "batch_1", "2026-03-02T09:00:00.000000Z") == (
            1,
            [(stays, "R-0002 Lead Engineer")],
        )
    with pytest.raises(NotFound):
        requisitions.find(gone)


def test_the_index_entry_of_a_posting(bring, store):
    identifier = bring()
    with store.reading() as tx:
        entry = r.index_entry(tx, identifier)
    assert entry.facets["kind"] == ("posting",)
    assert entry.facets["clearance"] == ("secret clearance",)
    assert entry.texts["skill"] == "Python"
