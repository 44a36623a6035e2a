"""Texts into tokens: what is ASCII alone is split by a pattern of its own, to the same tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engines.knowledge.tokens import tokens

PIECES = st.lists(
    st.sampled_from(
        [*"aZ9'+#-_.,/ \n\t\x1c\x1f\x0b", "C++", "C#", "O'Neil", "end-to-end", "x86_64", "''", "+-"]
    ),
    max_size=30,
)


@given(PIECES)
def test_a_letter_beyond_ascii_changes_no_other_token(pieces):
    text = "".join(pieces)
    plain, beside = tokens(text), tokens(f"{text}\né")
    assert tuple(map(tuple, plain)) == tuple(tuple(column[:-1]) for column in beside)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("C++, C# and F# on .NET", ["c++", ",", "c#", "and", "f#", "on", ".", "net"]),
        ("O'Neil's end-to-end x86_64 -test", ["oneils", "end", "to", "end", "x86", "_", "64", "-", "test"]),
        ("Security+ certified, A+B", ["security+", "certified", ",", "a", "+", "b"]),
    ],
)
def test_tokens_are_words_with_their_signs(text, words):
    found = tokens(text)
    assert found.words == words
    assert [
        text[a:b].replace("'", "").casefold() for a, b in zip(found.starts, found.ends, strict=True)
    ] == words
