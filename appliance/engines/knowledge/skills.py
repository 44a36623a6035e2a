"""Skills: found in text, by name, and how they relate."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from appliance.engines.knowledge.ambiguity import (
    CONTEXT,
    EXACT,
    NO_RULE,
    PLAIN,
    Rule,
    excluded,
    has_context,
    in_list,
    parse_rule,
    tightly_listed,
)  # fmt: skip
from appliance.engines.knowledge.packs import SKILL_FILES, Row, rows
from appliance.engines.knowledge.phrases import Found, Phrases, with_plurals
from appliance.engines.knowledge.tokens import Tokens, key, tokens
from appliance.engines.knowledge.values import Mention, OwnTerm, Relation, Skill
from appliance.foundation.kernel.text import fold

_NOT_ID = re.compile(r"[^a-z0-9+#.]+")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|edu|gov|io|me|dev|ai)\b")
_LONGEST_ADDRESS = 300
_ANY_CASE: frozenset[str] = frozenset()


class Entry(NamedTuple):
    """One spelling of one skill."""

    skill: str
    need: int
    surfaces: frozenset[str]
    rule: Rule


class Term(NamedTuple):
    """A line of a skill pack, links still as written."""

    skill: Skill
    spellings: tuple[tuple[str, int], ...]
    rule: Rule


class PhraseFound(NamedTuple):
    """A spelling of a skill in a text; ``settled`` when the words around it leave no doubt that it is the skill."""

    start: int
    end: int
    settled: bool
    words: int
    group: str


class Pending(NamedTuple):
    """A match before ambiguity is settled."""

    found: Found[Entry]
    entry: Entry


def slug(name: str) -> str:
    """The id of a term from its name: ``"Microsoft Excel"`` → ``microsoft-excel``; C++, C# and .NET keep their marks."""
    return _NOT_ID.sub("-", name.lower() if name.isascii() else fold(name)).strip("-")


def own_id(name: str) -> str:
    """The id of an organisation's own term; of a name without a Latin letter or digit, from a hash of it."""
    return f"own.{slug(name) or hashlib.sha256(fold(name).encode()).hexdigest()[:12]}"


def spelling(written: str) -> tuple[str, int]:
    """``Excel?`` → ("Excel", CONTEXT), ``SAP!`` → ("SAP", EXACT)."""
    if written.endswith("?"):
        return written[:-1], CONTEXT
    if written.endswith("!"):
        return written[:-1], EXACT
    return written, PLAIN


def term_of(row: Row) -> Term:
    """``[id:] name | aliases | parents | related | rule``; parents may also come from the section."""
    head = row.cell(0)
    given, sep, rest = head.partition(":: ")
    written = rest if sep else head
    name, need = spelling(written)
    aliases = tuple(spelling(a) for a in row.items(1))
    parents = tuple(dict.fromkeys((*row.items(2), *row.defaults)))
    skill = Skill(
        given if sep else slug(name), name, tuple(a for a, _ in aliases), parents, row.items(3), row.section
    )
    rule = parse_rule(row.cell(4)) if row.cell(4) else NO_RULE
    return Term(skill, ((name, need), *aliases), rule)


def pack_terms() -> Iterator[Term]:
    """Every skill of the packs, in file order."""
    for name in SKILL_FILES:
        for row in rows(f"skills/{name}"):
            yield term_of(row)


