"""The pay of a whole posting: several places or levels, ends on two lines, and amounts that nothing calls pay."""

from __future__ import annotations

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout


def read(text):
    return read_posting(Layout(format="txt", text=text))


def pay_of(line):
    found = neutral(read(f"Loom Fixer\nTarnbeck Mills\n{line}\nTwo years in a mill.\n"), "x")["salary"]
    return found and (found["min"], found["max"], found["period"])


def test_each_place_has_its_row_and_the_neutral_format_the_whole_span():
    reading = read(
        "Loom Fixer\nTarnbeck Mills\nPay\nDenver: $61,000 - $70,000\nAll other locations: $55,000 - $64,000\n"
    )
    rows = [r for r in reading.requirements if r.kind == "salary"]
    assert [r.detail["of"] for r in rows] == ["Denver", "All other locations"]
    assert neutral(reading, "x")["salary"] == {"min": 55000, "max": 70000, "period": "year"}


def test_what_comes_on_top_of_the_base_is_no_second_place():
    reading = read(
        "Loom Fixer\nTarnbeck Mills\nBase $60,000 to $70,000 in Denver; OTE $90,000 to $99,000 in Denver\n"
    )
    assert neutral(reading, "x")["salary"] == {"min": 60000, "max": 70000, "period": "year"}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Pay type: hourly\nMinimum: $21.50\nMaximum: $28.25", (21.5, 28.25, "hour")),
        ("Low end: $71,000\nHigh end: $86,000", (71000, 86000, "year")),
        ("$51,500 (min) / $66,000 (mid) / $80,500 (max)", (51500, 80500, "year")),
        (
            "Pay from $71,000 a year in our smallest market up to $99,500 in our largest.",
            (71000, 99500, "year"),
        ),
    ],
)
def test_the_ends_of_a_range_may_stand_apart(lines, wanted):
    assert pay_of(lines) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Grade 6: £41,500 (spine point 31)", (41500, 41500, "year")),
        ("Six-month appointment at $61,000 plus a car allowance of $300 per month.", (61000, 61000, "year")),
        ("71k", (71000, 71000, "year")),
        ("Comp: 80-95, depending on the looms you know", (80000, 95000, "year")),
        ("CTC: 9 - 12 LPA", (900_000, 1_200_000, "year")),
        ("Gehalt: 51.000 bis 58.500 Euro brutto pro Jahr", (51000, 58500, "year")),
        ("Rate: €1.250,50 per week", (1250.5, 1250.5, "week")),
        ("£400-£450pd", (400, 450, "day")),
        ("Base $81K, truck ($650 a month), profit share", (81000, 81000, "year")),
        ("Client bill rate $91/hr; your pay rate: $55.25/hr", (55.25, 55.25, "hour")),
        ("Most start near $64,000; the full range is $60,000-$75,000.", (60000, 75000, "year")),
    ],
)
def test_pay_is_read_without_its_usual_words(line, wanted):
    assert pay_of(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "You supervise an intern ($16 an hour, paid by a grant).",
        "Perks include a $120 yearly boot voucher.",
        "Our looms are insured at $88 million and each cost $190,000.",
        "You manage a budget of $140,000.",
        "Bill rate to client: $88/hr",
    ],
)
def test_an_amount_with_another_owner_is_no_pay(line):
    assert pay_of(line) is None
