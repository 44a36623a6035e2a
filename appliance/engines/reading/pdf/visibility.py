"""Which characters of a PDF page a person cannot see.

Cheap signs first (render mode, size, place, colour); the page is drawn only when a sign asks for
it, and then a word counts as hidden when its box holds no ink.
"""

from __future__ import annotations

from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from pypdfium2 import raw

from appliance.engines.reading.pdf import pdfium
from appliance.engines.reading.pdf.characters import Characters, Flags, Integers
from appliance.engines.reading.pdf.drawing import drawn
from appliance.engines.reading.pdf.outlined import outlined
from appliance.engines.reading.pdf.pdfium import Page
from appliance.engines.reading.pdf.words import FoundWord

REASONS: Final[tuple[str, ...]] = (
    "",
    "invisible render mode",
    "letters of 2 points or less",
    "outside the page",
    "transparent",
    "same colour as what lies behind it, or covered",
)
NO_INK: Final = 5
SUSPECT: Final = 6
"""Not hidden yet: to be looked for in the drawn page."""

TINY_POINTS: Final = 2.05
_INVISIBLE: Final = 3
_CLIPPING: Final = 7
"""Render modes without ink. Letters that clip may be filled by a shape drawn behind them, as TeX colours its links."""
_PALE: Final = 205
_FAINT_ALPHA: Final = 24
_SAME_COLOUR: Final = 30
_OBJECTS: Final = 20_000
_SHAPES: Final = 60
_CLIPPED_SHAPES: Final = 1_000
"""As many on a page whose letters clip: each link may be filled by a shape of its own."""
_LARGE_SHAPE: Final = 60.0
_THIN: Final = 2.0
_LEAST_RULE: Final = 8.0
_INK: Final = 14
"""Least difference (of 255) between the darkest and the lightest pixel in the box of a visible word."""
_CHECK_SCALE: Final = 1.5
_CHECK_PIXELS: Final = 3_000_000


class Signs(NamedTuple):
    """One number of ``REASONS`` (or ``SUSPECT``) per character.

    ``pictured``: pictures cover much of the page; ``scanned``: its text is the invisible text of a scanner.
    ``rules`` are the thin lines drawn on the page, as boxes.
    """

    hidden: Integers
    scanned: bool
    pictured: bool
    rules: list[tuple[float, float, float, float]]


class _Shapes(NamedTuple):
    box: npt.NDArray[np.float32]
    colour: Integers
    order: Integers
    image: Flags
    rules: list[tuple[float, float, float, float]]


_NO_SHAPES: Final = _Shapes(
    np.zeros((0, 4), np.float32), np.zeros((0, 3), np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_), []
)


def signs(page: Page, chars: Characters) -> Signs:
    """What render mode, size, place and colour say."""
    hidden = np.zeros(len(chars.code), np.int64)
    colour = chars.colour
    faint = colour[:, 3] <= _FAINT_ALPHA
    clips = chars.mode == _CLIPPING
    shapes, order = _shapes(page, chars, _CLIPPED_SHAPES if clips.any() else _SHAPES)
    hidden[_suspects(chars, shapes, order)] = SUSPECT
    transparent = faint[chars.piece]
    hidden[transparent] = 4
    if transparent.any():
        hidden[outlined(chars, transparent, *_paths(page, chars))] = SUSPECT
    invisible = (clips | (chars.mode == _INVISIBLE))[chars.piece]
    pictured = _pictured(page, shapes)
    scanned = pictured and 2 * int(invisible.sum()) > len(invisible)
    hidden[invisible] = SUSPECT if scanned else 1
    if clips.any():
        hidden[_filled(chars, clips, shapes, order)] = SUSPECT
    if float(np.median(chars.size)) > 2 * TINY_POINTS:
        hidden[chars.size <= TINY_POINTS] = 2
    middle = (chars.box[:, :2] + chars.box[:, 2:]) / 2
    outside = (middle < 0).any(axis=1) | (middle[:, 0] > page.width) | (middle[:, 1] > page.height)
    hidden[outside] = 3
    return Signs(hidden, scanned, pictured, shapes.rules)


def _filled(chars: Characters, clips: Flags, shapes: _Shapes, order: Integers) -> Flags:
    """The letters that clip which a shape, drawn after them and not in white, fills: over anything else they leave no ink."""
    found: Flags = np.zeros(len(chars.code), np.bool_)
    at = np.flatnonzero(clips[chars.piece])
    left, top, right, bottom = chars.box[at].T
    drawn_at = order[chars.piece[at]]
    for number in np.flatnonzero((shapes.colour < _PALE).any(axis=1)).tolist():
        x0, y0, x1, y1 = shapes.box[number].tolist()
        over = (left >= x0 - 1) & (right <= x1 + 1) & (top >= y0 - 3) & (bottom <= y1 + 3)
        found[at[over & (drawn_at < shapes.order[number])]] = True
    return found


