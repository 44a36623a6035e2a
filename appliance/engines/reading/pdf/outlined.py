"""Transparent text that lies on its own letters drawn as shapes.

Browsers print a bold they lack a font for by drawing the outlines of its letters, and put the text over them without
colour, to be selected. Such text is seen by everybody.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from appliance.engines.reading.pdf import pdfium
from appliance.engines.reading.pdf.characters import Characters, Flags

Boxes = npt.NDArray[np.float32]

_SIDES: Final = 0.35
"""How far, in letter sizes, a drawing may end from the ends of its letters."""
_LEAST_HEIGHT: Final = 0.25
_SEGMENTS: Final = 4
"""Lines and curves a letter has at least on average; a bar or a highlight has four in all."""
_MOST: Final = 400
_BLANK: Final = 0x20


def outlined(chars: Characters, faint: Flags, shapes: list[int], boxes: Boxes) -> Flags:
    """Which of the ``faint`` characters stand on a drawing of as many letters, from the first of them to the last.

    A text object that goes on beside such a drawing has none of its own. What was drawn may still be unseen itself.
    ``shapes`` are the handles of the page's paths and ``boxes`` where they are shown.
    """
    found = np.zeros(len(faint), np.bool_)
    at = np.flatnonzero(faint)
    if not len(at):
        return found
    left, top, right, bottom = chars.box[at].T
    size = np.maximum(chars.size[at], 1.0)
    middle = (left + right) / 2
    heights = boxes[:, 3] - boxes[:, 1]
    flat = np.flatnonzero((heights >= _LEAST_HEIGHT * size.min()) & (heights <= 2.0 * size.max()))
    for number in flat[:_MOST].tolist():
        x0, y0, x1, y1 = boxes[number].tolist()
        slack = _SIDES * size
        inside = (middle > x0 - slack) & (middle < x1 + slack) & (y0 > top - slack) & (y1 < bottom + slack)
        if not inside.any():
            continue
        begin, end, largest = left[inside].min(), right[inside].max(), float(size[inside].max())
        fits = abs(begin - x0) <= _SIDES * largest and abs(end - x1) <= _SIDES * largest
        if fits and pdfium.segments_of(shapes[number]) >= _SEGMENTS * int(inside.sum()):
            found[at[inside]] = True
    piece = chars.piece[at]
    beside = np.unique(piece[~found[at] & (chars.code[at] > _BLANK)])
    found[at] &= ~np.isin(piece, beside)
    return found
