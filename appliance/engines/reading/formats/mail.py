"""Mail: the text of a message and its attachments as members; an mbox as its messages."""

from __future__ import annotations

import binascii
import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Final

from appliance.engines.reading import limits
from appliance.engines.reading.formats.members import Members
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Container

_FROM_LINE: Final = re.compile(
    rb"(?:\A|(?<=\n))From \S+ [^\r\n]{3,120}\d{4}[^\r\n]{0,12}\r?\n(?=[!-9;-~]{1,76}:|\r?\n)"
)
_PARTS: Final = 500
_HEADER: Final = 1_000
_DAMAGE: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    binascii.Error,
    RecursionError,
    MessageError,
)
_KEPT_HEADERS: Final = (("Message", "subject"), ("Sender", "from"), ("Sent", "date"))
"""Not by their own names: the member must not be taken for a message again."""


def unpack(untrusted_content: bytes) -> Container:
    """A message: its text as one member, then its attachments. Raises Refused: damaged, empty."""
    members = Members("eml")
    try:
        # the older policy: the newer one parses long headers in quadratic time
        message = BytesParser(policy=compat32).parsebytes(untrusted_content)
        _message(message, members)
    except _DAMAGE as error:
        raise Refused("damaged") from error
    return members.container()


def unpack_box(untrusted_content: bytes) -> Container:
    """An mbox: each message as a member. Raises Refused: damaged, too_large."""
    members = Members("mbox")
    starts = [m.start() for m in _FROM_LINE.finditer(untrusted_content)]
    if not starts:
        raise Refused("damaged")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(untrusted_content)], strict=True), 1):
        message = untrusted_content[start:end].partition(b"\n")[2]
        members.add(f"message-{number}.eml", re.sub(rb"(?m)^>(>*From )", rb"\1", message))
    return members.container()


def _message(message: Message, members: Members) -> None:
    attachments: list[Message] = []
    bodies: dict[str, str] = {}
    for number, part in enumerate(_walk(message)):
        if number >= _PARTS:
            members.note("parts_left_out", "The message has more than 500 parts; the rest was left out.")
            break
        kind = part.get_content_type()
        named = part.get_filename()
        if (
            kind in {"text/plain", "text/html"}
            and not named
            and part.get_content_disposition() != "attachment"
        ):
            bodies.setdefault(kind, _text(part))
        elif kind == "message/rfc822" or not part.is_multipart():
            attachments.append(part)
    body = bodies.get("text/plain", "")
    subject = _header(message, "subject")
    if body.strip() or (subject and not bodies.get("text/html", "").strip()):
        members.add("message.txt", _with_headers(message, body).encode())
    elif bodies.get("text/html", "").strip():
        members.add("message.html", b"\xef\xbb\xbf" + bodies["text/html"].encode())
    for number, part in enumerate(attachments, 1):
        name, content = _attachment(part, number)
        if part.get_content_maintype() == "image" and part.get("content-id") and bodies.get("text/html"):
            continue  # a picture inside the page, not a document
        if content:
            members.add(name, content)


def _walk(message: Message) -> list[Message]:
    """The parts of a message, not those of messages inside it."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) <= _PARTS:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting = [p for p in part.get_payload() if isinstance(p, Message)] + waiting
        else:
            found.append(part)
    return found


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return _decoded(payload, (part.get_content_charset() or "utf-8").casefold())


def _decoded(content: bytes, charset: str) -> str:
    """Text in the charset somebody stated, if it is one for text; else in the likeliest."""
    for name in (charset if charset in _CHARSETS else "utf-8", "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


_CHARSETS: Final = frozenset(
    [
        "utf-8",
        "us-ascii",
        "ascii",
        "iso-8859-1",
        "iso-8859-2",
        "iso-8859-5",
        "iso-8859-7",
        "iso-8859-9",
        "iso-8859-15",
        "windows-1250",
        "windows-1251",
        "windows-1252",
        "windows-1253",
        "windows-1254",
        "windows-1257",
        "utf-16",
        "utf-16le",
        "utf-16be",
        "utf-7",
        "koi8-r",
        "shift_jis",
        "iso-2022-jp",
        "euc-jp",
        "gb2312",
        "gbk",
        "gb18030",
        "big5",
        "euc-kr",
    ]
)


def _header(message: Message, name: str) -> str:
    return _worded(message.get(name))


def _worded(value: object) -> str:
    """A header's value with its encoded words decoded; what cannot be decoded stays as it is written."""
    written = re.sub(r"\s*[\r\n]+\s*", " ", str(value or ""))[:_HEADER]
    try:
        pieces = decode_header(written)
    except _DAMAGE:
        return written
    words: list[str] = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(piece)
        else:
            words.append(_decoded(piece, (charset or "utf-8").casefold()))
    return "".join(words).strip()


def _with_headers(message: Message, body: str) -> str:
    head = [f"{label}: {value}" for label, name in _KEPT_HEADERS if (value := _header(message, name))]
    return "\n".join([*head, "", body])


def _bytes_of(message: object) -> bytes:
    return message.as_bytes(policy=compat32) if isinstance(message, Message) else b""


def _attachment(part: Message, number: int) -> tuple[str, bytes]:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        content = _bytes_of(inner[0]) if isinstance(inner, list) and inner else b""
        return f"message-{number}.eml", content
    payload = part.get_payload(decode=True)
    name = _worded(part.get_filename()) or f"attachment-{number}"
    return name[: limits.NAME_CHARACTERS], payload if isinstance(payload, bytes) else b""
