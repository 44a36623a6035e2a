"""From bytes to layout or members: which module reads which format, and the one place where parsers' errors end."""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from collections.abc import Callable
from typing import Final, TypeVar

from lxml import etree

from appliance.engines.reading import limits
from appliance.engines.reading.formats import archive, docx, html, mail, msg, odt, pdf, plain, rtf
from appliance.engines.reading.refusals import RefusalCode, Refused
from appliance.foundation.contracts.reading import Container, FileFormat, Layout

EXTRACTORS: Final[dict[FileFormat, Callable[[bytes], Layout]]] = {
    "pdf": pdf.extract,
    "docx": docx.extract,
    "odt": odt.extract,
    "rtf": rtf.extract,
    "txt": plain.extract,
    "md": plain.extract_markdown,
    "html": html.extract,
}
UNPACKERS: Final[dict[FileFormat, Callable[[bytes], Container]]] = {
    "zip": archive.unpack,
    "eml": mail.unpack,
    "mbox": mail.unpack_box,
    "msg": msg.unpack,
}
_REFUSED_FORMATS: Final[dict[FileFormat, RefusalCode]] = {
    "doc": "unsupported_doc",
    "image": "image",
    "unknown": "unsupported",
}
_Out = TypeVar("_Out")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK: Final = b"\0 \t\r\n\f\xef\xbb\xbf\xfe\xff"
"""Bytes of a text that says nothing, byte order marks included."""
_PARSERS_RAISE: Final = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, EOFError, RuntimeError, AssertionError,
    struct.error, zlib.error, etree.LxmlError, Warning,
)  # fmt: skip
"""What libraries raise on damaged files: nearly everything but MemoryError, which the caller's limits are for."""


def extract(untrusted_content: bytes, file_format: FileFormat) -> Layout:
    """The text of one file that is not a container. Raises Refused, and nothing else, for any bytes."""
    if not untrusted_content.strip(_BLANK):
        raise Refused("empty")
    if file_format == "docx" and untrusted_content.startswith(_OLE):
        raise Refused("encrypted")
    reader = EXTRACTORS.get(file_format)
    if reader is None:
        raise Refused(_REFUSED_FORMATS.get(file_format, "unsupported"))
    return _guarded(reader, untrusted_content)


def unpack(untrusted_content: bytes, file_format: FileFormat) -> Container:
    """The members of a container. Raises Refused, and nothing else, for any bytes."""
    opener = UNPACKERS.get(file_format)
    if opener is None:
        raise Refused("unsupported")
    return _guarded(opener, untrusted_content)


def _guarded(function: Callable[[bytes], _Out], untrusted_content: bytes) -> _Out:
    if not untrusted_content:
        raise Refused("empty")
    if len(untrusted_content) > limits.FILE_BYTES and function is not archive.unpack:
        raise Refused("too_large")
    logging.getLogger("olefile").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parsers warn about damage; the refusal or the note says it
            return function(untrusted_content)
    except Refused:
        raise
    except _PARSERS_RAISE as error:
        raise Refused("damaged") from error
