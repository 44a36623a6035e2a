"""A page of a PDF as a small PNG."""

from __future__ import annotations

import struct
import zlib
from typing import Final

import numpy as np
from pypdfium2 import raw

from appliance.engines.reading import limits
from appliance.engines.reading.pdf.characters import Integers
from appliance.engines.reading.pdf.drawing import Pixels, drawn
from appliance.engines.reading.pdf.pdfium import opened, opened_page
from appliance.engines.reading.refusals import Refused

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PALETTE: Final = 3
_COLOURS: Final = 1 << 12
_LEVEL: Final = 6


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
    """PNG of height × width × 3 (blue, green, red), at most 256 colours of 16 levels a channel.

    A page of text has few colours: a fourth of the size of full colour, and nobody sees the difference.
    """
    height, width = pixels.shape[:2]
    levels = (pixels >> 4).astype(np.uint16)
    key = levels[:, :, 2] << 8 | levels[:, :, 1] << 4 | levels[:, :, 0]
    counts = np.bincount(key.ravel(), minlength=_COLOURS)
    used = np.flatnonzero(counts)
    palette = used[np.argsort(-counts[used], kind="stable")][:256]
    number = np.zeros(_COLOURS, np.uint8)
    number[used] = _nearest(_channels(used), _channels(palette))
    rows = np.zeros((height, width + 1), np.uint8)  # a filter byte of 0 in front of each row
    rows[:, 1:] = number[key]
    header = struct.pack(">IIBBBBB", width, height, 8, _PALETTE, 0, 0, 0)
    colours = (_channels(palette) * 17).astype(np.uint8).tobytes()
    body = zlib.compress(rows.tobytes(), _LEVEL)
    parts = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", body), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _channels(keys: Integers) -> Integers:
    """Red, green and blue levels (0 to 15) of 12-bit colours, n × 3."""
    return np.stack([keys >> 8, keys >> 4 & 15, keys & 15], axis=1)


def _nearest(colours: Integers, palette: Integers) -> Integers:
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(distances.argmin(axis=1), np.int64)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
