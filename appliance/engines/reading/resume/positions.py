"""Positions: title, employer and dates joined, several titles at one employer, and positions without a date."""

from __future__ import annotations

import re
from collections import Counter

from appliance.engines.reading.resume.assign import A_UNIT, Pair, best_pair, priors
from appliance.engines.reading.resume.besides import positions_besides, told_positions
from appliance.engines.reading.resume.dates import PRESENT, month_number
from appliance.engines.reading.resume.dates_below import entries_above_dates
from appliance.engines.reading.resume.entries import LEFT_OPEN, Entry, dated_entries, headish
from appliance.engines.reading.resume.held import Position
from appliance.engines.reading.resume.judging import A_FIRM, SEAT, Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.sections import Section
from appliance.engines.reading.resume.segments import LABEL_LEFT_OUT, Segment, pieces

WORK = frozenset({"experience", "volunteering"})
_TOLD = frozenset({"", "summary", *WORK})
_PAID = re.compile(r"\b(?:jobs?|employment|career|work history)\b", re.IGNORECASE)
"""Headings of work that name volunteering beside it."""
_PERHAPS = frozenset({"", "other", "summary", "projects", "awards"})
_RESEARCH = re.compile(r"research", re.IGNORECASE)
"""Publications, or what somebody was a researcher for."""
_HONOUR = re.compile(
    r"\b(?:awards?|prize|medal|medal+ist|scholar(?:ship)?|honou?rs?|winner|finalist|nominee|of the year)\b",
    re.IGNORECASE,
)
"""Among awards a title may be the name of one: "Example Foundation Award, Rising Chef, 2018"."""
_MEMBER = re.compile(r"\b(?:member|mitglied|membre|miembro)\b (?:since|seit|depuis|desde)\b", re.IGNORECASE)
"""Who belongs to something holds no position by that."""
_SURE_TITLE = 0.7
_MOST_NAME_WORDS = 8


def find_positions(text: str, sections: tuple[Section, ...], judge: Judge) -> list[Position]:
    """Every position of the document in the order it is written."""
    found: list[Position] = []
    for section in sections:
        if section.role in WORK:
            own = _of_section(text, section, judge, strict=False)
            unpaid = section.role == "volunteering" and not _PAID.search(section.heading)
            found += [p._replace(unpaid=unpaid) for p in own]
        elif section.role in _PERHAPS or _RESEARCH.fullmatch(section.heading):
            named = _of_section(text, section, judge, strict=True)
            if section.role == "awards":
                named = [p for p in named if not _HONOUR.search(text, p.head_start, p.head_end)]
            found += named
    found += positions_besides(text, sections, found, judge)
    if not found:
        found = [p for s in sections if s.role in _TOLD for p in told_positions(text, s, judge)]
    found = [p for p in found if p.title is None or not SEAT.search(p.title.text)]
    found = [p for p in found if not _studied(p, judge)]
    found = [p for p in found if p.title or not _MEMBER.search(text, p.head_start, p.head_end)]
    return _each_once(sorted(found, key=lambda p: p.start))


def _studied(position: Position, judge: Judge) -> bool:
    """A degree at a school, where one heading is for work and studies."""
    title, school = position.title, position.employer
    if title is None or school is None or judge.k.school_likeness(school.text) < A_SCHOOL:
        return False
    degrees = judge.k.find_degrees(title.text)
    return bool(degrees) and not degrees[0].start and judge.k.title_head(title.text) is None


A_SCHOOL = 0.5


def _each_once(found: list[Position]) -> list[Position]:
    """Pages that show a résumé in several sizes say each position again."""
    said: set[tuple[str, str, str, str]] = set()
    once: list[Position] = []
    for p in found:
        if p.title is not None and p.employer is not None and p.dates is not None:
            named = (
                p.title.text.casefold(),
                p.employer.text.casefold(),
                p.dates.first,
                p.dates.last,
            )
            if named in said:
                continue
            said.add(named)
        once.append(p)
    return once


