"""The style sheets of a page: which of their rules hold for an element, and in which order.

A browser's cascade in little: selectors of one element (``p``, ``.note``, ``#top``, ``p.note``), the more said of it the later, then what
comes later in the page, then what is marked as important. What depends on an ancestor is not followed, nor what holds for media that
nobody can tell (``html_media``); where such a rule hides something it is only remembered that it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from appliance.engines.reading import limits
from appliance.engines.reading.formats.html_hiding import ASKED_FOR, Declarations, hides
from appliance.engines.reading.formats.html_media import EVERYWHERE, SCREENS, UNKNOWN, Screens, screens_of
from appliance.engines.reading.formats.html_selectors import Parts, last_parts, simple_parts

_MOST_RULES: Final = 2_000
_MOST_ALIKE: Final = 50
_MOST_FITTING: Final = 100
_MOST_CLASSES: Final = 20
_MOST_KEPT: Final = 10_000
_MOST_STEPS: Final = 4_000_000
"""Rules and declarations looked at for all elements together; those of twenty thousand different elements are half a million."""
_DEEPEST: Final = 5
_LONGEST_VALUE: Final = 200
_BRACE: Final = re.compile(r"[{}]")
_MEDIA: Final = re.compile(r"@media\b\s*(.+)\Z", re.IGNORECASE | re.DOTALL)
_IMPORTANT: Final = re.compile(r"!\s{0,9}important")

Weight = tuple[int, int, int]
"""Of a declaration: identifiers in its selector, parts of it, place in the page."""


class _Rule:
    """What is stated of all elements of one selector on the same screens; ``firm``: what is marked as important."""

    def __init__(self, parts: Parts, held: int) -> None:
        self.parts = parts
        self.held = held
        self.rank = (sum(part[0] == "#" for part in parts), len(parts))
        self.stated: dict[str, tuple[Weight, str]] = {}
        self.firm: dict[str, tuple[Weight, str]] = {}

    def add(self, stated: Declarations, firm: Declarations, order: int) -> None:
        for into, of in ((self.stated, stated), (self.firm, firm)):
            for name, value in of.items():
                into[name] = ((*self.rank, order), value)


class Cascade(NamedTuple):
    """What the sheets state for an element, and what they state as important."""

    stated: dict[str, str]
    firm: dict[str, str]

    def joined(self, own: Declarations, firm: Declarations) -> Declarations:
        """With a ``style`` of the element's own: ``own`` and, as important, ``firm``."""
        if not (own or firm or self.firm):
            return self.stated
        return {**self.stated, **own, **self.firm, **firm}


class Fitting(NamedTuple):
    """What holds for an element: ``always``, and on each usual screen, the widest last (none where that is the same).

    ``doubted``: a rule that is not followed may hide it on the widest.
    """

    always: Cascade
    screens: tuple[Cascade, ...] = ()
    doubted: bool = False


_NOTHING: Final = Fitting(Cascade({}, {}))


