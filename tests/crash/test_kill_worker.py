"""The worker is killed with -9 in the middle of an import, again and again: all is there in the end, nothing twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from appliance import wiring
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import SearchRequest
from appliance.foundation.kernel.settings import Settings

ROOT = Path(__file__).parents[2]
RESUMES = ROOT / "packaging" / "sample_data" / "files" / "resumes"
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")
STEPS = (1, 9, 16, 3, 12, 6)
"""After how many more verdicts the worker is killed, in each of its lives."""
PEOPLE = 90
FIRST = ("Ada", "Boris", "Chidi", "Dolores", "Emeka", "Farah", "Goran", "Hana", "Ines", "Jonas")
LAST = (
    "Abernathy", "Brankovic", "Castellane", "Dumitrescu", "Eriksson", "Fontaine", "Grigorenko", "Hollis",
    "Ivarsson", "Jablonski", "Kowalczyk", "Lindqvist", "Moreau", "Novotny", "Okonjo",
)  # fmt: skip
SAMPLES = ("achterberg_desmond.pdf", "priyanka_v_2026.docx", "tashmatov.rtf", "solheim-park.odt")


def person(number):
    name = f"{FIRST[number % 10]} {LAST[number // 10]}"
    lines = (
        name,
        f"{name.replace(' ', '.').lower()}@example.com",
        f"(202) 555-{number:04d}",
        "",
        "Experience",
        f"Clerk, Example Archive {number}, 2019 - 2024",
        "",
        "Skills",
        "Python, bookbinding",
    )
    return "\n".join(lines).encode()


@pytest.fixture
def services(tmp_path):
    found = wiring.services(Settings(data=tmp_path / "data"))
    yield found
    found.close()


@pytest.fixture
def begin_worker(services):
    """Start the worker as ``muster serve`` does; whatever still runs at the end is ended."""
    running = []

    def make():
        process = subprocess.Popen(
            [sys.executable, "-m", "appliance.entry", "worker", "--data", services.settings.data, "--demo"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        running.append(process)
        return process

    yield make
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait(10)


def decided(services, batch):
    found = services.intake.batch(batch)
    return sum(found.counts.values()) - found.waiting


def wait_until(condition, seconds=40):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.004)


def test_a_killed_worker_loses_nothing_and_does_nothing_twice(services, begin_worker, tmp_path):
    batch = services.intake.begin(RUI, "Fair", "browser").id
    total = PEOPLE + len(SAMPLES)
    folder = tmp_path / "stick"
    folder.mkdir()
    for number in range(PEOPLE):
        (folder / f"person {number}.txt").write_bytes(person(number))
    services.intake.add_paths(batch, [folder, *(RESUMES / name for name in SAMPLES)])
    services.intake.seal(RUI, batch)

    counts = []
    for kill, step in enumerate(STEPS):
        process = begin_worker()
        before = decided(services, batch)
        wait_until(lambda goal=before + step: decided(services, batch) >= goal)
        time.sleep(0.003 * kill)  # not always right after a verdict
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        counts.append(decided(services, batch))
    print(f"decided when killed: {counts} of {total}")
    assert len({*counts, total}) == len(STEPS) + 1, "the worker was not killed in mid-batch each time"

    last = begin_worker()
    wait_until(lambda: services.intake.batch(batch).state == "finished")
    wait_until(lambda: services.work.waiting(*wiring.WORK_KINDS_OF_IMPORT) == 0)
    last.terminate()
    assert last.wait(15) == 0

    files = services.intake.files(batch)
    assert services.intake.batch(batch).counts == {"accepted": total}
    assert len(files) == total
    assert len({f.became for f in files}) == total
    assert services.candidates.count() == total
    assert all(len(services.candidates.profile(f.became).documents) == 1 for f in files)
    verdicts = services.audit.entries(action="intake.file_decided", limit=10_000)
    assert len(verdicts) == total
    assert len(services.audit.entries(action="intake.batch_finished", limit=10)) == 1
    assert services.audit.verify(RUI).broken_at == 0
    found = services.search.run(RUI, SearchRequest(text="bookbinding", sourcing="after the kills"))
    assert found.total == PEOPLE
    print(f"{services.candidates.count()} candidates of {total} accepted files after {len(STEPS)} kills")
