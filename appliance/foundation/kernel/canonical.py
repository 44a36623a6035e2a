"""One spelling for every value, so that equal things have equal bytes."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of plain data (dict, list, str, int, float, bool, None).

    Raises rfc8785.CanonicalizationError for anything else.
    """
    return rfc8785.dumps(value)


def digest(value: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
