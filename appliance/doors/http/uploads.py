"""Files that are sent stay in memory: the framework would put larger ones into /tmp, in clear."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from flask import Request

from appliance.recruiting.intake import MAX_FILE


class Kept(BytesIO):
    """At most ``MAX_FILE`` + 1 bytes of a file that is sent; ``size`` counts all that came."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 0

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]  # the parser sends these
        """Keep what has room; the rest is counted and dropped."""
        length = len(data)
        room = MAX_FILE + 1 - self.tell()
        self.size += length
        if room > 0:
            super().write(bytes(data[:room]))
        return length


class UploadRequest(Request):
    """A request whose files are ``Kept``."""

    def _get_file_stream(self, *_: Any, **__: Any) -> IO[bytes]:
        return Kept()
