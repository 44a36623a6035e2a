"""Texts that are kept for a while are those of the store, of this generation, and shown to nobody else than before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from appliance.engines.fulltext import chunks
from appliance.foundation import work
from appliance.recruiting.search.texts import RecentTexts

COLUMNS = "id candidate_id sha256 file_name format text layout notes reader added_at"


@pytest.fixture
def some(office, ada, hana):
    """Grace in R-0001, whose team Hana is on; Max and Quentin outside."""
    for title in ("Backend Engineer", "Secret Project"):
        office.requisitions.create_empty(ada, title)
    for name in ("Grace Example", "Max Muster", "Quentin Outside"):
        office.add(ada, name, "Python", "Zymurgy", title=f"{name.split()[0]} of all trades")
    with office.store.writing() as tx:
        for name, who in office.people.items():
            text = f"Résumé of {name}. Python and zymurgy every day, for many years."
            row = (f"doc_{name}", who, name, f"{name}.txt", "txt", text, "{}", "[]", "typed", tx.now)
            tx.insert_many("candidate_document", COLUMNS.split(), [row])
    office.applications.add(ada, office.people["Grace"], "R-0001")
    office.applications.add(ada, office.people["Quentin"], "R-0002")
    office.team.join(ada, "R-0001", hana.ref.removeprefix("user:"))
    office.bring()
    return office


def stored(office, *people: str) -> dict[str, tuple[str, str]]:
    """The newest document of each as the table says it."""
    with office.store.reading() as tx:
        return {
            who: (row["id"], row["text"])
            for who in people
            for row in tx.rows(
                "SELECT id, text FROM candidate_document WHERE candidate_id = ? ORDER BY added_at, rowid", who
            )
        }


def kept(office, texts: RecentTexts, *people: str, generation: int = 1) -> dict[str, tuple[str, str]]:
    with office.store.reading() as tx:
        return {who: (one, words.text) for who, (one, words) in texts.newest(tx, people, generation).items()}


def test_what_is_kept_is_what_is_stored_also_after_a_newer_document_and_a_removal(some, ada):
    grace, max_ = some.people["Grace"], some.people["Max"]
    texts = RecentTexts()
    first = stored(some, grace, max_)
    assert kept(some, texts, grace, max_) == kept(some, texts, grace, max_) == first
    with some.store.writing() as tx:  # another document of Grace's, and Max's is gone
        tx.execute(
            "INSERT INTO candidate_document SELECT 'doc_newer', candidate_id, sha256, file_name, format, 'newer words', "
            "layout, notes, reader, batch_id, typed_by, '2099-01-01T00:00:00.000000Z' FROM candidate_document "
            "WHERE candidate_id = ?",
            grace,
        )
        tx.execute("DELETE FROM candidate_document WHERE candidate_id = ?", max_)
    assert (
        kept(some, texts, grace, max_) == {grace: ("doc_newer", "newer words")} == stored(some, grace, max_)
    )


def test_a_text_of_somebody_merged_is_found_under_whom_they_were_merged_into(some, ada):
    grace, max_ = some.people["Grace"], some.people["Max"]
    texts = RecentTexts()
    before = kept(some, texts, grace, max_)
    with some.store.writing() as tx:
        tx.execute("DELETE FROM candidate_document WHERE candidate_id = ?", grace)
    some.candidates.merge(ada, grace, max_)
    assert kept(some, texts, grace) == {grace: before[max_]}


def test_nothing_of_an_earlier_generation_stays(some):
    people = tuple(some.people.values())
    texts = RecentTexts()
    kept(some, texts, *people)
    assert len(texts._kept) == 3
    kept(some, texts, people[0], generation=2)
    assert [place.candidate_id for place in texts._kept] == [people[0]]
    assert texts._size == sum(len(words.text) for _, words in texts._kept.values())


def test_no_more_is_kept_than_allowed_and_the_answer_is_whole(some):
    people = tuple(some.people.values())
    longest = max(len(text) for _, text in stored(some, *people).values())
    texts = RecentTexts(most=longest + 1)
    assert kept(some, texts, *people) == stored(some, *people)
    assert len(texts._kept) == 1
    assert kept(some, texts, *people) == stored(some, *people)


def test_texts_are_cut_again_when_the_memory_of_chunks_was_given_up(some, monkeypatch):
    people, texts = tuple(some.people.values()), RecentTexts()
    first = kept(some, texts, *people)
    monkeypatch.setattr(chunks, "_seen", chunks.Seen())
    assert kept(some, texts, people[0]) == {people[0]: first[people[0]]}
    assert [place.candidate_id for place in texts._kept] == [people[0]]
    assert kept(some, texts, *people) == first


def test_threads_that_ask_at_once_get_the_same(some):
    people = tuple(some.people.values())
    wanted, texts = stored(some, *people), RecentTexts(most=300)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: kept(some, texts, *people, generation=n % 3), range(60)))
    assert all(one == wanted for one in found)


def test_what_rui_was_shown_before_shows_hana_nobody_more(some, hana, rui):
    for text in ("zymurgy", "*", "python"):
        before = some.run(hana, text)
        all_of_them = some.run(rui, text)
        again = some.run(hana, text)
        assert len(all_of_them.cards) == 3
        assert some.names(again) == some.names(before) == ["Grace Example"]
        assert bool(again.cards[0].snippets) == (text != "*")
        assert [c.snippets for c in again.cards] == [c.snippets for c in before.cards]
        assert again.facets == before.facets
        assert not {"Max", "Quentin"} & {
            word for c in again.cards for s in c.snippets for word in s.text.split()
        }


def test_what_is_withheld_is_neither_found_nor_shown_beside_a_hit(some, rui):
    grace = some.people["Grace"]
    text = (
        "Welder.\nCriminal record: Convicted of xylography\nDate of birth: 4 May 1979\nTungsten since 2010."
    )
    with some.store.writing() as tx:
        tx.update("candidate_document", "doc_Grace", text=text)
        work.enqueue(tx, "search.reindex", {"ref": grace})
    some.bring()
    assert [some.names(some.run(rui, word)) for word in ("xylography", "convicted", "1979")] == [[], [], []]
    page = some.run(rui, "tungsten")
    assert some.names(page) == ["Grace Example"]
    assert page.cards[0].snippets
    assert not any(
        word in s.text for s in page.cards[0].snippets for word in ("Convicted", "xylography", "1979")
    )
