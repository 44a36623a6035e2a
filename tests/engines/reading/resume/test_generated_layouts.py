"""Positions and studies as templates and scripts set them."""

from __future__ import annotations

TOP = "Ada Stone\nada@example.com\n\n"


def _positions(facts):
    return [
        (f.detail.get("title", ""), f.detail.get("employer", ""), f.detail.get("start", ""), f.detail.get("end", ""))
        for f in facts
        if f.kind == "position"
    ]  # fmt: skip


def _schools(facts):
    return [f.value for f in facts if f.kind == "school"]


def test_two_dates_above_each_other_without_a_dash_are_a_range(read):
    facts = read(
        TOP
        + """EXPERIENCE

Jul ’15\tDock Supervisor
Mar ’20\tNorthwind Freight, Inc.
Led a crew of nine.

2012-08\tYard Clerk
2015-06\tFabrikam Storage
Counted pallets.
"""
    )
    assert _positions(facts) == [
        ("Dock Supervisor", "Northwind Freight, Inc.", "2015-07", "2020-03"),
        ("Yard Clerk", "Fabrikam Storage", "2012-08", "2015-06"),
    ]


def test_the_later_of_two_such_dates_may_stand_above(read):
    facts = read(
        TOP
        + """EXPERIENCE

Present\tDock Supervisor
Mar 2020\tNorthwind Freight, Inc.

Feb 2020\tYard Clerk
Jun 2015\tFabrikam Storage
"""
    )
    assert [p[2:] for p in _positions(facts)] == [("2020-03", "present"), ("2015-06", "2020-02")]


def test_years_in_a_list_are_no_ranges(read):
    facts = read(
        TOP
        + """EXPERIENCE

2011\tYard Clerk, Fabrikam Storage
2013\tDock Supervisor, Northwind Freight, Inc.
2016\tTerminal Manager, Contoso Lines, Inc.
2019\tPort Director, Litware Ports, Inc.
"""
    )
    assert [p[2:] for p in _positions(facts)] == [("2011", ""), ("2013", ""), ("2016", ""), ("2019", "")]


def test_what_was_done_in_the_last_cell_of_a_table_is_no_part_of_the_heading(read):
    facts = read(
        TOP
        + """EMPLOYMENT HISTORY

2017 – present\tChemistry Teacher\tExample High School Springfield, IL\tTeaches general chemistry to five classes and runs the laboratory. Raised the pass rate from 71 to 88 percent.
2012 – 2017\tScience Teacher\tJoliet Public Schools Joliet, IL\tTaught physical science in the eighth grade.
"""
    )
    assert _positions(facts) == [
        ("Chemistry Teacher", "Example High School", "2017", "present"),
        ("Science Teacher", "Joliet Public Schools", "2012", "2017"),
    ]


def test_a_heading_below_its_dates_ends_where_sentences_begin(read):
    facts = read(
        TOP
        + """Positions Held

03/2018 - Current
Lead Welder, Northwind Bridge & Steel, Duquesne, PA. Runs a crew of five on
girders up to 90 feet.

08/2013 - 02/2018
Pipe Welder, Fabrikam Tanks, Inc., Clairton, PA. Welded carbon and chrome
pipe.
"""
    )
    assert _positions(facts) == [
        ("Lead Welder", "Northwind Bridge & Steel", "2018-03", "present"),
        ("Pipe Welder", "Fabrikam Tanks, Inc.", "2013-08", "2018-02"),
    ]


def test_a_name_is_no_place_because_a_place_follows_it(read):
    facts = read(
        TOP
        + """EXPERIENCE

Sales Associate | Summer 2005 - Fall 2006
Brimley, Colonial Heights, VA
• Sold tents.

Signal Sergeant | May 2001 - June 2005
United States Army, Fort Huachuca, AZ
• Kept the radios.
"""
    )
    assert [p[1] for p in _positions(facts)] == ["Brimley", "United States Army"]


def test_an_unknown_name_behind_a_title_is_the_employer_and_no_town(read):
    facts = read(
        TOP
        + """EXPERIENCE

2022-04 – present\tStaff Software Engineer, Parcelworthy
Designed the ledger.

2019-03 – 2022-03\tSenior Software Engineer, Parcelworthy
Split a service.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Staff Software Engineer", "Parcelworthy"),
        ("Senior Software Engineer", "Parcelworthy"),
    ]


def test_the_unit_behind_a_title_is_no_employer_below_the_employer(read):
    facts = read(
        TOP
        + """EXPERIENCE

Example Regional Medical Center\tNashville, TN
Charge Nurse, Emergency Department\tSept. 2019 – Present
• Directs patient flow.
Staff Nurse, Emergency Department\tJune 2016 – Aug. 2019
• Cared for trauma patients.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Charge Nurse, Emergency Department", "Example Regional Medical Center"),
        ("Staff Nurse, Emergency Department", "Example Regional Medical Center"),
    ]
    assert [f.value for f in facts if f.kind == "employer"] == ["Example Regional Medical Center"]


