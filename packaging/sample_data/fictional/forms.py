"""Which function writes which form and layout: the literal table behind the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from fictional import mail, odt, pdf_columns, pdf_single, pdf_special, plain_text, rtf, scan, web, word
from fictional.sheet import Sheet

Writer = Callable[[Sheet], bytes]

WRITERS: dict[str, dict[str, Writer]] = {
    "pdf": {
        "banner": pdf_single.banner,
        "boxes": pdf_columns.boxes,
        "classic": pdf_single.classic,
        "compact": pdf_single.compact,
        "dates_left": pdf_single.dates_left,
        "dingbats": pdf_special.dingbats,
        "federal": pdf_special.federal,
        "grid": pdf_columns.grid,
        "hidden": pdf_special.hidden,
        "icons": pdf_special.icons,
        "letterhead": pdf_single.letterhead,
        "modern": pdf_single.modern,
        "report": pdf_single.report,
        "right_to_left": pdf_special.right_to_left,
        "scanned": scan.scanned,
        "sidebar_dark": pdf_columns.sidebar_dark,
        "sidebar_late": pdf_columns.sidebar_late,
        "sidebar_right": pdf_columns.sidebar_right,
        "stack": pdf_single.stack,
        "two_columns": pdf_columns.two_columns,
        "typewriter": pdf_single.typewriter,
    },
    "docx": {
        "functional": word.functional,
        "page_header": word.page_header,
        "plain": word.plain,
        "side_table": word.side_table,
        "table": word.table,
        "text_box": word.text_box,
        "tracked": word.tracked,
    },
    "odt": {"framed": odt.framed, "page_header": odt.page_header, "plain": odt.plain, "table": odt.table},
    "rtf": {"plain": rtf.plain, "table": rtf.table},
    "doc": {"rtf": rtf.plain},
    "html": {
        "right_to_left": web.right_to_left,
        "saved": web.saved,
        "semantic": web.semantic,
        "table": web.table,
    },
    "eml": {
        "docx": mail.attached(word.plain, "docx"),
        "pdf": mail.attached(pdf_single.modern, "pdf", html=True),
        "pdf_odd_name": mail.attached(pdf_columns.sidebar_right, "pdf", odd_name=True),
        "rtf": mail.attached(rtf.plain, "rtf"),
    },
    "txt": {
        "indented": plain_text.indented,
        "plain": plain_text.plain,
        "shouting": plain_text.shouting,
        "wide": plain_text.wide,
        "windows": plain_text.windows,
    },
    "md": {"markdown": plain_text.markdown},
}
