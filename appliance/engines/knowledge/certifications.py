"""Certificates and licences: found in text and by name."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from appliance.engines.knowledge.ambiguity import (
    CONTEXT,
    NO_RULE,
    PLAIN,
    Rule,
    excluded,
    has_context,
    parse_rule,
)
from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Phrases, with_plurals
from appliance.engines.knowledge.skills import own_id, slug, spelling
from appliance.engines.knowledge.tokens import key, normal, tokens
from appliance.engines.knowledge.values import Certification, CertificationMention, OwnTerm

_WITNESSES = frozenset(
    normal(w)
    for w in [
        "certified",
        "certification",
        "certifications",
        "certificate",
        "certificates",
        "certs",
        "cert",
        "license",
        "licence",
        "licensed",
        "licensure",
        "credential",
        "credentials",
        "registered",
        "accredited",
        "iat",
        "iam",
        "iasae",
        "8570",
        "8140",
        "zertifikat",
        "zertifizierung",
        "board-certified",
        "exam",
    ]
)
_WITNESS_REACH = 12


class Spelled(NamedTuple):
    id: str
    need: int
    surface: str
    rule: Rule


class Certifications:
    """The certification pack and its lookup.

    A spelling marked ``!`` counts only in that case; one marked ``?`` also needs a word such as "certified" near,
    another certification beside it, or a context word of its own.
    """

    def __init__(self) -> None:
        self.all: dict[str, Certification] = {}
        self._phrases: Phrases[Spelled] = Phrases()
        self._named: dict[tuple[str, ...], str] = {}
        for row in rows("certifications"):
            name, need = spelling(row.cell(0))
            aliases = [spelling(a) for a in row.items(1)]
            issuer, _, group = row.section.partition(" / ")
            one = Certification(slug(name), name, tuple(a for a, _ in aliases), issuer, group)
            if one.id in self.all:
                raise ValueError(f"two certifications with the id {one.id}")
            self.all[one.id] = one
            rule = parse_rule(row.cell(2)) if row.cell(2) else NO_RULE
            for written, needed in ((name, need), *aliases):
                for variant in with_plurals(key(written)):
                    self._phrases.add(variant, Spelled(one.id, needed, written, rule))
                self._named.setdefault(key(written), one.id)

    def extended(self, own: Iterable[OwnTerm]) -> Certifications:
        """The same certifications with an organisation's own; these stay as they are."""
        other: Certifications = copy(self)
        other.all, other._phrases, other._named = self.all.copy(), self._phrases.copy(), self._named.copy()
        for term in own:
            other._enter_own(term)
        return other

    def _enter_own(self, own: OwnTerm) -> None:
        known = self.named(own.name)
        if known is None:
            one = Certification(own_id(own.name), own.name, own.aliases, "", "own")
        else:
            one = known._replace(aliases=tuple(dict.fromkeys((*known.aliases, *own.aliases))))
        self.all[one.id] = one
        for written in (own.name, *own.aliases):
            for variant in with_plurals(key(written)):
                kept = [entry for entry in self._phrases.exact(variant) if entry.id == one.id]
                self._phrases.keep(variant, kept)  # the organisation's word wins over the pack's
                self._phrases.add(variant, Spelled(one.id, PLAIN, written, NO_RULE))
            self._named[key(written)] = one.id

    def named(self, text: str) -> Certification | None:
        """The certification with this name or alias, however it is cased."""
        found = self._named.get(key(text))
        return self.all[found] if found else None

    def find(self, text: str, *, listing: bool = False) -> list[CertificationMention]:
        """Every certification named, left to right; in a ``listing`` of certificates nothing else has to say that it is one."""
        split = tokens(text)
        found = self._phrases.find(text, split)
        mentions: list[CertificationMention] = []
        for number, match in enumerate(found):
            for entry in match.entries:
                written = text[match.start : match.end]
                exact = written in {entry.surface, entry.surface + "s"}
                if excluded(entry.rule, split, match.first, match.after) or (
                    entry.need != PLAIN and not exact
                ):
                    continue
                window = split.words[max(0, match.first - _WITNESS_REACH) : match.after + _WITNESS_REACH]
                beside = any(
                    0 <= n < len(found) and abs(found[n].first - match.first) <= 6
                    for n in (number - 1, number + 1)
                )
                if (
                    entry.need != CONTEXT
                    or listing
                    or beside
                    or not _WITNESSES.isdisjoint(window)
                    or has_context(entry.rule, split, match.first, match.after)
                ):
                    mentions.append(
                        CertificationMention(match.start, match.end, entry.id, self.all[entry.id].name)
                    )
                    break
        return mentions
