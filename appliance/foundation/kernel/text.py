"""Folding of text for comparison; never for display."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_NOT_NAME = re.compile(r"[^\w]+")
_MAY_COMBINE = re.compile(r"[^\x00-\u02ff]")
"""No mark that combines with the letter before it stands below; most letters need not be asked."""


def fold(text: str) -> str:
    """Case, accents, width and runs of white space removed: ``" Zoë  Ås "`` → ``"zoe as"``."""
    if text.isascii():  # most words; nothing to decompose
        return " ".join(text.split()).lower()
    bare = _MAY_COMBINE.sub(_not_combining, unicodedata.normalize("NFKD", text))
    return _SPACE.sub(" ", bare).strip().casefold()


def _not_combining(found: re.Match[str]) -> str:
    letter = found.group()
    return "" if unicodedata.combining(letter) else letter


def fold_words(text: str) -> str:
    """``fold`` with every run of punctuation a single space: for names of people and companies."""
    return _NOT_NAME.sub(" ", fold(text)).strip()
