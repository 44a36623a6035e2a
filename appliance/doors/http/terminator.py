"""TLS in front of waitress, in the same process: bytes are carried, never interpreted.

Only waitress parses HTTP, so there is no second parser to disagree with (no request smuggling). asyncio makes the
handshakes, so that clients who never speak hold up nobody. The client's address travels beside the bytes: the source port
of our connection to waitress is the key (``Clients``).
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from appliance.foundation.observability.logs import logger
from appliance.lifecycle.lan import identities

HANDSHAKE_SECONDS: Final = 5.0
IDLE_SECONDS: Final = 150.0
"""A connection on which nothing moved for so long is closed; the slowest answers are far quicker."""
MOST_CONNECTIONS: Final = 2_000
MOST_OF_ONE_ADDRESS: Final = 600
"""More of one address are turned away at once: whole offices come through one address where a proxy stands."""
HIGH_WATER: Final = 256 * 1024
"""Bytes that wait for one side before the other is no longer read."""
TURNS_TO_CLOSE: Final = 10
"""A handshake that is given up closes its socket within a few turns of the loop."""
BACKLOG: Final = 1_024
CARD: Final = "muster.client_certificate"
"""The key in a WSGI environment under which a client certificate's identities stand where one is asked for."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who is behind a connection: address, and what the client certificate says; None where none is asked for."""

    address: str
    certificate: tuple[str, ...] | None = None


class Clients:
    """Our source port on loopback → the client whose bytes it carries. Filled by one thread, read by others."""

    def __init__(self) -> None:
        self._by_port: dict[int, Client] = {}

    def add(self, port: int, client: Client) -> None:
        self._by_port[port] = client

    def remove(self, port: int) -> None:
        self._by_port.pop(port, None)

    def of(self, port: str | None) -> Client | None:
        """Who sends through this port; None for somebody who did not come through the terminator."""
        return self._by_port.get(int(port)) if port and port.isdecimal() else None


def behind_tls(app: Callable[..., Any], clients: Clients) -> Callable[..., Any]:
    """A WSGI application that knows its clients, and answers nobody who bypassed the terminator."""

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        client = clients.of(environ.get("REMOTE_PORT"))
        if client is None:
            body = b"This port belongs to Muster's own TLS front.\n"
            start_response(
                "403 Forbidden", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
            )
            return [body]
        environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = client.address
        environ["wsgi.url_scheme"] = "https"
        if client.certificate is not None:
            environ[CARD] = client.certificate
        return app(environ, start_response)

    return wrapped


