"""Positions, and headings as people set them in word processors and page designers."""

from __future__ import annotations

TOP = "Ada Stone\nada@example.com\n\n"


def _positions(facts):
    return [
        (f.detail.get("title", ""), f.detail.get("employer", ""), f.detail.get("start", ""), f.detail.get("end", ""))
        for f in facts
        if f.kind == "position"
    ]  # fmt: skip


def test_whoever_works_on_their_own_account_is_their_own_employer(read):
    facts = read(
        TOP
        + """EXPERIENCE

Graphic Designer | Self-employed\t2018 - 2020
Drew menus.

Dock Supervisor | Northwind Freight\t2014 - 2018
Counted pallets.
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Graphic Designer", "Self-employed"),
        ("Dock Supervisor", "Northwind Freight"),
    ]


def test_the_field_behind_a_title_is_no_employer_of_two_words(read):
    facts = read(
        TOP
        + """EXPERIENCE

Werkstudentin Software Engineering\t12/2021 – 03/2024
Larkin Ultraschall
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Werkstudentin Software Engineering", "Larkin Ultraschall")
    ]


def test_a_title_in_small_letters_with_a_remark_in_brackets_heads_an_entry(read):
    facts = read(
        TOP
        + """EXPERIENCE

Northwind Lab, Research Assistant\tJanuary 2023 - Present
Camp Woodgrove, counselor (canoes and climbing wall specialist)\tJuly 2022
Contoso, Software Engineer\tMay 2020 - August 2021
"""
    )
    assert ("counselor (canoes and climbing wall specialist)", "Camp Woodgrove", "2022-07", "") in _positions(
        facts
    )


def test_headings_in_small_letters_open_sections_where_one_does(read):
    facts = read(
        TOP
        + """objetivo

Trabalhar no porto.
experiência

Supervisor de Logística\t2018 - 2021
Analista de Logística\t2013 - 2015
"""
    )
    assert [p[0] for p in _positions(facts)] == ["Supervisor de Logística", "Analista de Logística"]


def test_a_month_beside_its_year_is_no_employer(read):
    facts = read(
        TOP
        + """EXPERIENCIA LABORAL

2017 - Agosto\tOperador Informático
Fabrikam

2018 - 2020\tAsistente de Sistemas
Universidad de Contoso
"""
    )
    assert [p[:2] for p in _positions(facts)] == [
        ("Operador Informático", "Fabrikam"),
        ("Asistente de Sistemas", "Universidad de Contoso"),
    ]


def test_two_towns_of_one_province_are_a_place(read):
    facts = read(
        TOP
        + """EXPERIENCE

PARLOUR GAMES INC.
Oakville / Burlington, ON · January 2010 – March 2020
Drew the pieces of games.
"""
    )
    assert "Oakville / Burlington" not in [f.value for f in facts if f.kind in {"title", "employer"}]


def test_a_label_with_a_colon_in_a_cell_of_its_own_names_the_position(read):
    facts = read(
        TOP
        + """EXPERIENCE

Woodgrove Café
Duration:\tMarch 2021 – November 2021
Position:\tRetail Assistant
"""
    )
    assert [p[:2] for p in _positions(facts)] == [("Retail Assistant", "Woodgrove Café")]


def test_the_end_of_brackets_that_were_wrapped_is_no_employer(read):
    facts = read(
        TOP
        + """BERUFSERFAHRUNG

2022\tLarkin Hochschule
Entwicklung von Webseiten mit HTML und Angular (Single
Page Applications)
2023\tTutor bei Lernstube
"""
    )
    assert "Page Applications" not in [f.value for f in facts if f.kind == "employer"]


def test_a_university_by_its_short_name_is_a_school(read):
    facts = read(
        TOP + "AUSBILDUNG\n\nTU Steinbrunn – Steinbrunn, Deutschland\t10/2018 – 06/2019\nSprachkurs\n"
    )
    assert [f.value for f in facts if f.kind == "school"] == ["TU Steinbrunn"]
