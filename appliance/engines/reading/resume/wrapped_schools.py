"""Names of schools that a narrow column has wrapped."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.school_names import is_school

ASIDE = re.compile(
    r"^(?:gpa|thesis|graduated (?:with|cum|magna|summa)\b|dissertation|advisor|minor|relevant|honou?rs|coursework|grade|percentage|dean|activities|awards?|note|cgpa|scholar|abschlussarbeit|bachelorarbeit|masterarbeit|schwerpunkte?\b|leistungskurse)",
    re.IGNORECASE,
)
"""What stands beside a degree and is no part of it."""
_SUPERVISED = re.compile(
    r"(?:(?:thesis|phd|academic|research|scientific) )?(?:supervis(?:ors?|ed by|eurs?|é par|ado por|ore)|advis[oe]rs?|director(?:es|a)?|directeurs?|directrice|"
    r"encadr(?:ement|ants?|é par)|betreuer(?:in)?|betreut von|relator[ei]|orientador(?:a|es)?|coordenador(?:a)?|tutor[ei]?)\s?:?\s?(?:Assoc\.? )?(?:Profs?|Dr|Dra|Pr|PD|Ing)\b",
    re.IGNORECASE,
)


def is_supervised(text: str) -> bool:
    """Does a row say who supervised the work: no school and no position of one's own?"""
    named = "Prof" in text or "Dr" in text or "Pr" in text or "PD" in text or "Ing" in text
    return named and _SUPERVISED.match(text) is not None


def school_goes_on(last: Row, row: Row, longest: int, judge: Judge) -> bool:
    """Does a name begin on a full row of a narrow column and end as a school on the next: "Example Center for Technical" / "Education"?"""
    if (
        not _ENDS_A_SCHOOL.fullmatch(row.text)
        or len(last.text) < _FULL_ROW * longest
        or not last.text[0].isupper()
        or row.gap or row.bullet or last.bullet or last.ranges or len(last.cells) > 1
        or (last.size, last.bold, last.column, last.page) != (row.size, row.bold, row.column, row.page)
    ):  # fmt: skip
        return False
    return not (
        is_school(last.text, judge)
        or judge.place(last.text)
        or judge.k.find_degrees(last.text)
        or (" " in row.text and is_school(row.text, judge))
        or ASIDE.match(last.text)
    ) and is_school(f"{last.text} {row.text}", judge)


_FULL_ROW = 0.75
_ENDS_A_SCHOOL = re.compile(
    r"(?:[A-Z][\w’'-]* (?:(?:and|&) )?){0,2}(?:University|College|School|Institute|Academy|Education|Technology|Sciences?|Arts|Engineering|Nursing|Medicine|Law|"
    r"Business|Studies|Training|Center|Centre)"
)
