"""Users, roles, sessions, permissions, scope."""

from appliance.recruiting.accounts.errors import (
    AlreadySetUp,
    BadLogin,
    CertificateOfAnother,
    CertificateTaken,
    LastAdministrator,
    LinkInvalid,
    LoginTaken,
    TooManyTries,
    WeakPassword,
    WrongLogin,
)
from appliance.recruiting.accounts.passwords import Hasher
from appliance.recruiting.accounts.permissions import ALL, PERMISSIONS, ROLES, allowed
from appliance.recruiting.accounts.service import IDLE, LINK_LASTS, LONGEST_SESSION, Accounts
from appliance.recruiting.accounts.values import Link, Opened, Scope, Session, User, scope_of

__all__ = [
    "ALL",
    "IDLE",
    "LINK_LASTS",
    "LONGEST_SESSION",
    "PERMISSIONS",
    "ROLES",
    "Accounts",
    "AlreadySetUp",
    "BadLogin",
    "CertificateOfAnother",
    "CertificateTaken",
    "Hasher",
    "LastAdministrator",
    "Link",
    "LinkInvalid",
    "LoginTaken",
    "Opened",
    "Scope",
    "Session",
    "TooManyTries",
    "User",
    "WeakPassword",
    "WrongLogin",
    "allowed",
    "scope_of",
]
