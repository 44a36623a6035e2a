"""Education: degree, field, school and year, each a fact of its own and joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from appliance.engines.knowledge import DegreeMention
from appliance.engines.reading.resume.awards import Award, find_awards
from appliance.engines.reading.resume.dates import PRESENT, DateRange, find_ranges
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.school_names import SCHOOL, is_school, schools_of
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.unknown_schools import unknown_schools
from appliance.engines.reading.resume.wrapped_schools import ASIDE, is_supervised, school_goes_on
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.values import Scalar

_LONGEST_ROW = 220
_ENDS_OPEN = re.compile(r"\s(?:in|of|en|em|im|de)$", re.IGNORECASE)
_FIELD_LEAD = re.compile(r"^\s*(?:in|of|en|im|:|[-–—,])\s+", re.IGNORECASE)


@dataclass
class Study:
    """What is known of one degree or school so far; spans in the text."""

    degree: DegreeMention | Award | None = None
    degree_span: tuple[int, int] | None = None
    school: tuple[int, int] | None = None
    dates: DateRange | None = None
    rows: list[Row] = field(default_factory=list)
    study_field: str = ""

    def has(self, kind: str) -> bool:
        """Is the degree, school or date already known?"""
        return {"degree": self.degree, "school": self.school, "dates": self.dates}[kind] is not None


@dataclass(frozen=True)
class _Item:
    kind: str
    start: int
    row: Row
    degree: DegreeMention | Award | None = None
    span: tuple[int, int] = (0, 0)
    dates: DateRange | None = None
    study_field: str = ""


def find_studies(text: str, sections: tuple[Section, ...], judge: Judge) -> list[Study]:
    """The studies of the education sections; without such a section, rows anywhere that name a degree and a school."""
    found: list[Study] = []
    education = [
        s for s in sections if s.role == "education" or (s.role in _MAY_TEACH and _teaches(s, judge))
    ]
    for told in _labelled(education):
        rows = [row for section in told for row in _joined(text, section.rows, judge)]
        items = [item for row in rows for item in _items(text, row, judge)]
        if all(section.role == "education" for section in told) and not judge.joined:
            items = sorted([*items, *_further_schools(text, rows, items, judge)], key=lambda i: i.start)
        found += _grouped(items)
    if not any(section.role == "education" for section in education):
        found += _studied_among_work(text, sections, judge)
    if not any(s.degree or s.school for s in found):
        for section in sections:
            if section.role not in {
                "experience",
                "projects",
                "publications",
                "references",
                "skills",
                "education",
            }:
                items = _sure_items(text, section.rows, judge)
                found += [s for s in _grouped(items) if s.degree is not None]
    return [s for s in found if s.degree or s.school]


def _further_schools(text: str, rows: list[Row], items: list[_Item], judge: Judge) -> list[_Item]:
    numbers = {row.start: n for n, row in enumerate(rows)}
    schools = {numbers[i.row.start]: i.span for i in items if i.kind == "school"}
    degrees = {numbers[i.row.start] for i in items if i.kind == "degree"}
    return [
        _Item("school", start, row, span=(start, end))
        for start, end, row in unknown_schools(text, rows, schools, degrees, judge)
    ]


def _studied_among_work(text: str, sections: tuple[Section, ...], judge: Judge) -> list[Study]:
    """Degrees with their schools among positions, where one heading is for both."""
    found: list[Study] = []
    for section in sections:
        if section.role == "experience" and not judge.joined and _teaches(section, judge):
            rows = [row for row in section.rows if not row.bullet and len(row.text) <= _LONGEST_HEADING_ROW]
            items = [item for row in rows for item in _items(text, row, judge)]
            found += [s for s in _grouped(items) if s.degree is not None and s.school is not None]
    return found


def _sure_items(text: str, rows: tuple[Row, ...], judge: Judge) -> list[_Item]:
    """What rows with a degree tell, and the school on the row above or below one that has none."""
    items: list[_Item] = []
    for number, row in enumerate(rows):
        own = _items(text, row, judge, sure=True)
        items += own
        if own and not any(i.kind == "school" for i in own):
            for beside in (rows[n] for n in (number - 1, number + 1) if 0 <= n < len(rows)):
                if not (beside.bullet or beside.gap or judge.k.find_degrees(beside.text)):
                    items += [i for i in _items(text, beside, judge) if i.kind != "degree"]
    return sorted(items, key=lambda i: i.start)


def _labelled(sections: list[Section]) -> list[list[Section]]:
    """Sections of their own that are one form, a label a row: "School: …", "Degree: …", "Year: …"."""
    told: list[list[Section]] = []
    for section in sections:
        if told and _LABEL.fullmatch(section.heading) and section.start - told[-1][-1].end <= _NEXT_ROW:
            told[-1].append(section)
        else:
            told.append([section])
    return told


_LABEL = re.compile(
    r"(?:school|university|college|institution|degree|qualification|course|major|field of study)",
    re.IGNORECASE,
)
_NEXT_ROW = 3


def _joined(text: str, rows: tuple[Row, ...], judge: Judge) -> list[Row]:
    """Bold degrees whose field of study, and schools whose name was wrapped onto the next row."""
    joined: list[Row] = []
    longest = max((len(r.text) for r in rows if not r.bullet), default=0)
    for row in rows:
        last = joined[-1] if joined else None
        if last is not None and school_goes_on(last, row, longest, judge):
            whole = text[last.start : row.end].replace("\n", " ")
            joined[-1] = last._replace(
                end=row.end, text=whole, cells=((last.start, row.end),), ranges=tuple(find_ranges(whole))
            )
        elif (
            last is not None
            and last.bold
            and row.bold
            and not (row.gap or row.bullet or row.ranges or last.ranges)
            and (last.size, last.column, last.page) == (row.size, row.column, row.page)
            and len(row.text.split()) <= _WRAPPED_WORDS
            and judge.k.find_degrees(last.text)
            and not judge.k.find_degrees(row.text)
            and judge.k.school_likeness(row.text) < SCHOOL
        ):
            whole = text[last.start : row.end].replace("\n", " ")
            joined[-1] = last._replace(end=row.end, text=whole, cells=((last.start, row.end),))
        else:
            joined.append(row)
    return joined


_WRAPPED_WORDS = 4
_MAY_TEACH = frozenset({"", "summary", "other", "certifications"})


def _teaches(section: Section, judge: Judge) -> bool:
    """A section by another name that sets out degrees and schools on short rows."""
    short = [r for r in section.rows if len(r.text) <= _LONGEST_HEADING_ROW and not r.text.endswith(".")]
    return any(judge.k.find_degrees(r.text) or (r.ranges and find_awards(r.text, [])) for r in short) and any(
        judge.k.school_likeness(r.text) >= SCHOOL for r in short
    )


_LONGEST_HEADING_ROW = 90


def _items(text: str, row: Row, judge: Judge, *, sure: bool = False) -> list[_Item]:
    if len(row.text) > _LONGEST_ROW or (ASIDE.match(row.text) and row.bullet) or is_supervised(row.text):
        return []
    ranges = row.ranges
    painted = _without(row.text, ranges)
    degrees: list[DegreeMention | Award] = [
        d for d in judge.k.find_degrees(painted) if not _no_degree(row.text, d, judge)
    ]
    if not sure:
        awards = [
            _before_school(painted, a, judge)
            for a in find_awards(painted, [(d.start, d.end) for d in degrees])
        ]
        degrees = sorted([*degrees, *awards], key=lambda d: d.start)
    schools = schools_of(
        text, row, judge, [(row.start + d.start, row.start + d.end) for d in degrees], ranges
    )
    aside = row.bullet and not degrees and not schools
    if sure and not degrees:
        return []
    items = [_Item("school", a, row, span=(a, b)) for a, b in schools]
    degrees = _each_once(painted, degrees)
    for n, mention in enumerate(degrees):
        stop = row.start + (degrees[n + 1].start if n + 1 < len(degrees) else len(row.text))
        stop = min([stop, *[a for a, _ in schools if a > row.start + mention.end]])
        span, studied = _degree_span(text, row, mention, stop, ranges)
        if studied and "\t" in text[span[0] : span[1]] and judge.place(studied):
            span, studied = (span[0], row.start + mention.end), ""
        if not studied and len(degrees) == len(schools) == 1:
            studied = _field_after_school(text, row, schools[0][1], judge)
        items.append(_Item("degree", span[0], row, degree=mention, span=span, study_field=studied))
    if not aside:
        items += [
            _Item(
                "dates",
                row.start + r.start,
                row,
                dates=DateRange(row.start + r.start, row.start + r.end, r.first, r.last),
            )
            for r in ranges[:2]
        ]
    return sorted(items, key=lambda i: i.start)


def _before_school(text: str, award: Award, judge: Judge) -> Award:
    """The award without the school behind its comma: "Welding Diploma, Example Center for Technical Education"."""
    if not award.field or not is_school(award.field, judge):
        return award
    named = text[award.start : award.end - len(award.field)].rstrip()
    if not named.endswith(","):
        return award
    named = named.rstrip(" ,")
    return award._replace(end=award.start + len(named), name=named, field="")


def _no_degree(text: str, mention: DegreeMention, judge: Judge) -> bool:
    """The end of a school's name, or a state: "Lincoln High School", "Baltimore, MD"."""
    if _NAMED_HIGH_SCHOOL.search(text[: mention.end]):
        return True
    town = _TOWN_BEFORE.search(text[: mention.start])
    return (
        town is not None
        and judge.region(text[mention.start : mention.end])
        and judge.place(text[town.start("town") : mention.end])
    )


