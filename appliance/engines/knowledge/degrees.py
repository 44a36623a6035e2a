"""Degrees: found in text, put on the ladder, with the field of study that follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge.ambiguity import CONTEXT, EXACT, PLAIN
from appliance.engines.knowledge.fields import Fields
from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Found, Phrases
from appliance.engines.knowledge.skills import spelling
from appliance.engines.knowledge.tokens import Tokens, key, tokens
from appliance.engines.knowledge.values import DEGREE_LEVELS, DegreeLevel, DegreeMention

_WITNESS = re.compile(
    r"\b(?:degrees?|diploma|graduat\w+|universit\w+|college|school|institute|academy|major|gpa|honou?rs|equivalent|"
    r"accredited|preferred|required|accepted|(?:19|20)\d\d)\b|\d\+?\s*(?:y|yrs?|years?)\b",
    re.IGNORECASE,
)
_OTHER = frozenset(
    [
        "office",
        "sql",
        "excel",
        "word",
        "windows",
        "project",
        "access",
        "outlook",
        "powerpoint",
        "visio",
        "teams",
        "sharepoint",
        "dynamics",
        "azure",
        "server",
        "exchange",
        "suite",
        "dos",
        "paint",
        "visual",
        "word",
    ]
)


_TITLE_WORDS = frozenset({"associate", "associates", "undergraduate"})
_MASTERS = frozenset(
    {"scrum", "web", "station", "harbor", "harbour", "quarter", "post", "task", "build", "release", "yard", "dock", "drill", "load", "pit", "head", "choir", "concert", "property", "grand", "sql", "ring", "stage", "quiz", "own", "the"}
)  # fmt: skip
"""Words before "master" that make it no degree."""
_DEGREE_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:degree|diploma|in|of)\b|\s*(?:[,/]|or)\s*(?:bachelor|master|b\.?[as]\b)", re.IGNORECASE
)
"""What must follow a word that is mostly part of a title or of a sentence: Associate Director, undergraduate students."""


_SCHOOL_AFTER = re.compile(
    r"[ -](?:teach|student|level|age|class|course|curricul|coach|counsel|principal|athlet|sports?\b|football|basketball|senior|junior|"
    r"math|english|science|biology|chemistry|physics|physical|history|music|art\b|communicat|social|special|program|youth|kids|pupil)",
    re.IGNORECASE,
)
"""What makes "high school" a place to work at."""


class Pattern(NamedTuple):
    level: DegreeLevel
    name: str
    need: int
    surface: str


class Degrees:
    """The degree pack and its lookup."""

    def __init__(self) -> None:
        self._phrases: Phrases[Pattern] = Phrases()
        self._fields = Fields()
        self.patterns = 0
        for row in rows("degrees"):
            level = row.section
            if level not in DEGREE_LEVELS:
                raise ValueError(f"degrees: {level!r} is no level")
            for written in (row.cell(0), *row.items(1)):
                surface, need = spelling(written)
                self._phrases.add(key(surface), Pattern(level, spelling(row.cell(0))[0], need, surface))
                self.patterns += 1

    def find(self, text: str) -> list[DegreeMention]:
        """Every degree named, with its field; "BS/MS" are two."""
        split = tokens(text)
        found = self._phrases.find(text, split)
        mentions: list[DegreeMention] = []
        for number, match in enumerate(found):
            pattern = self._settle(text, split, match, found, number)
            if pattern is None:
                continue
            if pattern.level == "high_school":
                if not _SCHOOL_AFTER.match(text, match.end):
                    mentions.append(DegreeMention(match.start, match.end, pattern.level, pattern.name, ""))
                continue
            end, field = self._fields.after(text, split, match.after, match.end)
            mentions.append(DegreeMention(match.start, end, pattern.level, pattern.name, field))
        return _in_brackets(text, _without_overlap(mentions))

    def field_leading(self, text: str) -> int:
        """How many of the first characters of a text name a field of study; see ``Fields.leading``."""
        return self._fields.leading(text)

    def _settle(
        self, text: str, split: Tokens, match: Found[Pattern], found: list[Found[Pattern]], number: int
    ) -> Pattern | None:
        written = text[match.start : match.end]
        for pattern in match.entries:
            if pattern.need == PLAIN:
                return pattern
            if not _same_letters(written, pattern.surface):
                continue
            if pattern.need == EXACT:
                return pattern
            if pattern.need == CONTEXT and self._witnessed(text, split, match, found, number):
                return pattern
        return None

    def _witnessed(
        self, text: str, split: Tokens, match: Found[Pattern], found: list[Found[Pattern]], number: int
    ) -> bool:
        """Whether a two-letter abbreviation (BS, MA, MS) is a degree here: a field, another degree or a school beside it."""
        following = split.words[match.after] if match.after < len(split.words) else ""
        if following in _OTHER:
            return False
        if match.first and split.words[match.first - 1] in _MASTERS:
            return False
        if split.words[match.first] in _TITLE_WORDS:
            return _DEGREE_AFTER.match(text, match.end) is not None
        if self._fields.after(text, split, match.after, match.end)[1]:
            return True
        for other in (number - 1, number + 1):
            if 0 <= other < len(found):
                low, high = sorted((found[other], match), key=lambda f: f.start)
                if 0 <= high.start - low.end <= 4 and not text[low.end : high.start].strip(" ,/or&-"):
                    return True
        line_start = text.rfind("\n", 0, match.start) + 1
        line_end = text.find("\n", match.end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        before = text[line_start : match.start].rstrip()
        if (
            before.endswith(",")
            and len(text[match.start : match.end]) == 2
            and re.search(r"[A-Z][a-z]+,$", before)
        ):
            return False  # "Boston, MA"
        return _WITNESS.search(line) is not None


def _same_letters(written: str, surface: str) -> bool:
    return written == surface or written.replace(" ", "").replace(".", "") == surface.replace(".", "")


def _in_brackets(text: str, mentions: list[DegreeMention]) -> list[DegreeMention]:
    """One degree where its abbreviation stands in brackets: "Bachelor of Technology (B.Tech), Electronics"."""
    kept: list[DegreeMention] = []
    for mention in mentions:
        above = kept[-1] if kept else None
        if above is None or above.name != mention.name or text[above.end : mention.start].strip() != "(":
            kept.append(mention)
            continue
        end = mention.end
        if text[end : end + 1] == ")" and ")" not in text[mention.start : end]:
            end += 1
        kept[-1] = mention._replace(start=above.start, end=end, field=mention.field or above.field)
    return kept


def _without_overlap(mentions: list[DegreeMention]) -> list[DegreeMention]:
    kept: list[DegreeMention] = []
    for mention in mentions:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
