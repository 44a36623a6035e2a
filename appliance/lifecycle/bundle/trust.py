"""Whom an installation believes: root keys, the last accepted keyring, and the last release of each key.

Three offline roots, of which two must sign, sign a keyring; the keyring names the release keys and the revoked ones.
Nothing expires by the clock, because a clock can be wrong: releases carry numbers that only rise.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import Field

from appliance.foundation.contracts.values import Value
from appliance.lifecycle.bundle.errors import BundleNotSigned, BundleOlder
from appliance.lifecycle.bundle.signature import PublicKey, SignatureWrong, holds, read_signature
from appliance.lifecycle.bundle.spelling import read_spelled

ROOTS = Path(__file__).with_name("roots.json")


class Key(Value):
    """``id`` 16 and ``key`` 64 hexadecimal digits; ``name`` for people."""

    id: str = Field(pattern="^[0-9a-f]{16}$")
    key: str = Field(pattern="^[0-9a-f]{64}$")
    name: str

    @property
    def public(self) -> PublicKey:
        """The key as the signatures use it."""
        return PublicKey(bytes.fromhex(self.id), bytes.fromhex(self.key))


class Seen(Value):
    """The newest release accepted of one key: its number and the SHA-256 of its manifest."""

    release_seq: int
    manifest_sha256: str


class Keyring(Value):
    """The signed list of keys; its file is ``keyring/keyring-VERSION.json``."""

    format: Literal[1]
    kind: Literal["muster-keyring"]
    version: int = Field(ge=1)
    development: bool
    threshold: int = Field(ge=1)
    roots: list[Key]
    release_keys: list[Key]
    revoked: list[str]
    review_after: str


class Trust(Value):
    """What is believed before a bundle is opened, and, changed, after it was accepted.

    ``seen`` is by key id. ``keyring_version`` 0 means that no keyring was accepted yet.
    """

    format: Literal[1] = 1
    development: bool
    threshold: int = Field(ge=1)
    roots: list[Key]
    keyring_version: int = 0
    keyring_sha256: str = ""
    release_keys: list[Key] = Field(default_factory=list)
    revoked: list[str] = Field(default_factory=list)
    seen: dict[str, Seen] = Field(default_factory=dict)


def built_in_trust(path: Path = ROOTS) -> Trust:
    """The roots this program was built with."""
    return Trust.model_validate(json.loads(path.read_text(encoding="ascii")))


def accept_keyring(trust: Trust, content: bytes, signatures: list[bytes], digest: str) -> Trust:
    """``trust`` moved on to a newer keyring; the same ``trust`` for the one already accepted.

    ``content`` is parsed after enough of the trusted roots were found to have signed it; the roots it names must have
    signed it too. A key counts once, however often it signed. Raises BundleNotSigned, BundleOlder.
    """
    _require(content, signatures, trust.roots, trust.threshold)
    try:
        keyring = Keyring.model_validate(read_spelled(content))
    except ValueError as error:
        raise BundleNotSigned(why="the keyring is not in the form a keyring has") from error
    _require(content, signatures, keyring.roots, keyring.threshold)
    keys = [*keyring.roots, *keyring.release_keys]
    if len({k.key for k in keys}) != len(keys) or len({k.id for k in keys}) != len(keys):
        raise BundleNotSigned(why="the keyring names a key twice")
    if keyring.development != trust.development:
        raise BundleNotSigned(
            why="the keyring is for development and these roots are not, or the other way round"
        )
    if keyring.version < trust.keyring_version:
        raise BundleOlder(why=f"its keyring is {keyring.version}, accepted was {trust.keyring_version}")
    if keyring.version == trust.keyring_version:
        if digest != trust.keyring_sha256:
            raise BundleNotSigned(why=f"there are two keyrings with the number {keyring.version}")
        return trust
    return trust.model_copy(
        update={
            "threshold": keyring.threshold,
            "roots": keyring.roots,
            "keyring_version": keyring.version,
            "keyring_sha256": digest,
            "release_keys": keyring.release_keys,
            "revoked": sorted({*trust.revoked, *keyring.revoked}),
        }
    )


def _require(content: bytes, signatures: list[bytes], roots: list[Key], threshold: int) -> None:
    signers: set[str] = set()
    for one in signatures:
        try:
            signature = read_signature(one)
        except SignatureWrong as error:
            raise BundleNotSigned(why=f"a signature of the keyring is not one ({error})") from error
        signers |= {root.key for root in roots if holds(signature, content, root.public)}
    if threshold < 1 or len(signers) < threshold:
        raise BundleNotSigned(
            why=f"{len(signers)} of the {threshold} root keys that are needed signed its keyring"
        )
