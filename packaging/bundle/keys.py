"""Keys that sign bundles and keyrings: the development ones, and secret keys read from files.

    python packaging/bundle/keys.py new NAME.pem               a secret key (PEM, passphrase asked for) and NAME.pem.pub
    python packaging/bundle/keys.py roots OUT PUB PUB PUB      roots.json for a release build, threshold 2
    python packaging/bundle/keys.py keyring OUT VERSION --roots ROOTS --release PUB… [--revoke ID…] --sign KEY KEY
                                                               a keyring signed by two roots

A development key is made from its name, so that anybody can have it: that is its mark. A release build refuses it.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from appliance.lifecycle.bundle.signature import ALGORITHM, PublicKey, as_minisign, read_public_key  # noqa: E402
from appliance.lifecycle.bundle.spelling import spelled  # noqa: E402

THRESHOLD = 2
REVIEW = "2028-01-01"


class Secret(NamedTuple):
    """A key that can sign; ``name`` is for people."""

    name: str
    private: Ed25519PrivateKey

    @property
    def raw(self) -> bytes:
        """The public key, 32 bytes."""
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def public(self) -> PublicKey:
        """Id and key; the id is the beginning of the key's SHA-256."""
        return PublicKey(hashlib.sha256(self.raw).digest()[:8], self.raw)

    def sign(self, content: bytes, comment: str) -> bytes:
        """A minisign signature file of the legacy form."""
        signature = self.private.sign(content)
        over = self.private.sign(signature + comment.encode("ascii"))
        first = base64.b64encode(ALGORITHM + self.public.key_id + signature).decode()
        second = base64.b64encode(over).decode()
        lines = (f"untrusted comment: {self.name}", first, f"trusted comment: {comment}", second)
        return ("\n".join(lines) + "\n").encode("ascii")


def development(name: str) -> Secret:
    """A key anybody can make again: its secret is the SHA-256 of a sentence."""
    seed = hashlib.sha256(f"muster DEVELOPMENT key, not a secret: {name}".encode()).digest()
    return Secret(f"DEVELOPMENT {name}", Ed25519PrivateKey.from_private_bytes(seed))


DEVELOPMENT_ROOTS = tuple(development(f"root {n}") for n in (1, 2, 3))
DEVELOPMENT_RELEASE = development("release 1")


def is_development(key: bytes) -> bool:
    """Whether a public key is one of those that anybody can have."""
    names = ["root 1", "root 2", "root 3", *(f"release {n}" for n in range(1, 10))]
    return key in {development(name).raw for name in names}


def load(path: Path) -> Secret:
    """A secret key from a PEM file; the passphrase comes from MUSTER_KEY_PASSPHRASE or is asked for."""
    content = path.read_bytes()
    passphrase = None
    if b"ENCRYPTED" in content:
        given = os.environ.get("MUSTER_KEY_PASSPHRASE") or getpass.getpass(f"Passphrase of {path}: ")
        passphrase = given.encode()
    private = load_pem_private_key(content, passphrase)
    if not isinstance(private, Ed25519PrivateKey):
        sys.exit(f"keys: {path} is not an Ed25519 key")
    return Secret(path.stem, private)


def as_key(public: PublicKey, name: str) -> dict[str, str]:
    """The entry of a key in a keyring."""
    return {"id": public.key_id.hex(), "key": public.key.hex(), "name": name}


def roots_file(roots: list[dict[str, str]], *, is_for_development: bool) -> bytes:
    """``roots.json``: what a program believes before it has seen a keyring."""
    value = {"format": 1, "development": is_for_development, "threshold": THRESHOLD, "roots": roots}
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()


def keyring_file(
    version: int, trust: dict[str, Any], release: list[dict[str, str]], revoked: list[str]
) -> bytes:
    """A keyring with the roots of ``trust`` (the content of roots.json)."""
    return spelled(
        {
            "format": 1,
            "kind": "muster-keyring",
            "version": version,
            "development": trust["development"],
            "threshold": trust["threshold"],
            "roots": trust["roots"],
            "release_keys": release,
            "revoked": sorted(revoked),
            "review_after": REVIEW,
        }
    )


def development_keyring() -> tuple[bytes, list[bytes]]:
    """The development keyring 1 and the signatures of two of its roots."""
    roots = [as_key(root.public, root.name) for root in DEVELOPMENT_ROOTS]
    trust = {"development": True, "threshold": THRESHOLD, "roots": roots}
    release = [as_key(DEVELOPMENT_RELEASE.public, DEVELOPMENT_RELEASE.name)]
    content = keyring_file(1, trust, release, [])
    return content, [root.sign(content, "muster keyring 1") for root in DEVELOPMENT_ROOTS[:THRESHOLD]]


def write_keyring(folder: Path, version: int, content: bytes, signatures: list[bytes]) -> None:
    """The files of a keyring, as they lie in a bundle."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"keyring-{version}.json"
    place.write_bytes(content)
    for number, signature in enumerate(signatures, start=1):
        place.with_name(f"{place.name}.{number}.minisig").write_bytes(signature)


def read_public(path: Path) -> dict[str, str]:
    """The entry of a key, named after its file NAME.pem.pub."""
    return as_key(read_public_key(path.read_bytes()), path.name.removesuffix(".pub").removesuffix(".pem"))


def new(path: Path) -> None:
    """A new secret key; without a passphrase when none is given."""
    private = Ed25519PrivateKey.generate()
    given = os.environ.get("MUSTER_KEY_PASSPHRASE")
    if given is None:
        given = getpass.getpass("Passphrase of the new key (empty: none): ")
    lock = BestAvailableEncryption(given.encode()) if given else NoEncryption()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    secret = Secret(path.stem, private)
    path.with_name(path.name + ".pub").write_bytes(as_minisign(secret.public, secret.name))
    print(f"keys: {path} and {path}.pub, id {secret.public.key_id.hex()}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("new")
    one.add_argument("file", type=Path)
    two = commands.add_parser("roots")
    two.add_argument("out", type=Path)
    two.add_argument("keys", type=Path, nargs="+")
    three = commands.add_parser("keyring")
    three.add_argument("out", type=Path, help="the folder of the keyrings")
    three.add_argument("version", type=int)
    three.add_argument("--roots", type=Path, required=True, help="roots.json")
    three.add_argument(
        "--release", type=Path, nargs="+", required=True, help="public keys that sign releases"
    )
    three.add_argument("--revoke", nargs="*", default=[], help="ids of keys that are no longer believed")
    three.add_argument("--sign", type=Path, nargs="+", required=True, help="secret root keys")
    options = parser.parse_args()
    if options.command == "new":
        new(options.file)
    elif options.command == "roots":
        keys = [read_public(p) for p in options.keys]
        options.out.write_bytes(roots_file(keys, is_for_development=False))
        print(f"keys: {options.out} names {len(keys)} roots, {THRESHOLD} are needed")
    else:
        trust = json.loads(options.roots.read_text(encoding="ascii"))
        release = [read_public(p) for p in options.release]
        content = keyring_file(options.version, trust, release, options.revoke)
        signatures = [load(p).sign(content, f"muster keyring {options.version}") for p in options.sign]
        write_keyring(options.out, options.version, content, signatures)
        print(f"keys: {options.out}/keyring-{options.version}.json, signed by {len(signatures)} roots")


if __name__ == "__main__":
    main()