_TOWN_BEFORE = re.compile(r"(?:^|[,|(]\s*)(?P<town>[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}), ?$")
_NAMED_HIGH_SCHOOL = re.compile(r"[A-Z][\w.'’&-]+\s+(?:High|Secondary)\s+School$", re.IGNORECASE)
"""The end of a school's name ("Lincoln High School"), which is no degree."""


def _each_once(text: str, degrees: list[DegreeMention | Award]) -> list[DegreeMention | Award]:
    """Without the degrees that the row says again: "PhD   Springfield University, PhD in Physics", "Bachelor of Science (B.Sc.)"."""
    once: list[DegreeMention | Award] = []
    for number, mention in enumerate(degrees):
        last = once[-1] if once else None
        again = degrees[number + 1] if number + 1 < len(degrees) else None
        if last is not None and last.name == mention.name and text[last.end : mention.start].strip() == "(":
            closed = mention.end + (text[mention.end : mention.end + 1] == ")")
            once[-1] = last._replace(end=closed, field=mention.field or last.field)
        elif (
            mention.field
            or not any(d.name == mention.name for d in degrees[number + 1 :])
            or (again is not None and text[mention.end : again.start].strip() == "(")
        ):
            once.append(mention)
    return once


def _field_after_school(text: str, row: Row, at: int, judge: Judge) -> str:
    """The field of "BS, Springfield University, Computer Engineering"."""
    m = _AFTER_SCHOOL.match(text, at, row.end)
    if m is None or judge.place(m[1]) or judge.k.school_likeness(m[1]) >= SCHOOL:
        return ""
    return clean(m[1])