def _of_section(text: str, section: Section, judge: Judge, *, strict: bool) -> list[Position]:
    entries = entries_above_dates(text, section.rows, judge) or dated_entries(text, section.rows, judge)
    prior = priors([e.segments for e in entries], judge)
    pairs = [best_pair(e.segments, judge, prior) for e in entries]
    found = [_position(section.rows, e, p) for e, p in zip(entries, pairs, strict=True)]
    found = _titles_by_place(text, section.rows, entries, found, judge)
    if not (strict or judge.joined):
        found = [
            _employer_above(text, section.rows, e, p, judge) for e, p in zip(entries, found, strict=True)
        ]
        found = [_title_beside_dates(e, p, judge) for e, p in zip(entries, found, strict=True)]
        found = _titles_as_the_others(entries, found, judge)
    if not judge.joined:
        found = [_with_the_rest(text, e, p, judge) for e, p in zip(entries, found, strict=True)]
    found = _share_employers(
        [_title_in_body(text, section.rows, e, p, judge) for e, p in zip(entries, found, strict=True)]
    )
    if strict:
        found = [
            p
            for n, p in enumerate(found)
            if p.title is not None
            and judge.title(p.title.text) >= _SURE_TITLE
            and (p.employer is not None or _goes_on(found[:n], p))
            and not _has_degree(section.rows, entries[n], judge)
        ]
    else:
        found = [p for p in found if p.title is not None or _firm_alone(p.employer, judge)]
        found += _undated(text, section.rows, entries, pairs, judge)
    return found


def _has_degree(rows: tuple[Row, ...], entry: Entry, judge: Judge) -> bool:
    """Does a row of its own in the heading name a degree: a headline stands above a study?"""
    return any(
        d.start == 0 and judge.k.title_head(row.text) is None
        for row in rows[entry.first : entry.body]
        for d in judge.k.find_degrees(row.text)[:1]
    )


def _with_the_rest(text: str, entry: Entry, position: Position, judge: Judge) -> Position:
    """A title, or an employer, with what a dash parts from it on a row of its own: "Senior Associate - Data Science"."""
    title, firm = position.title, position.employer
    if title is None or firm is None or title.slot[0] == firm.slot[0] or title.split or firm.split:
        return position
    for which, named in (("title", title), ("employer", firm)):
        row, piece, count = named.slot
        if piece or count != _TWO_PIECES or named.label:
            continue
        rest = next((s for s in entry.segments if s.slot == (row, 1, count) and not s.place), None)
        if rest is None or rest.label or not _DASH.fullmatch(text, named.end, rest.start):
            continue
        if judge.employer(rest.text) >= A_FIRM or (
            which == "employer" and judge.title(rest.text) >= _LIKE_A_TITLE
        ):
            continue
        if len(rest.text.split()) <= _MOST_TITLE_WORDS and not judge.place(rest.text):
            whole = named._replace(end=rest.end, text=text[named.start : rest.end])
            position = (
                position._replace(title=whole) if which == "title" else position._replace(employer=whole)
            )
    return position


_TWO_PIECES = 2
_DASH = re.compile(r"[ \u00a0]{1,3}[-–—][ \u00a0]{1,3}")
_LIKE_A_TITLE = 0.3


def _goes_on(above: list[Position], position: Position) -> bool:
    """Is it an earlier position below one that has a title, an employer and dates?"""
    if position.dates is None or position.dates.last == PRESENT:
        return False
    last = position.dates.last or position.dates.first
    return any(p.title and p.employer and p.dates and last[:4] <= p.dates.first[:4] for p in above)


def _firm_alone(employer: Segment | None, judge: Judge) -> bool:
    """Without a title beside it a row of a joined text in capitals alone is no employer."""
    if employer is None or employer.label or not judge.joined:
        return employer is not None
    return judge.employer(employer.text) >= _LEAST_ALONE


_LEAST_ALONE = 0.45


