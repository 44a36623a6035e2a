"""When backups are made, and which stay."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.lifecycle.backup.plan import CHOICES, Plan, next_moment, to_remove

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_every_day_at_two():
    assert next_moment(Plan(), NOW) == datetime(2026, 3, 3, 2, tzinfo=UTC)


def test_none_by_themselves():
    assert next_moment(Plan(every_hours=0), NOW) is None


@given(MOMENTS, st.sampled_from(CHOICES[1:]), st.integers(0, 23))
def test_the_next_moment_is_later_and_within_one_step(now, every, hour):
    plan = Plan(every_hours=every, hour=hour)
    found = next_moment(plan, now)
    assert now < found <= now + timedelta(hours=every)
    assert next_moment(plan, found) == found + timedelta(hours=every)


@settings(max_examples=50)
@given(st.sets(MOMENTS, max_size=60), st.integers(1, 9), st.integers(0, 5), st.integers(0, 6))
def test_the_newest_stays_and_no_more_than_was_asked(moments, days, weeks, months):
    plan = Plan(days=days, weeks=weeks, months=months)
    kept = moments - to_remove(plan, moments)
    assert len(kept) <= days + weeks + months + 1
    assert not moments or max(moments) in kept
    assert to_remove(plan, kept) == set()


def test_a_year_of_daily_backups_leaves_a_week_a_month_and_half_a_year():
    moments = {NOW - timedelta(days=n) for n in range(365)}
    kept = sorted(moments - to_remove(Plan(), moments), reverse=True)
    assert kept[:7] == [NOW - timedelta(days=n) for n in range(7)]
    assert len(kept) == 13
    assert (NOW - kept[-1]).days > 120


@pytest.mark.parametrize("bad", [{"hour": 24}, {"days": 0}, {"every_hours": -1}, {"often": 1}])
def test_a_plan_that_is_none(bad):
    with pytest.raises(ValueError):
        Plan(**bad)
