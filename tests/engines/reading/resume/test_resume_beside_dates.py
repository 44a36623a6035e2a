"""Entries of people who lay out their own: what stands beside dates, in brackets behind titles, and behind legal forms."""

from __future__ import annotations

import pytest


def positions(facts) -> list[tuple[str, str, str, str]]:
    return [
        (*(str(f.detail.get(key) or "") for key in ("title", "employer", "start", "end")),)
        for f in facts
        if f.kind == "position"
    ]


def test_a_title_in_small_letters_beside_a_single_year_opens_an_entry(read):
    facts = read(
        """Ada Stone
# Work Experience
2000 - 2007\tGardener at Northwind Parks

2010\tGarden expert (3 months)

2016\tCaretaker at Contoso Gardens

2017\tHedge expert (2 weeks)
""",
        styled=True,
    )
    assert [(p[0], p[2]) for p in positions(facts)] == [
        ("Gardener", "2000"),
        ("Garden expert", "2010"),
        ("Caretaker", "2016"),
        ("Hedge expert", "2017"),
    ]


def test_a_label_in_an_entry_opens_no_section_though_another_word_before_it_looked_like_a_heading(read):
    facts = read(
        """Ada Stone
# Experience
2018 - 2021\tHead Gardener, Northwind Parks, London, UK.
Kept the roses of three parks and wrote of them.
Awards:
- 2020 Prize of the town.
2017 - 2018\tGardener, Contoso Gardens, London, UK.
Looked after hedges for a town of some size.
Technologies: Fortran, Python.
2014 - 2017\tLead Gardener, Fabrikam Meadows, London, UK.
Kept the lawns of two parks in the north.
# Education
2005 - 2010\tBSc Botany, University of Bristol
# Languages
English, Spanish
# Interests
Roses
""",
        styled=True,
    )
    assert [p[1] for p in positions(facts)] == ["Northwind Parks", "Contoso Gardens", "Fabrikam Meadows"]


def test_dates_that_run_backwards_or_name_several_seasons_have_a_row_of_their_own(read):
    facts = read(
        """Ada Stone
# Experience
Research Assistant, Northwind Institute
July 2022 - Present

Garden Intern, Contoso Gardens
October 2022 - July 2022

Summer Intern, Fabrikam Meadows
June - August 2021
""",
        styled=True,
    )
    assert [p[:2] for p in positions(facts)] == [
        ("Research Assistant", "Northwind Institute"),
        ("Garden Intern", "Contoso Gardens"),
        ("Summer Intern", "Fabrikam Meadows"),
    ]


@pytest.mark.parametrize(
    ("entry", "title", "employer"),
    [
        (
            "Postdoctoral researcher (Brookleaf, Leipzig) Kept a garden of rare plants",
            "Postdoctoral researcher",
            "Brookleaf",
        ),
        ("Brookleaf\tSan Luis Potosí, SLP\nProfesora de Biología", "Profesora de Biología", "Brookleaf"),
        ("Brookleaf\tPorto Alegre, RS\nAnalista de Sistemas", "Analista de Sistemas", "Brookleaf"),
        ("Lead Gardener, Jardines y Prados, S.L., Madrid", "Lead Gardener", "Jardines y Prados, S.L."),
        (
            "Fabrikam AG, Startup mit einer Lösung für kleine Praxen\nSoftware Engineer",
            "Software Engineer",
            "Fabrikam AG",
        ),
        (
            "Stage dans un laboratoire d’optique\nBrookleaf",
            "Stage dans un laboratoire d’optique",
            "Brookleaf",
        ),
        ("Stage & CDI - Brookleaf\nDéveloppeur back-end", "Développeur back-end", "Brookleaf"),
        (
            "Chercheur\nLaboratoire Altris, Université technique Maria Alba",
            "Chercheur",
            "Laboratoire Altris, Université technique Maria Alba",
        ),
    ],
)
def test_titles_and_employers_as_other_countries_write_them(read, entry, title, employer):
    head, *below = entry.split("\n")
    written = "\n".join(
        ["Ada Stone", "# Experience", f"2019 - 2021\t{head}", *below, "Kept the roses of three parks."]
    )
    assert [p[:2] for p in positions(read(written, styled=True))] == [(title, employer)]


