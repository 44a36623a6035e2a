"""What passes between the steps of reading a posting, and how a requirement is made from a place in the text.

Offsets are code points of ``Layout.text``, half open.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.foundation.contracts.requirements import Alternative, Need, Requirement, RequirementKind
from appliance.foundation.contracts.values import Scalar, Span

_BROKEN = re.compile(r"(?<=\w)-\n\s*(?=\w)")
READER = "posting-1"


class Paragraph(NamedTuple):
    """Lines that belong together. ``start`` is after the bullet; ``heading`` and ``bold`` come from the file's structure.

    ``bare_bullet`` is a bullet with nothing behind it; ``gap`` says that an empty line (or page) stands before.
    """

    start: int
    end: int
    bullet: str
    bare_bullet: bool
    heading: int
    bold: bool
    gap: bool


class Unit(NamedTuple):
    """A sentence, or a list item with the short lines that continue it. ``role`` is its section's.

    ``group`` names an explicit "any one of these" section; ``lead`` is the end of the first line when a list follows.
    """

    start: int
    end: int
    role: str
    bullet: bool
    paragraph: int
    group: str
    lead: int


class Ask(NamedTuple):
    """A unit's text with the need its section gives it; ``base`` is None where only explicit words can ask."""

    text: str
    start: int
    role: str
    base: Need | None
    group: str
    number: int


def requirement(
    kind: RequirementKind,
    need: Need,
    text: str,
    start: int,
    end: int,
    *,
    label: str,
    normal: str = "",
    any_of: tuple[str, ...] = (),
    years: float | None = None,
    alternatives: tuple[Alternative, ...] = (),
    status: str = "",
    group: str = "",
    detail: dict[str, Scalar] | None = None,
) -> Requirement:
    """A requirement read from ``text[start:end]``, without the white space around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Requirement(
        kind=kind,
        need=need,
        label=" ".join(_BROKEN.sub("-", label).split()),
        normal=normal,
        any_of=any_of,
        years=years,
        alternatives=alternatives,
        status=status,
        group=group,
        span=Span(start=start, end=end),
        quote=text[start:end],
        detail=detail or {},
        reader=READER,
    )
