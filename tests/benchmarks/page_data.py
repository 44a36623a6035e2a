"""A data directory with N people, for measuring pages: real rows and a real index, but no original files.

    python tests/benchmarks/page_data.py FOLDER COUNT

May be stopped and begun again: it goes on behind the last thousand that was committed. The index is built by the
program's own rebuild.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

from page_people import Person, layout_of, notes_of, people  # noqa: E402  # a script beside it

from appliance.foundation.contracts.accounts import Actor  # noqa: E402
from appliance.foundation.kernel.clock import SystemClock, iso  # noqa: E402
from appliance.foundation.kernel.ids import new_id  # noqa: E402
from appliance.foundation.store import Store, Writing  # noqa: E402
from appliance.recruiting.requisitions import Requisitions  # noqa: E402
from appliance.recruiting.search import Indexer  # noqa: E402

AT_ONCE = 1000
FIRST_DAY = datetime(2024, 1, 1, 9, tzinfo=UTC)
DAYS = 1000
TITLES = (
    "Backend Engineer", "Data Engineer", "Security Analyst", "Project Manager", "Registered Nurse", "Accountant",
    "Network Engineer", "Platform Engineer", "Business Analyst", "Paramedic", "Systems Administrator", "Head of Sales",
)  # fmt: skip
CONSOLE = Actor(ref="console:bench", name="bench (console)", kind="console")
COLUMNS = {
    "candidate": "id name title employer location clearance years source added_at changed_at",
    "candidate_document": "id candidate_id sha256 file_name format text layout notes reader added_at",
    "candidate_fact": 'id candidate_id document_id ordinal kind value normal start "end" quote detail reader confidence',
    "candidate_key": "kind value candidate_id",
}


def fill(store: Store, count: int) -> int:
    """Bring the number of people up to ``count``; how many were added."""
    with store.reading() as tx:
        begin = int(tx.value("SELECT count(*) FROM candidate"))
    if begin == 0:
        for title in TITLES:
            Requisitions(store).create_empty(CONSOLE, title, "Example Org")
    for first in range(begin, count, AT_ONCE):
        with store.writing() as tx:
            _insert(tx, first, list(people(min(first + AT_ONCE, count), first)), count)
        if first % 20_000 == 0:
            print(f"{first:,} of {count:,}", file=sys.stderr, flush=True)
    return max(0, count - begin)


def _insert(tx: Writing, first: int, found: list[Person], count: int) -> None:
    rows: dict[str, list[tuple[object, ...]]] = {table: [] for table in COLUMNS}
    for number, p in enumerate(found, first):
        one, document = new_id("cand"), new_id("doc")
        at = iso(FIRST_DAY + timedelta(days=number * DAYS / count))
        rows["candidate"].append(
            (one, p.name, p.title, p.employer, p.location, p.clearance, p.years, p.source, at, at)
        )
        digest = hashlib.sha256(p.text.encode()).hexdigest()
        name = f"{p.name.replace(' ', '-')}.pdf"
        layout, notes = layout_of(p.text), notes_of(p)
        rows["candidate_document"].append(
            (document, one, digest, name, "pdf", p.text, layout, notes, "bench", at)
        )
        rows["candidate_fact"] += [
            (
                new_id("fact"), one, document, ordinal, f.kind, f.value, f.normal, f.start, f.end, f.value,
                json.dumps(f.detail), "bench", "likely",
            )
            for ordinal, f in enumerate(p.facts)
        ]  # fmt: skip
        rows["candidate_key"] += [(kind, value, one) for kind, value in p.keys]
    for table, columns in COLUMNS.items():
        tx.insert_many(table, columns.split(), rows[table])


def index(store: Store, folder: Path) -> float:
    """Build the index again from the store; seconds."""
    indexer = Indexer(store, folder / "index")
    begun = time.perf_counter()
    indexer.rebuild([])
    indexer.close()
    return time.perf_counter() - begun


def main(folder: Path, count: int) -> None:
    store = Store(folder, SystemClock())
    begun = time.perf_counter()
    added = fill(store, count)
    print(f"{added:,} people added in {time.perf_counter() - begun:.0f} s", flush=True)
    mark = folder / "indexed"
    if added or not mark.exists() or mark.read_text() != str(count):
        print(f"index built in {index(store, folder):.0f} s", flush=True)
        mark.write_text(str(count))
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
