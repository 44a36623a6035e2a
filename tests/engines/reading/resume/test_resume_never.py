"""What is never read, whatever the résumé says; and every span is where its quote is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.engines.reading.resume import neutral, notes, read_resume
from appliance.foundation.contracts.reading import Layout
from appliance.recruiting.candidates.withheld import _LABELS

FORBIDDEN = """Ada Stone
ada@example.com

Personal details
Date of Birth: 14 March 1979
Age: 45
Sex: Female
Gender: Woman
Marital status: Married, 2 children
Religion: Lutheran
Nationality: Ruritanian
Father's name: Otto Stone
Photo: portrait.jpg
Convicted of theft in 1999; served six months.

Experience
Software Engineer
Northwind Systems Inc.
Jan 2015 - Dec 2018
• Built services in Python

Languages: English, German
"""


def test_nothing_personal_is_read(read):
    facts = read(FORBIDDEN)
    told = json.dumps([f.model_dump(exclude={"span"}) for f in facts]).lower()
    for word in (
        "1979",
        "march",
        "45",
        "female",
        "woman",
        "married",
        "lutheran",
        "ruritanian",
        "otto",
        "portrait",
        "convict",
        "theft",
        "1999",
    ):
        assert word not in told


PRIVATE = (
    ("Born on 3 July 1981 in Zagreb", ("1981", "zagreb")),
    ("D.O.B.: 03-07-1981", ("1981", "d.o.")),
    ("Year of birth: 1981", ("1981",)),
    ("Place of birth: Zagreb", ("zagreb",)),
    ("42 years old, single, no children", ("42", "single")),
    ("Age - 42 yrs", ("42",)),
    ("Civil status: divorced", ("divorced",)),
    ("Mother of two, happily married since 2009", ("married", "2009")),
    ("Gender identity: non-binary", ("binary",)),
    ("Religion / caste: Hindu, OBC", ("hindu",)),
    ("Practising Catholic", ("catholic",)),
    ("Citizenship at birth: Croatian", ("croatian",)),
    ("Nationality - Croatian", ("croatian",)),
    ("Ethnic origin: White British", ("british",)),
    ("Passport No: X1234567, issued 2016", ("1234567", "2016")),
    ("Spouse: Ivan Horvat, Accountant", ("ivan", "accountant")),
    ("Father: Otto Horvat, Retired Judge", ("otto", "judge")),
    ("Served 18 months in prison for fraud (2003)", ("prison", "fraud", "2003")),
    ("Criminal record: DUI 2011", ("dui", "2011")),
    ("Height: 172 cm", ("172",)),
    ("Disability: hearing impaired", ("hearing",)),
    ("Geboren am 3. Juli 1981, ledig, katholisch", ("1981", "ledig", "katholisch")),
    ("Nacida el 3 de julio de 1981, casada", ("1981", "casada")),
    ("Née le 3 juillet 1981, mariée, 2 enfants", ("1981", "mariée")),
)


@pytest.mark.parametrize(("said", "words"), PRIVATE)
@pytest.mark.parametrize("joined", [False, True])
def test_no_wording_of_personal_matters_is_read(read, said, words, joined):
    rows = (
        f"Ada Stone\nada@example.com\n{said}\nExperience\nSoftware Engineer\nNorthwind Systems Inc.\n"
        f"Jan 2015 - Dec 2018\nBuilt services in Python\nPersonal details\n{said}\nLanguages: English, German\n{said}\n"
    )
    text = rows.strip().replace("\n", "  ") if joined else rows
    facts = read(text)
    assert any(f.kind == "employer" for f in facts)
    told = json.dumps([f.model_dump(exclude={"span"}) for f in facts], ensure_ascii=False).lower()
    assert not [word for word in words if word in told]


JOB = "Nurse\nHarbourside Hospital\n2018 - 2020"
BEFORE = "2018 - 2020\nNurse\nHarbourside Hospital"
LABELLED_ROWS = {
    "birth date below": (JOB, "Date of birth\n12 May 1980"),
    "birth date below a label with a colon": (JOB, "Date of birth:\n12 May 1980"),
    "birth date above": (BEFORE, "12 May 1980\nDate of birth"),
    "dates parted by a bar": ("Nurse\nHarbourside Hospital\n2018 | 2020", "Date of birth\n12 May 1980"),
    "born in a row of its own": (JOB, "Born\nMay 1980"),
    "born in one row": (JOB, "Born May 1980\nPresent"),
    "born behind a year": (BEFORE, "1980   Born in Springfield"),
    "a date in pieces": (JOB, "Date of birth\n12\nMay\n1980"),
    "convictions": (JOB, "Convictions\nTheft\n2010 - 2011"),
    "convictions in empty space": (JOB, "Convictions\n\nTheft\n\n2010 - 2011"),
    "convictions, dates first": (JOB, "Criminal record\n2010 - 2011\nTheft"),
    "all labels, then all values": (JOB, "Date of birth\nNationality\nMarital status\n12 May 1980\nCroatian\nSingle"),
    "cells": (JOB, "Date of birth\t12 May 1980\tNationality\tCroatian"),
    "cells with colons": (JOB, "Date of birth: 12 May 1980\tGender: male"),
    "no colon": (JOB, "Marital status   married\nNationality Croatian"),
    "age": (JOB, "Age\n45"),
    "german": (JOB, "Geburtsdatum\n12.05.1980\nStaatsangehörigkeit\nkroatisch\nFamilienstand\nledig"),
    "german above": (BEFORE, "12. Mai 1980\nGeburtsdatum\nKroatisch\nNationalität"),
    "french": (JOB, "Née le\n12 mai 1980\nSituation familiale\nmariée"),
    "spanish": (JOB, "Fecha de nacimiento\n12 de mayo de 1980\nEstado civil\nCasada"),
    "italian": (JOB, "Data di nascita\n12 maggio 1980\nNazionalità\nCroata"),
    "dutch": (JOB, "Geboortedatum\n12 mei 1980\nBurgerlijke staat\nGehuwd"),
    "polish": (JOB, "Data urodzenia\n12.05.1980\nStan cywilny\nmężatka"),
    "japanese": (JOB, "生年月日：\n1980年5月12日"),
}  # fmt: skip


@pytest.mark.parametrize("name", LABELLED_ROWS)
@pytest.mark.parametrize("last", [False, True])
def test_rows_with_a_private_label_are_no_position(read, name, last):
    job, said = LABELLED_ROWS[name]
    other = "2010 - 2012\nClerk\nContoso Ltd" if job == BEFORE else "Clerk\nContoso Ltd\n2010 - 2012"
    text = f"Ada Stone\nada@example.com\n\nEXPERIENCE\n{job}\n\n{said}\n" + ("" if last else f"\n{other}\n")
    facts = read(text)
    held = [
        (f.detail["title"], f.detail["employer"], f.detail["start"], f.detail["end"])
        for f in facts
        if f.kind == "position"
    ]
    clerk = [] if last else [("Clerk", "Contoso Ltd", "2010", "2012")]
    assert held == [("Nurse", "Harbourside Hospital", "2018", "2020"), *clerk]
    assert next(f for f in facts if f.kind == "years").detail["years"] == (2.0 if last else 4.0)
    told = json.dumps([f.model_dump(exclude={"span"}) for f in facts], ensure_ascii=False).lower()
    assert not [
        w for w in ("1980", "theft", "croat", "kroat", "2011", "married", "ledig", "birth") if w in told
    ]


def test_an_open_birth_date_makes_no_career(read):
    facts = read("Ada Stone\n\nEXPERIENCE\nNurse\nHarbourside Hospital\nBorn May 1980\nPresent\n")
    assert not [f for f in facts if f.kind == "years"]
    assert "1980" not in json.dumps([f.model_dump() for f in facts])


def test_no_quote_holds_a_private_row_within_a_heading(read):
    text = "Ada Stone\n\nEXPERIENCE\nNurse\nBorn 12 May 1980\nHarbourside Hospital\n2018 - 2020\n"
    (held,) = [f for f in read(text) if f.kind == "position"]
    assert (held.detail["employer"], held.detail["start"], held.quote) == (
        "Harbourside Hospital",
        "2018",
        "Nurse",
    )
    assert text[held.span.start : held.span.end] == held.quote


def test_every_label_that_search_leaves_out_is_known_to_the_reader(read):
    for label in _LABELS:
        told = read(
            f"Ada Stone\n\nEXPERIENCE\n{JOB}\n\n{label.capitalize()}: Zzyzx 1980\n\nClerk\nContoso Ltd\n2010 - 2012\n"
        )
        assert [f.detail["start"] for f in told if f.kind == "position"] == ["2018", "2010"], label
        assert "zzyzx" not in json.dumps([f.model_dump() for f in told]).lower(), label


@pytest.mark.parametrize(
    "said",
    ["Birthday cake decorator, Contoso Bakery Ltd\n2010 - 2012", "Gender studies lecturer\nContoso University\n2010 - 2012"],
)  # fmt: skip
def test_work_named_like_a_private_matter_is_read(read, said):
    facts = read(f"Ada Stone\n\nEXPERIENCE\n{JOB}\n\n{said}\n")
    assert [f.detail["start"] for f in facts if f.kind == "position"] == ["2018", "2010"]


def test_a_subject_named_like_a_private_matter_is_read(read):
    facts = read("Ada Stone\n\nEDUCATION\nBachelor of Arts\nReligion\nSpringfield University\n2010\n")
    assert [f.value for f in facts if f.kind == "school"] == ["Springfield University"]


def test_a_birth_date_is_no_position_and_no_year(read):
    years = next(f for f in read(FORBIDDEN) if f.kind == "years")
    assert years.detail["years"] == 4.0


def test_the_right_to_work_is_read_only_as_stated(read):
    assert [f.normal for f in read("Ada Stone\nUS Citizen\n") if f.kind == "authorisation"] == ["us_citizen"]
    assert [
        f.normal
        for f in read("Ada Stone\nAuthorized to work in the US for any employer\n")
        if f.kind == "authorisation"
    ] == ["work_authorised"]
    assert [
        f for f in read("Ada Stone\nHelped applicants for U.S. citizenship\n") if f.kind == "authorisation"
    ] == []
    assert [f for f in read("Ada Stone\nBorn in Boston, United States\n") if f.kind == "authorisation"] == []


_PIECES = st.lists(
    st.sampled_from(
        ["Ada Stone", "EXPERIENCE", "Education", "Skills: Java, C++ (4 years), Foo Bar", "Software Engineer", "Northwind Systems Inc.", "Jan 2019 – Present",
         "2013-2015", "B.Sc. in Physics", "University of Springfield", "• built x", "\uf0e0ada@example.com", "(202) 555-0143", "Secret clearance (active)",
         "AWS Certified Solutions Architect", "German (fluent)", "  ", "\\xe2\\x80\\xa2", "ﬁnance", "a" * 70, "İstanbul", "\t", "12 Example Street"]
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(_PIECES, st.sampled_from(["\n", "  ", "\n\n", " | ", ", "]))
def test_every_span_is_the_place_of_its_quote(parts, glue):
    text = glue.join(parts)
    facts = read_resume(Layout(format="txt", text=text))
    for fact in facts:
        if fact.span is None:
            assert fact.kind == "years"
            assert fact.quote == ""
        else:
            assert text[fact.span.start : fact.span.end] == fact.quote != ""
    assert read_resume(Layout(format="txt", text=text)) == facts
    json.dumps(neutral(facts, "x"))
    notes(Layout(format="txt", text=text), facts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "a" * 100_000,
        "1" * 50_000,
        "(" * 20_000,
        "a.a@" * 5_000,
        "Jan 2019 - " * 3_000,
        "• " * 20_000,
        "A, " * 20_000,
        "Education\n" + "B.S. in Physics, Foo University, 2014\n" * 1_500,
    ],
)
def test_odd_texts_end_quickly(text):
    read_resume(Layout(format="txt", text=text))


def test_notes_name_what_is_missing_and_long_gaps(read, layout_of):
    text = "Ada Stone\n\nExperience\nSoftware Engineer\nNorthwind Systems Inc.\nJan 2018 - Dec 2019\n\nData Analyst\nContoso Ltd\nJan 2010 - Dec 2012\n"
    found = {n.code: n.severity for n in notes(layout_of(text), read(text))}
    assert found == {
        "few_words": "major", "no_contact": "missing", "no_education": "missing", "no_skills": "missing", "gap": "suggestion",
    }  # fmt: skip
    assert [n.code for n in notes(layout_of(" "), ())] == ["no_text"]


def test_a_text_too_long_to_be_a_resume_says_where_reading_ended(layout_of):
    layout = layout_of("Ada Stone\n" + "word " * 50_000)
    assert "facts_cut" in {n.code for n in notes(layout, ())}


def test_the_foot_of_a_page_is_no_certificate(read):
    facts = read("Ada Stone\n\nCertifications\nAWS Certified Cloud Practitioner\nAda Stone - page 1\n")
    assert [f.value for f in facts if f.kind == "certification"] == ["AWS Certified Cloud Practitioner"]


@pytest.mark.parametrize(
    "row",
    ["Aged 39, married", "Married with two kids", "Church Member, St. Mary Parish", "Nascimento: 12/03/1985", "Født 12.03.1985", "Born in 1985 in Lagos"],
)  # fmt: skip
@pytest.mark.parametrize(
    "education",
    ["BSc Biology\n{row}\n", "{row}\nBSc Biology 2010 - 2013\n", "Example University\t2010 - 2013\nBSc Biology\n{row}\t2005 - 2009\nAbitur\n"],
)  # fmt: skip
def test_rows_about_the_person_are_no_schools(read, education, row):
    facts = read("Ada Quist\nada@example.com\n\nEducation\n" + education.format(row=row))
    assert [f.value for f in facts if f.kind == "school"] in ([], ["Example University"])
    assert not any("1985" in str(value) for f in facts for value in f.detail.values())
