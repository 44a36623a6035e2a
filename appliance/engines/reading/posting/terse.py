"""Lines that ask something by themselves: short postings have no headings, only a line for each thing."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.asks import demands
from appliance.engines.reading.posting.degrees import denies_degree, find_degrees
from appliance.engines.reading.posting.places import is_place_line
from appliance.engines.reading.posting.values import Unit

_SCHOOL = re.compile(
    r"\b(?:diploma|graduate|grad|GED|G\.E\.D|HSD|HS|equivalen\w+|education)\b", re.IGNORECASE
)
"""Beside "high school": without such a word it is a place to work at."""
_CITIZEN = re.compile(
    r"^\W*(?:(?:must be|be|only|sole)\s+)?(?:an?\s+)?(?:citizenship or|u\.?\s?s\.?(?:\s?a\.?)?|united states|american)[\s-]+(?:citizens?(?:hip)?|persons?|lawful permanent|permanent)\b",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:we|our|company|firm|customers?|clients?|facility|founded|trust company)\b", re.IGNORECASE
)
_LEAD = 1
"""Words before the level of a clearance ("active TS/SCI")."""
_SHARE = 1 / 3
_LEAST = 2
_SHORT = 14


def asks_alone(line: str, knowledge: Knowledge) -> bool:
    """Whether a line under the title names a degree, a licence, a clearance or citizenship: nothing else says that it is asked."""
    if is_place_line(line, knowledge) or denies_degree(line):
        return False
    for degree in find_degrees(line, knowledge):
        if (
            degree.level != "high_school"
            or _SCHOOL.search(line)
            or line[: degree.start].strip() + line[degree.end :].strip(" .") == ""
        ):
            return True
    if any(not line[: m.start].strip(" -–•>") for m in knowledge.find_certifications(line)):
        return True
    if any(
        len(line[: m.start].split()) <= _LEAD for m in knowledge.find_clearances(line)
    ) and not _COMPANY.search(line):
        return True
    return _CITIZEN.match(line) is not None


def listed(text: str, units: list[Unit], heads: dict[int, object], knowledge: Knowledge) -> list[Unit]:
    """The units, where a short line that asks by itself is asked, and a list without a heading that partly asks is asked as a whole.

    A run of list items is taken together when a third of them ask something; items about tasks and benefits stay what they are.
    """
    found = [
        u._replace(role="required")
        if u.role == "other"
        and len(text[u.start : u.end].split()) <= _SHORT
        and asks_alone(text[u.start : u.end], knowledge)
        else u
        for u in units
    ]
    number = 0
    while number < len(found):
        end = number
        while (
            end < len(found)
            and found[end].bullet
            and found[end].role in ("other", "required")
            and not (end > number and (end in heads or found[end].paragraph == found[end - 1].paragraph))
        ):
            end += 1
        run = found[number:end]
        asking = sum(u.role == "required" or demands(text[u.start : u.end]) for u in run)
        if len(run) >= _LEAST and asking >= max(1, _SHARE * len(run)):
            found[number:end] = [u._replace(role="required") for u in run]
        number = max(end, number + 1)
    return found
