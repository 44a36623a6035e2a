"""Passwords: what is accepted, and how it is kept (argon2id, RFC 9106's low-memory choice)."""

from __future__ import annotations

import threading
import unicodedata
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from appliance.foundation.kernel.processors import on_all
from appliance.foundation.kernel.text import fold_words
from appliance.recruiting.accounts.errors import WeakPassword

SHORTEST = 15
LONGEST = 128
LEAST_DIFFERENT = 6
OWN_WORDS_MAY_LEAVE = 8
"""Without the person's own names and ours, at least so many characters must remain."""

BLOCKED = frozenset(
    {  # compared without spaces and case
        "passwordpassword",
        "password1234567",
        "password12345678",
        "passwort12345678",
        "qwertyuiopasdfgh",
        "qwertyuiop12345",
        "qwertyuiop123456",
        "1q2w3e4r5t6y7u8i",
        "1qaz2wsx3edc4rfv",
        "1qazxsw23edcvfr4",
        "zaq12wsxcde34rfv",
        "administrator123",
        "administrator1234",
        "letmeinletmeinletmein",
        "iloveyouiloveyou",
        "correcthorsebatterystaple",
        "thisisapassword",
        "thisismypassword",
        "changemechangeme",
        "changeme12345678",
        "welcomewelcome12",
        "mypasswordissecret",
        "aaaaaaaaaaaaaaa1",
        "abcdefghijklmno1",
        "trustno1trustno1",
        "supersecretpassword",
    }
)


def normalised(password: str) -> str:
    """One spelling for the same characters, however the keyboard made them (NFKC, as SP 800-63B asks)."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *own_words: str) -> None:
    """Raise WeakPassword with the reason if this may not become a password."""
    text = normalised(password)
    if len(text) < SHORTEST:
        raise WeakPassword(what=f"The password has {len(text)} characters; it needs at least {SHORTEST}.")
    if len(text) > LONGEST:
        raise WeakPassword(what=f"The password has {len(text)} characters; it may have {LONGEST}.")
    folded = text.casefold()
    if folded.replace(" ", "") in BLOCKED:
        raise WeakPassword(what="This password is one of the first that anybody would try.")
    if len(set(folded)) < LEAST_DIFFERENT or _repeats(folded) or _runs(folded):
        raise WeakPassword(what="This password repeats itself or counts on.")
    rest = folded
    for word in ("muster", "password", *(w for own in own_words for w in fold_words(own).split())):
        if len(word) > 2:
            rest = rest.replace(word, "")
    if len(rest) < OWN_WORDS_MAY_LEAVE:
        raise WeakPassword(what="This password is little more than a name.")


def _repeats(text: str) -> bool:
    """Whether a piece of up to five characters, said again and again, makes the whole."""
    return any((text[:size] * (len(text) // size + 1))[: len(text)] == text for size in range(1, 6))


def _runs(text: str) -> bool:
    """Whether most neighbours are neighbours in the alphabet or among digits, up or down."""
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return max(sum(s == 1 for s in steps), sum(s == -1 for s in steps)) >= 0.7 * len(steps)


class Hasher:
    """Makes and verifies hashes, one at a time: each takes 64 MiB, so a flood of logins cannot fill the memory."""

    def __init__(self, *, passes: int = 3, memory_kib: int = 64 * 1024, lanes: int = 4) -> None:
        self._argon2 = PasswordHasher(passes, memory_kib, lanes, type=Type.ID)
        self._one = threading.Lock()
        self._dummy = ""

    def hash(self, password: str) -> str:
        with self._one, on_all():
            return self._argon2.hash(normalised(password))

    def verify(self, kept: str, password: str) -> bool:
        """Whether the password made the hash. An empty hash takes the same time and is never right."""
        if not kept and not self._dummy:
            self._dummy = self.hash("nobody has this password")
        try:
            with self._one, on_all():
                self._argon2.verify(kept or self._dummy, normalised(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other settings than today's."""
        return self._argon2.check_needs_rehash(kept)
