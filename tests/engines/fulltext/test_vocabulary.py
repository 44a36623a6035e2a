"""Chunks of lines in one go are those of each line by itself, with a gap behind it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.engines.fulltext.analysis import tokens
from appliance.engines.fulltext.vector.vocabulary import GAP_CHUNK, Vocabulary


@given(st.lists(st.text(st.sampled_from('abC,."(\0\n\t é'), max_size=12), max_size=4))
def test_lines_are_read_as_one_by_one(texts: list[str]):
    words = Vocabulary()
    for text in texts:
        found = words.lines(text)
        one_by_one = [[*(words[chunk] for chunk in line.split()), GAP_CHUNK] for line in text.split("\n")]
        assert found == [number for line in one_by_one for number in line]
        assert "\0" not in words or words["\0"] != GAP_CHUNK


@given(st.text(st.sampled_from("abC,.\"'([-)]!é1"), min_size=1, max_size=6))
def test_a_chunk_is_made_of_its_tokens(chunk: str):
    words = Vocabulary()
    number = words[chunk]
    frozen = words.frozen()
    here = slice(frozen.starts[number], frozen.starts[number + 1])
    found = [
        (frozen.names[term], offset)
        for term, offset in zip(frozen.terms[here].tolist(), frozen.offsets[here].tolist(), strict=True)
    ]
    assert sorted(found) == sorted({(token.term, token.position) for token in tokens(chunk)})
