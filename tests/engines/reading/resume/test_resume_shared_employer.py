"""Whose employer a title without one has: that of the entry above it, or nobody's."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("dates", "employer"), [("Jan 2016 - Dec 2018", "Contoso Ltd"), ("Jan 2012 - Mar 2014", "")]
)
def test_a_title_alone_is_of_the_employer_above_only_where_no_time_lies_between(read, dates, employer):
    facts = read(
        f"Ada Stone\nada@example.com\n\nExperience\nSenior Data Analyst, Contoso Ltd, Jan 2019 - Present\n- Led two people\n\nData Analyst, {dates}\n- Wrote reports\n"
    )
    held = {f.detail["title"]: f.detail.get("employer", "") for f in facts if f.kind == "position"}
    assert held == {"Senior Data Analyst": "Contoso Ltd", "Data Analyst": employer}
