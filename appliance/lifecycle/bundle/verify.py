"""Verify a bundle, in this order; nothing is parsed before its signature was verified.

1. Read the small files, each up to a limit, following no link.
2. Keyrings: each newer one must be signed by enough root keys of the one before.
3. The manifest's bytes: signed by a release key of the keyring that is not revoked.
4. Only now the manifest is parsed: product, machine, development or not, number of the release.
5. The folder holds what the list names and nothing else.
6. Every file is read once, hashed and, when ``into`` is given, copied as it is read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from appliance.lifecycle.bundle.errors import (
    BundleDamaged,
    BundleForDevelopment,
    BundleNotListed,
    BundleNotOurs,
    BundleNotSigned,
    BundleOlder,
)
from appliance.lifecycle.bundle.manifest import PRODUCT, SIGNING, FileEntry, Manifest, read_manifest
from appliance.lifecycle.bundle.signature import SignatureWrong, as_pem, holds, read_signature
from appliance.lifecycle.bundle.trust import Key, Seen, Trust, accept_keyring

MANIFEST_LIMIT = 1 << 20
SMALL_LIMIT = 64 << 10
KEYRINGS_LIMIT = 100
CHUNK = 1 << 20


class Verified(NamedTuple):
    """``trust`` is what to believe from now on: keep it once the release is installed.

    ``again`` says that exactly this release was accepted before.
    """

    manifest: Manifest
    manifest_sha256: str
    key: Key
    trust: Trust
    again: bool


def verify_bundle(folder: Path, trust: Trust, *, into: Path | None = None, arch: str = "x86_64") -> Verified:
    """Verify the bundle in ``folder``; with ``into`` (an empty folder) also copy it, reading each file once.

    Raises BundleNotSigned, BundleDamaged, BundleNotListed, BundleOlder, BundleNotOurs, BundleForDevelopment.
    What was written to ``into`` before an error must be thrown away.
    """
    trust = _keyrings(folder, trust)
    content = _small(folder, "MANIFEST.json", MANIFEST_LIMIT)
    key, comment = _signed_by(folder, content, trust)
    manifest = _parsed(content, comment, trust, arch)
    digest = hashlib.sha256(content).hexdigest()
    seen = trust.seen.get(key.id)
    _in_order(manifest, digest, seen)
    _only_listed(folder, manifest)
    for entry in manifest.files:
        _copy(folder, entry, into)
    if into is not None:
        for name in SIGNING:
            (into / name).write_bytes(content if name == SIGNING[0] else _small(folder, name, SMALL_LIMIT))
    now = Seen(release_seq=manifest.release_seq, manifest_sha256=digest)
    after = trust.model_copy(update={"seen": {**trust.seen, key.id: now}})
    return Verified(manifest, digest, key, after, seen == now)


def _keyrings(folder: Path, trust: Trust) -> Trust:
    last = 0
    for version in range(1, KEYRINGS_LIMIT):
        name = f"keyring/keyring-{version}.json"
        if not (folder / name).is_file():
            break
        last = version
        if version < trust.keyring_version:
            continue
        content = _small(folder, name, SMALL_LIMIT)
        signatures = [
            _small(folder, f"{name}.{n}.minisig", SMALL_LIMIT)
            for n in range(1, 10)
            if (folder / f"{name}.{n}.minisig").is_file()
        ]
        trust = accept_keyring(trust, content, signatures, hashlib.sha256(content).hexdigest())
        if trust.keyring_version != version:
            raise BundleNotSigned(why=f"{name} has another number inside")
    if not last:
        raise BundleNotSigned(why="it has no keyring")
    if last < trust.keyring_version:
        raise BundleOlder(why=f"its keyring is {last}, accepted was {trust.keyring_version}")
    return trust


def _signed_by(folder: Path, content: bytes, trust: Trust) -> tuple[Key, str]:
    try:
        signature = read_signature(_small(folder, "MANIFEST.json.minisig", SMALL_LIMIT))
    except SignatureWrong as error:
        raise BundleNotSigned(why=str(error)) from error
    key = next((k for k in trust.release_keys if k.public.key_id == signature.key_id), None)
    if key is None:
        raise BundleNotSigned(why=f"its key {signature.key_id.hex()} is not in the keyring")
    if key.id in trust.revoked:
        raise BundleNotSigned(why=f"its key {key.id} was revoked")
    if not holds(signature, content, key.public):
        raise BundleNotSigned(why="the signature does not match MANIFEST.json")
    # nobody signs this line: let it say one thing only, so that no byte of the bundle can be changed unseen
    if signature.untrusted != key.name:
        raise BundleNotSigned(why="the comment of MANIFEST.json.minisig is not the name of the key")
    # the same signature in openssl's form: a check made with openssl must mean the same
    if _small(folder, "MANIFEST.json.sig", SMALL_LIMIT) != signature.signature:
        raise BundleNotSigned(why="MANIFEST.json.sig is not the signature of MANIFEST.json.minisig")
    if _small(folder, "release.pem", SMALL_LIMIT) != as_pem(key.public):
        raise BundleNotSigned(why="release.pem is not the key that signed")
    return key, signature.comment


def _parsed(content: bytes, comment: str, trust: Trust, arch: str) -> Manifest:
    try:
        manifest = read_manifest(content)
    except ValueError as error:
        raise BundleNotSigned(why=f"the manifest is not in the form a manifest has ({error})") from error
    if manifest.product != PRODUCT:
        raise BundleNotOurs(why=f"it is of the product {manifest.product}")
    if (manifest.os, manifest.arch) != ("linux", arch):
        raise BundleNotOurs(why=f"it is for {manifest.os} on {manifest.arch}")
    if comment != manifest.trusted_comment:
        raise BundleNotSigned(why="the signature's comment speaks of another release")
    if manifest.keyring_version != trust.keyring_version:
        raise BundleNotSigned(why=f"it was made with keyring {manifest.keyring_version}")
    if manifest.development and not trust.development:
        raise BundleForDevelopment
    return manifest


def _in_order(manifest: Manifest, digest: str, seen: Seen | None) -> None:
    if seen is None or manifest.release_seq > seen.release_seq:
        return
    if manifest.release_seq < seen.release_seq:
        raise BundleOlder(
            why=f"it is release {manifest.release_seq}, and {seen.release_seq} was accepted before"
        )
    if digest != seen.manifest_sha256:
        raise BundleNotSigned(why=f"there are two different releases with the number {manifest.release_seq}")


def _only_listed(folder: Path, manifest: Manifest) -> None:
    listed = {entry.path for entry in manifest.files} | set(SIGNING)
    folders = {name.rsplit("/", n)[0] for name in listed for n in range(1, name.count("/") + 1)}
    for root, directories, names in os.walk(folder):
        for name in sorted([*directories, *names]):
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode) and relative in folders:
                continue
            if not stat.S_ISREG(mode) or relative not in listed:
                raise BundleNotListed(path=relative)


def _copy(folder: Path, entry: FileEntry, into: Path | None) -> None:
    if into is None:
        for _ in _checked(folder, entry):
            pass
        return
    place = into / entry.path
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("xb") as copy:
        for chunk in _checked(folder, entry):
            copy.write(chunk)


def _checked(folder: Path, entry: FileEntry) -> Iterator[bytes]:
    """The bytes of a listed file; raises BundleDamaged at the latest after the last of them."""
    source = _open(folder, entry.path)
    if source is None:
        raise BundleDamaged(path=entry.path, why="is missing")
    digest, left = hashlib.sha256(), entry.size
    with source:
        while chunk := _next(source, min(CHUNK, left + 1), entry.path):
            left -= len(chunk)
            if left < 0:
                raise BundleDamaged(path=entry.path, why="is longer than it should be")
            digest.update(chunk)
            yield chunk
    if left:
        raise BundleDamaged(path=entry.path, why=f"is {left} bytes too short")
    if digest.hexdigest() != entry.sha256:
        raise BundleDamaged(path=entry.path, why="has other bytes than were signed")


def _next(source: BinaryIO, size: int, path: str) -> bytes:
    try:
        return source.read(size)
    except OSError as error:
        raise BundleDamaged(path=path, why=f"cannot be read ({error.strerror})") from error


def _small(folder: Path, name: str, limit: int) -> bytes:
    source = _open(folder, name)
    if source is None:
        raise BundleNotSigned(why=f"{name} is missing")
    with source:
        content = _next(source, limit + 1, name)
    if len(content) > limit:
        raise BundleNotSigned(why=f"{name} is larger than {limit} bytes")
    return content


def _open(folder: Path, name: str) -> BinaryIO | None:
    """The file, opened without following a link; None when there is none that is a plain file."""
    path = folder / name
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return os.fdopen(descriptor, "rb")
