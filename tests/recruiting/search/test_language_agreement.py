"""Two readings of a query, the index and plain Python, find the same entries. ``MUSTER_FULL=1`` asks many more."""

from __future__ import annotations

import collections
import os
import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.engines.fulltext import SearchIndex
from appliance.engines.knowledge import load
from appliance.foundation.contracts import query as q
from appliance.recruiting.search.errors import QueryError
from appliance.recruiting.search.language import matches, normal, parse, unparse
from appliance.recruiting.search.second_reading import Places, places_of
from appliance.recruiting.search.vocabulary import FIELDS
from appliance.recruiting.search.widening import widened

KEY = b"k" * 32
FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
ENTRIES, QUESTIONS = (80, 20_000) if FULL else (80, 250)
TEXTS = 100_000 if FULL else 250
TYPED = (
    "python kafka java C++ C# .NET node.js nodejs CI/CD TS/SCI tssci AT&T O'Neil oneil full-stack fullstack full stack "
    "head of sales the and engineer engineers company companies kubernetes Kubernets résumé resume 3.11 10,000 "
    "ada@example.com ada example a-b-c data big-data lead, (lead) Ph.D. master's dev dev/ops"
)
WORDS = TYPED.split()


def words(rnd: random.Random, most: int) -> str:
    text = " ".join(rnd.choice(WORDS) for _ in range(rnd.randint(0, most)))
    return text if rnd.random() < 0.7 else text.replace(" ", "\n", 1)


def random_entry(rnd: random.Random, number: int) -> q.IndexEntry:
    texts = {name: words(rnd, 14 if name == "body" else 3) for name in q.TEXT_FIELDS if rnd.random() < 0.6}
    numbers = {"added": float(rnd.randint(0, 9))} if rnd.random() < 0.9 else {}
    if rnd.random() < 0.8:
        numbers["years"] = rnd.choice([0.0, 2.5, 3.0, 5.0, 5.5, 12.0])
    facets = {name: tuple(rnd.sample("abcd", rnd.randint(0, 2))) for name in ("kind", "clearance", "flag")}
    return q.IndexEntry(ref=f"r{number:04d}", texts=texts, numbers=numbers, facets=facets)


field = st.sampled_from(["", "", "", *q.TEXT_FIELDS])
word = st.sampled_from(WORDS)
bound = st.none() | st.sampled_from([0.0, 2.5, 3.0, 5.0, 6.0])
leaf: st.SearchStrategy[q.Query] = st.one_of(
    st.builds(q.Word, text=word, field=field),
    st.builds(q.Word, text=word, field=field),
    st.builds(q.Phrase, text=st.lists(word, max_size=3).map(" ".join), field=field, slop=st.integers(0, 4)),
    st.builds(
        q.Prefix, text=word.flatmap(lambda w: st.integers(1, len(w)).map(lambda n: w[:n])), field=field
    ),
    st.builds(q.Fuzzy, text=word, field=field),
    st.builds(q.Near, left=word, right=word, distance=st.integers(1, 9), field=field),
    st.builds(
        q.Range,
        field=st.sampled_from(q.NUMBER_FIELDS),
        low=bound,
        high=bound,
        low_open=st.booleans(),
        high_open=st.booleans(),
    ),
    st.builds(
        q.Facet,
        field=st.sampled_from(["kind", "clearance", "flag", "place"]),
        any_of=st.lists(st.sampled_from("abcde"), max_size=3).map(tuple),
    ),
    st.sampled_from([q.Everything(), q.Nothing()]),
)
tree: st.SearchStrategy[q.Query] = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(q.And, items=st.lists(inner, max_size=4).map(tuple)),
        st.builds(q.Or, items=st.lists(inner, max_size=4).map(tuple)),
        st.builds(q.Not, item=inner),
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module")
def read() -> collections.Counter[str]:
    """How many texts were read, and how many refused."""
    return collections.Counter()


