"""Which function writes which form and layout: the literal table behind the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from fictional import pdf_columns, pdf_single
from fictional.sheet import Sheet

Writer = Callable[[Sheet], bytes]

WRITERS: dict[str, dict[str, Writer]] = {
    "pdf": {
        "banner": pdf_single.banner,
        "boxes": pdf_columns.boxes,
        "classic": pdf_single.classic,
        "compact": pdf_single.compact,
        "dates_left": pdf_single.dates_left,
        "grid": pdf_columns.grid,
        "letterhead": pdf_single.letterhead,
        "modern": pdf_single.modern,
        "report": pdf_single.report,
        "sidebar_dark": pdf_columns.sidebar_dark,
        "sidebar_late": pdf_columns.sidebar_late,
        "sidebar_right": pdf_columns.sidebar_right,
        "stack": pdf_single.stack,
        "two_columns": pdf_columns.two_columns,
        "typewriter": pdf_single.typewriter,
    },
}
