"""One requisition against everybody, measured. ``make bench-matching SIZES="10000 100000" JSON=file``

For each size: a seeded, encrypted store of people with facts as a reading leaves them (about 30 each), the index built
from it, then the whole command "match now": requirements in, screening, evidence and scores, result stored.
One thread, after one round to warm up, the collector set as ``muster serve`` sets it; wall clock and the process's own
time. Peers in the same run, each with its ratio to ours: everybody scanned in Python, and SQLite FTS5 (matching_peers.py).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from matching_peers import FullText, Scan  # after the path is set

from appliance.engines.knowledge import DEGREE_LEVELS, load
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.store import Store, Writing
from appliance.main import COLLECTED_AFTER
from appliance.recruiting.matching import Matching
from appliance.recruiting.requisitions import Requisitions
from appliance.recruiting.search import Indexer, IndexReader

ACTOR = Actor(ref="console:bench", name="bench", kind="console")
SEED = 20261128
ROUNDS, PEER_ROUNDS = 15, 3
PER_TRANSACTION = 2000
SKILLS = (
    "Python", "Java", "SQL", "JavaScript", "Docker", "Kubernetes", "AWS", "React", "PostgreSQL", "Linux", "Git", "Terraform",
    "Kafka", "Spark", "Tableau", "Excel", "Agile", "Django", "TypeScript", "Ansible", "Jenkins", "MongoDB", "Redis", "C++",
)  # fmt: skip
TITLES = (
    "Backend Engineer", "Software Engineer", "Data Analyst", "Project Manager", "Registered Nurse", "Accountant",
    "Systems Administrator", "DevOps Engineer", "Sales Manager", "Mechanical Engineer", "Teacher", "Product Manager",
)  # fmt: skip
CITIES = ("Boston, MA", "Austin, TX", "Denver, CO", "Huntsville, AL", "Reston, VA", "Seattle, WA")
ASKED = (
    ("skill", "required", "Python", "5"), ("skill", "required", "PostgreSQL", ""), ("skill", "required", "Kubernetes", ""),
    ("skill", "required", "AWS", ""), ("skill", "required", "Docker", ""), ("skill", "preferred", "Terraform", ""),
    ("skill", "preferred", "Kafka", ""), ("skill", "preferred", "Redis", ""), ("years", "required", "7 years", "7"),
    ("degree", "required", "Bachelor", ""), ("clearance", "preferred", "Secret", ""), ("location", "preferred", "Boston, MA", ""),
)  # fmt: skip


class People:
    """Rows of people, the same for the same seed."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        known = load()
        self.skills = [known.skill_named(name) for name in SKILLS]
        rest = [s for s in known.skills() if len(s.name) < 24]
        self.skills += self.random.sample(rest, 600)
        self.shares = [1 / (n + 3) for n in range(len(self.skills))]

    def facts(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        """(kind, value, normal, detail) as the reader leaves them."""
        r = self.random
        title = r.choice(TITLES)
        years = round(r.uniform(0.5, 25), 1)
        yield "name", f"Ada{r.randrange(10**6)} Example", "", {}
        yield "email", f"ada{r.randrange(10**7)}@example.com", "", {}
        yield "location", r.choice(CITIES), "", {}
        for n in range(r.randint(1, 4)):
            employer = f"Example {r.randrange(9000)} Ltd"
            yield "title", title, "", {}
            yield "employer", employer, "", {}
            detail = {"title": title, "employer": employer, "start": f"{2020 - 3 * n}-01", "end": f"{2023 - 3 * n}-01", "months": 36}  # fmt: skip
            yield "position", f"{title}, {employer}", "", detail
        level = r.choice(DEGREE_LEVELS)
        yield "degree", level, level, {"level": level, "field": "Computer Science"}
        yield "years", f"{years:g} years", f"{years:g}", {"years": years, "basis": "dates"}
        if r.random() < 0.2:
            yield "clearance", "Secret", "secret", {"level": "secret", "status": "active"}
        chosen = dict.fromkeys(r.choices(range(len(self.skills)), self.shares, k=r.randint(6, 24)))
        for i in chosen:
            skill = self.skills[i]
            yield "skill", skill.name, "", {"id": skill.id, "months": r.randint(0, 120), "last_used": "2025-06"}  # fmt: skip

    def insert(self, tx: Writing, number: int) -> None:
        """One person with one document."""
        person, document = f"cand_{number:08d}", f"doc_{number:08d}"
        facts = list(self.facts())
        first = {kind: value for kind, value, *_ in reversed(facts)}
        tx.insert(
            "candidate", id=person, name=first["name"], title=first["title"], employer=first["employer"],
            location=first["location"], years=float(first["years"].split()[0]), added_at=tx.now, changed_at=tx.now,
        )  # fmt: skip
        text = "\n".join(value for _, value, *_ in facts)
        tx.insert(
            "candidate_document", id=document, candidate_id=person, sha256=f"{number:064d}", file_name=f"{number}.txt",
            format="txt", text=text, layout="{}", notes="[]", reader="bench/1", added_at=tx.now,
        )  # fmt: skip
        at, rows = 0, []
        for ordinal, (kind, value, normal, detail) in enumerate(facts):
            rows.append(
                (
                    f"fact_{number:08d}{ordinal:03d}", person, document, ordinal, kind, value, normal or value.casefold(),
                    at, at + len(value), value, json.dumps(detail), "bench/1", "likely",
                )
            )  # fmt: skip
            at += len(value) + 1
        columns = ("id", "candidate_id", "document_id", "ordinal", "kind", "value", "normal", "start", '"end"', "quote", "detail", "reader", "confidence")  # fmt: skip
        tx.insert_many("candidate_fact", columns, rows)


def build(store: Store, size: int, folder: Path) -> None:
    """The people, the requisition and the index."""
    people = People()
    for first in range(0, size, PER_TRANSACTION):
        with store.writing() as tx:
            for number in range(first, min(first + PER_TRANSACTION, size)):
                people.insert(tx, number)
    positions = Requisitions(store)
    positions.create_empty(ACTOR, "Backend Engineer")
    for asked in ASKED:
        positions.add_requirement(ACTOR, "R-0001", *asked)
    indexer = Indexer(store, folder)
    indexer.rebuild([])
    indexer.close()


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """(wall clock, own processor time) of each round, sorted. On a machine that others use the second says more."""
    walls, own = [], []
    for _ in range(rounds):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append((time.perf_counter() - wall) * 1000)
        own.append((time.process_time() - cpu) * 1000)
    return sorted(walls), sorted(own)


def main() -> None:
    """Build, measure and print each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default=os.environ.get("SIZES") or "5000")
    parser.add_argument("--folder", type=Path, help="keep or reuse the stores here")
    sizes = [int(size) for size in parser.parse_args().sizes.split()]
    kept, rows = parser.parse_args().folder, []
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as temporary:
        for size in sizes:
            folder = (kept or Path(temporary)) / str(size)
            fresh = not folder.exists()
            store = Store(folder, SystemClock())
            if fresh:
                begun = time.perf_counter()
                build(store, size, folder / "index")
                print(f"{size} people built in {time.perf_counter() - begun:.0f} s", flush=True)
            matching = Matching(store, IndexReader(store, folder / "index"))
            begun = time.process_time()
            match_id = matching.run(ACTOR, "R-0001")
            print(
                f"{size:>8} the first match of the process: {(time.process_time() - begun) * 1000:.0f} ms, processor"
            )
            gc.collect()
            gc.freeze()
            gc.set_threshold(COLLECTED_AFTER)
            ours = 0.0
            for measure, work in (
                ("match now, evidence stored", lambda m=matching: m.run(ACTOR, "R-0001")),
                ("open a stored match, 25 people", lambda m=matching, i=match_id: m.stored(i, 25)),
            ):
                for clock, values in zip(("wall", "processor"), milliseconds(work), strict=True):
                    p50, p95 = values[len(values) // 2], values[int(len(values) * 0.95)]
                    name = f"{measure}, {clock}"
                    row = {"subject": "matching", "engine": "muster", "size": size, "measure": name, "p50": round(p50, 1), "p95": round(p95, 1), "unit": "ms"}  # fmt: skip
                    rows.append(row)
                    ours = ours or p50 * (clock == "processor")
                    print(f"{size:>8} {name:46} least {values[0]:8.1f}  p50 {p50:8.1f}  p95 {p95:8.1f} ms", flush=True)  # fmt: skip
            for peer in (Scan(store, ASKED), FullText(store, ASKED)):
                peer.best()
                _, own = milliseconds(peer.best, PEER_ROUNDS)
                p50 = own[len(own) // 2]
                row = {"subject": "matching", "engine": peer.name, "size": size, "measure": "best 100, no evidence, processor", "p50": round(p50, 1), "ratio": round(p50 / ours, 2), "unit": "ms"}  # fmt: skip
                rows.append(row)
                print(f"{size:>8} {peer.name + ': best 100, no evidence, processor':46} p50 {p50:8.1f} ms, {p50 / ours:.2f} times ours", flush=True)  # fmt: skip
            best = matching.stored(match_id, 3)
            print(f"{size:>8} considered {best.considered}, kept {len(matching.stored(match_id).candidates)}, best {[c.judged.score.total for c in best.candidates if c.judged]}")  # fmt: skip
            store.close()
    if os.environ.get("JSON"):
        Path(os.environ["JSON"]).write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
