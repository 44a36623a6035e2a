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


def composed(text: str, box: Floats) -> str:
    """The word with such accents joined to their letters; ``box`` has a row (left, top, right, bottom) for each character.

    An accent belongs to the letter after it when it stands over or under that letter; one used as an apostrophe ("don´t")
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
        written.append(sign)
    return "".join(written)
