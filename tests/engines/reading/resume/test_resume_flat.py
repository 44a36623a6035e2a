"""Texts saved as one line, further: dashes and line ends that were lost, and what beside a position is none."""

from __future__ import annotations

import pytest

_FILLER = "Kept the files of forty customers in order and answered their letters.  " * 30


def flat(*rows: str) -> str:
    return "  ".join(("Ada Stone", "ada@example.com", *rows, _FILLER.strip()))


def positions(facts):
    found = [f.detail for f in facts if f.kind == "position"]
    return [
        (d.get("title", ""), d.get("employer", ""), d.get("start", ""), d.get("end", ""))
        for d in found
        if f"{d.get('start', '')}" or d.get("employer")
    ]


def values(facts, kind):
    return [f.value for f in facts if f.kind == kind]


@pytest.mark.parametrize(
    "rows",
    [
        ("EXPERIENCE", "Fabrikam Inc. August 2003", "December 2007", "Data Analyst", "Prepared reports."),
        ("EXPERIENCE", "2003-08", "2007-12", "Data Analyst, Fabrikam Inc.", "Prepared reports."),
        ("Experience Fabrikam Inc. August 2003", "December 2007", "Data Analyst", "Prepared reports."),
    ],
)
def test_two_dates_are_a_range_though_the_dash_was_lost(read, rows):
    assert positions(read(flat(*rows))) == [("Data Analyst", "Fabrikam Inc.", "2003-08", "2007-12")]


def test_a_title_that_begins_with_a_heading_is_no_heading(read):
    facts = read(flat("EXPERIENCE", "Experience Designer, Fabrikam Inc.", "Jan 2015 - Dec 2018", "Drew."))
    assert positions(facts) == [("Experience Designer", "Fabrikam Inc.", "2015-01", "2018-12")]


def test_a_single_date_on_a_row_of_its_own_opens_an_entry_where_ranges_do(read):
    facts = read(
        flat("EXPERIENCE", "2005-2009", "Data Analyst, Fabrikam Inc.", "2004-2005", "Data Clerk, Contoso Ltd",
             "Spring 2003", "Data Trainee, Northwind Ltd")
    )  # fmt: skip
    assert ("Data Trainee", "Northwind Ltd", "2003", "") in positions(facts)


def test_years_that_nobody_filled_in_are_no_dates_and_open_an_entry(read):
    facts = read(flat("WORK HISTORY", "Fabrikam Inc.", "July 20XX - present", "Sales Associate", "Sold."))
    assert values(facts, "employer") == ["Fabrikam Inc."]
    assert [f.detail.get("start") for f in facts if f.kind == "position"] == [None]


@pytest.mark.parametrize(
    ("row", "title", "employer"),
    [
        ("English Teacher, West Gate  Community College, Athens", "English Teacher", "West Gate Community College"),
        ("Sr. Web Developer North Hollywood, CA  Fabrikam Inc.", "Sr. Web Developer", "Fabrikam Inc."),
        ("Secretary General of the International Aviation Organization", "Secretary General", "International Aviation Organization"),
        ("English Teacher, Castle View School, Sunderland", "English Teacher", "Castle View School"),
    ],
)  # fmt: skip
def test_a_heading_is_cut_at_its_parts_and_not_at_the_end_of_its_line(read, row, title, employer):
    facts = read(flat("EXPERIENCE", "2005-2009", row, "Answered letters."))
    assert positions(facts) == [(title, employer, "2005", "2009")]


def test_the_head_of_a_unit_is_one_title(read):
    facts = read(flat("EXPERIENCE", "Director of the Engineering Department, Fabrikam Inc.", "2005-2009"))
    assert values(facts, "title") == ["Director of the Engineering Department"]


@pytest.mark.parametrize(
    ("written", "titles"),
    [
        ("Owner/Web Developer", ["Owner", "Web Developer"]),
        ("Programmer/Analyst", ["Programmer/Analyst"]),
        ("Personal Trainer, Nutritionist, and Boxing Coach", ["Personal Trainer", "Nutritionist", "Boxing Coach"]),
        ("Supervisor/Mechanical Design", ["Supervisor/Mechanical Design"]),
        ("Supervisor/Machine Operator/Mechanical Design", ["Supervisor", "Machine Operator"]),
        ("Co-Founder & CTO", ["Co-Founder & CTO"]),
        ("Sales & Marketing Manager", ["Sales & Marketing Manager"]),
    ],
)  # fmt: skip
def test_titles_in_a_list_are_titles_each_and_one_position(read, written, titles):
    facts = read(
        f"Ada Stone\nada@example.com\n\nExperience\n{written}\nFabrikam Inc.\nJan 2015 - Dec 2018\n- Sold.\n"
    )
    assert values(facts, "title") == titles
    assert [p[0] for p in positions(facts)] == [written]


