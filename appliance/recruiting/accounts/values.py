"""Accounts as values."""

from __future__ import annotations

from typing import Literal

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.values import Value
from appliance.recruiting.accounts.permissions import allowed

LinkPurpose = Literal["setup", "reset"]


class User(Value):
    """A person with an account. Moments are ``kernel.clock.iso`` text, "" = never."""

    id: str
    login: str
    name: str
    role: str
    state: Literal["active", "disabled"]
    made_at: str
    last_login_at: str = ""
    certificate: str = ""
    """The identity of the one client certificate this person signs in with where certificates are asked for; "" = none."""

    def holds(self, card: tuple[str, ...] | None) -> bool:
        """Whether this is the account a certificate of these identities names; None: no certificate is asked for."""
        return card is None or (self.certificate != "" and self.certificate in card)

    @property
    def actor(self) -> Actor:
        """The person as the log knows them."""
        return Actor(ref=f"user:{self.id}", name=self.name, kind="user", role=self.role)


class Session(Value):
    """Somebody signed in; ``notices`` are (message, address that undoes it or "") still to be shown."""

    id: str
    user: User
    made_at: str
    seen_at: str
    ends_at: str
    has_notices: bool = False

    @property
    def actor(self) -> Actor:
        return self.user.actor

    def may(self, permission: str) -> bool:
        """Whether this person's role carries the permission."""
        return allowed(self.user.role, permission)


class Opened(Value):
    """A fresh session and its token, which exists only here and in the browser's cookie."""

    session: Session
    token: str


class Link(Value):
    """A one-time link: to create the first administrator, or to set one person's password."""

    id: str
    purpose: LinkPurpose
    user: User | None
    expires_at: str


class Scope(Value):
    """Whose records somebody may see. ``everything``: all that the role's permissions allow."""

    everything: bool = True
    requisitions: tuple[str, ...] = ()

    def sees_requisition(self, requisition_id: str) -> bool:
        return self.everything or requisition_id in self.requisitions


def scope_of(actor: Actor) -> Scope:
    """Administrators, recruiters, the console and Muster itself see everything."""
    return Scope(everything=actor.kind != "user" or actor.role in {"administrator", "recruiter"})
