"""Another engine, SQLite's FTS5, finds the same entries for every kind of question that both know.

Entries are added, replaced and removed in several commits, so that segments, deletions and merges are in it.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from appliance.engines.fulltext import SearchIndex
from appliance.foundation.contracts import query as q

KEY = b"k" * 32
FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
ENTRIES, QUESTIONS = (10_000, 2_000) if FULL else (300, 200)
COLUMNS = ("title", "employer", "body")
COMMITS = 6


def entry(rnd: random.Random, chance: Any, number: int) -> q.IndexEntry:
    counts = {"title": rnd.randint(0, 4), "employer": rnd.randint(0, 3), "body": rnd.randint(0, 60)}
    texts = {name: chance.some_words(rnd, count) for name, count in counts.items()}
    return q.IndexEntry(ref=f"r{number:06d}", texts=texts, numbers={}, facets={})


@pytest.fixture(scope="module")
def both(
    tmp_path_factory: pytest.TempPathFactory, chance: Any
) -> Iterator[tuple[SearchIndex, sqlite3.Connection]]:
    """Both engines after the same changes."""
    rnd = random.Random(31)
    index = SearchIndex.create(tmp_path_factory.mktemp("fts5") / "index", KEY)
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE VIRTUAL TABLE entries USING fts5(ref UNINDEXED, {', '.join(COLUMNS)})")
    held: set[str] = set()
    for _ in range(COMMITS):
        adds = {e.ref: e for e in (entry(rnd, chance, rnd.randrange(ENTRIES)) for _ in range(ENTRIES // 3))}
        removes = set(rnd.sample(sorted(held), len(held) // 10)) - set(adds)
        index.apply(adds.values(), removes)
        held = (held | set(adds)) - removes
        db.executemany("DELETE FROM entries WHERE ref = ?", [(ref,) for ref in {*removes, *adds}])
        rows = [(e.ref, *(e.texts[name] for name in COLUMNS)) for e in adds.values()]
        db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?)", rows)
    yield index, db
    index.close()
    db.close()


def leaf(rnd: random.Random, chance: Any) -> tuple[q.Query, str]:
    """A word, phrase, prefix or pair of neighbours, in one field or in any: as our query and as FTS5 spells it."""
    field = rnd.choice(["", "", "title", "employer"])
    where = f"{field}: " if field else ""
    word, other = rnd.choice(chance.words), rnd.choice(chance.words)
    match rnd.randint(0, 4):
        case 0:
            text = chance.some_words(rnd, rnd.randint(2, 3))
            return q.Phrase(text=text, field=field), f'{where}"{text}"'
        case 1:
            start = word[: rnd.randint(1, 4)]
            return q.Prefix(text=start, field=field), f'{where}"{start}"*'
        case 2 if word != other:
            near = rnd.randint(1, 8)  # FTS5 counts the words between
            return (
                q.Near(left=word, right=other, distance=near, field=field),
                f'{where}NEAR("{word}" "{other}", {near - 1})',
            )
        case _:
            return q.Word(text=word, field=field), f'{where}"{word}"'


def question(rnd: random.Random, chance: Any, depth: int = 3) -> tuple[q.Query, str]:
    """Nested AND, OR and AND NOT over leaves."""
    if not depth or rnd.random() < 0.3:
        return leaf(rnd, chance)
    parts = [question(rnd, chance, depth - 1) for _ in range(rnd.randint(2, 3))]
    ours, theirs = tuple(part[0] for part in parts), [f"({part[1]})" for part in parts]
    match rnd.randint(0, 2):
        case 0:
            return q.And(items=ours), " AND ".join(theirs)
        case 1:
            return q.Or(items=ours), " OR ".join(theirs)
        case _:
            return q.And(items=(ours[0], q.Not(item=ours[1]))), f"{theirs[0]} NOT {theirs[1]}"


def test_random_questions_find_the_same_entries(
    both: tuple[SearchIndex, sqlite3.Connection], chance: Any, capsys: Any
):
    index, db = both
    rnd = random.Random(32)
    hits = found_something = 0
    for _ in range(QUESTIONS):
        ours, theirs = question(rnd, chance)
        expected = {ref for (ref,) in db.execute("SELECT ref FROM entries WHERE entries MATCH ?", (theirs,))}
        found = {hit.ref for hit in index.search(ours, limit=1_000_000).hits}
        assert found == expected, theirs
        hits += len(found)
        found_something += bool(found)
    assert found_something > QUESTIONS // 2
    with capsys.disabled():
        print(
            f"\n  against FTS5: {QUESTIONS} random questions over {index.entries()} entries, {hits} hits, 0 differences",
            end="",
        )
