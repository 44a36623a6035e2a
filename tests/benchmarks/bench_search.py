"""Full-text search side by side. ``make bench-search SIZES="10000 100000" JSON=file``, or

    python tests/benchmarks/bench_search.py --sizes 10000 --engines muster,fts5 --json rows.jsonl

For each size: the build, one and a hundred entries added, twelve classes of questions (top 20; top 20 with four
facets), memory, and whether the engines that can be compared find equally many. Times are milliseconds, one process,
one thread, warm. Stock Whoosh only up to 100,000 (and there it takes a quarter of an hour to build: --whoosh-up-to).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

from search_corpus import Corpus, Described, QuestionMaker
from search_engines import ENGINES, Engine, Muster, folder_bytes, fresh, tantivy_is_here

from appliance.foundation.contracts.query import IndexEntry

SAMPLE = 3000
QUESTIONS = 25


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


def private_mb() -> float:
    """Memory of this process that no file stands behind, in MB."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return int(fields["Anonymous"].split()[0]) / 1000


def in_child(work: Callable[[], list[tuple[Any, ...]]], rows: Rows) -> None:
    """Each engine in a process of its own, so that memory can be told apart."""
    read, write = os.pipe()
    if not (child := os.fork()):
        status = 1
        try:
            os.close(read)
            with os.fdopen(write, "w") as pipe:
                json.dump(work(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    if os.waitpid(child, 0)[1]:
        raise SystemExit("an engine failed")
    for found in json.loads(text):
        rows.add(*found)


def build(name: str, size: int, folder: Path, entries: list[IndexEntry]) -> list[tuple[Any, ...]]:
    engine = ENGINES[name]()
    took = timed(lambda: engine.build(entries, fresh(folder)))
    found = [(name, size, "build, documents/s", size / took * 1000, None, "1/s")]
    found.append((name, size, "size on disk", folder_bytes(folder) / 1e6, None, "MB"))
    if isinstance(engine, Muster):
        (folder.parent / f"{folder.name}.manifest").write_text(engine.manifest.model_dump_json())
    return found


def opened(name: str, folder: Path) -> Engine:
    engine = ENGINES[name]()
    if isinstance(engine, Muster):
        from appliance.engines.fulltext import Manifest

        engine.manifest = Manifest.model_validate_json(
            (folder.parent / f"{folder.name}.manifest").read_text()
        )
    engine.open(folder)
    return engine


def ask(name: str, size: int, folder: Path, classes: dict[str, list[Described]]) -> list[tuple[Any, ...]]:
    before = private_mb()
    took: list[float] = []
    engine: Engine
    start = time.perf_counter()
    engine = opened(name, folder)
    took.append((time.perf_counter() - start) * 1000)
    found: list[tuple[Any, ...]] = [(name, size, "open", took[0])]
    for measure, asked in classes.items():
        prepared = [engine.prepare(one) for one in asked]
        for mode, answer in (("top 20", engine.top), ("facets", engine.facets)):
            for one in prepared:
                answer(one)
            times = [timed(lambda one=one, answer=answer: answer(one)) for one in prepared]
            found.append((name, size, f"{measure}, {mode}", percentile(times, 0.5), percentile(times, 0.95)))
        found.append(
            (name, size, f"{measure}, hits", float(sum(engine.total(one) for one in prepared)), None, "1")
        )
    found.append((name, size, "memory after the questions", private_mb() - before, None, "MB"))
    return found


def commits(size: int, folder: Path, entries: list[IndexEntry]) -> list[tuple[Any, ...]]:
    """One and a hundred entries more, fsync included, replacing what is there half of the time."""
    engine = opened("muster", folder)
    assert isinstance(engine, Muster)
    changed = [
        e.model_copy(update={"ref": e.ref if i % 2 else f"new_{i}"}) for i, e in enumerate(entries[:1000])
    ]
    one = [timed(lambda e=e: engine.index.apply([e])) for e in changed[:100]]
    hundred = [timed(lambda i=i: engine.index.apply(changed[i : i + 100])) for i in range(0, 1000, 100)]
    gone = timed(lambda: engine.index.apply([], [changed[0].ref]))
    return [
        ("muster", size, "commit of 1", percentile(one, 0.5), percentile(one, 0.95)),
        ("muster", size, "commit of 100", percentile(hundred, 0.5), percentile(hundred, 0.95)),
        ("muster", size, "erasure of 1", gone),
    ]


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
    sizes = os.environ.get("SIZES", "10000").split()
    parser.add_argument("--sizes", type=int, nargs="+", default=[int(size) for size in sizes])
    parser.add_argument("--engines", default="muster,whoosh,fts5,tantivy")
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON"))
    parser.add_argument("--whoosh-up-to", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder for the indexes, kept")
    options = parser.parse_args()
    names = [name for name in options.engines.split(",") if name != "tantivy" or tantivy_is_here()]
    rows = Rows(Path(options.json) if options.json else None)
    with tempfile.TemporaryDirectory() as temporary:
        place = options.keep or Path(temporary)
        place.mkdir(exist_ok=True)
        for size in options.sizes:
            entries = list(Corpus().entries(size))
            maker = QuestionMaker(entries[:SAMPLE])
            classes = maker.classes(QUESTIONS)
            here = [name for name in names if name != "whoosh" or size <= options.whoosh_up_to]
            for name in here:
                folder = place / f"{name}-{size}"
                in_child(lambda n=name, s=size, f=folder, e=entries: build(n, s, f, e), rows)
            small = entries[:1000]
            del entries
            for name in here:
                in_child(lambda n=name, s=size, c=classes: ask(n, s, place / f"{n}-{s}", c), rows)
            if "muster" in here:
                in_child(lambda s=size, e=small: commits(s, place / f"muster-{s}", e), rows)
            table(rows.rows, size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
