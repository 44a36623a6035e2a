"""PDFium through plain function pointers: called once per character, a call has to cost 0.1 µs, not 2.

Importing ``pypdfium2`` starts the library. Handles are integers. ``mapped`` calls a function for every item at the speed of C.

The functions called most often are bare: they take their arguments as they are, which halves the cost of a call.
A handle is then a ``token`` (a plain number would lose its upper half), and results go to ``SLOTS``.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from appliance.engines.reading import limits
from appliance.engines.reading.refusals import Refused

Floats = npt.NDArray[np.float32]

_POINTER: Final = ctypes.c_void_p
_INT: Final = ctypes.c_int
_UINT: Final = ctypes.c_uint
_ADDRESS: Final = ctypes.c_size_t  # as a result it stays a number where a pointer would turn null into None
_LAYERS: Final = re.compile(rb"/OCProperties|/ObjStm|/[A-Za-z]{0,12}#[0-9A-Fa-f]{2}")
_ANNOTATIONS: Final = 1_000
_SLOTS: Final = 512
_WIDEST: Final = 6
"""Words of the widest result, a matrix."""


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, _POINTER).value
    if not address:
        raise ImportError("PDFium lacks a function Muster needs")
    pointer: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return pointer


def _bare(function: Any, result: Any) -> Callable[..., Any]:
    """Arguments are tokens, and whole numbers that fit a C ``int``; nothing checks them."""
    return _plain(function, result)


count_of: Final = _plain(raw.FPDFText_CountChars, _INT, _POINTER)
unicode_of: Final = _plain(raw.FPDFText_GetUnicode, _UINT, _POINTER, _INT)
text_of: Final = _plain(raw.FPDFText_GetText, _INT, _POINTER, _INT, _INT, _POINTER)
loose_box_of: Final = _bare(raw.FPDFText_GetLooseCharBox, _INT)
object_of: Final = _bare(raw.FPDFText_GetTextObject, _ADDRESS)
matrix_of: Final = _bare(raw.FPDFText_GetMatrix, _INT)
font_size_of: Final = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
render_mode_of: Final = _bare(raw.FPDFTextObj_GetTextRenderMode, _INT)
font_of: Final = _bare(raw.FPDFTextObj_GetFont, _ADDRESS)
weight_of: Final = _plain(raw.FPDFFont_GetWeight, _INT, _POINTER)
_base_name_of: Final = _plain(
    raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _POINTER, ctypes.c_char_p, ctypes.c_size_t
)
marks_of: Final = _plain(raw.FPDFPageObj_CountMarks, _INT, _POINTER)
mark_of: Final = _plain(raw.FPDFPageObj_GetMark, _ADDRESS, _POINTER, ctypes.c_ulong)
mark_name_of: Final = _plain(raw.FPDFPageObjMark_GetName, _INT, _POINTER, _POINTER, ctypes.c_ulong, _POINTER)
fill_colour_of: Final = _bare(raw.FPDFPageObj_GetFillColor, _INT)
_draw_mode_of: Final = _plain(raw.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
page_object: Final = _bare(raw.FPDFPage_GetObject, _ADDRESS)
object_kind: Final = _plain(raw.FPDFPageObj_GetType, _INT, _POINTER)
segments_of: Final = _plain(raw.FPDFPath_CountSegments, _INT, _POINTER)
object_bounds: Final = _plain(
    raw.FPDFPageObj_GetBounds, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)

IMAGE: Final[int] = raw.FPDF_PAGEOBJ_IMAGE
PATH: Final[int] = raw.FPDF_PAGEOBJ_PATH
TEXT: Final[int] = raw.FPDF_PAGEOBJ_TEXT
SHADING: Final[int] = raw.FPDF_PAGEOBJ_SHADING


def mapped(function: Callable[..., Any], *arguments: Iterable[Any]) -> None:
    """Call ``function`` for every tuple of arguments; what it returns is dropped, it writes to memory."""
    deque(map(function, *arguments), maxlen=0)


token: Final[Callable[[int], Any]] = _POINTER.from_param
"""A handle as the argument of a bare function."""


class Slots:
    """Room for the results of bare functions that write to memory: 32-bit words whose tokens are made once."""

    def __init__(self) -> None:
        room = (ctypes.c_uint32 * (_SLOTS * _WIDEST))()
        self._words = np.ctypeslib.as_array(room)
        self._tokens = [ctypes.byref(room, 4 * word) for word in range(len(room))]

    def filled(
        self,
        function: Callable[..., Any],
        leading: Sequence[Iterable[Any]],
        numbers: Sequence[Any],
        initial: npt.NDArray[Any],
        *,
        apart: bool = False,
    ) -> npt.NDArray[Any]:
        """What ``function(leading…, number, slot)`` writes for every number: a row like ``initial`` each.

        ``apart``: it takes the address of every word of the row, not of the row alone. A row that the function
        leaves alone stays as ``initial``, which has 32-bit values.
        """
        width = len(initial)
        rows = np.empty((len(numbers), width), initial.dtype)
        room = self._words[: _SLOTS * width].view(initial.dtype).reshape(_SLOTS, width)
        slots = [self._tokens[word : _SLOTS * width : width] for word in range(width if apart else 1)]
        for begin in range(0, len(numbers), _SLOTS):
            some = numbers[begin : begin + _SLOTS]
            room[: len(some)] = initial
            mapped(function, *leading, some, *slots)
            rows[begin : begin + len(some)] = room[: len(some)]
        return rows


SLOTS: Final = Slots()


def bounds_of(objects: list[int]) -> Floats:
    """The corners of page objects in the page's own system, n × 4."""
    bounds = np.zeros((len(objects), 4), np.float32)
    at = bounds.ctypes.data
    mapped(
        object_bounds,
        objects,
        *(range(at + 4 * k, at + 4 * k + 16 * len(objects), 16) for k in range(4)),
    )
    return bounds


