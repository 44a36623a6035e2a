"""Fields of study behind a degree."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Bachelor of Science, Supply Chain Management", "Supply Chain Management"),
        ("bachelor's degree in mechanical engineering or similar", "mechanical engineering"),
        ("Master of Arts - International Relations", "International Relations"),
        ("Bachelor's degree in information systems", "information systems"),
        ("MBA, Finance", "Finance"),
        ("Diplom Wirtschaftsinformatik", "Wirtschaftsinformatik"),
        ("Bachelor's degree, leadership skills", ""),
    ],
)
def test_a_field_behind_a_degree_is_found_in_any_case(text, field):
    assert [degree.field for degree in load().find_degrees(text)] == [field]
