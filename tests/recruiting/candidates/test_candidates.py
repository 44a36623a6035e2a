"""Candidates come from documents, are corrected by people, merged and taken back."""

import pytest

from appliance.foundation import audit
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout, Line, PageSize, Place
from appliance.foundation.contracts.values import Span
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting import candidates as c
from appliance.recruiting.candidates.errors import CannotMerge

TEXT = "Hedy Example\nhedy@example.com\nBackend Engineer, Fabricated Systems\nPython"


def fact(kind, value, normal="", **detail):
    start = TEXT.find(value)
    span = Span(start=start, end=start + len(value)) if start >= 0 else None
    return Fact(
        kind=kind,
        value=value,
        normal=normal or value.casefold(),
        span=span,
        quote=value,
        detail=detail,
        reader="t/1",
    )


def document(sha="a" * 64, *extra, email="hedy@example.com"):
    return ReadDocument(
        sha256=sha,
        file_name="hedy.txt",
        format="txt",
        layout=Layout(
            format="txt",
            text=TEXT,
            pages=(PageSize(612.0, 792.0),),
            lines=(Line(0, 12, 0, 1.0, 2.0, 3.0, 4.0, 11.0, True, 1, "body", 0),),
            places=(Place(0, 4, 0, 72.0, 72.0, 99.5, 84.2),),
        ),
        notes=(),
        facts=(
            fact("name", "Hedy Example"),
            fact("email", email),
            fact("title", "Backend Engineer"),
            fact("employer", "Fabricated Systems"),
            fact("skill", "Python", id="python"),
            *extra,
        ),
        reader="t/1",
    )


@pytest.fixture
def bring(store, ada):
    def bring_in(read, batch="batch_1"):
        with store.writing() as tx:
            name = store.files.put(tx, batch, read.sha256.encode())
            read = read.model_copy(update={"sha256": name})
            return c.create(tx, ada, store, read, batch_id=batch, source="fair")[0]

    return bring_in


@pytest.fixture
def candidates(store):
    return c.Candidates(store)


def values(profile, kind):
    return [k.fact.value for k in profile.facts if k.fact.kind == kind]


def test_a_document_makes_a_candidate_with_facts_and_places(bring, candidates):
    profile = candidates.profile(bring(document()))
    assert profile.candidate.name == "Hedy Example"
    assert values(profile, "skill") == ["Python"]
    kept, layout = candidates.document(profile.documents[0].id)
    assert layout.text[profile.facts[0].fact.span.start : profile.facts[0].fact.span.end] == "Hedy Example"
    assert layout.places == (Place(0, 4, 0, 72.0, 72.0, 99.5, 84.2),)
    assert candidates.original(kept.id)[1] == b"a" * 64


def test_a_correction_outranks_names_its_author_and_survives_reading_again(bring, candidates, store, rui):
    person = bring(document())
    title = next(k for k in candidates.profile(person).facts if k.fact.kind == "title")
    candidates.correct_fact(rui, person, title.id, "Principal Engineer")
    again = document()
    with store.writing() as tx:
        c.replace_reading(tx, title.document_id, again.model_copy(update={"reader": "t/2"}))
    profile = candidates.profile(person)
    (kept,) = [k for k in profile.facts if k.fact.kind == "title"]
    assert (kept.fact.value, kept.author_name, kept.was) == ("Principal Engineer", "Rui", "Backend Engineer")
    assert kept.fact.span == title.fact.span
    assert profile.candidate.title == "Principal Engineer"


def test_a_correction_can_be_corrected_and_withdrawn(bring, candidates, rui):
    person = bring(document())
    skill = next(k for k in candidates.profile(person).facts if k.fact.kind == "skill")
    first = candidates.correct_fact(rui, person, skill.id, "Rust")
    second = candidates.correct_fact(rui, person, first, "Go")
    assert values(candidates.profile(person), "skill") == ["Go"]
    candidates.withdraw_correction(rui, person, second)
    assert values(candidates.profile(person), "skill") == ["Python"]
    with pytest.raises(NotFound):
        candidates.withdraw_correction(rui, person, second)


