"""The only SQL for candidates, their documents, facts and corrections."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from appliance.foundation.contracts.candidates import (
    Candidate,
    Correction,
    Document,
    KeptFact,
    ReadDocument,
)
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.layouts import dump_layout, load_layout
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.values import Span
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing


class Placed(NamedTuple):
    """Where a document stands in its table. It never changes there, and no other comes to be there with all three."""

    candidate_id: str
    added_at: str
    place: int


FACT_COLUMNS = (
    "id", "candidate_id", "document_id", "ordinal", "kind", "value", "normal",
    "start", '"end"', "quote", "detail", "reader", "confidence",
)  # fmt: skip
DOCUMENT_COLUMNS = (
    "id, candidate_id, sha256, file_name, format, text, notes, reader, batch_id, typed_by, added_at"
)


def candidate(tx: Reading, candidate_id: str) -> Candidate:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM candidate WHERE id = ?", candidate_id)
    if row is None:
        raise NotFound(what="candidate", reference=candidate_id)
    return _candidate(row)


def _candidate(row: Row) -> Candidate:
    return Candidate(**{**row, "merged_into": row["merged_into"] or ""})


def candidates(tx: Reading, ids: Sequence[str]) -> dict[str, Candidate]:
    marks = ", ".join("?" * len(ids))
    rows = tx.rows(f"SELECT * FROM candidate WHERE id IN ({marks})", *ids)  # noqa: S608 - marks
    return {r["id"]: _candidate(r) for r in rows}


def page(tx: Reading, after: str, limit: int) -> list[str]:
    """Ids of living candidates in id order."""
    sql = "SELECT id FROM candidate WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ?"
    return [r["id"] for r in tx.rows(sql, after, limit)]


def count(tx: Reading) -> int:
    return int(tx.value("SELECT count(*) FROM candidate WHERE merged_into IS NULL"))


def members(tx: Reading, candidate_id: str) -> list[str]:
    """The candidate and everybody merged into them, directly or through others."""
    sql = """
        WITH RECURSIVE member(id) AS (
            SELECT ? UNION SELECT c.id FROM candidate c JOIN member m ON c.merged_into = m.id
        ) SELECT id FROM member ORDER BY id
    """
    return [r["id"] for r in tx.rows(sql, candidate_id)]


def merged_into(tx: Reading, ids: Sequence[str]) -> dict[str, str]:
    """Of these candidates and everybody merged into them: id → the one of ``ids`` that stands for them."""
    found, waiting = {i: i for i in ids}, list(ids)
    while waiting:
        marks = ", ".join("?" * len(waiting))
        sql = f"SELECT id, merged_into FROM candidate WHERE merged_into IN ({marks})"  # noqa: S608 - marks
        new = [r for r in tx.rows(sql, *waiting) if r["id"] not in found]
        found |= {r["id"]: found[r["merged_into"]] for r in new}
        waiting = [r["id"] for r in new]
    return found


def traits(tx: Reading, ids: Sequence[str], kinds: Sequence[str]) -> dict[str, list[list[Any]]]:
    """What was read of these candidates, by id, newest document first: [kind, value, normal, key, mentions].

    ``key`` is the skill's id, the level or the years, "" for none.

    One row a candidate: twenty thousand facts as rows of their own take ten times as long.
    """
    marks, kind_marks = ", ".join("?" * len(ids)), ", ".join("?" * len(kinds))
    rows = tx.rows(
        "SELECT candidate_id, json_group_array(json_array(kind, value, normal, CAST(coalesce(detail ->> '$.id', "  # noqa: S608 - marks
        "detail ->> '$.level', detail ->> '$.years', '') AS TEXT), coalesce(detail ->> '$.mentions', 1)) "
        "ORDER BY document_id DESC, ordinal) AS facts FROM candidate_fact "
        f"WHERE candidate_id IN ({marks}) AND kind IN ({kind_marks}) GROUP BY candidate_id",
        *ids,
        *kinds,
    )
    return {row["candidate_id"]: json.loads(row["facts"]) for row in rows}


def file_names(tx: Reading, ids: Sequence[str]) -> dict[str, list[str]]:
    """Names of the documents of each of these candidates, newest first."""
    marks = ", ".join("?" * len(ids))
    rows = tx.rows(
        f"SELECT candidate_id, file_name FROM candidate_document WHERE candidate_id IN ({marks}) "  # noqa: S608 - marks
        "ORDER BY added_at DESC, rowid DESC",
        *ids,
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["candidate_id"], []).append(row["file_name"])
    return found


def blind(tx: Reading, actor: str) -> bool:
    """Whether this person's view is blind."""
    return tx.one("SELECT 1 FROM blind_viewer WHERE actor = ?", actor) is not None


