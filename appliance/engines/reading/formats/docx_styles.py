"""How a run of a DOCX looks once its styles are counted in, and whether a reader can see it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from appliance.engines.reading.formats.package import attribute, local

_OFF: Final = frozenset({"0", "false", "off", "none"})
_HEADING_NAME: Final = re.compile(
    r"(?:heading|überschrift|titre|titolo|título|rubrik|kop|overskrift)\s*(\d)", re.IGNORECASE
)
_TINY_HALF_POINTS: Final = 4
_PALE: Final = 0xE6
_CHAIN: Final = 12
_FAR_TWIPS: Final = -14_400
"""Ten inches to the left (1,440 twips are one): more than any page is wide."""


class Look(NamedTuple):
    """What is set; None means inherited. ``size`` in half points, ``colour`` as RRGGBB, ``fill`` behind the text."""

    bold: bool | None = None
    vanish: bool | None = None
    size: int | None = None
    colour: str | None = None
    fill: str | None = None

    def over(self, below: Look) -> Look:
        """What it says itself, else what the one below says."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.vanish if self.vanish is None else self.vanish,
            below.size if self.size is None else self.size,
            below.colour if self.colour is None else self.colour,
            below.fill if self.fill is None else self.fill,
        )


class Style(NamedTuple):
    look: Look
    based_on: str
    level: int
    listed: bool


NO_LOOK: Final = Look()


class Styles:
    """The style sheet of a document; unknown styles say nothing."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default = NO_LOOK
        if root is None:
            return
        for child in root:
            name = local(child.tag)
            if name == "docDefaults":
                for properties in child.iter():
                    if local(properties.tag) == "rPr":
                        self.default = look_of(properties)
            elif name == "style":
                self._add(child)

    def _add(self, element: Any) -> None:
        identifier = attribute(element, "styleId") or ""
        based_on, title, level, look, listed = "", "", 0, NO_LOOK, False
        for child in element:
            match local(child.tag):
                case "name":
                    title = attribute(child, "val") or ""
                case "basedOn":
                    based_on = attribute(child, "val") or ""
                case "rPr":
                    look = look_of(child)
                case "pPr":
                    level, listed = outline_level(child), in_list(child)
        named = _HEADING_NAME.match(title)
        if named:
            level = min(int(named.group(1)) or 1, 6)
        elif title.casefold() == "title":
            level = 1
        elif title.casefold() == "subtitle":
            level = 2
        self._styles[identifier] = Style(look, based_on, level, listed)

    def look(self, identifier: str) -> Look:
        """The look of a style with those it is based on."""
        look = NO_LOOK
        for style in self._chain(identifier):
            look = look.over(style.look)
        return look

    def level(self, identifier: str) -> int:
        """The heading level of a style, 0 for none."""
        return next((style.level for style in self._chain(identifier) if style.level), 0)

    def listed(self, identifier: str) -> bool:
        """The style belongs to a list with marks or numbers."""
        return any(style.listed for style in self._chain(identifier))

    def _chain(self, identifier: str) -> list[Style]:
        chain: list[Style] = []
        while identifier in self._styles and len(chain) < _CHAIN:
            chain.append(self._styles[identifier])
            identifier = chain[-1].based_on
        return chain


def look_of(properties: Any) -> Look:
    """The look that run properties set themselves."""
    bold = vanish = size = colour = fill = None
    for child in properties:
        value = attribute(child, "val")
        match local(child.tag):
            case "b":
                bold = value not in _OFF
            case "vanish" | "webHidden":
                vanish = value not in _OFF
            case "sz":
                size = (
                    int(value) if value and value.isascii() and value.isdigit() and len(value) < 5 else None
                )
            case "color":
                themed = (attribute(child, "themeColor") or "").casefold()
                colour = "FFFFFF" if themed in {"background1", "light1"} else value
            case "shd":
                fill = _fill(child)
            case "highlight":
                fill = fill or (value if value not in _OFF and value != "white" else None)
    return Look(bold, vanish, size, colour, fill)


def _fill(element: Any) -> str | None:
    themed = attribute(element, "themeFill")
    value = attribute(element, "fill")
    if themed and themed.casefold() not in {"background1", "light1"}:
        return "themed"
    return value if value and value.casefold() != "auto" else None


def shading(properties: Any | None) -> str | None:
    """The fill of paragraph or cell properties, None for none."""
    if properties is None:
        return None
    for child in properties:
        if local(child.tag) == "shd":
            return _fill(child)
    return None


def off_page(properties: Any | None) -> bool:
    """Paragraph properties that move the text so far to the left or up that none of it stands on the page."""
    if properties is None:
        return False
    for child in properties:
        names = {"ind": ("left", "start", "firstLine"), "framePr": ("x", "y")}.get(local(child.tag), ())
        if any(_number(attribute(child, name)) <= _FAR_TWIPS for name in names):
            return True
        if local(child.tag) == "ind" and _number(attribute(child, "hanging")) >= -_FAR_TWIPS:
            return True
    return False


def _number(value: str | None) -> int:
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,9}", value) else 0


def outline_level(properties: Any) -> int:
    """The heading level that paragraph properties state, 0 for none."""
    for child in properties:
        if local(child.tag) == "outlineLvl":
            value = attribute(child, "val") or ""
            if value.isascii() and value.isdigit() and int(value) < 6:
                return int(value) + 1
    return 0


def in_list(properties: Any) -> bool:
    for child in properties:
        if local(child.tag) == "numPr":
            return all(attribute(c, "val") != "0" for c in child if local(c.tag) == "numId")
    return False


def hidden_reason(look: Look, behind: str | None) -> str:
    """Why a run with this look cannot be seen on the fill ``behind`` it; "" when it can."""
    if look.vanish:
        return "marked as hidden"
    if look.size is not None and look.size <= _TINY_HALF_POINTS:
        return "letters of 2 points or less"
    background = look.fill or behind
    if _pale(look.colour) and (background is None or _pale(background)):
        return "same colour as what lies behind it"
    if look.colour and background and look.colour.casefold() == background.casefold():
        return "same colour as what lies behind it"
    return ""


def _pale(colour: str | None) -> bool:
    if colour is None or not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return False
    return all(int(colour[n : n + 2], 16) >= _PALE for n in (0, 2, 4))
