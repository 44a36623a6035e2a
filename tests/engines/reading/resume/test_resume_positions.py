"""Positions in the layouts people use: the same three jobs must come out of each."""

from __future__ import annotations

import pytest

TOP = "Ada Stone\nSpringfield, IL | ada@example.com | (202) 555-0143\n\n"

LAYOUTS = {
    "title, employer, date below each other": """
EXPERIENCE

Software Engineer
Northwind Systems Inc.
June 2018 - Present
• Built services in Python
• Ran them on Kubernetes

Data Analyst
Contoso Ltd
Jan 2015 - May 2018
• Wrote SQL reports

Research Assistant
Fabrikam Laboratories
2013 - 2014
• Counted things
""",
    "employer first, date at the end of the row": """
Work History
Northwind Systems Inc., Springfield, IL          June 2018 – Present
Software Engineer
• Built services in Python
Contoso Ltd, Chicago, IL          Jan 2015 – May 2018
Data Analyst
• Wrote SQL reports
Fabrikam Laboratories, Boston, MA          2013 – 2014
Research Assistant
• Counted things
""",
    "date on the left": """
Professional Experience
06/2018 – Present   Software Engineer, Northwind Systems Inc.
• Built services in Python
01/2015 – 05/2018   Data Analyst, Contoso Ltd
• Wrote SQL reports
2013 – 2014   Research Assistant, Fabrikam Laboratories
• Counted things
""",
    "date above": """
EMPLOYMENT

2018-06 to present
Northwind Systems Inc.
Software Engineer
Built services in Python for the ordering platform of the company.

2015-01 to 2018-05
Contoso Ltd
Data Analyst
Wrote SQL reports for the finance department every week.

2013 - 2014
Fabrikam Laboratories
Research Assistant
Counted things in the laboratory and wrote them down.
""",
    "employer — title": """
Experience
Northwind Systems Inc. — Software Engineer (June 2018 – Present)
- Built services in Python
Contoso Ltd — Data Analyst (Jan 2015 – May 2018)
- Wrote SQL reports
Fabrikam Laboratories — Research Assistant (2013 – 2014)
- Counted things
""",
    "title at employer": """
Experience
Software Engineer at Northwind Systems Inc. | June 2018 - Present
* Built services in Python
Data Analyst at Contoso Ltd | Jan 2015 - May 2018
* Wrote SQL reports
Research Assistant at Fabrikam Laboratories | 2013 - 2014
* Counted things
""",
    "capitals": """
WORK EXPERIENCE
SOFTWARE ENGINEER
NORTHWIND SYSTEMS INC. | SPRINGFIELD, IL | JUNE 2018 - PRESENT
• BUILT SERVICES IN PYTHON
DATA ANALYST
CONTOSO LTD | CHICAGO, IL | JAN 2015 - MAY 2018
• WROTE SQL REPORTS
RESEARCH ASSISTANT
FABRIKAM LABORATORIES | BOSTON, MA | 2013 - 2014
• COUNTED THINGS
""",
    "a table": """
Experience
June 2018 - Present\tNorthwind Systems Inc.\tSoftware Engineer
Jan 2015 - May 2018\tContoso Ltd\tData Analyst
2013 - 2014\tFabrikam Laboratories\tResearch Assistant
""",
    "German dates": """
Berufserfahrung
06/2018 – heute
Software Engineer
Northwind Systems Inc.
• Built services in Python
01/2015 – Mai 2018
Data Analyst
Contoso Ltd
• Wrote SQL reports
2013 – 2014
Research Assistant
Fabrikam Laboratories
• Counted things
""",
    "labels": """
Work Experience
Company: Northwind Systems Inc.
Position: Software Engineer
Duration: June 2018 - Present
• Built services in Python
Company: Contoso Ltd
Position: Data Analyst
Duration: Jan 2015 - May 2018
• Wrote SQL reports
Company: Fabrikam Laboratories
Position: Research Assistant
Duration: 2013 - 2014
• Counted things
""",
}

WANTED = [
    ("software engineer", "northwind systems inc", "2018-06", "present"),
    ("data analyst", "contoso ltd", "2015-01", "2018-05"),
    ("research assistant", "fabrikam laboratories", "2013", "2014"),
]


