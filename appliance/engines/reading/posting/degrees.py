"""Degrees asked for: the lowest accepted, explicit ways ("BS + 6 years or MS + 4"), "or equivalent experience"."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge import DEGREE_LEVELS, Knowledge
from appliance.engines.reading.posting.asks import base_of
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.engines.reading.posting.years import MOST_IN_A_SENTENCE, YearsMention
from appliance.foundation.contracts.requirements import Alternative, Need, Requirement
from appliance.foundation.contracts.values import Scalar

_GENERIC = (
    ("associate", re.compile(r"\bassociate(?:['’]s)?[\s-]+(?:degree[\s-]+)?program(?:me)?\b", re.IGNORECASE)),
    ("associate", re.compile(r"\b(?:two|2)[\s-]*years?[\s-]+(?:(?!of\b)[a-z]+[\s-]+){0,2}(?:degree|diploma)\b", re.IGNORECASE)),
    ("bachelor", re.compile(r"\b(?:four|4)[\s-]*years?[\s-]+(?:(?:college|university|accredited|technical|undergraduate)[\s-]+)*degree\b|\b(?:undergraduate|university|college|tertiary|first|bachelor(?:['’]?s)?|baccalaureate)(?:(?:\s+or|/)\s*(?:university|college|graduate))?[\s-]+(?:level\s+)?(?:degree|graduate)\b|\bbaccalaureate\b|\b(?:completed|relevant|accredited|related|engineering|technical|science|business|STEM|2:1) degree\b", re.IGNORECASE)),
    ("master", re.compile(r"\b(?:advanced|graduate|post-?graduate|higher)[\s-]+degree\b", re.IGNORECASE)),
    ("bachelor", re.compile(r"\bdegree\b(?=\s*(?:\(|in\b|from\b|or (?:equivalent|higher)|required|is required|preferred|qualified|level))|(?<=\ba )degree\b|(?<=:\s)degree\b", re.IGNORECASE)),
    ("bachelor", re.compile(r"\A\W*B\.?S\.?(?=\s+[a-z]+\s*(?:or|and|/|,)\s*[a-z]+\s+(?:engineering|sciences?)\b)")),
    ("bachelor", re.compile(r"\bB\.?[SA]\b\.?(?=\s*(?:/|\+|and (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)\b)|with\b|w/|plus\b|or\b|in [a-z]|degree\b|required\b|\())")),
    ("master", re.compile(r"(?<!, )\bM\.?[SA]\b\.?(?=\s*(?:/|\+|and (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen)\b)|with\b|w/|plus\b|or\b|in [a-z]|degree\b|required\b|\())")),
    ("master", re.compile(r"\A\W*(?:MSN|MPH|MSW|MLIS|MLS)\b(?=\s*(?:with|from|in|or|and|required|preferred|accepted|[,;/+&.(]|$))")),
    ("associate", re.compile(r"\A\W*(?:ADN|ASN|AAS)\b(?=\s*(?:with|from|in|or|and|required|preferred|accepted|[,;/+&.(]|$))")),
    ("bachelor", re.compile(r"\A\W*(?:BSN|BSW)\b(?=\s*(?:with|from|in|or|and|required|preferred|accepted|[,;/+&.(]|$))")),
    ("high_school", re.compile(r"\bHS\b(?=\s*(?:w/|with\b|\+|or\b|plus\b))")),
    ("high_school", re.compile(r"\b(?:high[- ]?school|secondary school|HS)\s+(?:diploma|degree|graduate|education|certificate|graduation)\b|\bdiploma (?:or|/) ?(?:its )?(?:equiv\w*|GED)\b|\bdiploma \((?:HS|H\.S\.|high school)\)|\bH\.?S\.? diploma\b|\bG\.?E\.?D\b", re.IGNORECASE)),
)  # fmt: skip
_LABEL = re.compile(r"\W*(?:\([a-z]\.?\)\s*)?(?:an? )?degree\b", re.IGNORECASE)
_A_FIELD = r"(?!\s+(?:(?!experience|work|training|combination)[a-z]+\s+){0,2}(?:fields?|disciplines?|subjects?|majors?|areas?)\b(?!\s+experience))"
"""What is equivalent is the field of study, not experience: "or an equivalent field"."""
_EQUIVALENT = re.compile(
    rf"\bor\s+(?:an?\s+)?(?:\w+\s+){{0,2}}(?:equivalent|equal|comparable|commensurate)\b{_A_FIELD}|"
    r"\bor\s+(?:related|relevant|similar|equivalent)?\s*(?:work|practical|professional|industry|relevant|hands-on)\s+experience|"
    r"\bequivalent (?:combination|experience|work|practical|professional|military)|\bexperience (?:in lieu|may (?:be )?substitut)|\bin lieu of (?:a )?degree|\bmay (?:be )?substitute",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"^\W*no degree\s*(?:[;,.]|$)|\bno (?:formal )?(?:(?:college|university|\w+)[ -]){0,2}(?:degrees?|diploma|schooling|qualifications?) (?:is |are )?(?:required|needed|necessary|asked|expected)|\b(?:degrees?|diploma|schooling|education) (?:(?:is|are) )?(?:irrelevant|unnecessary|immaterial|not (?:strictly )?(?:required|needed|necessary))|\bdegrees?\b[^.;]{0,30}\bnone (?:is|are) (?:needed|required|necessary)|\bno need (?:for|of) (?:an? )?(?:\w+ )?(?:degree|diploma)|\b(?:school(?:ing)?|college|education|diploma) (?:is )?optional|\beducation\s*:\s*(?:none|no (?:formal )?(?:requirements?|degree|qualifications?|minimum)|n/?a\b|not required)|\bdegrees? (?:is |are )?optional|\bdegree (?:is )?not (?:required|needed|necessary)|\bdegrees? (?:are|is) (?:not|n['’]t) (?:required|needed)|\b(?:don['’]t|do not) (?:need|require|care about|ask for|look for|insist on|expect) (?:an? )?(?:\w+ )?degrees?|(?<!years )(?<!experience )\bwithout an? degree\b",
    re.IGNORECASE,
)
_SUBSTITUTES = re.compile(
    r"\beducation substitution\b|\bsubstitut\w+ (?:of )?education\b|\b(?:education|degree)\b[^.;]{0,40}\b(?:may|can) (?:be )?substitut\w+ (?:for|in place of)\b[^.;]{0,30}\bexperience",
    re.IGNORECASE,
)
"""A degree that stands for years of experience; without it nothing is missing."""
_WISHED = re.compile(
    r"\b(?:degree|schooling|education|diploma)\b[^.;]{0,25}\bbut (?:is )?not (?:required|needed|necessary)",
    re.IGNORECASE,
)
"""Wished for, and said not to be needed."""
_OTHER_SENSE = re.compile(
    r"\b(?:degree of (?!bachelor|master|doctor)|360[- ]degree|degrees? (?:celsius|fahrenheit|c\b|f\b)|high degree|some degree|degrees? of freedom|certificate,? degree|(?:EEO|EOE|M/F)\s?/\s?AA\b|AA\s?/\s?(?:EEO|EOE)\b|AA employer|degree-seeking|pursuing|currently enrolled|enrolled in|working towards?)",
    re.IGNORECASE,
)
_FIELDS = re.compile(
    r"[\s,]*(?:degree\s*)?(?:\([^)]{0,30}\)\s*)?(?:or (?:higher|above|advanced degree|equivalent)\s*)?(?:from an? [^,;.]{0,40}\s)?(?:\(?in|\bof|[-–:])\s+(?P<fields>[A-Za-z][^.;:()\n]{2,140})",
    re.IGNORECASE,
)
_FIELDS_END = re.compile(
    rf"\b(?:or (?:an? )?(?:\w+ )?(?:(?:equivalent|equal|comparable){_A_FIELD}|related (?:work|experience)|relevant (?:work|experience))|required|preferred|is |are |with |plus\b|w/|and (?:at least|a minimum|\d|minimum)|from an?|and/or|strongly|highly|\d|a plus|desired|at least|minimum|who |that |which |to |or (?:bachelor|master|higher|phd|ph\.d|ba|bs|ms))",
    re.IGNORECASE,
)
_ACCEPTED = re.compile(
    r"(?:\s+degree)?\s+(?:(?:is|are|also|will be|may be)\s+)*(?:accepted|acceptable|considered|ok(?:ay)?|minimum|welcome too)\b",
    re.IGNORECASE,
)
_NAMES = {
    "high_school": "High school diploma", "associate": "Associate degree", "bachelor": "Bachelor's degree",
    "master": "Master's degree", "doctorate": "Doctorate",
}  # fmt: skip
_BARE = re.compile(r"\s*(?:degree)?\s*(?:\+|and|with|plus|[,/:–-])\s*(\d{1,2})\b(?!\s*%)\+?", re.IGNORECASE)
_OR = re.compile(r"\bor\b|;|/|\n", re.IGNORECASE)


class Mention(NamedTuple):
    """A degree within the sentence."""

    start: int
    end: int
    level: str
    field: str


def find_degrees(sentence: str, knowledge: Knowledge) -> list[Mention]:
    """The degrees named, those of the knowledge pack and generic ones ("four-year degree")."""
    found = [Mention(m.start, m.end, m.level, m.field) for m in knowledge.find_degrees(sentence)]
    for level, pattern in _GENERIC:
        for match in pattern.finditer(sentence):
            if not any(m.start < match.end() and match.start() < m.end for m in found) and not _beside(
                found, sentence, match
            ):
                found.append(Mention(match.start(), match.end(), level, ""))
    found = [m for m in found if not _is_title(sentence, m)]
    label = _LABEL.match(sentence)
    if label and not found:
        found.append(Mention(label.start(), label.end(), "bachelor", ""))
    others = [m.span() for m in _OTHER_SENSE.finditer(sentence)]
    return sorted(m for m in found if not any(a < m.end and m.start < b for a, b in others))[
        :MOST_IN_A_SENTENCE
    ]


def _is_title(sentence: str, mention: Mention) -> bool:
    """Whether "Associate" is somebody's title ("Sales and Operations Associates") and no degree."""
    if mention.level != "associate" or not re.fullmatch(
        r"[Aa]ssociates?", sentence[mention.start : mention.end]
    ):
        return False
    return not re.match(
        r"['’]?\s*(?:degree|diploma|in\b|of\b|or\b|/|,\s*bachelor)", sentence[mention.end :], re.IGNORECASE
    )