Read = tuple[q.IndexEntry, Mapping[str, Places]]
Both = tuple[SearchIndex, list[Read]]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """An index grown in five commits, with replacements and removals, and what it holds, read once."""
    rnd = random.Random(4)
    folder: Path = tmp_path_factory.mktemp("agreement") / "index"
    index = SearchIndex.create(folder, KEY)
    held: dict[str, q.IndexEntry] = {}
    for commit in range(5):
        adds = [random_entry(rnd, rnd.randint(0, ENTRIES)) for _ in range(ENTRIES // 4)]
        removes = rnd.sample(sorted(held), min(len(held), 3)) if commit % 2 else []
        index.apply(adds, removes)
        for ref in removes:
            held.pop(ref)
        held |= {entry.ref: entry for entry in adds}
    yield index, [(held[ref], places_of(held[ref])) for ref in sorted(held)]
    index.close()


@settings(deadline=None, max_examples=QUESTIONS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=tree, scope=st.none() | leaf)
def test_both_readings_find_the_same(both: Both, query: q.Query, scope: q.Query | None):
    index, entries = both
    expected = [
        entry
        for entry, places in entries
        if matches(query, entry, places) and (scope is None or matches(scope, entry, places))
    ]
    hits = index.search(query, limit=10_000, facets=("kind",), scope=scope)
    assert sorted(hit.ref for hit in hits.hits) == [entry.ref for entry in expected]
    assert hits.total == len(expected)
    counts: dict[str, int] = {}
    for entry in expected:
        for value in set(entry.facets["kind"]):
            counts[value] = counts.get(value, 0) + 1
    assert hits.facets == {"kind": counts}


@settings(deadline=None, max_examples=QUESTIONS)
@given(query=tree)
def test_the_normal_form_means_the_same(query: q.Query):
    rnd = random.Random(8)
    for number in range(10):
        entry = random_entry(rnd, number)
        assert matches(normal(query), entry) == matches(query, entry)


SIGNS = (
    "AND", "or", "NOT", "-", "(", ")", '"', "*", "~", "~3", "NEAR/4", "near", ":", "|", "&", ">=", "..", "5", "3..15", "2026-03",
    "90d", "any", "none", "secret", "master", *(f"{name}:" for name in FIELDS), "nosuch:",
)  # fmt: skip
typed = st.lists(st.one_of(word, word, st.sampled_from(SIGNS), st.text(max_size=4)), max_size=9).flatmap(
    lambda parts: st.sampled_from((" ", " ", "")).map(lambda between: between.join(parts))
)


def read_or_refused(text: str) -> q.Query | QueryError:
    """What a text is, and nothing else: any other exception fails the test."""
    try:
        return parse(text, date(2026, 3, 2))
    except QueryError as refusal:
        return refusal


@settings(deadline=None, max_examples=TEXTS, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=typed)
def test_any_text_is_read_the_same_twice_or_refused_with_a_place(
    both: Both, read: collections.Counter[str], text: str
):
    index, entries = both
    found = read_or_refused(text)
    if isinstance(found, QueryError):
        assert 0 <= found.position <= len(text)
        assert found.sentence
        assert found.mend
        read["refused"] += 1
        return
    query = found
    read["read"] += 1
    assert parse(unparse(query), date(2026, 3, 2)) == query
    run, _ = widened(query, (), load())
    for one in {query, normal(run)}:
        expected = [entry.ref for entry, places in entries if matches(one, entry, places)]
        assert sorted(hit.ref for hit in index.search(one, limit=10_000).hits) == expected


def test_how_much_was_compared(
    both: Both,
    read: collections.Counter[str],
    capsys: pytest.CaptureFixture[str],
):
    index, entries = both
    assert index.entries() == len(entries)
    with capsys.disabled():
        print(
            f"\n  two readings: {QUESTIONS} random queries over {len(entries)} entries, 0 differences; of "
            f"{sum(read.values())} random texts {read['read']} read and {read['refused']} refused, 0 exceptions",
            end="",
        )