_AFTER_SCHOOL = re.compile(r"\s*,\s*([A-Z][^\W\d]+(?:[ &-]+[^\W\d]+){0,4})\s*(?=$|[\t|(]|\s[–—-]\s|\s{3,})")


def _without(text: str, ranges: tuple[DateRange, ...]) -> str:
    """The row with its dates and cell borders painted over, so that no field of study runs into them."""
    for r in ranges:
        text = text[: r.start] + "|" * (r.end - r.start) + text[r.end :]
    return text.replace("\t", "|")


_AFTER_DEGREE = re.compile(
    r"\s*(?:[|•·;()\t]|\s{3,}|\s[–—-]\s|,\s+(?:gpa|cgpa|with|minor|magna|summa|cum|first|honou?rs|class|grade|expected|anticipated|may|jun|dec|aug)|\bfrom\b|\bat\b|\bwith\b|@|\\x|\d{4})",
    re.IGNORECASE,
)


def _degree_span(
    text: str, row: Row, mention: DegreeMention | Award, stop: int, ranges: tuple[DateRange, ...]
) -> tuple[tuple[int, int], str]:
    """The degree with its field as written, and the field."""
    start, end = row.start + mention.start, row.start + mention.end
    limit = min([stop, *[row.start + r.start for r in ranges if row.start + r.start >= end]])
    rest = text[end:limit]
    if mention.field:
        return (start, end), mention.field
    opened = re.match(r"\s*\(([^()]{2,60})\)", rest)
    if opened:
        return (start, end + opened.end()), clean(opened[1])
    lead = (
        _FIELD_LEAD.match(rest)
        or (re.match(r"\s+", rest) if _ENDS_OPEN.search(text[start:end]) else None)
        or re.match(r"\s+(?=[A-Z])", rest)
    )
    if not lead:
        return (start, end), ""
    body = rest[lead.end() :]
    cut = _AFTER_DEGREE.search(body)
    if cut:
        body = body[: cut.start()]
    body = body.rstrip(" ,.;:–—-(")
    if not body or len(body.split()) > 9 or not body[0].isalpha():
        return (start, end), ""
    return (start, end + lead.end() + len(body)), clean(body)


