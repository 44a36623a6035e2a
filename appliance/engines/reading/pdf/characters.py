"""The characters of one PDF page as columns of numbers.

Coordinates are points from the top left corner of the page as shown, y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from appliance.engines.reading import limits
from appliance.engines.reading.pdf import pdfium
from appliance.engines.reading.pdf.pdfium import SLOTS, Floats, Page

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_HEAVY: Final = re.compile(r"bold|black|heavy|semib|demi|ultra|[-,]bd\b", re.IGNORECASE)
_ICONS: Final = re.compile(
    r"awesome|icon|material|glyphicon|entypo|feather|typicon|ionic|linea|academicons", re.IGNORECASE
)
_SYMBOLS: Final = re.compile(r"symbol|wingding|webding|dingbat|bullet", re.IGNORECASE)


_NO_BOX: Final = np.zeros(4, np.float32)
_NO_MATRIX: Final = np.zeros(6, np.float32)
_BLACK: Final = np.array([0, 0, 0, 255], np.uint32)
_OPTIONAL_CONTENT: Final = np.frombuffer("OC\0".encode("utf-16-le"), np.uint8)


class Font(NamedTuple):
    """What the name and the weight of a font say. ``icons`` draws pictures, ``symbols`` draws bullets."""

    bold: bool
    icons: bool
    symbols: bool


class Characters(NamedTuple):
    """One entry per character that the file itself holds (PDFium's invented blanks are left out).

    ``box`` is n × 4 (x0, y0, x1, y1). ``piece`` numbers the text object a character belongs to;
    ``mode`` (render mode), ``colour`` (RGBA), ``font``, ``pointer``, ``optional`` belong to pieces.
    ``optional`` pieces belong to a layer that may be switched off.
    ``angle`` is in degrees, as shown: 0 reads from left to right, 90 upwards.
    """

    code: Integers
    box: Floats
    baseline: Floats
    size: Floats
    angle: Floats
    piece: Integers
    mode: Integers
    colour: Integers
    font: Integers
    fonts: tuple[Font, ...]
    pointer: tuple[int, ...]
    optional: Flags


@contextmanager
def text_page(page: Page) -> Iterator[int]:
    """PDFium's text page of a page, as an integer handle; 0 when it has none."""
    pointer: Any = raw.FPDFText_LoadPage(page.pointer)
    try:
        yield pdfium.handle(pointer)
    finally:
        if pointer:
            raw.FPDFText_ClosePage(pointer)


def characters(page: Page, text: int, *, layered: bool) -> Characters | None:
    """All characters of a page, in the order of the file; None when there are none.

    ``layered``: the file may have layers (``pdfium.may_have_layers``), so pieces are asked for theirs.
    """
    count = min(pdfium.count_of(text), limits.PAGE_CHARACTERS) if text else 0
    if count <= 0:
        return None
    page_token = pdfium.token(text)
    objects = np.fromiter(map(pdfium.object_of, repeat(page_token), range(count)), np.int64, count)
    index = np.flatnonzero(objects)
    if not len(index):
        return None
    where: list[int] = index.tolist()
    code = _codes(text, count)[index]
    box = SLOTS.filled(pdfium.loose_box_of, [repeat(page_token)], where, _NO_BOX)

    pieces, first, piece = _pieces(objects[index])
    firsts: list[int] = index[first].tolist()
    matrix = SLOTS.filled(pdfium.matrix_of, [repeat(page_token)], firsts, _NO_MATRIX)
    size = np.fromiter(map(pdfium.font_size_of, repeat(page_token), firsts), np.float32, len(pieces))
    tokens = list(map(pdfium.token, pieces))
    mode = np.fromiter(map(pdfium.render_mode_of, tokens), np.int64, len(pieces))
    optional = _optional(pieces) if layered else np.zeros(len(pieces), np.bool_)
    channel = SLOTS.filled(pdfium.fill_colour_of, [], tokens, _BLACK, apart=True)
    font, fonts = _fonts(tokens)

    box[~np.isfinite(box)] = 0.0
    matrix[~np.isfinite(matrix)] = 0.0
    size[~np.isfinite(size)] = 0.0
    scale = np.hypot(matrix[:, 2], matrix[:, 3])
    scale[scale == 0] = 1.0
    angle = _angles(matrix, page.quarter_turns)
    origin = page.shown(matrix[:, 4], matrix[:, 5])
    return Characters(
        code=code,
        box=page.boxes_shown(box),
        baseline=origin[piece, 1],
        size=(size * scale)[piece],
        angle=angle[piece],
        piece=piece,
        mode=mode,
        colour=channel.astype(np.int64),
        font=font,
        fonts=fonts,
        pointer=tuple(pieces),
        optional=optional,
    )


def _pieces(objects: Integers) -> tuple[list[int], Integers, Integers]:
    """The different objects in the order they are met, the first character of each, and each character's number."""
    begins = np.ones(len(objects), np.bool_)
    begins[1:] = objects[1:] != objects[:-1]
    heads = np.flatnonzero(begins)
    pointers: list[int] = objects[heads].tolist()
    run = np.cumsum(begins) - 1
    different = list(dict.fromkeys(pointers))
    if len(different) == len(pointers):
        return pointers, heads, run
    numbers = {
        pointer: number for number, pointer in enumerate(different)
    }  # an object goes on after another one
    number_of_run = np.fromiter(map(numbers.__getitem__, pointers), np.int64, len(pointers))
    return different, heads[np.unique(number_of_run, return_index=True)[1]], number_of_run[run]


def _codes(text: int, count: int) -> Integers:
    """The code point of every character, blanks that PDFium invented included.

    Read in one go where the text has a unit per character: that is so when there are as many units as characters and
    no halves of pairs, for only a character without a code is left out. The mark of a hyphen at the end of a line is
    another one there (U+FFFE for U+0002).
    """
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.text_of(text, 0, count, units.ctypes.data)
    code = units[:count].astype(np.int64)
    if written != count + 1 or ((code >= 0xD800) & (code < 0xE000)).any():
        return np.fromiter(map(pdfium.unicode_of, repeat(text), range(count)), np.int64, count)
    for at in np.flatnonzero(code == 0xFFFE).tolist():
        code[at] = pdfium.unicode_of(text, at)
    return code


def _angles(matrix: Floats, quarter_turns: int) -> Floats:
    """Degrees in [-180, 180), as shown."""
    if not quarter_turns and not matrix[:, 1].any() and (matrix[:, 0] > 0).all():
        return np.zeros(len(matrix), np.float32)
    degrees = np.degrees(np.arctan2(matrix[:, 1], matrix[:, 0])) - 90.0 * quarter_turns
    return ((degrees + 540.0) % 360.0 - 180.0).astype(np.float32)


def _optional(pieces: list[int]) -> Flags:
    """Which pieces carry the mark ``OC`` among their first marks (optional content: a layer)."""
    optional = np.zeros(len(pieces), np.bool_)
    counts = list(map(pdfium.marks_of, pieces))
    for level in range(min(max(counts, default=0), 2)):
        marked = [number for number, count in enumerate(counts) if count > level]
        marks = map(pdfium.mark_of, [pieces[number] for number in marked], repeat(level))
        names = np.zeros((len(marked), 16), np.uint8)
        at = names.ctypes.data
        size = np.zeros(2, np.uint64)
        pdfium.mapped(
            pdfium.mark_name_of,
            marks,
            range(at, at + 16 * len(marked), 16),
            repeat(16),
            repeat(size.ctypes.data),
        )
        optional[marked] |= (names[:, :6] == _OPTIONAL_CONTENT).all(axis=1)
    return optional


def _fonts(tokens: list[Any]) -> tuple[Integers, tuple[Font, ...]]:
    """The font of every piece, as a number, and what their names say."""
    pointers = list(map(pdfium.font_of, tokens))
    numbers = {pointer: number for number, pointer in enumerate(dict.fromkeys(pointers))}
    return np.fromiter(map(numbers.__getitem__, pointers), np.int64, len(pointers)), tuple(
        map(_font, numbers)
    )


def _font(pointer: int) -> Font:
    if not pointer:
        return Font(bold=False, icons=False, symbols=False)
    name = pdfium.font_name(pointer)
    bold = _HEAVY.search(name) is not None or pdfium.weight_of(pointer) >= 600
    return Font(bold=bold, icons=_ICONS.search(name) is not None, symbols=_SYMBOLS.search(name) is not None)