def test_employers_on_both_sides_of_a_stroke_are_two(read):
    facts = read(flat("EXPERIENCE", "1981 to 2006", "Contoso Ltd / Fabrikam Inc., Boston, MA", "Drafter"))
    assert values(facts, "employer") == ["Contoso Ltd", "Fabrikam Inc."]


@pytest.mark.parametrize(
    "row",
    [
        "PhD Education Administration, University of New York, NY (2000)",
        "National Honor Society, Spring 2008",
        "Drama Club (2005) MSHS",
        "Working with Engineers (FEA in Solidworks)",
        "Financial Executives International",
        "Captain, Soccer Team",
    ],
)
def test_degrees_societies_and_teams_are_no_employers(read, row):
    facts = read(flat("EXPERIENCE", "Data Analyst, Fabrikam Inc.", "Jan 2015 - Dec 2018", "Wrote.", row))
    assert values(facts, "employer") == ["Fabrikam Inc."]


def test_whom_one_works_for_without_pay_is_no_employer(read):
    facts = read(
        flat("EXPERIENCE", "Data Analyst, Fabrikam Inc.", "Jan 2015 - Dec 2018", "VOLUNTEER EXPERIENCE",
             "Treasurer, Contoso Relief Foundation", "2009 - 2014")
    )  # fmt: skip
    assert values(facts, "employer") == ["Fabrikam Inc."]
    assert ("Treasurer", "Contoso Relief Foundation", "2009", "2014") in positions(facts)


def test_a_product_in_the_place_of_the_employer_is_none(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nWORK EXPERIENCE\n\nApplication Developer\n\nSAP ABAP - Kolkata, West Bengal -\n\n"
        "June 2017 to November 2017\n\nWrote interfaces.\n"
    )
    assert values(facts, "employer") == []
    assert [f.detail.get("location") for f in facts if f.kind == "position"] == ["Kolkata, West Bengal"]


@pytest.mark.parametrize(
    ("sentence", "title", "employer"),
    [
        ("21 months of experience in ADFC as Phone Banker.", "Phone Banker", "ADFC"),
        ("Joined as Associate System Engineer, worked for clients of industry.", "Associate System Engineer", ""),
        ("Served as Teacher Assistant for Grades 2 and 3 at Rockport Elementary School", "Teacher Assistant", "Rockport Elementary School"),
        ("- Software Engineer in Contoso India Pvt Ltd. (through an agency)", "Software Engineer", "Contoso India Pvt Ltd"),
    ],
)  # fmt: skip
def test_positions_told_beside_dated_ones_are_found_in_any_text(read, sentence, title, employer):
    facts = read(
        f"Ada Stone\nada@example.com\n\nExperience\nData Analyst, Fabrikam Inc.\nJan 2015 - Dec 2018\nWrote reports.\n\n{sentence}\n"
    )
    assert title in values(facts, "title")
    assert not employer or employer in values(facts, "employer")


@pytest.mark.parametrize("said", ["Work well as a team member.", "Served as a role model for others."])
def test_what_anybody_says_of_themselves_is_no_title(read, said):
    facts = read(f"Ada Stone\nada@example.com\n\nSummary\n{said}\n\nSkills\nPython\n")
    assert values(facts, "title") == []


def test_labelled_companies_without_dates_are_employers_and_clients_are_not(read):
    facts = read(
        "Ada Stone\nada@example.com\n\nExperience\nData Analyst, Fabrikam Inc.\nJan 2015 - Dec 2018\n- Wrote reports.\n\n"
        "Company: Contoso India\nClient: Northwind Electric\nRole: Incident Manager\n"
    )
    assert values(facts, "employer") == ["Fabrikam Inc.", "Contoso India"]
    assert ("Incident Manager", "Contoso India", "", "") in positions(facts)


def test_the_head_of_each_page_is_no_entry(read):
    facts = read(
        flat("1255 University, Montreal, QC", "Filler of a row", "EXPERIENCE", "Data Analyst, Fabrikam Inc.",
             "Jan 2015 - Dec 2018", "Page 2", "Ada Stone", "1255 University, Montreal, QC", "Wrote.")
    )  # fmt: skip
    assert values(facts, "employer") == ["Fabrikam Inc."]


def test_a_heading_and_its_sentences_in_one_row_are_read_apart(read):
    facts = read(
        flat("EXPERIENCE", "2012 - 2016: Finish Carpenter at Contoso Builders, Hull, MA. Hung doors and built stairs for many houses of the coast.")
    )  # fmt: skip
    assert positions(facts) == [("Finish Carpenter", "Contoso Builders", "2012", "2016")]


def test_an_occupation_in_capitals_is_no_name(read):
    facts = read(
        "AUTOMOBILE TRANSPORTER  EXPERIENCE  2010 - 2015  Fabrikam Freight Lines  Driver  " + _FILLER
    )
    assert values(facts, "name") == []


