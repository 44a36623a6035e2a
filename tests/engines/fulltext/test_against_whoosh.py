"""The fast engine against stock Whoosh walked to the end: same matches, same order, same counts; then mended indexes.

Small counts by default, ``MUSTER_FULL=1`` for the large ones.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whoosh import query as wq
from whoosh.collectors import TopCollector

from appliance.engines.fulltext import QueryUnsupported, SearchIndex
from appliance.engines.fulltext.answers import Question
from appliance.engines.fulltext.compile import compiled
from appliance.engines.fulltext.index import ReferenceIndex
from appliance.engines.fulltext.layout import WHOLE
from appliance.engines.fulltext.nodes import Excluding
from appliance.foundation.contracts import query as q

KEY = b"k" * 32
FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
ENTRIES, QUERIES = (10_000, 2_000) if FULL else (200, 150)
EVERYTHING = 1_000_000


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory, chance: Any) -> Iterator[tuple[SearchIndex, SearchIndex]]:
    """Ours in three commits, stock in one, without deletions: every statistic is the same."""
    rnd = random.Random(11)
    entries = [chance.entry(rnd, f"r{i:06d}") for i in range(ENTRIES)]
    ours = SearchIndex.create(tmp_path_factory.mktemp("ours") / "index", KEY)
    for i in range(3):
        ours.apply(entries[i::3])
    stock = ReferenceIndex.create(tmp_path_factory.mktemp("stock") / "index", KEY)
    stock.apply(entries)
    yield ours, stock
    ours.close()
    stock.close()


def same_order(ours: q.Hits, stock: q.Hits) -> None:
    """The same documents with the same scores; equal scores may change places only if they are really equal."""
    assert ours.total == stock.total
    assert len(ours.hits) == len(stock.hits)
    for a, b in zip(ours.hits, stock.hits, strict=True):
        assert math.isclose(a.score, b.score, rel_tol=1e-4, abs_tol=1e-5)
    known = {hit.ref: hit.score for hit in stock.hits}
    last = stock.hits[-1].score if stock.hits else 0.0
    for hit in ours.hits:
        # a document that stock has just below the border has the border's score
        assert math.isclose(known.get(hit.ref, last), hit.score, rel_tol=1e-4, abs_tol=1e-5)


def test_random_queries_have_the_same_best_twenty(
    pair: tuple[SearchIndex, SearchIndex], chance: Any, capsys: Any
):
    ours, stock = pair
    rnd = random.Random(12)
    hits = 0
    for _ in range(QUERIES):
        query = chance.query(rnd)
        facets = ("clearance", "flag", "kind")
        filters = {"clearance": ["secret", "tssci"]} if rnd.random() < 0.3 else {}
        scope = chance.leaf(rnd) if rnd.random() < 0.3 else None
        options: dict[str, Any] = {
            "facets": facets,
            "facet_filters": filters,
            "scope": scope,
            "everyone": True,
        }
        mine, theirs = ours.search(query, **options), stock.search(query, **options)
        same_order(mine, theirs)
        assert (mine.facets, mine.everyone) == (theirs.facets, theirs.everyone)
        hits += mine.total
    with capsys.disabled():
        print(
            f"\n  against Whoosh: {QUERIES} random queries over {ENTRIES} entries, {hits} hits, 0 differences",
            end="",
        )


def whoosh_tree(rnd: random.Random, chance: Any, depth: int = 2) -> wq.Query:
    """A random nested query of Whoosh's own nodes, of those it scores by their meaning.

    AndMaybe is not among them: inside And it loses the second part's score when both are skipped forward. Neither is
    Not, which adds 1 to the score of everything else: Excluding, which does not, stands in its place.
    """
    if not depth or rnd.random() < 0.3:
        field = rnd.choice([WHOLE, WHOLE, WHOLE, "title", "skill"])
        if rnd.random() < 0.2:
            return wq.Phrase(field, chance.some_words(rnd, 2).split())
        return wq.Term(field, rnd.choice(chance.words), boost=rnd.choice([1.0, 1.0, 2.5]))
    parts = [whoosh_tree(rnd, chance, depth - 1) for _ in range(rnd.randint(2, 3))]
    match rnd.randint(0, 3):
        case 0:
            return wq.And([wq.Or(parts), whoosh_tree(rnd, chance, 0)])
        case 1:
            return wq.And(parts)
        case 2:
            return wq.And([*parts, Excluding(whoosh_tree(rnd, chance, 0))])
        case _:
            return wq.Or(parts)


def test_the_best_twenty_are_those_of_whooshs_own_collector(
    pair: tuple[SearchIndex, SearchIndex], chance: Any, capsys: Any
):
    """``TopCollector(20, replace=0)``: Whoosh's own ranking, walked to the end. Equal scores: the lower ref first."""
    ours, stock = pair
    rnd = random.Random(13)
    engine = stock._engine
    searcher = engine.searcher  # type: ignore[union-attr]  # the stock engine
    (leaf, _), *_ = searcher.leaf_searchers()
    rows = engine.rows_of(leaf)  # type: ignore[union-attr]  # the stock engine
    different = shortcuts = wrong_with_shortcut = 0

    def ranked(tree: wq.Query, **options: Any) -> list[tuple[str, float]]:
        collector = TopCollector(20, **options)
        searcher.search_with_collector(tree, collector)
        return [(rows[doc].ref, score) for score, doc in collector.results().top_n]

    for number in range(QUERIES):
        tree = whoosh_tree(rnd, chance)
        expected = ranked(tree, replace=0)
        found = [(hit.ref, hit.score) for hit in ours._engine.search(Question(tree, 20)).hits]
        different += not same_list(found, expected)
        if number % 10 == 0:
            shortcuts += 1
            wrong_with_shortcut += not same_list(ranked(tree), expected)
    with capsys.disabled():
        print(
            f"\n  against TopCollector(20, replace=0): {QUERIES} random trees, {different} differing top twenties"
            f" (Whoosh with its shortcut: {wrong_with_shortcut} of {shortcuts})",
            end="",
        )
    assert not different


