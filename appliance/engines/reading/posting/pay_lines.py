"""The pay of a whole posting: labelled lines first, ends that stand on lines of their own, one range for each place or level.

Where several places or levels have a range each, every range is a row with the place or level it is for (``of``); the
neutral format has the whole span of them, as federal announcements print it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.asks import pieces
from appliance.engines.reading.posting.header import Header
from appliance.engines.reading.posting.money import AMOUNT, MONEY, SIGN
from appliance.engines.reading.posting.outline import Outline
from appliance.engines.reading.posting.pay_guess import guessed_pay
from appliance.engines.reading.posting.salary import find_pay, pay_row, salary_rows
from appliance.engines.reading.posting.values import Ask
from appliance.foundation.contracts.requirements import Requirement

_PAY_HEAD = re.compile(r"\b(?:salary|pay|compensation|wages?|rate|remuneration)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"^[^\d$£€]*\b(?:salary|pay|compensation|wages?|remuneration)\b[^\d$£€]*:\s*$", re.IGNORECASE
)
_MOST_HEADED = 20
MOST = 200
"""Ranges of pay looked at in one posting, repeats with them: a table of every place has some sixty."""
_DOLLARS = {
    "AU": "AUD", "Australia": "AUD", "CA": "CAD", "Canada": "CAD", "NZ": "NZD", "New Zealand": "NZD", "SG": "SGD", "Singapore": "SGD",
    "HK": "HKD", "Hong Kong": "HKD",
}  # fmt: skip
_SECTIONS = (
    "required",
    "preferred",
    "benefits",
    "other",
    "summary",
    "about",
    "responsibilities",
    "boilerplate",
    "header",
)
_ON_LINES = re.compile(
    rf"^[^\S\n]{{0,9}}[•*-]?[^\S\n]{{0,9}}(?:min(?:imum)?\.?|low(?:est)?(?: end)?|floor|bottom)[^\S\n]{{0,9}}[^\n\d:]{{0,20}}:?[^\S\n]{{0,9}}(?:{SIGN}\s?)?(?:{AMOUNT})[^\n\d]{{0,16}}\n(?:[^\n]{{0,12}}\bmid\w*[^\n]{{0,40}}\n)?[^\S\n]{{0,9}}[•*-]?[^\S\n]{{0,9}}(?:max(?:imum)?\.?|high(?:est)?(?: end)?|ceiling|top)[^\S\n]{{0,9}}[^\n\d:]{{0,20}}:?[^\S\n]{{0,9}}(?:{SIGN}\s?)?(?:{AMOUNT})[^\n\d]{{0,16}}$",
    re.IGNORECASE | re.MULTILINE,
)
"""The ends of a range on two lines: "Minimum: $31.50", "Maximum: $38.25"."""
_PLAUSIBLE = re.compile(r"[$£€]\s?\d{2,3}(?:[,.]\d{3}|\s?[kK]\b)")
_ENDS = re.compile(
    r"\b(?:min(?:imum)?|max(?:imum)?|low(?:est)?(?: end)?|floor|bottom|(?P<high>high(?:est)?(?: end)?|ceiling|top))\b",
    re.IGNORECASE,
)
_BEFORE = 160
_LEVEL = re.compile(
    r"\b(?:level|grade|step|tier|zone|band|region|area|group|class|geo\w*|G[SG]-?)\s?-?\s?(?:\d{1,2}|[IVX]{1,4}|[A-E])\b|\b(?:junior|mid|mid-level|senior|sr\.?|jr\.?|staff|principal|lead|entry|entry-level|associate|assistant|experienced|journeyman|apprentice|certified|uncertified|licensed|unlicensed)\b|\b(?:I{1,3}|IV|V)\b(?=\s*[:(–—-]|\s*$)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:elsewhere|everywhere|anywhere else|(?:all |any )?other (?:\w+ )?(?:locations?|places|markets|offices|states|cities|areas|sites)|(?:rest|remainder) of|outside|remote|national|nationwide|US|USA|U\.S\.|UK|EU|Canada|metro|bay area)\b",
    re.IGNORECASE,
)
_CELL = re.compile(r"[;|•\n]|(?<=[a-z0-9)])\.\s|(?<=\d),\s|\)\s*[,/]?\s|\s/\s|\band\b(?=\s[^\d]{0,40}$)")
_NO_NAME = re.compile(rf"^(?:(?:in|for|at|outside)\b\s*|[\s(,]+)+|(?:[\s:–—,()-]|is|are|{SIGN})+$")
_AFTER, _WORDS = 45, 6


def pay_rows(
    text: str, outline: Outline, header: Header, asks: tuple[Ask, ...], knowledge: Knowledge
) -> list[Requirement]:
    """Every pay range, labelled ones first, the same range once; what amounts look like where none is said to be pay."""
    rows: list[Requirement] = []
    for match in itertools.islice(_ON_LINES.finditer(text), MOST):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        lines = before.rsplit("\n", 4)[1:]
        told = next((line for line in reversed(lines) if _PAY_HEAD.search(line)), "")
        if told or _PLAUSIBLE.search(match[0]):
            joined = _ENDS.sub(
                lambda m: (
                    m[0][: len(m[0])]
                    if m[0].casefold().startswith(("min", "max"))
                    else ("max" if m["high"] else "min").ljust(len(m[0]))
                ),
                match[0].replace("\n", " "),
            )
            period = f"{joined} {told}" if len(told) < _AFTER else joined
            ask = Ask(period, match.start(), "header", None, "", -1)
            found = [p for p in find_pay(ask.text, expected=True) if p.start < len(joined)]
            rows += [pay_row(text, ask, pay._replace(end=min(pay.end, len(joined)))) for pay in found[:1]]
    taken = [(r.span.start, r.span.end) for r in rows if r.span]
    expected = [(x.start, x.end) for x in header.labels if x.name == "salary"]
    headed = [
        s.span
        for s in outline.sections
        if s.heading and _PAY_HEAD.search(text[s.heading.start : s.heading.end])
    ][:_MOST_HEADED]
    for low, high in expected:
        if len(rows) >= MOST:
            break
        rows += salary_rows(text, Ask(text[low:high], low, "header", None, "", -1), expected=True)
    led = False
    for ask in asks:
        if len(rows) >= MOST:
            break
        # "Compensation by location:" and the lines below it
        led = _LEADS.search(ask.text) is not None or (led and MONEY.search(ask.text) is not None)
        if ask.role not in _SECTIONS or any(
            low >= ask.start and high <= ask.start + len(ask.text) for low, high in expected
        ):
            continue
        rows += salary_rows(text, ask, expected=led or any(h.start <= ask.start < h.end for h in headed))
    rows = [r for r in rows[:MOST] if not _inside(r, taken)]
    if not rows:
        rows = guessed_pay(text, (p for p in pieces(text, outline.paragraphs, asks) if p.role in _SECTIONS))
    rows = _of_each(text, rows, knowledge)
    return [_in_local_dollars(row, header.locations) for row in rows]


def _inside(row: Requirement, taken: list[tuple[int, int]]) -> bool:
    """Whether a row is one end of a range that was read from two lines; ``taken``: the places of those, in order and apart."""
    if row.span is None:
        return False
    at = bisect_right(taken, row.span.start, key=lambda span: span[0]) - 1
    return at >= 0 and row.span.end <= taken[at][1] and (row.span.start, row.span.end) != taken[at]


def _of_each(text: str, rows: list[Requirement], knowledge: Knowledge) -> list[Requirement]:
    """The rows, each with the place or level it is for where several have a pay of their own."""
    starts = sorted(r.span.start for r in rows if r.span)
    ends = sorted(r.span.end for r in rows if r.span)
    named = [_named(text, row, starts, ends, knowledge) for row in rows]
    names: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for row, name in zip(rows, named, strict=True):
        names[_unit(row)].add(name)
    found = []
    for row, name in zip(rows, named, strict=True):
        if name and len(names[_unit(row)] - {""}) > 1:
            label = f"{row.label} ({name})"
            row = row.model_copy(update={"detail": {**row.detail, "of": name}, "label": label})  # noqa: PLW2901
        found.append(row)
    return found


def _unit(row: Requirement) -> tuple[object, ...]:
    return row.detail.get("currency"), row.detail.get("period"), row.detail.get("on_target")


def _named(text: str, row: Requirement, starts: list[int], ends: list[int], knowledge: Knowledge) -> str:
    """The place or the level a pay is for: what its line says before it, or right after it.

    ``starts`` and ``ends`` are those of every pay, in order: the words between two belong to the nearer one.
    """
    if row.span is None:
        return ""
    start, end = row.span.start, row.span.end
    line = text.rfind("\n", 0, start) + 1
    before_it = bisect_right(ends, start)
    line = max(line, ends[before_it - 1]) if before_it else line
    before = [p for p in _CELL.split(text[line:start]) if p.strip(" :–—-(")][-1:]
    stop = text.find("\n", end)
    stop = stop if stop >= 0 else len(text)
    behind_it = bisect_left(starts, end)
    stop = min(stop, starts[behind_it]) if behind_it < len(starts) else stop
    after = re.split(r"[;|•]|\.\s|,", text[end : min(stop, end + _AFTER)])[0]
    behind = re.match(
        r"[^()\w]{0,3}(?:(?:per|a|an)\s\w+|annually|hourly)?\s*(?:\((?P<in>[^()]{2,40})\)|(?:in|for|at|outside)\b(?P<at>.{2,40}))",
        after,
    )
    for piece in (behind and (behind["in"] or behind["at"]), *before):
        level = (_LEVEL.search(piece) or _PLACE.search(piece)) if piece else None
        places = knowledge.find_locations(piece) if piece else []
        if not level and not places:
            continue
        name = _NO_NAME.sub("", " ".join((piece or "").split()))
        if len(name.split()) <= _WORDS:
            return name
        return places[0].name if places else level[0] if level else ""
    return ""


def _in_local_dollars(row: Requirement, locations: tuple[str, ...]) -> Requirement:
    """A bare "$" in a posting whose every place is in a country with dollars of its own."""
    last = [place.rsplit(",", 1)[-1].strip() for place in locations]
    # "San Jose, CA" is in California; "Toronto, ON, CA" is in Canada
    countries = {
        "" if name == "CA" and place.count(",") == 1 else name
        for name, place in zip(last, locations, strict=True)
    }
    currency = _DOLLARS.get(countries.pop()) if len(countries) == 1 else None
    if currency is None or row.detail.get("currency") != "USD" or "US" in row.quote:
        return row
    label = row.label.replace("USD", currency)
    return row.model_copy(update={"detail": {**row.detail, "currency": currency}, "label": label})
