"""What is measured of one engine at one size, each step in a process of its own: build, ask, load, commit.

As a script: ``search_steps.py STEP ENGINE SIZE FOLDER CORPUS QUESTIONS`` prints one JSON object with ``rows``
(measure, p50, p95, unit) and ``hits`` (class → hits of each question).

Every question is asked once (``first``: nothing of it is in any cache of the engine), then in up to five rounds, of
which the best counts: what other processes take from this one is not the engine's. A class that takes an engine longer
than two seconds a round is asked once. p50 and p95 are over the questions of a class.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

from search_corpus import FACETS, Described, read_corpus  # noqa: E402  # a script beside it
from search_engines import ENGINES, Engine, Muster, as_query, folder_bytes, fresh  # noqa: E402
from search_load import serve  # noqa: E402

from appliance.engines.fulltext import Manifest, highlight  # noqa: E402
from appliance.foundation.contracts.query import IndexEntry, Query  # noqa: E402

MODES = ("first", "top 20", "4 facets", "count")
ROUNDS = 5
LONG_ENOUGH = 2.0
"""Seconds after which a class is not asked another round."""
LOADS = 2
"""Times that eight clients ask for some seconds in each way; the best counts."""
WAYS = ((1, False), (2, False), (4, False), (4, True))
"""Threads that answer, and whether they share a processor: each engine is served in the way that suits it best. The last
is the shipped one."""
PIECE = 20_000
Row = tuple[str, float, float | None, str]
Found = dict[str, Any]


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def both(measure: str, times: Sequence[float]) -> Row:
    return (measure, percentile(times, 0.5), percentile(times, 0.95), "ms")


def rounds(works: Sequence[Callable[[], object]], best: list[float] | None = None) -> list[float]:
    """The best time of each, over some rounds or while there is time; ``best`` are those of a round before."""
    until = time.perf_counter() + LONG_ENOUGH
    best = best or [timed(work) for work in works]
    for _ in range(ROUNDS - 1):
        if time.perf_counter() > until:
            break
        best = [min(before, timed(work)) for before, work in zip(best, works, strict=True)]
    return best


def memory_mb() -> tuple[float, float]:
    """(memory of this process that no file stands behind, all of it with what is mapped), in MB."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return int(fields["Anonymous"].split()[0]) / 1000, int(fields["Rss"].split()[0]) / 1000


class Watch:
    """Adds up what happens inside ``with``: seconds of the clock and of the processor."""

    def __init__(self) -> None:
        self.clock = self.processor = 0.0

    def __enter__(self) -> None:
        self._from = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self._from[0]
        self.processor += time.process_time() - self._from[1]


def in_pieces(corpus: Path, size: int, reading: Watch) -> Iterator[IndexEntry]:
    """The corpus, a piece at a time; what reading it takes is noted apart."""
    entries = read_corpus(corpus, size)
    while True:
        with reading:
            piece = list(islice(entries, PIECE))
        if not piece:
            return
        yield from piece