def denies_degree(sentence: str) -> bool:
    """Whether the sentence says that no degree is needed."""
    return _NOT_ASKED.search(sentence) is not None or _WISHED.search(sentence) is not None


def degree_rows(text: str, ask: Ask, knowledge: Knowledge, years: list[YearsMention]) -> list[Requirement]:
    """One row for the degrees required and one for those preferred, with the explicit ways to meet them."""
    base = base_of(ask) or _stated(ask)
    if (
        base is None
        or _SUBSTITUTES.search(ask.text)
        or (denies_degree(ask.text) and not _WISHED.search(ask.text))
    ):
        return []
    mentions = find_degrees(ask.text, knowledge)
    rows = []
    needs: tuple[Need, ...] = ("required", "preferred")
    by_need = {m: _need(ask.text, m, base) for m in mentions}
    for need in needs:
        group = [m for m in mentions if by_need[m] == need]
        if need == "preferred" and any(by_need[m] == "required" for m in mentions):
            lowest = min(rank(m.level) for m in mentions if by_need[m] == "required")
            group = [m for m in group if rank(m.level) >= lowest]
        if group:
            rows.append(_row(text, ask, need, group, years))
    return rows


def _need(sentence: str, mention: Mention, base: Need) -> Need:
    """The need of a degree; the one that is "accepted" beside a preferred one is the one required."""
    if _ACCEPTED.match(sentence, mention.end):
        return base if base == "preferred" else "required"
    return need_of(sentence, mention.start, mention.end, base)


