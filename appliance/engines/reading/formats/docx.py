"""DOCX: every story part (headers, body, text boxes, tables, notes, footers), straight from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from appliance.engines.reading.drafting import ALTERNATIVE_TEXT, COMMENT, Draft, Style
from appliance.engines.reading.formats.cells import Cell, CellLine, write_row
from appliance.engines.reading.formats.docx_boxes import in_reading_order, is_hidden, margins_of
from appliance.engines.reading.formats.docx_styles import (
    NO_LOOK,
    Look,
    Styles,
    hidden_reason,
    in_list,
    look_of,
    off_page,
    outline_level,
    shading,
)
from appliance.engines.reading.formats.package import Package, attribute, local, parsed
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Layout

_DOCUMENT: Final = "word/document.xml"
_DEPTH: Final = 40
_GONE: Final = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sectPr", "rt"}
)
_PART: Final = re.compile(r"(header|footer|footnotes|endnotes|comments)\d*\.xml\Z")
_PICTURE_NAMES: Final = re.compile(r"(?:picture|image|graphic|bild|shape|text ?box)\s*\d*", re.IGNORECASE)


_TURNED: Final = frozenset({"btLr", "tbRl", "tbRlV", "tbLrV", "lr", "rl", "lrV", "rlV"})
_FAR_EMU: Final = -9_144_000
_FAR_POINTS: Final = -720
"""Ten inches, in the units of drawings (914,400 to the inch) and in points."""


class _Context(NamedTuple):
    part: str = "body"
    column: int = 0
    behind: str | None = None
    depth: int = 0
    away: bool = False
    hidden: bool = False


class _Run(NamedTuple):
    text: str
    look: Look


def extract(untrusted_content: bytes) -> Layout:
    """Read a DOCX. Raises Refused: damaged, encrypted, too_large, doctype, no_text."""
    package = Package(untrusted_content)
    names = package.names()
    main = _main_part(package)
    markup = package.read(main)
    if markup is None:
        raise Refused("damaged")
    folder = main.rpartition("/")[0]
    reader = _Reader(_styles(package, folder))
    beside = sorted(n for n in names if n.rpartition("/")[0] == folder and _PART.search(n.rpartition("/")[2]))
    for name in beside:
        if "header" in name.rpartition("/")[2]:
            reader.story(_root(package, name), "header")
    reader.draft.blank()
    reader.story(parsed(markup), "body")
    for name in sorted(names):
        if name.startswith(f"{folder}/diagrams/data"):
            reader.diagram(_root(package, name))
    for kind, part in (("footnotes", "note"), ("endnotes", "note"), ("footer", "footer")):
        for name in beside:
            if name.rpartition("/")[2].startswith(kind):
                reader.draft.blank()
                reader.story(_root(package, name), part)
    for name in beside:
        if name.rpartition("/")[2].startswith("comments"):
            for comment in _root(package, name):
                reader.draft.hide(
                    " ".join(t.text or "" for t in comment.iter() if local(t.tag) == "t"), COMMENT
                )
    if any(n.endswith("vbaProject.bin") for n in names):
        reader.draft.note("suggestion", "macros", "The file holds macros. Muster does not run them.")
    if not reader.draft.lines:
        pictures = any("/media/" in n for n in names)
        raise Refused("scan" if pictures else "no_text")
    return reader.draft.layout("docx", title=_title(package))


def _main_part(package: Package) -> str:
    relations = package.read("_rels/.rels")
    if relations is not None:
        for relation in parsed(relations):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return str(relation.get("Target") or "").lstrip("/")
    return _DOCUMENT


def _root(package: Package, name: str) -> Any:
    return parsed(package.read(name) or b"")


def _styles(package: Package, folder: str) -> Styles:
    markup = package.read(f"{folder}/styles.xml")
    return Styles(parsed(markup) if markup else None)


def _title(package: Package) -> str:
    markup = package.read("docProps/core.xml")
    if not markup:
        return ""
    return next((e.text or "" for e in parsed(markup).iter() if local(e.tag) == "title"), "")


class _Reader:
    """Walks a story and writes its lines."""

    def __init__(self, styles: Styles) -> None:
        self.draft = Draft()
        self.styles = styles
        self._margins = (0, 0)
        self._vanished: set[Any] = set()
        self._said: set[tuple[str, str]] = set()

    def story(self, root: Any, part: str) -> None:
        body = next((e for e in root if local(e.tag) == "body"), root)
        self._margins = margins_of(body)
        for line in self._blocks(body, _Context(part=part)):
            self._say(line)

    def diagram(self, root: Any) -> None:
        for element in root.iter():
            if local(element.tag) == "t" and element.text:
                self.draft.line(element.text, Style(part="textbox"))

    def _say(self, line: CellLine) -> None:
        if line.style.part in {"header", "footer"}:  # the same header stands in several parts
            if (line.style.part, line.text) in self._said:
                return
            self._said.add((line.style.part, line.text))
        if line.text.strip():
            self.draft.line(line.text, line.style)
        else:
            self.draft.blank()

    def _blocks(self, parent: Any, context: _Context) -> Iterator[CellLine]:
        if context.depth > _DEPTH:
            return
        for child in parent:
            match local(child.tag):
                case "p":
                    yield from self._paragraph(child, context)
                case "tbl":
                    yield from self._table(child, context)
                case name if name not in _GONE:
                    yield from self._blocks(child, context._replace(depth=context.depth + 1))

    def _table(self, table: Any, context: _Context) -> Iterator[CellLine]:
        part = "table" if context.part == "body" else context.part
        for row in self._rows(table):
            cells: list[Cell] = []
            turned: list[CellLine] = []
            hidden = any(local(e.tag) == "hidden" for p in row if local(p.tag) == "trPr" for e in p)
            for number, cell in enumerate(_cells(row)):
                properties = next((p for p in cell if local(p.tag) == "tcPr"), None)
                behind = shading(properties) or context.behind
                inner = context._replace(part=part, behind=behind, depth=context.depth + 1)
                nested = any(local(e.tag) == "tbl" for e in cell)
                lines = list(self._blocks(cell, inner))
                if _is_turned(properties) and not nested:
                    turned += lines
                else:
                    cells.append(Cell(lines, number, nested))
            if hidden:
                said = [*turned, *(line for c in cells for line in c.lines)]
                self.draft.hide(" ".join(line.text for line in said), "hidden table row")
            else:
                for line in turned:  # a heading beside the rows that it stands for
                    yield line._replace(style=line.style._replace(column=context.column))
                yield from write_row(cells, context.column)

    def _rows(self, table: Any) -> Iterator[Any]:
        for child in table:
            name = local(child.tag)
            if name == "tr":
                yield child
            elif name in {"sdt", "sdtContent", "ins", "customXml"}:
                yield from self._rows(child)

    def _paragraph(self, paragraph: Any, context: _Context) -> Iterator[CellLine]:
        properties = next((p for p in paragraph if local(p.tag) == "pPr"), None)
        style = ""
        level = 0
        listed = False
        behind = shading(properties) or context.behind
        if properties is not None:
            style = next((attribute(e, "val") or "" for e in properties if local(e.tag) == "pStyle"), "")
            level = outline_level(properties)
            listed = in_list(properties)
        level = level or self.styles.level(style)
        listed = (listed or self.styles.listed(style)) and not level
        base = self.styles.look(style).over(self.styles.default)
        boxes: list[Any] = []
        shown: list[_Run] = []
        concealed: dict[str, list[str]] = {}
        unseen = "outside the page" if off_page(properties) or context.away else ""
        for run in self._runs(paragraph, base, boxes, 0):
            look = run.look._replace(vanish=True) if context.hidden else run.look
            reason = unseen or hidden_reason(look, behind)
            if reason:
                concealed.setdefault(reason, []).append(run.text)
            else:
                shown.append(run)
        for reason, texts in concealed.items():
            self.draft.hide("".join(texts), reason)
        text = "".join(run.text for run in shown)
        if text.strip():
            yield from self._lines(text, shown, level, listed=listed, context=context)
        elif not boxes:
            yield CellLine("", Style(part=context.part, column=context.column))
        for box in in_reading_order(boxes, self._margins):
            part = "textbox" if context.part == "body" else context.part
            hidden = context.hidden or box in self._vanished or is_hidden(box)
            inner = context._replace(
                part=part,
                behind=_box_fill(box),
                away=_is_away(box),
                hidden=hidden,
                depth=context.depth + 1,
            )
            yield from self._blocks(box, inner)

    def _lines(
        self, text: str, runs: list[_Run], level: int, *, listed: bool, context: _Context
    ) -> Iterator[CellLine]:
        letters = sum(len(run.text) for run in runs)
        bold = 2 * sum(len(run.text) for run in runs if run.look.bold) > letters
        size = max(runs, key=lambda run: len(run.text)).look.size or 0
        style = Style(size / 2, bold, level, context.part, context.column)
        for number, line in enumerate(text.split("\n")):
            if line.strip():
                yield CellLine("• " + line if listed and number == 0 else line, style)

    def _runs(self, parent: Any, base: Look, boxes: list[Any], depth: int) -> Iterator[_Run]:
        if depth > _DEPTH:
            return
        for child in parent:
            name = local(child.tag)
            if name == "r":
                properties = next((p for p in child if local(p.tag) == "rPr"), None)
                look = base
                if properties is not None:
                    style = next(
                        (attribute(e, "val") or "" for e in properties if local(e.tag) == "rStyle"), ""
                    )
                    look = look_of(properties).over(self.styles.look(style) if style else NO_LOOK).over(base)
                before = len(boxes)
                text = "".join(self._run_text(child, boxes, depth))
                if look.vanish:  # what it anchors is not shown either
                    self._vanished.update(boxes[before:])
                if text:
                    yield _Run(text, look)
            elif name in {"drawing", "pict", "object"}:
                self._picture(child, boxes)
            elif name not in _GONE:
                yield from self._runs(child, base, boxes, depth + 1)

    def _run_text(self, run: Any, boxes: list[Any], depth: int) -> Iterator[str]:
        for child in run:
            match local(child.tag):
                case "t":
                    yield child.text or ""
                case "tab" | "ptab":
                    yield "\t"
                case "br" | "cr":
                    yield "\n"
                case "noBreakHyphen":
                    yield "-"
                case "sym":
                    yield " "
                case "drawing" | "pict" | "object":
                    self._picture(child, boxes)
                case "AlternateContent" | "Choice" | "ruby" | "rubyBase" if depth < _DEPTH:
                    yield from self._run_text(child, boxes, depth + 1)
                case "r" if depth < _DEPTH:
                    yield from self._run_text(child, boxes, depth + 1)

    def _picture(self, element: Any, boxes: list[Any]) -> None:
        for inner in element.iter():
            name = local(inner.tag)
            if name == "txbxContent":
                if not any(local(a.tag) in {"txbxContent", "Fallback"} for a in _between(inner, element)):
                    boxes.append(inner)
            elif name in {"docPr", "shape"}:
                text = attribute(inner, "descr") or attribute(inner, "alt") or ""
                if text and not _PICTURE_NAMES.fullmatch(text):
                    self.draft.hide(text, ALTERNATIVE_TEXT)


def _between(inner: Any, outer: Any) -> Iterator[Any]:
    parent = inner.getparent()
    while parent is not None and parent is not outer:
        yield parent
        parent = parent.getparent()


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        name = local(child.tag)
        if name == "tc":
            yield child
        elif name in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _cells(child)


def _is_turned(properties: Any) -> bool:
    """Do the letters of a cell run upwards or downwards?"""
    return properties is not None and any(
        local(p.tag) == "textDirection" and attribute(p, "val") in _TURNED for p in properties
    )


def _is_away(box: Any) -> bool:
    """The shape a text box stands in is anchored more than ten inches to the left of the page, or above it."""
    for ancestor in box.iterancestors():
        if local(ancestor.tag) == "anchor":
            offsets = (e.text or "" for e in ancestor.iter() if local(e.tag) == "posOffset")
            return any(
                re.fullmatch(r"-[0-9]{7,12}", offset.strip()) and int(offset) <= _FAR_EMU
                for offset in offsets
            )
        if local(ancestor.tag) in {"shape", "rect", "roundrect"}:
            moved = re.findall(
                r"(?:margin-left|margin-top|left|top)\s*:\s*(-\d{3,6})(?:\.\d+)?pt",
                ancestor.get("style") or "",
            )
            return any(int(points) <= _FAR_POINTS for points in moved)
    return False


def _box_fill(box: Any) -> str | None:
    """The fill of the shape a text box stands in: a colour, ``themed``, or None for none."""
    for ancestor in box.iterancestors():
        name = local(ancestor.tag)
        if name in {"wsp", "shape", "rect", "roundrect"}:
            colour = ancestor.get("fillcolor")
            if colour and (attribute(ancestor, "filled") or "t") not in {"f", "false"}:
                return str(colour).lstrip("#").partition(" ")[0]
            for properties in ancestor:
                if local(properties.tag) == "spPr":
                    return _solid_fill(properties)
            return None
    return None


def _solid_fill(properties: Any) -> str | None:
    for child in properties:
        if local(child.tag) in {"gradFill", "blipFill", "pattFill"}:
            return "themed"
        if local(child.tag) == "solidFill":
            for colour in child:
                value = colour.get("val") or ""
                if local(colour.tag) == "srgbClr":
                    return value
                return None if value in {"bg1", "lt1"} else "themed"
    return None
