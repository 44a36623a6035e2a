"""The style sheets of a page: which of their rules hold for an element, and in which order.

A browser's cascade in little: selectors of one element (``p``, ``.note``, ``#top``, ``p.note``), the more said of it the later, then what
comes later in the page, then what is marked as important. What depends on an ancestor is not followed. Of media only screens are: what holds on
each of them counts as any rule, what holds from some width on counts where it shows what is hidden on narrow ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from appliance.engines.reading import limits

Declarations = Mapping[str, str]

_MOST_RULES: Final = 2_000
_MOST_ALIKE: Final = 50
_LONGEST_VALUE: Final = 200
_BRACE: Final = re.compile(r"[{}]")
_PART: Final = re.compile(r"[.#]?(?:[\w-]|\\.)+")
_SELECTOR: Final = re.compile(r"(?:[\w-]|\\.)*(?:[.#](?:[\w-]|\\.)+)*")
_ESCAPE: Final = re.compile(r"\\(.)")
_MEDIA: Final = re.compile(r"@media\s+(.{1,200})\Z", re.IGNORECASE | re.DOTALL)
_SCREEN: Final = re.compile(
    r"(?:only\s+)?(?:screen|all)|(?:(?:only\s+)?(?:screen|all)\s+and\s+)?\(\s*(?:min-width\s*:|width\s*>=)\s*(?P<least>\d{1,5}(?:\.\d{1,4})?)\s*(?P<unit>px|r?em)?\s*\)",
    re.IGNORECASE,
)
_IMPORTANT: Final = re.compile(r"!\s{0,9}important")
_NARROWEST: Final = 320.0
_USUAL: Final = 1280.0
"""Pixels of a screen: of the smallest telephone, and those that every computer's has."""
_PIXELS: Final = {"px": 1.0, "em": 16.0, "rem": 16.0}


class _Rule(NamedTuple):
    """``firm``: what is marked as important; ``order``: its place in the page; ``wide``: it holds on wide screens only."""

    parts: frozenset[str]
    stated: dict[str, str]
    firm: dict[str, str]
    order: int
    wide: bool


class StyleSheet:
    """The rules of a page. ``partial``: others may colour what lies behind its letters, from elsewhere or in rules not followed.

    ``widens``: some of its rules hold on wide screens only.
    """

    def __init__(self) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._count = 0
        self.partial = False
        self.widens = False

    def read(self, text: str) -> None:
        """Take the rules of a ``style`` element."""
        plain = _without_comments(text[: limits.STYLE_CHARACTERS])
        self.partial = self.partial or "@import" in plain
        for heading, body in _rules(plain):
            medium = _MEDIA.match(heading)
            wide = _wide(medium.group(1)) if medium else None
            if wide is None:
                self._take(heading, body, wide=False)
                continue
            for inner, stated in _rules(body):
                self._take(inner, stated, wide=wide)

    def _take(self, heading: str, body: str, *, wide: bool) -> None:
        names = [name.strip() for name in heading.split(",")]
        simple = [
            name for name in names if name and not heading.startswith("@") and _SELECTOR.fullmatch(name)
        ]
        if (len(simple) < len(names) or wide) and "background" in body:
            self.partial = True
        if not simple:
            return
        stated, firm = declared(body)
        for name in simple:
            parts = [_ESCAPE.sub(r"\1", part) for part in _PART.findall(name)]
            known = self._rules.setdefault(parts[-1], [])
            if self._count < _MOST_RULES and len(known) < _MOST_ALIKE:
                known.append(_Rule(frozenset(parts), stated, firm, self._count, wide))
                self._count += 1
                self.widens = self.widens or wide

    def of(
        self,
        tag: str,
        given: Mapping[str, str],
        own: Declarations,
        firm: Declarations,
        *,
        wide: bool = False,
    ) -> dict[str, str]:
        """What is stated for an element with these attributes and a ``style`` of its own: ``own`` and, as important, ``firm``."""
        if not self._rules:
            return {**own, **firm}
        parts = {tag, *("." + name for name in given.get("class", "").split()[:20])}
        if "id" in given:
            parts.add("#" + given["id"])
        fitting = [
            rule
            for part in parts
            for rule in self._rules.get(part, ())
            if rule.parts <= parts and (wide or not rule.wide)
        ]
        fitting.sort(key=_weight)
        stated: dict[str, str] = {}
        for rule in fitting:
            stated.update(rule.stated)
        stated.update(own)
        for rule in fitting:
            stated.update(rule.firm)
        stated.update(firm)
        return stated


def _weight(rule: _Rule) -> tuple[int, int, int]:
    return sum(part[0] == "#" for part in rule.parts), len(rule.parts), rule.order


def _wide(condition: str) -> bool | None:
    """Does a medium begin at some width? None where it is no screen that everybody has."""
    found = _SCREEN.fullmatch(condition.strip())
    if found is None:
        return None
    least = float(found["least"] or 0) * _PIXELS[(found["unit"] or "px").casefold()]
    return None if least > _USUAL else least > _NARROWEST


def _without_comments(text: str) -> str:
    kept, at = [], 0
    while (begin := text.find("/*", at)) >= 0:
        kept.append(text[at:begin])
        end = text.find("*/", begin + 2)
        at = end + 2 if end >= 0 else len(text)
    return " ".join([*kept, text[at:]])


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of every rule; a block of its own (``@media``, ``@supports``) as one, with all in it."""
    depth, at, body, heading = 0, 0, 0, ""
    for brace in _BRACE.finditer(text):
        if brace.group() == "{":
            if depth == 0:
                heading, body = text[at : brace.start()].rpartition(";")[2].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                at = brace.end()
                yield heading, text[body : brace.start()]


def declared(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """``color: red; top: 0 !important`` as two mappings, in lower case: what is stated, and what is stated as important."""
    stated: dict[str, str] = {}
    firm: dict[str, str] = {}
    for part in style.casefold().split(";")[:200]:
        name, colon, value = part.partition(":")
        if colon:
            kept, marks = _IMPORTANT.subn("", value[:_LONGEST_VALUE])
            (firm if marks else stated)[name.strip()] = kept.strip()
    return stated, firm
