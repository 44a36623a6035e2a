"""What kind of file some bytes are, by the bytes. The name decides only between plain text and Markdown."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import olefile

from appliance.engines.reading.formats.plain import decoded
from appliance.foundation.contracts.reading import FileFormat

_PICTURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|div|table|p|h[1-6]|span|ul|section|article|main|script|style|br|font|center|b|strong|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAGS: Final = re.compile(
    r"</(?:div|p|span|li|ul|td|tr|table|h[1-6]|body|html|a|b|strong)\s*>", re.IGNORECASE
)
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:(?: |\t|\r?$)", re.MULTILINE)
_MAIL_HEADERS: Final = re.compile(
    r"^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|reply-to|content-type|x-[\w-]+):",
    re.IGNORECASE | re.MULTILINE,
)
_BOX: Final = re.compile(
    r"\s*From \S+ {1,3}(?:(?:mon|tue|wed|thu|fri|sat|sun)\b.{0,60}\d{4}\s*\r?\n|.{0,120}\d{4}\s*\r?\n[!-9;-~]{1,76}:)",
    re.IGNORECASE,
)
_HEAD: Final = 4096
_PDF_WITHIN: Final = 1024
_MARKDOWN_NAMES: Final = (".md", ".markdown", ".mdown", ".mkd")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def identify(untrusted_content: bytes, untrusted_name: str = "") -> FileFormat:
    """The format of a file. Empty bytes are ``unknown``. Never raises."""
    head = untrusted_content[:_HEAD]
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "unknown"
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(_ZIP):
        return _zipped(untrusted_content)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_OLE):
        return _compound(untrusted_content)
    if (
        head.startswith(_PICTURES)
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or head[4:12] in _NEWER_PICTURES
    ):
        return "image"
    return _text(untrusted_content, untrusted_name)


_NEWER_PICTURES: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


def _zipped(content: bytes) -> FileFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {m.filename.lstrip("/") for m in archive.infolist()[:5000]}
            if "[Content_Types].xml" in names and any(n.startswith("word/") for n in names):
                return "docx"
            kind = (
                archive.read("mimetype")[:100]
                if "mimetype" in names and archive.getinfo("mimetype").file_size < 200
                else b""
            )
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError):
        return "docx" if b"word/" in content or b"[Content_Types].xml" in content else "zip"
    if kind.startswith(b"application/vnd.oasis.opendocument.text") or (
        not kind and {"content.xml", "styles.xml"} <= names
    ):
        return "odt"
    if "[Content_Types].xml" in names or kind.startswith(b"application/vnd.oasis"):
        return "unknown"  # a workbook or a presentation
    return "zip"


def _compound(content: bytes) -> FileFormat:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            names = {"/".join(entry).casefold() for entry in file.listdir()}
    except Exception:  # noqa: BLE001  olefile raises whatever it meets; identifying must not
        return "doc" if b"W\0o\0r\0d\0D\0o\0c\0" in content else "unknown"
    if any(name.startswith("__properties_version1.0") for name in names):
        return "msg"
    if "encryptedpackage" in names:
        return "docx"  # an office document behind a password; the reader says so
    return "doc" if "worddocument" in names else "unknown"


def _text(content: bytes, untrusted_name: str) -> FileFormat:
    sample = decoded(content[:64_000] if len(content) > 64_000 else content)
    if len(_UNPRINTABLE.findall(sample)) > 0.02 * len(sample):
        return "unknown"
    head = sample.lstrip("\ufeff")[:_HEAD]
    if _BOX.match(head):
        return "mbox"
    if _is_mail(head):
        return "eml"
    if _HTML.match(head) or len(_TAGS.findall(sample[:20_000])) >= 8:
        return "html"
    if head.lstrip().startswith("<?xml"):
        return "unknown"
    return "md" if untrusted_name.casefold().endswith(_MARKDOWN_NAMES) else "txt"


def _is_mail(head: str) -> bool:
    block = re.split(r"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    if not _HEADER.match(block):
        return False
    lines = [line for line in block.splitlines() if line[:1] not in {" ", "\t"}]
    if not lines or any(not _HEADER.match(line + "\n") and ":" not in line for line in lines[:-1]):
        return False
    names = {m.group().casefold() for m in _MAIL_HEADERS.finditer(block)}
    return len(names) >= 3 or ("mime-version:" in names and "content-type:" in names)
