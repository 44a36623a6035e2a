"""Merging what came in small pieces while nobody waits: fewer segments, the same answers."""

from __future__ import annotations

import random

import pytest

from appliance.engines.fulltext import SearchIndex
from tests.engines.fulltext.conftest import random_entry, random_leaf

KEY = b"k" * 32


def answers(index, questions):
    """All that is found, in order, with its scores and counts; the generation aside."""
    found = [index.search(question, limit=30, facets=("clearance", "flag")) for question in questions]
    return [hits.model_copy(update={"generation": 0}) for hits in found]


@pytest.mark.parametrize("seed", range(3))
def test_it_leaves_two_segments_and_every_answer_as_it_was(tmp_path, seed):
    rnd = random.Random(seed)
    index = SearchIndex.create(tmp_path / "index", KEY)
    index.apply([random_entry(rnd, f"ref{n:05d}") for n in range(400)])
    for turn in range(7):
        refs = [f"ref{n:05d}" for n in range(400 + turn * 10, 410 + turn * 10)]
        again = [f"ref{rnd.randrange(400):05d}" for _ in range(3)]
        index.apply([random_entry(rnd, ref) for ref in {*refs, *again}])
    questions = [random_leaf(rnd) for _ in range(60)]
    before, pieces, generation = answers(index, questions), index._engine.pieces(), index.generation
    assert pieces > 2
    manifest = index.tidy()
    assert index._engine.pieces() == 2
    assert manifest.generation == generation + 1
    assert answers(index, questions) == before
    reopened = SearchIndex.open(tmp_path / "index", manifest, KEY)
    assert answers(reopened, questions) == before
    print(f"\n  {pieces} segments became 2, {len(questions)} questions with the same answers")


def test_there_is_nothing_to_gain_from_one_or_two(tmp_path):
    rnd = random.Random(5)
    index = SearchIndex.create(tmp_path / "index", KEY)
    assert index.tidy() is None
    for n in range(2):
        index.apply([random_entry(rnd, f"ref{n}")])
    generation = index.generation
    assert index.tidy() is None
    assert index.generation == generation
