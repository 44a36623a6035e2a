"""Who comes first for a posting: 72 short postings of our own against a folder of résumés filed by occupation.

The folder holds ``categories.csv`` (columns ``id`` and ``category``) and the files, in it or below. A résumé is relevant
when it is filed under the posting's category: where somebody was filed, not what they can do. Peers in the same run:
BM25 (k1 1.2, b .75) of the posting's title and of all its words.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench_reading_frame import Counts, Rows

from appliance.engines.reading import read_document
from appliance.foundation.contracts.facts import Fact
from appliance.recruiting.matching import compare
from appliance.wiring import new_jail, read_alone

TODAY = "2026-03-02"
GOAL, TOP = 0.52, 10
K1, B = 1.2, 0.75
QUERIES = Path(__file__).with_name("reading_occupations.jsonl")


class Filed(NamedTuple):
    category: str
    facts: tuple[Fact, ...]
    text: str
    words: Counter[str]


def folders(data: Path) -> Iterator[Path]:
    """Folders of résumés filed by occupation."""
    yield from sorted(p.parent for p in data.rglob("categories.csv"))


def measure(folder: Path, rows: Rows) -> None:
    """nDCG@10 of ours and of the peers, each over all postings whose category is there."""
    filed = _filed(folder)
    queries = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]
    queries = [q for q in queries if any(f.category == q["category"] for f in filed.values())]
    subject = f"{folder.name}, by occupation"
    for engine, scorer in (("muster", _ours), ("BM25, title", _title), ("BM25, whole posting", _whole)):
        counts = []
        for query in queries:
            points = scorer(query, filed)
            ranked = sorted(filed, key=lambda i, p=points: (-p[i], i))  # type: ignore[misc]  # p is bound here
            counts.append(Counts(_ndcg([filed[i].category == query["category"] for i in ranked]), 1, 1))
        rows.score(subject, engine, f"nDCG@{TOP}", counts, GOAL if engine == "muster" else None, "accuracy")


def _filed(folder: Path) -> dict[str, Filed]:
    with (folder / "categories.csv").open(encoding="utf-8", newline="") as file:
        categories = {r["id"]: r["category"] for r in csv.DictReader(file)}
    paths = [p for p in sorted(folder.rglob("*")) if p.stem in categories and p.suffix != ".csv"]
    found = {}
    jail = new_jail(2)
    try:
        for path, answer in [(p, read_alone(jail, p, "resume")) for p in paths]:
            reading = answer()
            text = reading.layout.text
            found[path.stem] = Filed(categories[path.stem], reading.facts, text, Counter(_words(text)))
    finally:
        jail.close()
    return found


def _posting(query: dict[str, Any]) -> str:
    return query["title"] + "\n\nRequirements\n" + "\n".join(f"- {a}" for a in query["asked"])


def _ours(query: dict[str, Any], filed: dict[str, Filed]) -> dict[str, float]:
    posting = read_document(_posting(query).encode(), "txt", "posting").posting
    if posting is None:
        raise ValueError("no posting")
    return {
        i: compare(posting.title, posting.requirements, f.facts, TODAY, f.text).score.total
        for i, f in filed.items()
    }


def _title(query: dict[str, Any], filed: dict[str, Filed]) -> dict[str, float]:
    return _bm25(_words(query["title"]), filed)


def _whole(query: dict[str, Any], filed: dict[str, Filed]) -> dict[str, float]:
    return _bm25(_words(_posting(query)), filed)


def _bm25(wanted: list[str], filed: dict[str, Filed]) -> dict[str, float]:
    """Robertson and Zaragoza 2009, with the idf of Lucene."""
    lengths = {i: sum(f.words.values()) for i, f in filed.items()}
    mean = sum(lengths.values()) / len(lengths)
    points = dict.fromkeys(filed, 0.0)
    for word in set(wanted):
        having = [i for i, f in filed.items() if word in f.words]
        idf = math.log(1 + (len(filed) - len(having) + 0.5) / (len(having) + 0.5))
        for i in having:
            count = filed[i].words[word]
            points[i] += idf * count * (K1 + 1) / (count + K1 * (1 - B + B * lengths[i] / mean))
    return points


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9+#]{2,}", text.casefold())


def _ndcg(relevant: list[bool]) -> float:
    gain = sum(r / math.log2(n + 2) for n, r in enumerate(relevant[:TOP]))
    return gain / sum(1 / math.log2(n + 2) for n in range(min(TOP, sum(relevant))))
