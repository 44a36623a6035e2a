"""A posting whose page carries its text only for machines (schema.org JobPosting), as many career sites build it.

Such a page shows its text only once its scripts run; the file that was saved holds none of it but this. For postings
alone: in a résumé, text that the page does not show stays what it is.
"""

from __future__ import annotations

import html
import json
import re
from typing import Final

from appliance.engines.reading.formats.html import read_page
from appliance.foundation.contracts.reading import Layout, QualityNote

_LEAST_WORDS: Final = 20
_TELLING: Final = 4
"""Words of a line from which it is told from another."""
_SHOWN: Final = 0.3
"""A page that shows this share of the description's lines shows the description."""
_NOTE: Final = QualityNote(
    severity="suggestion",
    code="page_data",
    message="The page does not show its text without scripts; it was read from what the page states to machines.",
)


def with_page_data(layout: Layout) -> Layout:
    """The layout of a posting, with the description of its ``structured`` data below what the page shows.

    Unchanged where there is none, it is short, or the page shows it. What the description itself hides is hidden.
    """
    described = _description(layout.structured)
    if len(described.split()) < _LEAST_WORDS:
        return layout
    inner = read_page(described).draft.layout("html")
    if _shows(layout.text, inner.text):
        return layout
    before = f"{layout.text.rstrip()}\n\n" if layout.text.strip() else ""
    moved = tuple(
        line._replace(start=line.start + len(before), end=line.end + len(before)) for line in inner.lines
    )
    known = {note.code for note in layout.notes}
    return layout.model_copy(
        update={
            "text": before + inner.text,
            "lines": layout.lines + moved,
            "hidden": layout.hidden + tuple(h for h in inner.hidden if h not in layout.hidden),
            "notes": (*layout.notes, *(n for n in inner.notes if n.code not in known), _NOTE),
        }
    )


def _description(structured: str) -> str:
    """The description as HTML; many sites escape it once more."""
    if not structured:
        return ""
    posting = json.loads(structured)
    value = posting.get("description") if isinstance(posting, dict) else None
    written = value if isinstance(value, str) else ""
    if "<" not in written and re.search(r"&lt;/?[a-z]", written, re.IGNORECASE):
        written = html.unescape(written)
    if not re.search(r"</?[a-z][^<>]*>", written, re.IGNORECASE):
        written = f"<pre>{html.escape(written)}</pre>"
    return written


def _shows(visible: str, described: str) -> bool:
    there = _letters(visible)
    telling = [_letters(line) for line in described.splitlines() if len(line.split()) >= _TELLING]
    shown = sum(line in there for line in telling)
    return bool(telling) and shown >= _SHOWN * len(telling)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
