"""How long somebody has to wait after failed logins; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from appliance.foundation.contracts.values import Value

WINDOW = timedelta(minutes=15)
"""Failures further apart than this do not add up."""
WAITS = {3: timedelta(seconds=15), 4: timedelta(seconds=60), 5: timedelta(minutes=15)}
"""After so many failures in a row, wait so long; from the last on, always the last."""


class Tries(Value):
    """What is remembered of one name: ``refused`` counts tries made while waiting, which were not looked at."""

    failures: int = 0
    last_at: datetime | None = None
    not_before: datetime | None = None
    refused: int = 0


def waiting(tries: Tries, now: datetime) -> timedelta:
    """How long the next try still has to wait; zero when it may be made."""
    if tries.not_before is None or now >= tries.not_before:
        return timedelta(0)
    if tries.last_at is not None and now < tries.last_at - WINDOW:
        return timedelta(0)  # the clock was set back; nobody is locked out for years by that
    return tries.not_before - now


def failed(tries: Tries, now: datetime) -> Tries:
    """The state after one more failure."""
    fresh = tries.last_at is None or now - tries.last_at > WINDOW
    failures = 1 if fresh else tries.failures + 1
    wait = WAITS.get(min(failures, max(WAITS)))
    return Tries(failures=failures, last_at=now, not_before=now + wait if wait else None)


def locked(tries: Tries) -> bool:
    """Whether this is the long wait, which the log calls a lock."""
    return tries.failures >= max(WAITS)


def in_words(wait: timedelta) -> str:
    """``timedelta`` for a sentence: "40 seconds", "14 minutes"."""
    seconds = max(1, int(wait.total_seconds() + 0.999))
    if seconds < 90:
        return f"{seconds} seconds" if seconds != 1 else "1 second"
    return f"{(seconds + 59) // 60} minutes"
