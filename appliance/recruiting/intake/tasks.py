"""Replies from the jail, checked before they are believed."""

from __future__ import annotations

import json
import struct

from pydantic import ValidationError

from appliance.foundation.contracts.reading import Member, ReadReply
from appliance.foundation.kernel.errors import MusterError


class ReplyNotUnderstood(MusterError):
    code = "jail_reply"
    message = "The reader's answer was not in the agreed form."
    hint = "The file is treated as one that stops the reader; the log names it."


def untrusted_read_reply(untrusted_reply: bytes) -> ReadReply:
    """Check a reply of the task ``read``. Raises ReplyNotUnderstood."""
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
    """Check a reply of the task ``unpack``: (refusal code or "", members, notes). Raises ReplyNotUnderstood."""
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