def manifest_of(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.manifest"


def opened(name: str, folder: Path) -> Engine:
    engine = ENGINES[name]()
    if isinstance(engine, Muster):
        engine.manifest = Manifest.model_validate_json(manifest_of(folder).read_text())
    engine.open(folder)
    return engine


def build(name: str, size: int, folder: Path, corpus: Path, questions: Path) -> Found:
    """Entries from the corpus (reading it is not counted) to an index on the disk."""
    del questions
    engine = ENGINES[name]()
    whole, reading = Watch(), Watch()
    with whole:
        engine.build(in_pieces(corpus, size, reading), fresh(folder))
    if isinstance(engine, Muster):
        manifest_of(folder).write_text(engine.manifest.model_dump_json())
    rows: list[Row] = [
        ("build, documents/s", size / (whole.clock - reading.clock), None, "1/s"),
        (
            "build, documents per second of processor time",
            size / (whole.processor - reading.processor),
            None,
            "1/s",
        ),
        ("size on disk", folder_bytes(folder) / 1e6, None, "MB"),
        ("build, peak memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, None, "MB"),
    ]
    return {"rows": rows}


def asked(questions: Path) -> dict[str, list[Described]]:
    return {
        name: [Described.of(row) for row in rows] for name, rows in json.loads(questions.read_text()).items()
    }


def ask(name: str, size: int, folder: Path, corpus: Path, questions: Path) -> Found:
    """Twelve classes in four modes, then memory, then what only ours has."""
    del size
    classes = asked(questions)
    gc.collect()
    before, _ = memory_mb()
    start = time.perf_counter()
    engine = opened(name, folder)
    rows: list[Row] = [("open", (time.perf_counter() - start) * 1000, None, "ms")]
    prepared = {measure: [engine.prepare(one) for one in some] for measure, some in classes.items()}
    hits: dict[str, list[int]] = {}
    for measure, some in prepared.items():
        start = time.perf_counter()
        first = [timed(partial(engine.top, one)) for one in some]
        slow = time.perf_counter() - start > LONG_ENOUGH
        rows.append(both(f"{measure}, first", first))
        again = first if slow else rounds([partial(engine.top, one) for one in some], first)
        rows.append(both(f"{measure}, top 20", again))
        rows.append(both(f"{measure}, 4 facets", rounds([partial(engine.facets, one) for one in some])))
        counts: dict[Any, int] = {}

        def count(number: int, one: Any, counts: dict[Any, int] = counts) -> None:
            counts[number] = engine.total(one)

        rows.append(both(f"{measure}, count", rounds([partial(count, *one) for one in enumerate(some)])))
        hits[measure] = [counts[number] for number in range(len(some))]
    gc.collect()
    after, resident = memory_mb()
    rows += [
        ("memory after the questions", after - before, None, "MB"),
        ("the same with mapped files and libraries", resident, None, "MB"),
    ]
    if isinstance(engine, Muster):
        rows += page(engine, classes, list(read_corpus(corpus, 25)))
    return {"rows": rows, "hits": hits}


def page(engine: Muster, classes: dict[str, list[Described]], sample: list[IndexEntry]) -> list[Row]:
    """What the engine has in a result page: search, four facets and twenty highlighted texts; completion; did you mean."""
    texts = [entry.texts["body"] for entry in sample[:20]]
    queries = [as_query(one) for name in ("common", "and3", "or5", "recruiter") for one in classes[name]]

    def whole(query: Query) -> None:
        engine.index.search(query, facets=FACETS)
        for text in texts:
            highlight(text, query)

    words = [one.fuzzy for one in classes["fuzzy"]]
    return [
        both("page: search, 4 facets, 20 highlights", rounds([partial(whole, query) for query in queries])),
        both("complete", rounds([partial(engine.index.complete, word[:3]) for word in words])),
        both("did you mean", rounds([partial(engine.index.suggest, word) for word in words])),
        both("more like this", rounds([partial(engine.index.more_like, entry.ref) for entry in sample])),
    ]


def commit(name: str, size: int, folder: Path, corpus: Path, questions: Path) -> Found:
    """One and a hundred entries more, fsync included; half of them replace one that is there. In a copy of the index."""
    del size, questions
    copy = fresh(folder.parent / f"{folder.name}-changed")
    shutil.copytree(folder, copy, copy_function=os.link)  # no file of an index ever changes
    shutil.copy(manifest_of(folder), manifest_of(copy))
    engine = opened(name, copy)
    if not isinstance(engine, Muster):
        raise TypeError("commits are measured of ours only")
    entries = list(read_corpus(corpus, 1000))
    changed = [e.model_copy(update={"ref": e.ref if i % 2 else f"new_{i}"}) for i, e in enumerate(entries)]
    one, processor, syncs = [], [], []
    for entry in changed[:100]:
        before = time.process_time()
        one.append(timed(partial(engine.index.apply, [entry])))
        processor.append((time.process_time() - before) * 1000)
        syncs.append(timed(partial(one_sync, copy / "small")))  # in turn: other processes keep the disk busy
    hundred = [timed(partial(engine.index.apply, changed[i : i + 100])) for i in range(0, 1000, 100)]
    gone = timed(lambda: engine.index.apply([], [changed[1].ref]))
    engine.index.close()
    shutil.rmtree(copy)
    manifest_of(copy).unlink()
    beside = sum(one) / sum(syncs)
    return {
        "rows": [
            both("commit of 1", one),
            both("commit of 1, processor time", processor),
            both("one fsync of 4 KB between the commits", syncs),
            ("a commit of 1 takes as long as so many of these", beside, None, "fsyncs"),
            both("commit of 100", hundred),
            ("erasure of 1", gone, None, "ms"),
        ]
    }


def one_sync(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        file.write(bytes(4096))
        os.fsync(file.fileno())


def load(name: str, size: int, folder: Path, corpus: Path, questions: Path) -> Found:
    """All questions of all classes, mixed, from eight clients at once through waitress."""
    del size, corpus
    engine = opened(name, folder)
    mixed = [one for several in zip(*asked(questions).values(), strict=True) for one in several]
    answers = [partial(engine.top, engine.prepare(one)) for one in mixed]
    for answer in answers:
        answer()
    served = [serve(answers, threads, sharing=sharing) for _ in range(LOADS) for threads, sharing in WAYS]
    found = max(served)
    shipped = max(one for one in served if one.way == WAYS[-1])
    return {
        "rows": [
            ("requests/s, 8 clients, mixed questions", found.rate, None, "1/s"),
            ("latency, 8 clients, mixed questions", found.middle, found.high, "ms"),
            ("requests per second of processor time", found.per_processor_second, None, "1/s"),
            ("of it: threads that answered", found.way[0], None, "threads"),
            ("of it: they shared one processor", float(found.way[1]), None, "1 = yes"),
            ("requests/s by four threads on one processor, as shipped", shipped.rate, None, "1/s"),
        ]
    }


STEPS = {"build": build, "ask": ask, "load": load, "commit": commit}

if __name__ == "__main__":
    step, engine_name, entries_wanted, *paths = sys.argv[1:]
    print(json.dumps(STEPS[step](engine_name, int(entries_wanted), *map(Path, paths))))
