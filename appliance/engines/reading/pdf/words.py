"""Characters of a PDF page joined to words by the gaps between their boxes.

Why not the blanks in the text: producers such as wkhtmltopdf place every word without one, and
PDFium's own guess misses a third of them. Files with real blanks get a wider gap, because kerning
between letters can reach 0.1 of the font size.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from appliance.engines.reading.cleaning import clean, lost_characters
from appliance.engines.reading.geometry.words import Word
from appliance.engines.reading.pdf.accents import ACCENTS, composed, over_letters
from appliance.engines.reading.pdf.characters import Characters, Flags, Integers
from appliance.engines.reading.pdf.ligatures import ligatures
from appliance.engines.reading.pdf.pdfium import Floats

GAP: Final = 0.08
"""A gap of this share of the font size parts words where the page has no blanks of its own (a narrow blank has 0.2)."""
GAP_WITH_BLANKS: Final = 0.14
BLANKS_PER_CHARACTER: Final = 0.05
UPRIGHT_DEGREES: Final = 3.0
_LEAST_SPACING: Final = 0.03
_MOST_SPACING: Final = 0.9
_FAR: Final = 2.5
"""What follows is another text on the same line."""
_IS_SPACE: Final = np.zeros(0x3002, np.bool_)
"""By code point; the last place stands for everything above."""
_IS_SPACE[[0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]] = True


class FoundWord(NamedTuple):
    """A word, where its characters are in ``Characters`` (for the visibility check), and its slant."""

    word: Word
    first: int
    last: int
    turned: bool


class PageWords(NamedTuple):
    """Words in the order of the file; ``lost`` counts characters without meaning (unmapped glyphs)."""

    words: list[FoundWord]
    lost: int


def words_of(chars: Characters, hidden: Integers) -> PageWords:
    """Join the characters. ``hidden`` numbers why a character cannot be seen (0: it can); words never mix."""
    kept = np.flatnonzero(~_IS_SPACE[np.clip(chars.code, 0, len(_IS_SPACE) - 1)])
    if not len(kept):
        return PageWords([], 0)
    blanks = len(chars.code) - len(kept)
    starts, glued, spread = _starts(chars, hidden, kept, spaced=blanks > BLANKS_PER_CHARACTER * len(kept))
    bounds = np.append(starts, len(kept))
    inked = chars.box[kept]
    corners = np.concatenate(
        [
            np.minimum.reduceat(inked[:, :2], starts, axis=0),
            np.maximum.reduceat(inked[:, 2:], starts, axis=0),
        ],
        axis=1,
    )
    boxes = corners.astype(np.float64).round(2).tolist()
    leading = kept[starts]
    baselines = chars.baseline[leading].tolist()
    sizes = chars.size[leading].tolist()
    spreads, touching = spread.tolist(), glued.tolist()
    fonts = chars.font[chars.piece[leading]].tolist()
    spelled = ligatures(chars, kept)
    angles = (np.abs(chars.angle[leading]) > UPRIGHT_DEGREES).tolist()
    raw = _sane(chars.code[kept]).astype("<u4").tobytes().decode("utf-32-le")
    ends = bounds.tolist()
    firsts, lasts = leading.tolist(), kept[bounds[1:] - 1].tolist()
    lost = 0
    joined: set[int] = set()
    if not ACCENTS.isdisjoint(raw):
        raw, joined = over_letters(raw, ends[:-1], ends[1:], inked)
    found: list[FoundWord] = []
    for begin, end, number, box, baseline, size, touches, space, first, last, turned in zip(
        ends, ends[1:], fonts, boxes, baselines, sizes, touching, spreads, firsts, lasts, angles, strict=False
    ):
        if begin in joined:
            continue
        text = raw[begin:end]
        font = chars.fonts[number]
        if not (text.isascii() and text.isprintable()) or "`" in text:
            if font.icons and not text.isascii():
                continue
            if not ACCENTS.isdisjoint(text):
                text = composed(text, inked[begin:end])
            # what is drawn is a hyphen, soft or not; at the end of a line it is for ``geometry.lines`` to judge
            text = text.translate(spelled[number]).replace("\xad", "-")
            lost_here = lost_characters(text)
            if font.symbols and lost_here:
                text, lost_here = "•", 0
            if text[-1] == "\x02":
                text = text[:-1] + "-"
            text = _stray_mark(clean(text)).strip()
            lost += lost_here if not font.icons else 0
            if not text:
                continue
        # PDFium guesses a blank before a letter whose accent was drawn on its own
        close = touches or raw[begin] in ACCENTS
        word = Word(text, box, baseline, size, bold=font.bold, glued=close, spread=space)
        found.append(FoundWord(word, first, last, turned))
    return PageWords(found, lost)


def _sane(codes: Integers) -> Integers:
    """Code points only: no null, no halves of pairs, nothing past the last one."""
    wrong = (codes <= 0) | (codes >= 0x110000) | ((codes >= 0xD800) & (codes < 0xE000))
    return np.where(wrong, 0xFFFD, codes)


def _stray_mark(text: str) -> str:
    """Without the ``Â`` that a hard blank leaves behind when a web page was read in the wrong encoding."""
    if text.endswith("Â") and not text[:-1].isupper():
        return text[:-1]
    return text


def _private(codes: Integers) -> Flags:
    return ((codes >= 0xE000) & (codes < 0xF900)) | (codes >= 0xF0000)


def _blank_before(kept: Integers) -> Flags:
    """True where the file has a blank between a kept character and the kept one before it."""
    before = np.ones(len(kept), np.bool_)
    before[1:] = np.diff(kept) > 1
    return before


def _starts(
    chars: Characters, hidden: Integers, kept: Integers, *, spaced: bool
) -> tuple[Integers, Flags, Floats]:
    """Positions in ``kept`` where a word begins; which of them touch the word before; how spaced out they are."""
    box, size = chars.box[kept], np.maximum(chars.size[kept], 1.0)
    gap = np.zeros(len(kept), np.float32)
    gap[1:] = (box[1:, 0] - box[:-1, 2]) / size[1:]
    back = np.zeros(len(kept), np.bool_)
    back[1:] = (box[1:, 0] < box[:-1, 0] - 0.3 * size[1:]) | (gap[1:] < -1.5) & (box[1:, 0] != box[:-1, 0])
    turned = np.abs(chars.angle[kept]) > UPRIGHT_DEGREES
    jump = np.zeros(len(kept), np.bool_)
    jump[1:] = np.abs(np.diff(chars.baseline[kept])) > 0.35 * np.minimum(size[1:], size[:-1])
    new_line = jump | back
    new_line[0] = True
    if not spaced:
        gap -= _usual_gap(chars, kept, gap, new_line)
    blank = _blank_before(kept)
    far = new_line | (gap > _FAR)
    _close_capitals(blank, gap, far, chars.code[kept])
    spacing = _letter_spacing(gap, far | blank)
    limit = spacing + np.float32(GAP_WITH_BLANKS if spaced else GAP)
    if not spaced:
        limit[_after_ligature(box, chars.code[kept])] += np.float32(GAP_WITH_BLANKS - GAP)
    private = _private(chars.code[kept])
    change = np.zeros(len(kept), np.bool_)
    change[1:] = (private[1:] != private[:-1]) | (np.diff(hidden[kept]) != 0) | (turned[1:] != turned[:-1])
    icons = np.array([f.icons or f.symbols for f in chars.fonts], np.bool_)[chars.font[chars.piece[kept]]]
    change[1:] |= icons[1:] != icons[:-1]
    apart = (~turned & ((gap > limit) | new_line)) | blank | (turned & _apart(chars, kept))
    apart[0] = True
    starts = np.flatnonzero(apart | change)
    return starts, ~apart[starts], (spacing * size)[starts]


_LEAST_SHIFT: Final = -0.12
_MOST_SHIFT: Final = -0.25


def _usual_gap(chars: Characters, kept: Integers, gap: Floats, new_line: Flags) -> Floats:
    """For each character, the (negative) gap that usually follows the one before it inside a word.

    wkhtmltopdf states wrong widths: after every ``f`` the next letter starts 0.18 too early, so that
    even a blank behind it leaves no gap. Measured per letter and font, the blank shows again. Each following letter
    counts once, and most of those inside words have to agree: what only "Ly" keeps is the kerning of that pair. Behind
    less than a shift, as kerning is, a blank is seen anyhow; more is a ligature. Capitals are kerned with most letters
    ("To", "Te", but not "Th"), which is no shift.
    """
    inside = np.flatnonzero(~new_line)  # the first letter of a line has none before it
    left = kept[inside - 1]
    capital = (chars.code[left] >= ord("A")) & (chars.code[left] <= ord("Z"))
    key = chars.font[chars.piece[left]] * 0x110000 + chars.code[left]
    follow = gap[inside]
    pair = np.unique(key * 0x110000 + chars.code[kept[inside]], return_index=True)[1]
    order = np.lexsort((follow[pair], key[pair]))
    letters, first, count = np.unique(key[pair][order], return_index=True, return_counts=True)
    ranked = follow[pair][order]
    usual = ranked[first + count // 4]
    near = np.abs(ranked - np.repeat(usual, count)) < _AGREES
    within = ranked < np.repeat(usual, count) + _A_BLANK
    agreed = np.add.reduceat(near, first) * 2 > np.add.reduceat(within, first)
    usual[(count < 3) | (usual > _LEAST_SHIFT) | (usual < _MOST_SHIFT) | ~agreed] = 0
    out = np.zeros(len(gap), np.float32)
    out[inside] = np.where(capital, 0, usual[np.searchsorted(letters, key)])
    return out


_AGREES: Final = 0.03
_A_BLANK: Final = 0.15
"""Shares of the font size: gaps this close are the same one; this much wider, a blank lies between."""


def _after_ligature(box: Floats, codes: Integers) -> Flags:
    """True behind "fi", "ffl" and their like: PDFium shares the ink of the one glyph out evenly, without its margin."""
    found = np.zeros(len(codes), np.bool_)
    if len(codes) < 3:
        return found
    width = box[:, 2] - box[:, 0]
    even = (np.abs(width[1:-1] - width[:-2]) < 0.01) & (np.abs(box[1:-1, 0] - box[:-2, 2]) < 0.01)
    found[2:] = even & (codes[:-2] == ord("f")) & np.isin(codes[1:-1], _LIGATURE_ENDS)
    return found


_LIGATURE_ENDS: Final = np.array([ord(c) for c in "filtj"])


def _apart(chars: Characters, kept: Integers) -> Flags:
    """For turned text, where left and right say nothing: boxes that do not nearly touch."""
    box, size = chars.box[kept], np.maximum(chars.size[kept], 1.0)
    apart = np.ones(len(kept), np.bool_)
    across = np.maximum(box[1:, 0], box[:-1, 0]) - np.minimum(box[1:, 2], box[:-1, 2])
    down = np.maximum(box[1:, 1], box[:-1, 1]) - np.minimum(box[1:, 3], box[:-1, 3])
    apart[1:] = np.maximum(across, down) > 0.15 * size[1:]
    return apart


def _close_capitals(blank: Flags, gap: Floats, far: Flags, codes: Integers) -> None:
    """Take out the blanks that PDFium guessed between capitals set apart: no wider than the gaps between the others on the line.

    "PROJECT ION" was drawn as "PROJECTION" in spread capitals; a real blank leaves a wider gap than the letters do.
    """
    capital = (codes >= ord("A")) & (codes <= ord("Z")) | (codes >= _FIRST_WITH_ACCENT) & (
        codes <= _LAST_WITH_ACCENT
    )
    between = blank & capital & ~far & (gap < _NARROW)
    between[1:] &= capital[:-1]
    if not between.any():
        return
    begins = np.flatnonzero(far)
    lines = np.searchsorted(begins, np.flatnonzero(between), side="right") - 1
    for line in np.unique(lines).tolist():
        inside = slice(int(begins[line]) + 1, int(begins[line + 1]) if line + 1 < len(begins) else len(gap))
        others = np.sort(gap[inside][~blank[inside] & capital[inside]])
        if len(others) >= _LEAST_OTHERS and others[len(others) // 4] > _LEAST_SPACING:
            blank[inside] &= ~(between[inside] & (gap[inside] <= others[len(others) * 3 // 4] + _NO_WIDER))


_FIRST_WITH_ACCENT, _LAST_WITH_ACCENT = 0xC0, 0xDE
_NARROW: Final = 0.6
_NO_WIDER: Final = 0.02
"""Shares of the font size."""
_LEAST_OTHERS: Final = 4


def _letter_spacing(gap: Floats, breaks: Flags) -> Floats:
    """What a run of spaced-out letters adds to every gap: the gap most of its letters keep.

    That is the one at a third of its gaps in order; few runs have so many wide ones that it can be one of them.
    """
    extra = np.zeros(len(gap), np.float32)
    begins = np.flatnonzero(breaks)
    gaps = np.diff(begins, append=len(gap)) - 1
    wide = np.add.reduceat((gap > _LEAST_SPACING).view(np.int8), begins, dtype=np.int64)
    for number in np.flatnonzero((gaps >= 3) & (wide >= gaps - gaps // 3)).tolist():
        first, count = int(begins[number]) + 1, int(gaps[number])
        usual = float(np.sort(gap[first : first + count])[count // 3])
        if _LEAST_SPACING < usual < _MOST_SPACING:
            extra[first - 1 : first + count] = usual + 0.05
    return extra
