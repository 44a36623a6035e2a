"""Generated bad files, through the real jail as an import reads them: each ends with text or a reason, in bounded
time and memory, and the program that asked goes on.

``MUSTER_FULL=1`` reads all of them (and 60 damaged copies); ``MUSTER_HOSTILE=folder`` reads a folder's files besides.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from appliance.foundation.jail import READ_LIMITS, JailKilled
from appliance.foundation.kernel.errors import BadInput
from appliance.wiring import new_jail, read_alone

ROOT = Path(__file__).parents[2]
FULL = bool(os.environ.get("MUSTER_FULL"))
EACH_NTH = 1 if FULL else 37
DAMAGED = 60 if FULL else 4
LEAST_FULL = 300
SECONDS = 10.0
OWN_GROWTH = 160 << 10
"""Kibibytes the asking process may grow by: it holds the largest file (50 MiB) and the largest reply, taken apart."""
LATE = 5.0
"""Seconds a busy machine may add before the host looks at its clock and the reply is taken apart."""
CONTAINERS = frozenset({".zip", ".mbox", ".eml", ".msg"})
SAMPLES = ROOT / "packaging/sample_data/files/resumes"


FORGET_PEAK = "5"


def own_peak() -> int:
    """Most memory this process has had since its peak was forgotten, in kibibytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


@pytest.fixture(scope="module")
def generated():
    sys.path.insert(0, str(ROOT / "packaging/sample_data"))
    from hostile_parts import generated

    yield generated
    sys.path.remove(str(ROOT / "packaging/sample_data"))


@pytest.fixture(scope="module")
def jail():
    found = new_jail(2, accepted=True)
    read_alone(found, SAMPLES / "achterberg_desmond.pdf", "resume")()  # its start is nobody's time
    yield found
    found.close()


def outcome(jail, path: Path) -> str:
    """A reason or "text"; both at once or neither fails."""
    try:
        reading = read_alone(jail, path, "resume")()
    except JailKilled as killed:
        return f"stopped: {killed.code}"
    except BadInput:
        return "container without a document"
    assert bool(reading.refusal) != bool(reading.layout.text.strip()), "neither text nor a reason, or both"
    if reading.refusal:
        assert reading.facts == ()
        assert [n.severity for n in reading.layout.notes] == ["fatal"]
        return reading.refusal
    return "text"


def judged(jail, paths) -> tuple[Counter[str], list[tuple[float, str]]]:
    ends: Counter[str] = Counter()
    took = []
    for path in paths:
        begun = time.monotonic()
        ends[outcome(jail, path)] += 1
        if path.suffix not in CONTAINERS:  # an archive takes as long as its members
            took.append((time.monotonic() - begun, path.name))
        path.unlink() if path.parent.name == "generated" else None
    return ends, sorted(took, reverse=True)


def told(what: str, ends: Counter[str], took: list[tuple[float, str]]) -> None:
    slow = [one for one in took if one[0] > SECONDS]
    print(f"{what}: {sum(ends.values())} files: {dict(ends.most_common())}")
    print(
        f"{what}: slowest {took[0][0]:.1f} s ({took[0][1]}); over {SECONDS:.0f} s: {len(slow)}; load {os.getloadavg()[0]:.1f}"
    )


def test_generated_files_end_with_text_or_a_reason(jail, generated, tmp_path):
    folder = tmp_path / "generated"
    folder.mkdir()
    makers = list(generated.every())
    assert len({name for name, _ in makers}) == len(makers)
    chosen = makers[::EACH_NTH]
    assert not FULL or len(chosen) >= LEAST_FULL

    def written():
        # made in a process of their own: what the asking process grows by is what reading costs it
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            for name, _ in chosen:
                apart.submit(generated.write, name, folder).result()
                yield folder / name

    gc.collect()
    Path("/proc/self/clear_refs").write_text(FORGET_PEAK, encoding="ascii")
    before = own_peak()
    ends, took = judged(jail, written())
    grown = own_peak() - before
    told("generated", ends, took)
    print(
        f"generated: the asking process grew by {grown >> 10} MB at most; a child may have {READ_LIMITS.address_space >> 20} MB"
    )
    assert sum(ends.values()) == len(chosen)
    assert took[0][0] < READ_LIMITS.wall + LATE
    assert ends["text"] > 0
    assert grown < OWN_GROWTH


def test_damaged_copies_end_with_text_or_a_reason(jail, generated, tmp_path):
    folder = tmp_path / "generated"
    folder.mkdir()
    files = sorted(SAMPLES.iterdir(), key=lambda f: f.name)

    def written():
        for number in range(DAMAGED):
            original = files[number * 7 % len(files)]
            path = folder / f"{number}_{original.name}"
            path.write_bytes(generated.damaged(original.read_bytes(), f"{number}{original.name}"))
            yield path

    ends, took = judged(jail, written())
    told("damaged", ends, took)
    assert sum(ends.values()) == DAMAGED
    assert took[0][0] < READ_LIMITS.wall + LATE


def test_a_folder_of_bad_files_ends_with_text_or_a_reason(jail):
    folder = os.environ.get("MUSTER_HOSTILE")
    if not folder:
        pytest.skip("MUSTER_HOSTILE names no folder")
    paths = sorted(p for p in Path(folder).rglob("*") if p.is_file())
    ends, took = judged(jail, paths)
    told(folder, ends, took)
    assert sum(ends.values()) == len(paths) > 0


def test_after_all_of_them_a_good_file_is_read(jail):
    assert outcome(jail, SAMPLES / "achterberg_desmond.pdf") == "text"
