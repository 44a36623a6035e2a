"""Text that stands for what is drawn (``ActualText``), put where all of it is drawn.

PDFium lays the whole of such a text over the first thing that is drawn for it, often an icon, in slivers of letters.
"""

from __future__ import annotations

from itertools import repeat
from typing import Final

import numpy as np
from pypdfium2 import raw

from appliance.engines.reading.pdf import pdfium
from appliance.engines.reading.pdf.characters import Characters, Integers
from appliance.engines.reading.pdf.pdfium import Floats, Page

_SLIVER: Final = 0.08
"""Of the letter height; the thinnest letters and stops have 0.2."""
_LEAST: Final = 4
_OBJECTS: Final = 20_000
_LINE: Final = 2.0
"""Letter heights that what is drawn may take: what goes over two lines stays where it is."""


def spread_out(page: Page, chars: Characters) -> Characters:
    """The characters, those of texts that stand for more than one drawn thing over all of it."""
    width = chars.box[:, 2] - chars.box[:, 0]
    thin = (width < _SLIVER * np.maximum(chars.size, 1.0)) & (chars.code > 0x20) & (chars.angle == 0)
    counts = np.bincount(chars.piece[thin], minlength=len(chars.pointer))
    squeezed = np.flatnonzero(counts >= _LEAST).tolist()
    if not squeezed:
        return chars
    drawn = _drawn_besides(page, chars)
    box = chars.box.copy()
    for piece in squeezed:
        marks = set(_marks(chars.pointer[piece]))
        rest = [bounds for own, bounds in drawn if not marks.isdisjoint(own)]
        own = np.flatnonzero(chars.piece == piece)
        if rest:
            _lay(box, own, np.array(rest, np.float32), chars, icon=chars.fonts[int(chars.font[piece])].icons)
    return chars._replace(box=box)


def _lay(box: Floats, own: Integers, rest: Floats, chars: Characters, *, icon: bool) -> None:
    """Spread the boxes ``own``: over what else is drawn, without the icon's own name ("mailto:") where there is an icon."""
    size = float(rest[:, 3].max() - rest[:, 1].min())
    if size > _LINE * float(np.median(chars.size[own])):
        return
    codes = "".join(map(chr, chars.code[own].tolist()))
    named = codes.find(":") + 1 if icon else 0
    own = own[named + (codes[named : named + 1] == " ") :]
    left, right = float(rest[:, 0].min()), float(rest[:, 2].max())
    if not icon:
        left = min(left, float(box[own, 0].min()))
    if not len(own) or right <= left:
        return
    edges = np.linspace(left, right, len(own) + 1)
    box[own, 0], box[own, 2] = edges[:-1], edges[1:]
    box[own, 1], box[own, 3] = rest[:, 1].min(), rest[:, 3].max()


def _drawn_besides(page: Page, chars: Characters) -> list[tuple[list[int], list[float]]]:
    """The marks and the place of each text that is drawn, but is no text of the page by itself."""
    page_token = pdfium.token(pdfium.handle(page.pointer))
    count = min(raw.FPDFPage_CountObjects(page.pointer), _OBJECTS)
    read = set(chars.pointer)
    texts = [
        one
        for one in map(pdfium.page_object, repeat(page_token), range(count))
        if one not in read and pdfium.object_kind(one) == pdfium.TEXT
    ]
    boxes = page.boxes_shown(pdfium.bounds_of(texts)).tolist() if texts else []
    return [(_marks(one), bounds) for one, bounds in zip(texts, boxes, strict=True)]


def _marks(one: int) -> list[int]:
    return [pdfium.mark_of(one, number) for number in range(max(pdfium.marks_of(one), 0))]
