"""Whole flows: real files, a real jail, the worker, and the command line as its users start it."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from appliance import wiring
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.settings import Settings

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "packaging" / "sample_data" / "files"
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")


@pytest.fixture(scope="session")
def jail():
    opened = wiring.new_jail(2, accepted=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def muster():
    """``muster(folder, "import", …)``: run the command over a data directory; (exit code, what --json printed)."""

    def run(folder, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", "appliance.entry", *map(str, arguments), "--data", folder, "--json"],
            capture_output=True,
            cwd=ROOT,
            env=dict(os.environ),
            timeout=100,
            check=False,
        )
        assert done.returncode in {0, 4}, done.stderr.decode()
        return done.returncode, json.loads(done.stdout)

    return run


@pytest.fixture
def opened(jail):
    """``with opened(folder) as services``: the services over a data directory, with a jail that is warm already."""

    @contextmanager
    def make(folder):
        services = wiring.services(Settings(data=folder))
        services.__dict__["jail"] = jail
        try:
            yield services
        finally:
            services.__dict__.pop("jail")
            services.close()

    return make


@pytest.fixture
def work():
    """``work(services)``: be the worker until nothing is left to do."""

    def until_done(services):
        worker, _, indexer = services.worker("test")
        while worker.run_once():
            pass
        indexer.close()

    return until_done


@pytest.fixture
def bring(work):
    """``bring(services, *files)``: import paths or (name, content) pairs; the batch as it ended."""

    def make(services, *files, label="Fair"):
        batch = services.intake.begin(RUI, label, "browser")
        for file in files:
            name, content = (file.name, file.read_bytes()) if isinstance(file, Path) else file
            services.intake.add(batch.id, name, content)
        services.intake.seal(RUI, batch.id)
        work(services)
        return services.intake.batch(batch.id)

    return make
