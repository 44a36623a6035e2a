"""Marks and fragments: offsets into the text as it is."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engines.fulltext import Words, chunks, highlight, marks
from appliance.engines.fulltext.analysis import prefix_stems, prefix_term, readings, tokens
from appliance.foundation.contracts.query import And, Facet, Fuzzy, Near, Not, Or, Phrase, Prefix, Query, Word

TEXT = (
    "Ada Lovelace. Head of sales at Example Ltd, then head sales trainer. Knows C++ and Kubernetes well; "
    "built a full-stack platform in fullstack style. Python and Kafka every day."
)


def shown(query: Query) -> list[str]:
    return [TEXT[start:end] for start, end in marks(TEXT, query)]


def test_words_are_marked_as_they_stand():
    assert shown(Word(text="c++")) == ["C++"]
    assert shown(Word(text="full-stack")) == ["full-stack", "fullstack"]
    assert shown(Prefix(text="kuber")) == ["Kubernetes"]
    assert shown(Fuzzy(text="pyhton")) == ["Python"]
    assert shown(Near(left="python", right="kafka", distance=3)) == ["Python", "Kafka"]


def test_only_whole_phrases_are_marked():
    assert shown(Phrase(text="head of sales")) == ["Head", "sales"]
    assert shown(Phrase(text="head sales")) == ["head", "sales"]


def test_what_is_excluded_is_not_marked():
    query = And(
        items=(Word(text="python"), Not(item=Word(text="kafka")), Facet(field="kind", any_of=("candidate",)))
    )
    assert shown(query) == ["Python"]


def test_fragments_show_different_words():
    long = "x " * 300 + TEXT + " y" * 300 + " Kafka again and more Kafka"
    pieces = highlight(long, Or(items=(Word(text="kafka"), Word(text="ada"))), fragments=2, width=80)
    assert len(pieces) == 2
    words = {long[s:e] for piece in pieces for s, e in piece.marks}
    assert words == {"Kafka", "Ada"}
    assert all(piece.end - piece.start <= 100 for piece in pieces)


def test_without_a_mark_the_beginning_is_shown():
    assert highlight(TEXT, Word(text="cobol"), width=20)[0].start == 0
    assert highlight("", Word(text="cobol")) == ()


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=20), st.integers(1, 3), st.integers(10, 100))
def test_any_text_is_cut_inside_its_bounds(text: str, word: str, fragments: int, width: int):
    query = Or(items=(Word(text=word), Prefix(text=word[:1]), Phrase(text=text[:20])))
    pieces = highlight(text, query, fragments=fragments, width=width)
    assert len(pieces) <= fragments
    for before, piece in itertools.pairwise(pieces):
        assert before.end <= piece.start
    for piece in pieces:
        assert 0 <= piece.start < piece.end <= len(text)
        assert all(piece.start <= s < e <= piece.end for s, e in piece.marks)


WORDS = (
    "full-stack", "Full", "stack", "fullstack", "head", "of", "sales", "Kafka,", "(python)", "–", "C++", "O’Neil", "O'Neil",
    "résumé", "node.js", "CI/CD", "go-go", "go", "companies", "company", "10,000", "ada@example.com", "the",
)  # fmt: skip
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "\n ", "\u00a0"])), max_size=30)


def plainly(text: str, query: Word | Phrase | Prefix) -> set[tuple[int, int]]:
    """The same by every token of the text, one after the other."""
    here = tokens(text)
    if isinstance(query, Prefix):
        start = prefix_term(query.text)
        stems = prefix_stems(start)
        return {(t.start, t.end) for t in here if start and (t.term.startswith(start) or t.term in stems)}
    at = {(t.term, t.position): (t.start, t.end) for t in here}
    found = set[tuple[int, int]]()
    for way in readings(query.text):
        for first in {position for term, position in at if term == way[0][0]}:
            chain = [at.get((term, first + offset)) for term, offset in way]
            found |= {place for place in chain if place} if all(chain) else set()
    return found


@settings(deadline=None)
@given(TEXTS, st.one_of(PHRASES.map(lambda p: Phrase(text=p)), PHRASES.map(lambda p: Prefix(text=p[:3]))))
def test_what_is_marked_is_what_reading_every_word_of_the_text_finds(
    pieces: list[tuple[str, str]], query: Phrase | Prefix
):
    text = "".join(word + space for word, space in pieces)
    covered = {at for start, end in plainly(text, query) for at in range(start, end)}
    assert {at for start, end in marks(text, query) for at in range(start, end)} == covered


def test_words_are_known_again_when_there_were_too_many(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chunks, "REMEMBERED_CHUNKS", 5)
    monkeypatch.setattr(chunks, "_seen", chunks.Seen())
    query = Or(items=(Word(text="python"), Prefix(text="kaf")))
    first = Words("python and Kafka before")
    for n in range(30):
        text = f"python new{n} Kafka{n} other{n}"
        assert [text[s:e] for s, e in marks(text, query)] == ["python", f"Kafka{n}"]
    assert len(chunks._seen.chunks) < 15
    assert not first.is_current
    assert Words("python").is_current
    assert [first.text[s:e] for s, e in marks(first, query)] == ["python", "Kafka"]


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(), st.sampled_from(" \n\t\x1c\x85\u00a0\u2003\u3000")), max_size=200
    )
)
def test_a_text_is_cut_where_split_cuts_it(text: str):
    words = Words(text)
    pieces = [words.known.chunks[number] for number in words.numbers]
    assert pieces == text.split()
    assert all(
        text.startswith(piece, start) for piece, start in zip(pieces, words.starts.tolist(), strict=True)
    )
    assert sorted(set(words.starts.tolist())) == words.starts.tolist()


def test_a_text_longer_than_small_numbers_reach_is_marked_to_its_end():
    text = "filler " * 10_000 + "Kafka"
    assert marks(Words(text), Word(text="kafka")) == ((70_000, 70_005),)


def test_threads_that_light_up_at_once_see_the_same():
    query = Or(items=(Word(text="python"), Phrase(text="head of sales"), Fuzzy(text="kafka")))
    texts = [f"python{' x' * n} head of sales word{n} Kafkas{n % 7} kafk" for n in range(200)]
    alone = [marks(text, query) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        again = [Or(items=(*query.items, Word(text=f"other{n}"))) for n in range(4)]
        for found in pool.map(lambda one: [marks(text, one) for text in texts], again):
            assert found == alone
