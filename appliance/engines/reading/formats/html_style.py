"""What the styles of a page hide: not displayed, tiny, transparent, moved away, cut off, of the colour behind it.

The rules are those of the page itself (``html_sheet``), the ``style`` of the element, the old attributes; all in a hidden element counts
as hidden. What a wide screen shows is seen, and so is what a narrow one shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from appliance.engines.reading.formats.html_sheet import Declarations, StyleSheet, declared

Colour = tuple[int, int, int]
_BLACK: Final = (0, 0, 0)
_WHITE: Final = (255, 255, 255)
_SAME_COLOUR: Final = 18
"""Largest difference of a channel (of 255) at which nobody reads letters on what lies behind them."""
_FAINT: Final = 0.1
_TINY_POINTS: Final = 2.05
_POINTS: Final = {
    "pt": 1.0,
    "px": 0.75,
    "em": 12.0,
    "rem": 12.0,
    "ex": 6.0,
    "%": 0.12,
    "mm": 2.83,
    "cm": 28.3,
    "in": 72.0,
}
"""Points of one unit, at the usual size of 12 points."""
_COLOURS: Final = frozenset({"color", "-webkit-text-fill-color", "background", "background-color"})
_COLOURED: Final = frozenset({"color", "bgcolor"})
_NO_OPACITY: Final = re.compile(r"opacity\(\s*0?(?:\.0\d*)?%?\s*\)")
_LENGTH: Final = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s{0,2}(px|pt|r?em|ex|%|mm|cm|in)?(?![\w.])")
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
_ZERO_BOX: Final = re.compile(r"rect\(\s*([01])(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?\s*\)")
_CUT_AWAY: Final = re.compile(r"inset\(\s*(?:[5-9]\d|1\d\d)%")
_NOTHING: Final = re.compile(r"(?:scale[xy]?|scale3d)\(\s*0(?:\.0+)?\s*[,)]")
_FAR: Final = -999.0
_OUTSIDE: Final = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
_NARROW_POINTS: Final = 1.6

NOT_DISPLAYED: Final = "not displayed"
TINY: Final = "letters of 2 points or less"
TRANSPARENT: Final = "transparent"
OUTSIDE: Final = "outside the page"
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
    stated = sheet.of(tag, given, own, firm)
    concealed = _hidden(stated) if stated else ""
    if concealed == NOT_DISPLAYED and sheet.widens:
        stated = sheet.of(tag, given, own, firm, wide=True)
        concealed = _hidden(stated)
    colour, faint = above.colour, False
    written = (
        stated.get("-webkit-text-fill-color") or stated.get("color") or given.get("color", "").casefold()
    )
    if written and written not in {"inherit", "currentcolor"}:
        colour, opaque = _colour(written)
        faint = opaque < _FAINT
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
    return above if found is not None and opaque < _FAINT else found


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


def _hidden(stated: Declarations) -> str:
    if (
        stated.get("display") == "none"
        or stated.get("visibility") in {"hidden", "collapse"}
        or stated.get("content-visibility") == "hidden"
    ):
        return NOT_DISPLAYED
    points = _points(stated["font-size"]) if "font-size" in stated else _shorthand(stated.get("font", ""))
    if points is not None and 0 <= points <= _TINY_POINTS:
        return TINY
    opacity = _points(stated.get("opacity", "")) if "opacity" in stated else None
    if (opacity is not None and opacity < _FAINT * 12) or _NO_OPACITY.search(stated.get("filter", "")):
        return TRANSPARENT
    if any(
        (at := _points(stated[name])) is not None and at <= _FAR * 0.75 for name in _OUTSIDE if name in stated
    ):
        return OUTSIDE
    if (
        _ZERO_BOX.search(stated.get("clip", ""))
        or _CUT_AWAY.search(stated.get("clip-path", ""))
        or _NOTHING.search(stated.get("transform", ""))
    ):
        return NOT_DISPLAYED
    if "hidden" in stated.get("overflow", "") or "clip" in stated.get("overflow", ""):
        high, wide = (_side(stated, name) for name in ("height", "width"))
        if (
            high is not None and high <= _NARROW_POINTS and wide is not None and wide <= _NARROW_POINTS
        ) or high == 0:
            return NOT_DISPLAYED
    return ""


def _side(stated: Declarations, name: str) -> float | None:
    """A height or width in points, where it is no share of something."""
    written = stated.get(name, "")
    points = None if "%" in written else _points(written)
    return points if points is not None and points >= 0 else None


def _shorthand(font: str) -> float | None:
    """The size in ``font: 600 12px/1.4 serif``: the first length with a unit, or a zero."""
    if "(" in font:
        return None
    sizes = (
        found.group() for found in _LENGTH.finditer(font) if found.group(2) or float(found.group(1)) == 0
    )
    return next((_points(size) for size in sizes), None)


def _points(written: str) -> float | None:
    """A length in points; a bare number counts as em; None for what has to be computed (``var()``, ``calc()``)."""
    found = None if "(" in written else _LENGTH.search(written)
    if found is None:
        return None
    number, unit = float(found.group(1)), found.group(2) or ""
    if not unit:
        return 0.0 if number == 0 else number * 12.0
    return number * _POINTS[unit]
