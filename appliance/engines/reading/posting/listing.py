"""Items of a plain list of skills that no pack knows: "geospatial systems, planning systems or logistics systems"."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Mention

_LEAD = re.compile(
    r"\W*(?:(?:strong|solid|deep|good|excellent|proven|hands[- ]on|direct|some|working|demonstrated|prior|previous|practical|extensive|professional|basic|advanced)\s+){0,3}"
    r"(?:experience|knowledge|understanding|familiarity|familiar|proficien\w+|expertise|background|grasp|exposure|command|experienced|skilled)\s+"
    r"(?:[a-z]+ing\s+(?:(?:and|or)\s+[a-z]+ing\s+)?(?:with\s+|on\s+)?|with\s+|of\s+|in\s+|using\s+)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[.;:(]|(?<![\w-])(?:that|which|who|where|when|for|to|from|including|such as|like|in|at|on|within|as well as|while|with|across|using|is|are|through|preferred|required)(?![\w-])",
    re.IGNORECASE,
)
_SUCH_AS = re.compile(r"\b(?:such as|including)\s*:?\s*\n", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*,\s*(?:(?:and|or|and/or)\s+)?|\s*\n\s*(?:[-•*]\s*)?|\s+(?:and|or|and/or)\s+")
_LINES = re.compile(r"\s*\n\s*(?:[-•*]\s*)?")
_TAIL = re.compile(
    r"(?:or\s+|and\s+)?(?:other|others|similar|comparable|related|equivalents?|another|any|etc|more|the like)\b",
    re.IGNORECASE,
)
_NO_ITEM = re.compile(
    r"\d|[?!%$:]|\b(?:you|your|our|we|their|its|the|an?|not|years?|skills?|best|various|multiple)\b",
    re.IGNORECASE,
)
_LEAST, _MOST_WORDS, _LEAST_LETTERS = 3, 4, 4


def with_items(sentence: str, mentions: list[Mention], outside: re.Pattern[str]) -> list[Mention]:
    """The mentions, and between them the list's items of no pack: their words are the name, their id is "".

    Only where the sentence is a plain list of at least three short items, one of which a pack knows; ``outside`` matches
    the words before a skill that is named to be excluded.
    """
    found = _list(sentence, mentions, outside)
    if found is None:
        return mentions
    items, headed = found
    known = [any(m.start < b and a < m.end for m in mentions) for a, b in items]
    if len(items) < _LEAST or not any(known) or (headed and all(known)):
        return mentions
    added = []
    for (start, end), is_known in zip(items, known, strict=True):
        if is_known:
            continue
        name = " ".join(sentence[start:end].split())
        name = name[0].upper() + name[1:]
        if len(name.split()) > _MOST_WORDS or len(name) < _LEAST_LETTERS or _NO_ITEM.search(name):
            return mentions  # no plain list
        added.append(Mention(start, end, "", name))
    return sorted([*mentions, *added])


def _list(
    sentence: str, mentions: list[Mention], outside: re.Pattern[str]
) -> tuple[list[tuple[int, int]], bool] | None:
    """The places of the items, and whether they stand below "such as:"."""
    below = _SUCH_AS.search(sentence)
    if below:
        named = any(m.end <= below.start() and not outside.search(sentence[: m.start]) for m in mentions)
        return None if named else (_items(sentence, below.end(), len(sentence), _LINES), True)
    lead = _LEAD.match(sentence)
    if lead is None:
        return None
    cut = _CUT.search(sentence, lead.end())
    return _items(sentence, lead.end(), cut.start() if cut else len(sentence)), False


def _items(
    sentence: str, start: int, end: int, separator: re.Pattern[str] = _SEPARATOR
) -> list[tuple[int, int]]:
    edges = [start, *(e for m in separator.finditer(sentence, start, end) for e in m.span()), end]
    found = []
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        piece = sentence[low:high]
        at = low + len(piece) - len(piece.lstrip())
        bare = piece.strip(" .\n")
        if bare and not _TAIL.match(bare):
            found.append((at, at + len(bare)))
        elif bare:
            break
    return found
