"""A layout as stored: compact JSON, arrays instead of objects, boxes in tenths of a point."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.contracts.reading import HiddenText, Layout, Line, PageSize, Place, QualityNote

FORMAT = 1


def dump_layout(layout: Layout) -> str:
    """Everything of a layout but its text, which is stored beside it."""
    return json.dumps(
        {
            "format": FORMAT,
            "file_format": layout.format,
            "pages": [[round(v, 1) for v in p] for p in layout.pages],
            "places": [_tenths(p, 3) for p in layout.places],
            "lines": [[*_tenths(line[:8], 3), *line[8:]] for line in layout.lines],
            "hidden": [[h.text, h.reason, h.page] for h in layout.hidden],
            "notes": [[n.severity, n.code, n.message] for n in layout.notes],
            "title": layout.title,
            "structured": layout.structured,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def load_layout(stored: str, text: str) -> Layout:
    """The inverse of ``dump_layout``. Raises ValueError for a format this version does not know."""
    data = json.loads(stored)
    if data["format"] != FORMAT:
        raise ValueError(f"layout format {data['format']}")
    return Layout(
        format=data["file_format"],
        text=text,
        pages=tuple(PageSize(*p) for p in data["pages"]),
        places=tuple(Place(*p[:3], *(v / 10 for v in p[3:])) for p in data["places"]),
        lines=tuple(Line(*v[:3], *(x / 10 for x in v[3:8]), *v[8:]) for v in data["lines"]),
        hidden=tuple(HiddenText(text=t, reason=r, page=p) for t, r, p in data["hidden"]),
        notes=tuple(QualityNote(severity=s, code=c, message=m) for s, c, m in data["notes"]),
        title=data["title"],
        structured=data["structured"],
    )


def _tenths(row: Any, first: int) -> list[Any]:
    return [*row[:first], *(round(v * 10) for v in row[first:])]
