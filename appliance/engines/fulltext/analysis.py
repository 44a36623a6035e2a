"""Text into searchable words: one reading for the index, for queries and for highlights.

White space cuts text into chunks; everything inside a chunk is decided here and depends on nothing around it, so
that a chunk is analysed once and looked up from then on. What is decided:

* Case, accents, width and soft hyphens are folded: ``Résumé`` is ``resume``.
* ``C++``, ``C#``, ``.NET``, ``AT&T``, ``3.11``, ``10,000`` and e-mail addresses are one word each.
* Words tied by ``-``, ``.`` or ``_``, or short ones tied by ``/``, are searchable in parts and joined:
  ``full-stack`` is ``full``, ``stack`` and ``fullstack``; ``TS/SCI`` is ``ts``, ``sci`` and ``tssci``.
* Apostrophes are dropped, the possessive with its s: ``O'Neil`` is ``oneil``, ``master's`` is ``master``.
* Stemming is light: plurals only, so that ``manager`` never finds ``management``.
* Stop words are not words of the index, but keep their positions: ``"head of sales"`` is not ``"head sales"``.

A change of any of this changes ``ANALYSIS``; an index made by another analysis is rebuilt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from appliance.foundation.kernel.text import fold

ANALYSIS = "muster-words-1"
LONGEST_TERM = 64
"""Characters; anything longer is noise (encoded files, long addresses) and only keeps its position."""
LONGEST_JOIN = 24
MOST_JOINED = 4
SHORT_SLASHED = 4
"""``CI/CD`` and ``TCP/IP`` are joined, ``java/python`` is not."""
REMEMBERED_CHUNKS = 50_000
"""About 30 MB when full."""

STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "with",
    ],
)

# letters and digits with the marks that belong to them: combining accents, soft hyphen, zero width joiners
_MARKS = "\u00ad\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u093a-\u094f\u0e31-\u0e4e\u200b-\u200d"
_W = rf"(?:[^\W_][{_MARKS}]*)"
_PIECE = re.compile(
    rf"""
      (?P<email>[\w.+%-]{{0,63}}{_W}@{_W}[\w-]{{0,62}}(?:\.[\w-]{{0,62}}{_W}){{1,8}})
    | (?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\w,]) | \d+(?:\.\d+)+(?!{_W}))
    | (?P<dotnet>\.[Nn][Ee][Tt](?!{_W}))
    | (?P<plus>{_W}+\+\+)
    | (?P<sharp>(?<![^\W_])[A-Za-z][\#\u266f](?![^\W\d_]))
    | (?P<amp>(?<![^\W_]){_W}{{1,3}}(?:&{_W}{{1,3}})+(?!{_W}))
    | (?P<word>{_W}+(?:['\u2019\u02bc]{_W}+)*)
    """,
    re.VERBOSE,
)
_LETTERS = re.compile(rf"{_W}+")
_POSSESSIVE = re.compile(r"['\u2019\u02bc][sS]$")
_DROPPED = re.compile(rf"['\u2019\u02bc{_MARKS}]")
_TIE = re.compile(r"[-\u2010-\u2013._]")
_SPACE = re.compile(r"\S+")
_PLAIN = re.compile(r"[^\W\d_]+")
BEFORE_WORD = "\"'([-"
AFTER_WORD = ".,;:!?)]\"'-"
SIMPLE = re.compile(rf"[{re.escape(BEFORE_WORD)}]*([A-Za-z]+)[{re.escape(AFTER_WORD)}]*")
"""Most chunks: English letters with punctuation around them."""


class Part(NamedTuple):
    """One position of the text. ``term`` is None for a stop word or noise; offsets are code points."""

    term: str | None
    surface: str
    start: int
    end: int


class Unit(NamedTuple):
    """What a reader takes for one word: its parts, one position each, and their joined spelling if there is one."""

    parts: tuple[Part, ...]
    joined: str | None


class Token(NamedTuple):
    """A term at a position; ``start`` and ``end`` are code points of the text."""

    term: str
    position: int
    start: int
    end: int


def stem(word: str) -> str:
    """The singular of a folded word: ``companies`` → ``company``, ``engineers`` → ``engineer``.

    Words of three letters and words with anything but letters (``aws``, ``s3s``) stay as they are.
    """
    if len(word) < 4 or not word.endswith("s") or not _PLAIN.fullmatch(word):
        return word
    if word.endswith(("ss", "us", "is", "js")):
        return word
    if word.endswith("ies"):
        return word if len(word) == 4 or word.endswith(("aies", "eies")) else word[:-3] + "y"
    return word[:-1]


def units(chunk: str) -> tuple[Unit, ...]:
    """The words inside a piece of text without white space; offsets count from its start."""
    if simple := SIMPLE.fullmatch(chunk):
        word = simple[1].lower()
        return (Unit((Part(_term("word", word), word, simple.start(1), simple.end(1)),), None),)
    pieces = [(m.lastgroup or "", m.start(), m.end()) for m in _PIECE.finditer(chunk)]
    groups: list[list[tuple[str, int, int]]] = []
    slashed: list[bool] = []  # is group i tied to the one before by a slash
    for kind, start, end in pieces:
        gap = chunk[groups[-1][-1][2] : start] if groups else " "
        if groups and (_TIE.fullmatch(gap) or gap == ""):
            groups[-1].append((kind, start, end))
        else:
            groups.append([(kind, start, end)])
            slashed.append(gap == "/")
    groups = _merge_slashed(groups, slashed)
    return tuple(_unit(chunk, group) for group in groups)


def _merge_slashed(
    groups: list[list[tuple[str, int, int]]], slashed: list[bool]
) -> list[list[tuple[str, int, int]]]:
    """Short single words tied by slashes become one group."""
    short = [len(g) == 1 and g[0][0] == "word" and g[0][2] - g[0][1] <= SHORT_SLASHED for g in groups]
    merged: list[list[tuple[str, int, int]]] = []
    for i, group in enumerate(groups):
        if i and slashed[i] and short[i] and short[i - 1]:
            merged[-1].extend(group)
        else:
            merged.append(list(group))
    return merged


def _unit(chunk: str, group: list[tuple[str, int, int]]) -> Unit:
    if len(group) == 1 and group[0][0] == "email":
        return _email(chunk, group[0][1], group[0][2])
    parts = []
    joinable = 1 < len(group) <= MOST_JOINED
    for kind, start, end in group:
        surface = _surface(kind, chunk[start:end])
        parts.append(Part(_term(kind, surface), surface, start, end))
        joinable = joinable and kind in {"word", "dotnet", "number"}
    joined = None
    if joinable and any(part.term for part in parts):
        joined = "".join(part.surface for part in parts).replace(".", "")
        if len(joined) > LONGEST_JOIN or not any(c.isalpha() for c in joined):
            joined = None
    return Unit(tuple(parts), stem(joined) if joined else None)


def _email(chunk: str, start: int, end: int) -> Unit:
    """An address is one word; its parts are searchable too."""
    whole = _fold(chunk[start:end])
    parts = []
    for match in _LETTERS.finditer(chunk[start:end]):
        surface = _surface("word", match.group())
        parts.append(Part(_term("word", surface), surface, start + match.start(), start + match.end()))
    return Unit(tuple(parts), whole if len(whole) <= LONGEST_TERM else None)


def _fold(text: str) -> str:
    """``fold`` of text without white space, quickly where it has only ASCII."""
    return text.lower() if text.isascii() else fold(text)


def _surface(kind: str, raw: str) -> str:
    """Folded, unstemmed spelling of one piece."""
    if kind == "number":
        return _fold(raw.replace(",", ""))
    if kind == "sharp":
        return raw[0].lower() + "#"
    if kind == "word":
        raw = _POSSESSIVE.sub("", raw)
    if raw.isascii():
        return raw.replace("'", "").lower()
    return "".join(fold(_DROPPED.sub("", raw)).split())


def _term(kind: str, surface: str) -> str | None:
    if not surface or len(surface) > LONGEST_TERM:
        return None
    if kind != "word":
        return surface
    return None if surface in STOP_WORDS else stem(surface)


class _Memory(dict[str, tuple[Unit, ...]]):
    """Chunk → its units; analysed once, forgotten all at once when there are too many."""

    def __missing__(self, chunk: str) -> tuple[Unit, ...]:
        if len(self) >= REMEMBERED_CHUNKS:
            self.clear()
        found = self[chunk] = units(chunk)
        return found


_memory = _Memory()


def words(text: str) -> Iterator[tuple[int, int, Unit]]:
    """(first position, offset of the chunk, unit) of every unit of a text, in order."""
    position = 0
    for match in _SPACE.finditer(text):
        for unit in _memory[match.group()]:
            yield position, match.start(), unit
            position += len(unit.parts)


def tokens(text: str) -> list[Token]:
    """Every term of a text with its position and its place, as the index holds it.

    A joined spelling stands at the position of its first and of its last part, so that a phrase may go on from
    either side of it.
    """
    found = []
    for position, offset, unit in words(text):
        for i, part in enumerate(unit.parts):
            if part.term is not None:
                found.append(Token(part.term, position + i, offset + part.start, offset + part.end))
        if unit.joined is not None:
            start, end = offset + unit.parts[0].start, offset + unit.parts[-1].end
            found.append(Token(unit.joined, position, start, end))
            if len(unit.parts) > 1:
                found.append(Token(unit.joined, position + len(unit.parts) - 1, start, end))
    return found


def spellings(text: str) -> set[str]:
    """Folded words as people write them, unstemmed, for completion and suggestions: three letters or more."""
    found = set()
    for _, _, unit in words(text):
        for part in unit.parts:
            if part.term is not None and len(part.surface) > 2 and not part.surface.isdigit():
                found.add(part.surface)
    return found


def prefix_term(text: str) -> str:
    """How the words of the index begin that ``text*`` stands for; empty if there is nothing to look for.

    Ties are dropped, as in joined spellings: ``full-st`` → ``fullst``.
    """
    bare = "".join(fold(_DROPPED.sub("", text)).split())
    start = "." if bare.startswith(".") else ""
    bare = re.sub(r"[^\w+#&@]|_", "", bare)
    return start + bare if bare else ""


def prefix_stems(prefix: str) -> tuple[str, ...]:
    """Terms besides those beginning with ``prefix`` whose unstemmed spelling begins with it.

    ``kubernetes*`` must find what was stemmed to ``kubernete``, ``technologi*`` what became ``technology``.
    """
    return tuple(sorted({stem(prefix), stem(prefix + "s"), stem(prefix + "es")}))


def within_one_edit(a: str, b: str) -> bool:
    """Equal, or one letter added, dropped, changed, or two neighbours swapped."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    same = 0
    while same < len(a) and a[same] == b[same]:
        same += 1
    if len(a) < len(b):
        return a[same:] == b[same + 1 :]
    if a[same + 1 :] == b[same + 1 :]:
        return True
    return a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]


def readings(text: str) -> tuple[tuple[tuple[str, int], ...], ...]:
    """The ways in which a searched word or phrase may stand in a text; any one of them is enough.

    Each is a sequence of (term, position after the first), at least one long: the parts with their gaps, and, when
    the text is one word with a joined spelling, that. Empty when there is nothing but stop words.
    """
    found = list(words(text))
    if len(found) == 1 and found[0][2].joined is not None and "@" in found[0][2].joined:
        return (((found[0][2].joined, 0),),)
    parts = [
        (part.term, position + i)
        for position, _, unit in found
        for i, part in enumerate(unit.parts)
        if part.term is not None
    ]
    ways = [tuple((term, at - parts[0][1]) for term, at in parts)] if parts else []
    if len(found) == 1 and found[0][2].joined is not None:
        ways.append(((found[0][2].joined, 0),))
    return tuple(dict.fromkeys(ways))


def fuzzy_term(text: str) -> str:
    """The term whose neighbours ``text~`` stands for; empty if there is nothing to look for."""
    return stem(prefix_term(text))
