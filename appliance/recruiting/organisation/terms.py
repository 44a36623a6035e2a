"""An organisation's own terms: checked, added and removed. Pure; every change makes a new version of the whole list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from appliance.engines.knowledge import OWN_KINDS, Knowledge, OwnKind, OwnTerm, own_id
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.text import fold
from appliance.recruiting.organisation.errors import TermRefused

MOST_TERMS = 500
MOST_ALIASES = 20
LONGEST = 80


class Term(Value):
    """A skill, certification or title the packs do not know, or know under other names.

    ``parent`` is the name of a broader skill, or of a known title for the same work, or "".
    """

    name: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    kind: OwnKind = "skill"

    @property
    def row(self) -> list[Any]:
        """As it is stored and as the jail's task ``read`` takes it: name, other spellings, parent, kind."""
        return [self.name, list(self.aliases), self.parent, *([self.kind] if self.kind != "skill" else [])]

    @classmethod
    def of(cls, row: Sequence[Any]) -> Term:
        """A term from its ``row``; one of release 0.1 has no kind, it is a skill."""
        name, aliases, parent, *kind = row
        return cls(name=name, aliases=tuple(aliases), parent=parent, kind=kind[0] if kind else "skill")


class TermsVersion(Value):
    """The whole list as it stood. Version 0 is the empty list before the first change."""

    version: int
    at: str = ""
    author: str = ""
    author_name: str = ""
    change: str = ""
    terms: tuple[Term, ...] = ()


def own_terms(terms: Sequence[Term]) -> tuple[OwnTerm, ...]:
    """The terms as the knowledge packs take them."""
    return tuple(OwnTerm(t.name, t.aliases, t.parent, t.kind) for t in terms)


def spellings(term: Term) -> frozenset[str]:
    """Every spelling of a term, folded."""
    return frozenset(fold(s) for s in (term.name, *term.aliases))


def checked(name: str, aliases: Sequence[str], parent: str, kind: str, knowledge: Knowledge) -> Term:
    """A term from what somebody typed. Raises TermRefused.

    The parent is kept by its usual name, so that the list reads the same when the packs move on.
    """
    known_kind = next((one for one in OWN_KINDS if one == kind), None)
    if known_kind is None:
        raise TermRefused(why="it is neither a skill nor a certification nor a title")
    name = " ".join(name.split())
    others = tuple(dict.fromkeys(" ".join(a.split()) for a in aliases if a.strip()))
    others = tuple(a for a in others if fold(a) != fold(name))
    for text in (name, *others):
        if len(text) < 2 or len(text) > LONGEST or not any(c.isalnum() for c in text):
            raise TermRefused(why=f"“{text[:LONGEST]}” has fewer than 2 or more than {LONGEST} letters")
        if not text.isprintable():
            raise TermRefused(why="it holds signs that cannot be printed")
    if len(others) > MOST_ALIASES:
        raise TermRefused(why=f"it has more than {MOST_ALIASES} other spellings")
    above = _parent(parent.strip(), known_kind, knowledge) if parent.strip() else ""
    if above and fold(above) in {fold(s) for s in (name, *others)}:
        raise TermRefused(why=f"a {known_kind} cannot be a kind of itself")
    return Term(name=name, aliases=others, parent=above, kind=known_kind)


def _parent(written: str, kind: OwnKind, knowledge: Knowledge) -> str:
    """The usual name of what a term is a kind of."""
    if kind == "certification":
        raise TermRefused(why="a certification is not a kind of another")
    if kind == "title":
        title = knowledge.title_head(written)
        if title is None or (title.start, title.end) != (0, len(written)):
            raise TermRefused(why=f"there is no title called “{written[:LONGEST]}”")
        return title.head
    skill = knowledge.skill_named(written)
    if skill is None:
        raise TermRefused(why=f"there is no skill called “{written[:LONGEST]}”")
    return skill.name


def added(terms: Sequence[Term], term: Term) -> tuple[Term, ...]:
    """The list with one more. Raises TermRefused when a spelling is taken by another own term, or the list is full."""
    for other in terms:
        shared = spellings(other) & spellings(term)
        if shared:
            raise TermRefused(why=f"“{min(shared)}” already belongs to “{other.name}”")
        if (other.kind, own_id(other.name)) == (term.kind, own_id(term.name)):
            raise TermRefused(why=f"it differs from “{other.name}” in signs only")
    if len(terms) >= MOST_TERMS:
        raise TermRefused(why=f"there are {MOST_TERMS} own terms already")
    return tuple(sorted((*terms, term), key=lambda t: (fold(t.name), t.name)))


def taken(term: Term, packs: Knowledge) -> tuple[tuple[str, str], ...]:
    """Spellings of a term that the packs know as something else of its kind: (spelling, what it is there).

    The organisation's word wins, so that these no longer mean what they did; whoever enters them is told.
    """
    itself = fold(_known_as(term.name, term.kind, packs) or term.name)
    found = [(s, _known_as(s, term.kind, packs)) for s in term.aliases]
    return tuple((s, known) for s, known in found if known and fold(known) != itself)


def _known_as(written: str, kind: OwnKind, packs: Knowledge) -> str:
    """The usual name of what the packs know under a spelling, or ""."""
    if kind == "title":
        title = packs.title_head(written)
        return title.head if title and (title.start, title.end) == (0, len(written)) else ""
    known = packs.skill_named(written) if kind == "skill" else packs.certification_named(written)
    return known.name if known else ""


def removed(terms: Sequence[Term], name: str) -> tuple[Term, ...]:
    """The list without the term of this name. Raises TermRefused when there is none."""
    left = tuple(t for t in terms if t.name != name)
    if len(left) == len(terms):
        raise TermRefused(why=f"there is no own term “{name[:LONGEST]}”")
    return left


def changed_spellings(before: Sequence[Term], after: Sequence[Term]) -> tuple[str, ...]:
    """Spellings of every term that is not in both lists: whoever mentions one is to be read again."""
    different = [t for t in (*before, *after) if (t in before) != (t in after)]
    return tuple(sorted({s for t in different for s in (t.name, *t.aliases)}))
