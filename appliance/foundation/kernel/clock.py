"""Time comes in as a value, so that every decision can be tested and repeated."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Protocol

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment, timezone-aware, in UTC."""
        return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """A moment as stored and logged: UTC, microseconds, fixed width, so that text order is time order."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def from_iso(text: str) -> datetime:
    """The inverse of ``iso``. Raises ValueError on anything else."""
    if not _ISO.fullmatch(text):
        raise ValueError(f"not a moment as it is stored: {text!r:.60}")
    return datetime.fromisoformat(text)
