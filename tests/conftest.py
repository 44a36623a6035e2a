"""What every test may use: a clock that stands still, and a place of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import structlog
from hypothesis import settings

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.store import Store

settings.register_profile("muster", deadline=None)  # a deadline measures how busy the machine is
settings.load_profile("muster")


class FixedClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path, clock):
    """An empty, encrypted store on disk."""
    opened = Store(tmp_path / "data", clock)
    yield opened
    opened.close()


@pytest.fixture
def ada() -> Actor:
    return Actor(ref="user:ada", name="Ada", kind="user", role="administrator")


@pytest.fixture
def rui() -> Actor:
    return Actor(ref="user:rui", name="Rui", kind="user", role="recruiter")


@pytest.fixture(autouse=True)
def nothing_in_the_log_context():
    """The reference of a request that one test made does not stand in the log lines of the next."""
    structlog.contextvars.clear_contextvars()
    yield
    structlog.contextvars.clear_contextvars()
