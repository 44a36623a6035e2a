"""When backups are made and which are kept. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from pydantic import Field

from appliance.foundation.contracts.values import Value

CHOICES = (0, 6, 12, 24, 168)
"""Hours between backups; 0 = none by themselves."""
RETRY = timedelta(hours=1)


class Plan(Value):
    """``hour`` is that of UTC; of each of the last days, weeks and months the newest backup is kept."""

    every_hours: int = Field(default=24, ge=0, le=168)
    hour: int = Field(default=2, ge=0, le=23)
    days: int = Field(default=7, ge=1, le=366)
    weeks: int = Field(default=4, ge=0, le=520)
    months: int = Field(default=6, ge=0, le=120)

    @property
    def late_after(self) -> timedelta:
        """From which age on the newest good backup is too old."""
        return timedelta(hours=2 * self.every_hours or 14 * 24)


def next_moment(plan: Plan, now: datetime) -> datetime | None:
    """The next moment after ``now`` by the plan; None when it makes none."""
    if not plan.every_hours:
        return None
    first = datetime(2024, 1, 1, plan.hour, tzinfo=now.tzinfo)  # a Monday
    step = timedelta(hours=plan.every_hours)
    return first + ((now - first) // step + 1) * step


def to_remove(plan: Plan, moments: Iterable[datetime]) -> set[datetime]:
    """Which backups go. The newest always stays."""
    newest_first = sorted(set(moments), reverse=True)
    kept: set[datetime] = set(newest_first[:1])
    periods: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (plan.days, lambda m: (m.year, m.month, m.day)),
        (plan.weeks, lambda m: tuple(m.isocalendar())[:2]),
        (plan.months, lambda m: (m.year, m.month)),
    )
    for count, period in periods:
        found: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            found.setdefault(period(moment), moment)
        kept |= set(list(found.values())[:count])
    return set(newest_first) - kept
