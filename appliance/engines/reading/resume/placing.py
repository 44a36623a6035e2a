"""Where a place begins behind, and ends before, the title or employer that it is glued to."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.judging import A_FIRM, CLEAR_TITLE, Judge

EDGE = ' \t\u00a0,;:|│┃∣•·●▪–—―-*_()[]"“”'
COMMA = re.compile(r"\s*,\s*")
SUFFIX = re.compile(
    r"(?:inc|incorporated|llc|l\.l\.c|ltd|limited|corp|co|plc|gmbh|ag|sa|s\.a|pvt|jr|sr|ph\.?d|lp|llp|pc|pllc|na|n\.a|the|bv|b\.v|oyj?|ab|spa|s\.p\.a|srl|s\.r\.l|kg|pty|pte|usa|"
    r"s\.l\.?u?|slu?|s\.a\.s|sas|s\.a\.c|sac|s\.a\.u|s\.c|sarl|s\.à r\.l|ltda|lda|eirl|e\.v|ug|se|eg|n\.v|nv|a/s|aps|a\.s|s\.r\.o|sp\. z o\.o|d\.o\.o|kft)\b[.)]*(?:\s+ltd\.?)?$",
    re.IGNORECASE,
)


def place_at_end(text: str, start: int, end: int, judge: Judge) -> int:
    """Where the name of a place at the end of a piece begins, or ``end``."""
    legal = _LEGAL_THEN_PLACE.search(text, start, end)
    if legal:
        return legal.start("place")
    bracketed = _BRACKETED.search(text, start, end)
    if bracketed and bracketed.start() > start and judge.place(bracketed["place"].strip(" .")):
        # a town may stand before its country: "Fabrikam Institute, Graz (Austria)"
        return place_at_end(text, start, bracketed.start(), judge)
    titled = _place_after_title(text, start, end, judge)
    if titled is not None:
        return titled
    commas: list[re.Match[str]] = list(COMMA.finditer(text, start, end))
    for number, m in enumerate(commas):
        tail = text[m.end() : end].strip(" .")
        if number < len(commas) - 3 or not tail or not judge.place(tail) or SUFFIX.fullmatch(tail):
            continue
        if " " in tail and SUFFIX.fullmatch(tail.partition(" ")[0]):
            continue  # "Fabrikam Tanks, Inc. Clairton, PA"
        town = commas[number - 1] if number and judge.region(tail) else m
        if town is not m and town.start() > start and _unknown_town(text[town.end() : m.start()], judge):
            return town.start()
        glued = _town_behind_firm(text, start, end, m.start(), judge, legal=number > 0)
        return m.start() if glued is None else glued
    behind = _TOWN_BEHIND.search(text, start, end)
    if behind and _town_of_a_firm(text[start : behind.start()], behind["town"], judge):
        return behind.start()
    places = judge.k.find_locations(text[start:end])
    last = places[-1] if places else None
    if last and start + last.end >= end - 1 and last.start > 2 and "," in text[start + last.start : end]:
        before = text[start : start + last.start].rstrip()
        if before and not _ENDS_OPEN.search(before):
            return start + len(before)
    return end


def _town_behind_firm(
    text: str, start: int, end: int, comma: int, judge: Judge, *, legal: bool
) -> int | None:
    """Where "Macon, GA" begins right behind a clear name of a firm: "Fabrikam Dental Group Macon, GA".

    A name with commas of its own has to end in its ``legal`` form: "Marsh, Pine & Lowe LLP Macon, GA".
    """
    for place in judge.k.find_locations(text[start:end]):
        apart = place.start > 0 and text[start + place.start - 1] == " "
        if apart and start + place.start < comma < start + place.end:
            firm = text[start : start + place.start].rstrip()
            if legal and not SUFFIX.fullmatch(firm.rpartition(" ")[2]):
                continue
            clear = A_FIRM if firm.count(" ") < _TWO_BLANKS else _THREE_WORDS
            if " " in firm and judge.employer(firm) >= clear and not _ENDS_OPEN.search(firm):
                return start + len(firm)
    return None


_TWO_BLANKS = 2
_THREE_WORDS = 0.3
_ENDS_OPEN = re.compile(r"(?:\b(?:of|at|in|de|für|for|the|and)|[&,])$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\((?P<place>[A-Z][^()]{1,40})\)?$")
_TOWN_BEHIND = re.compile(r"\s*,\s*(?P<town>[A-Z][a-z]{3,})\.?$")
_NO_TOWN = re.compile(
    r"(?:olog(?:y|ies)|ics|ing|ions?|ments?|ance|istry|urgery|works|ales|upport|esign|edia|roup|eam|nited|imited)$"
)
"""Ends of the names of units: "Cardiology", "Operations", "Networks"."""


def _town_of_a_firm(firm: str, town: str, judge: Judge) -> bool:
    """Is it a town, known or not, behind the clear name of a firm: "Castle View School, Sunderland"?"""
    if _NO_TOWN.search(town) or judge.title(town) >= _LEAST_OF_TOWN or judge.employer(town) >= _MOST_OF_TOWN:
        return False
    if " " not in firm or judge.employer(firm) < A_FIRM or judge.all_title(firm):
        return False  # "Software Engineer, Fabrikam" names an employer
    return not judge.k.find_skills(town)


_LEAST_OF_TOWN = 0.3
_MOST_OF_TOWN = 0.45


def _place_after_title(text: str, start: int, end: int, judge: Judge) -> int | None:
    """Where "North Hollywood, CA" begins right behind a title: "Sr. Web Developer North Hollywood, CA"."""
    if "," not in text[start:end]:
        return None
    head = judge.title_head(text[start:end])
    at = start + head.end if head else end
    behind = at + 1
    town, _, region = text[behind:end].partition(",")
    if at >= end or text[at] != " " or not judge.region(region.strip(" .")) or not _TOWN.fullmatch(town):
        return None
    return at if judge.title(text[start:at]) >= CLEAR_TITLE else None


_LEGAL_THEN_PLACE = re.compile(
    r"\b(?:GmbH|AG|Inc|LLC|LLP|Ltd|Limited|Corp|PLC|plc|S\.?A|SE|KG|BV|AB|Oy|SpA|S\.p\.A|SARL|S\.?L|SL|S\.?A\.?S|S\.?A\.?C|S\.?r\.?l|Ltda|Lda|UG|e\.V|N\.?V|ApS|A/S|Pty|Sp\. z o\.o)\.?(?P<place>\s*,\s*[A-Z][\w.'’-]+(?:[ -][A-Z][\w.'’-]+){0,2}(?:,\s*[A-Z][\w.]+(?: [A-Z]\w+)?)?)$"
)
_TOWN = re.compile(r"[A-Z][^\W\d_.]+(?:[ -](?:[a-z]{2,3} )?[A-Z][^\W\d_]+){0,2}")


def _unknown_town(written: str, judge: Judge) -> bool:
    """A town no gazetteer knows, between an employer and its state or country."""
    return bool(_TOWN.fullmatch(written)) and judge.employer(written) < 0.45 and judge.title(written) < 0.3


def district(text: str, start: int, end: int, before: list[tuple[int, int, bool, str]], judge: Judge) -> bool:
    """Is a piece before the comma of a town a part of that town, behind a clear firm: "Fabrikam Robotics – Brookside, Curitiba"?"""
    if not before or text[end : end + 1] != ",":
        return False
    a, b, place, _ = before[-1]
    firm = not place and judge.employer(text[a:b]) >= A_FIRM and not judge.all_title(text[a:b])
    return firm and _unknown_town(text[start:end], judge)


def place_at_start(text: str, start: int, end: int, judge: Judge) -> int:
    """Where a title or employer glued behind a place begins ("City, State Driver"), or ``start``."""
    named = _PLACEHOLDER.match(text, start, end)
    if named:
        return named.end()
    places = judge.k.find_locations(text[start:end])
    if not places or places[0].start or "," not in text[start : start + places[0].end]:
        return start
    rest = start + places[0].end
    while rest < end and text[rest] in EDGE:
        rest += 1
    return rest if judge.title(text[rest:end]) >= CLEAR_TITLE else start


_PLACEHOLDER = re.compile(r"city\s*,\s*state(?:\s*,\s*country)?\s+(?=\w)", re.IGNORECASE)