def _position(rows: tuple[Row, ...], entry: Entry, pair: Pair) -> Position:
    body = rows[entry.first : entry.after]
    heads = rows[entry.first : entry.body]
    places = [s for s in entry.segments if s.place and s.label != LABEL_LEFT_OUT]
    dates = entry.dates if entry.dates is not None and entry.dates.first != LEFT_OPEN else None
    return Position(
        pair.title, pair.employer, dates, places[0] if places else None,
        min(r.start for r in heads), max(r.end for r in heads), body[0].start, body[-1].end, sure=pair.score > 1.2, inherited=False,
    )  # fmt: skip


def _titles_by_place(
    text: str, rows: tuple[Row, ...], entries: list[Entry], found: list[Position], judge: Judge
) -> list[Position]:
    """Titles that no pack knows (another language): where no entry has one, the row above or below each heading."""
    if any(p.title is not None for p in found) or not any(p.employer is not None for p in found):
        return found
    heads = {i for e in entries for i in range(e.first, e.body)}
    for beside in (-1, 1):
        titled: list[Position] = []
        for entry, position in zip(entries, found, strict=True):
            at = entry.first - 1 if beside < 0 else entry.body
            if not 0 <= at < len(rows) or at in heads or not headish(rows[at]):
                break
            named = [s for s in pieces(text, rows[at], 0, judge) if not s.place]
            if len(named) != 1 or len(named[0].text.split()) > _MOST_NAME_WORDS or named[0].text.islower():
                break
            first = min(position.head_start, rows[at].start)
            titled.append(
                position._replace(
                    title=named[0],
                    head_start=first,
                    head_end=max(position.head_end, rows[at].end),
                    sure=False,
                )
            )
        if len(titled) == len(found):
            return titled
    return found


def _employer_above(
    text: str, rows: tuple[Row, ...], entry: Entry, position: Position, judge: Judge
) -> Position:
    """An employer that no pack knows: a bold row by itself, set apart, right above a plain row of the title and its dates."""
    above = rows[entry.first - 1] if entry.first else None
    head = rows[entry.first]
    if above is None or not above.bold or head.bold or not (above.gap or entry.first == 1) or head.gap:
        return position
    firm = position.employer
    if position.title is None or above.ranges or not headish(above):
        return position
    if (
        firm is not None
        and not firm.split
        and not any(
            r.bold and r.gap and r.start <= firm.start < r.end for r in rows[entry.first + 1 : entry.body]
        )
    ):
        return position  # it has its own, which is not the heading of what follows
    named = [s for s in pieces(text, above, -1, judge) if not s.place]
    if (
        len(named) != 1
        or len(named[0].text.split()) > _MOST_NAME_WORDS
        or judge.title(named[0].text) >= _SURE_TITLE
    ):
        return position
    whole = next(
        (s for s in entry.segments if s.start <= position.title.start and position.title.end <= s.end), None
    )
    return position._replace(
        title=whole if firm is not None and firm.split and whole is not None else position.title,
        employer=named[0],
        head_start=min(position.head_start, above.start),
        start=min(position.start, above.start),
        sure=False,
    )


def _title_beside_dates(entry: Entry, position: Position, judge: Judge) -> Position:
    """A title that no pack knows: all that stands beside the dates, right below a clear employer."""
    firm = position.employer
    if position.title is not None or firm is None or firm.slot[0] != -1 or judge.employer(firm.text) < A_FIRM:
        return position
    beside = [
        s for s in entry.segments if s.slot[0] == 0 and not s.place and any(c.isalpha() for c in s.text)
    ]
    if len(beside) != 1 or entry.body - entry.first > _TWO_ROWS:
        return position
    named = beside[0]
    if judge.employer(named.text) >= A_FIRM or not _may_be_called(named.text, judge):
        return position
    return position._replace(title=named, sure=False)


