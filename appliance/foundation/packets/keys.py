"""The keys that open (age, X25519) and the keys that vouch (Ed25519)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyrage import x25519

from appliance.foundation.packets.errors import BadKeyFile

_SECRET = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]{58}")
_SIGNER = re.compile(r"^#\s*signed by:\s*([0-9a-f]{64})\s*$", re.M)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says: secrets that open, and who signs what they open ("" when it does not say)."""

    secrets: tuple[str, ...]
    signer: str

    @property
    def recipients(self) -> tuple[str, ...]:
        """The public halves, as they stand in a sealed file's header."""
        return tuple(recipient_of(secret) for secret in self.secrets)


def new_secret() -> str:
    """A fresh age identity, ``AGE-SECRET-KEY-1…``."""
    return str(x25519.Identity.generate())


def recipient_of(secret: str) -> str:
    """The public half, ``age1…``. Raises BadKeyFile."""
    try:
        return str(x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError as error:
        raise BadKeyFile(why="the key in it has a typing mistake") from error


def check_recipient(recipient: str) -> str:
    """The same recipient, when it is one. Raises BadKeyFile."""
    try:
        return str(x25519.Recipient.from_str(recipient.strip()))
    except pyrage.RecipientError as error:
        raise BadKeyFile(why="it does not hold a public key of the form age1…") from error


def parse_key_file(untrusted_text: str) -> KeyFile:
    """The secrets of an age identity file; comments are passed over. Raises BadKeyFile."""
    secrets = tuple(dict.fromkeys(_SECRET.findall(untrusted_text.upper())))
    if not secrets:
        raise BadKeyFile(why="no secret key stands in it")
    for secret in secrets:
        recipient_of(secret)
    signer = _SIGNER.search(untrusted_text)
    return KeyFile(secrets=secrets, signer=signer.group(1) if signer else "")


def encrypt_small(content: bytes, recipient: str) -> bytes:
    """An age file held in memory."""
    return bytes(pyrage.encrypt(content, [x25519.Recipient.from_str(recipient)]))


def decrypt_small(sealed: bytes, secret: str) -> bytes | None:
    """The content of an age file held in memory; None when this key does not open it."""
    try:
        return bytes(pyrage.decrypt(sealed, [x25519.Identity.from_str(secret)]))
    except pyrage.DecryptError:
        return None


class Signer:
    """An Ed25519 key made from 32 secret bytes."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)

    @property
    def public(self) -> str:
        """The public key in hexadecimal."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, content: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(content)


def verified(public: str, signature: bytes, content: bytes) -> bool:
    """Whether the holder of ``public`` (hexadecimal) signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