def test_a_unit_with_nothing_above_it_is_the_employer(read):
    facts = read(
        TOP + "EXPERIENCE\n\nFirefighter, Sampleton Fire Department\nMay 2016 – Aug 2019\n• Drove.\n"
    )
    assert [p[:2] for p in _positions(facts)] == [("Firefighter", "Sampleton Fire Department")]


def test_a_court_is_an_employer(read):
    facts = read(
        TOP
        + """EXPERIENCE

United States District Court for the Western District of Exampleton\tTacoma, WA
Judicial Law Clerk\tAugust 2011 – August 2012
• Drafted opinions.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Judicial Law Clerk", "United States District Court for the Western District of Exampleton")
    ]


def test_a_town_behind_the_legal_form_is_no_part_of_a_name_with_commas(read):
    facts = read(
        TOP
        + "EXPERIENCE\n\nMarsh, Lindqvist & Pine LLP Seattle, WA\nPartner\tJanuary 2021 – Present\n• Tries cases.\n"
    )
    assert [p[:2] for p in _positions(facts)] == [("Partner", "Marsh, Lindqvist & Pine LLP")]


def test_an_award_named_as_a_title_is_no_position(read):
    facts = read(
        TOP
        + """EXPERIENCE

Northwind Kitchens, Chicago, IL
Executive Chef, 2019 - Now

AWARDS

Example Foundation Award, Rising Chef, 2018
"""
    )
    assert [p[0] for p in _positions(facts)] == ["Executive Chef"]


def test_a_sentence_that_ends_in_since_is_no_position(read):
    facts = read(
        TOP
        + """APPOINTMENTS

Associate Professor, Example University, Ithaca, NY\t2019–present
• Director of graduate studies since 2022.
Assistant Professor, Example University, Ithaca, NY\t2013–2019
"""
    )
    assert [p[0] for p in _positions(facts)] == ["Associate Professor", "Assistant Professor"]


def test_the_end_of_a_sentence_that_was_wrapped_is_no_employer(read):
    facts = read(
        TOP
        + """EXPERIENCE

Parcelworthy\tPortland, OR
Staff Software Engineer\t2022-04 – present
Designed the event ledger that settles three million parcels a day. Reduced latency from 900 ms
to 120 ms.
Senior Software Engineer\t2019-03 – 2022-03
Split a service.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Staff Software Engineer", "Parcelworthy"),
        ("Senior Software Engineer", "Parcelworthy"),
    ]


def test_schools_of_trades_are_schools(read):
    facts = read(
        TOP
        + """EDUCATION

Welding Technology Diploma, Sampleton Center for Career and Technical Education, 2010
Machining Certificate, Example Valley Career Center, 2008
"""
    )
    assert _schools(facts) == [
        "Sampleton Center for Career and Technical Education",
        "Example Valley Career Center",
    ]
    assert [f.value for f in facts if f.kind == "degree"] == [
        "Welding Technology Diploma",
        "Machining Certificate",
    ]


def test_a_school_wrapped_in_a_narrow_column_is_one_name(read):
    facts = read(
        """# Ada Stone
ada@example.com

# EXPERIENCE
** Welder
Northwind Steel, Inc.
2012 - 2019

# EDUCATION
** Welding Technology Diploma
Sampleton Center for Career and Technical
Education
2010

# SKILLS
TIG
""",
        styled=True,
    )
    assert _schools(facts) == ["Sampleton Center for Career and Technical Education"]


def test_a_label_before_a_school_is_left_out(read):
    facts = read(
        TOP
        + "Academic Background\n\nDegree: MSc in Statistics\nInstitute: Example University\nYear: 2007 - 2009\n"
    )
    assert _schools(facts) == ["Example University"]


def test_headings_may_ask(read):
    facts = read(
        TOP
        + """Where I have worked

Analyst\tFabrikam, Inc.\t2015 - 2019

Where I've studied

BSc Mathematics\tExample University\t2015
"""
    )
    assert [p[:2] for p in _positions(facts)] == [("Analyst", "Fabrikam, Inc.")]
    assert _schools(facts) == ["Example University"]