def _titles_as_the_others(entries: list[Entry], found: list[Position], judge: Judge) -> list[Position]:
    """A title that no pack knows: what stands beside the employer where most other entries have their title."""
    places = Counter(
        (p.title.slot, p.employer.slot)
        for p in found
        if p.title is not None and p.employer is not None and not (p.title.split or p.employer.split)
    )
    most = places.most_common(1)
    if not most or most[0][1] < _LEAST_OTHERS or 2 * most[0][1] <= len(found):
        return found
    title, employer = most[0][0]
    out: list[Position] = []
    for entry, position in zip(entries, found, strict=True):
        firm = position.employer
        named = [s for s in entry.segments if s.slot == title and not s.place]
        if position.title is None and firm is None:
            firms = [s for s in entry.segments if s.slot == employer and not s.place]
            if len(named) == len(firms) == 1 and _may_be_called(named[0].text, judge):
                out.append(position._replace(title=named[0], employer=firms[0], sure=False))
            else:
                out.append(position)
            continue
        unknown = position.title is None and firm is not None and firm.slot == employer and len(named) == 1
        if unknown and _may_be_called(named[0].text, judge):
            out.append(position._replace(title=named[0], sure=False))
        else:
            out.append(position)
    return out


def _may_be_called(text: str, judge: Judge) -> bool:
    """A few words with a capital, and no degree."""
    few = text[:1].isupper() and len(text.split()) <= _MOST_TITLE_WORDS
    return few and not judge.k.find_degrees(text)


_LEAST_OTHERS = 2
_TWO_ROWS = 2
_MOST_TITLE_WORDS = 5


def _title_in_body(
    text: str, rows: tuple[Row, ...], entry: Entry, position: Position, judge: Judge
) -> Position:
    """An employer whose clear title stands a little below, after a line about the employer."""
    if position.title is not None or position.employer is None:
        return position
    for row in rows[entry.body : min(entry.after, entry.body + _BODY_ROWS)]:
        if headish(row) and not any(r.last for r in row.ranges):
            for piece in pieces(text, row, 0, judge):
                if (
                    not piece.place
                    and judge.title(piece.text) >= _SURE_TITLE
                    and len(piece.text.split()) <= _MOST_NAME_WORDS
                ):
                    return position._replace(title=piece, sure=False)
    return position


_BODY_ROWS = 6


def _share_employers(found: list[Position]) -> list[Position]:
    """A title without an employer, inside the dates of an employer above it, belongs to that employer."""
    shared: list[Position] = []
    umbrella: Position | None = None
    last: Position | None = None
    covered: set[int] = set()
    for number, written in enumerate(found):
        position = _of_its_unit(written, umbrella, last)
        if position.employer is not None:
            if umbrella is None or position.title is None or not _same(umbrella.employer, position.employer):
                umbrella = position if position.dates else None
                top = number
            last = position
            shared.append(position)
            continue
        if (
            position.title is not None
            and umbrella is not None
            and position.dates
            and _follows(umbrella, last, position)
        ):
            # the employer is told once: by its own entry, or by the first title where that entry is only a heading
            first = umbrella.title is None and top not in covered
            if umbrella.title is None:
                covered.add(top)
            last = position
            shared.append(position._replace(employer=umbrella.employer, inherited=not first))
            continue
        shared.append(position)
    return [p for number, p in enumerate(shared) if number not in covered]


def _of_its_unit(position: Position, umbrella: Position | None, last: Position | None) -> Position:
    """A title that names a part of the employer above it: "Staff Nurse, Emergency Department" below a title at a hospital."""
    title, unit = position.title, position.employer
    if title is None or unit is None or umbrella is None or not (title.split and unit.split):
        return position
    near = 0 < unit.start - title.end <= _COMMA and title.slot[0] == unit.slot[0]
    if not near or not A_UNIT.fullmatch(unit.text) or not _follows(umbrella, last, position):
        return position
    whole = title._replace(
        end=unit.end,
        text=title.text + ", " + unit.text,
        slot=(title.slot[0], title.slot[1] % 10, title.slot[2]),
    )
    return position._replace(title=whole, employer=None)


_COMMA = 3


