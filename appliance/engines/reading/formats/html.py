"""HTML: what a person sees of a saved page, line by line; the page's own JobPosting data beside it."""

from __future__ import annotations

import codecs
import json
import re
from html.parser import HTMLParser
from typing import Any, Final, NamedTuple

from appliance.engines.reading import limits
from appliance.engines.reading.drafting import ALTERNATIVE_TEXT, COMMENT, Draft, Style
from appliance.engines.reading.formats.cells import Cell, CellLine, write_row
from appliance.engines.reading.formats.html_lines import BULLET, Item, PageLines
from appliance.engines.reading.formats.html_sheet import StyleSheet
from appliance.engines.reading.formats.html_style import Look, look
from appliance.engines.reading.formats.plain import decoded
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Layout

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "svg",
        "math",
        "object",
        "iframe",
        "canvas",
        "audio",
        "video",
        "head",
    ]
)
_IMPLIED_ENDS: Final = {
    "li": frozenset({"li"}), "p": frozenset({"p"}), "dd": frozenset({"dd", "dt"}), "dt": frozenset({"dd", "dt"}),
    "tr": frozenset({"tr", "td", "th"}), "td": frozenset({"td", "th"}), "th": frozenset({"td", "th"}),
    "option": frozenset({"option"}),
}  # fmt: skip
_OF_TABLES: Final = frozenset({"tr", "td", "th"})
_CELLS_OPEN: Final = 50
"""Elements within a cell that a new cell or row ends."""
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.IGNORECASE
)
_XML_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,40})")
_ENTITY: Final = re.compile(r"<!ENTITY", re.IGNORECASE)
_MARKED: Final = re.compile(r"<!\[[^<>]{0,200}>")
_DEPTH: Final = 2_000
_ENDS_WHOLE: Final = re.compile(r"\d{4}\Z")
"""A year, or the end of a number."""
_ENDS_ADDRESS: Final = re.compile(r"[\w.+-]@[\w-]+(?:\.[\w-]+){0,4}\.[A-Za-z]{2,}\Z")
_WITHIN_WORDS: Final = frozenset({"sup", "sub", "i", "b", "em", "strong"})
_LONGEST_END: Final = 80


class _Open(NamedTuple):
    """An element that is open."""

    tag: str
    look: Look
    level: int
    item: Item | None = None
    leads: str = ""


def extract(untrusted_content: bytes) -> Layout:
    """Read HTML. Raises Refused: doctype (one that declares entities), no_text."""
    source = decoded_page(untrusted_content)
    if _ENTITY.search(source[:20_000]):
        raise Refused("doctype")
    page = read_page(source)
    if not page.draft.lines and not page.structured:
        raise Refused("no_text")
    return page.draft.layout("html", title=page.title, structured=page.structured)


def decoded_page(untrusted_content: bytes) -> str:
    """Text of a page: byte order mark, then what the page says of itself, then a guess."""
    head = untrusted_content[:4096]
    if not head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stated = _CHARSET.search(head) or _XML_ENCODING.search(head)
        if stated:
            name = stated.group(1).decode("ascii").casefold()
            name = "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"} else name
            if name in _ENCODINGS:
                try:
                    return untrusted_content.decode(name)
                except UnicodeDecodeError:
                    return decoded(untrusted_content)
    return decoded(untrusted_content)


_ENCODINGS: Final = frozenset(
    [
        "utf-8",
        "utf8",
        "cp1252",
        "windows-1252",
        "windows-1250",
        "windows-1251",
        "windows-1253",
        "windows-1254",
        "windows-1257",
        "iso-8859-2",
        "iso-8859-5",
        "iso-8859-7",
        "iso-8859-9",
        "iso-8859-15",
        "koi8-r",
        "shift_jis",
        "euc-jp",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "euc-kr",
    ]
)
"""Text encodings only: a page must not choose one of Python's byte-to-byte codecs (zip bombs among them)."""


def read_page(source: str) -> Page:
    """Parse and lay out a page that is text already (also the HTML body of a mail)."""
    page = Page()
    try:
        page.feed(_finished(source))
        page.close()
    except _Enough:
        page.draft.note(
            "major", "text_cut", "The page has more elements than Muster reads; the rest was left out."
        )
    page.finish()
    return page


class _Enough(Exception):
    """The page has more elements than are read, or more text."""


def _finished(source: str) -> str:
    """``source`` without constructs that never end: the parser would look for their end again and again."""
    source = _MARKED.sub("", source).replace("<![", "&lt;![")
    cut = source.rfind("-->") + 3 if "-->" in source else 0
    source = source[:cut] + source[cut:].replace("<!--", "")
    cut = source.rfind(">") + 1
    return source[:cut] + source[cut:].replace("<", "&lt;")


