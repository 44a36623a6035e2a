"""Accents that were drawn over a letter as signs of their own: files of TeX spell "ü" as "¨" and "u"."""

from __future__ import annotations

import unicodedata
from typing import Final

from appliance.engines.reading.pdf.pdfium import Floats

_COMBINING: Final = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
ACCENTS: Final = frozenset(_COMBINING)
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}


def over_letters(raw: str, begins: list[int], ends: list[int], box: Floats) -> tuple[str, set[int]]:
    """The characters of a page with accents that are words by themselves joined to the letters they stand over.

    ``begins`` and ``ends`` are the words, as numbers of characters; ``box`` as in ``composed``. Also where the words that are gone began.
    TeX lifts an accent over a capital and writes it before or behind the word.
    """
    alone = [n for n, (a, b) in enumerate(zip(begins, ends, strict=True)) if b - a == 1 and raw[a] in ACCENTS]
    signs = list(raw)
    gone: set[int] = set()
    boxes = box.tolist() if alone else []
    for number in alone[:_MOST_ALONE]:
        at = begins[number]
        left, top, right, bottom = boxes[at]
        middle, height = (left + right) / 2, max(bottom - top, 1.0)
        near = range(max(0, at - _NEAR), min(len(raw), at + _NEAR))
        for letter in near:
            x0, y0, x1, y1 = boxes[letter]
            if abs(y0 - top) >= _LIFTED * max(y1 - y0, height):
                continue  # on another line, as most are
            if not x0 < middle < x1 or not signs[letter].isalpha():
                continue
            whole = unicodedata.normalize(
                "NFC", _DOTLESS.get(signs[letter], signs[letter]) + _COMBINING[raw[at]]
            )
            if len(whole) == 1:
                signs[letter] = whole
                gone.add(at)
                break
    return "".join(signs), gone


_MOST_ALONE: Final = 400
_NEAR: Final = 200
"""Characters before and behind it in the file."""
_LIFTED: Final = 0.6
"""Heights of a letter between its line and the line of the accent over it."""


def composed(text: str, box: Floats) -> str:
    """The word with such accents joined to their letters; ``box`` has a row (left, top, right, bottom) for each character.

    An accent belongs to the letter after it, or before it, when it stands over or under that letter; one used as an apostrophe ("don´t")
    stands before it.
    """
    written: list[str] = []
    accent = ""
    for number, sign in enumerate(text):
        if accent:
            whole = unicodedata.normalize("NFC", _DOTLESS.get(sign, sign) + _COMBINING[accent])
            written.append(whole if len(whole) == 1 else accent + sign)
            accent = ""
            continue
        after = number + 1
        if sign in _COMBINING and after < len(text) and text[after].isalpha():
            middle = (box[number, 0] + box[number, 2]) / 2
            if box[after, 0] < middle < box[after, 2]:
                accent = sign
                continue
        if sign in _COMBINING and number and written and written[-1].isalpha():
            middle = (box[number, 0] + box[number, 2]) / 2
            whole = unicodedata.normalize("NFC", _DOTLESS.get(written[-1], written[-1]) + _COMBINING[sign])
            if box[number - 1, 0] < middle < box[number - 1, 2] and len(whole) == 1:
                written[-1] = whole
                continue
        written.append(sign)
    return "".join(written)
