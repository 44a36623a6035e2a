"""Paragraphs to sections and units: what each sentence of a posting is for.

The steps: headings (known, guessed, by shape, inline), lists that continue over short lines, sentences, and for texts
without headings the role their content gives away.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.asks import OTHER_JOBS_FROM, demands, labels_years
from appliance.engines.reading.posting.boilerplate import is_board, is_boilerplate, is_other_jobs
from appliance.engines.reading.posting.content import content_role
from appliance.engines.reading.posting.headings import Heading, heading, inline
from appliance.engines.reading.posting.sentences import in_pieces, is_glued, sentences
from appliance.engines.reading.posting.terse import asks_alone, listed
from appliance.engines.reading.posting.values import Paragraph, Unit
from appliance.foundation.contracts.requirements import Section
from appliance.foundation.contracts.values import Span

_LEAD = re.compile(r":\s*$|\b(?:such as|including|includes)\s*$", re.IGNORECASE)
_STARTER = re.compile(
    r"(?:experience|ability|strong|knowledge|proficien\w+|familiar\w+|excellent|understanding|demonstrated|proven|minimum|bachelor|master|must|willing\w*|"
    r"you|we|establish|design|build|lead|own|help|review|develop|manage|work|partner|contribute|support|create|ensure|drive|\d)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"\b[A-Z][a-z]+[A-Z]\w*")
_PROSE_WORDS, _PROSE_LETTERS = 14, 110
_LABEL_LINE = re.compile(r"[A-Z][^:.!?]{2,40}:\s+\S")
_ITEM_WORDS, _ITEM_WORDS_LOWER = 5, 9
_TITLED = 0.9
_LONGEST_LABEL = 1200
"""Characters of a labelled line of the header; a longer one is prose or an attack."""


class Outline(NamedTuple):
    """``header`` are the paragraphs above the first section or prose; ``sections`` cover every unit."""

    paragraphs: tuple[Paragraph, ...]
    header: tuple[Paragraph, ...]
    units: tuple[Unit, ...]
    sections: tuple[Section, ...]


class _Builder:
    def __init__(self, text: str, knowledge: Knowledge) -> None:
        self.text = text
        self.knowledge = knowledge
        self.units: list[Unit] = []
        self.header: list[Paragraph] = []
        self.heads: dict[int, Span] = {}
        self.repeated = {w for w, n in Counter(_CAMEL.findall(text)).items() if n > 1}
        self.lost = False
        self.role = "header"
        self.group = ""
        self.groups = 0

    def nothing_said(self) -> bool:
        """Whether only lines of the board have come so far."""
        return self.role == "header" and all(is_board(self.text[p.start : p.end]) for p in self.header)

    def open(self, found: Heading) -> None:
        """Enter the section a heading opens."""
        if found.role:
            self.role = found.role
            self.group = ""
        elif self.role not in ("required", "preferred", "responsibilities"):
            self.role = "other"
        if found.any_one:
            self.groups += 1
            self.group = f"any-{self.groups}"

    def names(self, piece: str) -> list[tuple[int, int]]:
        """Names with a capital inside: known skills, and words the posting uses more than once ("BrightOven")."""
        known = [(m.start, m.end) for m in self.knowledge.find_skills(piece)]
        return known + [m.span() for m in _CAMEL.finditer(piece) if m[0] in self.repeated]


def outline(text: str, paragraphs: tuple[Paragraph, ...], knowledge: Knowledge) -> Outline:
    """The outline of a posting."""
    build = _Builder(text, knowledge)
    glued = build.lost = any(is_glued(text[p.start : p.end]) for p in paragraphs)
    number = 0
    while number < len(paragraphs):
        here = paragraphs[number]
        if here.bare_bullet:
            number += 1
            continue
        line = text[here.start : here.end]
        found = None
        if is_other_jobs(line) and here.start > OTHER_JOBS_FROM * len(text):
            break  # what a board shows below is about other positions
        if not (here.bullet and here.bullet not in "*#") and not (is_board(line) and build.nothing_said()):
            found = heading(line, knowledge, structured=here.heading > 0 or here.bold, alone=here.gap)
            if (
                found
                and not build.header
                and (_is_title(line, build) or _names_house(paragraphs, number, build))
            ):
                found = None  # "Compensation Analyst" is no heading of the pay
        if (
            found
            and not (build.role == "header" and not found.role)
            and _opens(found, build, paragraphs, number, text)
        ):
            build.open(found)
            build.heads[len(build.units)] = Span(start=here.start, end=here.end)
            number += 1
            continue
        if build.role == "header":
            furniture = is_board(line) and build.nothing_said()
            if (_is_header(line) or furniture) and not here.bullet and not _asks_inline(line, knowledge):
                if build.header and asks_alone(line, knowledge) and not _LABEL_LINE.match(line):
                    build.units.append(Unit(here.start, here.end, "required", False, number, "", here.end))
                    number += 1
                    continue
                if demands(line) and not _LABEL_LINE.match(line):
                    build.units.append(Unit(here.start, here.end, "other", False, number, "", here.end))
                    number += 1
                    continue
                build.header.append(here)
                build.units += [
                    Unit(low, high, "header", bool(here.bullet), number, "", high)
                    for low, high in in_pieces(text, [here.start, here.end])
                ]
                number += 1
                continue
            build.role = "other"
        elif glued and len(line) > _PROSE_LETTERS:
            build.role, build.group = "other", ""
        number = _paragraph(build, paragraphs, number)
    _smooth(build)
    build.units = listed(text, build.units, dict(build.heads), knowledge)
    return Outline(paragraphs, tuple(build.header), tuple(build.units), _sections(build))


def _smooth(build: _Builder) -> None:
    """A sentence that says nothing of its role stands for what the sentences on both sides of it are."""
    units = build.units
    for number in range(1, len(units) - 1):
        before, here, after = units[number - 1 : number + 2]
        between = (
            here.role in ("other", "summary") and number not in build.heads and number + 1 not in build.heads
        )
        if between and before.role == after.role == "responsibilities":
            units[number] = here._replace(role=before.role)


def _is_title(line: str, build: _Builder) -> bool:
    """Whether the first line of a posting is the title, whatever section its words may name."""
    return (
        build.role == "header"
        and not build.knowledge.posting_section(line)
        and build.knowledge.title_likeness(line) >= _TITLED
    )


def _names_house(paragraphs: tuple[Paragraph, ...], number: int, build: _Builder) -> bool:
    """Whether the first line only names who hires, and the title stands in the second ("About Tallow", "Deckhand")."""
    following = paragraphs[number + 1] if number == 0 and len(paragraphs) > 1 else None
    return following is not None and _is_title(build.text[following.start : following.end], build)


def _opens(
    found: Heading, build: _Builder, paragraphs: tuple[Paragraph, ...], number: int, text: str
) -> bool:
    """A label with its value on the next line ("Location", "Boston") in the header stays in the header."""
    if build.role != "header" or found.role not in ("other", "benefits"):
        return True
    following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
    return following is None or not _is_header(text[following.start : following.end])


def _asks_inline(line: str, knowledge: Knowledge) -> bool:
    """Whether a labelled line of the header is about what is asked ("Education: BS in …")."""
    found = inline(line, knowledge)
    return found is not None and found.role in ("required", "preferred", "responsibilities")


def _is_header(line: str) -> bool:
    if (
        _LABEL_LINE.match(line)
        and "\n" not in line.strip()
        and not re.search(r"[a-z0-9]{2}[.!?]\s+[A-Z]", line)
    ):
        return len(line) <= _LONGEST_LABEL and not re.match(
            r"(?:you must|you (?:have|need|will|bring|should)|candidates? must|must(?: have)?s?|need to|requirements?|qualifications?|responsibilities|summary|description)\b",
            line,
            re.IGNORECASE,
        )
    words = line.split()
    return len(words) < _PROSE_WORDS and len(line) < _PROSE_LETTERS and not re.search(r"[a-z]{3}[.!]$", line)


def _paragraph(build: _Builder, paragraphs: tuple[Paragraph, ...], number: int) -> int:
    """Units of one paragraph and of the short lines that continue it; the number of the next paragraph."""
    here = paragraphs[number]
    text = build.text
    line = text[here.start : here.end]
    if _LEAD.search(line):
        after = _sublist(paragraphs, number + 1, text)
        if after > number + 1:
            end = (
                paragraphs[after - 1].end
                if not paragraphs[after - 1].bare_bullet
                else paragraphs[after - 2].end
            )
            role = build.role
            build.units.append(Unit(here.start, end, role, bool(here.bullet), number, build.group, here.end))
            return after
    spans = sentences(text, here.start, here.end, build.names, lost=build.lost)
    inferred = (
        build.role
        if build.role in ("required", "preferred", "responsibilities", "benefits", "boilerplate")
        else ""
    )
    if not inferred:
        inferred = content_role([text[a:b] for a, b in spans], build.role)
    passing = inferred
    for order, (start, end) in enumerate(spans):
        low, high = start, end
        found = inline(text[low:high], build.knowledge)
        short = len(spans) > 1 and len(text[low:high].split()) <= 5 and text[high - 1].isalpha()
        if found is None and (short or (order and text[low:high].rstrip().endswith(":"))):
            found = heading(text[low:high], build.knowledge, structured=False, alone=False)
        if found is not None:
            if found.passing and order == 0 and len(spans) <= 2:
                passing = found.role or passing
            else:
                build.open(found)
                passing = build.role
            build.heads[len(build.units)] = Span(start=low, end=low + found.end)
            if labels_years(text[low:high]) or (found.passing and passing in ("required", "preferred")):
                found = found._replace(end=0)  # "Citizenship: US" needs its label to be understood
            low += found.end
            while low < high and text[low].isspace():
                low += 1
            if low >= high:
                continue
        sentence = text[low:high]
        if is_boilerplate(sentence):
            role = "boilerplate"
            if passing not in ("required", "preferred", "responsibilities"):
                passing = role
        else:
            role = passing
        build.units.append(Unit(low, high, role, bool(here.bullet), number, build.group, high))
    return number + 1


def _sublist(paragraphs: tuple[Paragraph, ...], number: int, text: str) -> int:
    """The number after the last short line that continues a "such as:" list; a lone dash ends it."""
    first = number
    lower = number < len(paragraphs) and _first_letter(text, paragraphs[number]).islower()
    bulleted = number < len(paragraphs) and bool(paragraphs[number].bullet)
    while number < len(paragraphs):
        item = paragraphs[number]
        if item.bare_bullet:
            return number + 1 if number > first else first
        line = text[item.start : item.end]
        words = line.split()
        if (
            bool(item.bullet) != bulleted
            or (item.gap and number > first)
            or item.heading
            or line.rstrip().endswith(":")
        ):
            break
        starts_lower = _first_letter(text, item).islower()
        if lower and not starts_lower and number > first:
            break
        if not starts_lower and (_STARTER.match(line) or len(words) > _ITEM_WORDS):
            break
        if len(words) > _ITEM_WORDS_LOWER or (line.endswith(".") and len(words) > _ITEM_WORDS):
            break
        number += 1
    return number


def _first_letter(text: str, paragraph: Paragraph) -> str:
    return next((c for c in text[paragraph.start : paragraph.end] if c.isalpha()), "")


def _sections(build: _Builder) -> tuple[Section, ...]:
    """Runs of units with the same role under the same heading."""
    found: list[Section] = []
    role, start, end, head = "", 0, 0, None
    for number, unit in enumerate(build.units):
        opened = build.heads.get(number)
        if opened is None and unit.role == role:
            end = unit.end
            continue
        if role:
            found.append(Section(role=role, heading=head, span=Span(start=start, end=end)))
        role, start, end, head = unit.role, unit.start, unit.end, opened
    if role:
        found.append(Section(role=role, heading=head, span=Span(start=start, end=end)))
    return tuple(found)
