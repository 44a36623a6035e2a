"""Markup and mail that misbehaves, and bytes that are nothing at all."""

from __future__ import annotations

import random
import struct
import zlib

from hostile_parts import zips

ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE w:document [
<!ENTITY secret SYSTEM "file:///etc/passwd">
<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
<!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
<!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
]>
"""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def docx(document: bytes) -> bytes:
    """The smallest DOCX around a document part."""
    parts = [
        ("[Content_Types].xml", TYPES.encode()),
        ("_rels/.rels", RELATIONS.encode()),
        ("word/document.xml", document),
    ]
    return zips.archive(parts)


def docx_entities() -> bytes:
    """A document part with a DOCTYPE: an outside entity and entities that grow a million times."""
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&secret; &g;</w:t></w:r></w:p></w:body></w:document>'
    return docx((ENTITIES + body).encode())


def docx_swelling(size: int) -> bytes:
    """A document part of `size` letters that takes a thousandth of it."""
    start = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>'
    return docx(start.encode() + b"a" * size + b"</w:t></w:r></w:p></w:body></w:document>")


def odt_entities() -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0"><office:body>'
        "<office:text><text:p>&secret; &g;</text:p></office:text></office:body></office:document-content>"
    )
    content = ENTITIES.replace("w:document", "office:document-content") + body
    return zips.archive(
        [("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode())]
    )


def deep_html(depth: int) -> bytes:
    return (
        b"<html><body>"
        + b"<div>" * depth
        + b"Casey Placeholder, casey@example.com"
        + b"</div>" * depth
        + b"</body></html>"
    )


def deep_rtf(depth: int) -> bytes:
    return b"{\\rtf1\\ansi " + b"{\\b " * depth + b"Casey Placeholder" + b"}" * depth + b"}"


def deep_mail(depth: int) -> bytes:
    """A message in a message in a message."""
    body = b"Subject: innermost\r\n\r\nCasey Placeholder, casey@example.com\r\n"
    for level in range(depth):
        body = b"Subject: level %d\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n%s" % (
            level,
            body,
        )
    return body


def mail_with_bad_name(attachment: bytes) -> bytes:
    """An attachment that wants to be saved elsewhere."""
    text = attachment.decode("ascii")
    return (
        "From: casey@example.com\r\nTo: recruiting@muster.example.com\r\nSubject: application\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attachment.\r\n'
        '--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="../../../../tmp/escaped.txt"\r\n'
        f"\r\n{text}\r\n--b--\r\n"
    ).encode()


def noise(size: int, seed: int = 3) -> bytes:
    return random.Random(seed).randbytes(size)


def picture() -> bytes:
    """A grey PNG of 32 by 32 dots: a picture without any words."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x99" * 32 for _ in range(32))
    head = struct.pack(">LLBBBBB", 32, 32, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def compound(names: list[str], kind: bytes) -> bytes:
    """An OLE compound file with one 4,096-byte stream for each name: enough to be recognised, not to be read.

    Layout: header, one allocation sector, one directory sector (so at most three names), then the streams.
    """
    size, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end]
    for _ in names:
        start = len(table)
        table += [*range(start + 1, start + 8), end]
    fat = struct.pack("<128L", *table, *[free] * (128 - len(table)))
    rows = [_directory("Root Entry", 5, 1, end, 0)]
    for number, name in enumerate(names):
        right = number + 2 if number + 1 < len(names) else free
        rows.append(_directory(name, 2, free, 2 + 8 * number, 4096, right))
    rows += [bytes(68) + b"\xff" * 12 + bytes(48)] * (4 - len(rows))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack("<LLLLLLLLL", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109L", 0, *[free] * 108)
    content = (kind * (4096 // len(kind) + 1))[:4096]
    return header.ljust(size, b"\0") + fat + b"".join(rows) + content * len(names)


def _directory(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    row = words.ljust(64, b"\0") + struct.pack("<HBBLLL", len(words), kind, 1, 0xFFFFFFFF, right, child)
    return row + bytes(36) + struct.pack("<LQ", start, size)
