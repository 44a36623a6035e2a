"""Commands and questions about what belongs to the organisation.

``knowledge(tx)`` is how every capability sees the packs: together with the organisation's own terms in force.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from appliance.engines.knowledge import Knowledge, load
from appliance.foundation import audit, work
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.store import Reading, Store, Writing
from appliance.recruiting.organisation import _records as records
from appliance.recruiting.organisation.errors import TermsChanged
from appliance.recruiting.organisation.terms import (
    Term,
    TermsVersion,
    added,
    changed_spellings,
    checked,
    own_terms,
    removed,
)


def terms_in_force(tx: Reading) -> TermsVersion:
    """The organisation's own terms as they stand."""
    return records.latest(tx)


def knowledge(tx: Reading) -> Knowledge:
    """The knowledge packs with the organisation's own terms in force; kept in memory for each version."""
    terms = records.latest(tx).terms
    return load().with_terms(own_terms(terms)) if terms else load()


def terms_for_reader(tx: Reading) -> list[list[Any]]:
    """The own terms in force as the jail's task ``read`` takes them."""
    return [term.row for term in records.latest(tx).terms]


class Organisation:
    """What the doors ask and command."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def terms(self, version: int | None = None) -> TermsVersion:
        """The own terms in force, or as they stood in a version. Raises NotFound."""
        with self._store.reading() as tx:
            found = records.latest(tx) if version is None else records.version(tx, version)
            if found is None:
                raise NotFound(what="version of the own terms", reference=str(version))
            return found

    def versions(self, limit: int = 100) -> list[TermsVersion]:
        """Every version, newest first."""
        with self._store.reading() as tx:
            return records.versions(tx, limit)

    def knowledge(self) -> Knowledge:
        """The packs with the own terms in force."""
        with self._store.reading() as tx:
            return knowledge(tx)

    def add_term(
        self,
        actor: Actor,
        name: str,
        aliases: Sequence[str] = (),
        parent: str = "",
        kind: str = "skill",
        *,
        based_on: int | None = None,
    ) -> TermsVersion:
        """Add a term; the new version. ``based_on`` is the version somebody looked at. Raises TermRefused, TermsChanged.

        Documents that mention it are read again by the worker.
        """
        with self._store.writing() as tx:
            before = self._based(tx, based_on)
            term = checked(name, aliases, parent, kind, knowledge(tx))
            return self._keep(tx, actor, before, added(before.terms, term), f"Added “{term.name}”")

    def change_term(
        self,
        actor: Actor,
        old_name: str,
        name: str,
        aliases: Sequence[str] = (),
        parent: str = "",
        kind: str = "skill",
        *,
        based_on: int | None = None,
    ) -> TermsVersion:
        """Write a term anew in one version. Raises TermRefused, TermsChanged.

        Its parent is looked up without the term itself, so that nothing becomes a kind of itself.
        """
        with self._store.writing() as tx:
            before = self._based(tx, based_on)
            left = removed(before.terms, old_name)
            term = checked(name, aliases, parent, kind, load().with_terms(own_terms(left)))
            terms = added(left, term)
            if terms == before.terms:
                return before
            return self._keep(tx, actor, before, terms, f"Changed “{old_name}”")

    def remove_term(self, actor: Actor, name: str, *, based_on: int | None = None) -> TermsVersion:
        """Remove a term; the new version. Raises TermRefused, TermsChanged."""
        with self._store.writing() as tx:
            before = self._based(tx, based_on)
            return self._keep(tx, actor, before, removed(before.terms, name), f"Removed “{name}”")

    def restore_terms(self, actor: Actor, version: int) -> TermsVersion:
        """Make the list of an older version the list in force again, as a new version. Raises NotFound."""
        with self._store.writing() as tx:
            wanted, before = records.version(tx, version), records.latest(tx)
            if wanted is None:
                raise NotFound(what="version of the own terms", reference=str(version))
            return self._keep(tx, actor, before, wanted.terms, f"Back to version {version}")

    def _based(self, tx: Reading, based_on: int | None) -> TermsVersion:
        before = records.latest(tx)
        if based_on is not None and based_on != before.version:
            raise TermsChanged(version=before.version)
        return before

    def _keep(
        self, tx: Writing, actor: Actor, before: TermsVersion, terms: tuple[Term, ...], change: str
    ) -> TermsVersion:
        number = before.version + 1
        records.insert(
            tx,
            version=number,
            author=actor.ref,
            author_name=actor.name,
            change=change,
            terms=[term.row for term in terms],
        )
        audit.append(
            tx,
            actor,
            "organisation.terms_changed",
            f"terms:{number}",
            {"version": number, "terms": len(terms)},
        )
        spelled = changed_spellings(before.terms, terms)
        if spelled:
            work.enqueue(
                tx, "candidates.find_terms", {"version": number, "spellings": list(spelled), "after": ""}
            )
        return records.latest(tx)
