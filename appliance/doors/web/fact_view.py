"""Facts as a page shows them: by kind, each with where it was read and who corrected it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from appliance.foundation.contracts.candidates import Correction, Document, KeptFact
from appliance.foundation.contracts.facts import Fact, FactKind
from appliance.recruiting.candidates import KINDS

ORDER: tuple[FactKind, ...] = (
    "name", "title", "employer", "email", "phone", "link", "location", "clearance", "authorisation", "years",
    "position", "education", "degree", "school", "skill", "certification", "language",
)  # fmt: skip
"""What people look for first comes first."""
CONFIDENCE = {"sure": "certain", "likely": "likely", "unsure": "unsure, look at it"}
STATUS = {"active": "active", "expired": "expired", "obtainable": "could obtain one", "unknown": ""}


@dataclass(frozen=True)
class FactPlace:
    """Where a fact was read: a document, the fact's id there, and whether it has words of its own to light up (a
    sum of several places has none).
    """

    document_id: str
    file_name: str
    fact_id: str
    placed: bool


@dataclass(frozen=True)
class FactRow:
    """One line of the list: the same thing read in several documents is one."""

    id: str
    kind: FactKind
    value: str
    more: str
    confidence: str
    unsure: bool
    places: tuple[FactPlace, ...]
    author_name: str
    at: str
    was: str


@dataclass(frozen=True)
class FactGroup:
    kind: FactKind
    label: str
    rows: tuple[FactRow, ...]


def groups(facts: Iterable[KeptFact], documents: Iterable[Document]) -> tuple[FactGroup, ...]:
    """The facts in force by kind; a kind without facts has no group."""
    names = {d.id: d.file_name for d in documents}
    by_kind: dict[FactKind, dict[str, list[KeptFact]]] = {}
    for kept in facts:
        same = kept.id if kept.author else f"read {kept.fact.normal or kept.fact.value}"
        by_kind.setdefault(kept.fact.kind, {}).setdefault(same, []).append(kept)
    return tuple(
        FactGroup(kind, KINDS[kind].label, tuple(_row(same, names) for same in by_kind[kind].values()))
        for kind in ORDER
        if kind in by_kind
    )


def _row(same: list[KeptFact], names: Mapping[str, str]) -> FactRow:
    kept = same[0]
    fact = kept.fact
    return FactRow(
        id=kept.id,
        kind=fact.kind,
        value=fact.value,
        more=in_words(fact),
        confidence=CONFIDENCE[fact.confidence],
        unsure=fact.confidence == "unsure",
        places=tuple(
            FactPlace(k.document_id, names[k.document_id], k.id, k.fact.span is not None)
            for k in _first_of_each_document(same)
            if k.document_id in names
        ),
        author_name=kept.author_name,
        at=kept.at,
        was=kept.was,
    )


def _first_of_each_document(same: list[KeptFact]) -> list[KeptFact]:
    found: dict[str, KeptFact] = {}
    for kept in same:
        found.setdefault(kept.document_id, kept)
    return list(found.values())


def in_words(fact: Fact) -> str:
    """What is known beside the value: dates, level, status."""
    detail = fact.detail
    said = {name: str(value) for name, value in detail.items() if value not in (None, "")}
    if fact.kind in {"position", "education"}:
        start, end = said.get("start", ""), said.get("end", "")
        years = f"{start or '?'} – {end or '?'}" if start or end else said.get("year", "")
        return " · ".join(p for p in (years, _months(said.get("months", "")), said.get("location", "")) if p)
    if fact.kind == "skill":
        used = f"last used {said['last_used']}" if "last_used" in said else ""
        return " · ".join(p for p in (_months(said.get("months", "")), used) if p)
    if fact.kind == "clearance":
        parts = (
            STATUS.get(said.get("status", ""), ""),
            said.get("investigation", ""),
            said.get("polygraph", ""),
        )
        return " · ".join(p for p in parts if p)
    if fact.kind == "years":
        return {"dates": "added up from dated positions", "stated": "as stated"}.get(
            said.get("basis", ""), ""
        )
    return (
        said.get("level", "").replace("_", " ")
        if fact.kind in {"degree", "language"}
        else said.get("year", "")
    )


def _months(text: str) -> str:
    """Months in words: "38" is "3 years 2 months"."""
    if not text.isdecimal() or not int(text):
        return ""
    years, months = divmod(int(text), 12)
    parts = [f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in ((years, "year"), (months, "month")) if n]
    return " ".join(parts)


def removed(corrections: Iterable[Correction]) -> list[Correction]:
    """What people took away and nobody put back."""
    return [c for c in corrections if c.action == "remove" and not c.withdrawn_at]
