"""Clearances, citizenship and years told without a known phrase, and what is said of others."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout

FRAME = "Systems Analyst\nFort Meade, MD\nYou will design and test networks for the Army.\n{}\nFull time."


def read(line):
    return neutral(read_posting(Layout(format="txt", text=FRAME.format(line))), "x")


@pytest.mark.parametrize(
    ("line", "level", "status"),
    [
        ("A Secret is a prerequisite.", "secret", "active"),
        ("DISS-verifiable Secret", "secret", "active"),
        ("We will start you unclassified while your Secret is being processed.", "secret", "obtainable"),
        ("This is a Critical-Sensitive position requiring a favorable Tier 5 investigation.", "top_secret", "obtainable"),
        ("Clr: S", "secret", "active"),
        ("Sys Admin / Norfolk / Secret / Sec+ / 5 yrs", "secret", "active"),
        ("You must come already cleared.", "unspecified", "active"),
        ("Employees go through a government clearance once hired.", "unspecified", "obtainable"),
        ("You'll be put through for TS/SCI", "tssci", "obtainable"),
        ("Access to classified information up to Secret is a condition of employment.", "secret", "active"),
    ],
)  # fmt: skip
def test_a_level_counts_beside_any_word_that_says_it_of_the_holder(line, level, status):
    assert (read(line)["clearance"], read(line)["clearance_status"]) == (level, status)


@pytest.mark.parametrize(
    "line",
    [
        "You find TS/SCI developers for our clients.",
        "If you have a Secret clearance, tell us.",
        "We prefer people with a Secret",
        "Candidates with an active clearance are encouraged to apply.",
        "Some positions here require a Secret clearance; this one doesn't.",
        "You do not need to be cleared.",
        "Clearance Requirement: None",
        "Our customers need Top Secret solutions.",
        "Secret-level work is handled by another team.",
        "You'll run badge access and clearance levels for our plants.",
    ],
)
def test_what_is_said_of_others_or_wished_for_asks_for_none(line):
    assert read(line)["clearance"] is None


def test_a_posting_that_needs_none_has_none_whatever_it_names_in_passing():
    assert (
        read("TS/SCI developers, Secret help desk: you place them. You don't need a clearance.")["clearance"]
        is None
    )
    assert (
        read("No clearance is required to apply. You must obtain a Secret within a year.")["clearance"]
        == "secret"
    )


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("TS cleared, U.S. citizen, 7 yrs min", "us_citizen"),
        ("Nationality: U.S.", "us_citizen"),
        ("Candidates who are not U.S. citizens cannot be considered.", "us_citizen"),
        ("Are you a citizen? You have to be.", "us_citizen"),
        ("Citizenship: US citizen or PR", "citizen_or_pr"),
        ("We don't require citizenship.", None),
        ("You support refugees towards green cards and citizenship.", None),
        ("Canada/US passport holders welcome", None),
    ],
)
def test_citizenship_is_one_item_among_others(line, wanted):
    assert read(line)["citizenship"] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("FSA or near; six to ten years.", 6),
        ("Windows Engineer | 7 yrs | TS | contract-to-hire", 7),
        ("Exp: 12", 12),
        ("Years: 10 of industrial security", 10),
        ("Five years of nursing, CNOR preferred.", 5),
        ("We need a CPA with not less than five years in manufacturing.", 5),
        ("Appointment: one year, renewable", None),
        ("No DUI in 7 years", None),
        ("Background check reaching back ten years", None),
    ],
)
def test_years_are_one_item_among_others(line, wanted):
    assert read(line)["min_years"] == wanted


def test_rows_of_a_plain_table_are_labels_and_their_quotes_are_the_texts_own():
    text = "Oracle DBA\n| Clearance | Public Trust |\n|Years|6+|\n| Citizenship | US |"
    reading = read_posting(Layout(format="txt", text=text))
    found = neutral(reading, "x")
    assert (found["clearance"], found["min_years"], found["citizenship"]) == ("public_trust", 6, "us_citizen")
    for row in reading.requirements:
        assert row.quote == text[row.span.start : row.span.end]