class Page(HTMLParser):
    """Collects lines as a browser would break them. Never recursive: pages may nest 30,000 deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.draft = Draft()
        self.title = ""
        self.structured = ""
        self._elements = 0
        self._open: list[_Open] = []
        self._text: list[str] = []
        self._bold_letters = 0
        self._letters = 0
        self._level = 0
        self._written = PageLines()
        self._items: list[Item] = []
        self._leading_letters = 0
        self._leads = ""
        self._between = self._after_link = False
        self._hidden: list[str] = []
        self._hidden_reason = ""
        self._script: list[str] | None = None
        self._medium = ""
        self._titling = False
        self._skipping = 0
        self._styles = StyleSheet()
        self._tables: list[list[Cell]] = []
        self._cell: list[list[CellLine]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._elements += 1
        if self._elements > limits.ELEMENTS or self._written.full or self._styles.exhausted:
            raise _Enough
        given = {name: value or "" for name, value in attrs}
        self._titling = False  # a title that is never closed ends here
        if tag == "link" and "stylesheet" in given.get("rel", "").casefold():
            self._styles.partial = True
        self._end_implied(tag)
        if tag in _SKIPPED or self._skipping:
            self._start_skipped(tag, given)
            return
        if tag == "title":
            self._titling = True
            return
        if tag in _BLOCKS:
            self._break(tag)
        if tag == "br" and self._flush() and self._items:
            self._items[-1].own_lines -= 1  # a line that was broken is one
        self._between = tag not in _WITHIN_WORDS
        if tag == "img":
            self.draft.hide(given.get("alt", ""), ALTERNATIVE_TEXT)
        if tag in _VOID:
            return
        if tag in {"ul", "ol"} and self._items:
            self._items[-1].lists += 1
        if tag == "tr":
            self._tables.append([])
        if tag in {"td", "th"} and self._tables:
            self._cell.append([])
        if len(self._open) < _DEPTH:
            self._open.append(self._element(tag, given))
            self._level = self._open[-1].level or self._level
            if self._open[-1].item is not None:
                self._items.append(self._open[-1].item)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def _start_skipped(self, tag: str, given: dict[str, str]) -> None:
        if tag in _SKIPPED and tag != "head":
            if (
                tag == "script" and given.get("type", "").casefold().startswith("application/ld+json")
            ) or tag == "style":
                self._script, self._medium = [], given.get("media", "")
            self._skipping += 1

    def _element(self, tag: str, given: dict[str, str]) -> _Open:
        above = self._open[-1].look if self._open else Look()
        seen = look(above, self._styles, tag, given)
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
        if tag in {"b", "strong", "th"} or level:
            seen = seen._replace(bold=True)
        leads = given.get("href", "") if tag == "a" else ""
        if not leads and tag not in _BLOCKS and self._open:
            leads = self._open[-1].leads
        return _Open(tag, seen, level, Item() if tag == "li" else None, leads)

    def handle_endtag(self, tag: str) -> None:
        self._between = True
        self._after_link = self._after_link or tag == "a"
        if tag == "title" and self._titling:
            self._titling = False
            return
        if self._skipping or tag in _SKIPPED:
            self._end_skipped(tag)
            return
        if tag in _VOID:
            return
        for position in range(len(self._open) - 1, max(len(self._open) - 200, -1), -1):
            if self._open[position].tag == tag:
                for element in reversed(self._open[position:]):
                    self._close(element)
                del self._open[position:]
                break
        self._end_hidden()

    def _end_skipped(self, tag: str) -> None:
        if tag not in _SKIPPED or tag == "head":
            return
        self._skipping = max(self._skipping - 1, 0)
        if self._script is not None:
            text = "".join(self._script)
            self._script = None
            if tag == "script":
                self.structured = self.structured or job_posting(text)
            elif tag == "style":
                self._styles.read(text, self._medium)

    def _close(self, element: _Open) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break(tag)
        if element.item is not None and self._items and self._items[-1] is element.item:
            self._items.pop().close()
        if tag in {"td", "th"} and self._cell:
            lines = self._cell.pop()
            if self._tables:
                self._tables[-1].append(Cell(lines, len(self._tables[-1])))
        elif tag == "tr" and self._tables:
            for line in write_row(self._tables.pop()):
                self._say(line)

    def _end_implied(self, tag: str) -> None:
        """Old pages leave ends out: a cell ends the cell before it, a row the row, whatever is still open in them."""
        ends = _IMPLIED_ENDS.get(tag, frozenset())
        reach = _CELLS_OPEN if tag in _OF_TABLES else 1
        ended = ""
        for element in reversed(self._open[-reach:]):
            if element.tag == "table":
                break
            if element.tag in ends:
                ended = element.tag
        if ended:
            self.handle_endtag(ended)
            if tag == "tr" and ended != "tr":
                self._end_implied(tag)

    def handle_data(self, data: str) -> None:
        if self._titling:
            self.title = (self.title + data)[:1000]
            return
        if self._skipping:
            if self._script is not None:
                self._script.append(data)
            return
        top = self._open[-1] if self._open else None
        if top is not None and top.look.hidden:
            self._hidden_reason = top.look.hidden
            self._hidden.append(data)
            return
        preformatted = top is not None and top.tag in {"pre", "textarea"}
        if self._between and self._text and self._is_apart(self._text[-1][-_LONGEST_END:], data[:1]):
            self._text.append(" ")
        self._between = self._after_link = False
        for number, piece in enumerate(data.split("\n") if preformatted else [data]):
            if number:
                self._flush()
            self._text.append(piece if preformatted else re.sub(r"[ \t\r\n\f]+", " ", piece))
            self._letters += len(piece)
            if top is not None and top.look.bold:
                self._bold_letters += len(piece)
            if top is not None and top.leads:
                self._leading_letters += len(piece.strip())
                self._leads = top.leads

    def _is_apart(self, end: str, first: str) -> bool:
        """Does an element of its own begin something new: behind a year, or behind a link that is an address?"""
        whole = _ENDS_WHOLE.search(end) or (self._after_link and _ENDS_ADDRESS.search(end))
        return bool(whole) and (first.isdigit() or first.isupper())

    def handle_comment(self, data: str) -> None:
        if not data.lstrip().startswith("["):
            self.draft.hide(data, COMMENT)

    def _end_hidden(self) -> None:
        if self._hidden and not (self._open and self._open[-1].look.hidden):
            self.draft.hide(" ".join(self._hidden), self._hidden_reason)
            self._hidden = []

    def _break(self, tag: str) -> None:
        had_text = self._flush()
        if (
            tag in {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "section", "article"}
            and not self._cell
        ) and (had_text or tag != "p"):
            self._written.blank()
        if tag in _BLOCKS:
            self._level = next((e.level for e in reversed(self._open[-3:]) if e.level), 0)

    def _flush(self) -> bool:
        text = "".join(self._text)
        self._text = []
        bold = 2 * self._bold_letters > self._letters
        leads = self._leads if 0 < self._leading_letters >= len(text.strip()) else ""
        self._bold_letters = self._letters = self._leading_letters = 0
        if not text.strip():
            return False
        part = "table" if self._cell else "body"
        if self._items:
            text = self._of_item(self._items[-1], text)
        self._say(CellLine(text, Style(0.0, bold, self._level, part, 0)), leads)
        return True

    def _of_item(self, item: Item, text: str) -> str:
        """A line of a list item, the first behind a bullet."""
        item.own_lines += 1
        if not item.waits:
            return text
        item.waits = False
        item.headed = self._level > 0
        lines = self._cell[-1] if self._cell else self._written.written
        item.first = lines, len(lines)
        return BULLET + text.strip()

    def _say(self, line: CellLine, leads: str = "") -> None:
        if self._cell:
            self._cell[-1].append(line)
        elif line.text.strip():
            self._written.add(line, leads)

    def finish(self) -> None:
        """Write what unfinished elements still hold."""
        self._flush()
        for element in reversed(self._open):
            self._close(element)
        self._open = []
        self._end_hidden()
        self._written.write(self.draft)


def job_posting(text: str) -> str:
    """The schema.org JobPosting in a JSON-LD block, as JSON text; "" when there is none."""
    if len(text) > limits.TEXT_CHARACTERS:
        return ""
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return ""
    found = _find_posting(data, 0)
    return json.dumps(found, ensure_ascii=True) if found is not None else ""


def _find_posting(data: Any, depth: int) -> dict[str, Any] | None:
    if depth > 6:
        return None
    if isinstance(data, dict):
        kind = data.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(k, str) and k.rpartition("/")[2] == "JobPosting" for k in kinds):
            return data
        data = [data.get("@graph"), data.get("mainEntity"), data.get("itemListElement")]
    if isinstance(data, list):
        for item in data[:200]:
            found = _find_posting(item, depth + 1)
            if found is not None:
                return found
    return None
