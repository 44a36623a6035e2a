"""Facts of résumés against gold: every file is read in the jail, as it is in use."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench_reading_baselines import regex_resume
from bench_reading_frame import Rows, Set, json_lines
from bench_reading_scores import field_counts, position_counts

from appliance.wiring import neutral, new_jail, read_alone

ROOT = Path(__file__).resolve().parents[2]
ABREAST = 16
# from issue to issue the same: strict for what has one spelling, lenient for titles and employers of running text
FILES = {
    "name": 0.95, "emails": 1.0, "phones": 0.95, "titles": 0.85, "employers": 0.80, "schools": 0.88,
    "degrees": None, "grad_years": None, "locations": None, "skills": None,
}  # fmt: skip
TEXTS = {
    "name": 0.97, "emails": 0.99, "phones": None, "titles": None, "employers": None, "schools": None,
    "degrees": None, "grad_years": None, "skills": 0.45,
}  # fmt: skip
LENIENT = {"titles": 0.75, "employers": 0.70, "schools": None, "degrees": None}


def readings(paths: dict[str, Path]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """(id, what Muster read in the neutral format, the text) of each file; a refusal is an empty reading."""
    jail = new_jail(2)
    try:
        waiting = list(paths.items())
        for first in range(0, len(waiting), ABREAST):
            begun = [(i, read_alone(jail, p, "resume")) for i, p in waiting[first : first + ABREAST]]
            for identifier, answer in begun:
                reading = answer()
                yield identifier, neutral(reading, identifier), reading.layout.text
    finally:
        jail.close()


def measure(found: Set, rows: Rows) -> None:
    """One set of résumés; texts with a ``layout`` in gold are also counted by it."""
    ours, simple = {}, {}
    for identifier, read, text in readings(found.files):
        ours[identifier] = read
        simple[identifier] = regex_resume(text, identifier)
    texts = all(path.suffix == ".txt" for path in found.files.values())
    parts: dict[str, list[dict[str, Any]]] = {"": found.gold}
    if texts:
        for layout in dict.fromkeys(str(g["layout"]) for g in found.gold if g.get("layout")):
            parts[f", {layout}"] = [g for g in found.gold if str(g.get("layout")) == layout]
    for part, gold in parts.items():
        for engine, read in (("muster", ours), ("regex and word list", simple)):
            score(f"{found.name}{part}", engine, gold, read, rows, texts=texts)


def score(
    subject: str,
    engine: str,
    gold: list[dict[str, Any]],
    read: dict[str, dict[str, Any]],
    rows: Rows,
    *,
    texts: bool,
) -> None:
    for name, goal in (TEXTS if texts else FILES).items():
        if counts := field_counts(gold, read, name):
            rows.score(subject, engine, f"{name}, strict", counts, goal)
    if texts:
        for name, goal in LENIENT.items():
            if counts := field_counts(gold, read, name, lenient=True):
                rows.score(subject, engine, f"{name}, lenient", counts, goal)
    joined, dated = position_counts(gold, read)
    if joined:
        rows.score(subject, engine, "positions: title and employer joined", joined, 0.85)
        rows.score(subject, engine, "positions: both dates right too", dated, 0.80, rate="recall")


def own_layouts(rows: Rows, count: int = 240, seed: int = 77) -> None:
    """Generated résumés in every form and layout the sample data's writers know, and the sample files themselves."""
    with tempfile.TemporaryDirectory(prefix="muster-layouts-") as temporary:
        folder = Path(temporary)
        command = [sys.executable, str(ROOT / "packaging/sample_data/many.py"), str(folder / "docs")]
        command += [
            "--count",
            str(count),
            "--seed",
            str(seed),
            "--gold",
            str(folder / "gold.jsonl"),
            "--varied",
        ]
        subprocess.run(command, check=True, capture_output=True)
        measure(Set("generated layouts", "resume", folder), rows)
    sample = ROOT / "packaging/sample_data/files"
    gold = json_lines(sample / "gold.jsonl")
    with tempfile.TemporaryDirectory(prefix="muster-sample-") as temporary:
        folder = Path(temporary)
        (folder / "docs").symlink_to(sample / "resumes")
        (folder / "gold.jsonl").write_text("".join(json.dumps(g) + "\n" for g in gold), encoding="utf-8")
        measure(Set("sample files", "resume", folder), rows)
