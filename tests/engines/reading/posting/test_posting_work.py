"""How much work hostile postings make: counted in calls of our own functions, not in time."""

from __future__ import annotations

import sys

import pytest

from appliance.engines.knowledge import load
from appliance.engines.reading.posting import read_posting
from appliance.engines.reading.posting.outline import outline
from appliance.engines.reading.posting.paragraphs import paragraphs
from appliance.engines.reading.posting.sentences import LONGEST
from appliance.foundation.contracts.reading import Layout


def layout(text):
    return Layout(format="txt", text=text)


def calls(text):
    """The Python and C calls one reading makes."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        read_posting(layout(text))
    finally:
        sys.setprofile(None)
    return count


LINES = (
    "Secret required ",
    "Secret required: ",
    "Clearance: Secret; ",
    "TS/SCI, ",
    "| Clearance | Secret |",
    "5 years: ",
)


@pytest.mark.parametrize("repeated", LINES)
def test_twice_as_long_a_line_is_at_most_about_twice_the_work(repeated):
    read_posting(layout("Engineer\nSecret required"))  # the knowledge is loaded once
    once, twice = (calls("Engineer\n" + repeated * n) for n in (200, 400))
    print(f"{repeated!r}: {once} calls, {twice} for twice as many")
    assert twice <= 2.3 * once


@pytest.mark.parametrize("repeated", LINES)
def test_no_sentence_is_longer_than_the_longest_because_each_is_weighed_as_a_whole(repeated):
    text = "Engineer\n" + repeated * 400
    drawn = outline(text, paragraphs(layout(text)), load())
    assert max(u.end - u.start for u in drawn.units) <= LONGEST
