"""What runs inside the jail: plain functions on untrusted bytes. Nothing but the reply leaves the child.

``recruiting/intake/tasks.py`` checks the replies outside.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping
from typing import Any

from appliance.engines.knowledge import OwnTerm, load
from appliance.engines.reading.extracting import unpack as unpack_container
from appliance.engines.reading.identifying import identify
from appliance.engines.reading.read import read_document
from appliance.engines.reading.refusals import Refused
from appliance.engines.reading.render import page_count, render_page
from appliance.foundation.contracts.reading import ReadReply

CONTAINERS = ("zip", "eml", "mbox", "msg")


def read(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """Read one file: arguments name, kind (auto, resume, posting), today (YYYY-MM), format ("" = find out), terms.

    ``terms`` are an organisation's own, each [name, other spellings, parent, kind] (``OwnTerm``); they may be missing.
    """
    file_format = arguments["format"] or identify(untrusted_content, arguments["name"])
    if file_format in CONTAINERS:
        return ReadReply(container=file_format, reading=None).model_dump_json().encode()
    own = [OwnTerm(name, tuple(aliases), *more) for name, aliases, *more in arguments.get("terms", ())]
    found = read_document(
        untrusted_content,
        file_format,
        arguments["kind"],
        today=arguments["today"],
        knowledge=load().extended(tuple(own)) if own else None,
    )
    return ReadReply(container="", reading=found).model_dump_json().encode()


def unpack(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """The members of a container: a 4-byte length, a JSON header, then the members' bytes one after the other."""
    try:
        container = unpack_container(untrusted_content, arguments["format"])
    except Refused as refused:
        return _framed({"refusal": refused.code, "members": [], "notes": []}, [])
    header = {
        "refusal": "",
        "members": [[m.untrusted_name, len(m.content)] for m in container.members],
        "notes": [n.message for n in container.notes],
    }
    return _framed(header, [m.content for m in container.members])


def render(arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """One page as PNG: arguments page (from 0), width (pixels)."""
    return render_page(untrusted_content, arguments["page"], arguments["width"])


def pages(_arguments: dict[str, Any], untrusted_content: bytes) -> bytes:
    """How many pages a PDF has, as JSON; 0 when it cannot be opened."""
    try:
        return json.dumps(page_count(untrusted_content)).encode()
    except Refused:
        return b"0"


TASKS: Mapping[str, Callable[[dict[str, Any], bytes], bytes]] = {
    "read": read,
    "unpack": unpack,
    "render": render,
    "pages": pages,
}


def _framed(header: dict[str, Any], contents: list[bytes]) -> bytes:
    head = json.dumps(header).encode()
    return b"".join([struct.pack(">I", len(head)), head, *contents])
