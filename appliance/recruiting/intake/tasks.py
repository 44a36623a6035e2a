"""What runs inside the jail: plain functions on untrusted bytes, and how their replies are read outside.

Nothing but the reply leaves the child, and the reply is checked again before it is believed.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from appliance.engines import reading
from appliance.foundation.contracts.reading import Member, Reading
from appliance.foundation.contracts.values import Value
from appliance.foundation.kernel.errors import MusterError

CONTAINERS = ("zip", "eml", "mbox", "msg")


class ReplyNotUnderstood(MusterError):
    code = "jail_reply"
    message = "The reader's answer was not in the agreed form."
    hint = "The file is treated as one that stops the reader; the log names it."


class ReadReply(Value):
    """``container`` is the format of a container, "" for a document; then ``reading`` is there."""

    container: str
    reading: Reading | None


def read(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """Read one file: arguments name, kind (auto, resume, posting), today (YYYY-MM), format ("" = find out)."""
    file_format = arguments["format"] or reading.identify(untrusted_content, arguments["name"])
    if file_format in CONTAINERS:
        return ReadReply(container=file_format, reading=None).model_dump_json().encode()
    found = reading.read_document(untrusted_content, file_format, arguments["kind"], today=arguments["today"])
    return ReadReply(container="", reading=found).model_dump_json().encode()


def unpack(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """The members of a container: a 4-byte length, a JSON header, then the members' bytes one after the other."""
    try:
        container = reading.unpack(untrusted_content, arguments["format"])
    except reading.Refused as refused:
        return _framed({"refusal": refused.code, "members": [], "notes": []}, [])
    header = {
        "refusal": "",
        "members": [[m.untrusted_name, len(m.content)] for m in container.members],
        "notes": [n.message for n in container.notes],
    }
    return _framed(header, [m.content for m in container.members])


def render(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """One page as PNG: arguments page (from 0), width (pixels)."""
    return reading.render_page(untrusted_content, arguments["page"], arguments["width"])


TASKS: Mapping[str, Callable[[dict[str, Any], bytes], bytes]] = {
    "read": read,
    "unpack": unpack,
    "render": render,
}


def _framed(header: dict[str, Any], contents: list[bytes]) -> bytes:
    head = json.dumps(header).encode()
    return b"".join([struct.pack(">I", len(head)), head, *contents])


def untrusted_read_reply(untrusted_reply: bytes) -> ReadReply:
    """Check a reply of ``read``. Raises ReplyNotUnderstood."""
    try:
        reply = ReadReply.model_validate_json(untrusted_reply)
    except ValidationError as error:
        raise ReplyNotUnderstood from error
    if (reply.reading is None) == (reply.container == ""):
        raise ReplyNotUnderstood
    if reply.reading is not None:
        size = len(reply.reading.layout.text)
        for fact in reply.reading.facts:
            if fact.span is not None and not 0 <= fact.span.start <= fact.span.end <= size:
                raise ReplyNotUnderstood
    return reply


def untrusted_members(untrusted_reply: bytes) -> tuple[str, list[Member], list[str]]:
    """Check a reply of ``unpack``: (refusal code or "", members, notes). Raises ReplyNotUnderstood."""
    try:
        (length,) = struct.unpack_from(">I", untrusted_reply)
        header = json.loads(untrusted_reply[4 : 4 + length])
        position, members = 4 + length, []
        for name, size in header["members"]:
            if not isinstance(name, str) or not isinstance(size, int) or size < 0:
                raise ReplyNotUnderstood
            members.append(Member(untrusted_name=name, content=untrusted_reply[position : position + size]))
            position += size
        if position != len(untrusted_reply):
            raise ReplyNotUnderstood
        return str(header["refusal"]), members, [str(n) for n in header["notes"]]
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise ReplyNotUnderstood from error
