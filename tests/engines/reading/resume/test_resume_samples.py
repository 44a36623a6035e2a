"""Entries as people write them in Word, Canva and forms: colons, strokes, remarks in brackets, schools that no list knows."""

from __future__ import annotations

import pytest

TOP = "Ada Stone\nSpringfield, IL | ada@example.com | (202) 555-0143\n\n"


@pytest.mark.parametrize(
    ("entries", "held"),
    [
        (
            (
                "Northwind Hospital: Staff Nurse          01/2019 - 12/2020\n• Cared for patients\n"
                "Contoso Clinic: Nurse Aide          03/2016 - 08/2018\n• Helped at night\n"
            ),
            [("Staff Nurse", "Northwind Hospital"), ("Nurse Aide", "Contoso Clinic")],
        ),
        (
            (
                "Northwind Mills Inc.          Reno, NV\n"
                "Process Engineer (Promoted from grade two to grade four in 18 months, half a year early)          2015 - 2019\n"
                "• Ran the line\nContoso Foods Ltd.          Reno, NV\nLab Technician          2012 - 2015\n"
            ),
            [("Process Engineer", "Northwind Mills Inc."), ("Lab Technician", "Contoso Foods Ltd.")],
        ),
        (
            (
                "Harbor Lab / Instructor\nJanuary 2022 - Present\n• Taught classes\nDoctor Tutor / Tutor\n"
                "October 2020 - December 2021\n• Helped pupils\nOak Street Shop / Cashier\nMay 2018 - May 2020\n"
            ),
            [("Instructor", "Harbor Lab"), ("Tutor", "Doctor Tutor"), ("Cashier", "Oak Street Shop")],
        ),
        (
            "2016 - 2017 | Nordstern Zeitung GmbH\nVolontariat\n\n2015 | Beispiel Rundfunk GmbH\nPraktikum\n",
            [("Volontariat", "Nordstern Zeitung GmbH"), ("Praktikum", "Beispiel Rundfunk GmbH")],
        ),
    ],
)
def test_employers_before_a_colon_or_a_stroke_and_what_is_told_in_brackets(read, entries, held):
    found = [f.detail for f in read(TOP + "EXPERIENCE\n\n" + entries) if f.kind == "position"]
    assert [(p["title"], p["employer"]) for p in found] == held


def schools(read, education: str) -> list[str]:
    return [f.value for f in read(TOP + education) if f.kind == "school"]


@pytest.mark.parametrize(
    ("education", "names"),
    [
        (
            "EDUCATION\n\nNordex (2019 February - 2019 November) - Networks\n\nLincoln High School (2012 - 2015) - final examination\n",
            ["Nordex", "Lincoln High School"],
        ),
        ("EDUCATION\n\nRANEX\nM.S. in Economics\n\nRANEX\nM.S. in English\n", ["RANEX", "RANEX"]),
        (
            ("Education and Training\n\n03/2018 - 06/2019          Interior Decorator\nBeispiel Bildung GmbH, Lindau\n\n"
            "10/2014 - 07/2015          Plant Operator Course\nMuster Lehrwerk GmbH, Kempten\n"),
            ["Beispiel Bildung GmbH", "Muster Lehrwerk GmbH"],
        ),
        ("EDUCATION\n\nExample University\nBSc Mathematics, 2015\nPublished two papers\n2014 - 2015          Deans scholarship\n", ["Example University"]),
    ],
)  # fmt: skip
def test_schools_that_no_list_knows_stand_where_the_others_do(read, education, names):
    assert schools(read, education) == names


def test_a_degree_right_under_the_name_has_the_school_below_it(read):
    top = "Ada Stone\nSoftware Developer\nBSc of Computer Science\nExample University\nSeptember 2016 - August 2020\n\nSKILLS\n\nPython\n"
    facts = read(top)
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]
    assert [f.value for f in facts if f.kind == "degree"] == ["BSc of Computer Science"]


def test_studies_and_work_under_one_heading_are_told_apart(read):
    facts = read(
        "Ada Stein\nada@example.de\n\nAKADEMISCHER & BERUFLICHER WERDEGANG\n\n2019 bis 2023 | Hochschule Musterstadt\nB. Sc. Informatik\n\n"
        "2016 - 2017 | Nordstern Zeitung GmbH\nVolontariat\n\n2015 | Beispiel Rundfunk GmbH\nPraktikum\n"
    )
    held = [(f.detail["title"], f.detail["employer"]) for f in facts if f.kind == "position"]
    assert held == [("Volontariat", "Nordstern Zeitung GmbH"), ("Praktikum", "Beispiel Rundfunk GmbH")]
    (study,) = [f.detail for f in facts if f.kind == "education"]
    assert (study["degree"], study["school"], study["year"]) == (
        "B. Sc. Informatik",
        "Hochschule Musterstadt",
        "2023",
    )