def test_a_field_behind_a_foreign_title_is_no_employer(read):
    written = "Ada Stone\n# Experiencia\nDesarrolladora Full Stack\tEnero 2021 - 2024\nEscribí código.\n"
    assert [p[0] for p in positions(read(written, styled=True))] == ["Desarrolladora Full Stack"]


def test_a_service_is_an_employer_though_one_who_guards_has_a_title(read):
    written = "Ada Stone\n# Employment\nUS Coast Guard - Summer 2006.\nNorthwind Hosting - 2006-2010.\nContoso Design, LLC - 2000-2004.\n"
    assert next(p[1] for p in positions(read(written, styled=True))) == "US Coast Guard"


def test_placements_are_experience(read):
    written = "Ada Stone\n# Placements\n2015 - 2016\tGardener, Northwind Parks Inc.\n# Skills\nRoses\n"
    assert positions(read(written, styled=True)) == [("Gardener", "Northwind Parks Inc.", "2015", "2016")]


def test_a_last_cell_is_a_place_where_most_others_are(read):
    facts = read(
        """Ada Stone
# Experience
2017 - 2020\tLead Gardener\tLyon
Brookleaf
2014 - 2017\tGardener\tVillemontagne
Thornwick
2012 - 2014\tGardener\tGrenoble
Hedgerow
""",
        styled=True,
    )
    assert [p[:2] for p in positions(facts)] == [
        ("Lead Gardener", "Brookleaf"),
        ("Gardener", "Thornwick"),
        ("Gardener", "Hedgerow"),
    ]


def test_the_number_of_a_course_makes_no_employer_of_its_field(read):
    facts = read(
        """Ada Stone
# Experience
Tutor - Information Security I\t09/2019 - 02/2020
Universität Brookleaf

Tutor - Information Security II\t03/2019 - 08/2019
Universität Brookleaf
""",
        styled=True,
    )
    assert [p[1] for p in positions(facts)] == ["Universität Brookleaf", "Universität Brookleaf"]


def test_two_titles_of_one_person_are_no_title_and_employer(read):
    facts = read(
        "Ada Stone\n# Work\nChief Gardener, Head of Roses and Hedges\t2024 - present\nBrookleaf\n",
        styled=True,
    )
    assert all("Head of" not in p[1] for p in positions(facts))


def test_who_supervised_a_thesis_is_no_school_and_no_position(read):
    facts = read(
        """Ada Stone
# Education
MSc Botany\t2017 - 2019
University of Bristol
Supervisors: Prof. Ida Hill, Northwind University
# Experience
Gardener, Contoso Gardens\t2019 - 2021
Director: Dr. Ida Hill
""",
        styled=True,
    )
    assert [f.value for f in facts if f.kind == "school"] == ["University of Bristol"]
    assert [p[:2] for p in positions(facts)] == [("Gardener", "Contoso Gardens")]


@pytest.mark.parametrize(
    ("row", "school"),
    [
        ("Auslandsaufenthalt am Brookleaf College", "Brookleaf College"),
        ("Studium der Botanik an der Universität Grünheim", "Universität Grünheim"),
        (
            "Scuola di Ingegneria - Università degli Studi di Pratoverde",
            "Università degli Studi di Pratoverde",
        ),
        ("Études à l’Université de Vertpré", "Université de Vertpré"),
    ],
)
def test_schools_behind_a_preposition_and_beside_their_faculty(read, row, school):
    facts = read(f"Ada Stone\n# Education\n{row}\t2012 - 2016\n", styled=True)
    assert [f.value for f in facts if f.kind == "school"] == [school]
