"""Fields of study, as they stand after a degree."""

from __future__ import annotations

import re

from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Phrases
from appliance.engines.knowledge.tokens import Tokens, key

_LEAD = re.compile(
    r"[)\]]?(?:['’]s)?(?:\s+(?:degree|diploma|honou?rs|\(hons\.?\)|\(honou?rs\)))*\s*"
    r"(?P<link>(?:in|of|im|en|em|w|with (?:a )?(?:major|concentration|emphasis) in|major(?:ing|ed)? in|major:)\s+|[,:(–—-]\s*)?",
    re.IGNORECASE,
)
_WORD = r"(?!(?:University|College|School|Institute|Academy|GPA|Expected|Graduat|Certifi|Course|Major|Minor|Bachelor|Master|Ph\.?D)\w*\b)[A-Z](?:[\w&'’/-]|\.(?=\w))*"
_FIELD = re.compile(rf"{_WORD}(?: (?:(?:and|of|&|for|in|the) )*{_WORD}){{0,6}}")
_LONGEST = 80


class Fields:
    """The known fields of study."""

    def __init__(self) -> None:
        self._phrases: Phrases[str] = Phrases()
        for row in rows("fields"):
            for name in (row.cell(0), *row.items(1)):
                self._phrases.add(key(name), row.cell(0))

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
                return more.end(), more.group()
            return known.end, text[known.start : known.end]
        link = (lead["link"] or "").strip().casefold()
        if link in {"", ",", ":", "(", "-", "–", "—"}:
            return end, ""
        free = _FIELD.match(text, at, at + _LONGEST)
        return (free.end(), free.group()) if free is not None and "\n" not in free.group() else (end, "")
