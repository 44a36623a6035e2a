"""A jail with misbehaving tasks, and a jail's children to look at."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from appliance.foundation.jail import Jail, Limits

ROOT = Path(__file__).resolve().parents[3]
HOST = Path(__file__).with_name("jail_host_for_tests.py")
ARGV = (sys.executable, str(HOST))
SHORT = Limits(address_space=512 << 20, cpu=3, wall=1.0, reply=1 << 20)
"""Ends a bad child within a second."""


def make_jail(**options) -> Jail:
    return Jail(ARGV, environment={"PYTHONPATH": str(ROOT)}, **options)


@pytest.fixture(scope="session")
def jail():
    with make_jail(size=2) as made:
        yield made


@pytest.fixture
def new_jail():
    made = []

    def make(**options) -> Jail:
        made.append(make_jail(**options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def short() -> Limits:
    return SHORT


def children_of(process: int) -> list[int]:
    """Process ids of the living and dead children of a process."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(word) for word in text.split()]


@pytest.fixture(name="children_of")
def _children_of():
    return children_of
