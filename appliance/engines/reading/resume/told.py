"""Positions told in sentences instead of set out in headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.reading.resume.dates import DateRange, find_ranges
from appliance.engines.reading.resume.judging import A_FIRM, Judge
from appliance.engines.reading.resume.rows import Row
from appliance.engines.reading.resume.segments import Segment

_AS = re.compile(
    r"\b(?:work(?:ing|ed|s)?|employed|serv(?:ing|ed)|associated|engaged|joined|hired|appointed|functioned|currently|presently|experienced?|(?:\d+\+?|two|three|five|ten) years)\b[^.;]{0,60}?\bas\s+(?:an?\s+|the\s+)?",
    re.IGNORECASE,
)
_TITLE = re.compile(r"[A-Z][^\s,.;]*(?:[ /-]+(?:of |and |& )?[A-Z][^\s,.;]*){0,5}")
_GAP = r"(?:[ \t]|(?<!\.)[ \t]*\n(?![ \t]*\n)[ \t]*)"
"""Between the words of a name: a blank, or the end of a line, but no empty line."""
_CAPITAL = r"(?:[A-Z&]|\([^\s()]{1,20}\))"
_EMPLOYER = re.compile(
    rf"\s*,?\s*(?P<by>(?i:in|at|with|for))\s+(?:(?i:m/s)\.?\s+)?(?P<name>[A-Za-z0-9][^\s,;]*(?:{_GAP}(?!(?i:from|since|as|and|till|during|in|at)\b){_CAPITAL}[^\s,;(]*){{0,6}})"
)
_WITH = re.compile(
    rf"\b(?P<by>(?i:with|in|at|for))\s+(?P<name>[A-Z][^\s,;]*(?:{_GAP}{_CAPITAL}[^\s,;(]*){{0,6}})\s+(?i:as)\s"
)
_FURTHER = re.compile(
    rf"[^.;\n]{{0,60}}?\b(?:at|with)\s+(?P<name>[A-Z][^\s,;.]*(?:{_GAP}{_CAPITAL}[^\s,;.(]*){{0,6}})"
)
_REACH = 110


class Told(NamedTuple):
    """One sentence about a position."""

    title: Segment
    employer: Segment | None
    dates: DateRange | None
    start: int
    end: int


def told(text: str, rows: tuple[Row, ...], judge: Judge, *, at_work: bool) -> list[Told]:
    """Every "… as a TITLE in EMPLOYER from DATE to DATE" of the rows; a sentence may go on in the next row.

    One serves as a liaison or a role model, too: "served as" tells a position only with an employer or dates, or, with a
    known title and nothing else, in a section of positions (``at_work``); so do the further titles of a list.
    """
    found: list[Told] = []
    for number, row in enumerate(rows):
        limit = (
            rows[number + 1].end
            if number + 1 < len(rows) and rows[number + 1].start - row.end <= 2
            else row.end
        )
        may = (row.bullet or judge.joined) and row.text[0].isupper() and _BY.search(row.text) is not None
        begun = _begun(text, row, judge) if may else None
        if begun is not None:
            found.append(begun)
        for m in _AS.finditer(text, row.start, row.end):
            serving = _SERVING.match(m.group()) is not None
            title = _title(
                text, m.end(), min(limit, m.end() + _REACH), judge, any_case=judge.joined or not serving
            )
            if title is None:
                continue
            stop = min(limit, title.end + _REACH)
            name = _EMPLOYER.match(text, title.end, stop) or _WITH.search(text, m.start(), title.start)
            employer = _named(text, name, A_FIRM if name and name["by"].lower() == "for" else 0.28, judge)
            if employer is None:
                employer = _named(text, _FURTHER.match(text, title.end, stop), 0.6, judge)
            dates = [r for r in find_ranges(text[title.end : stop].replace("\n", " ")) if r.last]
            when = (
                DateRange(title.end + dates[0].start, title.end + dates[0].end, dates[0].first, dates[0].last)
                if dates
                else None
            )
            listed = _listed(text, title.end, stop, judge) if at_work else []
            if employer is None and when is None and serving:
                ends = bool(listed) or _WHOLE.match(text, title.end, limit) is not None
                if not (at_work and ends and judge.all_title(title.text)):
                    continue
            end = max(title.end, employer.end if employer else 0)
            found.append(Told(title, employer, when, min(m.start(), title.start), end))
            found += [Told(t, None, None, t.start, t.end) for t in listed]
    return found


_SERVING = re.compile(r"serv|hired|appointed|functioned", re.IGNORECASE)
_WHOLE = re.compile(
    r"\s*(?:$|[.,;:()–—\n]|-\s|/|(?:and|&) [a-z]+ed\s|(?:in|at|for|with|from|since|to|on|of|under|during|while|until|by|over|responsible)\b)"
)
"""What follows a title that goes no further; "an academic and social resource" does."""
_ENDS = re.compile(rf"{_WHOLE.pattern}|\s+(?:and(?:/or)?|or|&)\s")


def _listed(text: str, start: int, stop: int, judge: Judge) -> list[Segment]:
    """The further titles of a list: "… as project manager, lead developer and/or tester"."""
    found: list[Segment] = []
    while (mark := _AND.match(text, start, stop)) is not None:
        ahead = _AND.search(text, mark.end(), stop)
        further = _title(text, mark.end(), ahead.start() if ahead else stop, judge, any_case=True)
        if further is None or not judge.all_title(further.text) or not _ENDS.match(text, further.end):
            break
        found.append(further)
        start = further.end
    return found


_BY = re.compile(r" (?:in|at|with|for) ", re.IGNORECASE)
_AND = re.compile(
    r"\s*,\s*(?:and(?:/or)?\s+|or\s+)?(?:as\s+)?(?:an?\s+)?|\s+(?:and(?:/or)?|or|&)\s+(?:as\s+)?(?:an?\s+)?"
)


def _begun(text: str, row: Row, judge: Judge) -> Told | None:
    """A sentence that begins with the title: "Software Engineer in Contoso India Pvt Ltd."."""
    stop = min(row.end, row.start + _REACH)
    written = _TITLE.match(text, row.start, stop)
    if written is None:
        return None
    # few points of a list go on with an employer: whether the words are a title costs more to ask
    named = _EMPLOYER.match(text, _segment(text, row.start, written.end()).end, row.end)
    title = _title(text, row.start, stop, judge, any_case=False) if named is not None else None
    if title is None or not judge.all_title(title.text):
        return None
    employer = _named(text, named, A_FIRM, judge)
    return Told(title, employer, None, row.start, employer.end) if employer else None


_ARTICLE = re.compile(r"(?:the|an?|our|my|various|several|different|all|this|that) ")


def _named(text: str, found: re.Match[str] | None, least: float, judge: Judge) -> Segment | None:
    if found is None or _ARTICLE.match(found["name"]) or judge.employer(found["name"]) < least:
        return None
    return _segment(text, found.start("name"), found.end("name"))


def _title(text: str, start: int, stop: int, judge: Judge, *, any_case: bool) -> Segment | None:
    """The title that begins here: a run of capitals, or words in lower case up to the head of a known title."""
    written = _TITLE.match(text, start, stop)
    if _ANYBODY.match(text, start):
        return None
    if written is not None and judge.title(written.group()) >= 0.5:
        return _segment(text, start, written.end())
    clause = _CLAUSE.match(text, start, stop) if any_case else None
    head = judge.k.title_head(clause.group()) if clause is not None else None
    if clause is None or head is None or clause.group()[: head.start].count(" ") > _MOST_BEFORE_HEAD:
        return None
    called = _segment(text, start, start + head.end)
    return called if judge.title(called.text) >= 0.5 else None


_CLAUSE = re.compile(
    r"[A-Za-z][\w/&+.#-]*(?: (?!at\b|in\b|for\b|with\b|from\b|since\b|to\b|on\b|who\b|that\b)[\w/&+.#-]+){0,6}"
)
_ANYBODY = re.compile(
    r"(?:\w+ )?(?:team|group) (?:member|player)\b|role model\b|liaison\b|member\b", re.IGNORECASE
)
_MOST_BEFORE_HEAD = 3


def _segment(text: str, start: int, end: int) -> Segment:
    while end > start and text[end - 1] in ".,":
        end -= 1
    return Segment(start, end, text[start:end], (0, 0, 1), place=False, label="", split=False, bold=False)
