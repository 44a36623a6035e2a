"""What a posting asks where nothing asks it outright: a sentence that names it counts, unless it speaks of something else."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.engines.reading.posting.asks import states_years
from appliance.foundation.contracts.reading import Layout

POSTING = """Network Engineer
Harlow Systems, Reston, VA

Harlow Systems builds and runs networks for the Department of Defense.

{}

You will install switches, write change plans and answer tickets.
"""


def read(sentence: str, field: str):
    text = POSTING.format(sentence)
    return neutral(read_posting(Layout(format="txt", text=text)), "x")[field]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("You'll walk into the vault every morning, which means Top Secret.", "top_secret"),
        ("Employment is conditional upon a favorable Tier 3 investigation and award of a Secret clearance.", "secret"),
        ("A Secret will do to start.", "secret"),
        ("Security clearance: Required", "unspecified"),
        ("You should hold DV.", "top_secret"),
        ("The role needs SC, or the willingness to go through it.", "secret"),
        ("Applicants must hold a current AGSVA NV1.", "secret"),
        ("Currently hold a Top Secret clearance (SCI not needed)", "top_secret"),
        ("All new starters complete BPSS checks.", None),
        ("If you happen to have a Secret clearance, mention it.", None),
        ("You write software that cleared users at TS/SCI sites trust.", None),
        ("You will talk to people with TS/SCI clearances all day; you don't have to hold one yourself.", None),
        ("Some require a licence or a government clearance; each posting says so when it applies.", None),
        ("Source candidates with TS/SCI and Secret clearances.", None),
    ],
)  # fmt: skip
def test_a_level_that_any_sentence_names_is_asked_unless_it_is_somebody_elses(sentence, level):
    assert read(sentence, "clearance") == level


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("You must carry a US passport.", "us_citizen"),
        ("Federal law limits this job to citizens.", "us_citizen"),
        ("Citizenship - United States", "us_citizen"),
        ("Citizen or green card.", "citizen_or_pr"),
        ("US citizens and non-citizens alike may apply.", None),
        ("A valid US passport for international travel is a must.", None),
    ],
)
def test_citizenship_is_told_in_other_words(sentence, wanted):
    assert read(sentence, "citizenship") == wanted


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("You've been at this for five years or so.", 5),
        ("Come with five good years of network engineering.", 5),
        ("We picture someone who has managed networks for five years.", 5),
        ("We'd want eight years since you were admitted to the bar.", 8),
        ("Half a decade of network work.", 5),
        ("Five winters of grid maintenance.", 5),
        ("Looking for 4 years of React.", 4),
        ("A year of help desk work.", 1),
        ("Years of experience required: five.", 5),
        ("Two years of college-level teaching.", 2),
        ("Six months or more on a till.", 0.5),
        ("At least 18 years, and 2 years of cash handling experience.", 2),
        ("Must be 21 or older with two years driving.", 2),
        ("And eighty employees makes us not too big.", None),
        ("It's a two-year post.", None),
        ("Guests are aged four to nine years.", None),
        ("The lease runs for three years.", None),
        ("In your first two years you rotate through three teams.", None),
        ("Six months in a cafe helps but isn't a must.", None),
        ("Harlow has grown 3x in two years", None),
    ],
)  # fmt: skip
def test_years_count_wherever_they_stand_unless_they_are_of_something_else(sentence, years):
    assert read(sentence, "min_years") == years


@pytest.mark.parametrize(
    ("sentence", "low", "high", "period"),
    [
        ("It's a $95,000 job.", 95_000, 95_000, "year"),
        ("Starts at $24 an hour, tops out at $28.50.", 24, 28.5, "hour"),
        ("What it pays: one hundred sixty to one hundred eighty-five thousand dollars.", 160_000, 185_000, "year"),
        ("We pay thirteen pounds an hour and there's a room if you need one.", 13, 13, "hour"),
        ("38 to 42 grand depending on you.", 38_000, 42_000, "year"),
        ("The fixed pay is between 14 and 18 lakh rupees a year.", 1_400_000, 1_800_000, "year"),
        ("The salary is 67,000.", 67_000, 67_000, "year"),
        ("The successful candidate can expect $61,000.", 61_000, 61_000, "year"),
    ],
)  # fmt: skip
def test_pay_is_told_in_other_words(sentence, low, high, period):
    found = read(sentence, "salary")
    assert found
    assert (found["min"], found["max"], found["period"]) == (low, high, period)


@pytest.mark.parametrize(
    "sentence",
    ["Trips cost us $1,200 a month.", "Our biggest client spends $90,000 a year with us.", "A flat here rents for $1,400 a month."],
)  # fmt: skip
def test_what_others_pay_is_no_pay(sentence):
    assert read(sentence, "salary") is None


@pytest.mark.parametrize(
    ("sentence", "policy"),
    [
        ("You'll be on the Hill most days, walking between offices.", "onsite"),
        ("This one has to be done in the building.", "onsite"),
        ("Because the network is air-gapped, nothing can be done from home.", "onsite"),
        ("Nobody does this from home.", "onsite"),
        ("Three days a week, always in the office.", "onsite"),
        ("We're a hybrid team, Mon and Wed at 100 Queens Quay.", "hybrid"),
        ("Two days you're with us in Dundee, three you're not.", "hybrid"),
        ("Our data team sits together in Leeds four days a week, Fridays are yours to spend wherever.", "hybrid"),
        ("Nobody at Harlow goes to an office, because we don't have one.", "remote"),
        ("Home office: not possible.", "onsite"),
        ("Please only apply if you can be in our Cork office daily.", "onsite"),
        ("Mix of remote and in-person work in Madison.", "hybrid"),
        ("Home-based with one day a week in our Crewe depot.", "hybrid"),
        ("One week in the office, one week at home.", "hybrid"),
        ("Your spare room is the office.", "remote"),
        ("You will never need to commute.", "remote"),
        ("Some jobs in our organisation are remote, others are tied to a place; each posting says which.", None),
        ("You'll be assigned to a project site, with a trailer for an office.", None),
        ("We want everyone who works here to feel that they belong.", None),
    ],
)  # fmt: skip
def test_the_place_of_the_work_is_told_in_free_words(sentence, policy):
    assert read(sentence, "remote") == policy


def test_a_boards_other_positions_say_nothing_of_this_one():
    text = POSTING.format("Oscilloscopes and logic analysers.") + (
        "Similar jobs\nSenior RF Engineer - TS/SCI clearance required - $180,000\n"
    )
    found = neutral(read_posting(Layout(format="txt", text=text)), "x")
    assert found["clearance"] is None
    assert found["salary"] is None


@pytest.mark.parametrize(
    "said", ["three years behind you", "5 years of nursing under your belt", "4 or more years behind them"]
)
def test_years_behind_somebody_are_stated(said):
    assert states_years(f"You have {said}.")
