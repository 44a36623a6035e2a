"""Folding of text for comparison; never for display."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_NAME = re.compile(r"[^\w]+")


def fold(text: str) -> str:
    """Case, accents, width and runs of white space removed: ``" Zoë  Ås "`` → ``"zoe as"``."""
    if text.isascii():  # most words; nothing to decompose
        return " ".join(text.split()).lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACE.sub(" ", bare).strip().casefold()


def fold_words(text: str) -> str:
    """``fold`` with every run of punctuation a single space: for names of people and companies."""
    return _NOT_NAME.sub(" ", fold(text)).strip()
