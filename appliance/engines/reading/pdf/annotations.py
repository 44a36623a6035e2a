"""Notes that were put on a page of a PDF: comments, not text of the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final

from pypdfium2 import raw

_MOST: Final = 1_000
_BYTES: Final = 8_192
_NO_NOTE: Final = frozenset({raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT})
"""What is no remark: where a link leads, what was filled in or typed on the page (read as its text)."""


def notes_on(pointer: Any) -> Iterator[str]:
    """What the notes, marks and stamps of an open page say, in the order of the file; empty ones are left out."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(pointer), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(pointer, index)
        if not annotation:
            continue
        try:
            if raw.FPDFAnnot_GetSubtype(annotation) not in _NO_NOTE and (text := _contents(annotation)):
                yield text
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:
    buffer = (ctypes.c_ushort * (_BYTES // 2))()
    size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, _BYTES)
    if not 2 < size <= _BYTES:
        return "" if size <= 2 else "(a note too long to show)"
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").strip()
