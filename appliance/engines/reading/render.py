"""A page of a PDF as a small PNG: colours kept where there are any, grey where there are none."""

from __future__ import annotations

import struct
import zlib
from typing import Final

import numpy as np
from pypdfium2 import raw

from appliance.engines.reading import limits
from appliance.engines.reading.pdf.drawing import Pixels, drawn
from appliance.engines.reading.pdf.pdfium import opened, opened_page
from appliance.engines.reading.refusals import Refused

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB = 0, 2
_LEVEL: Final = 6
_COLOURFUL: Final = 12
"""Least difference between the channels of a pixel that makes a page more than grey."""


def page_count(untrusted_content: bytes) -> int:
    """How many pages a PDF has. Raises Refused: encrypted, damaged, too_many_pages."""
    with opened(untrusted_content) as document:
        return int(raw.FPDF_GetPageCount(document))


def render_page(untrusted_content: bytes, page: int, width_px: int) -> bytes:
    """PNG of one page (from 0), ``width_px`` pixels wide. Raises Refused: encrypted, damaged, too_large."""
    if not 1 <= width_px <= limits.IMAGE_SIDE:
        raise Refused("too_large")
    with opened(untrusted_content) as document:
        if not 0 <= page < raw.FPDF_GetPageCount(document):
            raise Refused("damaged")
        with opened_page(document, page) as shown:
            if shown is None or shown.width <= 0 or shown.height <= 0:
                raise Refused("damaged")
            return png(drawn(shown, width_px / shown.width, annotations=True))


def png(pixels: Pixels) -> bytes:
    """PNG of height × width × 3 (blue, green, red): 8-bit grey when no pixel is coloured, else RGB."""
    height, width = pixels.shape[:2]
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    if int(spread.max(initial=0)) < _COLOURFUL:
        kind, rows = _GREY, np.ascontiguousarray(pixels[:, :, 1]).reshape(height, width)
    else:
        kind, rows = _RGB, np.ascontiguousarray(pixels[:, :, ::-1]).reshape(height, width * 3)
    filtered = np.zeros(
        (height, rows.shape[1] + 1), np.uint8
    )  # filter 2 (difference to the row above) suits text
    filtered[:, 0] = 2
    filtered[0, 1:] = rows[0]
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    body = zlib.compress(filtered.tobytes(), _LEVEL)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
