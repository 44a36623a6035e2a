"""How much of a file is read at most. Each number has a test that goes one past it."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1024 * 1024

FILE_BYTES: Final = 50 * MEBIBYTE
"""A single file, and a single member of a container."""
PAGES: Final = 200
PAGE_CHARACTERS: Final = 200_000
"""Characters of one PDF page; a page of small print has 10,000."""
TEXT_CHARACTERS: Final = 2_000_000
"""Characters of ``Layout.text``; what comes after them is left out and a note says so."""
LINES: Final = 50_000
"""Lines of ``Layout.lines``; a thick report has ten thousand."""
LINE_CHARACTERS: Final = 20_000
"""A longer line is broken, so that no later rule meets a line without end."""
HIDDEN_CHARACTERS: Final = 20_000
HIDDEN_PIECES: Final = 200

MEMBERS: Final = 2_000
INFLATED_BYTES: Final = 200 * MEBIBYTE
INFLATE_RATIO: Final = 200
RATIO_FREE_BYTES: Final = MEBIBYTE
"""The ratio is not looked at below this many inflated bytes: small files of spaces are innocent."""
NESTING: Final = 3
"""Containers inside containers, counted and refused by whoever unpacks them."""
MARKUP_BYTES: Final = 40 * MEBIBYTE
"""One XML part of an office document after inflating."""
MARKUP_DEPTH: Final = 500
ELEMENTS: Final = 150_000
"""Elements of a web page; a long one has twenty thousand."""
STYLE_CHARACTERS: Final = 200_000
"""Characters of one style sheet within a web page."""
NAME_CHARACTERS: Final = 255

IMAGE_SIDE: Final = 10_000
IMAGE_PIXELS: Final = 40_000_000
