"""Outlook messages: a small reader on olefile, by the property streams of MS-OXMSG."""

from __future__ import annotations

import io
from typing import Any, Final

import olefile

from appliance.engines.reading import limits
from appliance.engines.reading.formats.members import Members
from appliance.engines.reading.formats.rtf_compression import inflated
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Container

_SUBJECT, _SENDER, _SENDER_MAIL, _BODY, _HTML, _RTF = "0037", "0C1A", "0C1F", "1000", "1013", "1009"
_LONG_NAME, _SHORT_NAME, _DATA, _DATA_OBJECT = "3707", "3704", "37010102", "3701000D"
_STREAMS: Final = 5_000
_BROKEN: Final = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def unpack(untrusted_content: bytes) -> Container:
    """A message: its text as one member, then its attachments. Raises Refused: damaged, too_large."""
    try:
        with olefile.OleFileIO(io.BytesIO(untrusted_content)) as file:
            return _message(file, [])
    except _BROKEN as error:
        raise Refused("damaged") from error


def _message(file: Any, storage: list[str]) -> Container:
    entries: list[list[str]] = file.listdir(streams=True, storages=True)
    if len(entries) > _STREAMS:
        raise Refused("too_large")
    members = Members("msg")
    _body(file, storage, members)
    folders = sorted(
        {tuple(e[: len(storage) + 1]) for e in entries if len(e) > len(storage) and e[len(storage)].startswith("__attach_version1.0_")}
    )  # fmt: skip
    for number, folder in enumerate(folders, 1):
        inside = [*folder]
        name = _text(file, inside, _LONG_NAME) or _text(file, inside, _SHORT_NAME) or f"attachment-{number}"
        data = _stream(file, [*inside, f"__substg1.0_{_DATA}"])
        if data:
            members.add(name[: limits.NAME_CHARACTERS], data)
        elif file.exists("/".join([*inside, f"__substg1.0_{_DATA_OBJECT}"])):
            inner = [*inside, f"__substg1.0_{_DATA_OBJECT}"]
            gathered = Members("msg")
            _body(file, inner, gathered)
            for member in gathered.container().members:
                members.add(f"{name}/{member.untrusted_name}", member.content)
            members.note("inner_message", "A message inside the message was read without its attachments.")
    return members.container()


def _body(file: Any, storage: list[str], members: Members) -> None:
    subject = _text(file, storage, _SUBJECT)
    sender = " ".join(x for x in (_text(file, storage, _SENDER), _text(file, storage, _SENDER_MAIL)) if x)
    body = _text(file, storage, _BODY)
    head = "\n".join(
        f"{label}: {value}" for label, value in (("Message", subject), ("Sender", sender)) if value
    )
    if body.strip():
        members.add("message.txt", f"{head}\n\n{body}".encode())
        return
    page = _stream(file, [*storage, f"__substg1.0_{_HTML}0102"]) or _text(file, storage, _HTML).encode()
    if page.strip():
        members.add("message.html", page)
        return
    rich = _stream(file, [*storage, f"__substg1.0_{_RTF}0102"])
    if rich:
        members.add("message.rtf", inflated(rich))
    elif head:
        members.add("message.txt", head.encode())


def _text(file: Any, storage: list[str], identifier: str) -> str:
    wide = _stream(file, [*storage, f"__substg1.0_{identifier}001F"])
    if wide:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return _stream(file, [*storage, f"__substg1.0_{identifier}001E"]).decode("cp1252", "replace").rstrip("\0")


def _stream(file: Any, path: list[str]) -> bytes:
    name = "/".join(path)
    if not file.exists(name) or file.get_size(name) > limits.FILE_BYTES:
        return b""
    with file.openstream(name) as stream:
        content: bytes = stream.read(limits.FILE_BYTES)
    return content
