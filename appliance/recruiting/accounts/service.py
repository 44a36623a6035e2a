"""Who may come in: set-up, sign-in, sessions, links to set a password."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.clock import from_iso, iso
from appliance.foundation.kernel.crypto import random_token, sha256
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.foundation.store import Store, Writing
from appliance.recruiting.accounts import _records as records
from appliance.recruiting.accounts import passwords, throttle
from appliance.recruiting.accounts.errors import (
    AlreadySetUp,
    BadLogin,
    CertificateOfAnother,
    CertificateTaken,
    LastAdministrator,
    LinkInvalid,
    LoginTaken,
    TooManyTries,
    WrongLogin,
)
from appliance.recruiting.accounts.permissions import ROLES
from appliance.recruiting.accounts.values import Link, Opened, Session, User

LINK_LASTS = timedelta(minutes=30)
IDLE = timedelta(minutes=15)
LONGEST_SESSION = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is kept: a session may end so much early, never late."""
LONGEST_NAME = 80
NOTICES_KEPT = 5
CERTIFICATE_KINDS = ("edipi", "upn", "email", "sha256", "cn")

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,63}")
_DOOR = Actor(ref="system:door", name="Muster", kind="system")


class Accounts:
    """Commands and questions about accounts. One object serves every thread of the process."""

    def __init__(self, store: Store, hasher: passwords.Hasher | None = None) -> None:
        self._store = store
        self._hasher = hasher or passwords.Hasher()
        self._one_login = threading.Lock()  # tries count one after the other, however many arrive at once

    # -- first start and links -------------------------------------------------------------------

    def needs_setup(self) -> bool:
        """Whether nobody could administer Muster yet."""
        with self._store.reading() as tx:
            return records.active_administrators(tx) == 0

    def make_setup_link(self, actor: Actor) -> str:
        """A token with which somebody creates the first administrator. Raises AlreadySetUp."""
        token = random_token()
        with self._store.writing() as tx:
            if records.active_administrators(tx):
                raise AlreadySetUp
            link_id = records.insert_link(tx, "setup", None, sha256(token.encode()), self._in(LINK_LASTS))
            audit.append(tx, actor, "accounts.setup_link", link_id)
        return token

    def reset(self, actor: Actor, login: str) -> str:
        """A token with which this person sets a new password; lifts a lock. Raises NotFound.

        The old password works until the new one is set: a link nobody asked for harms nobody.
        """
        token = random_token()
        with self._store.writing() as tx:
            who = records.user_named(tx, login.strip().lower())
            if who is None:
                raise NotFound(what="account", reference=login)
            records.forget_tries(tx, who.id)
            link_id = records.insert_link(tx, "reset", who.id, sha256(token.encode()), self._in(LINK_LASTS))
            audit.append(tx, actor, "accounts.reset", who.id, {"link": link_id})
        return token

    def link(self, token: str) -> Link:
        """What an unused link is for. Raises LinkInvalid."""
        with self._store.reading() as tx:
            found = records.link(tx, sha256(token.encode()))
        if found is None:
            raise LinkInvalid
        return found

    def set_up(
        self, token: str, login: str, name: str, password: str, card: tuple[str, ...] | None = None
    ) -> User:
        """Create the first administrator, tied to the certificate they came with where one is asked for.

        Raises LinkInvalid, BadLogin, BadInput, WeakPassword, AlreadySetUp, CertificateTaken.
        """
        found = self.link(token)
        login, name = _checked(login, name)
        passwords.check(password, login, name)
        hashed = self._hasher.hash(password)
        with self._store.writing() as tx:
            if found.purpose != "setup" or not records.use_link(tx, found.id):
                raise LinkInvalid
            if records.active_administrators(tx):
                raise AlreadySetUp
            who = self._insert(tx, login, name, "administrator", hashed)
            audit.append(tx, who.actor, "accounts.created", who.id, {"role": who.role, "link": found.id})
            if card:
                self._tie(tx, who.actor, who, card[0])
        return who

    def set_password(self, token: str, password: str) -> User:
        """Set the password of the link's person and end their sessions. Raises LinkInvalid, WeakPassword."""
        found = self.link(token)
        who = found.user
        if who is None:
            raise LinkInvalid
        passwords.check(password, who.login, who.name)
        hashed = self._hasher.hash(password)
        with self._store.writing() as tx:
            if not records.use_link(tx, found.id):
                raise LinkInvalid
            tx.update("account_user", who.id, password_hash=hashed)
            ended = records.end_sessions_of(tx, who.id)
            records.forget_tries(tx, who.id)
            audit.append(
                tx, who.actor, "accounts.password_set", who.id, {"link": found.id, "sessions": ended}
            )
        return who

    # -- people ----------------------------------------------------------------------------------

    def add(self, actor: Actor, login: str, name: str, role: str) -> tuple[User, str]:
        """A new account and the token of the link with which its person sets a password.

        Raises BadLogin, BadInput, LoginTaken.
        """
        login, name = _checked(login, name)
        _known(role)
        token = random_token()
        with self._store.writing() as tx:
            who = self._insert(tx, login, name, role, "")
            link_id = records.insert_link(tx, "reset", who.id, sha256(token.encode()), self._in(LINK_LASTS))
            audit.append(tx, actor, "accounts.created", who.id, {"role": role, "link": link_id})
        return who, token

    def change(self, actor: Actor, user_id: str, *, name: str = "", role: str = "", state: str = "") -> User:
        """Change what is given; another role or a disabled account ends the person's sessions.

        Raises NotFound, BadInput, LastAdministrator.
        """
        changes = {"name": name.strip()[:LONGEST_NAME], "role": role, "state": state}
        changes = {field: value for field, value in changes.items() if value}
        if role:
            _known(role)
        if state not in {"", "active", "disabled"}:
            raise BadInput(what=f"An account is active or disabled, not {state}.", mend="Choose one of them.")
        with self._store.writing() as tx:
            before = records.user(tx, user_id)
            if before is None:
                raise NotFound(what="account", reference=user_id)
            if changes:
                tx.update("account_user", user_id, **changes)
            if before.role == "administrator" and records.active_administrators(tx) == 0:
                raise LastAdministrator
            if role or state == "disabled":
                records.end_sessions_of(tx, user_id)
            audit.append(tx, actor, "accounts.changed", user_id, {"fields": sorted(changes)})
            after = records.user(tx, user_id)
        return after or before

    def tie(self, actor: Actor, login: str, certificate: str) -> User:
        """Say which client certificate this person signs in with, "" for none; their sessions end.

        ``certificate`` is one identity, KIND:VALUE (``CERTIFICATE_KINDS``). Raises NotFound, BadInput, CertificateTaken.
        """
        certificate = certificate.strip().lower()
        kind, _, value = certificate.partition(":")
        if certificate and (kind not in CERTIFICATE_KINDS or not value or not certificate.isprintable()):
            raise BadInput(
                what="This does not name a certificate.",
                mend=f"Give KIND:VALUE, KIND one of {', '.join(CERTIFICATE_KINDS)}; or the certificate itself with --pem.",
            )
        with self._store.writing() as tx:
            who = records.user_named(tx, login.strip().lower())
            if who is None:
                raise NotFound(what="account", reference=login)
            self._tie(tx, actor, who, certificate)
            records.end_sessions_of(tx, who.id)
        return who.model_copy(update={"certificate": certificate})

    def _tie(self, tx: Writing, actor: Actor, who: User, certificate: str) -> None:
        other = records.user_of_certificate(tx, certificate)
        if other is not None and other.id != who.id:
            raise CertificateTaken(login=other.login)
        tx.update("account_user", who.id, certificate=certificate)
        audit.append(
            tx, actor, "accounts.certificate", who.id, {"kind": certificate.partition(":")[0] or "none"}
        )

    def users(self) -> list[User]:
        """Everybody with an account, by login."""
        with self._store.reading() as tx:
            return records.users(tx)

    # -- sign-in and sessions --------------------------------------------------------------------

    def login(
        self, login: str, password: str, previous_token: str = "", card: tuple[str, ...] | None = None
    ) -> Opened:
        """Open a session; the one behind ``previous_token`` ends. Raises WrongLogin, TooManyTries, CertificateOfAnother.

        An unknown name costs the same time and is throttled the same way as a known one. ``card``: the identities of the
        client certificate, None where none is asked for; whose it is, is said only to who knows the password.
        """
        login = login.strip().lower()
        with self._one_login:
            with self._store.reading() as tx:
                who = records.user_named(tx, login)
                subject = who.id if who else _unknown(login)
                tries = records.tries(tx, subject)
                kept = records.password_hash(tx, who.id) if who and who.state == "active" else ""
            wait = throttle.waiting(tries, self._store.clock.now())
            if wait:
                with self._store.writing() as tx:
                    later = tries.model_copy(update={"refused": tries.refused + 1})
                    records.keep_tries(tx, subject, later)
                raise TooManyTries(wait=throttle.in_words(wait))
            if not self._hasher.verify(kept, password) or who is None:
                self._note_failure(subject, tries)
                raise WrongLogin
            if not who.holds(card):
                with self._store.writing() as tx:
                    audit.append(tx, _DOOR, "accounts.certificate_refused", who.id)
                raise CertificateOfAnother
            renewed = self._hasher.hash(password) if self._hasher.outdated(kept) else kept
        return self._open(who, renewed, tries, previous_token)

    def _note_failure(self, subject: str, tries: throttle.Tries) -> None:
        after = throttle.failed(tries, self._store.clock.now())
        detail = {"failures": after.failures, "refused_before": tries.refused}
        with self._store.writing() as tx:
            records.keep_tries(tx, subject, after)
            audit.append(tx, _DOOR, "accounts.login_failed", subject, detail)
            if throttle.locked(after):
                audit.append(tx, _DOOR, "accounts.locked", subject, {"failures": after.failures})

    def _open(self, who: User, hashed: str, tries: throttle.Tries, previous_token: str) -> Opened:
        token = random_token()
        with self._store.writing() as tx:
            now = self._store.clock.now()
            previous = records.session(tx, sha256(previous_token.encode())) if previous_token else None
            if previous:
                records.end_session(tx, previous.id)
            records.forget_tries(tx, who.id)
            records.forget_old_tries(tx, iso(now - throttle.WINDOW))
            records.end_old_sessions(tx, iso(now - IDLE))
            tx.update("account_user", who.id, last_login_at=tx.now, password_hash=hashed)
            ends_at = iso(now + LONGEST_SESSION)
            session_id = records.insert_session(tx, who.id, sha256(token.encode()), ends_at)
            detail = {
                "session": session_id,
                "failures_before": tries.failures,
                "refused_before": tries.refused,
            }
            audit.append(tx, who.actor, "accounts.login", who.id, detail)
            opened = Session(id=session_id, user=who, made_at=tx.now, seen_at=tx.now, ends_at=ends_at)
        return Opened(session=opened, token=token)

    def session(
        self, token: str, *, used: bool = True, card: tuple[str, ...] | None = None
    ) -> Session | None:
        """The living session behind a token, or None. ``used``: this counts as a sign of life. ``card`` as in ``login``.

        Only a person's own act does; a page that asks for news by itself must not keep a session open.
        """
        now = self._store.clock.now()
        with self._store.reading() as tx:
            found = records.session(tx, sha256(token.encode()))
        if found is None or found.user.state != "active" or not found.user.holds(card):
            return None
        idle = now - from_iso(found.seen_at)
        if (
            now >= from_iso(found.ends_at) or not -SEEN_EVERY <= idle <= IDLE
        ):  # below zero: the clock was set back
            return None
        if used and idle >= SEEN_EVERY:
            with self._store.writing() as tx:
                tx.update("account_session", found.id, seen_at=tx.now)
        return found

    def logout(self, token: str) -> None:
        """End the session behind a token; an ended one is no error."""
        with self._store.writing() as tx:
            found = records.session(tx, sha256(token.encode()))
            if found:
                records.end_session(tx, found.id)
                audit.append(tx, found.actor, "accounts.logout", found.user.id, {"session": found.id})

    # -- notices ---------------------------------------------------------------------------------

    def leave_notice(self, session_id: str, message: str, undo: str = "") -> None:
        """A message for the next page of this session; ``undo`` is the address that takes the act back."""
        with self._store.writing() as tx:
            waiting = [*records.notices(tx, session_id), (message, undo)][-NOTICES_KEPT:]
            tx.update("account_session", session_id, notices=waiting)

    def take_notices(self, session_id: str) -> list[tuple[str, str]]:
        """The messages left for this session, each shown once."""
        with self._store.writing() as tx:
            waiting = records.notices(tx, session_id)
            if waiting:
                tx.update("account_session", session_id, notices=[])
        return waiting

    # -- inside ----------------------------------------------------------------------------------

    def _in(self, delay: timedelta) -> str:
        return iso(self._store.clock.now() + delay)

    def _insert(self, tx: Writing, login: str, name: str, role: str, hashed: str) -> User:
        if records.user_named(tx, login):
            raise LoginTaken(login=login)
        return records.insert_user(tx, login, name, role, hashed)


def _checked(login: str, name: str) -> tuple[str, str]:
    login, name = login.strip().lower(), " ".join(name.split())
    if not _LOGIN.fullmatch(login):
        raise BadLogin
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadInput(
            what=f"A name has 1 to {LONGEST_NAME} characters.", mend="Give the name others know you by."
        )
    return login, name


def _known(role: str) -> None:
    if role not in ROLES:
        raise BadInput(what=f"There is no role {role}.", mend=f"Choose one of: {', '.join(ROLES)}.")


def _unknown(login: str) -> str:
    """Where tries of a name without account are counted. A few bits of a hash: what was typed may be a password."""
    return f"unknown:{sha256(login.encode())[:6]}"