class Terminator:
    """Takes connections from ``listeners``, speaks TLS, and carries the bytes to ``port`` on loopback."""

    def __init__(
        self,
        listeners: list[socket.socket],
        context: ssl.SSLContext,
        port: int,
        clients: Clients,
        *,
        most: int = MOST_CONNECTIONS,
        most_of_one: int = MOST_OF_ONE_ADDRESS,
        handshake_seconds: float = HANDSHAKE_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._listeners = listeners
        self.context = context
        self._port = port
        self.clients = clients
        self._most, self._most_of_one = most, most_of_one
        self._handshake_seconds, self.idle_seconds = handshake_seconds, idle_seconds
        self._open: Counter[str] = Counter()
        self.turned_away = 0
        self._loop = asyncio.new_event_loop()
        self._handshakes: set[asyncio.Task[None]] = set()
        self._sides: set[_Side] = set()
        self._empty = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="tls", daemon=True)
        self._log = logger("tls")

    @property
    def port(self) -> int:
        """Where the first listener listens."""
        return int(self._listeners[0].getsockname()[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        for listener in self._listeners:
            listener.setblocking(False)
            listener.listen(BACKLOG)
        self._thread.start()

    def stop(self) -> None:
        """Close the listeners and every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        for listener in self._listeners:
            self._loop.add_reader(listener, self._accept, listener)
        try:
            self._loop.run_forever()
        finally:
            for listener in self._listeners:
                self._loop.remove_reader(listener)
                listener.close()
            self._loop.run_until_complete(self._end_all())
            self._loop.close()

    async def _end_all(self) -> None:
        for task in self._handshakes:
            task.cancel()
        await asyncio.gather(*self._handshakes, return_exceptions=True)
        for _ in range(TURNS_TO_CLOSE):
            await asyncio.sleep(0)
        for side in tuple(self._sides):
            side.abort()
        if self._sides:
            await self._empty.wait()  # each leaves when its transport has closed its socket

    def _accept(self, listener: socket.socket) -> None:
        for _ in range(64):  # a few at a time, so that those already served are not kept waiting by a flood
            try:
                connection, peer = listener.accept()
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:  # no descriptor left: what is open must end before another can begin
                self._log.warning("tls.accept_failed", why=str(error))
                return
            address = str(peer[0])
            if self._open.total() >= self._most or self._open[address] >= self._most_of_one:
                self.turned_away += 1
                connection.close()
                continue
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open[address] += 1
            task = self._loop.create_task(self._shake_hands(connection, address))
            self._handshakes.add(task)
            task.add_done_callback(self._handshakes.discard)

    async def _shake_hands(self, connection: socket.socket, address: str) -> None:
        front = _Front(self, address)
        try:
            await self._loop.connect_accepted_socket(
                lambda: front, connection, ssl=self.context, ssl_handshake_timeout=self._handshake_seconds
            )
        except (OSError, ssl.SSLError, TimeoutError):
            return  # a port scan, a browser that does not trust us, somebody who never spoke
        finally:
            if front.transport is None:
                connection.close()
                self.ended(front)
        try:
            await self._loop.create_connection(lambda: _Back(front), "127.0.0.1", self._port)
        except OSError as error:
            self._log.warning("tls.no_server", why=str(error))
            front.close()

    def begun(self, side: _Side) -> None:
        """Remember an open transport, to close it at the end."""
        self._sides.add(side)
        self._empty.clear()

    def gone(self, side: _Side) -> None:
        """Forget it."""
        self._sides.discard(side)
        if not self._sides:
            self._empty.set()

    def ended(self, front: _Front) -> None:
        """Count a connection out, once."""
        if not front.over:
            front.over = True
            self._open[front.address] -= 1
            if not self._open[front.address]:
                del self._open[front.address]

    def open(self) -> int:
        """Connections now, handshakes included."""
        return self._open.total()


class _Side(asyncio.Protocol):
    """One end of a carried connection; ``other`` is the opposite one."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.other: _Side | None = None
        self.moved = False

    def data_received(self, data: bytes) -> None:
        self.moved = True
        if self.other is not None and self.other.transport is not None:
            self.other.transport.write(data)

    def pause_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            with contextlib.suppress(RuntimeError):
                self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        if self.other is not None and self.other.transport is not None:
            with contextlib.suppress(RuntimeError):
                self.other.transport.resume_reading()

    def close(self) -> None:
        if self.transport is not None:
            self.transport.close()

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc  # a connection that broke ends like one that was closed
        if self.other is not None:
            self.other.close()


class _Front(_Side):
    """The client's side. It is read only once the server's side is there, so that nothing is buffered before."""

    def __init__(self, terminator: Terminator, address: str) -> None:
        super().__init__()
        self.terminator = terminator
        self.address = address
        self.over = False
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # of a stream
        self.transport.set_write_buffer_limits(high=HIGH_WATER)  # type: ignore[union-attr]  # set in the line before
        self.transport.pause_reading()  # type: ignore[union-attr]  # as above
        self.terminator.begun(self)
        self._look_later()

    def client(self) -> Client:
        if self.terminator.context.verify_mode == ssl.CERT_NONE:
            return Client(self.address)
        secured = self.transport.get_extra_info("ssl_object") if self.transport is not None else None
        shown = secured.getpeercert(binary_form=True) if secured is not None else None
        return Client(self.address, identities(shown) if shown else ())

    def _look_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._watch = loop.call_later(self.terminator.idle_seconds, self._look)

    def _look(self) -> None:
        if not self.moved and not (self.other is not None and self.other.moved):
            self.close()
            return
        self.moved = False
        if self.other is not None:
            self.other.moved = False
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        self.terminator.ended(self)
        self.terminator.gone(self)
        super().connection_lost(exc)


class _Back(_Side):
    """Our connection to waitress."""

    def __init__(self, front: _Front) -> None:
        super().__init__()
        self._front = front
        self._source = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # of a stream
        front = self._front
        front.terminator.begun(self)
        if front.transport is None or front.transport.is_closing():
            self.close()
            return
        self.transport.set_write_buffer_limits(high=HIGH_WATER)  # type: ignore[union-attr]  # set above
        self._source = transport.get_extra_info("sockname")[1]
        front.terminator.clients.add(self._source, front.client())  # before the first byte
        self.other, front.other = front, self
        front.transport.resume_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        self._front.terminator.clients.remove(self._source)
        self._front.terminator.gone(self)
        super().connection_lost(exc)
