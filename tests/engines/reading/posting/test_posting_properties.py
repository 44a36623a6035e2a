"""Whatever a posting says, its spans quote its text and reading it stays quick."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.engines.reading.posting import LintPolicy, lint, neutral, read_posting
from appliance.engines.reading.posting.reader import LONGEST
from appliance.foundation.contracts.reading import Layout

PIECES = st.sampled_from(
    [
        "Requirements", "Requirements:", "Nice to have", "• ", "- ", "-", "\n", "\n\n", " ", ", ", " or ", " and ", ". ", ": ", "; ",
        "5+ years of Python", "three (3) years", "Bachelor's degree", "MS + 4 years", "TS/SCI", "Secret clearance", "US citizen", "(preferred)",
        "$120k–$150k", "£45/hr", "401k", "Remote", "hybrid", "Boston, MA", "such as:", "including:", "About Brookfern", "You will bake.",
        "experienceStrong skillsAbility", "equal opportunity", "Posted: May 7, 2026", "é", "\u00a0", "\u2028", "\t", "🍞", "AWS, Azure or GCP",
    ]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_span_lies_in_the_text_and_quotes_it(text):
    reading = read_posting(Layout(format="txt", text=text))
    for row in reading.requirements:
        if row.span is not None:
            assert 0 <= row.span.start < row.span.end <= len(text)
            assert text[row.span.start : row.span.end] == row.quote
    for span in (*reading.summary, *reading.responsibilities, *(s.span for s in reading.sections)):
        assert 0 <= span.start < span.end <= len(text)
    if reading.title_span:
        assert text[reading.title_span.start : reading.title_span.end] == reading.title
    if reading.organisation_span:
        assert text[reading.organisation_span.start : reading.organisation_span.end] == reading.organisation
    assert neutral(reading, "x")["id"] == "x"
    assert isinstance(lint(reading, text, LintPolicy()), tuple)
    assert read_posting(Layout(format="txt", text=text)) == reading


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120))
def test_any_text_and_any_structured_data_are_read_without_an_error(text, structured):
    read_posting(Layout(format="txt", text=text, structured=structured))


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "A",
        "1",
        "(",
        "5 years ",
        "$1,000 - ",
        "Bachelor's degree or ",
        "A: b\n",
        "such as:\na\n",
        "aaaaBbbb",
        ". ",
        " ",
        "secret ",
        "remote ",
    ],
)
def test_reading_grows_no_faster_than_the_text(piece):
    text = (piece * 20_000)[:20_000]
    read_posting(Layout(format="txt", text="warm up"))
    began = time.process_time()
    read_posting(Layout(format="txt", text=text))
    assert time.process_time() - began < 5


def test_only_the_beginning_of_an_endless_text_is_read():
    text = "Baker\n" + "We bake. " * (LONGEST // 4)
    reading = read_posting(Layout(format="txt", text=text))
    assert all(s.span.end <= LONGEST for s in reading.sections)
