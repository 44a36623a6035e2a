"""What the styles of a page hide: not displayed, tiny, transparent, moved away, cut off, of the colour behind it.

The rules are those of the page itself (``html_sheet``), the ``style`` of the element, the old attributes; all in a hidden element counts
as hidden. What a wide screen shows is seen, and so is what a narrow one shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from appliance.engines.reading.formats.html_hiding import (
    FAINT,
    NOT_DISPLAYED,
    TRANSPARENT,
    Declarations,
    hides,
)
from appliance.engines.reading.formats.html_sheet import StyleSheet, declared

Colour = tuple[int, int, int]
_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)
_SAME_COLOUR: Final = 18
"""Largest difference of a channel (of 255) at which nobody reads letters on what lies behind them."""
_COLOURS: Final = frozenset({"color", "-webkit-text-fill-color", "background", "background-color"})
_COLOURED: Final = frozenset({"color", "bgcolor"})
_HEX: Final = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b")
_RGB: Final = re.compile(
    r"rgba?\(\s*([\d.]{1,7}%?)[\s,]+([\d.]{1,7}%?)[\s,]+([\d.]{1,7}%?)(?:\s*[,/]\s*([\d.]{1,7}%?))?\s*\)"
)
_NAMED: Final = {
    "black": _BLACK, "white": _WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "mintcream": (245, 255, 250), "azure": (240, 255, 255), "floralwhite": (255, 250, 240),
    "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128), "red": (255, 0, 0),
    "green": (0, 128, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
}  # fmt: skip
SAME_COLOUR: Final = "same colour as what lies behind it"


class Look(NamedTuple):
    """How text of an element looks: why it cannot be seen ("" = it can), its colour if one was stated, and that behind it.

    ``behind`` is None for a picture. A page whose styles lie elsewhere may have any colour: only a stated one counts.
    """

    hidden: str = ""
    colour: Colour | None = None
    behind: Colour | None = _WHITE
    bold: bool = False


def look(above: Look, sheet: StyleSheet, tag: str, given: Mapping[str, str]) -> Look:
    """How an element looks in the one above it, by the rules of the page, its own style and its attributes."""
    own, firm = declared(given["style"]) if "style" in given else ({}, {})
    found = sheet.of(tag, given)
    stated = found.always.joined(own, firm)
    concealed = hides(stated) if stated else ""
    if found.screens and concealed == NOT_DISPLAYED and not found.doubted:
        stated = found.screens[-1].joined(own, firm)
        concealed = hides(stated)
    elif found.screens and not concealed and all(hides(s.joined(own, firm)) for s in found.screens):
        concealed = NOT_DISPLAYED
    colour, faint = above.colour, False
    written = (
        stated.get("-webkit-text-fill-color") or stated.get("color") or given.get("color", "").casefold()
    )
    if written and written not in {"inherit", "currentcolor"}:
        colour, opaque = _colour(written)
        faint = opaque < FAINT
    behind = _behind(above.behind, stated, given)
    bold = above.bold or stated.get("font-weight", "").startswith(("bold", "6", "7", "8", "9"))
    hidden = above.hidden or concealed or ("hidden" in given and NOT_DISPLAYED) or ""
    if not hidden and faint:
        hidden = TRANSPARENT
    # what lies behind letters of a rule may be told where it is not followed; a colour of the element's own was meant for it
    counts = not sheet.partial or not _COLOURS.isdisjoint({*own, *firm}) or not _COLOURED.isdisjoint(given)
    if not hidden and counts and colour and behind and (colour, behind) != (above.colour, above.behind):
        near = max(abs(a - b) for a, b in zip(colour, behind, strict=True)) <= _SAME_COLOUR
        hidden = SAME_COLOUR if near else ""
    return Look(hidden, colour, behind, bold)


def _behind(above: Colour | None, stated: Declarations, given: Mapping[str, str]) -> Colour | None:
    if "background-image" in stated and stated["background-image"] != "none":
        return None
    written = (
        stated.get("background-color") or stated.get("background") or given.get("bgcolor", "").casefold()
    )
    if not written or written in {"none", "inherit", "transparent", "initial"}:
        return above
    if "url(" in written or "gradient" in written or "var(" in written:
        return None
    found, opaque = _colour(written)
    return above if found is not None and opaque < FAINT else found


def _colour(written: str) -> tuple[Colour | None, float]:
    """A colour and how much it covers (0 to 1); None when it is not understood."""
    if "var(" in written:
        return None, 1.0
    if "transparent" in written:
        return None, 0.0
    if code := _HEX.search(written):
        digits = code.group(1)
        if len(digits) < 6:
            digits = "".join(2 * digit for digit in digits)
        channels = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return (channels[0], channels[1], channels[2]), (channels[3] / 255 if len(channels) > 3 else 1.0)
    if parts := _RGB.search(written):
        red, green, blue = (round(_share(parts[n], 255.0)) for n in (1, 2, 3))
        return (red, green, blue), (_share(parts[4], 1.0) if parts[4] else 1.0)
    return next((_NAMED[word] for word in written.split() if word in _NAMED), None), 1.0


def _share(written: str, whole: float) -> float:
    try:
        return float(written[:-1]) * whole / 100 if written.endswith("%") else float(written)
    except ValueError:
        return whole
