"""The frame of ``make bench-reading``: sets found in folders, counts, intervals, rows and the table they become.

A set is a folder with ``gold.jsonl`` and ``docs/`` (a file a gold object, named by its ``id`` with or without suffix),
or with ``sentences.jsonl``. What it holds is told by the keys of its first gold object, not by its name.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

Kind = Literal["resume", "posting", "sentences"]
RESAMPLES = 1000
SEED = 20261128


class Counts(NamedTuple):
    """Of one document and one measure: predictions that are right, predictions, and what there was to find."""

    right: float
    predicted: float
    gold: float


@dataclass(frozen=True)
class Set:
    """Documents with what a perfect reader finds in them."""

    name: str
    kind: Kind
    folder: Path

    @cached_property
    def gold(self) -> list[dict[str, Any]]:
        name = "sentences.jsonl" if self.kind == "sentences" else "gold.jsonl"
        return json_lines(self.folder / name)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The file of each gold object, by its id."""
        every = [p for p in (self.folder / "docs").iterdir() if p.is_file()]
        named = {p.stem: p for p in every} | {p.name: p for p in every}
        return {str(g["id"]): named[str(g["id"])] for g in self.gold if str(g["id"]) in named}


@dataclass
class Rows:
    """Measurements as they are made; ``goal`` is what is to be reached, with ``at_most`` for times."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    def score(
        self,
        subject: str,
        engine: str,
        measure: str,
        counts: Sequence[Counts],
        goal: float | None = None,
        rate: Literal["F1", "recall", "accuracy"] = "F1",
    ) -> None:
        """An F1 (or share of gold) over documents, micro-summed, with its 95 % interval; ``n`` is the gold items."""
        value, low, high = interval(counts, rate)
        self.rows.append(
            {"subject": subject, "engine": engine, "size": len(counts), "measure": measure, "p50": round(value, 4),
             "p95": None, "unit": rate, "n": round(sum(c.gold for c in counts)), "low": round(low, 3),
             "high": round(high, 3), "goal": goal}
        )  # fmt: skip

    def times(
        self,
        subject: str,
        engine: str,
        measure: str,
        values: Sequence[float],
        unit: str = "ms",
        goal: str = "",
    ) -> None:
        """Times (or other amounts) as p50 and p95."""
        self.rows.append(
            {"subject": subject, "engine": engine, "size": len(values), "measure": measure,
             "p50": round(percentile(values, 0.5), 4), "p95": round(percentile(values, 0.95), 4), "unit": unit,
             "n": len(values), "low": None, "high": None, "goal": goal or None}
        )  # fmt: skip

    def amount(self, subject: str, measure: str, value: float, unit: str, goal: float | None = None) -> None:
        """One number that is no time: a count, a size."""
        self.rows.append(
            {"subject": subject, "engine": "muster", "size": 1, "measure": measure, "p50": value, "p95": None,
             "unit": unit, "n": 1, "low": None, "high": None, "goal": goal}
        )  # fmt: skip


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def sets_in(folder: Path) -> Iterator[Set]:
    """Every set in a folder of sets, or the one that the folder is, by name."""
    for place in (folder, *sorted(p for p in folder.iterdir() if p.is_dir())):
        if (place / "sentences.jsonl").is_file():
            yield Set(place.name, "sentences", place)
        elif (place / "gold.jsonl").is_file() and (place / "docs").is_dir():
            with (place / "gold.jsonl").open(encoding="utf-8") as file:
                first = json.loads(file.readline() or "{}")
            if "employers" in first or "titles" in first or "positions" in first:
                yield Set(place.name, "resume", place)
            elif "citizenship" in first or "organization" in first or "min_years_ok" in first:
                yield Set(place.name, "posting", place)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interval(counts: Sequence[Counts], rate: str = "F1") -> tuple[float, float, float]:
    """The rate over all documents and its 95 % interval, by drawing documents with replacement (fixed seed)."""
    if not counts:
        return 0.0, 0.0, 0.0
    table = np.array(counts, dtype=float)
    draw = np.random.default_rng(SEED).integers(0, len(table), (RESAMPLES, len(table)))
    sums = np.stack([table[:, column][draw].sum(axis=1) for column in range(3)], axis=1)
    low, high = np.quantile(_rate(sums, rate), (0.025, 0.975))
    return float(_rate(table.sum(axis=0)[None], rate)[0]), float(low), float(high)


def _rate(sums: Any, rate: str) -> Any:
    """F1 is 2·right / (predicted + gold); recall and accuracy are right / gold."""
    below = sums[:, 1] + sums[:, 2] if rate == "F1" else sums[:, 2]
    above = 2 * sums[:, 0] if rate == "F1" else sums[:, 0]
    return np.divide(above, below, out=np.zeros(len(sums)), where=below > 0)


def folds(size: int, parts: int) -> list[list[int]]:
    """The numbers below ``size`` in ``parts`` random parts of about the same size; always the same ones."""
    order = list(range(size))
    random.Random(SEED).shuffle(order)
    return [sorted(order[part::parts]) for part in range(parts)]


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Markdown: a line a measure, a column for what is to be reached and one for each engine."""
    written: list[str] = []
    for subject in dict.fromkeys(row["subject"] for row in rows):
        here = [row for row in rows if row["subject"] == subject]
        engines = list(dict.fromkeys(row["engine"] for row in here))
        written.append(f"\n{subject}\n")
        written.append("| measure | documents | n | to reach | " + " | ".join(engines) + " |")
        written.append("|---" * (4 + len(engines)) + "|")
        for measure in dict.fromkeys(row["measure"] for row in here):
            of = {row["engine"]: row for row in here if row["measure"] == measure}
            one = next(iter(of.values()))
            goal = next((row["goal"] for row in of.values() if row["goal"] is not None), "")
            cells = [_cell(of[engine]) if engine in of else "–" for engine in engines]
            written.append(
                f"| {measure} ({one['unit']}) | {one['size']} | {one['n']} | {goal} | "
                + " | ".join(cells)
                + " |"
            )
    return "\n".join(written)


def _cell(row: dict[str, Any]) -> str:
    if row["low"] is not None:
        return f"{row['p50']:.3f} [{row['low']:.3f}, {row['high']:.3f}]"
    return f"{row['p50']:,.4g}" + (f" / {row['p95']:,.4g}" if row["p95"] is not None else "")
