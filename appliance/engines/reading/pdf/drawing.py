"""A PDF page as pixels."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from appliance.engines.reading import limits
from appliance.engines.reading.pdf.pdfium import Page
from appliance.engines.reading.refusals import Refused

Pixels = npt.NDArray[np.uint8]


def drawn(page: Page, scale: float, *, annotations: bool = False) -> Pixels:
    """Height × width × 3 (blue, green, red) pixels on white, ``scale`` pixels a point.

    Raises Refused("too_large") past 10,000 pixels a side or 40 million in all, ("limit") without memory.
    """
    width = max(round(page.width * scale), 1)
    height = max(round(page.height * scale), 1)
    if max(width, height) > limits.IMAGE_SIDE or width * height > limits.IMAGE_PIXELS:
        raise Refused("too_large")
    bitmap: Any = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise Refused("limit")
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = raw.FPDF_ANNOT if annotations else 0
        raw.FPDF_RenderPageBitmap(bitmap, page.pointer, 0, 0, width, height, 0, flags)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    rows = np.frombuffer(buffer, np.uint8).reshape(height, stride)
    return rows[:, : 3 * width].reshape(height, width, 3)
