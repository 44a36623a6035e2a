"""What the top of a posting says: title, organisation, places, dates. Labels first, then position and shape."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.boilerplate import is_board
from appliance.engines.reading.posting.dates import find_dates
from appliance.engines.reading.posting.labels import Label, label_name, labels
from appliance.engines.reading.posting.organisations import find_organisation
from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.places import (
    is_place_line,
    leading_places,
    named_with_place,
    split_places,
)
from appliance.engines.reading.posting.values import Paragraph
from appliance.foundation.contracts.values import Span

_WORKPLACE_TAIL = re.compile(
    r"\s*(?:[-–—|,]\s*|\()(?:(?:fully |100% )?remote|hybrid|on-?site|work from home)(?:\s*\((?:US|USA|U\.S\.|EU|UK|Canada|anywhere|[A-Z]{2})\))?(?:\s*\))?\s*$",
    re.IGNORECASE,
)
_HIRING = re.compile(
    r"\b(?:looking (?:for|to hire)|seeking|hiring|searching for|recruiting|in search of|need(?:s)?|join us as|role of|position of|work as|to fill)\s+(?:for\s+)?(?:an?|our(?: next| first)?|the|talented|experienced)?\s*"
    r"(?P<title>(?:[A-Z0-9/&+#.()-][\w/&+#.()-]*\s*(?:of |and |& |, )?){1,8})"
)
_AS_A = re.compile(
    r"\b(?:As (?:an?|our|the)|as (?:an?|our))\s+(?P<title>(?:[A-Z][\w/&+#.()-]*\s*(?:of |and |& )?){1,7})(?=,|\s+(?:you|at|in|with))"
)
_OCCUPATION = r"(?:analyst|manager|specialist|director|coordinator|officer|consultant|advis[eo]r|engineer|assistant|clerk|supervisor|administrator)"
_NOT_TITLE = re.compile(
    rf"^(?:posted|(?:location|salary|compensation|company|department)\b(?!.*\b{_OCCUPATION}\b)|confidential|apply|(?:remote|hybrid)\s*(?:$|[-–,(|])|(?:full|part)[- ]time\s*(?:$|[-–,(|·/])|job id|req|date|about|we are|today|yesterday|\d+ (?:days?|hours?|weeks?) ago|https?:|www\.|[\d\W]+$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\b(?:is|are|must|will|this|you|can|be|we|our)\b.*\.?$")
_IS_HIRING = re.compile(
    r"(?:[A-Z][\w&.,'’-]*\s+(?:of\s+|and\s+|the\s+)?){1,6}(?:is|are) (?:now |currently )?(?:hiring|recruiting|seeking|looking for)\s*:?\s*(?:an?\s+)?(?=[A-Z])"
)
"""A first line that names who hires before the title ("Sablewood Staffing is hiring: Recruiter")."""
_CALLS = re.compile(
    r"(?:(?:now|we['’]re|we are|immediately) hiring|hiring(?: now)?|(?:immediate|current|job) (?:opening|vacancy|opportunity)|job (?:posting|announcement)|vacancy|wanted|help wanted|urgent)\s*[:!–—-]+\s*(?=\S)",
    re.IGNORECASE,
)
"""What calls for applicants before the title ("NOW HIRING: Warehouse Associate")."""
_AT = re.compile(r"\s(?:at|@)\s(?P<name>(?!Large\b|Sea\b|Home\b|Height\b|Risk\b)[A-Z][^|:]{2,50})$")
_MANY = re.compile(r"[a-z](?:ers|ors|ists|ants|ians|ects)$", re.IGNORECASE)
_ABOUT = re.compile(r"(?:About|Careers at|Jobs at|Life at|Join)\s+(?=[A-Z])")
_TITLED = 0.5
_TERMS = re.compile(
    r"\| *(?:(?:fully |100% )?(?:remote|hybrid|on-?site)|(?:full|part)[- ]time|[$£€]\s?\d|contract|permanent)\b",
    re.IGNORECASE,
)
"""What stands beside the title in one line with it ("Biostatistician | Hybrid | $92,000")."""
_NAMES, _TOP = 3, 8


class Header(NamedTuple):
    """``labels`` are all labelled values of the posting, for the readers of pay, clearance and remote work."""

    title: str
    title_span: Span | None
    organisation: str
    organisation_span: Span | None
    locations: tuple[str, ...]
    detail: dict[str, str]
    labels: tuple[Label, ...]


def read_header(text: str, outline: Outline, knowledge: Knowledge) -> Header:
    """The header's values, each with its place in the text where it has one."""
    found = labels(text, outline.paragraphs, max(len(outline.header), 1) + 1)
    lines = [p for p in outline.header if not is_board(text[p.start : p.end])]
    title = (
        _labelled(found, "title")
        or _title_line(text, lines, knowledge)
        or _title_in_prose(text, outline, knowledge)
    )
    title = _tidy(text, title, knowledge) if title else None
    title_line = next((n for n, p in enumerate(lines) if title and p.start <= title.start < p.end), -1)
    organisation, listed = find_organisation(text, outline, lines, title_line, found, knowledge)
    if organisation and (about := _ABOUT.match(text[organisation.start : organisation.end])):
        organisation = Span(start=organisation.start + about.end(), end=organisation.end)
    detail = _dates(text, found)
    if listed:
        detail["listed_as"] = listed
    kind = _labelled(found, "employment")
    if kind:
        detail["employment_type"] = text[kind.start : kind.end].strip()
    grade = _labelled(found, "grade")
    if grade:
        detail["grade"] = text[grade.start : grade.end].strip()
    return Header(
        text[title.start : title.end] if title else "",
        title,
        text[organisation.start : organisation.end] if organisation else "",
        organisation,
        _locations(text, lines, outline.paragraphs, found, title_line, knowledge),
        detail,
        tuple(found),
    )


