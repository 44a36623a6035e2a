"""What no search may find of a person is blank in the searchable text; work of the same words is not."""

from __future__ import annotations

import pytest

from appliance.recruiting.candidates.withheld import searchable


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Ada Example\nDate of birth: 4 May 1979 | Boston", "4 May 1979"),
        ("D.O.B.: 04/05/1979", "04/05/1979"),
        ("Geburtsdatum: 4. Mai 1979\nFamilienstand: verheiratet", "verheiratet"),
        ("Nacionalidad: chilena; Estado civil: casada", "chilena casada"),
        ("Date of Birth\t4 May 1979\tBoston", "1979"),
        ("Marital status\nMarried, two children\nSKILLS\nPython", "Married"),
        ("Age – 45", "45"),
        ("Religion: Quaker • Python", "Quaker"),
        ("I am 45 years old and work in Lyon.", "45"),
        ("Born on 4 May 1979 in Leeds. Welder.", "Leeds"),
        ("Happily married to Rui; father of three", "married father"),
        ("Criminal record: Convicted of theft in 2009", "Convicted theft"),
        ("I was convicted of fraud in 2010. I retrained as a welder.", "fraud"),
        ("No criminal record.", "criminal"),
        ("Background\n• Convicted of theft in 2009\n• Welder", "theft"),
        ("I have never been arrested", "arrested"),
        ("Gender: female, Pronouns: she/her", "female she"),
        ("geboren am 14.03.1979 in Lyon", "14.03.1979 Lyon"),
    ],
)
def test_a_statement_about_the_person_is_blank(text, gone):
    kept = searchable(text)
    assert len(kept) == len(text)
    assert kept.count("\n") == text.count("\n")
    assert all(word in text and word not in kept for word in gone.split())


@pytest.mark.parametrize(
    "text",
    [
        "Public defender: felony cases, clients convicted of theft.",
        "Probation officer; wrote 120 sentence reports, interviewed arrested persons",
        "Cared for married couples and single mothers in a shelter",
        "Taught children aged between six and nine",
        "Ran a 20-year-old codebase; managed the age verification service",
        "Race engineer, Status: full time",
        "Led gender equality training at three sites",
        "Criminal Justice, B.A., Example College",
        "Prison nurse: health screening of imprisoned men",
        "Faith\nSoftware Engineer",
        "Conviction\nJava, Python",
        "Disability\nServices Coordinator at Example",
        "Race: Built the timing app of a 5k race with two others",
        "Weight - reduced bundle 40%",
        "I am 10 years into Java",
        "Ledig Solutions, Berlin: Engineer",
    ],
)
def test_work_of_the_same_words_stays(text):
    assert searchable(text) == text


def test_the_rest_of_the_row_and_the_next_ones_stay():
    text = "Ada Example | Age: 45 | ada@example.com\nWelder\n\nSex: F\nSKILLS\nTIG, MIG"
    assert searchable(text) == text.replace(" Age: 45 ", " " * 9).replace("Sex: F", " " * 6)
