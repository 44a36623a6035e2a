"""Degrees and licences by their own names: no other country's, and no other trade's."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize(
    ("text", "level", "name"),
    [
        ("Licenciatura en Derecho", "bachelor", "Licenciatura"),
        ("Laurea magistrale in Ingegneria Civile", "master", "Laurea magistrale"),
        ("magister inżynier Informatyka", "master", "Magister inżynier"),
        ("Staatsexamen Rechtswissenschaften", "master", "Staatsexamen"),
        ("Bacharelado em Física", "bachelor", "Bacharelado"),
        ("Licence de Mathématiques", "bachelor", "Licence"),
        ("Doctorado en Física", "doctorate", "Doctorado"),
        ("Doctor of Veterinary Medicine", "doctorate", "Doctor of Veterinary Medicine"),
        ("Doctor of Audiology", "doctorate", "Doctor of Audiology"),
        ("Master of City Planning", "master", "Master of City Planning"),
        ("International Baccalaureate", "high_school", "International Baccalaureate"),
    ],
)
def test_a_degree_keeps_its_own_name(text, level, name):
    (found,) = load().find_degrees(text)
    assert (found.level, found.name) == (level, name)


@pytest.mark.parametrize(
    ("text", "quote", "field"),
    [
        ("Bachelor of Technology (B.Tech), Electronics, Anna University", "Bachelor of Technology (B.Tech), Electronics", "Electronics"),
        ("Doctor of Nursing Practice (DNP), Duke University", "Doctor of Nursing Practice (DNP)", ""),
        ("Bachelor of Science (BS) in Biology", "Bachelor of Science (BS) in Biology", "Biology"),
    ],
)  # fmt: skip
def test_an_abbreviation_in_brackets_is_no_second_degree(text, quote, field):
    (found,) = load().find_degrees(text)
    assert (text[found.start : found.end], found.field) == (quote, field)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Commercial Driver's License (CDL), Class B", "CDL Class B"),
        ("CDL, Class B", "CDL Class B"),
        ("CDL Class A", "CDL Class A"),
    ],
)
def test_the_class_of_a_licence_is_the_one_written(text, name):
    assert [m.name for m in load().find_certifications(text)] == [name]
