"""The plain form that ``muster read --jsonl`` prints, and résumés laid out in styled lines."""

from __future__ import annotations

from appliance.engines.reading.resume import neutral, read_resume
from appliance.foundation.contracts.reading import Layout, Line

TEXT = """Ada Stone
Springfield, IL | ada@example.com | (202) 555-0143 | linkedin.com/in/adastone

Experience
Software Engineer
Northwind Systems Inc.
Jan 2019 - Dec 2020
• Built services in Python

Education
BS, Springfield University, Computer Engineering
2014 – 2018

Skills
Python, PostgreSQL

Security Clearance
Active Secret
"""


def test_the_plain_form_has_the_documented_keys(read):
    plain = neutral(read(TEXT), "ada")
    assert plain == {
        "id": "ada",
        "name": "Ada Stone",
        "emails": ["ada@example.com"],
        "phones": ["+12025550143"],
        "links": ["linkedin.com/in/adastone"],
        "locations": ["Springfield, IL"],
        "titles": ["Software Engineer"],
        "employers": ["Northwind Systems Inc."],
        "degrees": ["BS in Computer Engineering"],
        "schools": ["Springfield University"],
        "grad_years": ["2018"],
        "skills": ["Python", "PostgreSQL"],
        "certifications": [],
        "languages": [],
        "positions": [
            {
                "title": "Software Engineer",
                "employer": "Northwind Systems Inc.",
                "start": "2019-01",
                "end": "2020-12",
            }
        ],
        "years_experience": 2.0,
        "clearance": "secret",
        "clearance_status": "active",
    }


def test_nothing_read_is_still_an_object(read):
    assert neutral((), "x")["name"] is None
    assert neutral((), "x")["positions"] == []


def test_a_common_word_in_a_sentence_is_no_claimed_skill(read):
    plain = neutral(
        read(TEXT.replace("Built services in Python", "Helped with marketing and data analysis")), "ada"
    )
    assert plain["skills"] == ["Python", "PostgreSQL"]


def _lines(*rows: tuple[str, float, float, float, bool, int]) -> Layout:
    """Rows of (text, x, y, size, bold, column) in the order they are given."""
    text, lines = "", []
    for written, x, y, size, bold, column in rows:
        start = len(text)
        text += written + "\n"
        lines.append(
            Line(start, start + len(written), 0, x, y, x + 100, y + size, size, bold, 0, "body", column)
        )
    return Layout(format="pdf", text=text, lines=tuple(lines))


def test_a_side_bar_read_first_does_not_hide_the_name():
    layout = _lines(
        ("CONTACT", 40, 120, 10, True, 0),
        ("San Antonio, TX", 40, 140, 9, False, 0),
        ("ada@example.com", 40, 152, 9, False, 0),
        *[(f"Skill {chr(65 + n)}", 40, 180 + 12 * n, 9, False, 0) for n in range(26)],
        ("Ada Stone", 200, 40, 24, True, 1),
        ("Software Engineer", 200, 70, 12, False, 1),
        ("EXPERIENCE", 200, 120, 10, True, 1),
    )
    assert [f.value for f in read_resume(layout) if f.kind == "name"] == ["Ada Stone"]


def test_a_page_number_between_two_entries_belongs_to_neither():
    body = [
        ("Experience", 40, 40, 14, True, 0),
        ("Software Engineer, Northwind Systems Inc.", 40, 60, 10, True, 0),
        ("Jan 2019 – Present", 400, 72, 10, False, 0),
        ("Data Analyst, Contoso Ltd", 40, 90, 10, True, 0),
        ("Jan 2015 – Dec 2018", 400, 102, 10, False, 0),
    ]
    layout = _lines(*body)
    lines = list(layout.lines)
    footer = "Ada Stone – 1/2\n"
    cut = lines[3].start
    text = layout.text[:cut] + footer + layout.text[cut:]
    moved = [line._replace(start=line.start + len(footer), end=line.end + len(footer)) for line in lines[3:]]
    extra = Line(
        cut, cut + len(footer) - 1, 0, 40, 800, 100, 808, 8, bold=False, heading=0, part="footer", column=0
    )
    found = [
        f.detail
        for f in read_resume(Layout(format="pdf", text=text, lines=(*lines[:3], extra, *moved)))
        if f.kind == "position"
    ]
    assert [(d["title"], d["employer"]) for d in found] == [
        ("Software Engineer", "Northwind Systems Inc."),
        ("Data Analyst", "Contoso Ltd"),
    ]


def test_a_heading_wrapped_in_a_narrow_column_is_one(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nEducation\nM.A. in Human Resources and\nIndustrial Relations\nShelbyville University\n2014\n"
    )
    assert next(f.detail["field"] for f in facts if f.kind == "degree").lower().startswith("human resources")


def test_an_expired_clearance_is_told_as_expired(read):
    said = "Ada Stone\nada@example.com\n\nSummary\nClearance: Top Secret (expired 2016)"
    expired = neutral(read(said), "x")
    assert (expired["clearance"], expired["clearance_status"]) == ("top_secret", "expired")
    held = neutral(read(f"{said}\nActive Secret clearance"), "x")
    assert (held["clearance"], held["clearance_status"]) == ("secret", "active")


def test_a_headline_is_no_title_where_positions_have_some(read):
    work = "\n\n** EXPERIENCE\nData Analyst, Fabrikam Inc.\nMay 2016 - June 2019\n"
    with_work = read(f"# Ada Stone\nData Engineer\nada@example.com{work}", styled=True)
    assert neutral(with_work, "x")["titles"] == ["Data Analyst"]
    (headline,) = [f for f in with_work if f.kind == "title" and f.detail.get("headline")]
    assert headline.value == "Data Engineer"
    alone = read("# Ada Stone\nData Engineer\nada@example.com", styled=True)
    assert neutral(alone, "x")["titles"] == ["Data Engineer"]