def test_what_a_row_of_tools_names_is_no_position(read):
    facts = read(
        flat("EXPERIENCE", "Fabrikam Inc., Boston, MA", "Jan 2015 - Dec 2018", "Data Analyst", "Wrote reports for many people.",
             "Environment: C#, SQL Server 2014, Azure", "Contoso Ltd.", "May 2012 - Dec 2014", "Data Clerk")
    )  # fmt: skip
    assert values(facts, "employer") == ["Fabrikam Inc.", "Contoso Ltd."]
    assert values(facts, "title") == ["Data Analyst", "Data Clerk"]


def test_dates_and_then_a_sentence_end_a_heading(read):
    facts = read(
        flat("EXPERIENCE", "Sous Chef, Marsh & Pine, Savannah, GA, March 2010 to May 2014. Ran the line on six nights of the week.")
    )  # fmt: skip
    assert positions(facts) == [("Sous Chef", "Marsh & Pine", "2010-03", "2014-05")]


def test_each_title_of_a_told_list_is_read(read):
    facts = read(
        flat("EXPERIENCE", "Fabrikam Inc., Boston, MA", "Jan 2015 - Dec 2018", "Consultant",
             "Served as project manager, lead developer and/or business analyst on many projects.")
    )  # fmt: skip
    assert {"project manager", "lead developer", "business analyst"} <= set(values(facts, "title"))


def test_for_whom_a_consultancy_worked_is_no_part_of_its_name(read):
    facts = read(
        flat("EXPERIENCE", "Fabrikam Consulting Group (Client: Contoso Bank)", "Business Analyst", "Jan 2015 - Dec 2018", "Gathered many requirements.")
    )  # fmt: skip
    assert positions(facts) == [("Business Analyst", "Fabrikam Consulting Group", "2015-01", "2018-12")]


def test_a_loud_heading_of_work_may_go_on_with_the_first_position(read):
    facts = read(
        flat("OBJECTIVE: A steady job as a mechanic.", "EXPERIENCE: Fabrikam Repair Inc., Hull, MA, Diesel Mechanic, 2012 to 2016.", "Contoso Farms Inc., Hull, MA, Mechanic, 2006 to 2012.")
    )  # fmt: skip
    assert [p[:2] for p in positions(facts)] == [
        ("Diesel Mechanic", "Fabrikam Repair Inc."),
        ("Mechanic", "Contoso Farms Inc."),
    ]


def test_an_honour_a_licence_and_a_fellowship_are_no_titles(read):
    facts = read(
        flat("EXPERIENCE", "Teacher, Fabrikam School, Hull, MA, 2012 - 2016", "Taught many a class.", "HONORS", "Teacher of the Year, Fabrikam School, 2015",
             "LICENSES", "Registered Nurse, State of Tennessee", "AWARDS", "Postdoctoral Fellowship, Contoso Institute, 2010 - 2012")
    )  # fmt: skip
    assert values(facts, "title") == ["Teacher"]


def test_a_grade_before_a_title_belongs_to_it(read):
    facts = read(
        flat(
            "EXPERIENCE",
            "Fabrikam Middle School, Hull, MA",
            "August 2011 - Present",
            "7th Grade Language Arts Teacher",
            "Plan lessons for five classes.",
        )
    )
    assert positions(facts)[0][:2] == ("7th Grade Language Arts Teacher", "Fabrikam Middle School")


@pytest.mark.parametrize(
    "rows",
    [
        ("EXPERIENCE", "Fabrikam Inc., Boston, MA", "Jan 2015 - Dec 2018", "Data Analyst", "Served as an academic and social guide for new people."),
        ("SUMMARY", "Served as end-to-end consultant, trainer and project manager on many projects.", "EXPERIENCE", "Fabrikam Inc., Boston, MA",
         "Jan 2015 - Dec 2018", "Data Analyst"),
        ("SUMMARY", "Experience in retail as data analyst, controller and trainer.", "EXPERIENCE", "Fabrikam Inc., Boston, MA", "Jan 2015 - Dec 2018", "Data Analyst"),
    ],
)  # fmt: skip
def test_what_somebody_served_as_is_no_position_by_itself(read, rows):
    assert [t.casefold() for t in values(read(flat(*rows)), "title")] in (
        ["data analyst"],
        ["data analyst"] * 2,
    )


def test_what_somebody_served_as_with_an_employer_is_a_position(read):
    facts = read(
        flat("SUMMARY", "Served as project manager at Contoso Ltd from May 2010 to June 2012.", "EXPERIENCE", "Fabrikam Inc., Boston, MA",
             "Jan 2015 - Dec 2018", "Data Analyst")
    )  # fmt: skip
    assert ("project manager", "Contoso Ltd", "2010-05", "2012-06") in positions(facts)
