"""The short ways to an answer: what they pass over would not have been in it."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from appliance.engines.fulltext.index import SearchIndex
from appliance.engines.fulltext.vector import contending, sequences
from appliance.foundation.contracts.query import (
    And,
    Facet,
    Hits,
    IndexEntry,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Range,
    Word,
)

KEY = b"k" * 32
COUNT = 900
WORDS = (
    "alder",
    "birch",
    "cedar",
    "dogwood",
    "elm",
    "fir",
    "gum",
    "hazel",
    "ivy",
    "juniper",
    "kapok",
    "larch",
)
DEPTHS = (1, 3, 20)
QUESTIONS = 120
ALL_AT_ONCE = 1 << 40


def texts() -> list[list[str]]:
    """Some words in nearly every text and often, some in few; up to a thousand words long, so that places repeat modulo 64."""
    rnd = random.Random(5)
    shares = [1 / (k + 1) for k in range(len(WORDS))]
    return [
        rnd.choices((*WORDS, f"single{n}"), (*shares, 0.2), k=rnd.choice([3, 9, 70, 300, 1000]))
        for n in range(COUNT)
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    made = SearchIndex.create(Path(tmp_path_factory.mktemp("contending")) / "index", KEY)
    made.apply(
        IndexEntry(
            ref=f"cand_{n:04d}",
            texts={"body": " ".join(words)},
            numbers={"years": float(n % 30)},
            facets={"kind": ("candidate",), "clearance": ("secret",) if n % 3 else ()},
        )
        for n, words in enumerate(texts())
    )
    return made


def questions() -> list[Query]:
    """Unions, intersections and both in each other, narrowed in every way."""
    rnd = random.Random(17)

    def words(count: int) -> tuple[Word, ...]:
        return tuple(Word(text=word) for word in rnd.sample(WORDS, count))

    found: list[Query] = []
    for _ in range(QUESTIONS):
        query: Query = rnd.choice([Or, And])(items=words(rnd.randint(2, 6)))
        if rnd.random() < 0.3:
            query = And(items=(query, Or(items=words(3))))
        if rnd.random() < 0.2:
            query = Or(items=(query, *words(2)))
        if rnd.random() < 0.3:
            query = And(items=(query, Not(item=words(1)[0])))
        if rnd.random() < 0.3:
            query = And(
                items=(query, Facet(field="clearance", any_of=("secret",)), Range(field="years", low=4))
            )
        found.append(query)
    return [
        *found,
        Prefix(text="single"),
        Prefix(text="c"),
        Or(items=(Prefix(text="d"), Prefix(text="single1"))),
    ]


def asked(index: SearchIndex, query: Query, limit: int, *, counted: bool) -> Hits:
    return index.search(query, limit=limit, facets=("clearance",) if counted else ())


@pytest.mark.parametrize("erased", [False, True], ids=["whole", "with gaps"])
def test_who_is_passed_over_by_rough_scores_is_not_among_the_best(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, erased: bool
) -> None:
    if erased:
        index = SearchIndex.create(tmp_path / "index", KEY)
        index.apply(
            IndexEntry(ref=f"cand_{n:04d}", texts={"body": " ".join(words)}, numbers={}, facets={})
            for n, words in enumerate(texts())
        )
        index.apply(
            [
                IndexEntry(ref=f"cand_{n:04d}", texts={"body": "elm"}, numbers={}, facets={})
                for n in range(0, 40, 7)
            ]
        )
    passed_over = 0
    reaching = contending._reaching

    def watched(*question: object) -> object:
        nonlocal passed_over
        found = reaching(*question)  # type: ignore[arg-type]  # as it was called
        passed_over += found is not None
        return found

    monkeypatch.setattr(contending, "_reaching", watched)
    for query in questions():
        for limit in DEPTHS:
            for counted in (False, True):
                monkeypatch.setattr(contending, "_MANY", ALL_AT_ONCE)
                slow = asked(index, query, limit, counted=counted)
                monkeypatch.setattr(contending, "_MANY", 1)
                assert asked(index, query, limit, counted=counted) == slow
    print(f"\n  {passed_over} answers by rough scores, 0 differences")
    assert passed_over > QUESTIONS


def test_a_phrase_asked_for_again_finds_the_same_by_what_was_kept(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By signs and marks after some times, without them at first, and as the texts say."""
    rnd = random.Random(3)
    written, found = texts(), 0
    for _ in range(60):
        monkeypatch.setattr(sequences, "_MANY", rnd.choice([1, 20, 100]))
        phrase = rnd.choices(WORDS, k=rnd.choice([2, 2, 3]))
        if rnd.random() < 0.3:
            phrase[rnd.randrange(len(phrase))] = f"single{rnd.randrange(COUNT)}"
        meant = {
            f"cand_{n:04d}"
            for n, words in enumerate(written)
            if any(words[i : i + len(phrase)] == phrase for i in range(len(words)))
        }
        for inside in (
            Phrase(text=" ".join(phrase)),
            And(items=(Word(text=phrase[0]), Phrase(text=" ".join(phrase)))),
        ):
            answers = [index.search(inside, limit=COUNT) for _ in range(4)]
            assert {hit.ref for hit in answers[0].hits} == meant, phrase
            assert all(again == answer for answer, again in pairwise(answers)), phrase
        found += len(meant)
    print(f"\n  60 phrases, {found} hits, 0 differences")
    assert found > COUNT
