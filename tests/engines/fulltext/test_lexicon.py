"""The dictionary of terms: exact look-up, ranges and neighbours agree with asking every term by itself."""

from __future__ import annotations

import fnmatch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engines.fulltext.analysis import within_one_edit
from appliance.engines.fulltext.spelling import edits, nearest
from appliance.engines.fulltext.vector.inversion import MOST_DOCUMENTS
from appliance.engines.fulltext.vector.lexicon import Lexicon, heads
from appliance.engines.fulltext.vector.policy import MOST_SEGMENTS, to_merge
from appliance.engines.fulltext.vector.sections import packed

letters = st.sampled_from("abcxyzё9")
terms = st.lists(st.text(letters, min_size=1, max_size=11), max_size=30, unique=True)


def lexicon_of(words: list[str]) -> tuple[Lexicon, list[str]]:
    encoded = sorted(word.encode() for word in words)
    blob, offsets = packed(encoded)
    return Lexicon(blob, offsets, heads(encoded)), [word.decode() for word in encoded]


@settings(deadline=None)
@given(terms, st.text(letters, min_size=1, max_size=11))
def test_terms_are_found_by_themselves_and_by_their_beginning(words: list[str], asked: str):
    lexicon, ordered = lexicon_of(words)
    assert list(lexicon.terms(range(len(lexicon)))) == [word.encode() for word in ordered]
    for rank, word in enumerate(ordered):
        assert lexicon.rank(word.encode()) == rank
    assert (lexicon.rank(asked.encode()) >= 0) == (asked in words)
    for prefix in (asked, asked[:1], asked[:9]):
        found = [ordered[rank] for rank in lexicon.prefixed(prefix.encode())]
        assert found == [word for word in ordered if word.startswith(prefix)]
    assert list(lexicon.prefixed(b"")) == list(range(len(words)))


@settings(deadline=None)
@given(terms, st.text(letters, min_size=1, max_size=11))
def test_neighbours_are_those_a_comparison_of_each_would_name(words: list[str], asked: str):
    lexicon, ordered = lexicon_of(words)
    one = [ordered[rank] for rank in lexicon.within_one_edit(asked)]
    assert one == [word for word in ordered if within_one_edit(word, asked)]
    for most in (1, 2):
        found = [ordered[rank] for rank in lexicon.within_edits(asked, most)]
        assert found == [word for word in ordered if edits(word, asked, most) <= most]


@settings(deadline=None)
@given(terms, st.text("abcxyz*?", min_size=1, max_size=6))
def test_patterns_are_narrowed_by_their_ends_only(words: list[str], pattern: str):
    lexicon, ordered = lexicon_of(words)
    tail = pattern.replace("?", "*").rsplit("*", 1)[-1]
    found = lexicon.matching(
        range(len(lexicon)), lambda word: fnmatch.fnmatchcase(word, pattern), tail.encode()
    )
    assert [ordered[rank] for rank in found] == [
        word for word in ordered if fnmatch.fnmatchcase(word, pattern)
    ]


def test_a_last_prefix_has_no_end():
    encoded = [b"a", b"\xff", b"\xff\xff"]
    blob, offsets = packed(encoded)
    assert list(Lexicon(blob, offsets, heads(encoded)).prefixed(b"\xff")) == [1, 2]


def test_the_nearest_word_comes_first_then_the_most_frequent():
    counts = {"kafka": 3, "kafkas": 9, "kanfka": 5, "python": 100}
    assert nearest("kafak", counts, 3) == ("kafka", "kafkas", "kanfka")
    assert nearest("java", {"lava": 1, "laxa": 50}, 3) == ("lava",)


@settings(deadline=None)
@given(st.lists(st.integers(1, 10**6), max_size=40))
def test_there_are_never_more_segments_than_allowed(sizes: list[int]):
    left = list(sizes)
    while chosen := to_merge(left):
        assert len(chosen) >= 2
        merged = sum(left[i] for i in chosen)
        left = [size for i, size in enumerate(left) if i not in chosen] + [merged]
    assert len(left) <= MOST_SEGMENTS
    assert sum(left) == sum(sizes)


def test_nothing_is_merged_into_more_than_a_segment_can_hold():
    full = [MOST_DOCUMENTS - 1000] * 9
    assert to_merge(full) == []
    assert to_merge([*full, 600, 300]) == [0, 9, 10]
    assert to_merge([*full, 700, 300]) == [9, 10]
    assert to_merge([*full, 500, 400, 200]) == [9, 10, 11]


@pytest.mark.parametrize("size", [1, 3])
def test_small_commits_rarely_touch_a_large_segment(size: int):
    segments, written = [100_000], []
    for _ in range(2000):
        segments.append(size)
        work = 0
        while chosen := to_merge(segments):
            merged = sum(segments[i] for i in chosen)
            work += merged
            segments = [s for i, s in enumerate(segments) if i not in chosen] + [merged]
        written.append(work)
    assert sorted(written)[1900] < 200 * size
    assert max(written) < 100_000