class StyleSheet:
    """The rules of a page. ``partial``: others may colour what lies behind its letters, from elsewhere or in rules not followed."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[tuple[Parts, int], _Rule]] = {}
        self._doubts: dict[str, set[Parts]] = {}
        self._known: set[str] = set()
        self._all_doubted = False
        self._count = 0
        self._order = 0
        self._steps = 0
        self._kept: dict[Parts, Fitting] = {}
        self.partial = False

    @property
    def exhausted(self) -> bool:
        """The elements of the page differ in more than is followed."""
        return self._steps > _MOST_STEPS

    def read(self, text: str, medium: str = "") -> None:
        """Take the rules of a ``style`` element, for the ``medium`` that it states."""
        plain = _without_comments(text[: limits.STYLE_CHARACTERS])
        self._kept.clear()
        self.partial = self.partial or "@import" in plain
        self._block(plain, screens_of(medium) if medium.strip() else EVERYWHERE, 0)

    def _block(self, text: str, screens: Screens, depth: int) -> None:
        if not screens.all and "background" in text:
            self.partial = True
        if not screens.possible:
            return
        for heading, body in _rules(text):
            if not heading.startswith("@"):
                self._take(heading, body, screens)
            elif "{" not in body or "keyframes" in heading:
                self.partial = self.partial or "background" in body
            elif depth >= _DEEPEST:
                self._all_doubted = True
            else:
                medium = _MEDIA.match(heading)
                inner = screens_of(medium.group(1)) if medium else UNKNOWN
                self._block(body, inner.within(screens), depth + 1)

    def _take(self, heading: str, body: str, screens: Screens) -> None:
        if "{" in body:
            body = self._unnested(heading, body)
        stated, firm = declared(body)
        hiding = bool(hides({**stated, **firm}))
        self._order += 1
        followed = True
        for name in heading.split(","):
            parts = simple_parts(name.strip())
            if parts is None:
                followed = followed and not name.strip()
            elif screens.held and (stated or firm):
                self._add(parts, stated, firm, screens.held)
        if not followed and "background" in body:
            self.partial = True
        if hiding and screens.possible & SCREENS[-1] and (screens.doubtful or not followed):
            self._doubt(heading, every=screens.doubtful)

    def _add(self, parts: Parts, stated: Declarations, firm: Declarations, held: int) -> None:
        alike = self._rules.setdefault(min(parts), {})
        rule = alike.get((parts, held))
        if rule is None:
            if self._count >= _MOST_RULES or len(alike) >= _MOST_ALIKE:
                self._all_doubted = True
                return
            rule = alike[parts, held] = _Rule(parts, held)
            self._count += 1
            self._known |= parts
        rule.add(stated, firm, self._order)

    def _unnested(self, heading: str, body: str) -> str:
        """The declarations of a rule beside the rules within it; whether these hide something is in doubt."""
        for inner, stated in _rules(body):
            if "{" in stated or any(map(hides, declared(stated))):
                self._doubt(heading, every=True)
                if not inner.startswith("@"):
                    self._doubt(inner.replace("&", ""), every=True)
        return _outermost(body)

    def _doubt(self, heading: str, *, every: bool) -> None:
        """Remember that a rule not followed hides the elements that the last of its parts fit; ``every``: simple ones, too."""
        for parts in last_parts(heading, every=every):
            if not parts:
                self._all_doubted = True
                return
            self._known |= parts
            alike = self._doubts.setdefault(min(parts), set())
            alike.add(parts if len(alike) < _MOST_ALIKE else frozenset({min(parts)}))

    def of(self, tag: str, given: Mapping[str, str]) -> Fitting:
        """What the sheets state for an element with these attributes."""
        if not self._rules:
            return _NOTHING
        parts = [tag, *("." + name for name in given.get("class", "").split()[:_MOST_CLASSES])]
        if "id" in given:
            parts.append("#" + given["id"])
        if self._doubts:
            parts += ["[" + name for name in list(given)[:_MOST_CLASSES]]
        key = frozenset(self._known.intersection(parts))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._fitting(key)
        return found

    def _fitting(self, parts: Parts) -> Fitting:
        rules = [rule for part in parts for rule in self._rules.get(part, {}).values()]
        self._steps += len(rules) + 10
        rules = [rule for rule in rules if rule.parts <= parts]
        doubted = self._all_doubted or len(rules) > _MOST_FITTING
        if len(rules) > _MOST_FITTING:
            rules.sort(key=lambda rule: rule.rank)
            rules = rules[-_MOST_FITTING:]
        everywhere = EVERYWHERE.held
        always = self._cascade([rule for rule in rules if rule.held == everywhere])
        if all(rule.held == everywhere for rule in rules):
            return Fitting(always)
        screens = tuple(self._cascade([rule for rule in rules if rule.held & bit]) for bit in SCREENS)
        doubted = doubted or any(held <= parts for part in parts for held in self._doubts.get(part, ()))
        return Fitting(always, screens, doubted)

    def _cascade(self, rules: list[_Rule]) -> Cascade:
        stated: dict[str, tuple[Weight, str]] = {}
        firm: dict[str, tuple[Weight, str]] = {}
        for rule in rules:
            self._steps += len(rule.stated) + len(rule.firm)
            for into, of in ((stated, rule.stated), (firm, rule.firm)):
                for name, weighed in of.items():
                    if name not in into or into[name][0] < weighed[0]:
                        into[name] = weighed
        return Cascade({n: v for n, (_, v) in stated.items()}, {n: v for n, (_, v) in firm.items()})


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
    if depth:
        yield heading, text[body:]  # the end of the sheet ends what is open


def _outermost(body: str) -> str:
    """The declarations of a rule without the rules within it and what they are for."""
    kept, at, depth = [], 0, 0
    for brace in _BRACE.finditer(body):
        if brace.group() == "{":
            if depth == 0:
                kept.append(body[at : brace.start()].rpartition(";")[0])
            depth += 1
        elif depth:
            depth -= 1
            at = brace.end()
    return ";".join([*kept, body[at:] if depth == 0 else ""])


def declared(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """``color: red; top: 0 !important`` as two mappings, in lower case: what is stated, and what is stated as important.

    Only what is ``ASKED_FOR`` is kept.
    """
    stated: dict[str, str] = {}
    firm: dict[str, str] = {}
    for part in style.casefold().split(";")[:200]:
        name, _, value = part.partition(":")
        name = name.strip()
        if name in ASKED_FOR:
            kept, marks = _IMPORTANT.subn("", value[:_LONGEST_VALUE])
            (firm if marks else stated)[name] = kept.strip()
    return stated, firm