def _grouped(items: list[_Item]) -> list[Study]:
    """Items in reading order; the kind that opens the section opens every study."""
    lead = next((i.kind for i in items if i.kind != "dates"), "degree")
    studies: list[Study] = []
    now: Study | None = None
    waiting: _Item | None = None
    for number, item in enumerate(items):
        if item.kind == "dates":
            if now is not None and now.dates is None and not _belongs_next(items, number, now):
                now.dates = item.dates
            else:
                waiting = item
            continue
        full = (
            now is None
            or now.has(item.kind)
            or (item.kind == lead and now.has("degree") and now.has("school"))
        )
        if full:
            now = Study()
            studies.append(now)
            if waiting is not None and abs(item.row.start - waiting.row.end) < 200:
                now.dates = waiting.dates
            waiting = None
        if now is None:
            continue
        now.rows.append(item.row)
        if item.kind == "degree":
            now.degree, now.degree_span, now.study_field = item.degree, item.span, item.study_field
        else:
            now.school = item.span
    return studies


def _belongs_next(items: list[_Item], at: int, now: Study) -> bool:
    """A date above its study: the first thing of the section was a date on a row of its own, or on the row of the next study."""
    date = items[at]
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None:
        return False
    if following.row is date.row and now.has(following.kind):
        return True
    return (
        items[0].kind == "dates"
        and items[0].row is not items[1].row
        and now.has(following.kind)
        and date.row not in now.rows
    )


def study_facts(text: str, studies: list[Study]) -> list[Fact]:
    """``degree``, ``school`` and ``education`` facts."""
    facts: list[Fact] = []
    for s in studies:
        degree = school = ""
        if s.degree is not None and s.degree_span is not None:
            degree = clean(text[s.degree_span[0] : s.degree_span[1]]).strip(" ,;:-")
            detail: dict[str, Scalar] = {
                "level": s.degree.level,
                "field": s.study_field,
                "abbreviation": _abbreviation(text, s),
            }
            facts.append(
                fact("degree", text, *s.degree_span, value=degree, normal=s.degree.name, detail=detail)
            )
        if s.school is not None:
            school = clean(text[s.school[0] : s.school[1]]).strip(" ,;:-")
            facts.append(fact("school", text, *s.school, value=school))
        first, last = _dates(s)
        spans = [x for x in (s.degree_span, s.school) if x is not None]
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        joined: dict[str, Scalar] = {
            "degree": degree, "level": s.degree.level if s.degree else "", "field": s.study_field, "school": school,
            "start": first, "end": last, "year": last[:4] if last and last != PRESENT else "",
        }  # fmt: skip
        facts.append(
            fact(
                "education",
                text,
                start,
                end,
                value=", ".join(x for x in (degree, school) if x),
                detail=joined,
            )
        )
    return facts


def _dates(study: Study) -> tuple[str, str]:
    if study.dates is None:
        return "", ""
    return (study.dates.first, study.dates.last) if study.dates.last else ("", study.dates.first)


def _abbreviation(text: str, study: Study) -> str:
    if study.degree_span is None:
        return ""
    word = text[study.degree_span[0] :].split(None, 1)[0].strip(",;:()")
    return word if len(word) <= 7 and (sum(c.isupper() for c in word) >= 2) else ""
