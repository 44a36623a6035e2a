"""Which rows belong to which section: known headings first, then rows that look like the known ones."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.resume.margin import (
    FIRST_OF_ALL,
    LONGEST_HEADING,
    SAME_EDGE,
    Opening,
    margin_headings,
    rest_of,
)
from appliance.engines.reading.resume.rows import Row

_INLINE = re.compile(r"([^:]{3,40}?)\s*:\s+(?=\S)")
_LABELLED = frozenset(
    {"skills", "education", "certifications", "languages", "clearance", "contact", "summary"}
)
_WITH_LABELS = frozenset({"experience", "projects"})
_OF_ENTRIES = frozenset({"skills", "summary", "contact"})
"""What a label in an entry tells, too."""
_MOST_HEADING_WORDS = 6
_BY_LAST_WORD = {
    "experience": "experience", "experiences": "experience", "employment": "experience", "appointments": "experience", "positions": "experience",
    "internships": "experience", "education": "education", "degrees": "education", "skills": "skills", "competencies": "skills", "proficiencies": "skills",
    "publications": "publications", "presentations": "publications", "lectures": "publications", "papers": "publications", "awards": "awards",
    "honors": "awards", "honours": "awards", "certifications": "certifications", "certificates": "certifications", "licenses": "certifications",
    "projects": "projects", "affiliations": "other", "memberships": "other", "activities": "volunteering",
}  # fmt: skip
_OF_OTHERS = re.compile(
    r"^(?:user|customer|client|employee|guest|patient|years?|digital|learning|candidate|no|of|with|and|the|my|job|open|key|led|managed|grants?)\b",
    re.IGNORECASE,
)
_NAMED_SCHOOL = re.compile(
    r".*\b(?:college|university|school|institute|academy|board|department|ministry) (?:of|for)\b.*\beducation$",
    re.IGNORECASE,
)
"""A school that teaches what a heading says: "College of Further Education"."""
_MOST_SPACES = 16
"""Letter-spaced headings have many."""
_FINISHED = re.compile(r"[.;,]$")


class Section(NamedTuple):
    """A heading and the rows under it. ``role`` is "" before the first heading, ``other`` under an unknown one."""

    role: str
    heading: str
    start: int
    end: int
    rows: tuple[Row, ...]


def split_sections(rows: tuple[Row, ...], k: Knowledge, *, joined: bool = False) -> tuple[Section, ...]:
    """The rows of the document under their headings, in reading order; heading rows and running lines are left out.

    In a text whose lines were ``joined`` a heading may have lost the end of its line, too.
    """
    rows = tuple(
        r
        for r in rows
        if r.part != "footer"
        and not (r.part == "header" and r.page > 0)
        and not _labels(r)
        and not _LINK.fullmatch(r.text)
    )
    if joined:
        top = {r.text for r in rows[:_TOP_ROWS] if not _said_twice(r.text, k)}
        rows = tuple(
            r for n, r in enumerate(rows) if n < _TOP_ROWS or r.text not in top
        )  # the head of each page
    rows, beside = (rows, {}) if joined else margin_headings(rows, k)
    roles = _roles(rows, beside, k, joined=joined)
    sections: list[Section] = []
    role, heading, start = "", "", rows[0].start if rows else 0
    own: list[Row] = []
    columns = _Columns()

    def close() -> None:
        if own or heading:
            end = own[-1].end if own else start + len(heading)
            sections.append(Section(role, heading, start, end, tuple(own)))

    for row, found in zip(rows, roles, strict=True):
        again = columns.section_above(row)
        if found is None and again is not None and again != (role, heading):
            close()
            role, heading, start, own = *again, row.start, []
        if found is None:
            own.append(row)
        else:
            close()
            role, heading, start, own = found[0], found[1], row.start, []
            if found[2] > row.start:
                own.append(rest_of(row, found[2]))
        columns.note(row, (role, heading))
    close()
    return tuple(sections)


_TOP_ROWS = 5
_LINK = re.compile(r"(?:\(?https?://\S+\s*){1,2}")


def _said_twice(text: str, k: Knowledge) -> bool:
    """A title or a place, which a person and a position both have: no head of a page."""
    return k.title_likeness(text) >= _A_TITLE or any(
        p.start == 0 and p.end == len(text) for p in k.find_locations(text)
    )


_A_TITLE = 0.5


_INDENT = 30.0
"""Points that a list stands in from the edge of its column."""


class _Columns:
    """Which section each column of a page ends in: below, or on the next page, the column goes on with it.

    A side bar is read after the column beside it; what follows further down belongs to the column, not to the bar.
    """

    def __init__(self) -> None:
        self._page = -1
        self._now: dict[int, tuple[float, tuple[str, str]]] = {}
        self._before: dict[int, tuple[float, tuple[str, str]]] = {}
        self._last = -1

    def note(self, row: Row, section: tuple[str, str]) -> None:
        """The section in force after a row."""
        if row.page != self._page:
            follows = row.page == self._page + 1 and len(self._now) > 1
            self._before = self._now if follows else {}
            self._page, self._now = row.page, {}
        left = min(row.left, self._now.get(row.column, (row.left, section))[0])
        self._now[row.column] = left, section
        self._last = row.column

    def section_above(self, row: Row) -> tuple[str, str] | None:
        """The section that a row goes on with below or on the page after its column, when another was read last."""
        moved = row.column != self._last if row.page == self._page else row.page == self._page + 1
        if not moved or not self._now or abs(row.left - self._now[self._last][0]) <= SAME_EDGE:
            return None
        known = list(self._now.values()) if len(self._now) > 1 else []
        if row.column not in self._now:
            known += self._before.values()  # the column of the page before, where it has not gone on yet
        above = [section for left, section in known if abs(row.left - left) <= SAME_EDGE]
        own = self._now.get(row.column) if len(self._now) > 1 else self._before.get(row.column)
        nearer = 0 < row.left - self._now[self._last][0] <= _INDENT + SAME_EDGE
        if not above and own is not None and not nearer and 0 < row.left - own[0] <= _INDENT:
            above = [own[1]]
        return above[0] if len(above) == 1 else None


def _labels(row: Row) -> bool:
    """The head of a table: "Degree | School | Year"."""
    if len(row.cells) < 2 or row.ranges:
        return False
    written = [row.text[a - row.start : b - row.start].strip(" :.*").casefold() for a, b in row.cells]
    return all(_LABEL_WORDS.fullmatch(text) for text in written)


_ONE_LABEL = (
    r"(?:s\.?\s?no|sl\.?\s?no|no|period|dates?|duration|from|to|year(?:s)?(?: of (?:passing|graduation|completion))?|employer|company|organi[sz]ation|client|firm|"
    r"(?:job )?title|position|designation|role|achievements?|duties|responsibilit(?:y|ies)|location|place|city|degree|qualification|course|exam(?:ination)?|program(?:me)?|"
    r"discipline|speciali[sz]ation|field|major|school|college|institut(?:e|ion)|university|board|gpa|cgpa|grade|marks|percentage|score|result|skill|level|experience|"
    r"certification|certificate|issuer|name|project|zeitraum|arbeitgeber|tätigkeit|abschluss|schule|jahr|période|employeur|poste|diplôme|école|année|periodo|empresa|"
    r"cargo|puesto|título|escuela|año|stanowisko|firma|okres)"
)
_LABEL_WORDS = re.compile(rf"{_ONE_LABEL}(?:\s*(?:/|&|and|und|et|y|of|,)\s*(?:the )?{_ONE_LABEL}){{0,2}}")


def _roles(
    rows: tuple[Row, ...], beside: dict[int, Opening], k: Knowledge, *, joined: bool
) -> list[Opening | None]:
    """For each row the section it opens: role, heading, and where text after the heading starts (0 = nowhere)."""
    found: list[Opening | None] = [None] * len(rows)
    last, loud = "", False
    again = _told_again(rows)
    for number, row in enumerate(rows):
        role = _known(row, k) or (None if joined else _small(rows, number, found, k))
        if (
            role
            and row.bullet
            and not _loud(row)
            and not (role in FIRST_OF_ALL and _dated_below(rows, number))
            and (len(row.text.split()) < 2 or k.resume_section(row.text) is None)
        ):
            role = None  # a listed word, not a heading behind an icon
        if role == "awards" and last == "experience" and joined and not _loud(row) and loud:
            role = None  # what was achieved in one position
        if (
            role
            and (number > 0 or (joined and role in FIRST_OF_ALL and len(rows) > 1))
            and not (role == "languages" and last == "skills" and not _set_off(row))
        ):
            found[number] = (role, row.text.strip(" :"), 0)
        elif number in beside:
            found[number] = beside[number]
        elif (
            (m := _INLINE.match(row.text))
            and not row.bullet
            and last not in {"skills", "languages"}
            and m[1].casefold() not in again
        ):
            inline = k.resume_section(m[1])
            if joined and inline == "experience" and m[1].isupper() and any(r.last for r in row.ranges):
                found[number] = (inline, m[1], row.start + m.end())
            if inline in _LABELLED and (last not in _WITH_LABELS or inline not in _OF_ENTRIES):
                found[number] = (inline, m[1], row.start + m.end())
        elif role is None and joined and (opening := _glued(row, k)) and opening[0] != last:
            found[number] = opening
        opened = found[number]
        if opened:
            last = opened[0]
            loud = row.text.isupper()
    if not joined:
        _without_labels(rows, found, beside, k)
    _alike(rows, found, k)
    return found


def _small(rows: tuple[Row, ...], number: int, found: list[Opening | None], k: Knowledge) -> str | None:
    """The role of a heading in small letters where another one is, and what stands below it is set off."""
    row = rows[number]
    if not row.text[:1].islower() or row.bullet or len(row.text) > _LONGEST_SMALL or number + 1 >= len(rows):
        return None
    above = any(
        opening and rows[n].text[:1].islower() and not opening[2] for n, opening in enumerate(found[:number])
    )
    return k.resume_section(row.text) if above and rows[number + 1].gap else None


_LONGEST_SMALL = 30


def _told_again(rows: tuple[Row, ...]) -> set[str]:
    """Words before a colon that are told three times and more: the label of a line in each entry ("Technologies: …"), no heading."""
    labels = (_INLINE.match(row.text) for row in rows if ":" in row.text)
    told = Counter(label[1].casefold() for label in labels if label)
    return {label for label, times in told.items() if times >= _LEAST_ALIKE}


def _dated_below(rows: tuple[Row, ...], number: int) -> bool:
    """Does an entry begin on the next row: dates, and no point of a list?"""
    below = rows[number + 1] if number + 1 < len(rows) else None
    return below is not None and bool(below.ranges) and not below.bullet


def _without_labels(
    rows: tuple[Row, ...], found: list[Opening | None], beside: dict[int, Opening], k: Knowledge
) -> None:
    """Take out what is a heading by its words, but stands inside entries.

    The same word again and again under positions ("Highlights"), in a smaller type than three other headings have
    ("Projects" among the fields of skills; the only heading of work or schools in capitals is one in any type), or a title ("Internship") in small letters where headings are in capitals.
    """
    whole = [(n, opening[0]) for n, opening in enumerate(found) if opening and not opening[2]]
    words = Counter(rows[n].text.casefold() for n, _ in whole)
    told = Counter(role for _, role in whole)
    named = {rows[n].text for n, _ in whole}
    loud = sum(text.isupper() for text in named) * 4 >= len(named) * 3
    sizes = [rows[n].size for n, _ in whole if rows[n].size]
    above = ""
    usual = 0.0
    marked = sum(rows[n].bold or rows[n].text.isupper() for n, _ in whole)
    most_marked = marked >= _LEAST_ALIKE and 4 * marked >= 3 * len(whole)
    for number, role in whole:
        row = rows[number]
        if (
            most_marked
            and not (row.gap or row.bold or row.text.isupper() or row.heading)
            and _in_type_of(rows, number)
        ):
            found[number] = None  # the end of a name that was wrapped: "Centre for Further" above "Education"
            continue
        again = words[row.text.casefold()] > 1 and role not in _ENTRIES and above in _ENTRIES
        only = row.text.isupper() and role in FIRST_OF_ALL and told[role] == 1
        smaller = 0 < row.size < _SMALLER * usual and not (row.text.isupper() and above == "") and not only
        if role == "experience" and _ALONE.fullmatch(row.text) and _between(rows, number, k):
            found[number] = None  # for whom one works, below the title
            continue
        titled = role == above == "experience" and loud and not row.text.isupper()
        if again or smaller or (titled and k.title_head(row.text) is not None):
            found[number] = None
            continue
        above = role
        if sum(abs(size - row.size) < 0.2 for size in sizes) >= _LEAST_ALIKE:
            usual = row.size
    _without_inner_labels(found, beside)


def _without_inner_labels(found: list[Opening | None], beside: dict[int, Opening]) -> None:
    """Take out "Technologies: Fortran" in an entry, where a word before it looked like a heading and was none."""
    above = ""
    for number, opening in enumerate(found):
        if opening is None:
            continue
        inner = opening[2] and number not in beside and opening[0] in _OF_ENTRIES
        if inner and above in _WITH_LABELS:
            found[number] = None
        else:
            above = opening[0]


_ALONE = re.compile(r"(?:freelanc(?:e|er|ing)|self[ -]employed|consulting|internship)", re.IGNORECASE)


def _between(rows: tuple[Row, ...], number: int, k: Knowledge) -> bool:
    """Does the row stand between a title and its dates?"""
    below = rows[number + 1] if number + 1 < len(rows) else None
    dated = below is not None and not below.gap and bool(below.ranges) and below.ranges[0].start == 0
    return dated and k.title_likeness(rows[number - 1].text) >= _A_TITLE


def _in_type_of(rows: tuple[Row, ...], number: int) -> bool:
    """Is the row set as the one above it: the same size, edge and column?"""
    row, above = rows[number], rows[number - 1] if number else None
    if above is None or above.bold or above.bullet or not row.size:
        return False
    return (above.size, above.column, above.page) == (row.size, row.column, row.page) and abs(
        above.left - row.left
    ) < 1.0


_ENTRIES = frozenset({"experience", "volunteering", "projects", "education"})
_SMALLER = 0.93
_LEAST_ALIKE = 3


_GLUED = re.compile(
    r"(?:(?:Work|Professional|Employment|Relevant|Related|Career) )?(?:Experience|History|Employment)\b|(?:WORK |PROFESSIONAL |EMPLOYMENT |CAREER )?(?:EXPERIENCE|HISTORY|EMPLOYMENT)\b|Education\b|EDUCATION\b"
)


def _glued(row: Row, k: Knowledge) -> Opening | None:
    """A heading whose row went on with the first entry: "Experience Fabrikam Inc. January 2008 - Present"."""
    head = _GLUED.match(row.text) if row.ranges and not row.bullet else None
    role = k.resume_section(head.group()) if head else None
    if head is None or role is None:
        return None
    start = head.end() + len(row.text[head.end() :]) - len(row.text[head.end() :].lstrip(" :"))
    named = row.text[start : row.ranges[0].start].strip(" ,(-–")
    if not named[:1].isupper() or row.ranges[0].start < start:
        return None
    title = k.title_head(row.text[: row.ranges[0].start])
    if title is not None and title.start <= start:
        return None  # "Experience Designer", "Education Coordinator"
    return role, head.group(), row.start + start


_NUMBERED = re.compile(r"(?:[§#(]?\d{1,2}|[IVX]{1,4})[.)]?[\t ]\s*(?=[A-Z])")
"""The number of a heading, in a cell before it: "02    EDUCATION"."""
_ICON = re.compile(r"[!-&(-/:-@^_`{-~\u00a1-\u00bf]{1,2}[\t ]\s*(?=[A-Z])")
"""A picture before a heading whose font says that it is a sign: "& EDUCATION"."""


def _known(row: Row, k: Knowledge) -> str | None:
    if len(row.text) > LONGEST_HEADING or row.text.count(" ") > _MOST_SPACES or _FINISHED.search(row.text):
        return None
    if _AWARDED.match(row.text):
        return None
    asked = _ASKED.fullmatch(row.text) if row.text.startswith("Where") else None
    if asked:
        return "education" if asked.lastgroup else "experience"
    number = _NUMBERED.match(row.text) or _ICON.match(row.text)
    role = k.resume_section(row.text[number.end() :] if number else row.text) or _by_last_word(row)
    if (
        role == "education"
        and _STUDIED.search(row.text)
        and (k.find_degrees(row.text) or _MAJOR.match(row.text))
    ):
        return None
    if role is None or row.heading or row.bold or row.text.rstrip().endswith(":") or row.gap:
        return role
    words = row.text.split()
    # inside a paragraph a wrapped line may end up being the single word "experience"
    return role if row.text[:1].isupper() and (len(words) > 1 or words[0][0].isupper()) else None


_ASKED = re.compile(
    r"Where I(?:[’']ve| have)? (?:been )?(?:worked|working|(?P<studied>studied|studying|learned|learnt))"
)
"""A heading as one says it: "Where I have worked"."""
_AWARDED = re.compile(r"(?:Certificate|Diploma|Degree)(?: [IVX1-9]{1,3})? (?:in|of) [A-Z]")
"""What was earned, and no heading of such things."""


def _by_last_word(row: Row) -> str | None:
    """Headings end in their noun: "Tenure-line Academic Positions"."""
    words = row.text.rstrip(" :").split()
    if (
        not 2 <= len(words) <= _MOST_HEADING_WORDS
        or _OF_OTHERS.match(row.text)
        or _NAMED_SCHOOL.match(row.text)
        or any(c in row.text for c in ",.;()|0123456789")
    ):
        return None
    if any(w[0].islower() for w in words if len(w) > 3):
        return None
    return _BY_LAST_WORD.get(words[-1].lower())


def _under_entries(number: int, found: list[Opening | None]) -> bool:
    above = next((opening for opening in reversed(found[:number]) if opening), None)
    return above is not None and above[0] in _ENTRIES


_STUDIED = re.compile(r"\beducation$", re.IGNORECASE)
_MAJOR = re.compile(r"(?:majors?|minors?)\b", re.IGNORECASE)
"""Education as what was studied: "Associate of Arts in Education", "Major: Special Education"."""


def _loud(row: Row) -> bool:
    return row.text.isupper() or row.heading > 0


def _set_off(row: Row) -> bool:
    return row.heading > 0 or row.gap or row.text.isupper()


def _alike(rows: tuple[Row, ...], found: list[Opening | None], k: Knowledge) -> None:
    """Rows in the type of the known headings, larger than the body, open sections of their own."""
    headings = [
        row for row, opening in zip(rows, found, strict=True) if opening and not opening[2] and row.size
    ]
    if len(headings) < 2:
        return
    words: Counter[float] = Counter()
    for row in rows:
        if row.size:
            words[round(row.size, 1)] += len(row.text.split())
    body = words.most_common(1)[0][0]
    size, share = Counter(round(row.size, 1) for row in headings).most_common(1)[0]
    if size <= body + 0.4 or share * 2 < len(headings):
        return
    bold = sum(row.bold for row in headings) * 2 > len(headings)
    loud = sum(row.text.isupper() for row in headings) * 2 > len(headings)
    alike = [
        number
        for number, row in enumerate(rows)
        if number
        and found[number] is None
        and abs(row.size - size) < 0.2
        and (row.bold, row.text.isupper()) == (bold, loud)
    ]
    if len(alike) > 2 * len(headings) + 2:
        return  # a size that much else has tells nothing
    opened = [n for n, opening in enumerate(found) if opening and opening[0] in _ENTRIES and not opening[2]]
    if any(n - 1 in opened and rows[n].column == rows[n - 1].column for n in alike):
        # a heading right below a heading is the name of an entry, and so are the others under headings of entries
        alike = [n for n in alike if not _under_entries(n, found)]
    for number in alike:
        text = rows[number].text
        if (
            not rows[number].bullet
            and len(text.split()) <= _MOST_HEADING_WORDS
            and text[:1].isupper()
            and not any(c.isdigit() for c in text)
            and not k.find_degrees(text)
        ):
            found[number] = ("other", text.strip(" :"), 0)
