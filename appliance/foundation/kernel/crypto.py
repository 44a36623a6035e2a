"""The few cryptographic acts Muster performs, all from the ``cryptography`` package."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12
SEAL_BYTES = _NONCE_BYTES + 16
"""How much longer a sealed content is: nonce and tag."""


class SealBroken(ValueError):
    """The sealed bytes are not what was sealed, or the key or the context is another."""


def derive_key(master: bytes, purpose: str) -> bytes:
    """A key for one purpose from a master key (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def seal(key: bytes, content: bytes, context: str) -> bytes:
    """AES-256-GCM: 12 random bytes, then ciphertext and tag; ``context`` is authenticated, not stored."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """The inverse of ``seal``. Raises SealBroken."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(context) from error


def keyed_digest(key: bytes, content: bytes) -> str:
    """HMAC-SHA256 in hexadecimal."""
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def random_token() -> str:
    """256 random bits, URL-safe."""
    return os.urandom(32).hex()