def test_a_town_behind_a_name_of_three_words_is_cut_off_where_it_is_known(read):
    facts = read(
        TOP
        + """EXPERIENCE

Gopher Home Centers Bloomington, MN
HR Manager\tMay 2016 to September 2020
• Cut turnover.

Fabrikam Tanks, Inc. Clairton, PA
Pipe Welder\tAug 2013 to Feb 2016
• Welded.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("HR Manager", "Gopher Home Centers"),
        ("Pipe Welder", "Fabrikam Tanks, Inc."),
    ]


def test_a_title_wrapped_beside_its_dates_is_one_title(read):
    facts = read(
        TOP
        + """EXPERIENCE

August 2018 – present\tExecutive Assistant to the
Director
Example Maritime Museum
Prepares the meetings.

March 2011 – July 2018\tOffice Manager
Example Freight Brokers
Managed an office.
"""
    )
    assert _positions(facts)[0] == (
        "Executive Assistant to the Director", "Example Maritime Museum", "2018-08", "present",
    )  # fmt: skip


def test_freelance_between_a_title_and_its_dates_opens_no_section(read):
    facts = read(
        TOP
        + """EXPERIENCE

Project Manager
Fabrikam Consulting
Jan 2016 – Oct 2019
Led twelve projects.

IT Consultant
Freelance
Jun 2012 – Dec 2015
Set up networks.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Project Manager", "Fabrikam Consulting"),
        ("IT Consultant", "Freelance"),
    ]


def test_a_town_no_gazetteer_knows_is_known_by_the_towns_of_the_other_entries(read):
    facts = read(
        TOP
        + """EXPERIENCE

07/2015 – 02/2018\tProduction Assistant
Fabrikam Technik GmbH, Oberquell

11/2012 – 06/2015\tHousekeeper
Bright Cleaning Solution, Unterquell

06/2011 – 10/2012\tDriver
Larks Parcels, Bad Steinbrunn

06/2009 – 10/2010\tDriver
Contoso Logistik AG, Berlin
"""
    )
    assert [p[1] for p in _positions(facts)] == [
        "Fabrikam Technik GmbH",
        "Bright Cleaning Solution",
        "Larks Parcels",
        "Contoso Logistik AG",
    ]


def test_units_behind_a_firm_are_no_towns_where_no_entry_has_one(read):
    facts = read(
        TOP
        + """EXPERIENCE

07/2015 – 02/2018\tProduction Assistant
Fabrikam, Oberquell

11/2012 – 06/2015\tHousekeeper
Northwind, Unterquell
"""
    )
    assert [p[1] for p in _positions(facts)] == ["Fabrikam, Oberquell", "Northwind, Unterquell"]


def test_what_is_said_of_a_firm_in_brackets_is_not_its_name(read):
    facts = read(
        TOP
        + """EXPERIENCE

Northwind Freight Inc. (Part-time)\t2020 - 2022
Dock Supervisor

Fabrikam Storage LLC (acquired by Contoso)\t2018 - 2020
Yard Clerk

Adatum Lighting (a Woodgrove company)\t2016 - 2018
Designer
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Dock Supervisor", "Northwind Freight Inc."),
        ("Yard Clerk", "Fabrikam Storage LLC"),
        ("Designer", "Adatum Lighting"),
    ]


def test_a_colon_behind_the_point_of_a_legal_form_parts_firm_and_title(read):
    facts = read(TOP + "EXPERIENCE\n\nFabrikam Tech Ltd.: Software Engineer\t03/2022 - 08/2024\n")
    assert _positions(facts) == [("Software Engineer", "Fabrikam Tech Ltd.", "2022-03", "2024-08")]


def test_schools_of_more_countries_campuses_and_short_names_are_known(read):
    facts = read(
        TOP
        + """EDUCATION

08.2021 – 08.2022\tGranli Videregående Skole
09.2013 – 05.2015\tLyzeum Nr. 9, Steinbrunn
University of Wisconsin - Madison\t2008-2010
Quail Hills High, Saint George, Utah\t2004-2008
"""
    )
    assert _schools(facts) == [
        "Granli Videregående Skole",
        "Lyzeum Nr. 9",
        "University of Wisconsin - Madison",
        "Quail Hills High",
    ]


def test_what_is_told_of_somebody_at_a_school_is_no_school(read):
    facts = read(
        TOP
        + """EDUCATION

Example State University, Dallas, TX\tMay 2018
Bachelor of Science in Chemistry
Awarded outstanding student in the College of Engineering 2008
"""
    )
    assert _schools(facts) == ["Example State University"]
