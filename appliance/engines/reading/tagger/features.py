"""What the tagger looks at: each token of a sentence as a list of named features.

Training and use share this file; a change here needs a new model (``packaging/tagger/train.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from appliance.engines.knowledge import Knowledge

_TOKEN: Final = re.compile(r"<[A-Z]+>|\.?[^\W_]+(?:['’.&_+#/-][^\W_]+)*(?:\+\+|\+|#)?|[^\s\w]|_")
_DROPPED: Final = frozenset(",")
"""Marks the training sentences have lost; a span never crosses one (``Token.apart``)."""
_CAPITAL: Final = re.compile(r"[A-Z]+")
_SMALL: Final = re.compile(r"[a-z]+")
_DIGITS: Final = re.compile(r"\d+")
_SHAPE_LENGTH: Final = 6
_MOST: Final = 6
"""Counts above 2 ** 5 tell no more."""


class Token(NamedTuple):
    """A word or a mark: characters ``[start, end)``; ``apart`` when a comma stood before it."""

    start: int
    end: int
    text: str
    apart: bool


def tokens_of(text: str) -> list[Token]:
    """Words with inner marks kept (CI/CD, Node.js, C++), every other mark alone, commas left out."""
    found: list[Token] = []
    apart = False
    for m in _TOKEN.finditer(text):
        if m.group() in _DROPPED:
            apart = True
            continue
        found.append(Token(m.start(), m.end(), m.group(), apart))
        apart = False
    return found


@lru_cache(maxsize=20_000)
def shape(word: str) -> str:
    """``"PostgreSQL15"`` → ``"XxX9"``; letters outside ASCII and marks stay."""
    return _DIGITS.sub("9", _SMALL.sub("x", _CAPITAL.sub("X", word)))[:_SHAPE_LENGTH]


class _Marks(NamedTuple):
    """What the packs say of each token: a kind, its place in the match, and the group of the skill."""

    kind: list[str]
    place: list[str]
    group: list[str]


def features_of(text: str, tokens: list[Token], knowledge: Knowledge) -> list[list[str]]:
    """The features of each token of one sentence: the same number, in the same order."""
    marks = _pack_marks(text, tokens, knowledge)
    words = ["<s>", "<s>", *(t.text.casefold() for t in tokens), "</s>", "</s>"]
    shapes = ["", *(shape(t.text) for t in tokens), ""]
    kinds = ["", "", *marks.kind, "", ""]
    named = [("<", "<", "<"), *(_in_names(t.text, knowledge) for t in tokens), (">", ">", ">")]
    covered = sum(kind != "-" for kind in marks.kind)
    listing = f"l{4 * covered // max(1, len(tokens))}"
    size = f"n{min(len(tokens).bit_length(), _MOST)}"
    found = []
    for i in range(len(tokens)):
        a, b, w, c, d = words[i : i + 5]
        p2, p, q, r, r2 = kinds[i : i + 5]
        s = shapes[i + 1]
        first, last, inner = named[i + 1]
        found.append(
            [
                "b", f"w={w}", f"v={a}", f"p={b}", f"n={c}", f"o={d}", f"pw={b} {w}", f"wn={w} {c}", f"vp={a} {b}",
                f"no={c} {d}", f"s={s}", f"ps={shapes[i]}|{s}", f"sn={s}|{shapes[i + 2]}", f"2={w[-2:]}", f"3={w[-3:]}",
                f"4={w[-4:]}", f"a={w[:3]}", f"e={w[:4]}", f"m={q}", f"mp={p}|{q}", f"mn={q}|{r}",
                f"mm={p2}|{p}|{q}|{r}|{r2}", f"ml={q}|{listing}", f"mw={q}|{b}", f"mz={q}|{c}", f"ms={q}|{s}",
                f"lf={first}", f"ll={last}", f"li={inner}", f"lp={named[i][0]}|{last}", f"ln={first}|{named[i + 2][1]}",
                f"lm={first}|{last}|{inner}|{q}", f"k={marks.place[i]}", f"ks={marks.place[i]}|{q}|{s}",
                f"g={marks.group[i]}", f"gp={b}|{first}", f"z={size}|{listing}", f"zs={s}|{listing}|{size}",
            ]
        )  # fmt: skip
    return found


def _in_names(word: str, knowledge: Knowledge) -> tuple[str, str, str]:
    """How often (in powers of two) skill names begin with, end in and hold the word."""
    counts = knowledge.skill_name_counts(word)
    if counts is None:
        return "-", "-", "-"
    first, last, inner = (str(min(n.bit_length(), _MOST)) for n in counts)
    return first, last, inner


def _pack_marks(text: str, tokens: list[Token], knowledge: Knowledge) -> _Marks:
    """First or later word of a skill (S, U when its context does not settle it), degree, language or certification."""
    marks = _Marks(["-"] * len(tokens), ["-"] * len(tokens), ["-"] * len(tokens))
    spans = [(m.start, m.end, "D", "", 0) for m in knowledge.find_degrees(text)]
    spans += [(m.start, m.end, "L", "", 0) for m in knowledge.find_languages(text)]
    spans += [(m.start, m.end, "C", "", 0) for m in knowledge.find_certifications(text)]
    for found in knowledge.skill_phrases(text):
        spans.append((found.start, found.end, "S" if found.settled else "U", found.group, found.words))
    for start, end, letter, group, words in spans:
        inside = [n for n, t in enumerate(tokens) if t.start < end and t.end > start]
        for place, number in enumerate(inside):
            marks.kind[number] = letter + ("2" if place else "1")
            if group:
                marks.place[number] = f"{place}/{words}"
                marks.group[number] = group
    return marks
