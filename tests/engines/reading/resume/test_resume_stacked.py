"""Dates on two lines, behind the employer, beside a stroke; and what stands in forms and lists beside them."""

from __future__ import annotations

import pytest

HEAD = "Ada Stone\nada@example.com\n\nEXPERIENCE\n\n"


def held(facts):
    return [
        (f.detail["title"], f.detail.get("employer"), f.detail.get("start"), f.detail.get("end") or "")
        for f in facts
        if f.kind == "position"
    ]


TWO = [
    ("Software Engineer", "Northwind Systems Inc.", "2018-04", "present"),
    ("Clerk", "Example Archive Ltd.", "2013-01", "2018-03"),
]


@pytest.mark.parametrize(
    "written",
    [
        (
            "Northwind Systems Inc.\tApr 2018\nSoftware Engineer\tto Present\nBuilt three services.\n\n"
            "Example Archive Ltd.\tJan 2013\nClerk\tto Mar 2018\nKept the files of two towns."
        ),
        (
            "Apr 2018 –\tNorthwind Systems Inc.\nPresent\tSoftware Engineer\n• Built three services.\n\n"
            "Jan 2013 –\tExample Archive Ltd.\nMar 2018\tClerk\n• Kept the files of two towns."
        ),
        (
            "Software Engineer, Northwind Systems Inc. Apr 2018 -\nPresent\n• Built three services.\n\n"
            "Clerk, Example Archive Ltd. Jan 2013 -\nMar 2018\n• Kept the files of two towns."
        ),
        (
            "Apr 2018\nto Present\nSoftware Engineer\nNorthwind Systems Inc.\n• Built three services.\n\n"
            "Jan 2013\nto Mar 2018\nClerk\nExample Archive Ltd.\n• Kept the files of two towns."
        ),
    ],
)
def test_a_range_on_two_lines_is_one(read, written):
    assert held(read(HEAD + written)) == TWO


def test_the_months_of_a_narrow_margin_close_to_the_text_are_one_range(read):
    written = (
        "apr 2018 – Northwind Systems Inc., Reno, NV\njun 2021 Software Engineer\n• Built three services.\n\n"
        "jan 2013 – Example Archive Ltd., Reno, NV\nmar 2018 Clerk\n• Kept the files of two towns."
    )
    assert held(read(HEAD + written)) == [(*TWO[0][:3], "2021-06"), TWO[1]]


def test_years_of_two_studies_below_each_other_are_no_range(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nEDUCATION\n\n2015\tBS, Physics, Example University\n2017\tMS, Physics, Sample University\n"
    )
    assert [f.detail["end"] for f in facts if f.kind == "education"] == ["2015", "2017"]


def test_a_stroke_between_two_years_before_a_title_is_a_dash(read):
    assert held(
        read(
            HEAD
            + "2018 | present\tSoftware Engineer\nNorthwind Systems Inc.\n\n2013 | 2018\tClerk\nExample Archive Ltd.\n"
        )
    ) == [
        ("Software Engineer", "Northwind Systems Inc.", "2018", "present"),
        ("Clerk", "Example Archive Ltd.", "2013", "2018"),
    ]


def test_a_single_date_behind_the_employer_opens_an_entry_as_the_ranges_do(read):
    written = (
        "Software Engineer\nNorthwind Systems Inc. Apr 2018\n• Built three services.\n\n"
        "Clerk\nExample Archive Ltd. Jan 2013 - Mar 2018\n• Kept the files.\n\n"
        "Runner\nSample Couriers LLC May 2010 - Dec 2012\n• Carried letters."
    )
    assert held(read(HEAD + written))[0] == ("Software Engineer", "Northwind Systems Inc.", "2018-04", "")


def test_a_body_named_after_its_fields_is_an_employer(read):
    written = "Accounting Technician\nFederal Finance and Accounting Service\nFeb 2011 - Feb 2015\n• Reconciled payments."
    assert held(read(HEAD + written)) == [
        ("Accounting Technician", "Federal Finance and Accounting Service", "2011-02", "2015-02")
    ]


def test_how_much_one_works_is_no_employer(read):
    written = "Cashier\tMarch 2009 - August 2010 (Part Time)\nPurchase More\n"
    assert held(read(HEAD + written)) == [("Cashier", "Purchase More", "2009-03", "2010-08")]


def test_the_town_of_a_campus_is_a_part_of_the_name(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nEDUCATION\n\nBS, Physics\tMay 2015\nUniversity of California, Santa Cruz\n\n"
        "MS, Physics\tMay 2017\nUniversity of Texas at Austin (evening classes)\n"
    )
    assert [f.value for f in facts if f.kind == "school"] == [
        "University of California, Santa Cruz",
        "University of Texas at Austin",
    ]


def test_numbered_headings_are_headings(read):
    facts = read(
        "Ada Stone\nada@example.com\n\n01\tEXPERIENCE\n\nClerk\tJan 2013 - Mar 2018\nExample Archive Ltd.\n\n"
        "02\tEDUCATION\n\nSep 2010 - Jun 2012 Sample Community College\n\nAssociate of Applied Science — Culinary Arts\n"
    )
    assert held(facts) == [("Clerk", "Example Archive Ltd.", "2013-01", "2018-03")]
    assert "Sample Community College" in [f.value for f in facts if f.kind == "school"]


