"""Single sentences and the rows they give."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import read_posting
from appliance.engines.reading.posting.dates import find_dates
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.salary import find_pay
from appliance.engines.reading.posting.years import find_years
from appliance.foundation.contracts.reading import Layout


def rows(sentence, kind, heading="Requirements"):
    text = f"Baker\n{heading}\n{sentence}\n"
    return [r for r in read_posting(Layout(format="txt", text=text)).requirements if r.kind == kind]


@pytest.mark.parametrize(
    ("sentence", "years", "subject"),
    [
        ("5+ years of experience in backend development", 5, "backend development"),
        ("at least 2 years owning a ledger", 2, "owning a ledger"),
        ("Minimum of seven (7) years' experience", 7, ""),
        ("3-5 yrs. of relevant experience", 3, ""),
        ("18 months of experience in support", 1.5, "support"),
        (
            "52 weeks of specialized experience at the GS-9 level",
            1,
            "specialized experience at the GS-9 level",
        ),
        ("10 years minimum experience as a pilot", 10, "pilot"),
    ],
)
def test_a_number_of_years_and_what_it_is_of(sentence, years, subject):
    found = find_years(sentence, asked=True)
    assert [(m.years, m.subject.removeprefix("the ")) for m in found] == [(years, subject)]


@pytest.mark.parametrize(
    "sentence",
    [
        "4-year degree", "must be 18 years old", "a two-year contract", "in the last 5 years", "founded 30 years ago", "a 10-year safety record",
        "our team has a combined 60 years of experience", "vesting over 4 years", "less than 3 years of experience",
    ],
)  # fmt: skip
def test_other_years_are_no_experience(sentence):
    assert find_years(sentence, asked=True) == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("$120k–$150k", (120000, 150000, "USD", "year")),
        ("Pay: $45/hr", (45, 45, "USD", "hour")),
        ("USD 90,000 to 110,000 annually", (90000, 110000, "USD", "year")),
        ("£35,000 - £42,000 per annum", (35000, 42000, "GBP", "year")),
        ("up to £45k salary", (None, 45000, "GBP", "year")),
        ("Salary from $4,200 a month", (4200, None, "USD", "month")),
        ("Gehalt 65.000 € - 80.000 € per year", (65000, 80000, "EUR", "year")),
        ("base of $140-170K", (140000, 170000, "USD", "year")),
    ],
)
def test_pay_is_read_with_currency_and_period(sentence, wanted):
    assert [(p.minimum, p.maximum, p.currency, p.period) for p in find_pay(sentence, expected=False)] == [
        wanted
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We raised $45 million", "a $10,000 signing bonus", "401k match up to $5,000", "revenue of $2,000,000 a year", "manage a budget of $250,000",
        "a $1,500 learning stipend", "loans of $100,000 to $2,000,000", "saves customers $40,000 a year",
    ],
)  # fmt: skip
def test_other_money_is_no_pay(sentence):
    assert find_pay(sentence, expected=False) == []


@pytest.mark.parametrize(
    ("sentence", "word", "wanted"),
    [
        ("Python required, Go preferred", "Python", "required"),
        ("Python required, Go preferred", "Go", "preferred"),
        ("Kafka, Redis or RabbitMQ preferred", "Kafka", "preferred"),
        ("5 years of Python, Django preferred", "Python", "required"),
        ("Kubernetes (EKS preferred)", "Kubernetes", "required"),
        ("Kubernetes (EKS preferred)", "EKS", "preferred"),
        ("Spanish (preferred)", "Spanish", "preferred"),
        ("Sales, preferably in software", "software", "preferred"),
        ("Docker is a plus", "Docker", "preferred"),
        ("manage preferred suppliers with SAP", "SAP", "required"),
    ],
)
def test_the_words_beside_decide_whether_it_is_required(sentence, word, wanted):
    at = sentence.index(word)
    assert need_of(sentence, at, at + len(word), "required") == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Active Secret clearance", [("secret", "active", "required")]),
        ("Ability to obtain a Top Secret clearance", [("top_secret", "obtainable", "required")]),
        ("Secret clearance or the ability to obtain one", [("secret", "obtainable", "required")]),
        ("Secret clearance preferred", [("secret", "active", "preferred")]),
        ("A Secret clearance may be required for some projects", [("secret", "", "preferred")]),
        ("No clearance required", []),
        ("Our facility clearance is Top Secret", []),
        ("Customs clearance experience", []),
    ],
)
def test_clearances_have_a_level_a_status_and_a_need(sentence, wanted):
    assert [(r.normal, r.status, r.need) for r in rows(sentence, "clearance")] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("US citizenship required under 10 CFR 710", [("us_citizen", "required", "10 CFR 710")]),
        ("Must be a U.S. person (ITAR)", [("citizen_or_pr", "required", "ITAR")]),
        ("US citizen or green card holder", [("citizen_or_pr", "required", "")]),
        ("US citizens preferred", [("us_citizen", "preferred", "")]),
        ("All applicants are considered regardless of citizenship", []),
        ("US citizens, green card holders and H1B", []),
        ("Our clients are U.S. citizens", []),
    ],
)
def test_citizenship_names_its_authority(sentence, wanted):
    assert [(r.normal, r.need, r.detail["authority"]) for r in rows(sentence, "citizenship")] == wanted


@pytest.mark.parametrize(
    ("sentence", "policy"),
    [
        ("This role is fully remote.", "remote"),
        ("Hybrid: 3 days a week in the office", "hybrid"),
        ("This position is not eligible for telework.", "onsite"),
        ("You will use remote monitoring and remote sensing in a hybrid cloud.", ""),
        ("There is an on-site gym.", ""),
    ],
)
def test_the_remote_policy_is_the_positions_own(sentence, policy):
    text = f"Baker\nBrookfern is a bakery in the north and we have been baking good bread there for years.\n{sentence}\n"
    assert read_posting(Layout(format="txt", text=text)).remote == policy


def test_dates_are_read_in_several_spellings():
    assert (
        find_dates("2026-05-07, May 7th, 2026; 7 May 2026; 5/7/2026; 31 February 2026") == ["2026-05-07"] * 4
    )


def test_the_bigger_of_two_ways_is_an_alternative():
    row = rows("BS + 6 years or MS + 4 years of experience", "degree")[0]
    assert row.normal == "bachelor"
    assert [(a.degree, a.years) for a in row.alternatives] == [("bachelor", 6.0), ("master", 4.0)]
