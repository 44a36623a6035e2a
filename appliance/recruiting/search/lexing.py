"""A query's text into pieces, each with its place. Every character belongs to a piece or is white space."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from appliance.recruiting.search.errors import QueryError

Kind = Literal["word", "phrase", "open", "close", "or", "and", "not", "near", "field", "end"]

LONGEST_QUERY = 4000
QUOTES = '"\u201c\u201d\u201e'
_DASHES = "-\u2212"
_WORD_END = re.compile(rf"[\s(){QUOTES}]")
_FIELD = re.compile(r"([^\W\d][\w-]*):(?!//)\s*")
_NEAR = re.compile(r"near(?:/(\d{1,9}))?", re.IGNORECASE)
_SLOP = re.compile(r"~(\d{0,9})")
_WORDS: dict[str, Kind] = {
    "or": "or",
    "|": "or",
    "||": "or",
    "and": "and",
    "&": "and",
    "&&": "and",
    "not": "not",
}
_VALUE_START = re.compile(r"[<>=]")


@dataclass(frozen=True)
class Piece:
    """``text`` is a word, what stands between quotes, or a field's name; ``number`` a slop or distance, -1 if none."""

    kind: Kind
    text: str
    position: int
    number: int = -1


def pieces(text: str) -> list[Piece]:
    """The pieces of a query, ended by one of kind ``end``. Raises QueryError for an unfinished quote."""
    if len(text) > LONGEST_QUERY:
        raise QueryError(
            position=LONGEST_QUERY,
            what=f"The query is longer than {LONGEST_QUERY} characters.",
            mend="Search in several steps, or use fewer words.",
        )
    found: list[Piece] = []
    at = 0
    while at < len(text):
        char = text[at]
        if char.isspace():
            at += 1
        elif char == "(":
            found.append(Piece("open", char, at))
            at += 1
        elif char == ")":
            found.append(Piece("close", char, at))
            at += 1
        elif char in QUOTES:
            piece, at = _phrase(text, at)
            found.append(piece)
        elif char in _DASHES and _binds(text, at, found):
            found.append(Piece("not", char, at))
            at += 1
        elif match := _field(text, at, found):
            found.append(Piece("field", match[1], at))
            at = match.end()
        else:
            piece = _word(text, at)
            at += len(piece.text)
            found.append(_operator(piece))
    found.append(Piece("end", "", len(text)))
    return found


def _binds(text: str, at: int, found: list[Piece]) -> bool:
    """A dash excludes when something follows at once; a field's value may begin with one only as text."""
    follows = at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] != ")"
    return follows and not (found and found[-1].kind == "field")


def _field(text: str, at: int, found: list[Piece]) -> re.Match[str] | None:
    """``name:`` at this place; not inside the value of another field."""
    return None if found and found[-1].kind == "field" else _FIELD.match(text, at)


def _phrase(text: str, at: int) -> tuple[Piece, int]:
    end = next((i for i in range(at + 1, len(text)) if text[i] in QUOTES), -1)
    if end < 0:
        raise QueryError(
            position=at,
            what="This quotation mark has no partner.",
            mend='Close the phrase with another ", or leave the mark out.',
        )
    slop = _SLOP.match(text, end + 1)
    if slop is None:
        return Piece("phrase", text[at + 1 : end], at), end + 1
    return Piece("phrase", text[at + 1 : end], at, int(slop[1] or 1)), slop.end()


def _word(text: str, at: int) -> Piece:
    match = _WORD_END.search(text, at)
    return Piece("word", text[at : match.start() if match else len(text)], at)


def _operator(piece: Piece) -> Piece:
    kind = _WORDS.get(piece.text.lower())
    if kind is not None:
        return Piece(kind, piece.text, piece.position)
    if match := _NEAR.fullmatch(piece.text):
        # plain "near" is a word unless it is shouted: people search for it less than they mean it
        if match[1] is None and not piece.text.isupper():
            return piece
        return Piece("near", piece.text, piece.position, int(match[1] or 5))
    return piece
