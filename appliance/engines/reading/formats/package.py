"""ZIP packages with their limits: what a header declares and what really comes out are both counted."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final

from lxml import etree

from appliance.engines.reading import limits
from appliance.engines.reading.refusals import Refused

_CHUNK: Final = 1 << 18
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, OverflowError, LookupError,
)  # fmt: skip


class Package:
    """An open archive. Every byte that comes out counts towards one total for the whole archive."""

    def __init__(self, untrusted_content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(untrusted_content))
            self.members = self._zip.infolist()
        except _BROKEN as error:
            raise Refused("damaged") from error
        if len(self.members) > limits.MEMBERS:
            raise Refused("too_large")
        declared = sum(m.file_size for m in self.members)
        if declared > limits.INFLATED_BYTES:
            raise Refused("too_large")
        self._by_name = {m.filename.lstrip("/"): m for m in self.members}
        self._inflated = 0

    def names(self) -> list[str]:
        """Names of all members, as the archive spells them, without a leading slash."""
        return list(self._by_name)

    def read(self, name: str, most: int = limits.MARKUP_BYTES) -> bytes | None:
        """A member's bytes, None when there is no such member. Raises Refused: encrypted, damaged, too_large."""
        member = self._by_name.get(name)
        return None if member is None else self.read_member(member, most)

    def read_member(self, member: zipfile.ZipInfo, most: int) -> bytes:
        """The bytes of ``member``, counted as they come. Raises Refused: encrypted, damaged, too_large."""
        if member.flag_bits & _ENCRYPTED:
            raise Refused("encrypted")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    self._inflated += len(piece)
                    self._check(member, size, most)
                    pieces.append(piece)
        except _BROKEN as error:
            raise Refused("damaged") from error
        return b"".join(pieces)

    def _check(self, member: zipfile.ZipInfo, size: int, most: int) -> None:
        if size > most or self._inflated > limits.INFLATED_BYTES:
            raise Refused("too_large")
        if size > limits.RATIO_FREE_BYTES and size > limits.INFLATE_RATIO * max(member.compress_size, 1):
            raise Refused("too_large")


def parsed(untrusted_markup: bytes) -> Any:
    """The root element of an XML part: no document type, no entities, no network.

    Raises Refused: doctype, damaged.
    """
    head = untrusted_markup[:4096].replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused("doctype")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(untrusted_markup, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Refused("damaged") from error
    information = root.getroottree().docinfo
    if information.doctype or information.internalDTD is not None:
        raise Refused("doctype")
    return root


def local(tag: Any) -> str:
    """The name of a tag without its namespace; "" for what is not an element."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """The attribute with this local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return str(value)
    return None