class SkillIndex:
    """All skills, with their spellings and links. Built once; immutable afterwards."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.skills: dict[str, Skill] = {}
        self.rules: dict[str, Rule] = {}
        self._phrases: Phrases[Entry] = Phrases()
        self._named: dict[tuple[str, ...], str] = {}
        written: list[Term] = []
        for term in terms:
            self._enter(term)
            written.append(term)
        for term in written:
            self._link(term.skill)
        self._related: dict[str, frozenset[str]] = self._both_ways()
        self._ancestors: dict[str, tuple[str, ...]] = {}
        self._name_words: tuple[Counter[str], Counter[str], Counter[str]] | None = None

    def extended(self, own: Iterable[OwnTerm]) -> SkillIndex:
        """The same skills with an organisation's own; this index stays as it is.

        Only dictionaries are copied, so that it takes milliseconds: a reader does it for each file.
        """
        other = SkillIndex(())
        other.skills, other.rules = self.skills.copy(), self.rules.copy()
        other._phrases, other._named = self._phrases.copy(), self._named.copy()
        other._related = self._related
        for term in [other._enter_own(one) for one in own]:
            other._link(term.skill)
        return other

    def _enter(self, term: Term) -> None:
        skill = term.skill
        if skill.id in self.skills:
            raise ValueError(f"two skills with the id {skill.id}")
        self.skills[skill.id] = skill
        self.rules[skill.id] = term.rule
        self._spell(skill.id, term.spellings, term.rule)

    def _spell(self, skill_id: str, spellings: Iterable[tuple[str, int]], rule: Rule) -> None:
        by_key: dict[tuple[str, ...], tuple[int, set[str]]] = {}
        plain = Entry(skill_id, PLAIN, _ANY_CASE, rule)  # shared: thousands of spellings need no more
        for written, need in spellings:
            sequence = key(written)
            self._named.setdefault(sequence, skill_id)
            for number, variant in enumerate(with_plurals(sequence)):
                before = by_key.get(variant)
                surfaces = before[1] if before else set()
                if need != PLAIN:
                    surface = written if number == 0 else written + "s"
                    surfaces.update((surface, surface[0].upper() + surface[1:]))
                by_key[variant] = (min(need, before[0]) if before else need, surfaces)
        for variant, (need, surfaces) in by_key.items():
            self._phrases.add(
                variant, Entry(skill_id, need, frozenset(surfaces), rule) if need != PLAIN else plain
            )

    def _enter_own(self, own: OwnTerm) -> Term:
        known = self._named.get(key(own.name))
        if known is not None:
            before = self.skills[known]
            skill = before._replace(aliases=tuple(dict.fromkeys((*before.aliases, *own.aliases))))
            if own.parent and self._resolve(own.parent) != known:
                skill = skill._replace(parents=tuple(dict.fromkeys((*skill.parents, own.parent))))
            self.skills[known] = skill
        else:
            skill = Skill(
                own_id(own.name), own.name, own.aliases, (own.parent,) if own.parent else (), (), "own"
            )
            self.skills[skill.id] = skill
            self.rules[skill.id] = NO_RULE
        spellings = [(name, PLAIN) for name in (own.name, *own.aliases) if key(name)]
        for name, _ in spellings:
            kept = [e for e in self._phrases.exact(key(name)) if e.skill == skill.id]
            self._phrases.keep(key(name), kept)  # the organisation's word wins over the pack's
            self._named[key(name)] = skill.id
        self._spell(skill.id, spellings, NO_RULE)
        return Term(skill, tuple(spellings), NO_RULE)

    def _resolve(self, written: str) -> str | None:
        if written in self.skills:
            return written
        return self._called(key(written))

    def _called(self, sequence: tuple[str, ...]) -> str | None:
        """The skill with this spelling, or with the other number of its last word."""
        named = self._named.get(sequence)
        if named is None:
            entries = self._phrases.exact(sequence)
            named = entries[0].skill if entries else None
        return named

    def _link(self, skill: Skill) -> None:
        """Turn names of parents and relatives into ids. An unknown own parent is dropped, one of a pack is a mistake."""
        parents: list[str] = []
        related: list[str] = []
        for names, ids in ((skill.parents, parents), (skill.related, related)):
            for name in names:
                linked = self._resolve(name)
                if linked is None and skill.group != "own":
                    raise ValueError(f"{skill.id} names {name!r}, which is no skill")
                if linked is not None and linked != skill.id and linked not in ids:
                    ids.append(linked)
        self.skills[skill.id] = self.skills[skill.id]._replace(parents=tuple(parents), related=tuple(related))

    def _both_ways(self) -> dict[str, frozenset[str]]:
        links: dict[str, set[str]] = {}
        for skill in self.skills.values():
            for other in skill.related:
                links.setdefault(skill.id, set()).add(other)
                links.setdefault(other, set()).add(skill.id)
        return {name: frozenset(others) for name, others in links.items()}

    def named(self, text: str) -> Skill | None:
        """The skill with this name or alias, however it is cased."""
        found = self._called(key(text))
        return self.skills[found] if found else None

    def ancestors(self, skill_id: str) -> tuple[str, ...]:
        """Everything having this skill proves, nearest first."""
        known = self._ancestors.get(skill_id)
        if known is not None:
            return known
        seen: dict[str, None] = {}
        level = [skill_id]
        while level:
            level = [p for one in level for p in self.skills[one].parents if p not in seen and p != skill_id]
            seen.update(dict.fromkeys(level))
        self._ancestors[skill_id] = tuple(seen)
        return self._ancestors[skill_id]

    def relation(self, have: str, wanted: str) -> Relation | None:
        """How the skill ``have`` bears on the wanted one; None when they have nothing to do with each other, or are unknown."""
        mine, asked = self.skills.get(have), self.skills.get(wanted)
        if mine is None or asked is None:
            return None
        if have == wanted:
            return Relation("same", f"{mine.name} is what is asked for.")
        if wanted in self.ancestors(have):
            return Relation("child", f"{mine.name} falls under {asked.name}.")
        if have in self.ancestors(wanted):
            return Relation("parent", f"{mine.name} is broader than {asked.name}.")
        if wanted in self._related.get(have, ()):
            return Relation("related", f"{mine.name} is close to {asked.name}, not the same.")
        return None

    def find(self, text: str, *, listing: bool = False) -> list[Mention]:
        """Every skill mentioned, left to right, without overlap.

        ``listing`` says that the text is known to be a list of skills, so that a capital is enough for R, Go or Excel.
        """
        split = tokens(text)
        matches = self._phrases.find(text, split)
        settled: list[Mention | None] = []
        open_: list[int] = []
        for number, found in enumerate(matches):
            entry = self._settled(text, split, found, listing=listing)
            if entry is not None:
                settled.append(self._mention(found, entry))
            else:
                settled.append(None)
                if any(e.need != PLAIN for e in found.entries):
                    open_.append(number)
        if open_:
            self._settle_lists(text, split, matches, settled, open_)
        mentions = [m for m in settled if m is not None]
        return _outside_addresses(text, mentions) if mentions and _ADDRESS.search(text) else mentions

    def phrases(self, text: str) -> list[PhraseFound]:
        """Every spelling of a skill, whether or not its context settles it."""
        settled = {(m.start, m.end) for m in self.find(text)}
        return [
            PhraseFound(
                f.start,
                f.end,
                (f.start, f.end) in settled,
                f.after - f.first,
                self.skills[f.entries[0].skill].group,
            )
            for f in self._phrases.find(text, tokens(text))
        ]

    def name_counts(self, word: str) -> tuple[int, int, int] | None:
        """How many names of several words begin with, end in and hold the word inside; None when it has no letter."""
        sequence = key(word)
        if not sequence:
            return None
        if self._name_words is None:
            self._name_words = Counter(), Counter(), Counter()
            for skill in self.skills.values():
                for name in (skill.name, *skill.aliases):
                    words = key(name)
                    if len(words) > 1:
                        self._name_words[0][words[0]] += 1
                        self._name_words[1][words[-1]] += 1
                        self._name_words[2].update(words[1:-1])
        first, last, inner = self._name_words
        return first[sequence[0]], last[sequence[-1]], inner[sequence[0]]

    def _mention(self, found: Found[Entry], entry: Entry) -> Mention:
        return Mention(found.start, found.end, entry.skill, self.skills[entry.skill].name)

    def _settled(self, text: str, split: Tokens, found: Found[Entry], *, listing: bool) -> Entry | None:
        """The first entry that needs no look at the rest of the list."""
        if split.words[found.first] == "." and not _dot_begins(text, found):
            return None
        written = ""
        for entry in found.entries:
            if entry.need == PLAIN and entry.rule is NO_RULE:
                return entry
            if excluded(entry.rule, split, found.first, found.after):
                continue
            if entry.need == PLAIN:
                return entry
            written = written or text[found.start : found.end]
            if written not in entry.surfaces:
                continue
            if entry.need == EXACT or (listing and not entry.rule.alone):
                return entry
            if has_context(entry.rule, split, found.first, found.after):
                return entry
        return None

    def _settle_lists(
        self,
        text: str,
        split: Tokens,
        matches: list[Found[Entry]],
        settled: list[Mention | None],
        open_: list[int],
    ) -> None:
        """Accept an ambiguous word beside an accepted skill of the same list, from both ends until nothing changes."""
        waiting = list(open_)
        changed = True
        while waiting and changed:
            changed = False
            for number in (*waiting, *reversed(waiting)):
                if settled[number] is not None:
                    continue
                found = matches[number]
                before = settled[number - 1] if number else None
                following = settled[number + 1] if number + 1 < len(settled) else None
                if before is None and following is None:
                    continue
                entry = _listed(
                    text, split, found, before.end if before else -1, following.start if following else -1
                )
                if entry is not None:
                    settled[number] = self._mention(found, entry)
                    changed = True
            waiting = [n for n in waiting if settled[n] is None]


def _listed(text: str, split: Tokens, found: Found[Entry], before: int, following: int) -> Entry | None:
    written = text[found.start : found.end]
    for entry in found.entries:
        if entry.need == PLAIN or entry.rule.alone or excluded(entry.rule, split, found.first, found.after):
            continue
        near = in_list if entry.need == CONTEXT and written in entry.surfaces else tightly_listed
        if near(text, found.start, found.end, before, following):
            return entry
    return None


def _dot_begins(text: str, found: Found[Entry]) -> bool:
    """Whether a term that begins with a dot (.NET) does so here, and is no end of a sentence or of an address."""
    before = text[found.start - 1 : found.start]
    if before.isalnum():
        return False
    after = text[found.start + 1 : found.end]
    return not after[:1].isspace() or after.strip()[:3].isupper()


def _outside_addresses(text: str, mentions: list[Mention]) -> list[Mention]:
    """Leave out words inside a link or a mail address (github.com/ada), unless the word is all of it (temporal.io)."""
    spans = []
    for match in _ADDRESS.finditer(text):
        start, end = match.span()
        while start > 0 and not text[start - 1].isspace() and match.start() - start < _LONGEST_ADDRESS:
            start -= 1
        while end < len(text) and not text[end].isspace() and end - match.end() < _LONGEST_ADDRESS:
            end += 1
        spans.append((start, end))
    kept = []
    for mention in mentions:
        inside = next(((a, b) for a, b in spans if a <= mention.start < b), None)
        if inside is None or _is_whole(text, mention, inside):
            kept.append(mention)
    return kept


def _is_whole(text: str, mention: Mention, span: tuple[int, int]) -> bool:
    outside = text[span[0] : mention.start] + text[mention.end : span[1]]
    return not _ADDRESS.search(outside)


def plain_conflicts(terms: Iterable[Term]) -> list[tuple[str, ...]]:
    """Spellings that two skills claim without either needing a context; the packs must have none."""
    claims: dict[tuple[str, ...], dict[str, str]] = {}
    for term in terms:
        for written, need in term.spellings:
            if need == PLAIN:
                claims.setdefault(key(written), {})[term.skill.id] = written
    return [(" ".join(spelled), *claimed) for spelled, claimed in claims.items() if len(claimed) > 1]
