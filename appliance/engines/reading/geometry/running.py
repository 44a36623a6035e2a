"""Page headers and footers: lines that come back on page after page, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from appliance.engines.reading.geometry.words import Fragment, rows_of
from appliance.foundation.kernel.text import fold

_ZONE: Final = 0.1
"""Share of the page's height in which running lines stand, at the top and at the bottom."""
_PAGE_NUMBER: Final = re.compile(
    r"(?:page|seite|p\.?)?\s*\d{1,3}\s*(?:(?:/|of|von|de)\s*\d{1,3})?", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d+")


class Split(NamedTuple):
    """The fragments of one page by the part they belong to."""

    header: list[Fragment]
    body: list[Fragment]
    footer: list[Fragment]


def split_running(pages: list[list[Fragment]], heights: list[float]) -> list[Split]:
    """Part running lines from the body.

    A header that comes back is body where it first stands (a name repeated on page 2 is still the
    name on page 1); footers are footers everywhere.
    """
    keys: list[list[tuple[str, list[Fragment], str]]] = []
    counts: Counter[tuple[str, str]] = Counter()
    for fragments, height in zip(pages, heights, strict=True):
        zoned = _zoned(fragments, height)
        keys.append(zoned)
        counts.update({(zone, key) for zone, _, key in zoned})
    wanted = max(2, round(0.5 * len(pages)))
    found: list[Split] = []
    seen: set[str] = set()
    for fragments, zoned in zip(pages, keys, strict=True):
        header: list[Fragment] = []
        footer: list[Fragment] = []
        for zone, row, key in zoned:
            repeated = counts[zone, key] >= wanted
            number = _PAGE_NUMBER.fullmatch(" ".join(f.text for f in row)) is not None
            if zone == "footer" and (repeated or number):
                footer.extend(row)
            elif zone == "header" and ((repeated and key in seen) or number):
                header.extend(row)
            if zone == "header":
                seen.add(key)
        taken = {id(f) for f in header} | {id(f) for f in footer}
        found.append(Split(header, [f for f in fragments if id(f) not in taken], footer))
    return found


def _zoned(fragments: list[Fragment], height: float) -> list[tuple[str, list[Fragment], str]]:
    edge = [f for f in fragments if f.y1 < _ZONE * height or f.y0 > (1 - _ZONE) * height]
    return [
        (
            "header" if row[0].y1 < _ZONE * height else "footer",
            row,
            _DIGITS.sub("#", fold(" ".join(f.text for f in row))),
        )
        for row in rows_of(edge)
    ]