def test_a_time_line_drawn_downwards_begins_at_its_lower_end(read):
    written = "Current | 2021\tSoftware Engineer\nNorthwind Systems Inc.\n• Built three services.\n\n2021 | 2013\tClerk\nExample Archive Ltd.\n"
    assert held(read(HEAD + written)) == [
        ("Software Engineer", "Northwind Systems Inc.", "2021", "present"),
        ("Clerk", "Example Archive Ltd.", "2013", "2021"),
    ]


def test_labels_of_skills_between_entries_belong_to_no_heading(read):
    written = (
        "Cloud Engineer at Northwind Systems\tMarch 2019 – March 2022\n\nKept the machines of four offices running.\n\n"
        "Python\tDocker\tKubernetes\tTerraform\n\nWeb Developer at Contoso Bank\tFeb 2015 – Feb 2019\n\nMade an auditing tool.\n\n"
        "Java\tSpring\tHibernate\tJavaScript\n\nStartup Entrepreneur\tMar 2014 – Jun 2014\n\nSold two ideas.\n\nConsultant at Fabrikam\tAug 2011 – Jan 2013\n\nTravelled to sites.\n"
    )
    assert [
        (f.detail["title"], f.detail.get("employer")) for f in read(HEAD + written) if f.kind == "position"
    ] == [
        ("Cloud Engineer", "Northwind Systems"),
        ("Web Developer", "Contoso Bank"),
        ("Startup Entrepreneur", None),
        ("Consultant", "Fabrikam"),
    ]


def test_a_list_of_technologies_is_no_position(read):
    written = (
        "# EXPERIENCE\nSoftware Engineer\tJan 2019 - Present\nNorthwind Systems Inc.\n• Built three services.\n"
        "** Key Technologies: React 19, TypeScript, Server Components, Jest, Testing Library, Docker, CI/CD\n"
    )
    facts = read("Ada Stone\nada@example.com\n\n" + written, styled=True)
    assert [p[0] for p in held(facts)] == ["Software Engineer"]
    assert [f.value for f in facts if f.kind == "title"] == ["Software Engineer"]


def test_a_title_nobody_knows_beside_the_dates_below_a_clear_employer_is_one(read):
    written = "Amazon\tSeattle, WA\nParcel Whisperer\tJul 2020 – Mar 2022\n• Spoke with boxes of each size.\n"
    assert held(read(HEAD + written)) == [("Parcel Whisperer", "Amazon", "2020-07", "2022-03")]


def test_a_department_behind_a_title_stands_below_its_employer(read):
    written = "Alpha Engineering Firm, Oakland, Ohio\n• Project Officer, Department of Rain and Wind,\tOct 2007 – Jan 2008\n"
    assert held(read(HEAD + written)) == [("Project Officer", "Alpha Engineering Firm", "2007-10", "2008-01")]


def test_a_date_row_below_empty_space_heads_what_follows_it(read):
    """Employers nobody knows: the space says which row is whose."""
    jobs = [
        ("2024.01 – present", "University Lecturer", "Example Polytechnic of Tovesh"),
        ("2022.02 – 2023.07", "Senior Hardware Engineer", "Northwind Systems Inc."),
        ("2018.03 – 2020.08", "Hardware Engineer", "Northwind Systems Inc."),
        ("2015.08", "Internship", "which made pumps"),
    ]
    written = "# EXPERIENCE\n\n" + "\n\n".join(f"{when}\t{title}\n{firm}" for when, title, firm in jobs)
    assert [p[:2] for p in held(read("Ada Stone\nada@example.com\n\n" + written, styled=True))][:3] == [
        (title, firm) for _, title, firm in jobs[:3]
    ]


def test_entries_in_a_list_with_points_between_their_parts_are_entries(read):
    written = (
        "– University of Example • Professor of Romance Philology and Grammar • since 1990\n"
        "– University of Example • Associate Professor of Romance Philology • 1982–1990\n"
        "– University of Sample • Assistant Professor of Romance Philology • 1976–1982\n"
    )
    assert held(read(HEAD + written))[1:] == [
        ("Associate Professor of Romance Philology", "University of Example", "1982", "1990"),
        ("Assistant Professor of Romance Philology", "University of Sample", "1976", "1982"),
    ]


def test_a_title_nobody_knows_stands_where_the_others_have_theirs(read):
    written = (
        "Northwind Systems Inc.\tFeb 2020 – Present\nSoftware Engineer\tAtlanta, GA\n• Built three services.\n\n"
        "University of Example\tJun 2018 – Aug 2019\nRobotics Institute Summer Scholar\tPittsburgh, PA\n• Wrote a simulation.\n\n"
        "Fabrikam Inc.\tMay 2017 – Aug 2017\nSoftware Engineering Intern\tSunnyvale, CA\n• Wrote jobs.\n"
    )
    assert held(read(HEAD + written))[1][:2] == ("Robotics Institute Summer Scholar", "University of Example")
