"""Dates and ranges in the forms résumés use; a month that is not written is not invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.engines.reading.resume.dates import find_points, find_ranges, month_number

RANGES = [
    ("Jan 2019 – Present", "2019-01", "present"),
    ("2019-01 to 2021-03", "2019-01", "2021-03"),
    ("01/2019–03/2021", "2019-01", "2021-03"),
    ("2019 – 2021", "2019", "2021"),
    ("Summer 2018", "2018", ""),
    ("January – May 2011", "2011-01", "2011-05"),
    ("2008present", "2008", "present"),
    ("from April 2010 to till date", "2010-04", "present"),
    ("1997 2000", "1997", "2000"),
    ("2012–13", "2012", "2013"),
    ("Sept. 2018 - Mai 2019", "2018-09", "2019-05"),
    ("März 2019 bis heute", "2019-03", "present"),
    ("févr. 2015 – août 2017", "2015-02", "2017-08"),
    ("enero de 2015 a diciembre de 2016", "2015-01", "2016-12"),
    ("Jan'19 - Mar'20", "2019-01", "2020-03"),
    ("05/2014 - Current", "2014-05", "present"),
    ("2008 to December 2010", "2008", "2010-12"),
    ("Since 2015", "2015", "present"),
    ("18 May - 18 June 2026", "2026-05", "2026-06"),
    ("June 1 - June 30 2024", "2024-06", "2024-06"),
    ("January 15 2020 - March 2 2021", "2020-01", "2021-03"),
    ("2024 - Continued", "2024", "present"),
    ("May 18 - June 19", "2018-05", "2019-06"),
    ("(September 2017 onwards)", "2017-09", "present"),
    ("May, 2010", "2010-05", ""),
    ("12 May 2012 - 3 June 2014", "2012-05", "2014-06"),
    ("01.02.2019 - 31.03.2021", "2019-02", "2021-03"),
    ("06/12 - 07/14", "2012-06", "2014-07"),
    ("Nov 2003 \\xe2\\x80\\x93 October 2004", "2003-11", "2004-10"),
    ("Q3 2019 – Q1 2020", "2019", "2020"),
    ("mars 2019 – à ce jour", "2019-03", "present"),
    ("mars 2019 - en cours", "2019-03", "present"),
    ("marzo 2019 – a la fecha", "2019-03", "present"),
    ("2022 Jan. – 2022 Dec.", "2022-01", "2022-12"),
    ("2021 March – present", "2021-03", "present"),
    ("2019, may be extended", "2019", ""),
]


@pytest.mark.parametrize(("written", "first", "last"), RANGES)
def test_a_range_is_read_in_its_precision(written, first, last):
    assert [(r.first, r.last) for r in find_ranges(written)] == [(first, last)]


def test_a_day_and_month_that_could_be_swapped_give_no_month():
    assert [r.first for r in find_ranges("03/04/2019")] == ["2019"]
    assert [r.first for r in find_ranges("25/04/2019")] == ["2019-04"]


@pytest.mark.parametrize(
    "written", ["I may 20 times", "$2014", "2,014 units", "call 202-555-0123", "section 12.34", "1,999.50"]
)
def test_what_is_no_date_is_left_alone(written):
    assert find_ranges(written) == []


def test_two_ranges_on_one_line_stay_two():
    assert [(r.first, r.last) for r in find_ranges("1999-2001, 2003-2005")] == [
        ("1999", "2001"),
        ("2003", "2005"),
    ]


def test_a_range_that_runs_backwards_is_two_dates():
    assert ("2010", "2008") not in [(r.first, r.last) for r in find_ranges("2010 - 2008")]


def test_months_count_both_ends_and_bare_years_their_difference():
    assert month_number("2019-03", last=True) - month_number("2019-01") == 3
    assert month_number("2021", last=True) - month_number("2019") == 24


@given(st.text(alphabet="JanFeb 2019-/–.'20318present to\n", max_size=80))
def test_points_and_ranges_lie_in_the_text_in_order(text):
    at = 0
    for r in find_ranges(text):
        assert 0 <= at <= r.start < r.end <= len(text)
        at = r.end
    assert all(0 <= p.start < p.end <= len(text) for p in find_points(text))
