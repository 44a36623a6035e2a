"""Places as résumés and postings write them."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Chantilly, VA (on site)", "Chantilly, VA"),
        ("Boston, MA", "Boston, MA"),
        ("Washington, D.C.", "Washington, DC"),
        ("Washington DC 20001", "Washington, DC"),
        ("Springfield, IL 62704", "Springfield, IL"),
        ("Ft. Meade, MD", "Fort Meade, MD"),
        ("Kansas City, Kansas", "Kansas City, KS"),
        ("Paris, TX", "Paris, TX"),
        ("London, England", "London, United Kingdom"),
        ("London, ON", "London, ON"),
        ("Berlin, Germany", "Berlin, Germany"),
        ("München", "Munich, Germany"),
        ("Remote (US)", "United States"),
        ("Atlanta, Georgia", "Atlanta, GA"),
        ("Tbilisi, Georgia", "Tbilisi, Georgia"),
        ("Sydney, NSW", "Sydney, Australia"),
    ],
)
def test_a_place_is_found_as_it_is_written(text, name):
    assert [place.name for place in load().find_locations(text)] == [name]


def test_a_city_that_is_also_a_name_or_a_word_needs_its_state():
    assert load().find_locations("Madison Stone") == []
    assert load().find_locations("Reading and Mobile") == []
    assert [place.name for place in load().find_locations("Madison, WI")] == ["Madison, WI"]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("Boston, MA", "New York, NY", 290, 320),
        ("Sydney, Australia", "Auckland, New Zealand", 2100, 2200),
        ("Santiago, Chile", "Buenos Aires, Argentina", 1100, 1180),
    ],
)
def test_distances_are_right_on_both_sides_of_the_equator(one, other, low, high):
    distance = load().distance_km(one, other)
    assert distance is not None
    assert low < distance < high


def test_the_gazetteer_covers_the_cities_people_apply_from():
    assert load().sizes()["cities"] >= 2000
