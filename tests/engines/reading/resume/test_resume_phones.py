"""Telephone numbers: of home, of elsewhere, of the countries a résumé names; nothing else that has digits."""

from __future__ import annotations

import pytest

from appliance.engines.reading.resume.phones import find_phones


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("(202) 555-0143", ["+12025550143"]),
        ("Tel: 202.555.0143 | Fax", ["+12025550143"]),
        ("+49 30 901820", ["+4930901820"]),
        ("(+82) 10-2345-6789", ["+821023456789"]),
        ("+ 34 912 34 56 78", ["+34912345678"]),
        ("linkedin.com/in/ada-stone-603004169\t(202) 555-0143", ["+12025550143"]),
        ("+1 202 555 0143 and 202-555-0144", ["+12025550143", "+12025550144"]),
        ("Bangor, ME 04401-1234", []),
        ("2015 - 2018", []),
        ("(03/2010–09/2010) Assistant", []),
        ("Ulm, 08.07.2019", []),
        ("doi:10.5194/acp-19-14339-2019, 2019", []),
        ("(555) 555–5555", ["+15555555555"]),
        ("999 · 999 · 9999", ["+19999999999"]),
        ("Jan 2015-2018 2019-2021", []),
        ("grew sales to 1,234,567,890 in 2019", []),
    ],
)
def test_phones_are_numbers_that_can_be_called(written, numbers):
    assert [f.normal for f in find_phones(written)] == numbers


@pytest.mark.parametrize(
    ("top", "number"),
    [
        ("Ada Muster, Berlin\nTel. 030 901820", "+4930901820"),
        ("Ada Muster\n(030) 901820\nada@example.de", "+4930901820"),
        ("Ada Exemple, 75001 Paris\n01 42 68 53 00", "+33142685300"),
        ("Ada Example, London, UK\n020 7946 0958", "+442079460958"),
        ("Ada Example\n0049 30 901820", "+4930901820"),
        ("Ada Example | 00 33 1 42 68 53 00", "+33142685300"),
        ("Ada Ejemplo, Madrid, España | Móvil: 612 34 56 78", "+34612345678"),
        ("Ada Example, Sydney, Australia\n(02) 9374 4000", "+61293744000"),
        ("Ada Beispiel, Wien\nHandy 0664 1234567", "+436641234567"),
        ("Ada Ejemplo\nMadrid\tada@example.es\t612 34 56 78", "+34612345678"),
    ],
)
def test_a_national_number_belongs_to_the_country_that_stands_beside_it(top, number):
    assert [f.normal for f in find_phones(top)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Example, Berlin\nMatrikelnummer 4711123456", "Paris, France\nSIRET 12345678901234", "London\nSW1A 1AA, 01/2015 - 12/2018",
        "Ada Example\n030 901820", "Berlin 10115-10117",
    ],
)  # fmt: skip
def test_other_numbers_beside_a_country_are_none(text):
    assert find_phones(text) == []


@pytest.mark.parametrize(
    ("text", "number", "extension", "quote"),
    [
        ("Call (202) 555-0143 ext. 15 today", "+12025550143", "15", "(202) 555-0143 ext. 15"),
        ("202-555-0143 x204", "+12025550143", "204", "202-555-0143 x204"),
        ("+49 30 901820, Durchwahl 77", "+4930901820", "77", "+49 30 901820, Durchwahl 77"),
    ],
)
def test_an_extension_is_kept_apart_from_the_number(text, number, extension, quote):
    (found,) = find_phones(text)
    assert (found.normal, found.detail, found.quote) == (number, {"extension": extension}, quote)


def test_a_number_that_nobody_can_have_counts_unsure_where_there_is_no_other():
    (only,) = find_phones("Ada Example\nSpringfield | 123-456-7890 | ada@example.com")
    assert (only.quote, only.normal, only.confidence) == ("123-456-7890", "+11234567890", "unsure")
    assert [f.normal for f in find_phones("123-456-7890, (202) 555-0143")] == ["+12025550143"]
    assert find_phones("Ada Example, SSN 123-45-6789, account 1234567890, 2015 2016 2017") == []


@pytest.mark.parametrize(
    ("text", "number", "confidence"),
    [
        ("Ada Exemplo\nTelefone: 41 98454-0143", "+5541984540143", "sure"),
        ("Ada Ejemplo\nCelular: 922 212 014.", "+51922212014", "sure"),
        ("Ada Example\nada@example.com\n9538130143\nEducation", "9538130143", "unsure"),
        ("Ada Exemplo\nTelefone: [850712014]", "850712014", "unsure"),
        ("Ada Example\n123 - 456 - 7890 | ada@example.com", "+11234567890", "unsure"),
    ],
)
def test_a_number_of_a_country_that_is_not_told_is_kept(text, number, confidence):
    """By the word before it where only some countries say so; else as it is written."""
    assert [(f.normal, f.confidence) for f in find_phones(text)] == [(number, confidence)]


@pytest.mark.parametrize(
    "text",
    [
        "Geburtsdatum 07.08.1987 in Berlin",
        "Ada Example\nada@example.com\n04401\n",
        "Ada Example\n4711123456\nEngineer\nMaine",
    ],
)
def test_days_and_bare_digits_are_no_numbers(text):
    assert find_phones(text) == []
