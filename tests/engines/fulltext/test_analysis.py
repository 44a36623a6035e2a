"""What is a word: the same for the index, for queries and for highlights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engines.fulltext.analysis import (
    LONGEST_TERM,
    fuzzy_term,
    prefix_stems,
    prefix_term,
    readings,
    spellings,
    stem,
    tokens,
    units,
    within_one_edit,
)
from appliance.engines.fulltext.spelling import edits


def terms(text: str) -> list[tuple[str, int]]:
    return sorted({(t.term, t.position) for t in tokens(text)}, key=lambda t: (t[1], t[0]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", "c++"),
        ("C#", "c#"),
        ("F#,", "f#"),
        ("(.NET)", ".net"),
        ("AT&T", "at&t"),
        ("R&D", "r&d"),
        ("O'Neil", "oneil"),
        ("O\u2019Neil", "oneil"),
        ("Master's", "master"),
        ("Résumé", "resume"),
        ("re\u0301sume\u0301", "resume"),
        ("co\u00adoperate", "cooperate"),
        ("\ufb01nance", "finance"),
        ("3.11", "3.11"),
        ("$10,000", "10000"),
        ("Companies", "company"),
        ("engineers", "engineer"),
        ("AWS", "aws"),
        ("business", "business"),
    ],
)
def test_some_things_are_one_word(text: str, expected: str):
    assert terms(text) == [(expected, 0)]


@pytest.mark.parametrize(
    ("text", "parts", "joined"),
    [
        ("full-stack", ["full", "stack"], "fullstack"),
        ("node.js", ["node", "js"], "nodejs"),
        ("ASP.NET", ["asp", ".net"], "aspnet"),
        ("CI/CD", ["ci", "cd"], "cicd"),
        ("TS/SCI", ["ts", "sci"], "tssci"),
        ("Ph.D.", ["ph", "d"], "phd"),
        ("snake_case", ["snake", "case"], "snakecase"),
    ],
)
def test_tied_words_are_searchable_whole_and_in_parts(text: str, parts: list[str], joined: str):
    last = len(parts) - 1
    expected = {(part, i) for i, part in enumerate(parts)} | {(joined, 0), (joined, last)}
    assert set(terms(text)) == expected


def test_long_words_tied_by_a_slash_are_only_parts():
    assert terms("Java/Python/C++") == [("java", 0), ("python", 1), ("c++", 2)]


def test_an_address_is_one_word_and_its_parts():
    assert ("ada.lovelace@example.com", 0) in terms("<ada.lovelace@example.com>")
    assert ("lovelace", 1) in terms("ada.lovelace@example.com")
    assert readings("ada.lovelace@example.com") == ((("ada.lovelace@example.com", 0),),)


def test_stop_words_keep_their_positions():
    assert terms("head of sales") == [("head", 0), ("sale", 2)]
    assert readings("head of sales") == ((("head", 0), ("sale", 2)),)


def test_a_searched_word_may_stand_joined_or_in_parts():
    assert readings("full-stack") == ((("full", 0), ("stack", 1)), (("fullstack", 0),))
    assert readings("C++") == ((("c++", 0),),)
    assert readings("the") == ()


def test_places_are_code_points_of_the_text():
    text = "Zoë  knows (C++), O\u2019Neil."
    assert [text[t.start : t.end] for t in tokens(text)] == ["Zoë", "knows", "C++", "O\u2019Neil"]


def test_prefixes_find_what_was_stemmed():
    assert prefix_term("Full-St") == "fullst"
    assert prefix_term(".ne") == ".ne"
    assert prefix_term("c+") == "c+"
    assert prefix_term("-") == ""
    assert stem("kubernetes") in prefix_stems("kubernetes")
    assert stem("technologies") in prefix_stems("technologi")


def test_spellings_are_words_as_written():
    assert spellings("Kubernetes and full-stack in 2019, C++") == {"kubernetes", "full", "stack", "c++"}


def test_one_edit_is_a_letter_more_less_other_or_swapped():
    assert all(
        within_one_edit("kafka", other) for other in ("kafka", "kafk", "kafkaa", "kafba", "akfka", "kakfa")
    )
    assert not any(within_one_edit("kafka", other) for other in ("kaf", "kafkaes", "fakka", "kbfba"))


@settings(deadline=None)
@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_agrees_with_the_distance(a: str, b: str):
    assert within_one_edit(a, b) == (edits(a, b) <= 1)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_words_inside_it(text: str):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
        assert len(token.term) <= max(LONGEST_TERM, 64)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_a_found_word_searched_as_typed_is_found(text: str):
    for way in readings(text):
        held = set(terms(text))
        assert any(all((term, start + at) in held for term, at in way) for start in range(200))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_prefix_and_fuzzy_terms_have_no_spaces(text: str):
    assert not any(c.isspace() for c in prefix_term(text) + fuzzy_term(text))


def test_a_very_long_chunk_takes_no_time():
    assert len(tokens("a-" * 20_000)) < 70_000
    assert tokens("x" * 100_000) == []


@settings(deadline=None)
@given(st.from_regex(r"""["'(\[-]*[A-Za-z]+[.,;:!?)\]"'-]*""", fullmatch=True))
def test_the_quick_way_for_simple_words_changes_nothing(chunk: str):
    # a soft hyphen at the end, which does not count, keeps a chunk off the quick way
    quick, slow = units(chunk), units(chunk + "\u00ad")
    assert [unit.joined for unit in quick] == [unit.joined for unit in slow]
    assert [(p.term, p.surface, p.start) for u in quick for p in u.parts] == [
        (p.term, p.surface, p.start) for u in slow for p in u.parts
    ]
