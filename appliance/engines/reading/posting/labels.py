"""Labelled lines of a posting: "Location: Boston, MA", or a label with its value on the next line."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.posting.values import Paragraph

_LABELS = tuple(
    (name, re.compile(rf"(?:{pattern})", re.IGNORECASE))
    for name, pattern in (
        ("title", r"(?:job|position|role|posting|vacancy)\s*(?:title|name)|title|position|role|job"),
        ("organisation", r"(?:company|organi[sz]ation|employer|agency|hiring (?:organi[sz]ation|company)|client)(?:\s+name)?|department of agency"),
        ("department", r"department|team|division|business unit|job (?:category|family|function)|category|industry|function"),
        ("location", r"(?:(?:duty|job|work|primary|office|position|additional|other)\s+)?(?:locations?|location\(s\)|station)(?:\(s\))?|duty station|place of work|city|where|office|based in|worksite|work site"),
        ("opens", r"(?:date\s+)?posted(?:\s+(?:on|date))?|post(?:ing)? date|date posted|published(?: on)?|open(?:ing|s)?(?: date)?"),
        ("closes", r"clos(?:es|ing)(?:\s+(?:date|on))?|(?:application )?deadline|apply (?:by|before)|applications? (?:close|due)(?: on)?|expires?(?: on)?|valid through|close date"),
        ("period", r"open period|open\s*(?:&|and)\s*clos(?:ing|es?)\s*dates?|application (?:period|window)|posting period|opening and closing dates?|announcement dates?"),
        ("remote", r"(?:remote|telework|work(?:place)?|work(?:ing)?\s+(?:arrangement|model|mode|type|policy|style)|workplace\s+type|location type|remote (?:status|policy|job|work(?:\s+(?:type|arrangement|status|policy|option|eligib\w+))?|employment|options?|eligib\w+|type))(?:\s+eligible)?|telework eligible|telecommut\w+|work setting"),
        ("salary", r"(?:base |annual |starting |hourly )?(?:salary|pay|comp(?:ensation)?|wages?|rate|remuneration|hourly rate|pay rate)(?:\s*(?:range|scale|band|details|rate))?(?!\s*&\s*grade)"),
        ("who", r"who may apply|open to|this job is open to|eligibility|citizenship(?: requirements?| required)?|hiring paths?"),
        ("clearance", r"(?:security\s+)?clearance(?:\s*(?:level|required|requirements?|needed|type))*|required clearance|minimum clearance(?: required)?"),
        ("employment", r"(?:employment|job|position|contract)\s*type|type of employment|schedule|work schedule|appointment type|employment status"),
        ("grade", r"pay scale\s*(?:&|and)\s*grade|grade|series\s*(?:&|and)\s*grade"),
    )
)  # fmt: skip
_LINE = re.compile(r"(?P<label>[A-Za-z][^:\n]{1,40}?)\s*(?:[:：]|\s[-–]\s)\s*(?P<value>\S[^\n]*)")


_ANYWHERE = ("location", "remote", "salary", "opens", "closes", "period", "clearance", "grade")
"""Labels whose value may stand on the next line wherever they are: saved pages of boards."""
_PLACE = re.compile(r"[A-Z][A-Za-z .'’-]{1,40},\s*[A-Z][A-Za-z .]{1,30}")
MOST = 60
"""A text with more labels than this is a table."""


class Label(NamedTuple):
    """``start``/``end`` are the value's, in the text."""

    name: str
    start: int
    end: int
    paragraph: int


def labels(text: str, paragraphs: tuple[Paragraph, ...], header: int) -> list[Label]:
    """Every labelled value. Values on the line after the label are looked for among the first ``header`` paragraphs only."""
    found: list[Label] = []
    taken = -1
    for number, here in enumerate(paragraphs):
        if number == taken:
            continue
        line = text[here.start : here.end]
        match = _LINE.match(line)
        if match and len(line) < 6000:
            name = label_name(match["label"])
            if name and (number < header or len(line) < 200):
                found.append(Label(name, here.start + match.start("value"), here.end, number))
            continue
        name = label_name(line.rstrip(" :："))
        if (number < header or name in _ANYWHERE) and number + 1 < len(paragraphs):
            following = text[paragraphs[number + 1].start : paragraphs[number + 1].end]
            alone = line.rstrip().endswith(":") or name in (
                "location",
                "opens",
                "closes",
                "period",
                "remote",
                "salary",
                "employment",
                "clearance",
            )
            if name == "location" and following.rstrip().endswith(":"):
                listed = _listed_places(text, paragraphs, number + 2)
                found += listed
                taken = number + 1
            elif name and alone and len(following) < 160 and not label_name(following.rstrip(" :：")):
                found.append(
                    Label(name, paragraphs[number + 1].start, paragraphs[number + 1].end, number + 1)
                )
                taken = number + 1
    return found[:MOST]


def _listed_places(text: str, paragraphs: tuple[Paragraph, ...], number: int) -> list[Label]:
    """The places that follow "Locations" and a line such as "2 vacancies in the following locations:"."""
    found = []
    for at in range(number, min(number + MOST, len(paragraphs))):
        here = paragraphs[at]
        if not _PLACE.fullmatch(text[here.start : here.end].strip()):
            break
        found.append(Label("location", here.start, here.end, at))
    return found


def label_name(label: str) -> str:
    """What a label announces, or ""."""
    bare = label.strip(" *_#")
    for name, pattern in _LABELS:
        if pattern.fullmatch(bare):
            return name
    return ""