def rank(level: str) -> int:
    """Position on the ladder, lowest first."""
    return [str(x) for x in DEGREE_LEVELS].index(level)


def _stated(ask: Ask) -> Need | None:
    """A sentence outside the requirements that still names a degree as a condition ("Education: BS in …")."""
    return (
        "required"
        if ask.role in ("other", "header", "summary", "responsibilities")
        and re.match(r"\W*(?:minimum )?(?:education|degree)\b", ask.text, re.IGNORECASE)
        else None
    )


def _beside(found: list[Mention], sentence: str, match: re.Match[str]) -> bool:
    """Whether the generic word belongs to the degree named before it ("Bachelor's (4-year) degree")."""
    return any(
        abs(match.start() - m.end) <= 12 and not _OR.search(sentence[m.end : match.start()])
        for m in found
        if m.end <= match.start()
    )


def _row(text: str, ask: Ask, need: Need, group: list[Mention], years: list[YearsMention]) -> Requirement:
    lowest = min(group, key=lambda m: rank(m.level))
    detail: dict[str, Scalar] = {}
    fields = _fields(ask.text, group)
    if fields:
        detail["fields"] = "; ".join(fields)
    equivalent = _EQUIVALENT.search(ask.text)
    if equivalent:
        detail["or_equivalent"] = True
    label = _NAMES[lowest.level]
    if fields:
        label += " in " + (", ".join(fields[:-1]) + " or " + fields[-1] if len(fields) > 1 else fields[0])
    ways = _alternatives(ask.text, group, years)
    if len(ways) > 1:
        label = " or ".join(
            f"{_NAMES[w.degree]}" + (f" + {w.years:g} years" if w.years is not None else "") for w in ways
        )
    elif equivalent:
        label += " or equivalent experience"
    start, end = group[0].start, group[-1].end
    if fields:
        end = max(end, _end_of(ask.text, fields[-1], group[0].start))
    if len(ways) > 1:
        start, end = min([start, *(y.start for y in years)]), max([end, *(y.end for y in years)])
    return requirement(
        "degree", need, text, ask.start + start, ask.start + end,
        label=label, normal=lowest.level, alternatives=ways if len(ways) > 1 else (), group=ask.group, detail=detail,
    )  # fmt: skip


