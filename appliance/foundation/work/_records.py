"""Work items as rows: claiming is an update, time is a column."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from appliance.foundation.contracts.names import WORK_KINDS
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.clock import from_iso, iso
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing

MAX_ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 2
KEEP_DONE_DAYS = 7


class WorkItem(Value):
    id: str
    kind: str
    payload: dict[str, Any]
    attempts: int


def enqueue(
    tx: Writing,
    kind: str,
    payload: dict[str, Any] | None = None,
    *,
    due_at: str = "",
    unique_key: str | None = None,
) -> str:
    """Add a work item in the caller's transaction; its id.

    While an item of the same kind and ``unique_key`` still waits, nothing is added and "" is returned.
    An unknown kind is a ValueError.
    """
    if kind not in WORK_KINDS:
        raise ValueError(f"not a kind of work: {kind}")
    if unique_key is not None and tx.one(
        "SELECT id FROM work_item WHERE kind = ? AND unique_key = ? AND state = 'waiting'", kind, unique_key
    ):
        return ""
    item = new_id("work")
    tx.insert(
        "work_item",
        id=item,
        kind=kind,
        payload=payload or {},
        state="waiting",
        due_at=due_at or tx.now,
        unique_key=unique_key,
        made_at=tx.now,
    )
    return item


def claim(tx: Writing, worker: str, kinds: tuple[str, ...], limit: int, lease_seconds: int) -> list[WorkItem]:
    """Take up to ``limit`` due items; an item whose lease ran out counts as due again."""
    until = iso(from_iso(tx.now) + timedelta(seconds=lease_seconds))
    marks = ", ".join("?" * len(kinds))
    rows = tx.rows(
        f"SELECT id, kind, payload, attempts FROM work_item WHERE kind IN ({marks}) AND "  # noqa: S608 - marks
        "((state = 'waiting' AND due_at <= ?) OR (state = 'claimed' AND claimed_until <= ?)) "
        "ORDER BY due_at, rowid LIMIT ?",
        *kinds,
        tx.now,
        tx.now,
        limit,
    )
    for row in rows:
        tx.update(
            "work_item",
            row["id"],
            state="claimed",
            claimed_by=worker,
            claimed_until=until,
            attempts=row["attempts"] + 1,
        )
    return [
        WorkItem(id=r["id"], kind=r["kind"], payload=json.loads(r["payload"]), attempts=r["attempts"] + 1)
        for r in rows
    ]


def finish(tx: Writing, item: str) -> bool:
    """Mark an item done, in the transaction of its effect; False when somebody else already did."""
    return bool(
        tx.execute(
            "UPDATE work_item SET state = 'done', finished_at = ?, error = '' WHERE id = ? AND state = 'claimed'",
            tx.now,
            item,
        )
    )


def fail(tx: Writing, item: WorkItem, error: str) -> bool:
    """Push an item later, or give it up visibly after ``MAX_ATTEMPTS``; True when it was given up."""
    given_up = item.attempts >= MAX_ATTEMPTS
    pause = FIRST_PAUSE_SECONDS * 4 ** (item.attempts - 1)
    tx.execute(
        "UPDATE work_item SET state = ?, due_at = ?, error = ? WHERE id = ? AND state = 'claimed'",
        "given_up" if given_up else "waiting",
        iso(from_iso(tx.now) + timedelta(seconds=pause)),
        error[:500],
        item.id,
    )
    return given_up


def postpone(tx: Writing, item: WorkItem, seconds: int, error: str) -> None:
    """Push an item later without counting the attempt: what it needs is not there at the moment."""
    tx.execute(
        "UPDATE work_item SET state = 'waiting', attempts = attempts - 1, due_at = ?, error = ? "
        "WHERE id = ? AND state = 'claimed'",
        iso(from_iso(tx.now) + timedelta(seconds=seconds)),
        error[:500],
        item.id,
    )


def release_all(tx: Writing) -> int:
    """Give back every claimed item: called when the only worker starts, after a crash of the last one."""
    return tx.execute("UPDATE work_item SET state = 'waiting', claimed_until = '' WHERE state = 'claimed'")


def counts(tx: Reading) -> dict[str, int]:
    """Items by state."""
    return {r["state"]: r["n"] for r in tx.rows("SELECT state, count(*) AS n FROM work_item GROUP BY state")}


def waiting(tx: Reading, kinds: tuple[str, ...]) -> int:
    """Items of these kinds that wait or are being worked on."""
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT count(*) FROM work_item WHERE kind IN ({marks}) AND state IN ('waiting', 'claimed')"  # noqa: S608 - marks
    return int(tx.value(sql, *kinds))


def next_due(tx: Reading, kinds: tuple[str, ...]) -> str:
    """When the next item of these kinds falls due, or ""."""
    marks = ", ".join("?" * len(kinds))
    sql = f"SELECT min(due_at) FROM work_item WHERE kind IN ({marks}) AND state = 'waiting'"  # noqa: S608 - marks
    return tx.value(sql, *kinds) or ""


def given_up(tx: Reading, limit: int = 50) -> list[Row]:
    """What ran wrong and needs a person, newest first."""
    return tx.rows("SELECT * FROM work_item WHERE state = 'given_up' ORDER BY due_at DESC LIMIT ?", limit)


def try_again(tx: Writing, item: str) -> bool:
    """Let a given-up item run once more."""
    return bool(
        tx.execute(
            "UPDATE work_item SET state = 'waiting', attempts = 0, due_at = ? WHERE id = ? AND state = 'given_up'",
            tx.now,
            item,
        )
    )


def sweep(tx: Writing) -> int:
    """Remove items done more than ``KEEP_DONE_DAYS`` ago."""
    before = iso(from_iso(tx.now) - timedelta(days=KEEP_DONE_DAYS))
    return tx.execute("DELETE FROM work_item WHERE state = 'done' AND finished_at < ?", before)
