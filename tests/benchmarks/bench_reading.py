"""Reading, measured: `make bench-reading DATA=folder JSON=file`.

    DATA=folder   a set, or a folder of sets, to be read besides our own (bench_reading_frame.py says what a set is)
    JSON=file     rows of {"subject","engine","size","measure","p50","p95","unit"}; "size" counts documents, "n" gold items,
                  "low" and "high" are the 95 % interval

Without DATA the sample files and generated résumés are read. Each row stands beside a simple baseline on the same files.
To add a subject: a function in a file of its own, and a line in MEASURES or OWN below.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

import bench_reading_occupations  # noqa: E402  # scripts beside it
import bench_reading_postings  # noqa: E402
import bench_reading_resumes  # noqa: E402
import bench_reading_skills  # noqa: E402
import bench_reading_speed  # noqa: E402
from bench_reading_frame import Kind, Rows, Set, sets_in, table  # noqa: E402

MEASURES: dict[Kind, tuple[Callable[[Set, Rows], None], ...]] = {
    "resume": (bench_reading_resumes.measure,),
    "posting": (bench_reading_postings.measure,),
    "sentences": (bench_reading_skills.measure,),
}
OWN: tuple[Callable[[Rows], None], ...] = (
    bench_reading_resumes.own_layouts,
    bench_reading_postings.own_traps,
    bench_reading_postings.own_pairs,
    bench_reading_speed.lookups,
)
PDFS = 60


def main() -> int:
    rows = Rows()
    for own in OWN:
        own(rows)
    pdfs = sorted((bench_reading_resumes.ROOT / "packaging/sample_data/files/resumes").glob("*.pdf"))
    bench_reading_speed.files("sample files", pdfs, rows)
    if data := os.environ.get("DATA"):
        folder = Path(data)
        for found in sets_in(folder):
            print(f"reading {found.name} ({found.kind}, {len(found.gold)})", file=sys.stderr)
            for measure in MEASURES[found.kind]:
                measure(found, rows)
        for place in bench_reading_occupations.folders(folder):
            bench_reading_occupations.measure(place, rows)
        for place in sorted({p.parent for p in folder.rglob("*.pdf") if "hostile" not in str(p)}):
            bench_reading_speed.files(
                str(place.relative_to(folder)), sorted(place.glob("*.pdf"))[:PDFS], rows
            )
    print(table(rows.rows))
    if target := os.environ.get("JSON"):
        Path(target).write_text("".join(json.dumps(r) + "\n" for r in rows.rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
