"""Ligatures that a font of TeX has at codes which say nothing: many of its files do not tell what they mean."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from appliance.engines.reading.pdf.characters import Characters, Integers
from appliance.engines.reading.pdf.pdfium import Floats

_USUAL: Final = {
    code: letters
    for first in (0x0B, 0x1B)
    for code, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl"), start=first)
}
_BY_WIDTH: Final = ("fi", "ff", "fl", "ffi", "ffl")
_AT_END: Final = ("ff", "fi")
"""Those that words end in: "staff", "wifi"."""
_CODES: Final = np.array(sorted(_USUAL), np.int64)
_NEAR: Final = 0.05
"""Of the letter height."""


def ligatures(chars: Characters, kept: Integers) -> list[dict[int, str]]:
    """For each font of the page the letters that its codes of ligatures stand for; no entries where it has none.

    The usual order of the codes; where those letters are not as wide as the ligature is, the ligature that fits.
    """
    codes = chars.code[kept]
    asked = np.flatnonzero(np.isin(codes, _CODES))
    found: list[dict[int, str]] = [{} for _ in chars.fonts]
    if not len(asked):
        return found
    fonts = chars.font[chars.piece[kept]]
    width = (chars.box[kept, 2] - chars.box[kept, 0]) / np.maximum(chars.size[kept], 1.0)
    for at in asked.tolist():
        font, code = int(fonts[at]), int(codes[at])
        if code not in found[font]:
            own = fonts == font
            letters = {c: width[own & (codes == ord(c))] for c in "fil"}
            found[font][code] = (
                "-"
                if _USUAL[code] not in _AT_END and _breaks_words(chars.box[kept, 0], own & (codes == code))
                else _fitting(code, float(width[at]), letters)
            )
    return found


def _breaks_words(left: Floats, drawn: NDArray[np.bool_]) -> bool:
    """Does the sign only stand at the ends of lines, where no word has such a ligature: is it a hyphen?"""
    after = np.append(left[1:], -np.inf)
    return bool((after[drawn] < left[drawn]).all())


def _fitting(code: int, wide: float, letters: dict[str, Floats]) -> str:
    usual = _USUAL[code]
    known = {letter: float(np.median(widths)) for letter, widths in letters.items() if len(widths)}

    def off(written: str) -> float:
        return abs(wide - sum(known[c] for c in written)) if all(c in known for c in written) else 1.0

    best = min(_BY_WIDTH, key=off)
    return best if off(best) <= _NEAR and off(best) + _NEAR < off(usual) else usual
