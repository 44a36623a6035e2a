"""Fields of study, as they stand after a degree."""

from __future__ import annotations

import re

from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Phrases
from appliance.engines.knowledge.tokens import Tokens, key, tokens

_LEAD = re.compile(
    r"[)\]]?(?:['’]s)?(?:\s+(?:degree|diploma|honou?rs|\(hons\.?\)|\(honou?rs\)))*\s*"
    r"(?P<link>(?:in|of|im|en|em|w|with (?:a )?(?:major|concentration|emphasis) in|major(?:ing|ed)? in|major:)\s+|[,:(–—-]\s*)?",
    re.IGNORECASE,
)
_HEAD = (
    r"(?:(?:Universi|Uniwersy|Hochschul|Fachhochschul|College|School|Institut|Istitut|Academ|Akadem|Accadem|[ÉE]cole|Escuela|Escola|Scuola|Facult|"
    r"Politechni|Pol[iy]t[eé][ck]ni|Colegio|Coll[eè]ge|Lyc[ée]e|Gymnasi)\w*|ETH|EPFL|TU)\b"
)
"""The word of a school's name that says it is one."""
_WORD = rf"(?!(?:{_HEAD}|(?:GPA|Expected|Graduat|Certifi|Course|Major|Minor|Bachelor|Master|Ph\.?D)\w*\b|(?:Sts?|Saint)\b))[A-ZÀ-Þ](?:[\w&'’/-]|\.(?=\w))*"
_FIELD = re.compile(rf"{_WORD}(?: (?:(?:and|of|&|for|in|the) )*{_WORD}){{0,6}}")
_LONGEST = 80
_SCHOOL_BEHIND = re.compile(rf"\s{{1,3}}{_HEAD}(?P<named> (?:of|de|da|di|du|des|für|for)\b)?")
_HEAD_WORD = re.compile(_HEAD, re.IGNORECASE)
_SMALL_WORDS = frozenset({"and", "of", "for", "in", "the", "&", "und", "et", "y", "e", "i"})
_BEARING_WORDS = (
    "american african asian european eastern western northern southern north south east west central middle pacific atlantic british english "
    "international national new state"
)
_BEARINGS = frozenset(_BEARING_WORDS.split())
"""Words of fields ("American Studies") that begin the name of a school as often."""


class Fields:
    """The known fields of study."""

    def __init__(self) -> None:
        self._phrases: Phrases[str] = Phrases()
        self._words: set[str] = set()
        for row in rows("fields"):
            for name in (row.cell(0), *row.items(1)):
                self._phrases.add(key(name), row.cell(0))
                self._words.update(w for w in tokens(name).words if len(w) > 2)
        self._words -= _BEARINGS
        self._words = {word for word in self._words if not _HEAD_WORD.match(word)}

    def after(self, text: str, split: Tokens, first: int, end: int) -> tuple[int, str]:
        """The field that follows a degree whose last token is before ``first``: (its end, its text), or (end, "")."""
        lead = _LEAD.match(text, end)
        if lead is None:
            return end, ""
        at = lead.end()
        token = first
        while token < len(split.starts) and split.starts[token] < at:
            token += 1
        if token >= len(split.starts) or split.starts[token] != at or "\n" in text[end:at].strip(" "):
            return end, ""
        known = self._phrases.longest(text, split, token)
        if known is not None:
            more = _FIELD.match(text, at)
            if more is not None and more.end() > known.end and "\n" not in more.group():
                stop = self._before_school(text, more.start(), more.end(), known.end)
                return stop, text[at:stop]
            return known.end, text[known.start : known.end]
        link = (lead["link"] or "").strip().casefold()
        if link in {"", ",", ":", "(", "-", "–", "—"}:
            return end, ""
        free = _FIELD.match(text, at, at + _LONGEST)
        if free is None or "\n" in free.group():
            return end, ""
        stop = self._before_school(text, free.start(), free.end(), free.start())
        return (stop, text[at:stop]) if stop > at else (end, "")

    def _before_school(self, text: str, start: int, end: int, known: int) -> int:
        """Where a field ends whose last words are the name of the school that is told behind it: "Finance Harvard | Business School".

        ``known`` is the end of what is surely the field.
        """
        school = _SCHOOL_BEHIND.match(text, end)
        if school is None:
            return end
        return max(known, start + self.leading(text[start:end], whole=school["named"] is not None))

    def leading(self, text: str, *, whole: bool = False) -> int:
        """How many of the first characters name a field of study, word by word.

        "Network Administration Eastern Michigan University" has 22. 0 where the first word is of no known field. The last
        word is a part of it only if it may all be one (``whole``).
        """
        split = tokens(text)
        at = 0
        for number, word in enumerate(split.words if whole else split.words[:-1]):
            if word in self._words:
                at = split.ends[number]
            elif not at or word not in _SMALL_WORDS:
                break
        return at
