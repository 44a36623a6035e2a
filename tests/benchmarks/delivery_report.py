"""The rows of `make bench-delivery`, printed as they come and kept for JSON=file."""

from __future__ import annotations

import json
import os
import statistics
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Report:
    """Rows of {"subject","engine","size","measure","p50","p95","unit"}."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []

    def row(
        self,
        subject: str,
        measure: str,
        values: list[float],
        unit: str,
        *,
        size: int = 0,
        engine: str = "muster",
    ) -> None:
        """One measure. ``size`` is what was worked on, in the unit the subject speaks of (bytes, records, files)."""
        ordered = sorted(values)
        p50, p95 = statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        self.rows.append(
            {
                "subject": subject,
                "engine": engine,
                "size": size,
                "measure": measure,
                "p50": p50,
                "p95": p95,
                "unit": unit,
            }
        )
        print(
            f"{subject:12} {engine:16} {size:>12} {measure:42} p50 {p50:10.3f}  p95 {p95:10.3f} {unit}",
            flush=True,
        )

    def note(self, sentence: str) -> None:
        """Something that is not a number, and explains one."""
        print(f"             {sentence}", flush=True)

    def save(self) -> None:
        """Write the rows to the file JSON names."""
        if place := os.environ.get("JSON"):
            Path(place).write_text(json.dumps(self.rows, indent=1) + "\n", encoding="utf-8")
