"""A packet in pieces that fit on FAT32: ``NAME.001``, ``NAME.002`` … and ``NAME.parts.json``, which says what they are."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from pydantic import Field, ValidationError

from appliance.foundation.contracts.transfer import SHA256
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.canonical import canonical_json
from appliance.foundation.kernel.files import write_atomically
from appliance.recruiting.transfer.errors import PartMissing

PART_BYTES = 1 << 30
"""FAT32 holds files below 4 GiB."""
INDEX = ".parts.json"
_CHUNK = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9._-]{1,120}")


class Part(Value):
    """One piece; the hash tells a bad copy from a missing one."""

    size: int = Field(ge=0, lt=1 << 32)
    sha256: str = Field(pattern=SHA256)


class Parts(Value):
    """The pieces of a packet in their order. Nothing of this is trusted: the packet itself is signed."""

    format: int = 1
    name: str = Field(pattern=rf"^{_NAME.pattern}$")
    parts: tuple[Part, ...] = Field(min_length=1, max_length=999)


def split(packet: Path, part_bytes: int = PART_BYTES) -> list[Path]:
    """Leave a packet as it is when it fits, else put its pieces and their index in its place; what to carry."""
    if packet.stat().st_size <= part_bytes:
        return [packet]
    made, parts = list[Path](), list[Part]()
    with packet.open("rb") as source:
        while True:
            piece = packet.with_name(f"{packet.name}.{len(made) + 1:03d}")
            size, digest = _copy(source, piece, part_bytes)
            if not size:
                piece.unlink()
                break
            made.append(piece)
            parts.append(Part(size=size, sha256=digest))
    index = packet.with_name(packet.name + INDEX)
    write_atomically(
        index, canonical_json(Parts(name=packet.name, parts=tuple(parts)).model_dump()) + b"\n", 0o644
    )
    packet.unlink()
    return [index, *made]


def _copy(source: BinaryIO, target: Path, most: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with target.open("wb") as file:
        while size < most and (chunk := source.read(min(_CHUNK, most - size))):
            file.write(chunk)
            size += len(chunk)
            digest.update(chunk)
    return size, digest.hexdigest()


def joined(untrusted_path: Path, target: Path) -> Path:
    """The packet itself: the path given, or ``target`` with the pieces of an index put together. Raises PartMissing."""
    if not untrusted_path.name.endswith(INDEX):
        if re.fullmatch(r".*\.\d{3}", untrusted_path.name):
            raise PartMissing(name=untrusted_path.name, why="this is one of its parts")
        return untrusted_path
    try:
        index = Parts.model_validate_json(untrusted_path.read_bytes())
    except ValidationError:
        raise PartMissing(name=untrusted_path.name, why="its list of parts cannot be read") from None
    missing = [
        f"{index.name}.{n:03d}"
        for n in range(1, len(index.parts) + 1)
        if not untrusted_path.with_name(f"{index.name}.{n:03d}").is_file()
    ]
    if missing:
        raise PartMissing(name=index.name, why=f"{', '.join(missing)} missing")
    with target.open("wb") as whole:
        for number, part in enumerate(index.parts, 1):
            piece = untrusted_path.with_name(f"{index.name}.{number:03d}")
            digest, size = hashlib.sha256(), 0
            with piece.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    whole.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
            if (size, digest.hexdigest()) != (part.size, part.sha256):
                raise PartMissing(name=index.name, why=f"{piece.name} is a bad copy: copy it again")
    return target
