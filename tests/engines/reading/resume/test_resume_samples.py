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
