"""Job titles: the known title in a line, its seniority and family, and how close two titles are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from appliance.engines.knowledge.genders import other_form
from appliance.engines.knowledge.packs import TITLE_FILES, rows
from appliance.engines.knowledge.phrases import Found, Phrases, with_plurals
from appliance.engines.knowledge.tokens import key, tokens
from appliance.engines.knowledge.values import SENIORITIES, OwnTerm, TitleHead, TitleRelation

GENERIC = "generic"
_SEGMENT = re.compile(
    r"\s[–—|@-]\s|[,|(;:\t\n]|\s+(?:at|for|with|@|bei|chez|en|presso|of|to|in)\s+", re.IGNORECASE
)
_STOP = frozenset(
    [
        "of",
        "the",
        "and",
        "a",
        "an",
        "for",
        "to",
        "in",
        "at",
        "with",
        "&",
        "/",
        ",",
        "-",
        ".",
        "(",
        ")",
        "|",
        "de",
        "der",
        "die",
        "des",
        "du",
        "la",
        "le",
    ]
)
_SHORT = re.compile(r"\b(Sr|Jr|Asst|Assoc|Exec|Mgr|Eng|St|Dr|Tech|Admin|Dir)\.", re.IGNORECASE)
_PROSE = re.compile(
    r"[a-z]\.\s|[a-z]{3,}[.!?]$|\b(?:is|are|was|were|will|have|has|had|been|our|my|your|their|that|which|who|responsible|"
    r"including|using|during|worked|i|we|you|this|these)\b",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d{3,}|@|https?:")
_HAS_VERB_FIRST = re.compile(
    r"^(?:\W*)(?!registered|certified|licensed|experienced|skilled|embedded|distinguished|advanced)[A-Z]?[a-z]+ed\b|^(?:led|built|wrote|ran|oversaw|drove|taught|made|work|support|manage|ensure|assist)\b",
    re.IGNORECASE,
)
_PART_OF_TITLE = frozenset(
    [
        "staff",
        "associate",
        "assistant",
        "principal",
        "fellow",
        "partner",
        "professional",
        "expert",
        "student",
        "graduate",
        "charge",
        "advanced",
        "master",
        "executive",
        "technical",
        "supervisory",
        "owner",
        "president",
        "chief",
        "general",
        "manager",
        "i",
        "ii",
        "v",
    ]
)
"""Words that say nothing about seniority inside a known title: Staff Nurse, School Principal, Chief Mate."""
_LONGEST = 110


class Known(NamedTuple):
    """One title of the pack; ``cluster`` is the first title of its line, a name for work that is nearly the same."""

    head: str
    cluster: str
    family: str
    seniority: str


class Titles:
    """The title packs and their lookup."""

    def __init__(self) -> None:
        self._phrases: Phrases[Known] = Phrases()
        self._related: dict[str, set[str]] = {}
        self._seniority: Phrases[str] = Phrases()
        self._specialty: Phrases[str] = Phrases()
        self._not_titles: Phrases[str] = Phrases()
        self.heads: set[str] = set()
        self.families: set[str] = set()
        self._own: frozenset[str] = frozenset()
        for name in TITLE_FILES:
            for row in rows(f"titles/{name}"):
                self._enter(row.section, row.defaults, row.cell(0), row.items(1), row.cell(2))
        for row in rows("title_words"):
            kind, _, value = row.section.partition(" ")
            phrases = {"seniority": self._seniority, "specialty": self._specialty, "never": self._not_titles}[
                kind
            ]
            for written in row.items(0):
                phrases.add(key(written), value)

    def _enter(
        self, family: str, related: tuple[str, ...], head: str, aliases: tuple[str, ...], seniority: str
    ) -> None:
        if seniority and seniority not in SENIORITIES:
            raise ValueError(f"titles: {seniority!r} is no seniority")
        self.families.add(family)
        for other in related:
            self._related.setdefault(family, set()).add(other)
            self._related.setdefault(other, set()).add(family)
        for written in (head, *aliases):
            if not self._phrases.exact(key(written)):
                self.heads.add(written)
            known = Known(written, head, family, seniority)
            other = other_form(written)
            for variant in (*with_plurals(key(written)), *([key(other)] if other else [])):
                if not self._phrases.exact(variant):
                    self._phrases.add(variant, known)

    def extended(self, own: Iterable[OwnTerm]) -> Titles:
        """The same titles with an organisation's own; these stay as they are.

        An own title is nearly the same work as its parent, or else as the known title its name ends in; without either
        it is a title of its own.
        """
        other: Titles = copy(self)
        other._phrases, other.heads = self._phrases.copy(), self.heads.copy()
        for term in own:
            other._enter_own(term, self.head(term.parent or term.name))
            other._own |= {term.name}
        return other

    def _enter_own(self, own: OwnTerm, like: TitleHead | None) -> None:
        for written in (own.name, *own.aliases):
            cluster = self._cluster(like) if like and like.family != GENERIC else own.name
            known = Known(own.name, cluster, like.family if like else GENERIC, like.seniority if like else "")
            self.heads.add(own.name)
            for variant in with_plurals(key(written)):
                self._phrases.keep(variant, [])  # the organisation's word wins over the pack's
                self._phrases.add(variant, known)

    def head(self, text: str) -> TitleHead | None:
        """The title in a line: the last known one before the first comma, dash or preposition; None without one."""
        split = tokens(text)
        found = self._phrases.find(text, split)
        if not found:
            return None
        match = _chosen(text, found)
        return self._described(text, match)

    def _described(self, text: str, match: Found[Known]) -> TitleHead:
        known = match.entries[0]
        split = tokens(text)
        family = known.family
        if family == GENERIC:
            special = self._specialty.find(text, split)
            if special:
                family = special[-1].entries[0] if special[-1].end <= match.start else special[0].entries[0]
        return TitleHead(match.start, match.end, known.head, self._seniority_of(text, known, match), family)

    def _cluster(self, head: TitleHead) -> str:
        found = self._phrases.exact(key(head.head))
        return found[0].cluster if found else head.head

    def _seniority_of(self, text: str, known: Known | None, at: Found[Known] | None = None) -> str:
        words = [
            f.entries[0]
            for f in self._seniority.find(text, tokens(text))
            if at is None
            or not at.start <= f.start < at.end
            or text[f.start : f.end].casefold() not in _PART_OF_TITLE
        ]
        own = known.seniority if known else ""
        levels = [w for w in (*words, own) if w]
        if not levels:
            return "mid" if known else ""
        low = [w for w in levels if w in {"intern", "junior"}]
        return low[0] if low else max(levels, key=SENIORITIES.index)

    def seniority(self, text: str) -> str:
        """One of SENIORITIES; ``mid`` for a title that says nothing, "" when the text is no title and says nothing."""
        head = self.head(text)
        return head.seniority if head else self._seniority_of(text, None)

    def likeness(self, text: str) -> float:
        """0..1: is this line a job title?"""
        bare = text.strip(" \t•-–—|,*")
        if not bare or len(bare) > _LONGEST:
            return 0.0
        head = self.head(bare)
        words = bare.split()
        lettered = [w for w in words if w[:1].isalpha()]
        score = 0.0
        if head is not None:
            score += 0.55 if head.family != GENERIC or len(words) > 1 else 0.5
            segment = _SEGMENT.search(bare)
            if head.end >= (segment.start() if segment and segment.start() > head.start else len(bare)) - 4:
                score += 0.2
            if len(key(head.head)) > 1:
                score += 0.1
        if self._seniority.find(bare, tokens(bare)):
            score += 0.1 if head is not None else 0.15
        if lettered and sum(w[0].isupper() for w in lettered) / len(lettered) > 0.6:
            score += 0.15
        score -= 0.5 * bool(_PROSE.search(_SHORT.sub(r"\1", bare)))
        score -= 0.3 * bool(_DATED.search(bare))
        score -= 0.5 * bool(_HAS_VERB_FIRST.search(bare) and (head is None or head.start > 0))
        score -= 0.6 * any(
            head is None or f.end <= head.start or f.start >= head.end
            for f in self._not_titles.find(bare, tokens(bare))
        )
        score -= 0.08 * max(0, len(words) - 7)
        return round(min(1.0, max(0.0, score)), 3)

    def relation(self, have: str, wanted: str) -> TitleRelation:
        """How close two titles are, apart from seniority."""
        mine, asked = self.head(have), self.head(wanted)
        shared = _overlap(have, wanted)
        if mine is None or asked is None:
            return TitleRelation(round(0.6 * shared, 3), "Judged by the words the two titles share.")
        if mine.head == asked.head and (
            mine.family == asked.family or GENERIC not in {mine.family, asked.family}
        ):
            if mine.family == GENERIC and mine.head not in self._own:
                return TitleRelation(
                    round(0.2 + 0.8 * shared, 3), f"Both are titles of a {mine.head.lower()}."
                )
            return TitleRelation(round(0.9 + 0.1 * shared, 3), f"Both are {asked.head}.")
        if mine.family == asked.family and mine.family != GENERIC:
            if self._cluster(mine) == self._cluster(asked):
                return TitleRelation(
                    round(0.8 + 0.15 * shared, 3), f"{mine.head} and {asked.head} are nearly the same work."
                )
            return TitleRelation(
                round(0.6 + 0.25 * shared, 3), f"{mine.head} and {asked.head} are the same kind of work."
            )
        near = asked.family in self._related.get(mine.family, ())
        if near and _area(mine.family) == _area(asked.family):
            return TitleRelation(round(0.6 + 0.25 * shared, 3), f"{mine.head} is very close to {asked.head}.")
        if near:
            return TitleRelation(round(0.4 + 0.25 * shared, 3), f"{mine.head} is close to {asked.head}.")
        if GENERIC not in {mine.family, asked.family}:
            if _computing(mine.family) and _computing(asked.family):
                return TitleRelation(
                    round(0.35 + 0.3 * shared, 3), f"{mine.head} and {asked.head} are both in computing."
                )
            if _area(mine.family) == _area(asked.family):
                return TitleRelation(
                    round(0.2 + 0.3 * shared, 3), f"{mine.head} and {asked.head} are in the same field."
                )
        return TitleRelation(round(0.5 * shared, 3), "Judged by the words the two titles share.")


def _area(family: str) -> str:
    return family.partition("/")[0]


def _computing(family: str) -> bool:
    """Whether a family is one of the many trades of computing, whose people move between them."""
    return _area(family) in ("software", "infrastructure", "data") or family in (
        "security/cyber",
        "security/governance",
    )


def _chosen(text: str, found: list[Found[Known]]) -> Found[Known]:
    """English titles end in their noun: the last known title of the first segment that has one."""
    first = found[0]
    segment = _SEGMENT.search(text, first.end)
    limit = segment.start() if segment else len(text)
    inside = [f for f in found if f.end <= limit]
    return inside[-1] if inside else first


def _overlap(one: str, other: str) -> float:
    a, b = ({w for w in key(t) if w not in _STOP} for t in (one, other))
    return len(a & b) / len(a | b) if a and b else 0.0
