"""Marks and fragments: offsets into the text as it is."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engines.fulltext import highlight, marks
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