def set_blind(tx: Writing, actor: str, *, on: bool) -> bool:
    """Begin or end somebody's blind view; whether that changed anything. Ending it forgets who was unmasked."""
    if on:
        sql = "INSERT OR IGNORE INTO blind_viewer (actor, since) VALUES (?, ?)"
        return bool(tx.execute(sql, actor, tx.now))
    return bool(tx.execute("DELETE FROM blind_viewer WHERE actor = ?", actor))


def unmask(tx: Writing, actor: str, candidate_id: str, reason: str) -> None:
    sql = "INSERT OR IGNORE INTO unmasked_candidate (actor, candidate_id, at, reason) VALUES (?, ?, ?, ?)"
    tx.execute(sql, actor, candidate_id, tx.now, reason)


def mask_again(tx: Writing, actor: str, candidate_id: str) -> bool:
    sql = "DELETE FROM unmasked_candidate WHERE actor = ? AND candidate_id = ?"
    return bool(tx.execute(sql, actor, candidate_id))


def unmasked(tx: Reading, actor: str) -> set[str]:
    """Whom this person unmasked."""
    rows = tx.rows("SELECT candidate_id FROM unmasked_candidate WHERE actor = ?", actor)
    return {r["candidate_id"] for r in rows}


def documents_after(tx: Reading, after: str, limit: int) -> list[Row]:
    """Documents in id order, for going through all of them: id, text."""
    sql = "SELECT id, text FROM candidate_document WHERE id > ? ORDER BY id LIMIT ?"
    return tx.rows(sql, after, limit)


def head(tx: Reading, candidate_id: str) -> str:
    """Whom this candidate was merged into in the end; themselves when not merged."""
    current, seen = candidate_id, set[str]()
    while current not in seen:
        seen.add(current)
        merged = tx.value("SELECT merged_into FROM candidate WHERE id = ?", current)
        if not merged:
            break
        current = merged
    return current


def insert_candidate(tx: Writing, **columns: Any) -> str:
    identifier = new_id("cand")
    tx.insert("candidate", id=identifier, added_at=tx.now, changed_at=tx.now, **columns)
    return identifier


def set_columns(tx: Writing, candidate_id: str, **columns: Any) -> None:
    tx.update("candidate", candidate_id, changed_at=tx.now, **columns)
    tx.execute("UPDATE candidate SET revision = revision + 1 WHERE id = ?", candidate_id)


def insert_document(tx: Writing, candidate_id: str, document: ReadDocument, batch_id: str) -> str:
    identifier = new_id("doc")
    tx.insert(
        "candidate_document",
        id=identifier,
        candidate_id=candidate_id,
        sha256=document.sha256,
        file_name=document.file_name,
        format=document.format,
        text=document.layout.text,
        layout=dump_layout(document.layout),
        notes=[list(n.model_dump().values()) for n in document.notes],
        reader=document.reader,
        batch_id=batch_id,
        typed_by=document.typed_by,
        added_at=tx.now,
    )
    insert_facts(tx, candidate_id, identifier, document.facts)
    return identifier


def insert_facts(tx: Writing, candidate_id: str, document_id: str, facts: Iterable[Fact]) -> None:
    rows = [
        (
            new_id("fact"), candidate_id, document_id, ordinal, f.kind, f.value, f.normal,
            f.span.start if f.span else None, f.span.end if f.span else None,
            f.quote, f.detail, f.reader, f.confidence,
        )
        for ordinal, f in enumerate(facts)
    ]  # fmt: skip
    tx.insert_many("candidate_fact", FACT_COLUMNS, rows)


