"""Stock Whoosh opens our own segments through the codec and finds, with the same scores, what our engine finds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from whoosh import query as wq
from whoosh import scoring
from whoosh.searching import SearchContext, Searcher

from appliance.engines.fulltext import SearchIndex
from appliance.engines.fulltext.answers import Question
from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.vector.codec import reader

KEY = b"k" * 32


def found_by_whoosh(searcher: Searcher, tree: wq.Query) -> dict[str, float]:
    context = SearchContext(needs_current=True, weighting=searcher.weighting)
    found = {}
    for leaf, _ in searcher.leaf_searchers():
        matcher = tree.matcher(leaf, context)
        while matcher.is_active():
            if not leaf.reader().is_deleted(matcher.id()):
                found[leaf.stored_fields(matcher.id())["ref"]] = matcher.score()
            matcher.next()
    return found


@pytest.fixture
def index(tmp_path: Path, chance: Any) -> SearchIndex:
    """Several segments, replaced and removed entries among them."""
    rnd = random.Random(21)
    made = SearchIndex.create(tmp_path / "index", KEY)
    for commit in range(6):
        made.apply([chance.entry(rnd, f"r{rnd.randint(0, 300):04d}") for _ in range(25)])
        if commit == 1:
            made.apply([], [f"r{i:04d}" for i in range(0, 300, 9)])
    return made


def test_whoosh_finds_in_our_files_what_we_find(index: SearchIndex, chance: Any):
    snapshot = index._engine.snapshot  # type: ignore[union-attr]  # our engine
    assert len(snapshot.leaves) > 1
    assert snapshot.living < snapshot.documents
    searcher = Searcher(reader(snapshot), weighting=scoring.BM25F())
    rnd = random.Random(22)
    hits = 0
    for _ in range(120):
        tree = compiled(chance.query(rnd))
        if tree is wq.NullQuery:
            continue
        theirs = found_by_whoosh(searcher, tree)
        ours = {hit.ref: hit.score for hit in index._engine.search(Question(tree, 10**6)).hits}
        assert ours == pytest.approx(theirs, rel=1e-4, abs=1e-5)
        hits += len(ours)
    assert hits > 500


def test_whoosh_walks_our_dictionaries(index: SearchIndex, chance: Any):
    opened = reader(index._engine.snapshot)  # type: ignore[union-attr]  # our engine
    lexicon = [term.decode() for term in opened.lexicon(WHOLE)]
    assert lexicon == sorted(lexicon)
    assert set(lexicon) <= set(chance.words)
    assert opened.doc_count() == index.entries()
    fuzzy = wq.FuzzyTerm(WHOLE, chance.words[0], maxdist=2)
    found = found_by_whoosh(Searcher(opened), fuzzy)
    assert set(found) == {hit.ref for hit in index._engine.search(Question(fuzzy, 10**6)).hits}
    info = opened.term_info(WHOLE, lexicon[0])
    assert info.doc_frequency() <= info.weight()
