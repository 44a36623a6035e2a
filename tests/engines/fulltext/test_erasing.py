"""Whoever is removed is gone: no word, value or name of theirs, of any version, is in any file of the index."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from appliance.engines.fulltext import Manifest, SearchIndex
from appliance.foundation.contracts.query import IndexEntry, Word

KEY = b"k" * 32
FULL = os.environ.get("MUSTER_FULL") == "1"
pytestmark = pytest.mark.timeout(4000 if FULL else 120)
COMMITS = 1000 if FULL else 25
PEOPLE = 60


def needle(person: int, version: int) -> str:
    return f"zq{person:04d}v{version:04d}qz"


def entry(rnd: random.Random, chance: Any, person: int, version: int) -> IndexEntry:
    word = needle(person, version)
    texts = {
        "name": f"{word}n",
        "title": f"engineer {word}t",
        "skill": f"python\n{word}s",
        "body": f"{chance.some_words(rnd, 20)} {word}, {word}@example.com Full-{word}",
    }
    facets = {"place": (f"{word} City",), "kind": ("candidate",)}
    return IndexEntry(ref=f"person{person:04d}", texts=texts, numbers={}, facets=facets)


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_no_word_of_whoever_was_removed_is_left(tmp_path: Path, chance: Any, capsys: Any):
    folder = tmp_path / "index"
    rnd = random.Random(41)
    index = SearchIndex.create(folder, KEY)
    versions: dict[int, list[int]] = {}  # of those who are there: every version since they came
    removed = looked_for = 0
    gone: list[str] = []
    for commit in range(COMMITS):
        adds = rnd.sample(range(PEOPLE), rnd.choice([1, 1, 3, 12]))
        removes = rnd.sample(sorted(versions), min(len(versions), rnd.choice([0, 0, 1, 5])))
        removes = [person for person in removes if person not in adds]
        index.apply([entry(rnd, chance, p, commit) for p in adds], [f"person{p:04d}" for p in removes])
        for person in removes:
            gone += [needle(person, version) for version in versions.pop(person)]
            gone.append(f"person{person:04d}")
            removed += 1
        for person in adds:
            versions.setdefault(person, []).append(commit)
            if f"person{person:04d}" in gone:
                gone.remove(f"person{person:04d}")  # they came back
        there = everything_on_disk(folder)
        if removes:
            looked_for += len(gone)
            left = [word for word in gone if word.encode() in there]
            assert not left
        for person, known in versions.items():
            assert needle(person, known[-1]).encode() in there
        if commit % 7 == 6:
            manifest = Manifest.model_validate_json(index.manifest.model_dump_json())
            index.close()
            index = SearchIndex.open(folder, manifest, KEY)
        gone = gone[-2000:]
    for person, known in versions.items():
        assert index.search(Word(text=needle(person, known[-1]))).total == 1
    index.close()
    assert removed
    with capsys.disabled():
        print(
            f"\n  {removed} erased in {COMMITS} commits, {looked_for} times one of their words looked for"
            " in every file, 0 found",
            end="",
        )
