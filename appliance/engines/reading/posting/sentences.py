"""A paragraph to sentences: full stops, inline bullets, and texts whose line breaks were lost ("experienceStrong").

Everything is decided on the paragraph's own characters; spans are within the whole text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable

_STOP = re.compile(
    r"[.!?]{1,4}[\"”’')\]]{0,3}(?=\s{1,8}[\"“'(\[]?[A-Z0-9•$£€])|[.!?][\"”)]?(?=[A-Z][a-z]+[\s,’'])|(?<=[a-z]{4})[.!?](?=(?!JS\b|NET\b|IO\b)[A-Z]{2,5}[\s,/])|(?<=[a-z)])\.(?=\d{1,2}\s?\+?\s?(?:years|yrs))|\n[ \t]*\n"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|inc|corp|ltd|co|no|vs|approx|yrs?|dept|st|ll|mr|mrs|ms|dr|jr|sr|u\.s|u\.k|ph\.?d|b\.?s|b\.?a|m\.?s|"
    r"b\.?sc|m\.?sc|m\.?a|d\.c|a\.m|p\.m|min|max|incl|resp|ft|fig|art|sec|gen|col|lt|sgt|bldg|ave|blvd|www|asp|node)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_STARTS_SENTENCE = re.compile(
    r"\s+(?:The|We|You|Our|This|These|It|In|A|An|If|All|Must|Experience|Ability|Strong|Please|As|For|At|US|U\.S\.)\b"
)
_ENDS_ABBREVIATION = re.compile(r"\b(?:etc|inc|corp|ltd|u\.s|yrs?|ph\.?d|d\.c|a\.m|p\.m)\.$", re.IGNORECASE)
_INLINE_BULLET = re.compile(r"[•▪◦●○■‣∙➢►✓✔]\s*|(?<=\s)·\s+(?=[A-Z])")
_INLINE_DASH = re.compile(
    r"(?<=[a-z).;,:])\s?-{2,3}\s?(?=[A-Z])|(?<=[a-z).;,:])[-–*]\s+(?=[A-Z0-9])|(?<=[.;):])\s{1,3}[-–*]\s+(?=[A-Z0-9])|(?<=[0-9])[-–*]\s+(?=[A-Z])|(?<=[a-z).;])\s{1,3}[-–*](?=[A-Z])"
)
_SPACED_DASH = re.compile(r"(?<=[a-z0-9).;,])\s{1,3}[-–*]\s+(?=[A-Z0-9])")
_NUMBERED = re.compile(r"(?<=[\s.;,])\(?\d{1,2}\)\s+(?=[A-Z])")
_NUMBER_MARK = re.compile(r"\W*\d{1,2}\W*")
_GLUE = re.compile(
    r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z][)%!?;:”\"®™])(?=[A-Z][a-z])|(?<=[a-z]{3})(?=[A-Z]{2,}[\s/,])|(?<=[0-9%)])(?=[A-Z][a-z]{2,}\s)"
    r"|(?<=[a-z)]{2})(?=\d{1,2}\s?(?:\+|plus)?\s?(?:[-–]\s?\d{1,2}\s?\+?)?\s?(?:years?|yrs?)\b)|(?<=[a-z)]{2})(?=[$£€]\d)"
)
_GLUED_WORD = re.compile(r"(?<![a-z])[a-z]{3,30}[A-Z][a-z]{2}")
_GLUED_LOWER = re.compile(r"(?<![A-Za-z])[a-z]{3,30}[A-Z][a-z]{2}")
"""One alone may be a name ("BrightOven"), unless it begins in lower case."""
_GLUED_FROM, _GLUED_LENGTH = 2, 100
_CAMEL = re.compile(
    r"\b(?:Java|Type|Power|Git|You(?=Tube|Gov)|Linked|Face|Post|My|Quick|Sales|Share|Mc|Mac|Word|Mongo|Dev|Sec|Data|Maria|Cloud|Star|Micro|Fin|Block|Air|Pay|Web|Open|Hub|Big|Tik|Click|Back|Auto|Solid|Core|Net|View|i|e)[A-Z][a-z]+"
)

LONGEST = 1200
"""Characters of the longest sentence; what is longer is cut at a space."""
Protected = Callable[[str], Iterable[tuple[int, int]]]


def sentences(
    text: str, start: int, end: int, protected: Protected, *, lost: bool = False
) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]``. ``protected`` gives spans (of names such as JavaScript) never to split.

    ``lost``: line breaks were lost elsewhere in the posting, so one glued word here is enough to look for more.
    """
    cuts = {start, end}
    for match in _STOP.finditer(text, start, end):
        if _is_stop(text, start, match):
            cuts.add(match.end())
    for match in _INLINE_BULLET.finditer(text, start, end):
        cuts.add(match.end())
    dash = _SPACED_DASH if text[max(0, start - 3) : start].strip() in ("-", "–", "*") else _INLINE_DASH
    for pattern in (dash, _NUMBERED):
        marks = list(pattern.finditer(text, start, end))
        if len(marks) > 1:
            cuts.update(edge for m in marks for edge in m.span())
    if end - start >= _GLUED_LENGTH and is_glued(text[start:end], 1 if lost else _GLUED_FROM):
        cuts |= _glue(text, start, end, protected)
    ordered = sorted(cuts)
    found = []
    for low, high in in_pieces(text, ordered):
        trimmed = trim(text, low, high)
        if trimmed:
            found.append(trimmed)
    return found


