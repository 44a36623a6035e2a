"""Certifications, spoken languages and places of residence asked for."""

from __future__ import annotations

import re

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.asks import base_of
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.values import Ask, requirement
from appliance.foundation.contracts.requirements import Requirement, RequirementKind
from appliance.foundation.contracts.values import Scalar

_OR = re.compile(r"\bor\b|\band/or\b|/", re.IGNORECASE)
_NEAR = 24
_SPOKEN = re.compile(
    r"\b(?:fluen\w*|proficien\w*|speak\w*|spoken|written|verbal|oral|bilingual|multilingual|trilingual|native|languages?|communicat\w+|conversational|mother tongue|command|read(?:ing)?|writ(?:e|ing)|business|knowledge|level|[ABC][12])\b",
    re.IGNORECASE,
)
_OTHER_SENSE = re.compile(
    r"^\s*(?:school|teach\w*|lesson|platform|class|literature|department|degree|curriculum|translation|market|version|learn\w*|language (?:learn|platform|school|arts))\b",
    re.IGNORECASE,
)
_RESIDE = re.compile(
    r"\b(?:must (?:be )?(?:currently )?(?:be )?(?:located|based|reside|residing|live|living)|(?:based|located|residing|reside|live|living) (?:in|within|near)|local (?:candidates|to)|commut(?:e|ing|able) (?:distance )?(?:to|of|from)|relocat\w+ to|"
    r"candidates? (?:must be )?(?:in|from)|able to work (?:in|from|on-?site in))\b",
    re.IGNORECASE,
)


def certification_rows(text: str, ask: Ask, knowledge: Knowledge) -> list[Requirement]:
    """Certifications and licences, "CISSP or CISM" in one row."""
    base = base_of(ask)
    if base is None or ask.role in ("about", "boilerplate"):
        return []
    named = [(m.start, m.end, m.name, m.id) for m in knowledge.find_certifications(ask.text)]
    return _grouped(text, ask, "certification", named)


def language_rows(text: str, ask: Ask, knowledge: Knowledge) -> list[Requirement]:
    """Spoken languages, where the words beside them are about speaking or writing."""
    base = base_of(ask)
    if (
        base is None
        or ask.role in ("about", "boilerplate", "benefits")
        or not (_SPOKEN.search(ask.text) or len(ask.text.split()) <= 4)
    ):
        return []
    named = [
        (m.start, m.end, m.name, "")
        for m in knowledge.find_languages(ask.text)
        if not _OTHER_SENSE.match(ask.text[m.end :])
    ]
    return _grouped(text, ask, "language", named)


def residence_rows(text: str, ask: Ask, knowledge: Knowledge) -> list[Requirement]:
    """Places a candidate has to live in or come to."""
    base = base_of(ask)
    if base is None or ask.role in ("about", "boilerplate", "benefits"):
        return []
    rows = []
    for match in _RESIDE.finditer(ask.text):
        near = ask.text[match.end() : match.end() + 60]
        cut = re.search(r"[.;]|\band (?:must|have|be)\b", near)
        places = knowledge.find_locations(near[: cut.start()] if cut else near)
        for place in places:
            low = match.end() + place.start
            rows.append(
                requirement(
                    "location", need_of(ask.text, low, low + 1, base), text,
                    ask.start + match.start(), ask.start + match.end() + place.end,
                    label=f"Based in {place.name}", normal=place.name,
                    group=f"place-{ask.number}" if len(places) > 1 else ask.group,
                )
            )  # fmt: skip
    return rows


def _grouped(
    text: str, ask: Ask, kind: RequirementKind, named: list[tuple[int, int, str, str]]
) -> list[Requirement]:
    base = base_of(ask) or "required"
    rows = []
    number = 0
    while number < len(named):
        run = [named[number]]
        joined = False
        while number + 1 < len(named) and named[number + 1][0] - run[-1][1] <= _NEAR:
            between = ask.text[run[-1][1] : named[number + 1][0]]
            if re.search(r"[.;]|\band\b(?!/or)", between) or not (
                _OR.search(between) or between.strip() == ","
            ):
                break
            joined = joined or _OR.search(between) is not None
            number += 1
            run.append(named[number])
        number += 1
        parts = [run] if joined else [[x] for x in run]
        for part in parts:
            start, end = part[0][0], part[-1][1]
            names = tuple(dict.fromkeys(name for _, _, name, _ in part))
            ids = " ".join(dict.fromkeys(i for *_, i in part if i))
            detail: dict[str, Scalar] = {"ids": ids} if ids else {}
            rows.append(
                requirement(
                    kind, need_of(ask.text, start, end, base), text, ask.start + start, ask.start + end,
                    label=" or ".join(names), normal=names[0] if len(names) == 1 else "", any_of=names, group=ask.group, detail=detail,
                )
            )  # fmt: skip
    return rows
