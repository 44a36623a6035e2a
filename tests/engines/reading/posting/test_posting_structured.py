"""What a page says about itself to machines comes first."""

from __future__ import annotations

import json

import pytest

from appliance.engines.reading.posting import neutral, read_posting
from appliance.foundation.contracts.reading import Layout

TEXT = "Oven Engineer\nBrookfern Inc\nPosted: May 1, 2026\nRequirements\n3+ years of Python\n$90,000 a year\n"
POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Senior Oven Engineer",
    "hiringOrganization": {"@type": "Organization", "name": "Brookfern Inc"},
    "jobLocation": [
        {"address": {"addressLocality": "Boston", "addressRegion": "MA", "addressCountry": {"name": "US"}}}
    ],
    "jobLocationType": "TELECOMMUTE",
    "applicantLocationRequirements": {"@type": "Country", "name": "USA"},
    "baseSalary": {
        "currency": "USD",
        "value": {"minValue": 100000, "maxValue": "120000", "unitText": "YEAR"},
    },
    "datePosted": "2026-05-02T10:00",
    "validThrough": "2026-06-02",
    "employmentType": ["FULL_TIME", "CONTRACTOR"],
    "educationRequirements": {"credentialCategory": "bachelor degree"},
    "experienceRequirements": {"monthsOfExperience": 60},
    "securityClearanceRequirement": "Active Secret clearance",
}


def read(structured):
    return read_posting(Layout(format="html", text=TEXT, structured=structured))


@pytest.mark.parametrize(
    "wrap", [lambda p: p, lambda p: [p], lambda p: {"@graph": [{"@type": "WebPage"}, p]}]
)
def test_the_page_s_own_values_outrank_its_text(wrap):
    reading = read(json.dumps(wrap(POSTING)))
    plain = neutral(reading, "oven")
    assert plain["title"] == "Senior Oven Engineer"
    assert plain["organization"] == "Brookfern Inc"
    assert plain["locations"] == ["Boston, MA, US"]
    assert plain["remote"] == "remote"
    assert plain["salary"] == {"min": 100000, "max": 120000, "period": "year"}
    assert (plain["clearance"], plain["clearance_status"]) == ("secret", "active")
    assert plain["degree_min"] == "bachelor"
    assert reading.detail["opens"] == "2026-05-02"
    assert reading.detail["closes"] == "2026-06-02"
    assert reading.detail["employment_type"] == "FULL_TIME, CONTRACTOR"
    assert reading.detail["applicants_from"] == "USA"


def test_a_value_that_the_text_says_too_has_its_place():
    reading = read(json.dumps(POSTING))
    assert TEXT[reading.organisation_span.start : reading.organisation_span.end] == "Brookfern Inc"
    assert reading.title_span is None


def test_requirements_of_the_text_stay():
    reading = read(json.dumps(POSTING))
    assert [r.years for r in reading.requirements if r.kind == "skill"] == [3.0]


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "null",
        "7",
        '"x"',
        '{"@type": "WebPage"}',
        "[" * 5000,
        '{"@type":"JobPosting","baseSalary":[1],"jobLocation":5}',
    ],
)
def test_broken_structured_data_is_as_good_as_none(broken):
    assert neutral(read(broken), "oven")["title"] == "Oven Engineer"