def same_list(found: list[tuple[str, float]], expected: list[tuple[str, float]]) -> bool:
    """The same entries in the same order; only scores equal to six digits may stand the other way round."""
    if len(found) != len(expected):
        return False
    if not all(math.isclose(a, b, rel_tol=1e-5) for (_, a), (_, b) in zip(found, expected, strict=True)):
        return False
    wrong = [(a, b) for a, b in zip(found, expected, strict=True) if a[0] != b[0]]
    scores = [score for _, score in expected]
    return all(
        sum(math.isclose(b[1], score, rel_tol=1e-5) for score in scores) > 1
        or math.isclose(b[1], scores[-1], rel_tol=1e-5)
        for _, b in wrong
    )


def term(rnd: random.Random, chance: Any, **options: Any) -> wq.Query:
    return wq.Term(WHOLE, rnd.choice(chance.words), **options)


NODES: dict[str, Callable[[random.Random, Any], wq.Query]] = {
    "boosts": lambda r, c: wq.Or([term(r, c, boost=2.5), wq.And([term(r, c), term(r, c)], boost=0.5)]),
    "maybe": lambda r, c: wq.AndMaybe(term(r, c), wq.Or([term(r, c), term(r, c)])),
    "exact phrase": lambda r, c: wq.Phrase(WHOLE, c.some_words(r, 2).split()),
    "boosted phrase": lambda r, c: wq.Phrase(WHOLE, c.some_words(r, 2).split(), boost=2.0),
}
ONLY_MATCHES: dict[str, Callable[[random.Random, Any], wq.Query]] = {
    "loose phrase": lambda r, c: wq.Phrase(WHOLE, c.some_words(r, 3).split(), slop=r.randint(1, 4)),
    "prefix": lambda r, c: wq.Prefix(WHOLE, r.choice(c.words)[: r.randint(1, 4)]),
    "wildcard": lambda r, c: wq.Wildcard(WHOLE, f"{r.choice(c.words)[:2]}*{r.choice(['a', 'er', '?k'])}"),
    "fuzzy": lambda r, c: wq.FuzzyTerm(
        WHOLE, r.choice(c.words), maxdist=r.choice([1, 2]), prefixlength=r.choice([0, 1, 2])
    ),
    "term range": lambda r, c: wq.TermRange(
        WHOLE, "docer", r.choice(c.words), r.random() < 0.5, r.random() < 0.5
    ),
    "not": lambda r, c: wq.And([term(r, c), wq.Not(term(r, c))]),
    "every": lambda r, c: wq.Or([wq.Every("title"), term(r, c)]),
    "everything": lambda r, c: wq.And([wq.Every(), term(r, c)]),
    "facet value": lambda r, c: wq.And([term(r, c), wq.Term("flag", r.choice("abcde"))]),
}