def _alternatives(sentence: str, group: list[Mention], years: list[YearsMention]) -> tuple[Alternative, ...]:
    """Each degree with the years asked beside it, when years differ by degree; lowest degree first."""
    levels = len({m.level for m in group})
    if not years and (levels < 2 or sum(_BARE.match(sentence, m.end) is not None for m in group) < 2):
        return ()
    if levels + (_EQUIVALENT.search(sentence) is not None) < 2:
        return ()
    before = (
        bool(years)
        and years[0].start < group[0].start
        and re.search(r"\bwith\b|\band\b|\+|,", sentence[years[0].end : group[0].start]) is not None
        and len(years) > 1
    )
    pairs: dict[str, float | None] = {}
    for number, mention in enumerate(group):
        low = group[number - 1].end if number else 0
        high = group[number + 1].start if number + 1 < len(group) else len(sentence)
        inside = [
            y for y in years if (low <= y.start < mention.start if before else mention.end <= y.start < high)
        ]
        pick = inside[-1] if before and inside else inside[0] if inside else None
        bare = _BARE.match(sentence, mention.end)
        if pick is None and bare:
            pick = YearsMention(bare.start(1), bare.end(), float(bare[1]), None, "", bare.end())
        if mention.level not in pairs or (pairs[mention.level] is None and pick):
            pairs[mention.level] = pick.years if pick else None
    if sum(v is not None for v in pairs.values()) < 1 or len(pairs) < 2:
        return ()
    if (
        len({v for v in pairs.values() if v is not None}) == 1
        and sum(v is not None for v in pairs.values()) == 1
        and not re.search(r"\bor\b", sentence, re.IGNORECASE)
    ):
        return ()
    last = group[-1].level
    if sum(v is not None for v in pairs.values()) == 1 and pairs[last] is not None and not before:
        # "BS or MS with 5 years": the number speaks of both
        return ()
    return tuple(Alternative(degree=d, years=v) for d, v in sorted(pairs.items(), key=lambda p: rank(p[0])))


def _fields(sentence: str, group: list[Mention]) -> list[str]:
    found: list[str] = []
    for mention in group:
        match = _FIELDS.match(sentence, mention.end)
        if not match and mention.field:
            at = sentence.find(mention.field, mention.start)
            piece = sentence[at:] if at >= 0 else mention.field
            piece = re.split(r"[.;:()\n]", piece)[0]
        elif match:
            piece = match["fields"]
        else:
            continue
        cut = _FIELDS_END.search(piece)
        if cut:
            piece = piece[: cut.start()]
        for part in re.split(r",\s*(?:and |or )?|\s+or\s+|/|\s+and\s+(?=[A-Z])", piece):
            name = part.strip(" ,.-–'’\"")
            if name and len(name.split()) <= 5 and name.lower() not in {f.lower() for f in found}:
                found.append(name)
    return found[:8]


def _end_of(sentence: str, field: str, after: int) -> int:
    at = sentence.find(field, after)
    return at + len(field) if at >= 0 else 0
