"""An organisation's own terms: versions, what is refused, and what they change for reading and matching."""

import pytest

from appliance.engines.knowledge import load
from appliance.foundation import audit
from appliance.recruiting.candidates import Candidates
from appliance.recruiting.matching import Matching
from appliance.recruiting.organisation import Organisation, knowledge
from appliance.recruiting.organisation.errors import TermRefused, TermsChanged
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import IndexReader


@pytest.fixture
def organisation(store):
    return Organisation(store)


def test_every_change_is_a_version_with_its_author(organisation, ada, store):
    assert organisation.terms().version == 0
    organisation.add_term(ada, "Frobnicator 3000", ["Frob3k"], "kubernetes")
    organisation.remove_term(ada, "Frobnicator 3000")
    organisation.restore_terms(ada, 1)
    versions = organisation.versions()
    assert [(v.version, v.change, len(v.terms)) for v in versions] == [
        (3, "Back to version 1", 1),
        (2, "Removed “Frobnicator 3000”", 0),
        (1, "Added “Frobnicator 3000”", 1),
    ]
    assert versions[0].terms[0].parent == "Kubernetes"
    assert {v.author_name for v in versions} == {"Ada"}
    with store.reading() as tx:
        written = audit.entries(tx, action="organisation.terms_changed")
    assert len(written) == 3
    assert "Frobnicator" not in str(written)


@pytest.mark.parametrize(
    ("name", "aliases", "parent"),
    [
        ("", [], ""),
        ("x", [], ""),
        ("y" * 81, [], ""),
        ("…!", [], ""),
        ("Fine", ["a"], ""),
        ("Fine", ["b" * 81], ""),
        ("Fine", [f"alias {n}" for n in range(21)], ""),
        ("Fine", [], "no such skill at all"),
        ("Python", [], "python"),
        ("Tab\x07bed", [], ""),
    ],
)
def test_what_cannot_be_a_term_is_refused(organisation, ada, name, aliases, parent):
    with pytest.raises(TermRefused):
        organisation.add_term(ada, name, aliases, parent)
    assert organisation.terms().version == 0


@pytest.mark.parametrize(
    ("name", "parent", "kind"),
    [
        ("Safety Card", "CISSP", "certification"),
        ("Wrangler", "no such title", "title"),
        ("Wrangler", "Python", "title"),
        ("Nurse", "nurse", "title"),
        ("Thing", "", "colour"),
    ],
)
def test_what_cannot_be_a_certification_or_title_is_refused(organisation, ada, name, parent, kind):
    with pytest.raises(TermRefused):
        organisation.add_term(ada, name, [], parent, kind)
    assert organisation.terms().version == 0


def test_kinds_are_kept_and_restored(organisation, ada):
    organisation.add_term(ada, "Frobnicator", ["Frob"])
    organisation.add_term(ada, "Safety Card", [], "", "certification")
    organisation.add_term(ada, "Wrangler", [], "software engineer", "title")
    organisation.restore_terms(ada, 1)
    organisation.restore_terms(ada, 3)
    kept = [(t.name, t.kind, t.parent) for t in organisation.terms().terms]
    assert kept == [
        ("Frobnicator", "skill", ""),
        ("Safety Card", "certification", ""),
        ("Wrangler", "title", "Software Engineer"),
    ]


def test_a_spelling_belongs_to_one_term(organisation, ada):
    organisation.add_term(ada, "Frobnicator", ["Frob"])
    with pytest.raises(TermRefused, match="already belongs"):
        organisation.add_term(ada, "Other", ["FROB"])


def test_two_names_that_differ_in_signs_only_are_refused(organisation, ada):
    organisation.add_term(ada, "Widget/Pro", kind="certification")
    with pytest.raises(TermRefused, match="signs only"):
        organisation.add_term(ada, "Widget Pro", kind="certification")
    organisation.add_term(ada, "Widget Max", kind="certification")


def test_nobody_overwrites_a_list_they_did_not_see(organisation, ada):
    organisation.add_term(ada, "Frobnicator")
    with pytest.raises(TermsChanged):
        organisation.add_term(ada, "Other", based_on=0)


def test_the_packs_stay_as_they_are(organisation, ada, store):
    before = load().version
    organisation.add_term(ada, "Frobnicator 3000", ["Frob3k"], "Kubernetes")
    with store.reading() as tx:
        known = knowledge(tx)
    assert [m.name for m in known.find_skills("I ran Frob3k and Python.")] == ["Frobnicator 3000", "Python"]
    assert [m.name for m in load().find_skills("I ran Frob3k and Python.")] == ["Python"]
    assert known.version != before == load().version


def test_an_own_word_wins_over_the_packs_and_they_keep_theirs(organisation, ada, store):
    organisation.add_term(ada, "House Style", ["Python"])
    with store.reading() as tx:
        assert [m.name for m in knowledge(tx).find_skills("Python")] == ["House Style"]
    assert [m.name for m in load().find_skills("Python")] == ["Python"]


@pytest.fixture
def matching(store, ada, tmp_path):
    positions = Requisitions(store)
    positions.create_empty(ada, "Platform Engineer")
    return Matching(store, IndexReader(store, tmp_path / "index"))


def test_a_match_names_the_terms_it_used_and_is_the_same_when_they_are_gone(
    organisation, matching, ada, rui, store
):
    organisation.add_term(ada, "Frobnicator 3000", ["Frob3k"], "Kubernetes")
    person = Candidates(store).add_by_hand(ada, [("name", "Hedy Example"), ("skill", "frob3k")])
    Requisitions(store).add_requirement(ada, "R-0001", "skill", "required", "Kubernetes")
    Requisitions(store).add_requirement(ada, "R-0001", "skill", "required", "FROB3K")
    first = matching.run(rui, "R-0001")
    found = matching.stored(first)
    assert (found.terms, [e.finding for e in found.candidates[0].judged.evidence]) == (1, ["met", "met"])
    assert "Frobnicator 3000 falls under Kubernetes" in found.candidates[0].judged.evidence[0].reason
    organisation.remove_term(ada, "Frobnicator 3000")
    assert matching.rerun(rui, first).same
    later = matching.stored(matching.run(rui, "R-0001"))
    assert later.terms == 2
    assert later.candidates[0].candidate_id == person
    assert [e.finding for e in later.candidates[0].judged.evidence] == ["no_evidence", "met"]
    assert later.pack != found.pack
