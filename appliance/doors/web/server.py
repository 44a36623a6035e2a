"""The web application under waitress."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

from flask import Flask
from waitress import create_server

MIB = 1 << 20
LARGEST_REQUEST = 128 * MIB
"""Larger than a file that is read, so that one too large gets its verdict instead of a broken connection."""
IN_MEMORY = LARGEST_REQUEST + MIB
"""Bodies stay in memory: waitress would put larger ones into /tmp, in clear."""


def server_for(
    app: Flask, host: str, port: int, threads: int, listeners: Sequence[socket.socket] = ()
) -> Any:
    """A server that listens; ``run()`` serves, ``effective_port`` says where.

    With ``listeners`` it serves on those, which somebody else opened, and on nothing else.
    """
    place: dict[str, Any] = {"sockets": list(listeners)} if listeners else {"host": host, "port": port}
    return create_server(
        app,
        **place,
        threads=threads,
        ident=None,
        max_request_body_size=LARGEST_REQUEST,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        clear_untrusted_proxy_headers=True,
    )