def _same(one: Segment | None, other: Segment | None) -> bool:
    return one is not None and other is not None and one.text.casefold() == other.text.casefold()


def _follows(umbrella: Position, last: Position | None, position: Position) -> bool:
    """Is the position inside the employer's dates, or (below a first title) does it end where the one above it begins?"""
    if umbrella.dates is None or position.dates is None:
        return False
    outer, inner = umbrella.dates, position.dates
    if umbrella.title is None:
        return inner.first[:4] >= outer.first[:4] and (
            outer.last == PRESENT or (inner.last != PRESENT and inner.last[:4] <= outer.last[:4])
        )
    above = last.dates if last is not None else None
    if above is None or not inner.last or inner.last == PRESENT or LEFT_OPEN in {above.first, inner.last}:
        return False
    # a promotion: another job would leave a gap more often than not
    return (
        0
        <= month_number(above.first) - month_number(inner.last)
        <= (_NEXT if "-" in above.first and "-" in inner.last else _NEXT_YEAR)
    )


_NEXT, _NEXT_YEAR = 1, 6
"""Months; a year alone counts from its middle."""


def _undated(
    text: str, rows: tuple[Row, ...], entries: list[Entry], pairs: list[Pair], judge: Judge
) -> list[Position]:
    """A clear title and an employer beside it, without any date."""
    heads = {i for e in entries for i in range(e.first, e.body)}
    # where the dated entries have the title on the row above the employer, so have the others
    usual = (
        sum(
            p.title is not None and p.employer is not None and p.title.slot[0] + 1 == p.employer.slot[0]
            for p in pairs
        )
        * 2
        > len(pairs)
        > 0
    )
    found: list[Position] = []
    index = 0
    while index < len(rows):
        row = rows[index]
        if index in heads or not headish(row) or not (usual or row.gap or index == 0 or row.bold):
            index += 1
            continue
        pair, used = _undated_pair(text, rows, index, heads, judge, usual=usual)
        if pair is None or pair.title is None:
            index += 1
            continue
        later = [e.first for e in entries if e.first > index]
        end = min(later, default=len(rows))
        found.append(
            Position(
                pair.title,
                pair.employer,
                None,
                None,
                row.start,
                rows[index + used - 1].end,
                row.start,
                rows[end - 1].end,
                sure=False,
                inherited=False,
            )
        )
        index += used
    return [
        p._replace(end=min(p.end, found[n + 1].start)) if n + 1 < len(found) else p
        for n, p in enumerate(found)
    ]


def _undated_pair(
    text: str, rows: tuple[Row, ...], index: int, heads: set[int], judge: Judge, *, usual: bool
) -> tuple[Pair | None, int]:
    segments = pieces(text, rows[index], 0, judge)
    alone = best_pair(tuple(segments), judge, {})
    left_out = any(s.label == LABEL_LEFT_OUT for s in segments)
    if left_out and alone.title and judge.title(alone.title.text) >= _SURE_TITLE:
        return alone, 1
    if (
        alone.title
        and alone.employer
        and judge.title(alone.title.text) >= _SURE_TITLE
        and judge.employer(alone.employer.text) >= 0.6
    ):
        return alone, 1
    below = index + 1
    if (
        below >= len(rows)
        or below in heads
        or not headish(rows[below])
        or len(rows[below].text.split()) > _MOST_NAME_WORDS
    ):
        return None, 1
    both = best_pair(
        (*segments, *[s._replace(slot=(1, *s.slot[1:])) for s in pieces(text, rows[below], 1, judge)]),
        judge,
        {},
    )
    if both.title is None or both.employer is None or both.title.slot[0] == both.employer.slot[0]:
        return None, 1
    if usual and both.title.slot[0] != 0:
        return None, 1
    set_off = usual or (rows[index].gap and rows[below].gap)
    enough = judge.employer(both.employer.text) >= (0.28 if set_off else 0.5)
    return (both, 2) if enough and judge.title(both.title.text) >= _SURE_TITLE else (None, 1)
