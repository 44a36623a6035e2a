"""What a bundle is and holds: MANIFEST.json as a value. Parsed only after its signature was verified."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from appliance.foundation.contracts.values import Value
from appliance.lifecycle.bundle.spelling import read_spelled

PRODUCT = "muster"
LARGEST = (2 << 30) - 1
"""FAT-safe and more: every file is below 2 GiB."""
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+.-]{0,99}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.I)
SIGNING = ("MANIFEST.json", "MANIFEST.json.minisig", "MANIFEST.json.sig")
"""The three files that cannot be in their own list."""


class FileEntry(Value):
    """One file: ``path`` relative with ``/``, ``size`` in bytes, ``sha256`` in hexadecimal."""

    path: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    size: int = Field(ge=0, le=LARGEST)

    @field_validator("path")
    @classmethod
    def _plain(cls, path: str) -> str:
        parts = path.split("/")
        if len(parts) > 4 or not all(_NAME.fullmatch(p) and not p.endswith(".") for p in parts):
            raise ValueError("not a plain name")
        if any(_RESERVED.fullmatch(p) for p in parts):
            raise ValueError("a name some systems keep for themselves")
        return path


class Manifest(Value):
    """The signed description of a bundle; ``docs/formats/bundle.md`` says what each field means."""

    format: Literal[1]
    kind: Literal["muster-bundle"]
    product: str
    version: str = Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+([.a-z0-9]*)$")
    release_seq: int = Field(ge=1)
    min_upgrade_from: str
    schema_version: int = Field(ge=1)
    os: str
    arch: str
    glibc_floor: str = Field(pattern=r"^2\.[0-9]+$")
    commit: str
    epoch: int
    development: bool
    keyring_version: int = Field(ge=1)
    payload: str
    payload_list: str
    payload_size: int = Field(ge=1)
    files: list[FileEntry]

    @field_validator("files")
    @classmethod
    def _distinct(cls, files: list[FileEntry]) -> list[FileEntry]:
        names = [f.path.lower() for f in files]
        if names != sorted(set(names)) or len(names) > 10_000:
            raise ValueError("the list is not sorted or names a file twice")
        folders = {name.rsplit("/", n)[0] for name in names for n in range(1, name.count("/") + 1)}
        if folders & set(names) or {s.lower() for s in SIGNING} & (set(names) | folders):
            raise ValueError("a name is taken twice")
        return files

    @property
    def trusted_comment(self) -> str:
        """What the signature's trusted comment has to say."""
        return f"{self.product} {self.version} seq={self.release_seq}"


def read_manifest(verified_content: bytes) -> Manifest:
    """The manifest. Raises ValueError, also for fields that are not known."""
    value = read_spelled(verified_content)
    try:
        manifest = Manifest.model_validate(value)
    except ValidationError as error:
        raise ValueError(str(error.errors()[0]["msg"])) from error
    named = {f.path for f in manifest.files}
    if manifest.payload not in named or manifest.payload_list not in named:
        raise ValueError("the payload is not among the files")
    return manifest
