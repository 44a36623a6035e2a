"""Messages between a caller and the jail host: a header in canonical JSON and a body, both with their length.

Layout: ``u32`` header length, ``u64`` body length (network order), header, body. Header and body lengths
are checked before a byte of them is kept.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

from appliance.foundation.kernel.canonical import canonical_json

_LENGTHS = struct.Struct("!IQ")
MAX_HEADER = 1 << 20


class BrokenFrame(Exception):
    """The bytes are no frame, or a longer one than agreed."""


def encode_head(header: dict[str, Any], body_length: int) -> bytes:
    """Lengths and header; the body follows as it is, so that large contents are not copied."""
    text = canonical_json(header)
    if len(text) > MAX_HEADER:
        raise BrokenFrame(f"a header of {len(text)} bytes")
    return _LENGTHS.pack(len(text), body_length) + text


def send(
    connection: socket.socket, header: dict[str, Any], body: bytes | bytearray | memoryview = b""
) -> None:
    """One frame in one piece where it fits, so that the other side wakes once. Raises BrokenFrame, OSError."""
    pieces = [memoryview(encode_head(header, len(body))), memoryview(body)]
    sent = connection.sendmsg(pieces)
    for piece in pieces:
        if sent < len(piece):
            connection.sendall(piece[sent:])
        sent = max(sent - len(piece), 0)


class FrameReader:
    """Puts frames together from pieces of any size.

    ``wanted()`` is the memory to fill next; after filling ``count`` bytes of it ``filled(count)`` yields a
    finished ``(header, body)`` or None. The body is a ``bytearray`` that nobody else holds.
    """

    def __init__(self, max_body: int) -> None:
        self._max_body = max_body
        self._begin()

    def _begin(self) -> None:
        self._stage = "lengths"
        self._buffer = bytearray(_LENGTHS.size)
        self._have = 0
        self._header: dict[str, Any] = {}
        self._body_length = 0

    @property
    def between_frames(self) -> bool:
        """Nothing of a next frame has arrived: the other side may hang up now without loss."""
        return self._stage == "lengths" and self._have == 0

    def wanted(self) -> memoryview:
        """The rest of the piece being filled; never empty."""
        return memoryview(self._buffer)[self._have :]

    def filled(self, count: int) -> tuple[dict[str, Any], bytearray] | None:
        """Take note of ``count`` bytes written to ``wanted()``. Raises BrokenFrame."""
        self._have += count
        if self._have < len(self._buffer):
            return None
        if self._stage == "lengths":
            header_length, self._body_length = _LENGTHS.unpack(self._buffer)
            if not 2 <= header_length <= MAX_HEADER or self._body_length > self._max_body:
                raise BrokenFrame(f"lengths {header_length} and {self._body_length}")
            self._next("header", header_length)
            return None
        if self._stage == "header":
            self._header = _parse(self._buffer)
            self._next("body", self._body_length)
            if self._body_length:
                return None
        frame = (self._header, self._buffer)
        self._begin()
        return frame

    def _next(self, stage: str, length: int) -> None:
        self._stage, self._buffer, self._have = stage, bytearray(length), 0


def _parse(text: bytearray) -> dict[str, Any]:
    try:
        value = json.loads(bytes(text))
    except ValueError as error:
        raise BrokenFrame("a header that is not JSON") from error
    if not isinstance(value, dict):
        raise BrokenFrame("a header that is not an object")
    return value
