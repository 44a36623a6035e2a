"""The rows of ``bench_search.py`` as tables: side by side, and against what is to be reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]
NOTICED = 1.0
"""Milliseconds: what every engine answers faster is not compared."""
WITHIN = 1.5
AT = 100_000
TARGETS: tuple[tuple[str, str, float, float | None], ...] = (
    ("build, documents/s", "at least", 2500, None),
    ("recruiter, top 20", "at most", 2, 5),
    ("or5, 4 facets", "at most", math.inf, 4),
    ("phrase, top 20", "at most", math.inf, 14),
    ("fuzzy, top 20", "at most", math.inf, 6),
    ("commit of 1", "at most", 10, None),
    ("commit of 100", "at most", 150, None),
    ("memory after the questions", "at most", 150, None),
)


def value(rows: Rows, engine: str, size: int, measure: str) -> Mapping[str, Any] | None:
    """The last row of a measurement."""
    wanted = (engine, size, measure)
    found = [row for row in rows if (row["engine"], row["size"], row["measure"]) == wanted]
    return found[-1] if found else None


def _cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return "–"
    return f"{row['p50']:,.4g}" + (f"/{row['p95']:,.4g}" if row["p95"] is not None else "")


def side_by_side(rows: Rows, size: int) -> Iterator[str]:
    """A table of one size, a column for each engine."""
    here = [row for row in rows if row["size"] == size]
    engines = list(dict.fromkeys(row["engine"] for row in here))
    yield f"\n{size:,} documents, p50/p95\n"
    yield "| measure | " + " | ".join(engines) + " |"
    yield "|---|" + "---|" * len(engines)
    for measure in dict.fromkeys(row["measure"] for row in here):
        unit = next(row["unit"] for row in here if row["measure"] == measure)
        cells = [_cell(value(rows, engine, size, measure)) for engine in engines]
        yield f"| {measure} ({unit}) | " + " | ".join(cells) + " |"


def against_targets(rows: Rows, classes: Sequence[str], modes: Sequence[str]) -> Iterator[str]:
    """What is asked of 100,000 documents, and whether it is so."""
    yield f"\nours against the targets at {AT:,}\n"
    for measure, kind, middle, high in TARGETS:
        row = value(rows, "muster", AT, measure)
        if row is None:
            continue
        reached = row["p50"] >= middle if kind == "at least" else row["p50"] <= middle
        reached = reached and (high is None or row["p95"] <= high)
        wanted = "/".join("–" if one == math.inf else f"{one:g}" for one in (middle, high) if one is not None)
        yield f"{'yes' if reached else 'NO '}  {measure}: {_cell(row)} {row['unit']} ({kind} {wanted})"
    yield from _requests(rows)
    for share in ("p50", "p95"):
        yield from _beside(rows, classes, modes, share)


def _requests(rows: Rows) -> Iterator[str]:
    for measure in ("requests/s, 8 clients, mixed questions", "requests per second of processor time"):
        ours, other = (value(rows, engine, AT, measure) for engine in ("muster", "tantivy"))
        if ours and other:
            ratio = ours["p50"] / other["p50"]
            yield f"{'yes' if ratio >= 0.8 else 'NO '}  {measure}: {ratio:.2f} of Tantivy's (at least 0.8)"


def _beside(rows: Rows, classes: Sequence[str], modes: Sequence[str], share: str) -> Iterator[str]:
    """Every class and mode that takes somebody over a millisecond: beside FTS5 and Tantivy."""
    compared, slower, farther, ahead, facets = 0, [], [], 0, 0
    for mode in modes:
        for name in classes:
            measure = f"{name}, {mode}"
            found = {e: value(rows, e, AT, measure) for e in ("muster", "fts5", "tantivy")}
            ms = {engine: row[share] for engine, row in found.items() if row}
            if "muster" not in ms or len(ms) < 3 or max(ms.values()) <= NOTICED:
                continue
            compared += 1
            if ms["muster"] >= ms["fts5"]:
                slower.append(f"{measure} {ms['muster']:.3g} : {ms['fts5']:.3g}")
            if ms["muster"] > ms["tantivy"] * WITHIN:
                farther.append(f"{measure} {ms['muster']:.3g} : {ms['tantivy']:.3g}")
            if "facets" in mode:
                facets += 1
                ahead += ms["muster"] < ms["tantivy"]
    if not compared:
        return
    yield f"{'NO ' if slower else 'yes'}  {share}: faster than FTS5 in {compared - len(slower)} of {compared} rows over 1 ms"
    yield from (f"       not in {one}" for one in slower)
    yield (
        f"{'NO ' if farther else 'yes'}  {share}: within {WITHIN} of Tantivy in "
        f"{compared - len(farther)} of {compared} rows over 1 ms"
    )
    yield from (f"       not in {one}" for one in farther)
    enough = ahead * 2 >= facets
    yield f"{'yes' if enough else 'NO '}  {share}: ahead of Tantivy in {ahead} of {facets} rows with facets"


def differing_hits(hits: Mapping[tuple[str, int], Mapping[str, list[int]]], size: int) -> Iterator[str]:
    """Questions of which two engines count other hits than ours."""
    ours = hits.get(("muster", size))
    if ours is None:
        return
    for (engine, entries), theirs in hits.items():
        if entries != size or engine == "muster":
            continue
        counts = {
            name: sum(a != b for a, b in zip(ours[name], theirs[name], strict=True))
            for name in ours
            if name in theirs
        }
        asked = sum(len(ours[name]) for name in counts)
        where = ", ".join(f"{name} {n}" for name, n in counts.items() if n)
        yield f"hits of {engine}: {sum(counts.values())} of {asked} questions differ from ours" + (
            f" ({where})" if where else ""
        )