def test_a_title_goes_on_behind_a_dash_on_a_row_of_its_own(read):
    facts = read(
        TOP
        + "EXPERIENCE\n\nNorthwind Systems Inc.\nSenior Associate - Data Science          May 2021 - June 2023\n• Built models\n\n"
        "Contoso Ltd - Mobile Games\nStore Manager          May 2018 - April 2021\n• Ran two stores\n"
    )
    held = [(f.detail["title"], f.detail["employer"]) for f in facts if f.kind == "position"]
    assert held == [
        ("Senior Associate - Data Science", "Northwind Systems Inc."),
        ("Store Manager", "Contoso Ltd - Mobile Games"),
    ]


def test_a_headline_above_a_study_is_no_position(read):
    top = "Ada Stone\nSoftware Developer\nBSc of Computer Science\nExample University\nSeptember 2016 - August 2020\n\nSKILLS\n\nPython\n"
    assert [f.value for f in read(top) if f.kind == "position"] == []


def test_a_drawn_line_parts_as_a_stroke_does(read):
    facts = read(
        TOP
        + "EXPERIENCE\n\nContoso Foods │ Sales Clerk │ 06/2014 – 07/2015\nFabrikam Mills │ Packer │ 01/2011 – 11/2012\n"
    )
    held = [(f.detail["title"], f.detail["employer"]) for f in facts if f.kind == "position"]
    assert held == [("Sales Clerk", "Contoso Foods"), ("Packer", "Fabrikam Mills")]


def test_help_in_german_is_a_title_below_its_dates(read):
    facts = read(
        "Ada Stein\nada@example.de\n\nBerufserfahrung\n\nHotel Beispiel\nApril 2019 - Juli 2019\nKellnerin\n\n"
        "Muster Teile Logistik GmbH\nSeptember 2020 - April 2022\nAushilfe\n"
    )
    held = [(f.detail["title"], f.detail["employer"]) for f in facts if f.kind == "position"]
    assert held == [("Kellnerin", "Hotel Beispiel"), ("Aushilfe", "Muster Teile Logistik GmbH")]


def test_the_town_of_a_state_written_out_is_no_employer(read):
    written = (
        "Experience\nGraphic Designer\nwarri, Delta state          01/2023 - Present\n• Drew posters of boats\n\n"
        "Web Developer\nIkeja, Lagos State          01/2019 - 12/2022\n• Built pages\n"
    )
    held = [
        (f.detail["title"], f.detail.get("employer") or "")
        for f in read(TOP + written)
        if f.kind == "position"
    ]
    assert held == [("Graphic Designer", ""), ("Web Developer", "")]


def test_points_that_letters_or_roman_numbers_count_are_no_titles(read):
    written = (
        "Work Experience\n2018 - 2020: Fabrikam Forests Ltd.\nDuties and responsibilities\n"
        "i.\tData entry clerk of the north gate\nii.\tRecord keeping\niii.\tStorekeeper of boots and ropes\n"
    )
    facts = read(TOP + written)
    assert [f.value for f in facts if f.kind == "employer"] == ["Fabrikam Forests Ltd."]
    assert not [f for f in facts if f.kind == "title"]


def test_a_school_that_no_word_tells_stands_behind_the_comma_of_its_degree(read):
    written = "Education\nBachelor of Science in Physics, COMSATS, Lahore\n2015 - 2019\n"
    assert [f.value for f in read(TOP + written) if f.kind == "school"] == ["COMSATS"]


def test_a_field_behind_the_title_is_no_employer_and_a_label_of_dates_none(read):
    written = (
        "Experience\nUniversity of Springfield - Faculty of Engineering          Springfield, IL\n"
        "TEACHING ASSISTANT - COMPUTER NETWORKS (INTRODUCTION TO          Mar. 2016 - May 2018\nDISTRIBUTED SYSTEMS)\n• Led classes\n\n"
        "Contoso Ski Resort          Reno, NV\nKitchen Worker          Dec. 2014 - Mar. 2015\n• Worked fast\n"
    )
    held = [(f.detail["title"], f.detail["employer"]) for f in read(TOP + written) if f.kind == "position"]
    assert held == [
        ("TEACHING ASSISTANT", "University of Springfield"),
        ("Kitchen Worker", "Contoso Ski Resort"),
    ]
    form = "Esperienze lavorative\n\nData\tAprile 2019 - Gennaio 2020\nRuolo\tSoftware Engineer\nAzienda\tBeispiel Srl\n"
    assert [f.value for f in read(TOP + form) if f.kind == "position"] == ["Software Engineer, Beispiel Srl"]
