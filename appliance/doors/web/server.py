"""The web application under waitress."""

from __future__ import annotations

import logging
import resource
import socket
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from waitress import create_server

from appliance.doors.http.terminator import MOST_CONNECTIONS, Clients, Terminator, behind_tls
from appliance.lifecycle.lan import Lan, LanNotReady, LanService

MIB = 1 << 20
LARGEST_REQUEST = 128 * MIB
"""Larger than a file that is read, so that one too large gets its verdict instead of a broken connection."""
DESCRIPTORS = 3 * MOST_CONNECTIONS + 1_000
IN_MEMORY = LARGEST_REQUEST + MIB
"""Bodies stay in memory: waitress would put larger ones into /tmp, in clear."""


def behind_tls_front(
    app: Flask, service: LanService, lan: Lan, threads: int, listeners: Sequence[socket.socket] = ()
) -> tuple[Any, Terminator]:
    """A server on a free port of loopback that answers only what its TLS front carries, and that front, not yet started.

    The front listens where ``lan`` says, or on ``listeners``. Raises LanNotReady, CertificateRefused.
    """
    _raise_descriptor_limit()
    context = service.context(lan)
    clients = Clients()
    server = server_for(behind_tls(app, clients), "127.0.0.1", 0, threads)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line per waiting request under load
    front = Terminator(
        list(listeners) or [_listener(lan.listen, lan.port)], context, server.effective_port, clients
    )
    return server, front


def _raise_descriptor_limit() -> None:
    """A carried connection holds three descriptors: the client's, and both ends of ours on loopback."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(DESCRIPTORS, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _listener(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        return socket.create_server((address, port), family=family, dualstack_ipv6=address == "::")
    except OSError as error:
        raise LanNotReady(why=f"{address} port {port} cannot be listened on ({error.strerror})") from error


def server_for(
    app: Callable[..., Any], host: str, port: int, threads: int, listeners: Sequence[socket.socket] = ()
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
        asyncore_use_poll=True,  # select() ends the server at the first descriptor from 1024 on
    )