def plain(fact):
    d = fact.detail
    return (d["title"].lower().rstrip("."), d["employer"].lower().rstrip("."), d.get("start"), d.get("end"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_positions_come_out_of_every_layout(read, layout):
    facts = read(TOP + LAYOUTS[layout])
    assert [plain(f) for f in facts if f.kind == "position"] == WANTED


@pytest.mark.parametrize(
    "layout", ["title, employer, date below each other", "date on the left", "employer — title"]
)
def test_a_text_whose_lines_were_glued_reads_the_same(read, layout):
    facts = read((TOP + LAYOUTS[layout]).replace("\n", "  "))
    assert [plain(f) for f in facts if f.kind == "position"] == WANTED


def test_several_titles_at_one_employer_share_it(read):
    facts = read(
        TOP
        + """
Experience
Northwind Systems Inc., Springfield, IL   2012 – Present
Engineering Manager   Jan 2018 – Present
• Led a team of nine
Senior Software Engineer   Mar 2015 – Dec 2017
• Designed the billing system
Software Engineer   2012 – Feb 2015
• Wrote the import
"""
    )
    assert [plain(f) for f in facts if f.kind == "position"] == [
        ("engineering manager", "northwind systems inc", "2018-01", "present"),
        ("senior software engineer", "northwind systems inc", "2015-03", "2017-12"),
        ("software engineer", "northwind systems inc", "2012", "2015-02"),
    ]
    assert [f.value for f in facts if f.kind == "employer"] == ["Northwind Systems Inc."]


def test_overlapping_positions_count_once(read):
    facts = read(
        TOP
        + "Experience\nSoftware Engineer, Northwind Systems Inc., Jan 2015 - Dec 2018\n• x\n"
        + "Data Analyst, Contoso Ltd, Jan 2017 - Dec 2020\n• y\n"
    )
    years = next(f for f in facts if f.kind == "years")
    assert years.detail == {"years": 6.0, "basis": "dates"}
    assert [f.detail["months"] for f in facts if f.kind == "position"] == [48, 48]


def test_without_dates_the_stated_years_are_taken(read):
    facts = read(TOP + "Summary\nEngineer with 10+ years of experience in Java.\n")
    years = next(f for f in facts if f.kind == "years")
    assert (years.detail["years"], years.detail["basis"], years.quote) == (
        10.0,
        "stated",
        "10+ years of experience",
    )


def test_present_means_today_or_the_latest_date_of_the_document(read):
    text = (
        TOP
        + "Experience\nSoftware Engineer, Northwind Systems Inc., Jan 2019 - Present\n• x\n\nLast updated June 2020\n"
    )
    months = [
        next(f for f in read(text, today=t) if f.kind == "position").detail["months"] for t in ("2020-12", "")
    ]
    assert months == [24, 18]


def test_positions_without_dates_follow_the_layout_of_the_dated_ones(read):
    facts = read(
        TOP
        + "Work Experience\nSoftware Engineer\nNorthwind Systems\nJan 2019 - Present\n• Built\nData Analyst\nContoso\n• Counted\n"
    )
    assert [plain(f) for f in facts if f.kind == "position"] == [
        ("software engineer", "northwind systems", "2019-01", "present"),
        ("data analyst", "contoso", None, None),
    ]


def test_a_position_told_in_a_sentence_is_read(read):
    facts = read(
        TOP
        + "Professional Experience\nCurrently working as a Software Engineer in Northwind Technologies, Springfield from July 2009 to present.\n"
    )
    assert [plain(f) for f in facts if f.kind == "position"] == [
        ("software engineer", "northwind technologies", "2009-07", "present")
    ]


def test_subheadings_places_and_lone_dates_do_not_stand_between_date_and_title(read):
    facts = read(
        TOP
        + "Experience\nNorthwind Systems Inc.\nSpringfield, IL\n2008\nPresent\nJava Developer\nKey Performance Highlights\n• Built\n"
    )
    assert [plain(f) for f in facts if f.kind == "position"] == [
        ("java developer", "northwind systems inc", "2008", "present")
    ]


def test_an_employer_described_before_its_title_keeps_it(read):
    facts = read(
        TOP
        + "Experience\nNorthwind Systems Inc., Boston, MA\n2000 to Present\nWorld leader in analytical instruments for the food industry.\n"
        + "Vice President of Sales\nOversee sixty people in nine countries and all of their marketing.\n"
    )
    assert [plain(f) for f in facts if f.kind == "position"] == [
        ("vice president of sales", "northwind systems inc", "2000", "present")
    ]


def test_certificates_with_dates_are_no_positions(read):
    facts = read(
        TOP
        + "Experience\nSoftware Engineer\nNorthwind Systems Inc.\nJan 2019 - Present\n\nCertifications\nAWS Certified Solutions Architect, 2022 - 2025\n"
    )
    assert len([f for f in facts if f.kind == "position"]) == 1


def test_a_date_in_a_sentence_opens_no_entry(read):
    facts = read(
        TOP
        + "Experience\nSoftware Engineer\nNorthwind Systems Inc.\nJan 2019 - Present\n• Cut the cost per\ntransfer since 2011.\n"
    )
    assert len([f for f in facts if f.kind == "position"]) == 1


def test_slashed_dates_have_a_month_when_the_document_shows_the_order(read):
    facts = read(
        TOP + "Experience\nSoftware Engineer, Northwind Systems Inc., 03/15/2019 - 06/07/2021\n• Built\n"
    )
    position = next(f for f in facts if f.kind == "position")
    assert (position.detail["start"], position.detail["end"]) == ("2019-03", "2021-06")


def test_a_unit_whose_name_could_be_a_title_is_the_employer_of_a_clearer_one(read):
    facts = read(
        "Ada Stone\n\nExperience\nTerritorial Guard, 4th Signal Detachment, El Paso, TX\nSignal Officer (Captain)\t04/2014 - 10/2020\n"
    )
    position = next(f for f in facts if f.kind == "position")
    assert position.detail["title"] == "Signal Officer (Captain)"
    assert position.detail["employer"] == "Territorial Guard, 4th Signal Detachment"


def test_a_unit_before_the_employer_belongs_to_the_title(read):
    facts = read(
        "Ada Stone\n\nExperience\nCharge Nurse, Cardiac ICU, Springfield General Hospital (October 2019 to present)\n"
    )
    position = next(f for f in facts if f.kind == "position")
    assert position.detail["title"] == "Charge Nurse, Cardiac ICU"
    assert position.detail["employer"] == "Springfield General Hospital"


LABELLED = """
# Ada Stone
ada@example.com
# Work Experience
Northwind Systems Inc.
Software Engineer
2019 - Present
** Highlights
Wrote the software of the mills.

Example Archive Ltd.
Records Clerk
2015 - 2018
** Highlights
Kept the records of the town.
# Education
Example University
B.S. Mathematics, 2014
"""


def test_a_label_that_comes_back_in_every_position_opens_no_section(read):
    facts = read(LABELLED, styled=True)
    assert [(f.value, f.detail["start"]) for f in facts if f.kind == "position"] == [
        ("Software Engineer, Northwind Systems Inc.", "2019"),
        ("Records Clerk, Example Archive Ltd.", "2015"),
    ]


def test_employers_in_the_type_of_the_headings_open_no_sections(read):
    large = (
        LABELLED.replace("Northwind", "# Northwind")
        .replace("Example", "# Example")
        .replace("** Highlights\n", "")
    )
    facts = read(large, styled=True)
    assert [f.value for f in facts if f.kind == "position"] == [
        "Software Engineer, Northwind Systems Inc.",
        "Records Clerk, Example Archive Ltd.",
    ]
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]


def test_an_outer_bullet_before_an_employer_is_no_list_item(read):
    facts = read("""
Ada Stone
EXPERIENCE
• Northwind Systems Inc.\tBoulder, CO
Software Engineer\tJan 2019 - Present
◦ Mills: wrote the software of the mills.
• Example Archive\tReno, NV
Records Clerk\tMar 2015 - Dec 2018
◦ Kept the records\tof the town.
""")
    assert [f.value for f in facts if f.kind == "position"] == [
        "Software Engineer, Northwind Systems Inc.",
        "Records Clerk, Example Archive",
    ]


def test_the_page_of_an_employer_behind_a_title_hides_neither(read):
    facts = read("""
Ada Stone
EXPERIENCE
Northwind Systems Inc.\t2019 - Present
Software Engineer\thttps://northwind.example.com (https://northwind.example.com)
• Wrote the software of the mills.
""")
    assert [f.value for f in facts if f.kind == "position"] == ["Software Engineer, Northwind Systems Inc."]
    assert "https://northwind.example.com" in {f.value for f in facts if f.kind == "link"}


def test_a_single_date_where_the_other_dates_stand_opens_a_position(read):
    facts = read("""
Ada Stone
EXPERIENCE
Software Engineer, Northwind Systems Inc.\tJan 2019 - Present
• Wrote the software of the mills.
Intern, Harbour Mills Co.\tSummer 2017 and 2018
• Measured the mills.
Records Clerk, Example Archive Ltd.\tMar 2015 - Dec 2017
• Kept the records of the town.
""")
    assert [(f.value, f.detail["start"]) for f in facts if f.kind == "position"] == [
        ("Software Engineer, Northwind Systems Inc.", "2019-01"),
        ("Intern, Harbour Mills Co.", "2018"),
        ("Records Clerk, Example Archive Ltd.", "2015-03"),
    ]


def test_an_employer_that_ends_in_an_exclamation_mark_is_one(read):
    facts = read("""
Ada Stone
EXPERIENCE
Managing Director
Northwind!
Jan 2019 - Present
• Led the mills.
""")
    assert [f.value for f in facts if f.kind == "position"] == ["Managing Director, Northwind!"]


def test_a_firm_with_stops_in_its_name_is_one_beside_a_place(read):
    facts = read("""
Ada Stone
EXPERIENCE
Mill Counters Inc.\tReno, NV
Software Engineer\tJan 2019 - Present
• Wrote the software of the mills.
Harbour. Co., Ltd.\tSeoul, South Korea
Accountant\tMar 2015 - Dec 2018
• Kept the books.
""")
    assert [f.value for f in facts if f.kind == "position"] == [
        "Software Engineer, Mill Counters Inc.",
        "Accountant, Harbour. Co., Ltd.",
    ]


def test_a_researcher_held_a_position_and_a_paper_is_none(read):
    facts = read("""
Ada Stone
EDUCATION
Example University, B.S. Mathematics, 2014
RESEARCH
Example Milling Laboratory | Research Assistant
Jan 2014 - Jan 2015 | Boulder, CO
Worked on the turning of mills.
PUBLICATIONS
A. Stone: On the turning of mills. Journal of Milling, 2015
""")
    assert [f.value for f in facts if f.kind == "position"] == [
        "Research Assistant, Example Milling Laboratory"
    ]


def test_what_is_told_behind_a_heading_in_its_own_line_is_no_part_of_it(read):
    facts = read(
        TOP
        + """Teaching Experience
08/2017\tpresent\tSecond Grade Teacher, Example Elementary School, Portland, OR. Teaches a class of 26 and leads the literacy group.
09/2014\t06/2017\tSubstitute Teacher, Sample School District, Portland, OR. Covered grades one to five in eleven schools.
"""
    )
    found = [f.detail for f in facts if f.kind == "position"]
    assert [(d["title"], d["employer"], d["start"], d["end"]) for d in found] == [
        ("Second Grade Teacher", "Example Elementary School", "2017-08", "present"),
        ("Substitute Teacher", "Sample School District", "2014-09", "2017-06"),
    ]


def test_a_firm_called_as_a_trade_is_the_employer_where_the_others_stand(read):
    facts = read(
        TOP
        + """Experience
Brand Designer — Example Studio
2021 — Present
• Designed brands

Junior Designer — Sample Creative
2019 — 2021
• Supported launches
"""
    )
    found = [(f.detail["title"], f.detail["employer"]) for f in facts if f.kind == "position"]
    assert found == [("Brand Designer", "Example Studio"), ("Junior Designer", "Sample Creative")]


@pytest.mark.parametrize("place", ["Graz", "Graz (Austria)", "Graz, Austria"])
def test_a_town_before_its_country_is_no_part_of_an_employer(read, place):
    facts = read(f"{TOP}EXPERIENCE\nData Analyst\nFabrikam Institute of Statistics, {place}\n2013 - 2014\n")
    assert [f.value for f in facts if f.kind == "employer"] == ["Fabrikam Institute of Statistics"]
