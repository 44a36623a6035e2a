"""Places in a text that tell where somebody lives or has lived, for the blind view. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from appliance.engines.knowledge import load
from appliance.foundation.contracts.facts import Fact

_NOWHERE = frozenset(
    {"remote", "hybrid", "onsite", "on-site", "on site", "home office", "various", "worldwide"}
)
"""What stands where a place would: it tells nothing."""
_NAME_GOES_ON = re.compile(r"[ ](?:&[ ])?[A-Z]")
"""Behind a town's name: it is the beginning of a longer one ("Boston Scientific")."""
_BEFORE_COUNTRY = re.compile(
    r"(?:^|[\t|•·,(–—-])\s{0,3}((?:[^\W\d_a-z][\w'’.]*)(?:[ -][^\W\d_a-z][\w'’.]*){0,2}),[ ]?$"
)
"""What stands before the place of a position the reader knows only the state or the country of: the town."""
_SHORT = 2
_LONGEST_TOWN = 80
_NUMBERED = re.compile(
    r"^\W*(?:(?:Apt|Flat|Unit|Suite|No|Nr)\.?[ ])?#?(?!(?:19|20)\d\d\b)\d{1,5}[A-Za-z]?,?[ ]+(?!Years?\b|Months?\b)[A-Z][^\n|•·@]*"
)
"""A house number and the name of a street or a house, whatever the street is called."""


def of_positions(facts: Iterable[Fact]) -> set[str]:
    """The places that stand beside positions."""
    said = (str(f.detail.get("location") or "").strip() for f in facts if f.kind == "position")
    return {place for place in said if place and place.casefold() not in _NOWHERE}


def town(place: str) -> str:
    """The town of a place, where a comma says what it is; else ""."""
    name, comma, _ = place.partition(",")
    return name.strip() if comma and len(name.strip()) > _SHORT else ""


def towns(text: str, worked: Collection[str], spared: Collection[str]) -> list[tuple[int, int]]:
    """Where a town stands, by the gazetteer, with the state or country behind it; or before a place in ``worked``.

    A state or a country alone stays: it says little of a person and much of the work. ``spared`` are casefolded names of
    other things (skills, employers): a town that begins one of them, or any longer name, is none.
    """
    found = []
    for span in load().find_locations(text):
        start, end = span.start, span.end
        if "," not in span.name:
            if text[start:end] not in worked:
                continue
            line = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_TOWN) : start]
            before = _BEFORE_COUNTRY.search(line)
            if before is None or before[1].casefold() in spared:
                continue
            start -= len(line) - before.start(1)
        written = text[start:end]
        if "," in written or not (_NAME_GOES_ON.match(text, end) or _begins(written.casefold(), spared)):
            found.append((start, end))
    return found


def _begins(written: str, names: Collection[str]) -> bool:
    return any(name.startswith(written) for name in names)


def street(line: str) -> tuple[int, int] | None:
    """Where a line begins with a house number, up to what separates it from something else."""
    found = _NUMBERED.match(line)
    return found.span() if found else None
