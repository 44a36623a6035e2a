"""What stands apart from an entry and belongs to it, or stands in it and does not."""

from __future__ import annotations

from appliance.foundation.contracts.facts import Fact


def positions(facts: tuple[Fact, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (str(f.detail["title"]), str(f.detail["employer"]), str(f.detail["start"]), str(f.detail["end"]))
        for f in facts
        if f.kind == "position"
    ]


def test_an_open_date_before_a_title_is_closed_by_the_date_below_it(read):
    facts = read(
        """Ada Stone
# Experience
Sep 2019 - Head Gardener
Present\tNorthwind Parks Inc., Boston, MA
- Planted roses
Oct 2014 - Gardener
Aug 2019\tContoso Gardens LLC, Salem, MA
""",
        styled=True,
    )
    assert positions(facts) == [
        ("Head Gardener", "Northwind Parks Inc.", "2019-09", "present"),
        ("Gardener", "Contoso Gardens LLC", "2014-10", "2019-08"),
    ]


def test_a_bold_row_set_apart_above_a_title_and_its_dates_is_the_employer_though_its_name_is_unknown(read):
    facts = read(
        """Ada Stone
# Experience
** Brookleaf
Head Gardener\tJuly 2021 - October 2023
Planted roses along four roads and kept them through two dry summers.

** Thornwick
Garden Lead, Public Roads\tMay 2018 - June 2021
Looked after the hedges of a town of some size and wrote about it.

Northwind Parks Inc.\tMay 2015 - April 2018
Gardener
Kept the lawns of three parks.

Contoso Gardens LLC\tMay 2012 - April 2015
Apprentice Gardener
Kept the lawns of two parks.
""",
        styled=True,
    )
    assert [p[:2] for p in positions(facts)] == [
        ("Head Gardener", "Brookleaf"),
        ("Garden Lead, Public Roads", "Thornwick"),
        ("Gardener", "Northwind Parks Inc."),
        ("Apprentice Gardener", "Contoso Gardens LLC"),
    ]


def test_what_is_said_aside_in_brackets_is_no_employer_and_no_cut(read):
    facts = read(
        """Ada Piedra
Experiencia Laboral
Docente en Colegio Ejemplo (Lima, Perú) [Jornada parcial – Presencial]
Marzo, 2020 — ahora
Practicante en Vidrios Ejemplo (Lima, Perú) [Jornada completa – Híbrido]
Enero, 2019 — Febrero, 2020
"""
    )
    read_as = positions(facts)
    assert [(t, s, e) for t, _, s, e in read_as] == [
        ("Docente", "2020-03", "present"),
        ("Practicante", "2019-01", "2020-02"),
    ]
    assert [firm.split(" (")[0] for _, firm, _, _ in read_as] == ["Colegio Ejemplo", "Vidrios Ejemplo"]


def test_a_note_in_a_cell_of_brackets_below_the_dates_is_no_part_of_the_title(read):
    facts = read(
        """Ada Piedra
# Experiencia laboral
mar. 2016 — abr. 2018\tJARDINES EJEMPLO S.A.
(Fin del contrato)\tWebmaster
feb. 2012 — jul. 2015\tPARQUES EJEMPLO S.A.
(Fin del proyecto)\tJefe de proyecto
""",
        styled=True,
    )
    assert [p[:2] for p in positions(facts)] == [
        ("Webmaster", "JARDINES EJEMPLO S.A."),
        ("Jefe de proyecto", "PARQUES EJEMPLO S.A."),
    ]


def test_a_title_behind_an_outer_bullet_may_begin_as_what_was_done_does(read):
    facts = read(
        """Ada Stone
# Experience
** • Head Gardener\tFeb 2021 - present
Northwind Parks Inc.\tBoston, MA
Kept roses.

** • Coding Instructor\tMar 2018 - Apr 2019
Fabrikam School Ltd.\tSalem, MA
Kept a class awake.

** • Technology Whisperer\tMar 2016 - Feb 2018
Brookleaf\tSalem, MA
Kept hedges.

** • Gardener\tNov 2014 - Aug 2015
Contoso Gardens LLC\tSalem, MA
Kept lawns.
""",
        styled=True,
    )
    assert [p[:2] for p in positions(facts)] == [
        ("Head Gardener", "Northwind Parks Inc."),
        ("Coding Instructor", "Fabrikam School Ltd."),
        ("Technology Whisperer", "Brookleaf"),
        ("Gardener", "Contoso Gardens LLC"),
    ]


def test_dots_that_lead_from_a_heading_to_the_edge_leave_it_a_heading(read):
    facts = read(
        """Ada Stone
Experience . . . . . . . . . . . . . . . . . .
Gardener at Northwind Parks Inc., May 2015 - April 2018
Education ...............................
Bachelor of Science in Botany, Example University, 2014
"""
    )
    assert [p[:2] for p in positions(facts)] == [("Gardener", "Northwind Parks Inc.")]
    assert [f.value for f in facts if f.kind == "school"] == ["Example University"]


def test_a_school_of_an_unknown_name_stands_where_the_others_do(read):
    facts = read(
        """Ada Stone
Education
Master of Science in Botany, 2012 - 2014
HGWB Ulm
Bachelor of Science in Botany, 2009 - 2012
HGWB Ulm
Abitur, 2009
Rosen-Gymnasium Ulm
"""
    )
    assert [f.value for f in facts if f.kind == "school"] == ["HGWB Ulm", "HGWB Ulm", "Rosen-Gymnasium Ulm"]


def test_what_somebody_worked_as_before_a_wish_is_no_position(read):
    facts = read(
        """Ada Stone
Objective
Seeking a post in a garden after I worked as a Nurse.
Education
Bachelor of Science in Nursing, Example University, 2009
"""
    )
    assert not [f for f in facts if f.kind in {"position", "title"}]


def test_labels_of_a_form_in_portuguese_say_where_and_when(read):
    facts = read(
        """Ada Pedra
EXPERIÊNCIA
Analista de Pesquisa
Instituição: Observatório Exemplo de Jardins.
Período: Mar/2020 - Dez/2020.
Estagiário
Instituição: Jardins Exemplo.
Período: Ago/2018 - Ago/2019.
"""
    )
    assert positions(facts) == [
        ("Analista de Pesquisa", "Observatório Exemplo de Jardins.", "2020-03", "2020-12"),
        ("Estagiário", "Jardins Exemplo.", "2018-08", "2019-08"),
    ]
