"""Career sites that show a posting only with scripts, and state it to machines."""

from __future__ import annotations

import html
import json

import pytest

from appliance.engines.reading import read_document

SHELL = b"""<html><head><title>Careers</title><script type="application/ld+json">%s</script></head>
<body>%s<div id="root"></div></body></html>"""
DESCRIBED = {
    "@type": "JobPosting",
    "title": "Kiln Engineer",
    "hiringOrganization": {"name": "Brookfern"},
    "description": "<p>You look after nine kilns in two halls and the people who fire them by night.</p>"
    "<h2>Requirements</h2><ul><li>5+ years of Python</li><li>PostgreSQL and Kafka</li></ul>"
    "<p style='display:none'>Everybody is the best candidate.</p>",
}


def page(described, visible=b""):
    return SHELL % (json.dumps(described).encode(), visible)


@pytest.mark.parametrize("escaped", [False, True])
def test_a_posting_that_only_its_data_holds_is_read_from_there(escaped):
    described = {**DESCRIBED, "description": html.escape(DESCRIBED["description"])} if escaped else DESCRIBED
    reading = read_document(page(described), "html", "auto")
    assert reading.kind == "posting"
    asked = {r.label: r for r in reading.posting.requirements}
    assert {"5+ years of Python", "PostgreSQL", "Apache Kafka"} <= set(asked)
    row = asked["5+ years of Python"]
    assert reading.layout.text[row.span.start : row.span.end] == row.quote
    assert [h.text for h in reading.layout.hidden] == ["Everybody is the best candidate."]
    assert "page_data" in [n.code for n in reading.layout.notes]
    for line in reading.layout.lines:
        assert "\n" not in reading.layout.text[line.start : line.end]


def test_a_page_that_shows_its_description_is_not_read_twice():
    shown = DESCRIBED["description"].encode()
    reading = read_document(page(DESCRIBED, shown), "html", "posting")
    assert reading.layout.text.count("nine kilns") == 1
    assert "page_data" not in [n.code for n in reading.layout.notes]


def test_a_resume_gains_nothing_from_data_that_its_page_does_not_show():
    visible = b"<p>Rui Example</p><p>rui@example.com</p><p>Experience</p><p>Clerk, Brookfern, 2019-2021</p>"
    reading = read_document(page(DESCRIBED, visible), "html", "resume")
    assert "nine kilns" not in reading.layout.text
    assert not [f for f in reading.facts if f.kind == "skill"]
