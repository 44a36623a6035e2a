"""Which declarations of a style hide the letters they hold for, whatever lies behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Declarations = Mapping[str, str]

FAINT: Final = 0.1
"""How much letters cover at least that somebody reads (0 to 1)."""
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
_NO_OPACITY: Final = re.compile(r"opacity\(\s*0?(?:\.0\d*)?%?\s*\)")
_LENGTH: Final = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s{0,2}(px|pt|r?em|ex|%|mm|cm|in)?(?![\w.])")
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

ASKED_FOR: Final = frozenset(
    {
        *(
            "display",
            "visibility",
            "content-visibility",
            "font-size",
            "font",
            "font-weight",
            "opacity",
            "filter",
            "clip",
            "clip-path",
        ),
        *("transform", "overflow", "height", "width", "color", "-webkit-text-fill-color"),
        *("background", "background-color", "background-image", *_OUTSIDE),
    }
)
"""Properties that tell whether somebody sees the letters; no other is kept."""


def hides(stated: Declarations) -> str:
    """Why text of these declarations cannot be seen; "" = it can."""
    if (
        stated.get("display") == "none"
        or stated.get("visibility") in {"hidden", "collapse"}
        or stated.get("content-visibility") == "hidden"
    ):
        return NOT_DISPLAYED
    size = points(stated["font-size"]) if "font-size" in stated else _shorthand(stated.get("font", ""))
    if size is not None and 0 <= size <= _TINY_POINTS:
        return TINY
    opacity = points(stated.get("opacity", "")) if "opacity" in stated else None
    if (opacity is not None and opacity < FAINT * 12) or _NO_OPACITY.search(stated.get("filter", "")):
        return TRANSPARENT
    if any(
        (at := points(stated[name])) is not None and at <= _FAR * 0.75 for name in _OUTSIDE if name in stated
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
    length = None if "%" in written else points(written)
    return length if length is not None and length >= 0 else None


def _shorthand(font: str) -> float | None:
    """The size in ``font: 600 12px/1.4 serif``: the first length with a unit, or a zero."""
    if "(" in font:
        return None
    sizes = (
        found.group() for found in _LENGTH.finditer(font) if found.group(2) or float(found.group(1)) == 0
    )
    return next((points(size) for size in sizes), None)


def points(written: str) -> float | None:
    """A length in points; a bare number counts as em; None for what has to be computed (``var()``, ``calc()``)."""
    found = None if "(" in written else _LENGTH.search(written)
    if found is None:
        return None
    number, unit = float(found.group(1)), found.group(2) or ""
    if not unit:
        return 0.0 if number == 0 else number * 12.0
    return number * _POINTS[unit]
