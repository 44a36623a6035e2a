"""The only SQL for people, sessions, one-time links and failed tries."""

from __future__ import annotations

import json

from appliance.foundation.kernel.clock import from_iso, iso
from appliance.foundation.kernel.ids import new_id
from appliance.foundation.store import Reading, Row, Writing
from appliance.recruiting.accounts.throttle import Tries
from appliance.recruiting.accounts.values import Link, LinkPurpose, Session, User

USER = "id, login, name, role, state, made_at, last_login_at, certificate"
_OPEN_LINK = "used_at = '' AND expires_at > ?"


def user(tx: Reading, user_id: str) -> User | None:
    row = tx.one(f"SELECT {USER} FROM account_user WHERE id = ?", user_id)  # noqa: S608 - literal columns
    return User(**row) if row else None


def user_named(tx: Reading, login: str) -> User | None:
    row = tx.one(f"SELECT {USER} FROM account_user WHERE login = ?", login)  # noqa: S608 - literal columns
    return User(**row) if row else None


def users(tx: Reading) -> list[User]:
    return [User(**r) for r in tx.rows(f"SELECT {USER} FROM account_user ORDER BY login")]  # noqa: S608 - literal


def user_of_certificate(tx: Reading, certificate: str) -> User | None:
    sql = f"SELECT {USER} FROM account_user WHERE certificate = ?"  # noqa: S608 - literal columns
    row = tx.one(sql, certificate) if certificate else None
    return User(**row) if row else None


def active_administrators(tx: Reading) -> int:
    sql = "SELECT count(*) FROM account_user WHERE role = 'administrator' AND state = 'active'"
    return int(tx.value(sql))


def password_hash(tx: Reading, user_id: str) -> str:
    return str(tx.value("SELECT password_hash FROM account_user WHERE id = ?", user_id) or "")


def insert_user(tx: Writing, login: str, name: str, role: str, hashed: str) -> User:
    identifier = new_id("usr")
    tx.insert(
        "account_user",
        id=identifier,
        login=login,
        name=name,
        role=role,
        state="active",
        password_hash=hashed,
        made_at=tx.now,
    )
    return User(id=identifier, login=login, name=name, role=role, state="active", made_at=tx.now)


def insert_session(tx: Writing, user_id: str, token_hash: str, ends_at: str) -> str:
    identifier = new_id("ses")
    tx.insert(
        "account_session",
        id=identifier,
        token_hash=token_hash,
        user_id=user_id,
        made_at=tx.now,
        seen_at=tx.now,
        ends_at=ends_at,
    )
    return identifier


def session(tx: Reading, token_hash: str) -> Session | None:
    row = tx.one("SELECT * FROM account_session WHERE token_hash = ?", token_hash)
    who = user(tx, row["user_id"]) if row else None
    if row is None or who is None:
        return None
    return Session(
        id=row["id"],
        user=who,
        made_at=row["made_at"],
        seen_at=row["seen_at"],
        ends_at=row["ends_at"],
        has_notices=row["notices"] != "[]",
    )


def end_session(tx: Writing, session_id: str) -> int:
    return tx.execute("DELETE FROM account_session WHERE id = ?", session_id)


def end_sessions_of(tx: Writing, user_id: str) -> int:
    return tx.execute("DELETE FROM account_session WHERE user_id = ?", user_id)


def end_old_sessions(tx: Writing, seen_before: str) -> int:
    sql = "DELETE FROM account_session WHERE seen_at < ? OR ends_at < ?"
    return tx.execute(sql, seen_before, tx.now)


def notices(tx: Reading, session_id: str) -> list[tuple[str, str]]:
    text = tx.value("SELECT notices FROM account_session WHERE id = ?", session_id)
    return [(str(message), str(undo)) for message, undo in json.loads(text or "[]")]


def insert_link(
    tx: Writing, purpose: LinkPurpose, user_id: str | None, token_hash: str, expires_at: str
) -> str:
    """A new link; older unused ones for the same purpose and person stop working."""
    sql = "UPDATE account_link SET used_at = ? WHERE purpose = ? AND user_id IS ? AND used_at = ''"
    tx.execute(sql, tx.now, purpose, user_id)
    identifier = new_id("lnk")
    tx.insert(
        "account_link",
        id=identifier,
        token_hash=token_hash,
        purpose=purpose,
        user_id=user_id,
        made_at=tx.now,
        expires_at=expires_at,
    )
    return identifier


def link(tx: Reading, token_hash: str) -> Link | None:
    """The link if it still works."""
    sql = f"SELECT * FROM account_link WHERE token_hash = ? AND {_OPEN_LINK}"  # noqa: S608 - literal condition
    row = tx.one(sql, token_hash, tx.now)
    if row is None:
        return None
    who = user(tx, row["user_id"]) if row["user_id"] else None
    return Link(id=row["id"], purpose=row["purpose"], user=who, expires_at=row["expires_at"])


def use_link(tx: Writing, link_id: str) -> bool:
    """Whether it was still unused; now it is used."""
    sql = f"UPDATE account_link SET used_at = ? WHERE id = ? AND {_OPEN_LINK}"  # noqa: S608 - literal condition
    return tx.execute(sql, tx.now, link_id, tx.now) == 1


def tries(tx: Reading, subject: str) -> Tries:
    row: Row | None = tx.one("SELECT * FROM account_tries WHERE id = ?", subject)
    if row is None:
        return Tries()
    return Tries(
        failures=row["failures"],
        last_at=from_iso(row["last_at"]),
        not_before=from_iso(row["not_before"]) if row["not_before"] else None,
        refused=row["refused"],
    )


def keep_tries(tx: Writing, subject: str, state: Tries) -> None:
    sql = """
        INSERT INTO account_tries (id, failures, last_at, not_before, refused) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
            not_before = excluded.not_before, refused = excluded.refused
    """
    last = iso(state.last_at) if state.last_at else tx.now
    until = iso(state.not_before) if state.not_before else ""
    tx.execute(sql, subject, state.failures, last, until, state.refused)


def forget_tries(tx: Writing, subject: str) -> None:
    tx.execute("DELETE FROM account_tries WHERE id = ?", subject)


def forget_old_tries(tx: Writing, before: str) -> None:
    tx.execute("DELETE FROM account_tries WHERE last_at < ? AND not_before < ?", before, tx.now)
