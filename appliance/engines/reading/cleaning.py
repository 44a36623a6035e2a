"""One spelling for text, whatever the file said: NFC, no ligatures, nothing without width, no icons."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_WITHOUT_WIDTH: Final = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\uffa0"
_DIRECTION: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_BULLETS_IN_SYMBOL_FONTS: Final = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf071\uf0e0\uf02d"

_TABLE: Final[dict[int, str | None]] = {
    **{ord(c): s for c, s in _LIGATURES.items()},
    **{ord(c): None for c in _WITHOUT_WIDTH + _DIRECTION},
    **dict.fromkeys(range(0xFE00, 0xFE10)),  # variation selectors
    **dict.fromkeys(range(0xE0000, 0xE0FFF + 1)),  # tags and more variation selectors
    **{n: None for n in range(0x20) if chr(n) not in "\t\n"},
    **dict.fromkeys(range(0x7F, 0xA0)),
    **{ord(c): "•" for c in _BULLETS_IN_SYMBOL_FONTS},
    **{ord(c): " " for c in "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"},
    0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n",
    0xFFFC: " ", 0xFFFD: " ", 0xFFFE: None, 0xFFFF: None,
    0x2010: "-", 0x2011: "-",
}  # fmt: skip
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ud800-\udfff]+")
_NEW_LINES: Final = re.compile(r"\r\n?")
_PLAIN: Final = re.compile(r"[\x20-\x7e\n\t]*\Z")
_RUN_OF_BLANKS: Final = re.compile(r"[ \u00a0]{2,}")


def clean(text: str) -> str:
    """``text`` with one spelling for every character; all line breaks become line feeds, tabs stay.

    Private-use characters (icons) become a space, so that they never touch a word.
    """
    if _PLAIN.match(text):
        return text
    text = _NEW_LINES.sub("\n", text).translate(_TABLE)
    return unicodedata.normalize("NFC", _PRIVATE.sub(" ", text))


def clean_line(text: str, *, gaps: bool = False) -> str:
    """``clean`` for one line: runs of blanks are one blank, tabs stay, no blanks at the ends.

    With ``gaps`` a run of blanks becomes two: in a text whose line breaks were lost they stand for them.
    """
    text = clean(text).replace("\n", " ")
    parts = [_RUN_OF_BLANKS.sub("  " if gaps else " ", part).strip(" ") for part in text.split("\t")]
    return "\t".join(part for part in parts if part)


def lost_characters(text: str) -> int:
    """How many characters of raw text have no meaning of their own: unmapped glyphs and icons."""
    if _PLAIN.match(text):
        return 0
    return text.count("\ufffd") + sum(len(m.group()) for m in _PRIVATE.finditer(text))