def replace_reading(tx: Writing, document_id: str, candidate_id: str, document: ReadDocument) -> None:
    """Put another reading of the same document in place of the old one."""
    tx.execute("DELETE FROM candidate_fact WHERE document_id = ?", document_id)
    tx.update(
        "candidate_document",
        document_id,
        text=document.layout.text,
        layout=dump_layout(document.layout),
        notes=[list(n.model_dump().values()) for n in document.notes],
        reader=document.reader,
        typed_by=document.typed_by,
    )
    insert_facts(tx, candidate_id, document_id, document.facts)


def facts(tx: Reading, ids: Sequence[str]) -> list[KeptFact]:
    """Read facts of these candidates, newest document first, in reading order."""
    marks = ", ".join("?" * len(ids))
    rows = tx.rows(
        "SELECT f.* FROM candidate_fact f JOIN candidate_document d ON d.id = f.document_id "  # noqa: S608 - marks
        f"WHERE f.candidate_id IN ({marks}) ORDER BY d.added_at DESC, d.rowid DESC, f.ordinal",
        *ids,
    )
    return [_kept(r) for r in rows]


def _kept(row: Row) -> KeptFact:
    """A fact of our own rows, which were checked when they were written: a rebuild reads millions of them."""
    span = None if row["start"] is None else Span.model_construct(start=row["start"], end=row["end"])
    fact = Fact.model_construct(
        kind=row["kind"],
        value=row["value"],
        normal=row["normal"],
        span=span,
        quote=row["quote"],
        detail=json.loads(row["detail"]),
        reader=row["reader"],
        confidence=row["confidence"],
    )
    return KeptFact.model_construct(
        id=row["id"], candidate_id=row["candidate_id"], document_id=row["document_id"], fact=fact
    )


def corrections(tx: Reading, ids: Sequence[str]) -> list[Correction]:
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT * FROM fact_correction WHERE candidate_id IN ({marks}) ORDER BY at, rowid"  # noqa: S608 - marks
    return [Correction(**{**r, "detail": json.loads(r["detail"])}) for r in tx.rows(sql, *ids)]


def insert_correction(tx: Writing, **columns: Any) -> str:
    identifier = new_id("corr")
    tx.insert("fact_correction", id=identifier, at=tx.now, **columns)
    return identifier


def withdraw(tx: Writing, correction_id: str) -> bool:
    sql = "UPDATE fact_correction SET withdrawn_at = ? WHERE id = ? AND withdrawn_at = ''"
    return bool(tx.execute(sql, tx.now, correction_id))


def hold_again(tx: Writing, correction_id: str) -> None:
    tx.execute("UPDATE fact_correction SET withdrawn_at = '' WHERE id = ?", correction_id)


def documents(tx: Reading, ids: Sequence[str]) -> list[Document]:
    """Documents of these candidates, newest first."""
    marks = ", ".join("?" * len(ids))
    rows = tx.rows(
        f"SELECT {DOCUMENT_COLUMNS} FROM candidate_document WHERE candidate_id IN ({marks}) "  # noqa: S608 - marks
        "ORDER BY added_at DESC, rowid DESC",
        *ids,
    )
    return [_document(r) for r in rows]


def _document(row: Row) -> Document:
    notes = tuple(QualityNote(severity=s, code=c, message=m) for s, c, m in json.loads(row["notes"]))
    return Document(**{**row, "notes": notes})


def document(tx: Reading, document_id: str) -> tuple[Document, Layout]:
    """Raises NotFound."""
    row = tx.one("SELECT * FROM candidate_document WHERE id = ?", document_id)
    if row is None:
        raise NotFound(what="document", reference=document_id)
    layout = load_layout(row.pop("layout"), row["text"])
    return _document(row), layout


def owner_of(tx: Reading, document_id: str) -> str:
    """Raises NotFound."""
    found = tx.value("SELECT candidate_id FROM candidate_document WHERE id = ?", document_id)
    if found is None:
        raise NotFound(what="document", reference=document_id)
    return str(found)


def came_since(tx: Reading, moment: str, most: int) -> list[str] | None:
    """Candidates added, or given a document, after a moment; None when there are more than ``most``."""
    sql = (
        "SELECT id FROM (SELECT id FROM candidate WHERE added_at > ? "
        "UNION SELECT candidate_id FROM candidate_document WHERE added_at > ?) LIMIT ?"
    )
    found = [head(tx, r["id"]) for r in tx.rows(sql, moment, moment, most + 1)]
    return None if len(found) > most else sorted(set(found))


