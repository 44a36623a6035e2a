"""The organisation that hires: labelled, in the header, in "About X", or named by its own sentence."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.labels import Label, label_name
from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.places import is_place_line, named_with_place
from appliance.engines.reading.posting.values import Paragraph
from appliance.foundation.contracts.values import Span

_ABOUT = re.compile(
    r"(?:about|why(?: join| work (?:at|for))?|who is|life at|join|working at|welcome to)\s+(?P<name>[A-Z][\w&.'’®™+-]*(?:\s+(?:of|and|the|&|[A-Z0-9][\w&.'’®™+-]*)){0,5})\s*[?:!]?$",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"^(?:us|you|we|our|the|this|that|it|there|here|what|who|these|those|your|role|job|position|team|company|opportunity|department|them|me|all|today|an?|at|in|as|for|if|he|she|they|no|candidate|applicants?|experience|"
    r"description|summary|overview|title|location|salary|department(?! of )|full[- ]time|part[- ]time|contract|remote|hybrid|posted|apply|working|everyone|someone|each|every|one|success|with|when|where|why|how|half|and|but|or|so|with|together|also|however|additionally|consequently|furthermore|moreover|currently|today|now|founded|located|based|since|from|by|on|not|do|are|is|click|visit|please|follow|note|perhaps|under|over|through|within|whether|because|while|after|before|during|most|many|some|great|excellent|responsible|must|should|being|having|looking|join|come|help|reports?|full|part)\b|^\w+ly$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"\b(?:is|are|was|will|can|cannot|must|may)\b|^(?:sponsorship|visa|relocation|travel|benefits|salary|pay|no|must|requires?|diploma|weekly|hourly|night|day|shift)\b|\b(?:required|preferred|available|accepted)$",
    re.IGNORECASE,
)
"""A line under the title that says something ("Sponsorship is available") names nobody."""
_PARTS = re.compile(r"\s+[·•|]\s+")
_CONFIDENTIAL = re.compile(
    r"^(?:confidential|undisclosed|anonymous|private|stealth)(?: (?:company|employer|client|organi[sz]ation|startup))?$",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"^(?:(?:software|hardware|product|data|platform|systems?|backend|frontend|web|mobile|cloud|site reliability|quality|electrical|mechanical|civil|research)?\s*(?:engineering|development|marketing|sales|finance|accounting|operations|design|"
    r"human resources|hr|people|legal|it|information technology|technology|r&d|research(?: (?:and|&) development)?|customer (?:success|support|service)|support|product(?: management)?|data science|analytics|security|manufacturing|"
    r"administration|business development|communications|general (?:&|and) administrative|g&a|corporate|strategy|supply chain|procurement|healthcare|education|management|creative|infrastructure)|full[- ]?time|part[- ]?time|contract(?:or)?|permanent|temporary|internship|"
    r"mid[- ]senior level|entry level|senior level|associate|executive|director)(?:\s*[,/&|·•-]\s*[\w ]+)?$",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"^(?:At\s+)?(?P<name>(?:[A-Z0-9][\w&.'’®™+-]*|The)(?:\s+(?:of|and|for|the|&|[A-Z0-9][\w&.'’®™+-]*(?:,\s+(?:Inc|LLC|Ltd|Corp)\.?)?)){0,5}?)(?:\s+\([A-Z]{2,8}\))?(?:,? (?:Inc|LLC|Ltd|Corp|GmbH|AG)\.?)?\s*(?:,\s+(?:an?|the|one of|located|based|headquartered|we|our)\b|\s+(?:is|was)\s+(?:an?|the|one of|on a|redefining|building|currently|looking|seeking|hiring|proud|committed|dedicated|founded|leading|growing|transforming|changing|where|searching|recruiting|home|headquartered)\b|\s+(?:provides|builds|designs|offers|develops|has been|specializes|delivers|helps|seeks|makes|creates|connects|operates|brings|serves|rose|exists)\b)"
)
_AT = re.compile(
    r"\b(?:At|at|join|Join|with)\s+(?P<name>[A-Z][\w&.'’+-]*(?:\s+[A-Z][\w&.'’+-]*){0,3})(?=,\s+(?:we|you|our|every)|\s+(?:we|you)\b)"
)


def find_organisation(
    text: str,
    outline: Outline,
    lines: list[Paragraph],
    title_line: int,
    found: list[Label],
    knowledge: Knowledge,
) -> tuple[Span | None, str]:
    """The organisation's place in the text and, when the header hides it, the word it hides behind ("Confidential")."""
    listed = ""
    label = next((x for x in found if x.name == "organisation"), None)
    if label:
        value = text[label.start : label.end].strip()
        if _CONFIDENTIAL.match(value):
            listed = value
        elif len(value.split()) <= 10 and not re.search(r"[.!?]\s", value):
            return Span(start=label.start, end=label.start + len(value)), ""
    header = None
    for here in lines[title_line + 1 : title_line + 4] if title_line >= 0 else lines[:2]:
        line = text[here.start : here.end].strip()
        both = named_with_place(line, knowledge)
        if _CONFIDENTIAL.match(line):
            listed = line
        elif header is None and both:
            header = Span(start=here.start, end=here.start + len(both[0]))
            break
        elif header is None and _is_name_line(first := _PARTS.split(line)[0].strip(), knowledge):
            header = Span(start=here.start, end=here.start + len(first))
            break
    if title_line > 0 and header is None and not listed:
        line = text[lines[0].start : lines[0].end].strip()
        if _is_name_line(line, knowledge) and knowledge.title_likeness(line) < 0.4:
            header = Span(start=lines[0].start, end=lines[0].start + len(line))
    about = _about(text, outline)
    if header and (
        about is None or _same(text, header, about) or not _weak(text[header.start : header.end], knowledge)
    ):
        return header, ""
    return about or header or _self(text, outline), listed