@pytest.mark.parametrize("name", [*NODES, *ONLY_MATCHES])
def test_ordinary_nodes_of_whoosh_answer_as_in_whoosh(
    pair: tuple[SearchIndex, SearchIndex], chance: Any, name: str
):
    ours, stock = pair
    rnd = random.Random(14)
    for _ in range(QUERIES // 10):
        tree = (NODES | ONLY_MATCHES)[name](rnd, chance)
        question = Question(tree, EVERYTHING)
        mine, theirs = ours._engine.search(question), stock._engine.search(question)
        assert {hit.ref for hit in mine.hits} == {hit.ref for hit in theirs.hits}, tree
        if name in NODES:
            same_order(mine, theirs)


def test_nodes_that_whoosh_gets_wrong_are_answered_by_their_meaning(
    pair: tuple[SearchIndex, SearchIndex], chance: Any
):
    """Whoosh 2.7.4 takes the best of two scores from two different documents, answers Require as AndNot, and drops

    the constant of a constant score where matches are walked one by one.
    """
    ours, _ = pair
    rnd = random.Random(16)

    def scores(tree: wq.Query) -> dict[str, float]:
        return {hit.ref: hit.score for hit in ours._engine.search(Question(tree, EVERYTHING)).hits}

    def close(found: dict[str, float], expected: dict[str, float]) -> bool:
        return found == pytest.approx(expected, rel=1e-4)

    for _ in range(QUERIES // 10):
        a, b = term(rnd, chance), term(rnd, chance)
        of_a, of_b = scores(a), scores(b)
        best = {ref: max(of_a.get(ref, 0), of_b.get(ref, 0)) for ref in of_a.keys() | of_b.keys()}
        both = {ref: of_a.get(ref, 0) + of_b.get(ref, 0) for ref in best}
        assert close(scores(wq.DisjunctionMax([a, b])), best)
        tied = {ref: best[ref] + 0.3 * (both[ref] - best[ref]) for ref in best}
        assert close(scores(wq.DisjunctionMax([a, b], tiebreak=0.3)), tied)
        assert close(scores(wq.Require(a, b)), {ref: of_a[ref] for ref in of_a.keys() & of_b.keys()})
        assert close(scores(wq.AndNot(a, b)), {ref: of_a[ref] for ref in of_a.keys() - of_b.keys()})
        constant = scores(wq.Or([wq.ConstantScoreQuery(a, 3.0), b]))
        assert close(constant, {ref: 3.0 * (ref in of_a) + of_b.get(ref, 0) for ref in best})


def test_number_ranges_of_whoosh_are_answered(pair: tuple[SearchIndex, SearchIndex]):
    ours, _ = pair
    expected = ours.search(q.Range(field="years", low=3, high=7, high_open=True), limit=EVERYTHING)
    found = ours._engine.search(Question(wq.NumericRange("years", 3, 7, endexcl=True), EVERYTHING))
    assert {hit.ref for hit in found.hits} == {hit.ref for hit in expected.hits}
    assert {hit.score for hit in found.hits} == {1.0}


@pytest.mark.parametrize(
    "tree",
    [
        wq.SpanFirst(wq.Term(WHOLE, "kafka")),
        wq.Regex(WHOLE, "k.*"),
        wq.Or([wq.Term(WHOLE, "kafka")], scale=0.5),
        wq.Term("salary", "high"),
        wq.NumericRange("salary", 1, 2),
        wq.NestedChildren(wq.Every(), wq.Every()),
        wq.Variations(WHOLE, "go"),
    ],
    ids=lambda tree: type(tree).__name__,
)
def test_what_is_not_covered_is_refused(pair: tuple[SearchIndex, SearchIndex], tree: wq.Query):
    with pytest.raises(QueryUnsupported):
        pair[0]._engine.search(Question(tree, 20))


def test_changes_and_merges_lose_nothing_and_bring_nothing_back(tmp_path: Path, chance: Any, capsys: Any):
    """A long life: adds, replacements, removals, reopenings; after each, what is found is what is held."""
    rnd = random.Random(15)
    commits, asked = (60, 40) if FULL else (16, 6)
    index = SearchIndex.create(tmp_path / "index", KEY)
    held: dict[str, q.IndexEntry] = {}
    for commit in range(commits):
        adds = [chance.entry(rnd, f"r{rnd.randint(0, 200):06d}") for _ in range(rnd.choice([1, 1, 2, 5, 40]))]
        removes = rnd.sample(sorted(held), min(len(held), rnd.choice([0, 0, 1, 10])))
        index.apply(adds, removes)
        for ref in removes:
            held.pop(ref)
        held |= {entry.ref: entry for entry in adds}
        if commit % 5 == 4:
            manifest = index.manifest
            index.close()
            index = SearchIndex.open(tmp_path / "index", manifest, KEY)
        leaves = index._engine.snapshot.leaves  # type: ignore[union-attr]  # our engine
        assert len(leaves) <= 8
        stock = ReferenceIndex.create(tmp_path / "stock", KEY)
        stock.apply(held.values())
        for _ in range(asked):
            question = Question(
                compiled(chance.query(rnd)), EVERYTHING, facets=("flag", "clearance"), sort="name"
            )
            mine, theirs = index._engine.search(question), stock._engine.search(question)
            assert [hit.ref for hit in mine.hits] == [hit.ref for hit in theirs.hits]
            assert mine.facets == theirs.facets
        assert index.entries() == len(held)
        stock.close()
    with capsys.disabled():
        print(f"\n  {commits} commits with {asked} queries after each, 0 differing answers", end="")
