"""ODT: headers, body, tables, text frames, notes and footers from ``content.xml`` and ``styles.xml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from appliance.engines.reading.drafting import ALTERNATIVE_TEXT, COMMENT, Draft, Style
from appliance.engines.reading.formats.cells import Cell, CellLine, write_row
from appliance.engines.reading.formats.docx_styles import NO_LOOK, Look, hidden_reason
from appliance.engines.reading.formats.package import Package, attribute, local, parsed
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Layout

_DEPTH: Final = 60
_SPACES: Final = 200
_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)pt\Z")
_GONE: Final = frozenset(
    {"tracked-changes", "sequence-decls", "variable-decls", "forms", "annotation-end", "ruby-text"}
)
_CHAIN: Final = 12


class _Named(NamedTuple):
    look: Look
    parent: str


class _Context(NamedTuple):
    part: str = "body"
    column: int = 0
    listed: bool = False
    behind: str | None = None
    depth: int = 0


def extract(untrusted_content: bytes) -> Layout:
    """Read an ODT. Raises Refused: damaged, encrypted, too_large, doctype, no_text."""
    package = Package(untrusted_content)
    manifest = package.read("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise Refused("encrypted")
    markup = package.read("content.xml")
    if markup is None:
        raise Refused("damaged")
    content = parsed(markup)
    sheet = package.read("styles.xml")
    styles = parsed(sheet) if sheet else None
    reader = _Reader([root for root in (styles, content) if root is not None])
    masters = [e for e in styles.iter() if local(e.tag) == "master-page"] if styles is not None else []
    reader.regions(masters, ("header", "header-first", "header-left"), "header")
    for body in content.iter():
        if local(body.tag) == "body":
            reader.say(reader.blocks(body, _Context()))
    reader.say(iter(reader.notes))
    reader.regions(masters, ("footer", "footer-first", "footer-left"), "footer")
    if not reader.draft.lines:
        raise Refused("scan" if any(n.startswith("Pictures/") for n in package.names()) else "no_text")
    meta = package.read("meta.xml")
    title = next((e.text or "" for e in parsed(meta).iter() if local(e.tag) == "title"), "") if meta else ""
    return reader.draft.layout("odt", title=title)


class _Reader:
    def __init__(self, roots: list[Any]) -> None:
        self.draft = Draft()
        self.notes: list[CellLine] = []
        self._styles: dict[str, _Named] = {}
        self._default = NO_LOOK
        for root in roots:
            for element in root.iter():
                name = local(element.tag)
                if name == "style":
                    self._styles[attribute(element, "name") or ""] = _named(element)
                elif name == "default-style" and attribute(element, "family") == "paragraph":
                    self._default = _named(element).look

    def regions(self, masters: list[Any], names: tuple[str, ...], part: str) -> None:
        said: set[str] = set()
        for master in masters:
            for region in master:
                if local(region.tag) in names:
                    lines = [x for x in self.blocks(region, _Context(part=part)) if x.text not in said]
                    said.update(x.text for x in lines)
                    self.say(iter(lines))

    def say(self, lines: Iterator[CellLine]) -> None:
        for line in lines:
            if line.text.strip():
                self.draft.line(line.text, line.style)
            else:
                self.draft.blank()

    def blocks(self, parent: Any, context: _Context) -> Iterator[CellLine]:
        if context.depth > _DEPTH:
            return
        deeper = context._replace(depth=context.depth + 1)
        for number, child in enumerate(parent):
            match local(child.tag):
                case "p" | "h":
                    yield from self._paragraph(child, context._replace(listed=context.listed and number == 0))
                case "list":
                    for item in child:
                        yield from self.blocks(item, deeper._replace(listed=True))
                case "table":
                    yield from self._table(child, deeper)
                case name if name not in _GONE:
                    if (attribute(child, "display") or "") == "none":
                        self.draft.hide(" ".join(child.itertext()), "marked as hidden")
                    else:
                        yield from self.blocks(child, deeper)

    def _table(self, table: Any, context: _Context) -> Iterator[CellLine]:
        part = "table" if context.part == "body" else context.part
        for row in table.iter():
            if local(row.tag) != "table-row" or _owner(row) is not table:
                continue
            cells = []
            for number, cell in enumerate(c for c in row if local(c.tag) == "table-cell"):
                nested = any(local(e.tag) == "table" for e in cell)
                behind = self._look(attribute(cell, "style-name")).fill or context.behind
                cells.append(
                    Cell(list(self.blocks(cell, context._replace(part=part, behind=behind))), number, nested)
                )
            yield from write_row(cells, context.column)

    def _paragraph(self, paragraph: Any, context: _Context) -> Iterator[CellLine]:
        frames: list[Any] = []
        look = self._look(attribute(paragraph, "style-name")).over(self._default)
        level = 0
        if local(paragraph.tag) == "h":
            stated = attribute(paragraph, "outline-level") or "1"
            level = min(max(int(stated), 1), 6) if stated.isascii() and stated.isdigit() else 1
        shown: list[tuple[str, Look]] = []
        unseen = "marked as hidden" if _is_hidden(paragraph) else ""
        for text, run in self._runs(paragraph, look, frames, 0):
            reason = unseen or hidden_reason(run, context.behind)
            if reason:
                self.draft.hide(text, reason)
            else:
                shown.append((text, run))
        text = "".join(piece for piece, _ in shown)
        if text.strip():
            letters = len(text)
            bold = 2 * sum(len(piece) for piece, run in shown if run.bold) > letters
            size = (max(shown, key=lambda item: len(item[0]))[1].size or 0) / 2
            style = Style(size, bold, level, context.part, context.column)
            for number, line in enumerate(text.split("\n")):
                yield CellLine("• " + line if context.listed and number == 0 else line, style)
        elif not frames:
            yield CellLine("", Style(part=context.part))
        for frame in frames:
            part = "textbox" if context.part == "body" else context.part
            fill = self._look(attribute(frame.getparent(), "style-name")).fill
            yield from self.blocks(
                frame, context._replace(part=part, listed=False, behind=fill, depth=context.depth + 1)
            )

    def _runs(self, parent: Any, look: Look, frames: list[Any], depth: int) -> Iterator[tuple[str, Look]]:
        if parent.text:
            yield _flat(parent.text), look
        for child in parent:
            match local(child.tag):
                case "s":
                    count = attribute(child, "c") or "1"
                    yield " " * (min(int(count), _SPACES) if count.isascii() and count.isdigit() else 1), look
                case "tab":
                    yield "\t", look
                case "line-break":
                    yield "\n", look
                case "text-box":
                    frames.append(child)
                case "note":
                    for body in child:
                        if local(body.tag) == "note-body" and depth < _DEPTH:
                            self.notes.extend(self.blocks(body, _Context(part="note", depth=depth + 1)))
                case "annotation":
                    self.draft.hide(" ".join(child.itertext()), COMMENT)
                case "title" | "desc" if local(parent.tag) in {"frame", "custom-shape", "g"}:
                    self.draft.hide(" ".join(child.itertext()), ALTERNATIVE_TEXT)
                case "hidden-text" | "hidden-paragraph":
                    self.draft.hide(" ".join(child.itertext()), "marked as hidden")
                case name if name not in _GONE and depth < _DEPTH:
                    inner = look
                    if name == "span":
                        inner = self._look(attribute(child, "style-name")).over(look)
                    yield from self._runs(child, inner, frames, depth + 1)
            if child.tail:
                yield _flat(child.tail), look

    def _look(self, name: str | None) -> Look:
        look = NO_LOOK
        for _ in range(_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                break
            look = look.over(style.look)
            name = style.parent
        return look


def _flat(text: str) -> str:
    """Line breaks and blanks in the XML are one blank."""
    return re.sub(r"[ \t\r\n]+", " ", text)


def _is_hidden(paragraph: Any) -> bool:
    """The paragraph holds the field that hides it (OpenDocument 1.3 part 3, 7.7.11)."""
    fields = (e for e in paragraph.iter() if local(e.tag) == "hidden-paragraph")
    return any(attribute(field, "is-hidden") != "false" for field in fields)


def _owner(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and local(parent.tag) != "table":
        parent = parent.getparent()
    return parent


def _named(style: Any) -> _Named:
    bold = vanish = size = colour = fill = None
    for properties in style:
        for key, value in properties.attrib.items():
            match local(key):
                case "font-weight":
                    bold = value in {"bold", "600", "700", "800", "900"}
                case "display":
                    vanish = value == "none"
                case "color":
                    colour = value.lstrip("#")
                case "background-color" | "fill-color" if value != "transparent":
                    fill = value.lstrip("#")
                case "font-size":
                    points = _POINTS.match(value)
                    size = round(2 * float(points.group(1))) if points and len(value) < 12 else size
    return _Named(Look(bold, vanish, size, colour, fill), attribute(style, "parent-style-name") or "")
