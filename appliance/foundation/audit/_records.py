"""Append to the log in the caller's transaction; verify the chain.

Entry n carries hash(n) = SHA-256 of the RFC 8785 bytes of its fields and hash(n-1). A chain shows changes and
gaps inside it; that the tail was cut off shows only against a checkpoint kept elsewhere (``verify(checkpoint)``).
"""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.names import AUDIT_ACTIONS
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json, digest
from appliance.foundation.store import Reading, Row, Store, Writing

FORMAT = 1
GENESIS = "0" * 64


class Checkpoint(Value):
    """A place in the log: print it and keep it elsewhere."""

    seq: int
    hash: str


class Verification(Value):
    """``broken_at`` is 0 when everything verifies; then ``checkpoint`` is the end of the log."""

    entries: int
    broken_at: int
    why: str
    checkpoint: Checkpoint


def append(
    tx: Writing,
    actor: Actor,
    action: str,
    subject: str,
    detail: dict[str, Any] | None = None,
    requisition: str = "",
) -> int:
    """Write one entry in the caller's transaction; its number. An unknown action is a ValueError.

    ``subject`` is the id of what was acted on; ``detail`` holds ids, counts and field names only.
    """
    if action not in AUDIT_ACTIONS:
        raise ValueError(f"not an audit action: {action}")
    last = tx.one("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1")
    entry = {
        "seq": (last["seq"] if last else 0) + 1,
        "at": tx.now,
        "actor": actor.ref,
        "action": action,
        "subject": subject,
        "requisition": requisition,
        "detail": canonical_json(detail or {}).decode(),
        "previous": last["hash"] if last else GENESIS,
    }
    tx.insert("audit_entry", **entry, hash=_hash(entry))
    return int(entry["seq"])


def _hash(row: Row) -> str:
    names = ("seq", "at", "actor", "action", "subject", "requisition", "detail", "previous")
    return digest({"format": FORMAT, **{name: row[name] for name in names}})


def verify(store: Store, checkpoint: Checkpoint | None = None) -> Verification:
    """Compute the chain again from the first entry; compare with a checkpoint kept elsewhere when given."""
    previous, seq, held = GENESIS, 0, checkpoint is None
    with store.reading() as tx:
        while rows := tx.rows("SELECT * FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT 5000", seq):
            for row in rows:
                why = _complaint(row, seq + 1, previous)
                if checkpoint is not None and row["seq"] == checkpoint.seq:
                    held = True
                    if row["hash"] != checkpoint.hash:
                        why = why or "is not the one your checkpoint names"
                if why:
                    return _broken(seq, row["seq"], why, previous)
                seq, previous = row["seq"], row["hash"]
    if not held and checkpoint is not None:
        return _broken(seq, checkpoint.seq, "is missing, but your checkpoint names it", previous)
    return Verification(entries=seq, broken_at=0, why="", checkpoint=Checkpoint(seq=seq, hash=previous))


def _broken(entries: int, at: int, why: str, previous: str) -> Verification:
    return Verification(
        entries=entries, broken_at=at, why=why, checkpoint=Checkpoint(seq=entries, hash=previous)
    )


def _complaint(row: Row, expected: int, previous: str) -> str:
    if row["seq"] != expected:
        return f"follows entry {expected - 1}: entries are missing"
    if row["previous"] != previous:
        return "does not follow from the one before it"
    if row["hash"] != _hash(row):
        return "was changed after it was written"
    return ""


def entries(
    tx: Reading,
    *,
    actor: str = "",
    action: str = "",
    subject: str = "",
    requisition: str = "",
    before: int | None = None,
    after_time: str = "",
    before_time: str = "",
    limit: int = 50,
) -> list[Row]:
    """Entries, newest first; ``action`` may be a prefix such as ``search.``. ``detail`` is a dictionary."""
    wheres, values = ["1 = 1"], list[Any]()
    for condition, value in (
        ("actor = ?", actor),
        ("action GLOB ?", f"{action}*" if action else ""),
        ("subject = ?", subject),
        ("requisition = ?", requisition),
        ("seq < ?", before),
        ("at >= ?", after_time),
        ("at <= ?", before_time),
    ):
        if value not in ("", None):
            wheres.append(condition)
            values.append(value)
    sql = f"SELECT * FROM audit_entry WHERE {' AND '.join(wheres)} ORDER BY seq DESC LIMIT ?"  # noqa: S608 - literals
    return [{**row, "detail": json.loads(row["detail"])} for row in tx.rows(sql, *values, limit)]
