"""Full-text search side by side. ``make bench-search SIZES="10000 100000" JSON=file``, or

    python tests/benchmarks/bench_search.py --sizes 10000 --engines muster,fts5 --json rows.jsonl

For each size: the build, twelve classes of questions in four modes (asked for the first time; top 20; top 20 with four
facets; count) with the number of their hits, memory, requests/s behind waitress, and for ours a page, completion and
commits. Times are milliseconds, one process a step, one thread. Then a line for each target and a plot of how time grows
with the index.

A step that is done is kept in --keep with what it measured, under the hash of what it measured, and passed over by the
next run; ``--again ask,load`` does these steps anew, ``--again all`` everything. Stock Whoosh only up to
--whoosh-up-to entries: at 100,000 it takes a quarter of an hour to build.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

import search_steps  # noqa: E402  # a script beside it
from search_corpus import QuestionMaker, corpus_file, read_corpus  # noqa: E402
from search_engines import ENGINES, tantivy_is_here  # noqa: E402
from search_plot import growth  # noqa: E402
from search_report import AT, against_targets, differing_hits, side_by_side  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = 3000
QUESTIONS = 25
ORDER = ("build", "ask", "load", "commit")
ONLY_OURS = {"commit"}
BUILDING = (
    *("analysis", "layout", "seals", "building", "generations", "inversion", "merging", "policy"),
    *("sections", "vocabulary", "writing"),
)
"""Modules of ours on which the files depend."""


def hashed(*parts: bytes | str) -> str:
    return hashlib.sha256(b"\0".join(p.encode() if isinstance(p, str) else p for p in parts)).hexdigest()[:12]


def made_of(engine: str, *, only_building: bool) -> str:
    """Hash of the code that builds, or that builds and answers."""
    sources = [inspect.getsource(ENGINES[engine])]
    if engine == "muster":
        paths = sorted((ROOT / "appliance/engines/fulltext").rglob("*.py"))
        sources += [path.read_text() for path in paths if not only_building or path.stem in BUILDING]
    return hashed(*sources)


def questions_file(folder: Path, corpus: Path) -> Path:
    """The questions, drawn from the first entries; the same for every engine and size."""
    classes = QuestionMaker(list(read_corpus(corpus, SAMPLE))).classes(QUESTIONS)
    text = json.dumps({name: [asdict(one) for one in some] for name, some in classes.items()})
    path = folder / f"questions-{hashed(text)}.json"
    path.write_text(text)
    return path


class Bench:
    """One run: steps done or taken from before, rows written as they come."""

    def __init__(
        self, keep: Path, json_file: Path | None, again: set[str], most: int, *, only_kept: bool
    ) -> None:
        self._keep = keep
        self._only_kept = only_kept
        self._json = json_file
        self._again = again
        keep.mkdir(parents=True, exist_ok=True)
        self._corpus = corpus_file(keep, max(most, SAMPLE))
        self._questions = questions_file(keep, self._corpus)
        self.rows: list[dict[str, Any]] = []
        self.hits: dict[tuple[str, int], dict[str, list[int]]] = {}
        self.classes = list(json.loads(self._questions.read_text()))

    def step(self, step: str, engine: str, size: int) -> None:
        """Do a step, or take what an earlier run measured."""
        corpus = self._corpus.name.rsplit("-", 1)[0]
        folder = self._keep / f"{engine}-{size}-{hashed(made_of(engine, only_building=True), corpus)}"
        code = [inspect.getsource(getattr(search_steps, step))]
        if step != "build":
            code += [made_of(engine, only_building=False), self._questions.name]
        done = folder.parent / f"{folder.name}-{step}-{hashed(*code)}.json"
        if self._only_kept and not done.exists():
            return
        if not done.exists() or {step, "all"} & self._again:
            print(f"{step} {engine} {size:,} …", file=sys.stderr, flush=True)
            paths = [str(folder), str(self._corpus), str(self._questions)]
            command = [sys.executable, search_steps.__file__, step, engine, str(size), *paths]
            output = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
            young = done.with_suffix(".young")
            young.write_bytes(output)
            young.rename(done)
        found = json.loads(done.read_text())
        self._take(engine, size, found["rows"])
        if "hits" in found:
            self.hits[engine, size] = found["hits"]

    def _take(self, engine: str, size: int, rows: Iterable[tuple[str, float, float | None, str]]) -> None:
        for measure, middle, high, unit in rows:
            row: dict[str, Any] = {"subject": "search", "engine": engine, "size": size, "measure": measure}
            row |= {"p50": round(middle, 4), "p95": None if high is None else round(high, 4), "unit": unit}
            self.rows.append(row)
            if self._json:
                with self._json.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")


def report(bench: Bench, size: int) -> Iterator[str]:
    """Everything that can be said after a size."""
    yield from side_by_side(bench.rows, size)
    yield ""
    yield from differing_hits(bench.hits, size)
    if size == AT:
        yield from against_targets(bench.rows, bench.classes, search_steps.MODES)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes = (os.environ.get("SIZES") or "10000").split()
    parser.add_argument("--sizes", type=int, nargs="+", default=[int(size) for size in sizes])
    parser.add_argument("--engines", default="muster,whoosh,fts5,tantivy")
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON") or None)
    parser.add_argument("--whoosh-up-to", type=int, default=100_000)
    parser.add_argument(
        "--keep", type=Path, default=ROOT / "build/bench-search", help="folder of what is kept"
    )
    parser.add_argument("--steps", default=",".join(ORDER), help="only these")
    parser.add_argument("--again", default="", help="steps to do anew: build,ask,load,commit or all")
    parser.add_argument(
        "--only-kept", action="store_true", help="run nothing, print what was measured before"
    )
    parser.add_argument("--plot", type=Path, help="where the plot goes (growth.svg in --keep)")
    options = parser.parse_args()
    names = [name for name in options.engines.split(",") if name != "tantivy" or tantivy_is_here()]
    if "tantivy" in options.engines and "tantivy" not in names:
        print("bench-search: the wheel of tantivy is not installed, its column is missing", file=sys.stderr)
    again = set(options.again.split(","))
    bench = Bench(options.keep, options.json, again, max(options.sizes), only_kept=options.only_kept)
    for size in options.sizes:
        here = [name for name in names if name != "whoosh" or size <= options.whoosh_up_to]
        for step in (step for step in ORDER if step in options.steps.split(",")):
            for name in here if step not in ONLY_OURS else [name for name in here if name == "muster"]:
                bench.step(step, name, size)
        print("\n".join(report(bench, size)), flush=True)
    plot = options.plot or options.keep / "growth.svg"
    plot.write_text(growth(bench.rows, bench.classes, "top 20"), encoding="utf-8")
    print(f"\nplot: {plot}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
