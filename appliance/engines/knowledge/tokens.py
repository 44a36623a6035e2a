"""Text to tokens: the one way packs and documents are split, so that what is written once is found everywhere.

A token is a run of letters and digits, with an inner apostrophe dropped and a closing ``+``, ``++`` or ``#``
kept (C++, C#, Security+), or one punctuation mark. A hyphen inside a word is a space (end-to-end, Objective-C).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"[^\W_]+(?:['’\x92][^\W_]+)*(?:\+\+|\+(?!\w)|#(?!\w))?|[^\w\s‐‑-]|(?<!\w)[‐‑-]|[‐‑-](?!\w)|_"
)
_ASCII_TOKEN = re.compile(
    r"[A-Za-z0-9]+(?:(?=['+#])(?:'[A-Za-z0-9]+)*(?:\+\+|\+(?!\w)|#(?!\w))?)?|[^\w\s\x1c-\x1f-]|(?<!\w)-|-(?!\w)|_",
    re.ASCII,
)
"""The same for a text of ASCII alone, in a quarter less time."""
_PLAIN_TERM = re.compile(r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*")
_APOSTROPHE = re.compile(r"['’\x92]")
_SPELLINGS = (
    ("isation", "ization"), ("ising", "izing"), ("modelling", "modeling"), ("labelling", "labeling"),
    ("colour", "color"), ("fibre", "fiber"), ("aluminium", "aluminum"), ("anaesth", "anesth"),
    ("paediatr", "pediatr"), ("haemat", "hemat"), ("orthopaed", "orthoped"), ("gynaec", "gynec"),
    ("programme", "program"), ("behaviour", "behavior"), ("labour", "labor"), ("centre", "center"),
    ("catalogue", "catalog"), ("analyse", "analyze"), ("oesoph", "esoph"), ("tumour", "tumor"),
    ("programmming", "programming"), ("defence", "defense"), ("licence", "license"),
)  # fmt: skip
_NOT_IZING = frozenset(
    {
        "rising",
        "raising",
        "advertising",
        "fundraising",
        "appraising",
        "merchandising",
        "surprising",
        "supervising",
    }
)
_BRITISH = re.compile("|".join(british for british, _ in _SPELLINGS))
_CACHE: dict[str, str] = {}
_CACHE_LIMIT = 100_000
_SET_ASIDE: dict[str, str] = {}
_SHARED = 100_000
"""Characters of a text up to which its tokens are kept for the next lookup."""


class Tokens(NamedTuple):
    """Parallel lists: folded spelling, first character, character after the last."""

    words: list[str]
    starts: list[int]
    ends: list[int]


def normal(token: str) -> str:
    """The folded spelling of one token: case, accents, apostrophes and British or American spelling removed."""
    known = _CACHE.get(token)
    if known is not None:
        return known
    word = token.casefold()
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = _APOSTROPHE.sub("", word)
    if len(word) > 5 and _BRITISH.search(word) and word not in _NOT_IZING:
        for british, american in _SPELLINGS:
            if british in word and american not in word:
                word = word.replace(british, american)
    if len(_CACHE) < _CACHE_LIMIT:
        _CACHE[token] = word
    return word


def set_words_aside() -> None:
    """Begin without known spellings, for processes forked from this one.

    A known word is written to (its references are counted) wherever it lies in the memory of the packs, and each page
    written to is copied: dearer than folding it once more. Nothing is freed, or new words would go into the gaps.
    """
    _SET_ASIDE.update(_CACHE)
    _CACHE.clear()


def tokens(text: str) -> Tokens:
    """All tokens of a text, in order. Treat the lists as read-only: several lookups on one text share them."""
    return _split_once(text) if len(text) <= _SHARED else _split(text)


def _split(text: str) -> Tokens:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    cache = _CACHE
    for match in (_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text):
        token = match.group()
        word = cache.get(token)
        words.append(normal(token) if word is None else word)
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Tokens(words, starts, ends)


_split_once = lru_cache(maxsize=64)(_split)


def key(text: str) -> tuple[str, ...]:
    """The token sequence of a term, as dictionaries are keyed."""
    if _PLAIN_TERM.fullmatch(text):  # thousands of terms at start-up, nearly all of them plain words
        return tuple([_CACHE.get(word) or normal(word) for word in text.replace("-", " ").split()])
    return tuple(tokens(text).words)
