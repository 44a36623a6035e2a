"""Text boxes that one paragraph of a DOCX anchors, in the order in which they stand on the page."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from appliance.engines.reading.formats.package import local

_WIDE: Final = 0.8
"""Of the width of all boxes together: a box so wide stands over columns."""
_SHARED: Final = 0.5
"""Of the narrower of two boxes: so much of it over or under the other puts both into one column."""
_LEAST: Final = 3
_MOST: Final = 200
"""More than a page has: each of them would be held against every column."""


class _Placed(NamedTuple):
    """A box and its rectangle in the units of drawings (EMU), from the point that its paragraph gives."""

    box: Any
    left: int
    top: int
    right: int


def in_reading_order(boxes: list[Any], margins: tuple[int, int]) -> list[Any]:
    """Boxes of one paragraph column by column, those over several columns between them; as they came where places are not told.

    Word keeps them in the order in which they were drawn. ``margins`` are those of the page, left and top, in EMU.
    """
    if not _LEAST <= len(boxes) <= _MOST:
        return boxes
    placed = [_placed(box, margins) for box in boxes]
    known = [p for p in placed if p is not None]
    if len(known) < len(boxes):
        return boxes
    left, right = min(p.left for p in known), max(p.right for p in known)
    order: list[Any] = []
    band: list[_Placed] = []
    for one in sorted(known, key=lambda p: p.top):
        if one.right - one.left >= _WIDE * (right - left):
            order += _columns(band)
            band = []
            order.append(one.box)
        else:
            band.append(one)
    return order + _columns(band)


def _columns(band: list[_Placed]) -> list[Any]:
    columns: list[list[_Placed]] = []
    for one in sorted(
        band, key=lambda p: (p.left - p.right, p.left)
    ):  # the widest first: they say where a column is
        own = next((c for c in columns if _share(c[0], one) >= _SHARED), None)
        if own is None:
            columns.append([one])
        else:
            own.append(one)
    columns.sort(key=lambda c: c[0].left)
    return [p.box for c in columns for p in sorted(c, key=lambda p: (p.top, p.left))]


def _share(one: _Placed, other: _Placed) -> float:
    common = min(one.right, other.right) - max(one.left, other.left)
    return common / max(1, min(one.right - one.left, other.right - other.left))


def _placed(box: Any, margins: tuple[int, int]) -> _Placed | None:
    """Where the drawing that holds the box is anchored; None for one in the line of text, or with no offset of its own."""
    for ancestor in box.iterancestors():
        if local(ancestor.tag) == "anchor":
            across, down = _offset(ancestor, "positionH"), _offset(ancestor, "positionV")
            width = next((_number(e.get("cx")) for e in ancestor if local(e.tag) == "extent"), None)
            if across is None or down is None or width is None:
                return None
            left = across[1] + (margins[0] if across[0] in {"column", "margin", "character"} else 0)
            # what is counted from the page is counted from the paragraph as if that stood at the top
            top = down[1] - (margins[1] if down[0] == "page" else 0)
            return _Placed(box, left, top, left + width)
        if local(ancestor.tag) in _SHAPES:
            return _of_shape(box, ancestor.get("style") or "", margins)
    return None


def _of_shape(box: Any, style: str, margins: tuple[int, int]) -> _Placed | None:
    """The place of a shape of Word before 2010: ``margin-left:40pt;margin-top:12pt;width:180pt``."""
    told = {
        key.strip(): value.strip() for key, _, value in (part.partition(":") for part in style.split(";"))
    }
    sizes = [_POINTS.fullmatch(told.get(key, "")) for key in ("margin-left", "margin-top", "width")]
    if told.get("position") != "absolute" or not all(sizes):
        return None
    left, top, width = (round(float(m[1]) * _EMU * 20) for m in sizes if m)
    if told.get("mso-position-horizontal-relative", "text") != "page":
        left += margins[0]
    if told.get("mso-position-vertical-relative", "text") == "page":
        top -= margins[1]
    return _Placed(box, left, top, left + width)


_SHAPES: Final = frozenset({"shape", "rect", "roundrect"})
_POINTS: Final = re.compile(r"(-?\d{1,5}(?:\.\d{1,6})?)(?:pt)?")


def _offset(anchor: Any, name: str) -> tuple[str, int] | None:
    for position in anchor:
        if local(position.tag) == name:
            value = next((_number(e.text) for e in position if local(e.tag) == "posOffset"), None)
            return (position.get("relativeFrom") or "", value) if value is not None else None
    return None


def _number(written: str | None) -> int | None:
    text = (written or "").strip()
    return int(text) if _WHOLE.fullmatch(text) else None


_WHOLE: Final = re.compile(r"-?[0-9]{1,11}")


def margins_of(body: Any) -> tuple[int, int]:
    """The left and top margin of the last section of a document, in EMU; 0 where it does not say."""
    section = next((e for e in reversed(body) if local(e.tag) == "sectPr"), ())
    for margins in (e for e in section if local(e.tag) == "pgMar"):
        told = {local(key): _number(value) for key, value in margins.attrib.items()}
        return (told.get("left") or 0) * _EMU, (told.get("top") or 0) * _EMU
    return 0, 0


_EMU: Final = 635
"""In a twentieth of a point."""


def is_hidden(box: Any) -> bool:
    """Is the drawing or the shape that holds a text box marked as one that is not shown?"""
    for ancestor in box.iterancestors():
        name = local(ancestor.tag)
        if name == "p":
            return False
        if name in _DRAWINGS:
            marks = (e.get("hidden") for e in ancestor if local(e.tag) in {"docPr", "cNvPr"})
            if any(mark in {"1", "true"} for mark in marks):
                return True
        elif _NOT_VISIBLE.search(ancestor.get("style") or ""):
            return True
    return False


_DRAWINGS: Final = frozenset({"anchor", "inline", "wsp"})
_NOT_VISIBLE: Final = re.compile(r"\bvisibility\s*:\s*hidden\b", re.IGNORECASE)
