"""How a fact of a résumé is made: its span is always the exact place of its quote."""

from __future__ import annotations

import re
import unicodedata

from appliance.foundation.contracts.facts import Confidence, Fact, FactKind
from appliance.foundation.contracts.values import Scalar, Span
from appliance.foundation.kernel.text import fold_words

READER = "resume/2"
_SPACE = re.compile(r"\s+")
_UNREADABLE = re.compile(r"(?:\\x[0-9a-f]{2})+")


def clean(text: str) -> str:
    """One line without ligatures and odd spaces; bytes that were never decoded become their letters, or a blank."""
    read = _UNREADABLE.sub(_letters, text) if "\\x" in text else text
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", read)).strip()


def _letters(escaped: re.Match[str]) -> str:
    """``é`` for its two bytes written out; a blank for bullets and for what is no UTF-8."""
    read = bytes.fromhex(escaped.group().replace("\\x", "")).decode("utf-8", "replace")
    return read if read.isalpha() else " "


def fact(
    kind: FactKind,
    text: str,
    start: int,
    end: int,
    *,
    value: str = "",
    normal: str = "",
    detail: dict[str, Scalar] | None = None,
    confidence: Confidence = "likely",
) -> Fact:
    """A fact read at ``[start, end)`` of ``text``; without a value of its own the words there are its value."""
    quote = text[start:end]
    written = value or clean(quote)
    kept: dict[str, Scalar] = {name: at for name, at in (detail or {}).items() if at not in ("", None)}
    return Fact(
        kind=kind, value=written, normal=normal or fold_words(written), span=Span(start=start, end=end), quote=quote,
        detail=kept, reader=READER, confidence=confidence,
    )  # fmt: skip


def computed(
    kind: FactKind, value: str, normal: str, detail: dict[str, Scalar], confidence: Confidence = "likely"
) -> Fact:
    """A fact that several places together say, and therefore has no span."""
    return Fact(kind=kind, value=value, normal=normal, detail=detail, reader=READER, confidence=confidence)
