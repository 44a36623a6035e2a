"""What must not stand in a log: secrets, and what people wrote. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WITHHELD = "[withheld]"
FORBIDDEN_WORDS = frozenset(
    {
        "password", "passphrase", "passwd", "secret", "secrets", "token", "tokens", "key", "keys", "cookie", "cookies",
        "authorization", "credential", "credentials", "csrf", "otp", "totp",
        "content", "contents", "text", "quote", "note", "notes", "query", "email", "emails", "phone", "phones", "address",
    }
)  # fmt: skip
"""Words of a field's name, singular and plural, that withhold its value: secrets first, then personal data."""

MAX_TEXT = 1000
MAX_ITEMS = 50
MAX_DEPTH = 4

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def forbidden(name: str) -> bool:
    """Whether one of the words of a field's name is forbidden: ``api_key``, ``setupToken``; not ``monkey``."""
    return any(word.lower() in FORBIDDEN_WORDS for word in _WORDS.findall(name))


def harmless(value: Any, depth: int = 0) -> Any:
    """Plain data of bounded size: names are judged at every depth, bytes and objects become their kind and size."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT else f"{value[:MAX_TEXT]}… ({len(value)} characters)"
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} bytes>"
    if depth >= MAX_DEPTH:
        return f"<{type(value).__name__}>"
    if isinstance(value, Mapping):
        rows = list(value.items())[:MAX_ITEMS]
        return {str(name): harmless_field(str(name), item, depth + 1) for name, item in rows}
    if isinstance(value, list | tuple | set | frozenset):
        return [harmless(item, depth + 1) for item in list(value)[:MAX_ITEMS]]
    return f"<{type(value).__name__}>"


def harmless_field(name: str, value: Any, depth: int = 0) -> Any:
    """The value of a named field as it may be logged."""
    return WITHHELD if forbidden(name) else harmless(value, depth)
