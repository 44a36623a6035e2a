"""Rows of two cells in a plain-text table ("| Clearance | Secret |") written as what they are: a label and its value."""

from __future__ import annotations

import re

_ROW = re.compile(
    r"(?m)^(?P<edge>[ \t]*\|)(?P<label>[^|\n]{2,60}?)(?P<bar> ?\|)(?P<value>[^|\n]+)(?P<last>\|?)[ \t]*$"
)
_WORD = re.compile(r"[A-Za-z]")


def as_labels(text: str) -> str:
    """The text with such rows as labelled lines; every character keeps its place."""
    return _ROW.sub(_labelled, text) if "|" in text else text


def _labelled(match: re.Match[str]) -> str:
    if not _WORD.search(match["label"]) or not match["value"].strip(" -:"):
        return match[0]
    edge = match["edge"].replace("|", " ")
    rest = match[0][match.start("last") - match.start() :].replace("|", " ")
    return f"{edge}{match['label']}{':'.ljust(len(match['bar']))}{match['value']}{rest}"