def places_newest_first(tx: Reading, ids: Sequence[str]) -> list[Placed]:
    """Where these candidates' documents stand, each candidate's newest first; answered by an index alone."""
    marks = ", ".join("?" * len(ids))
    sql = (
        f"SELECT candidate_id, added_at, rowid AS place FROM candidate_document WHERE candidate_id IN ({marks}) "  # noqa: S608 - marks
        "ORDER BY candidate_id, added_at DESC, rowid DESC"
    )
    return [Placed(**r) for r in tx.rows(sql, *ids)]


def texts_at(tx: Reading, places: Sequence[Placed]) -> dict[Placed, tuple[str, str]]:
    """(document id, text) of what stands at these places."""
    marks = ", ".join("?" * len(places))
    rows = tx.rows(
        f"SELECT candidate_id, added_at, rowid AS place, id, text FROM candidate_document WHERE rowid IN ({marks})",  # noqa: S608 - marks
        *(place.place for place in places),
    )
    return {Placed(r["candidate_id"], r["added_at"], r["place"]): (r["id"], r["text"]) for r in rows}


def texts_and_notes(tx: Reading, ids: Sequence[str]) -> list[Row]:
    """Candidate_id, text and the codes of the quality notes of these candidates' documents, newest first."""
    marks = ", ".join("?" * len(ids))
    sql = (
        f"SELECT candidate_id, text, notes FROM candidate_document WHERE candidate_id IN ({marks}) "  # noqa: S608 - marks
        "ORDER BY added_at DESC, rowid DESC"
    )
    return [{**r, "codes": [code for _, code, _ in json.loads(r["notes"])]} for r in tx.rows(sql, *ids)]


def texts(tx: Reading, ids: Sequence[str]) -> list[str]:
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT text FROM candidate_document WHERE candidate_id IN ({marks}) ORDER BY added_at DESC, rowid DESC"  # noqa: S608 - marks
    return [r["text"] for r in tx.rows(sql, *ids)]


def document_with_hash(tx: Reading, sha256: str) -> Row | None:
    """Where this very file is already kept: id, candidate_id."""
    return tx.one("SELECT id, candidate_id FROM candidate_document WHERE sha256 = ? LIMIT 1", sha256)


def delete_document(tx: Writing, document_id: str) -> None:
    tx.execute("DELETE FROM candidate_document WHERE id = ?", document_id)


def delete_candidate(tx: Writing, candidate_id: str) -> None:
    tx.execute("DELETE FROM candidate WHERE id = ?", candidate_id)


def of_batch(tx: Reading, batch_id: str) -> list[Row]:
    """Documents a batch brought: id, candidate_id, sha256."""
    sql = "SELECT id, candidate_id, sha256 FROM candidate_document WHERE batch_id = ? ORDER BY rowid"
    return tx.rows(sql, batch_id)


def set_keys(tx: Writing, candidate_id: str, keys: Iterable[tuple[str, str]]) -> None:
    tx.execute("DELETE FROM candidate_key WHERE candidate_id = ?", candidate_id)
    tx.insert_many(
        "candidate_key", ("kind", "value", "candidate_id"), [(k, v, candidate_id) for k, v in sorted(keys)]
    )


def sharing(tx: Reading, keys: Iterable[tuple[str, str]]) -> dict[str, frozenset[tuple[str, str]]]:
    """Living candidates that share a key other than the title, with the keys they share."""
    found: dict[str, set[tuple[str, str]]] = {}
    for kind, value in sorted(keys):
        if kind == "name_title":
            continue
        sql = "SELECT candidate_id FROM candidate_key WHERE kind = ? AND value = ? LIMIT 50"
        for row in tx.rows(sql, kind, value):
            found.setdefault(head(tx, row["candidate_id"]), set()).add((kind, value))
    return {identifier: frozenset(shared) for identifier, shared in found.items()}


def changed_since(tx: Reading, moment: str) -> list[str]:
    sql = "SELECT id FROM candidate WHERE changed_at > ? AND merged_into IS NULL ORDER BY changed_at, id"
    return [r["id"] for r in tx.rows(sql, moment)]
