"""The place of the work where a label answers, a share of the week has another unit, or only a name tells the place."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout


def place_of(lines):
    text = f"Loom Fixer\nTarnbeck Mills\n{lines}\nTwo years in a mill.\n"
    return neutral(read_posting(Layout(format="txt", text=text)), "x")["remote"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Remote work type: Hybrid", "hybrid"),
        ("REMOTE EMPLOYMENT\nNot available", "onsite"),
        ("Remote options: one telecommuting day weekly", "hybrid"),
        ("Work style: Mill-based, two days from home each month", "hybrid"),
        ("Setting: offsite", "remote"),
        ("Two sessions a week can be done from home.", "hybrid"),
        ("Schedule: Mon/Fri remote. Tues-Thurs at the mill.", "hybrid"),
        ("We'd like to see you in Leeds one or two days per week.", "hybrid"),
        ("Fixers come to our Leeds studio on Tuesdays and Thursdays.", "hybrid"),
        ("The team is together on Wednesdays in Leeds; otherwise remote.", "hybrid"),
        ("Ineligible for remote work.", "onsite"),
        ("Please don't ask about working from home, as the looms can't.", "onsite"),
        ("Although Tarnbeck allows hybrid schedules for many, this one must come in daily.", "onsite"),
        ("Fixing looms from elsewhere isn't possible.", "onsite"),
        ("The island is remote: an hour by boat.", None),
        ("A remote pilot certificate helps; you'll be in remote country.", None),
    ],
)
def test_the_place_is_read(lines, wanted):
    assert place_of(lines) == wanted
