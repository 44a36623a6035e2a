"""The only SQL for partners, packets and what is known by two names."""

from __future__ import annotations

import json
from typing import Any

from appliance.foundation.contracts.transfer import Packet, Partner
from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing

_PARTNERS = """
    SELECT p.id, p.instance, p.name, p.signer, p.recipient, p.words, p.direction, p.added_by_name, p.added_at,
        coalesce(max(CASE WHEN k.outgoing = 1 THEN k.seq END), 0) AS sent,
        coalesce(max(CASE WHEN k.outgoing = 1 AND k.state = 'acknowledged' THEN k.seq END), 0) AS acknowledged,
        coalesce(max(CASE WHEN k.outgoing = 0 THEN k.seq END), 0) AS received
    FROM partner p LEFT JOIN packet k ON k.partner_id = p.id
"""


def partners(tx: Reading) -> list[Partner]:
    """By name."""
    return [Partner(**row) for row in tx.rows(_PARTNERS + "GROUP BY p.id ORDER BY p.name")]


def partner(tx: Reading, named: str) -> Partner:
    """By name, id or instance. Raises NotFound."""
    row = tx.one(
        _PARTNERS + "WHERE p.name = ? OR p.id = ? OR p.instance = ? GROUP BY p.id", named, named, named
    )
    if row is None:
        raise NotFound(what="partner", reference=named)
    return Partner(**row)


def insert_partner(tx: Writing, **columns: Any) -> str:
    identifier = new_id("part")
    tx.insert("partner", id=identifier, added_at=tx.now, **columns)
    return identifier


def delete_partner(tx: Writing, partner_id: str) -> None:
    tx.execute("DELETE FROM partner WHERE id = ?", partner_id)


def packets(tx: Reading, partner_id: str, limit: int = 100) -> list[Packet]:
    """Newest first."""
    sql = "SELECT * FROM packet WHERE partner_id = ? ORDER BY at DESC, seq DESC LIMIT ?"
    return [_packet(row) for row in tx.rows(sql, partner_id, limit)]


def packet(tx: Reading, partner_id: str, *, outgoing: bool, seq: int) -> Row | None:
    """One packet as a row, ``until`` included."""
    sql = "SELECT * FROM packet WHERE partner_id = ? AND outgoing = ? AND seq = ?"
    return tx.one(sql, partner_id, int(outgoing), seq)


def insert_packet(tx: Writing, partner_id: str, *, outgoing: bool, **columns: Any) -> str:
    identifier = new_id("pack")
    tx.insert("packet", id=identifier, partner_id=partner_id, outgoing=int(outgoing), at=tx.now, **columns)
    return identifier


def acknowledge(tx: Writing, partner_id: str, seq: int) -> int:
    """Mark this and every earlier packet as arrived; how many are newly so."""
    sql = "UPDATE packet SET state = 'acknowledged' WHERE partner_id = ? AND outgoing = 1 AND seq <= ? AND state = 'sent'"
    return tx.execute(sql, partner_id, seq)


def known(tx: Reading, partner_id: str) -> dict[str, tuple[str, str, int]]:
    """Their id → our id, hash of what came, our revision after it was kept."""
    rows = tx.rows("SELECT theirs, ours, sha256, revision FROM carried WHERE partner_id = ?", partner_id)
    return {r["theirs"]: (r["ours"], r["sha256"], r["revision"]) for r in rows}


def remember(tx: Writing, partner_id: str, theirs: str, ours: str, sha256: str, revision: int) -> None:
    sql = """
        INSERT INTO carried (partner_id, theirs, ours, sha256, revision) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (partner_id, theirs) DO UPDATE SET
            ours = excluded.ours, sha256 = excluded.sha256, revision = excluded.revision
    """
    tx.execute(sql, partner_id, theirs, ours, sha256, revision)


def from_partner(tx: Reading, partner_id: str) -> dict[str, int]:
    """Our ids of what came from a partner, with our revision at that time: not sent back unless changed here."""
    return {
        r["ours"]: r["revision"]
        for r in tx.rows("SELECT ours, revision FROM carried WHERE partner_id = ?", partner_id)
    }


def _packet(row: Row) -> Packet:
    kept = {k: v for k, v in row.items() if k not in ("until", "by")}
    return Packet(**{**kept, "outgoing": bool(row["outgoing"]), "counts": json.loads(row["counts"])})