def without_ink(page: Page, words: list[FoundWord]) -> list[bool]:
    """For each word: its box in the drawn page has one colour only."""
    scale = min(_CHECK_SCALE, (_CHECK_PIXELS / max(page.width * page.height, 1.0)) ** 0.5)
    picture = drawn(page, scale)
    height, width = picture.shape[:2]
    found = []
    for word in words:
        box = word.word
        inset = 0.12 * (box.y1 - box.y0)
        x0, x1 = max(int(box.x0 * scale), 0), min(int(np.ceil(box.x1 * scale)), width)
        y0, y1 = max(int((box.y0 + inset) * scale), 0), min(int(np.ceil((box.y1 - inset) * scale)), height)
        cut = picture[y0:y1, x0:x1].reshape(-1, picture.shape[2])
        found.append(not len(cut) or int((cut.max(axis=0).astype(int) - cut.min(axis=0)).max()) < _INK)
    return found


def _suspects(chars: Characters, shapes: _Shapes, order: Integers) -> Flags:
    pale = (chars.colour[:, :3] >= _PALE).all(axis=1) | chars.optional
    suspect: Flags = pale[chars.piece]
    left, top, right, bottom = chars.box.T
    for number in range(len(shapes.order)):
        x0, y0, x1, y1 = shapes.box[number].tolist()
        same = (np.abs(chars.colour[:, :3] - shapes.colour[number]) <= _SAME_COLOUR).all(axis=1)
        under = order < shapes.order[number]
        asked = (under if shapes.image[number] else same | under)[chars.piece]
        if asked.any():
            suspect |= asked & (left >= x0 - 1) & (right <= x1 + 1) & (top >= y0 - 3) & (bottom <= y1 + 3)
    return suspect


def _paths(page: Page, chars: Characters) -> tuple[list[int], npt.NDArray[np.float32]]:
    """The paths of a page, and where they are shown."""
    page_token = pdfium.token(pdfium.handle(page.pointer))
    count = min(raw.FPDFPage_CountObjects(page.pointer), _OBJECTS)
    texts = set(chars.pointer)
    objects = map(pdfium.page_object, repeat(page_token), range(count))
    paths = [one for one in objects if one not in texts and pdfium.object_kind(one) == pdfium.PATH]
    return paths, page.boxes_shown(pdfium.bounds_of(paths))


def _pictured(page: Page, shapes: _Shapes) -> bool:
    if not shapes.image.any():
        return False
    boxes = shapes.box[shapes.image]
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    return bool(areas.sum() > 0.3 * page.width * page.height)


def _shapes(page: Page, chars: Characters, most: int) -> tuple[_Shapes, Integers]:
    """The largest filled shapes and pictures of a page; and when each text piece is drawn (late when unknown)."""
    page_token = pdfium.token(pdfium.handle(page.pointer))
    count = min(raw.FPDFPage_CountObjects(page.pointer), _OBJECTS)
    objects = list(map(pdfium.page_object, repeat(page_token), range(count)))
    texts = set(chars.pointer)
    others = [number for number, one in enumerate(objects) if one not in texts]
    if not others:
        return _NO_SHAPES, np.zeros(len(chars.pointer), np.int64)
    kinds = dict(zip(others, map(pdfium.object_kind, [objects[number] for number in others]), strict=True))
    wanted = [number for number, kind in kinds.items() if kind in {pdfium.PATH, pdfium.IMAGE}]
    if not wanted:
        return _NO_SHAPES, np.zeros(len(chars.pointer), np.int64)
    box = page.boxes_shown(pdfium.bounds_of([objects[number] for number in wanted]))
    sides = box[:, 2:] - box[:, :2]
    large = np.flatnonzero((sides[:, 0] * sides[:, 1] > _LARGE_SHAPE) & (sides.min(axis=1) > 2.0))
    largest = large[np.argsort(-(sides[large, 0] * sides[large, 1]), kind="stable")][:most]
    rows = []
    for number in largest.tolist():
        picture = kinds[wanted[number]] == pdfium.IMAGE
        colour = (0, 0, 0) if picture else pdfium.fill_of_path(objects[wanted[number]])
        if colour is not None:
            rows.append((number, colour, picture))
    chosen = [row[0] for row in rows]
    return (
        _Shapes(
            box[chosen],
            np.array([row[1] for row in rows], np.int64).reshape(-1, 3),
            np.array([wanted[n] for n in chosen], np.int64),
            np.array([row[2] for row in rows], np.bool_),
            _rules(box, sides),
        ),
        _drawing_order(objects, chars) if rows else np.zeros(len(chars.pointer), np.int64),
    )


def _drawing_order(objects: list[int], chars: Characters) -> Integers:
    places = dict(zip(objects, range(len(objects)), strict=True))
    late = repeat(_OBJECTS + 1)
    return np.fromiter(map(places.get, chars.pointer, late), np.int64, len(chars.pointer))


def _rules(
    box: npt.NDArray[np.float32], sides: npt.NDArray[np.float32]
) -> list[tuple[float, float, float, float]]:
    thin = np.flatnonzero((sides.min(axis=1) <= _THIN) & (sides.max(axis=1) >= _LEAST_RULE))
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in box[thin].tolist()]