def _is_name_line(line: str, knowledge: Knowledge) -> bool:
    if (
        not line
        or len(line) > 80
        or len(line.split()) > 9
        or (not line[0].isupper() and not line[0].isdigit())
    ):
        return False
    if (
        _DEPARTMENT.match(line)
        or _NOT_NAME.match(line)
        or label_name(line.split(":", maxsplit=1)[0])
        or is_place_line(line, knowledge)
    ):
        return False
    if _STATEMENT.search(line):
        return False
    return not re.search(
        r"^(?:fully |100% )?(?:remote|hybrid|on-?site)\b|\d%|\bUSD\b|[.!?:]$|\?|\d{4}-\d\d|\bago$|[$£€]|:\s",
        line,
    )


def _weak(line: str, knowledge: Knowledge) -> bool:
    """A header line that could as well be a department or a second title."""
    return knowledge.employer_likeness(line) < 0.5 or knowledge.title_likeness(line) > 0.5


def _same(text: str, one: Span, other: Span) -> bool:
    a, b = text[one.start : one.end].casefold(), text[other.start : other.end].casefold()
    return a in b or b in a


def _about(text: str, outline: Outline) -> Span | None:
    """X of a heading "About X", when X is a name."""
    for section in outline.sections:
        if section.heading is None:
            continue
        match = _ABOUT.match(text[section.heading.start : section.heading.end].strip(" #*_:"))
        if match and not _NOT_NAME.match(match["name"]):
            at = text.find(match["name"], section.heading.start)
            name = match["name"].rstrip(" .:?!")
            return Span(start=at, end=at + len(name))
    return None


def _self(text: str, outline: Outline) -> Span | None:
    """The subject of the first sentence that says what the company is ("Novakid is an online …")."""
    for pattern in (_SELF, _AT):
        for unit in outline.units:
            if unit.role in ("header", "required", "preferred", "benefits"):
                continue
            piece = text[unit.start : unit.end]
            match = pattern.match(piece) if pattern is _SELF else pattern.search(piece)
            if match and not _NOT_NAME.match(match["name"]):
                name = match["name"].rstrip(" .,")
                return Span(
                    start=unit.start + match.start("name"), end=unit.start + match.start("name") + len(name)
                )
    return None
