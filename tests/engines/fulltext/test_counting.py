"""Counts of facets: the quick way by rows of bits counts what asking each document counts."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from appliance.engines.fulltext.index import SearchIndex
from appliance.engines.fulltext.vector import counting
from appliance.engines.fulltext.vector.engine import VectorEngine
from appliance.foundation.contracts.query import Everything, IndexEntry, Or, Range, Word

KEY = b"k" * 32
COUNT = 700
FACETS = ("clearance", "skill_id", "place", "flag", "requisition")


def entries() -> list[IndexEntry]:
    """Values that all, many, few and single entries hold, of facets with one and with several."""
    rnd = random.Random(7)
    return [
        IndexEntry(
            ref=f"cand_{n:04d}",
            texts={"body": rnd.choice(["python rust", "python", "golang rust", "cobol"])},
            numbers={"added": float(n)},
            facets={
                "kind": ("candidate",),
                "clearance": ("secret",) if n % 3 else (),
                "skill_id": tuple(
                    f"s{k}" for k in sorted({min(int(rnd.paretovariate(0.6)), 300) for _ in range(n % 9)})
                ),
                "place": (f"place {n % 40}",),
                "requisition": ("R-0001",) if n % 50 == 0 else (),
            },
        )
        for n in range(COUNT)
    ]


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SearchIndex:
    monkeypatch.setattr(counting, "SMALL", 100)
    made = SearchIndex.create(tmp_path / "index", KEY)
    made.apply(entries())
    made.apply([], ["cand_0007", "cand_0350"])
    return made


def test_rows_of_bits_count_what_the_values_of_each_document_say(index: SearchIndex) -> None:
    assert isinstance(index._engine, VectorEngine)
    rnd = np.random.default_rng(11)
    by_bits = by_values = 0
    for leaf in index._engine.snapshot.leaves:
        segment = leaf.segment
        for name in FACETS:
            facet, rows = segment.facet(name), counting.rows_of(segment, name)
            assert rows is not None
            for share in (1.0, 0.6, 0.2, 0.03, 0.002):
                ids = np.flatnonzero(rnd.random(segment.documents) < share).astype(np.uint32)
                crowd = counting.Crowd(segment.documents, ids)
                plain = counting.plain(facet, ids).tolist()
                assert rows.count(crowd).tolist() == plain, (name, share)
                assert rows.by_bits(crowd).tolist() == plain, (name, share)
                by_bits += rows.is_quick(crowd)
                by_values += not rows.is_quick(crowd)
    assert by_bits > 3
    assert by_values > 3


def test_counts_are_those_of_the_living_entries_within_the_other_filters(index: SearchIndex) -> None:
    query = Or(items=(Word(text="python"), Word(text="cobol")))
    filters = {"place": ("place 3", "place 8"), "clearance": ("secret",)}
    found = index.search(query, facets=FACETS, facet_filters=filters, scope=Range(field="added", low=20.0))
    living = [
        e
        for e in entries()
        if e.ref not in {"cand_0007", "cand_0350"}
        and e.numbers["added"] >= 20
        and {"python", "cobol"} & set(e.texts["body"].split())
    ]
    for name in FACETS:
        wanted: dict[str, int] = {}
        for one in living:
            others = {field: values for field, values in filters.items() if field != name}
            if all(set(values) & set(one.facets.get(field, ())) for field, values in others.items()):
                for value in one.facets.get(name, ()):
                    wanted[value] = wanted.get(value, 0) + 1
        assert found.facets[name] == wanted, name


def test_a_segment_too_small_for_rows_counts_the_same(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_rows = index.search(Everything(), facets=FACETS).facets
    monkeypatch.setattr(counting, "SMALL", 10 * COUNT)
    assert index.search(Everything(), facets=FACETS).facets == with_rows
