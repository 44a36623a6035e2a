"""An organisation's own terms: checked, added and removed. Pure; every change makes a new version of the whole list."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.engines.knowledge import Knowledge, OwnTerm
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.text import fold
from appliance.recruiting.organisation.errors import TermRefused

MOST_TERMS = 500
MOST_ALIASES = 20
LONGEST = 80


class Term(Value):
    """A skill the packs do not know, or know under other names. ``parent`` is the name of a broader skill, or ""."""

    name: str
    aliases: tuple[str, ...] = ()
    parent: str = ""


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
    return tuple(OwnTerm(t.name, t.aliases, t.parent) for t in terms)


def spellings(term: Term) -> frozenset[str]:
    """Every spelling of a term, folded."""
    return frozenset(fold(s) for s in (term.name, *term.aliases))


def checked(name: str, aliases: Sequence[str], parent: str, knowledge: Knowledge) -> Term:
    """A term from what somebody typed. Raises TermRefused.

    The parent is kept by the usual name of the skill, so that the list reads the same when the packs move on.
    """
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
    broader = knowledge.skill_named(parent) if parent.strip() else None
    if parent.strip() and broader is None:
        raise TermRefused(why=f"there is no skill called “{parent.strip()[:LONGEST]}”")
    if broader is not None and fold(broader.name) in {fold(s) for s in (name, *others)}:
        raise TermRefused(why="a skill cannot be broader than itself")
    return Term(name=name, aliases=others, parent=broader.name if broader else "")


def added(terms: Sequence[Term], term: Term) -> tuple[Term, ...]:
    """The list with one more. Raises TermRefused when a spelling is taken by another own term, or the list is full."""
    for other in terms:
        shared = spellings(other) & spellings(term)
        if shared:
            raise TermRefused(why=f"“{min(shared)}” already belongs to “{other.name}”")
    if len(terms) >= MOST_TERMS:
        raise TermRefused(why=f"there are {MOST_TERMS} own terms already")
    return tuple(sorted((*terms, term), key=lambda t: (fold(t.name), t.name)))


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
