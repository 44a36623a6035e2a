"""The only SQL for the organisation's own terms."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.store import Reading, Row, Writing
from appliance.recruiting.organisation.terms import Term, TermsVersion


def latest(tx: Reading) -> TermsVersion:
    """The version in force."""
    row = tx.one("SELECT * FROM organisation_terms ORDER BY version DESC LIMIT 1")
    return _version(row) if row else TermsVersion(version=0)


def version(tx: Reading, number: int) -> TermsVersion | None:
    """An older version, None when there never was one."""
    if number == 0:
        return TermsVersion(version=0)
    row = tx.one("SELECT * FROM organisation_terms WHERE version = ?", number)
    return _version(row) if row else None


def versions(tx: Reading, limit: int) -> list[TermsVersion]:
    """Newest first."""
    return [
        _version(r) for r in tx.rows("SELECT * FROM organisation_terms ORDER BY version DESC LIMIT ?", limit)
    ]


def insert(tx: Writing, **columns: Any) -> None:
    tx.insert("organisation_terms", at=tx.now, **columns)


def _version(row: Row) -> TermsVersion:
    terms = tuple(Term.of(term) for term in json.loads(row["terms"]))
    return TermsVersion(**{**row, "terms": terms})
