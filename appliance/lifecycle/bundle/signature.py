"""Ed25519 signatures in minisign's legacy form; three programs can check them.

A signature file has four lines: a comment nobody signed / base64(algorithm 2, key id 8, signature 64) /
``trusted comment: …`` / base64(signature 64 over the first signature and the trusted comment). A public key file
has two: a comment / base64(algorithm 2, key id 8, key 32). Only ``Ed`` is taken, plain Ed25519 over the file, because
``openssl pkeyutl -rawin`` can check that too; the form ``ED`` signs a BLAKE2b digest and is refused.

Source: https://jedisct1.github.io/minisign/ ("Signature format").
"""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALGORITHM = b"Ed"
TRUSTED, UNTRUSTED = "trusted comment: ", "untrusted comment: "
ID_BYTES, KEY_BYTES, SIGNATURE_BYTES = 8, 32, 64
PEM_HEAD = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410)."""


class SignatureWrong(ValueError):
    """The signature does not hold; the text says why, for a person."""


class PublicKey(NamedTuple):
    """``key_id`` 8 bytes, chosen by whoever made the key; ``key`` 32 bytes."""

    key_id: bytes
    key: bytes


class Signature(NamedTuple):
    """The parts of a signature file; nothing is proved by having them, and ``untrusted`` is signed by nobody."""

    key_id: bytes
    signature: bytes
    comment: str
    over_comment: bytes
    untrusted: str


def read_public_key(content: bytes) -> PublicKey:
    """The key of a minisign public key file. Raises SignatureWrong."""
    lines = _lines(content, 2)
    raw = _decoded(lines[1], 2 + ID_BYTES + KEY_BYTES)
    if raw[:2] != ALGORITHM:
        raise SignatureWrong("the public key is of an unknown kind")
    return PublicKey(raw[2 : 2 + ID_BYTES], raw[2 + ID_BYTES :])


def read_signature(content: bytes) -> Signature:
    """The parts of a signature file. Raises SignatureWrong."""
    lines = _lines(content, 4)
    if not (lines[0].startswith(UNTRUSTED) and lines[2].startswith(TRUSTED)):
        raise SignatureWrong("the signature file lacks a comment")
    raw = _decoded(lines[1], 2 + ID_BYTES + SIGNATURE_BYTES)
    if raw[:2] != ALGORITHM:
        raise SignatureWrong("the signature is not of minisign's legacy form (minisign -S -l)")
    return Signature(
        raw[2 : 2 + ID_BYTES],
        raw[2 + ID_BYTES :],
        lines[2].removeprefix(TRUSTED),
        _decoded(lines[3], SIGNATURE_BYTES),
        lines[0].removeprefix(UNTRUSTED),
    )


def holds(signature: Signature, content: bytes, key: PublicKey) -> bool:
    """Whether ``key`` signed ``content`` and the trusted comment."""
    if signature.key_id != key.key_id:
        return False
    public = Ed25519PublicKey.from_public_bytes(key.key)
    try:
        public.verify(signature.signature, content)
        public.verify(signature.over_comment, signature.signature + signature.comment.encode())
    except InvalidSignature:
        return False
    return True


def as_pem(key: PublicKey) -> bytes:
    """The key as a PEM file, as openssl reads it."""
    body = base64.b64encode(PEM_HEAD + key.key).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----\n".encode()


def as_minisign(key: PublicKey, comment: str) -> bytes:
    """The key as a minisign public key file."""
    body = base64.b64encode(ALGORITHM + key.key_id + key.key).decode()
    return f"untrusted comment: {comment}\n{body}\n".encode()


def _lines(content: bytes, count: int) -> list[str]:
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError as error:
        raise SignatureWrong("a key or signature file holds other than ASCII") from error
    lines = text.split("\n")
    if len(lines) != count + 1 or lines[-1] or "\r" in text:
        raise SignatureWrong(f"a key or signature file has not {count} lines")
    return lines[:-1]


def _decoded(text: str, size: int) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise SignatureWrong("a key or signature is not base64") from error
    if len(raw) != size or base64.b64encode(raw).decode() != text:
        raise SignatureWrong("a key or signature has the wrong length")
    return raw
