"""Full-text search side by side. ``make bench-search SIZES="10000 100000" JSON=file``, or

    python tests/benchmarks/bench_search.py --sizes 10000 --engines muster,fts5 --json rows.jsonl

For each size: the build, twelve classes of questions (top 20; top 20 with four facets) with the sum of their hits,
memory, and for ours a page, completion and commits. Times are milliseconds, one process a step, one thread, warm.
Stock Whoosh only up to --whoosh-up-to entries: at 100,000 it takes half an hour to build.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

from search_corpus import FACETS, Corpus, Described, QuestionMaker  # noqa: E402  # a script beside it
from search_engines import (  # noqa: E402
    ENGINES,
    Engine,
    Muster,
    as_query,
    folder_bytes,
    fresh,
    tantivy_is_here,
)
from search_load import serve  # noqa: E402

from appliance.engines.fulltext import Manifest, highlight  # noqa: E402
from appliance.foundation.contracts.query import IndexEntry, Query  # noqa: E402

SAMPLE = 3000
QUESTIONS = 25
PIECE = 20_000


class Rows:
    """Measurements as they are made: printed later, written at once."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.rows: list[dict[str, Any]] = []

    def add(
        self, engine: str, size: int, measure: str, p50: float, p95: float | None = None, unit: str = "ms"
    ) -> None:
        row = {"subject": "search", "engine": engine, "size": size, "measure": measure, "p50": round(p50, 4)}
        row |= {"p95": None if p95 is None else round(p95, 4), "unit": unit}
        self.rows.append(row)
        if self._path:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def own_mb() -> float:
    """Memory of this process that no file stands behind, in MB."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return int(fields["Anonymous"].split()[0]) / 1000


def in_child(what: str, name: str, size: int, folder: Path, rows: Rows) -> None:
    """Each step in a process of its own, so that memory and warm caches of one do not count for another."""
    command = [sys.executable, __file__, "--child", what, name, str(size), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    for found in json.loads(done.stdout):
        rows.add(*found)


def in_pieces(size: int, took: list[float]) -> Iterator[IndexEntry]:
    """The corpus, a piece at a time; what making it took goes into ``took`` (milliseconds)."""
    start = time.perf_counter()
    entries = Corpus().entries(size)
    while piece := list(itertools.islice(entries, PIECE)):
        took.append((time.perf_counter() - start) * 1000)
        yield from piece
        start = time.perf_counter()
    took.append((time.perf_counter() - start) * 1000)


def build(name: str, size: int, folder: Path) -> list[tuple[Any, ...]]:
    engine = ENGINES[name]()
    making: list[float] = []
    took = timed(lambda: engine.build(in_pieces(size, making), fresh(folder))) - sum(making)
    found: list[tuple[Any, ...]] = [(name, size, "build, documents/s", size / took * 1000, None, "1/s")]
    found.append((name, size, "size on disk", folder_bytes(folder) / 1e6, None, "MB"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    found.append((name, size, "build, peak memory (with the corpus)", peak, None, "MB"))
    if isinstance(engine, Muster):
        manifest_of(folder).write_text(engine.manifest.model_dump_json())
    return found


def manifest_of(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.manifest"


def opened(name: str, folder: Path) -> Engine:
    engine = ENGINES[name]()
    if isinstance(engine, Muster):
        engine.manifest = Manifest.model_validate_json(manifest_of(folder).read_text())
    engine.open(folder)
    return engine


def ask(name: str, size: int, folder: Path) -> list[tuple[Any, ...]]:
    sample = list(Corpus().entries(SAMPLE))
    classes = QuestionMaker(sample).classes(QUESTIONS)
    before = own_mb()
    start = time.perf_counter()
    engine = opened(name, folder)
    found: list[tuple[Any, ...]] = [(name, size, "open", (time.perf_counter() - start) * 1000)]
    for measure, asked in classes.items():
        prepared = [engine.prepare(one) for one in asked]
        for mode, answer in (("top 20", engine.top), ("facets", engine.facets)):
            times = rounds([lambda one=one, answer=answer: answer(one) for one in prepared])
            found.append((name, size, f"{measure}, {mode}", percentile(times, 0.5), percentile(times, 0.95)))
        found.append(
            (name, size, f"{measure}, hits", float(sum(engine.total(one) for one in prepared)), None, "1")
        )
    found.append((name, size, "memory after the questions", own_mb() - before, None, "MB"))
    if name == "muster":
        found += page(size, engine, classes, sample)
    return found


def rounds(works: Sequence[Callable[[], object]]) -> list[float]:
    """Each piece of work once to get warm, then timed."""
    for work in works:
        work()
    return [timed(work) for work in works]


def page(
    size: int, engine: Engine, classes: dict[str, list[Described]], sample: list[IndexEntry]
) -> list[tuple[Any, ...]]:
    """What the engine has in a result page: search, four facets and twenty highlighted texts; completion; did you mean."""
    assert isinstance(engine, Muster)
    texts = [entry.texts["body"] for entry in sample[:20]]
    queries = [as_query(one) for name in ("common", "and3", "or5", "recruiter") for one in classes[name]]

    def whole(query: Query) -> None:
        engine.index.search(query, facets=FACETS)
        for text in texts:
            highlight(text, query)

    words = [one.fuzzy for one in classes["fuzzy"]]
    measures: dict[str, list[Callable[[], object]]] = {
        "page: search, 4 facets, 20 highlights": [lambda q=q: whole(q) for q in queries],
        "complete": [lambda w=w: engine.index.complete(w[:3]) for w in words],
        "did you mean": [lambda w=w: engine.index.suggest(w) for w in words],
        "more like this": [lambda e=e: engine.index.more_like(e.ref) for e in sample[:25]],
    }
    found: list[tuple[Any, ...]] = []
    for measure, works in measures.items():
        times = rounds(works)
        found.append(("muster", size, measure, percentile(times, 0.5), percentile(times, 0.95)))
    return found


def commit(name: str, size: int, folder: Path) -> list[tuple[Any, ...]]:
    """One and a hundred entries more, fsync included; half of them replace one that is there."""
    engine = opened(name, folder)
    assert isinstance(engine, Muster)
    entries = list(Corpus().entries(1000))
    changed = [e.model_copy(update={"ref": e.ref if i % 2 else f"new_{i}"}) for i, e in enumerate(entries)]
    one = [timed(lambda e=e: engine.index.apply([e])) for e in changed[:100]]
    hundred = [timed(lambda i=i: engine.index.apply(changed[i : i + 100])) for i in range(0, 1000, 100)]
    gone = timed(lambda: engine.index.apply([], [changed[1].ref]))
    return [
        (name, size, "commit of 1", percentile(one, 0.5), percentile(one, 0.95)),
        (name, size, "commit of 100", percentile(hundred, 0.5), percentile(hundred, 0.95)),
        (name, size, "erasure of 1", gone),
    ]


def load(name: str, size: int, folder: Path) -> list[tuple[Any, ...]]:
    """Mixed questions from eight clients at once, through waitress; FTS5 is left out, its connection has one thread."""
    classes = QuestionMaker(list(Corpus().entries(SAMPLE))).classes(QUESTIONS)
    engine = opened(name, folder)
    asked = [one for several in zip(*classes.values(), strict=True) for one in several]
    answers = [partial(engine.top, engine.prepare(one)) for one in asked]
    for answer in answers:
        answer()
    rate, middle, high = serve(answers)
    return [
        (name, size, "requests/s, 8 clients, mixed questions", rate, None, "1/s"),
        (name, size, "latency, 8 clients, mixed questions", middle, high),
    ]


CHILDREN = {"build": build, "ask": ask, "commit": commit, "load": load}


def table(rows: list[dict[str, Any]], size: int) -> None:
    here = [row for row in rows if row["size"] == size]
    engines = list(dict.fromkeys(row["engine"] for row in here))
    measures = list(dict.fromkeys(row["measure"] for row in here))
    print(f"\n{size:,} documents, p50/p95\n")
    print("| measure | " + " | ".join(engines) + " |\n|---|" + "---|" * len(engines))
    for measure in measures:
        cells = []
        for engine in engines:
            row = next((r for r in here if r["engine"] == engine and r["measure"] == measure), None)
            cells.append(
                "–"
                if row is None
                else f"{row['p50']:,.4g}" + (f"/{row['p95']:,.4g}" if row["p95"] is not None else "")
            )
        unit = next(r["unit"] for r in here if r["measure"] == measure)
        print(f"| {measure} ({unit}) | " + " | ".join(cells) + " |")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = (os.environ.get("SIZES") or "10000").split()
    parser.add_argument("--sizes", type=int, nargs="+", default=[int(size) for size in sizes])
    parser.add_argument("--engines", default="muster,whoosh,fts5,tantivy")
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON") or None)
    parser.add_argument("--whoosh-up-to", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder for the indexes, kept")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        what, name, size, folder = options.child
        print(json.dumps(CHILDREN[what](name, int(size), Path(folder))))
        return 0
    names = [name for name in options.engines.split(",") if name != "tantivy" or tantivy_is_here()]
    rows = Rows(options.json)
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        place.mkdir(exist_ok=True)
        for size in options.sizes:
            here = [name for name in names if name != "whoosh" or size <= options.whoosh_up_to]
            threaded = [name for name in here if name in {"muster", "tantivy"}]
            ours = [name for name in here if name == "muster"]
            for what, some in (("build", here), ("ask", here), ("load", threaded), ("commit", ours)):
                for name in some:
                    in_child(what, name, size, place / f"{name}-{size}", rows)
            table(rows.rows, size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