def in_pieces(text: str, cuts: list[int]) -> Iterable[tuple[int, int]]:
    """The spans between cuts, none longer than a very long sentence: every later step may be quadratic in a sentence."""
    for start, end in itertools.pairwise(cuts):
        low = start
        while end - low > LONGEST:
            space = text.rfind(" ", low + LONGEST // 2, low + LONGEST)
            high = space if space > 0 else low + LONGEST
            yield low, high
            low = high
        yield low, end


def is_glued(piece: str, least: int = _GLUED_FROM) -> bool:
    """Whether line breaks were lost in this text: ``least`` glued words."""
    if least < _GLUED_FROM and _glued_words(_GLUED_LOWER, piece):
        return True
    return _glued_words(_GLUED_WORD, piece) >= _GLUED_FROM


def _glued_words(pattern: re.Pattern[str], piece: str) -> int:
    return len({w for w in pattern.findall(piece) if not _CAMEL.search(w[0].upper() + w[1:])})


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space and list marks at its ends; None when nothing is left."""
    while start < end and (
        text[start].isspace()
        or (text[start] in "•▪◦●○■‣∙·➢►✓✔*–-" and start + 1 < end and text[start + 1] in " \t")
    ):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "•▪◦●○■‣∙·➢►✓✔*"):
        end -= 1
    return (
        (start, end)
        if any(c.isalnum() for c in text[start:end]) and not _NUMBER_MARK.fullmatch(text, start, end)
        else None
    )


def _is_stop(text: str, start: int, match: re.Match[str]) -> bool:
    before = text[max(start, match.start() - 12) : match.start() + 1]
    if match[0] == "." and _ABBREVIATION.search(before):
        return (
            _ENDS_ABBREVIATION.search(before) is not None
            and _STARTS_SENTENCE.match(text, match.end()) is not None
        )
    return True


def _glue(text: str, start: int, end: int, protected: Protected) -> set[int]:
    kept = [(start + a, start + b) for a, b in protected(text[start:end])]
    kept += [m.span() for m in _CAMEL.finditer(text, start, end)]
    kept.sort()
    cuts: set[int] = set()
    number = 0
    for match in _GLUE.finditer(text, start, end):
        at = match.start()
        while number < len(kept) and kept[number][1] <= at:
            number += 1
        if number < len(kept) and kept[number][0] < at < kept[number][1]:
            continue
        cuts.add(at)
    return cuts
