"""A heading above a clearance is no clearance, and takes nothing from it."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("text", "level", "status"),
    [
        ("SECURITY CLEARANCE\n\nActive TS/SCI with CI polygraph\nU.S. citizen\n", "tssci", "active"),
        ("Security clearance:\n- Top Secret, expired 2019", "top_secret", "expired"),
        ("SECURITY CLEARANCE\n\nInactive Secret (2019)", "secret", "expired"),
        ("CLEARANCE\n\nSecret", "secret", "unknown"),
    ],
)
def test_the_level_below_a_heading_keeps_its_status(text, level, status):
    found = load().find_clearances(text)
    assert [(m.level, m.status) for m in found] == [(level, status)]


def test_words_after_an_empty_line_do_not_belong_to_a_clearance():
    (found,) = load().find_clearances("TS/SCI\n\nActive member of a society")
    assert (found.start, found.end, found.status) == (0, 6, "unknown")
