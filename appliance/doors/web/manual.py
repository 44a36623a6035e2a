"""The manual as it lies in ``docs/``: which pages there are, rendered to HTML, and searched."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDERS = ("use", "formats")
"""Folders of ``docs/`` that hold pages of the manual; of ``formats`` only those named in ``EXTRA``."""
EXTRA = ("formats/query-language.md",)
CONTENTS = "README"
SNIPPET = 90
TABLE = '<div class="table-wrap" tabindex="0" role="region" aria-label="Table {}"><table class="table table--top">'


@dataclass(frozen=True)
class Page:
    """One page: ``name`` in the address, ``body`` rendered HTML made from our own file, ``text`` for searching."""

    name: str
    title: str
    body: str
    text: str
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """A page that speaks of what was asked; ``snippet`` is (words, whether they were asked for) in turn."""

    page: Page
    count: int
    snippet: tuple[tuple[str, bool], ...]


def docs() -> Path:
    """Where the manual lies: beside the package, or among the frozen program's data files."""
    if getattr(sys, "frozen", False):
        return Path(str(getattr(sys, "_MEIPASS", "."))) / "docs"
    return Path(__file__).resolve().parents[3] / "docs"


@lru_cache(maxsize=1)
def pages() -> dict[str, Page]:
    """Every page by its name, the contents first, the rest by title. Empty when the manual was not installed."""
    root = docs()
    files = [
        *sorted((root / "use").glob("*.md")),
        *(root / name for name in EXTRA if (root / name).is_file()),
    ]
    made = [_page(path) for path in files]
    made.sort(key=lambda page: (page.name != CONTENTS, page.title.casefold()))
    return {page.name: page for page in made}


def picture(name: str) -> Path | None:
    """A picture of the manual by its file name; None when there is none of that name."""
    found = [path for path in (docs() / "use").glob("*.png") if path.name == name]
    return found[0] if found else None


def search(words: Sequence[str]) -> list[Found]:
    """Pages that hold every word, those that hold them most often first."""
    found = []
    for page in pages().values():
        folded = f"{page.title}\n{page.text}".casefold()
        if words and all(word in folded for word in words):
            count = sum(folded.count(word) for word in words)
            found.append(Found(page, count, _snippet(page.text, words)))
    return sorted(found, key=lambda f: -f.count)


def _snippet(text: str, words: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    pattern = re.compile("|".join(re.escape(w) for w in words), re.IGNORECASE)
    first = pattern.search(text)
    at = first.start() if first else 0
    piece = " ".join(text[max(0, at - SNIPPET) : at + 2 * SNIPPET].split())
    parts, end = list[tuple[str, bool]](), 0
    for match in pattern.finditer(piece):
        parts += [(piece[end : match.start()], False), (match.group(), True)]
        end = match.end()
    return (*parts, (piece[end:], False))


def _page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    # raw HTML stays off: what is rendered can hold no tag but those Markdown itself makes
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    title, headings = path.stem, list[tuple[str, str]]()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            words = _plain(tokens[at + 1])
            if token.tag == "h1":
                title = words
            else:
                anchor = slug(words)
                token.attrSet("id", anchor)
                if token.tag == "h2":
                    headings.append((anchor, words))
        _tame(token)
    body = str(reader.renderer.render(tokens, reader.options, {}))
    # only Markdown's own tables have this tag here: what a file says itself is escaped
    for number in range(1, body.count("<table>") + 1):
        body = body.replace("<table>", TABLE.format(number), 1)
    body = body.replace("</table>", "</table></div>")
    body = body.replace("<pre>", '<pre tabindex="0">')  # it scrolls, so that keys must reach it
    plain = "\n".join(_plain(t) for t in tokens if t.type == "inline")
    return Page(path.stem, title, body, plain, tuple(headings))


def _tame(token: Token) -> None:
    """Make a token fit the product's pages: no style attribute, links and pictures to addresses of Help."""
    token.attrs.pop("style", None)
    for child in token.children or ():
        if child.type == "link_open":
            child.attrSet("href", address(str(child.attrGet("href") or "")))
        elif child.type == "image":
            child.attrSet("src", f"/help/pictures/{PurePosixPath(str(child.attrGet('src') or '')).name}")
            child.attrSet("loading", "lazy")


def address(href: str) -> str:
    """A link of the manual as an address of the product: ``matching.md#rules`` → ``/help/matching#rules``."""
    target, _, anchor = href.partition("#")
    if not target.endswith(".md") or "://" in target:
        return href
    name = PurePosixPath(target).stem
    return f"/help/{name}" + (f"#{anchor}" if anchor else "")


def slug(words: str) -> str:
    """A heading as an anchor, as other readers of Markdown make it."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", words.casefold()).strip())


def _plain(token: Token) -> str:
    if not token.children:
        return token.content
    return "".join(" " if c.type in ("softbreak", "hardbreak") else c.content for c in token.children)