def handle(pointer: Any) -> int:
    """A typed pointer as an integer; 0 for a null pointer."""
    return ctypes.cast(pointer, _POINTER).value or 0


def font_name(font: int) -> str:
    """The base name of a font, "" where it has none."""
    buffer = ctypes.create_string_buffer(256)
    _base_name_of(font, buffer, 256)
    return buffer.value.decode("utf-8", "replace")


def fill_of_path(path: int) -> tuple[int, int, int] | None:
    """The colour a path is filled with; None when it is only an outline or nearly transparent."""
    mode, stroke = _INT(), _INT()
    if not _draw_mode_of(path, ctypes.addressof(mode), ctypes.addressof(stroke)) or mode.value == 0:
        return None
    colour = (_UINT * 4)()
    parts = [ctypes.byref(colour, 4 * part) for part in range(4)]
    if not fill_colour_of(token(path), *parts) or colour[3] < 128:
        return None
    return colour[0], colour[1], colour[2]


@contextmanager
def opened(untrusted_content: bytes) -> Iterator[Any]:
    """The document. Raises Refused: encrypted, damaged, too_many_pages."""
    document = raw.FPDF_LoadMemDocument64(untrusted_content, len(untrusted_content), None)
    if not document:
        locked = raw.FPDF_GetLastError() in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        raise Refused("encrypted" if locked else "damaged")
    try:
        count = raw.FPDF_GetPageCount(document)
        if count > limits.PAGES:
            raise Refused("too_many_pages")
        if count < 1:
            raise Refused("damaged")
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def may_have_layers(untrusted_content: bytes) -> bool:
    """False only when the file surely has no optional content: no such name, none packed away or disguised."""
    return _LAYERS.search(untrusted_content) is not None


class Page(NamedTuple):
    """An open page. ``origin`` is the lower left corner of what is shown, in the page's own units;
    ``width`` and ``height`` are as shown, after turning the page by ``quarter_turns`` clockwise.
    """

    pointer: Any
    origin: tuple[float, float]
    size: tuple[float, float]
    width: float
    height: float
    quarter_turns: int

    def shown(self, x: Floats, y: Floats) -> Floats:
        """Points of the page's own system as n × 2 points from the top left corner of the page as shown."""
        left, up = x - self.origin[0], y - self.origin[1]
        width, height = self.size
        match self.quarter_turns:
            case 1:
                across, down = up, left
            case 2:
                across, down = width - left, up
            case 3:
                across, down = height - up, width - left
            case _:
                across, down = left, height - up
        return np.stack([across, down], axis=1).astype(np.float32)

    def boxes_shown(self, bounds: Floats) -> Floats:
        """Boxes of the page's own system (two opposite corners, n × 4) as x0, y0, x1, y1 of the page as shown."""
        one, other = self.shown(bounds[:, 0], bounds[:, 1]), self.shown(bounds[:, 2], bounds[:, 3])
        return np.concatenate([np.minimum(one, other), np.maximum(one, other)], axis=1)


@contextmanager
def opened_page(document: Any, number: int) -> Iterator[Page | None]:
    """One page, forms drawn into it; None when the page is broken."""
    pointer = raw.FPDF_LoadPage(document, number)
    if not pointer:
        yield None
        return
    try:
        if (
            _holds_typed_text(pointer)
            and raw.FPDFPage_Flatten(pointer, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS
        ):
            raw.FPDF_ClosePage(pointer)
            pointer = raw.FPDF_LoadPage(document, number)
            if not pointer:
                yield None
                return
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(pointer, box)
        turns = raw.FPDFPage_GetRotation(pointer) % 4
        width, height = abs(box.right - box.left), abs(box.top - box.bottom)
        shown = (height, width) if turns % 2 else (width, height)
        yield Page(
            pointer,
            (min(box.left, box.right), min(box.top, box.bottom)),
            (width, height),
            shown[0],
            shown[1],
            turns,
        )
    finally:
        if pointer:
            raw.FPDF_ClosePage(pointer)


def _holds_typed_text(pointer: Any) -> bool:
    """True when somebody filled in a form or wrote on the page: that text is not in the page itself."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(pointer), _ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(pointer, index)
        if not annotation:
            continue
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT}:
            return True
    return False
