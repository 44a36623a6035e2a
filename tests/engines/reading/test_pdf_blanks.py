"""Blanks that PDFium guesses where none was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.engines.reading.pdf.characters import Characters, Font
from appliance.engines.reading.pdf.words import words_of

_WIDTH = 6.0
_SIZE = 10.0


def drawn(row: str, gap: float, wide: float) -> Characters:
    """Characters of one line, ``gap`` points apart; a blank has no width, a ``_`` is a gap of ``wide`` points and no character."""
    codes, boxes, x = [], [], 50.0
    for letter in row:
        if letter == "_":
            x += wide - gap
        elif letter == " ":
            codes.append(ord(letter))
            boxes.append((x - gap, 90.0, x - gap, 90.0))
        else:
            codes.append(ord(letter))
            boxes.append((x, 80.0, x + _WIDTH, 90.0))
            x += _WIDTH + gap
    count = len(codes)
    one = np.zeros(1, np.int64)
    return Characters(
        code=np.array(codes), box=np.array(boxes, np.float32), baseline=np.full(count, 90.0, np.float32),
        size=np.full(count, _SIZE, np.float32), angle=np.zeros(count, np.float32), piece=np.zeros(count, np.int64), mode=one,
        colour=np.zeros((1, 4), np.int64), font=one, fonts=(Font(bold=False, icons=False, symbols=False),),
        pointer=(1,), optional=np.zeros(1, np.bool_),
    )  # fmt: skip


def words(row: str, gap: float, wide: float = 5.0) -> list[str]:
    written = drawn(row, gap, wide)
    return [found.word.text for found in words_of(written, np.zeros(len(written.code), np.int64)).words]


@pytest.mark.parametrize("gap", [0.6, 1.5, 2.5])
def test_a_blank_no_wider_than_the_gaps_between_spread_capitals_is_none(gap):
    assert words("PROJECT ION_ CORE_ CONSULT ING", gap, gap + 3) == ["PROJECTION", "CORE", "CONSULTING"]


def test_capitals_that_touch_keep_their_blanks():
    assert words("NORTH SEA LAW _FIRM", 0.1) == ["NORTH", "SEA", "LAW", "FIRM"]


def test_single_capitals_with_blanks_between_them_stay_apart():
    assert words("A B C D E F", 2.5) == ["A", "B", "C", "D", "E", "F"]


def test_spread_letters_are_one_word_beside_a_long_text_on_their_line():
    assert words("JULI_2007", 1.9, 5.5) == ["JULI", "2007"]
    margin, text = "JULI", "object oriented analysis and design with many more words".replace(" ", "_")
    row = drawn(f"{margin}_{text}", 0.0, 4.0)
    for number in range(4):
        row.box[number, [0, 2]] += 1.9 * number
    row.box[4:, [0, 2]] += 60.0
    found = [f.word.text for f in words_of(row, np.zeros(len(row.code), np.int64)).words]
    assert found[:2] == ["JULI", "object"]


def test_no_blank_stands_before_a_letter_whose_accent_was_drawn_on_its_own():
    row = drawn("Mar \u00b4\u0131a", 0.3, 5.0)
    row.box[4, [0, 2]] = row.box[5, 0] + 1.0, row.box[5, 0] + 4.0
    row.box[4:, [0, 2]] -= row.box[5, 0] - row.box[2, 2] - 0.3
    first, second = [f.word for f in words_of(row, np.zeros(len(row.code), np.int64)).words]
    assert (first.text, second.text, second.glued) == ("Mar", "ía", True)


def test_a_short_word_of_spread_letters_behind_a_wide_blank_is_whole():
    assert words("JOHN_DOE", 5.0, 11.0) == ["JOHN", "DOE"]