def _labelled(found: list[Label], name: str) -> Span | None:
    first = next((x for x in found if x.name == name), None)
    return Span(start=first.start, end=first.end) if first else None


def _title_line(text: str, lines: list[Paragraph], knowledge: Knowledge) -> Span | None:
    """The first line is the title unless a line soon after looks much more like one."""
    likely: list[tuple[float, int, Paragraph]] = []
    for number, here in enumerate(lines[:_NAMES]):
        line = text[here.start : here.end]
        if (
            _NOT_TITLE.match(line)
            or (is_place_line(line, knowledge) and knowledge.title_likeness(line) < _TITLED)
            or len(line) > 140
            or label_name(line.split(":")[0])
        ):
            continue
        many = (
            _MANY.search(line) is not None
        )  # "Verdant Consultants" is a house where another line is a title
        likely.append((knowledge.title_likeness(line) - 0.35 * number - 0.4 * many, -number, here))
    if not likely:
        return None
    best = max(likely)[2]
    return Span(start=best.start, end=best.end)


def _title_in_prose(text: str, outline: Outline, knowledge: Knowledge) -> Span | None:
    """The title in a sentence such as "We are looking for a Senior Backend Engineer to …"."""
    for pattern in (_HIRING, _AS_A):
        for unit in outline.units:
            for match in pattern.finditer(text, unit.start, unit.end):
                words = match["title"].rstrip(" ,.(-&")
                words = re.sub(r"\s+(?:and|of)$", "", words)
                if words and knowledge.title_likeness(words) >= 0.35 and len(words) > 3:
                    return Span(start=match.start("title"), end=match.start("title") + len(words))
    return None


def _tidy(text: str, span: Span, knowledge: Knowledge) -> Span:
    """Without "- Remote" and the like at the end, without "Now hiring:" and the employer, and decoration around."""
    value = text[span.start : span.end]
    start = span.start + len(value) - len(value.lstrip(" #*_"))
    value = text[start : span.end].rstrip(" *_#")
    hires = _IS_HIRING.match(value)
    if hires:
        start += hires.end()
        value = value[hires.end() :]
    calls = _CALLS.match(value)
    if calls:
        start += calls.end()
        value = value[calls.end() :]
    at = _AT.search(value)
    if (
        at
        and knowledge.title_likeness(value[: at.start()]) >= _TITLED
        and knowledge.title_likeness(at["name"]) < _TITLED
    ):
        value = value[: at.start()]
    bar = value.find(" | ")
    if bar > _NAMES and _TERMS.search(value, bar):
        value = value[:bar]
    cut = _WORKPLACE_TAIL.search(value)
    if cut and cut.start() > 3:
        value = value[: cut.start()]
    return Span(start=start, end=start + len(value.rstrip()))


def _dates(text: str, found: list[Label]) -> dict[str, str]:
    detail: dict[str, str] = {}
    for label in found:
        dates = find_dates(text[label.start : label.end])
        if not dates:
            continue
        if label.name == "period" and len(dates) > 1:
            detail.setdefault("opens", dates[0])
            detail.setdefault("closes", dates[1])
        elif label.name in ("opens", "closes"):
            detail.setdefault(label.name, dates[0])
    return detail


def _locations(
    text: str,
    lines: list[Paragraph],
    paragraphs: tuple[Paragraph, ...],
    found: list[Label],
    title_line: int,
    knowledge: Knowledge,
) -> tuple[str, ...]:
    places: list[str] = []
    for label in found:
        if label.name == "location":
            value = text[label.start : label.end]
            if _SENTENCE.search(value):
                places += [m.name for m in knowledge.find_locations(value) if m.name not in places]
            elif len(value.split()) <= 12 or ";" in value or is_place_line(value, knowledge):
                places += [p for p in split_places(value) if p not in places]
    if places:
        return tuple(places)
    for number, here in enumerate(lines):
        line = text[here.start : here.end]
        both = named_with_place(line, knowledge)
        led = (
            []
            if both or is_place_line(line, knowledge) or number == title_line
            else leading_places(line, knowledge)
        )
        places += [p for p in ([both[1]] if both else led) if p not in places]
        if both or led:
            continue
        pieces = [line] if is_place_line(line, knowledge) else re.split(r"\s+[·•|]\s+", line)
        for piece in pieces:
            if number != title_line and is_place_line(piece.strip(), knowledge):
                places += [p for p in split_places(piece.strip()) if p not in places]
    if not places and title_line >= 0:
        for match in re.finditer(
            r"\(([^()]+)\)|\s[-–—|]\s([^-–—|]+)$", text[lines[title_line].start : lines[title_line].end]
        ):
            piece = (match[1] or match[2]).strip()
            if is_place_line(piece, knowledge):
                places += [p for p in split_places(piece) if p not in places]
    if not places:  # below the header as well: "- Colorado Springs, CO, hybrid: three days in the office"
        for here in paragraphs[:_TOP]:
            line = text[here.start : here.end]
            places += [p for p in leading_places(line, knowledge) if p not in places]
    return tuple(places)