def test_facts_can_be_added_and_removed(bring, candidates, rui):
    person = bring(document())
    added = candidates.add_fact(rui, person, "years", "7,5")
    assert candidates.profile(person).candidate.years == 7.5
    candidates.remove_fact(rui, person, added)
    assert candidates.profile(person).candidate.years is None
    skill = next(k for k in candidates.profile(person).facts if k.fact.kind == "skill")
    candidates.remove_fact(rui, person, skill.id)
    assert values(candidates.profile(person), "skill") == []


def test_what_cannot_be_is_refused_and_nothing_changes(bring, candidates, rui):
    person = bring(document())
    for kind, value in (("email", "nowhere"), ("years", "many"), ("phone", "x"), ("title", "  ")):
        with pytest.raises(BadInput):
            candidates.add_fact(rui, person, kind, value)
    assert candidates.profile(person).corrections == ()


def test_a_candidate_added_by_hand_needs_a_name(candidates, rui):
    with pytest.raises(BadInput):
        candidates.add_by_hand(rui, [("name", ""), ("skill", "Python")])
    person = candidates.add_by_hand(
        rui, [("name", "Zoë Example"), ("email", "zoe@example.com"), ("skill", "Python")]
    )
    assert candidates.profile(person).candidate.name == "Zoë Example"


def test_the_same_address_and_name_is_the_same_person_another_name_is_a_question(bring, store):
    bring(document())
    with store.reading() as tx:
        assert [x.verdict for x in c.likenesses(tx, document("b" * 64))] == ["same_person"]
        other = document("c" * 64).model_copy(
            update={"facts": (fact("name", "Otto Example"), fact("email", "hedy@example.com"))}
        )
        (likeness,) = c.likenesses(tx, other)
        assert (likeness.verdict, likeness.reasons[0].sentence) == ("ask", "same e-mail address")
        namesake = document("d" * 64).model_copy(update={"facts": (fact("name", "Example, Hedy"),)})
        assert [x.verdict for x in c.likenesses(tx, namesake)] == ["different"]
        colleague = document("e" * 64, email="other@example.com")
        assert [x.verdict for x in c.likenesses(tx, colleague)] == ["ask"]


def test_merging_shows_both_and_unmerging_parts_them(bring, candidates, ada):
    first, second = bring(document()), bring(document("b" * 64, fact("skill", "Rust")))
    candidates.merge(ada, first, second)
    assert sorted(set(values(candidates.profile(second), "skill"))) == ["Python", "Rust"]
    assert candidates.count() == 1
    with pytest.raises(CannotMerge):
        candidates.merge(ada, second, first)
    candidates.unmerge(ada, second)
    assert values(candidates.profile(first), "skill") == ["Python"]


def test_taking_a_batch_back_leaves_whom_somebody_changed(bring, candidates, store, ada, rui, clock):
    gone, stays = bring(document()), bring(document("b" * 64, email="b@example.com"))
    clock.forward(minutes=1)
    candidates.add_fact(rui, stays, "skill", "Rust")
    with store.writing() as tx:
        removed, left = c.remove_batch(tx, ada, store, "batch_1", "2026-03-02T09:00:00.000000Z")
    assert (removed, [name for _, name in left]) == (1, ["Hedy Example"])
    with pytest.raises(NotFound):
        candidates.profile(gone)
    assert candidates.profile(stays).candidate.id == stays


def test_the_index_entry_holds_what_search_needs(bring, store):
    person = bring(document())
    with store.reading() as tx:
        entry = c.index_entry(tx, person)
    assert entry.texts["skill"] == "Python"
    assert entry.facets["skill_id"] == ("python",)
    assert entry.numbers["added"] == 20514.0
    assert TEXT in entry.texts["body"]


def test_every_change_is_in_the_log(bring, candidates, store, rui):
    person = bring(document())
    candidates.add_fact(rui, person, "skill", "Rust")
    with store.reading() as tx:
        actions = [e["action"] for e in audit.entries(tx)]
    assert actions == ["candidates.fact_added", "candidates.document_added", "candidates.created"]
    assert audit.verify(store).broken_at == 0
