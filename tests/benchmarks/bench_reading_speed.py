"""How long a text PDF takes in the jail, from bytes to facts, one after the other; and a lookup in the packs.

Wall clock is what counts and needs a machine that does nothing else; processor time says what remains on a busy one.
How fast the machine is shows beside it: pdfminer.six reads the same files in the same run, to text alone and outside of any jail.
"""

from __future__ import annotations

import io
import logging
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from bench_reading_frame import Rows
from pdfminer.high_level import extract_text

from appliance.engines.knowledge import load
from appliance.engines.reading import read_document, warm_up
from appliance.wiring import new_jail, read_alone

WARM = 3
LOOKUPS = 2000


def files(subject: str, paths: Sequence[Path], rows: Rows) -> None:
    """Wall clock of each file with nobody else in the jail; scans and refusals do not count."""
    jail = new_jail(2)
    times = []
    peer = []
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    extract_text(io.BytesIO(paths[0].read_bytes()))
    try:
        for path in paths[:WARM]:
            read_alone(jail, path, "resume")()
        for path in paths:
            best = []
            for _ in range(2):
                begun = time.perf_counter()
                reading = read_alone(jail, path, "resume")()
                best.append((time.perf_counter() - begun) * 1000)
            if not reading.refusal:
                times.append(min(best))
                begun = time.perf_counter()
                extract_text(io.BytesIO(path.read_bytes()))
                peer.append((time.perf_counter() - begun) * 1000)
    finally:
        jail.close()
    processor = []
    warm_up()
    for path in paths:
        content = path.read_bytes()
        begun = time.process_time()
        if not read_document(content, "pdf", "resume", "2026-06").refusal:
            processor.append((time.process_time() - begun) * 1000)
    if processor:
        rows.times(subject, "muster", "text PDF to facts, processor time of the reader alone", processor)
    if times:
        rows.times(subject, "muster", "text PDF to facts in the jail", times, goal="≤ 40 / 150")
        rows.times(subject, "pdfminer.six", "text PDF to text alone", peer)
        share = statistics.median([ours / theirs for ours, theirs in zip(times, peer, strict=True)])
        rows.amount(
            subject, "facts in the jail, of the time of that text alone", round(share, 3), "median share"
        )


def lookups(rows: Rows) -> None:
    """One name, and one sentence, in microseconds."""
    knowledge = load()
    names = [s.name for s in knowledge.skills()][:LOOKUPS]
    sentence = "Built Python and Go services on Kubernetes, holds an active TS/SCI with polygraph and a B.S. in Physics."
    times = {"skill by name": [], "title head": [], "skills of a sentence": []}
    for name in names:
        for what, work in (
            ("skill by name", lambda name=name: knowledge.skill_named(name)),
            ("title head", lambda name=name: knowledge.title_head(f"Senior {name} Engineer")),
            ("skills of a sentence", lambda: knowledge.find_skills(sentence)),
        ):
            begun = time.perf_counter_ns()
            work()
            times[what].append((time.perf_counter_ns() - begun) / 1000)
    for what, values in times.items():
        rows.times("knowledge packs", "muster", f"lookup: {what}", values, unit="µs")
    for what, size in knowledge.sizes().items():
        goals = {"skills": 3000, "degree patterns": 400, "title heads": 1500, "certifications": 200}
        rows.amount("knowledge packs", what, size, "entries", goals.get(what))
