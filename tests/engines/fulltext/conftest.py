"""Random entries and questions over a small vocabulary, in which everything occurs often enough to go wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from appliance.foundation.contracts import query as q

WORDS = [
    f"{a}{b}"
    for a in ("kaf", "pyth", "jav", "rus", "go", "doc", "sca", "spa")
    for b in ("ka", "on", "a", "t", "er", "la", "rk")
]


def some_words(rnd: random.Random, count: int) -> str:
    return " ".join(WORDS[min(int(rnd.paretovariate(0.5)) - 1, len(WORDS) - 1)] for _ in range(count))


def random_entry(rnd: random.Random, ref: str) -> q.IndexEntry:
    texts = {
        name: some_words(rnd, rnd.randint(1, 4))
        for name in ("name", "title", "employer")
        if rnd.random() < 0.7
    }
    texts["skill"] = "\n".join(some_words(rnd, 1) for _ in range(rnd.randint(0, 4)))
    texts["body"] = some_words(rnd, rnd.randint(0, 60))
    numbers = {"years": float(rnd.randint(0, 12))} if rnd.random() < 0.8 else {}
    facets = {
        "kind": ("candidate",),
        "clearance": tuple(rnd.sample(["secret", "tssci", "confidential"], rnd.randint(0, 1))),
        "flag": tuple(rnd.sample(["a", "b", "c", "d"], rnd.randint(0, 3))),
    }
    return q.IndexEntry(
        ref=ref, texts=texts, numbers=numbers | {"added": float(rnd.randint(0, 50))}, facets=facets
    )


def random_leaf(rnd: random.Random) -> q.Query:
    field = rnd.choice(["", "", "", "title", "skill", "employer"])
    kind = rnd.randint(0, 8)
    if kind == 0:
        return q.Phrase(text=some_words(rnd, rnd.randint(2, 3)), field=field, slop=rnd.choice([0, 0, 1, 3]))
    if kind == 1:
        return q.Prefix(text=rnd.choice(WORDS)[: rnd.randint(1, 4)], field=field)
    if kind == 2:
        return q.Fuzzy(text=rnd.choice(WORDS), field=field)
    if kind == 3:
        return q.Near(
            left=rnd.choice(WORDS), right=rnd.choice(WORDS), distance=rnd.randint(1, 8), field=field
        )
    if kind == 4:
        return q.Range(
            field="years",
            low=float(rnd.randint(0, 6)),
            high=float(rnd.randint(4, 12)),
            low_open=rnd.random() < 0.5,
        )
    if kind == 5:
        return q.Facet(field="flag", any_of=tuple(rnd.sample("abcde", rnd.randint(1, 2))))
    return q.Word(text=rnd.choice(WORDS), field=field)


def random_query(rnd: random.Random, depth: int = 3) -> q.Query:
    if depth == 0 or rnd.random() < 0.3:
        return random_leaf(rnd)
    items = tuple(random_query(rnd, depth - 1) for _ in range(rnd.randint(2, 4)))
    match rnd.randint(0, 4):
        case 0 | 1:
            return q.And(items=items)
        case 2 | 3:
            return q.Or(items=items)
        case _:
            return q.And(items=(items[0], q.Not(item=items[1])))


@dataclass(frozen=True)
class Chance:
    """The generators, for tests to use."""

    words: list[str]
    some_words: Callable[[random.Random, int], str]
    entry: Callable[[random.Random, str], q.IndexEntry]
    leaf: Callable[[random.Random], q.Query]
    query: Callable[[random.Random], q.Query]


@pytest.fixture(scope="session")
def chance() -> Chance:
    return Chance(WORDS, some_words, random_entry, random_leaf, random_query)
