"""Languages a person speaks, with the level they give themselves."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge
from appliance.engines.knowledge.values import NamedSpan
from appliance.engines.reading.resume.make import fact
from appliance.engines.reading.resume.sections import Section
from appliance.foundation.contracts.facts import Fact

_LEVEL = re.compile(
    r"(?<!\w)(native|mother tongue|bilingual|fluent(?:ly)?|full professional|professional(?: working)?|proficient|advanced|upper[- ]intermediate|intermediate|"
    r"conversational|conversant|limited working|elementary|basic|beginner|working knowledge|business|very good|good|"
    r"verhandlungssicher|muttersprach\w*|fließend|sehr gut|grundkenntnisse|gute kenntnisse|"
    r"courant\w*|langue maternelle|maternelle|bilingue|intermédiaire|notions|débutant\w*|scolaire|"
    r"nativ[oa]|lengua materna|fluid[oa]|avanzad[oa]|intermedi[oa]|básic[oa]|"
    r"madrelingua|fluente|ottim[oa]|buon[oa]|scolastic[oa]|avançad[oa]|"
    r"ojczysty|biegł[ya]|biegle|zaawansowan[ya]|średniozaawansowan[ya]|komunikatywn[ya]|podstawow[ya]|"
    r"moedertaal|vloeiend|gevorderd|modersmål|flytande|"
    r"JLPT N[1-5]|N[1-5]|HSK ?[1-6]|[ABC][12])(?!\w)",
    re.IGNORECASE,
)
_REACH = 40
_CUE = re.compile(
    r"\b(?:fluent|bilingual|trilingual|native|speak\w*|spoken|languages?|conversant|conversational|proficien\w+ in|mother tongue|sprachen)\b",
    re.IGNORECASE,
)
_SHARED = re.compile(r"\s*(?:,|&|/|and|und|et|y|e|en|och|i)\s*", re.IGNORECASE)
"""Between two languages that one level stands for: "fluent in Arabic and French"."""


def language_facts(text: str, sections: tuple[Section, ...], k: Knowledge) -> list[Fact]:
    """Languages of a language section, in any case, and those that stand beside a word about speaking."""
    facts: list[Fact] = []
    seen: set[str] = set()
    for section in sections:
        own = section.role == "languages"
        for row in section.rows:
            if not own and not _CUE.search(row.text):
                continue
            found = k.find_languages(row.text, listing=own)
            for m, level in zip(found, _levels(row.text, found), strict=True):
                if m.name in seen or (not own and not _spoken(row.text, m.start, m.end)):
                    continue
                seen.add(m.name)
                start, end = row.start + m.start, row.start + m.end
                facts.append(fact("language", text, start, end, normal=m.name, detail={"level": level}))
    return facts


def _levels(line: str, found: list[NamedSpan]) -> list[str]:
    """The level of each language of a row, "" where none is said.

    A row puts its levels behind the languages, unless one stands before the first and none behind the last:
    "A1 Spanish, A2 Portuguese".
    """
    if not found:
        return []
    edges = [0, *(at for m in found for at in (m.start, m.end)), len(line)]
    between = [line[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]
    leading = _level(between[0]) and not _level(between[-1])
    if not leading:
        return [_level(part) for part in between[1:]]
    levels: list[str] = []
    for part in between[:-1]:
        shared = levels and _SHARED.fullmatch(part)
        levels.append(levels[-1] if shared else _level(part))
    return levels


def _level(words: str) -> str:
    found = _LEVEL.search(words)
    return found[1].lower() if found else ""


def _spoken(line: str, start: int, end: int) -> bool:
    return bool(_CUE.search(line[max(0, start - _REACH) : end + _REACH]))
