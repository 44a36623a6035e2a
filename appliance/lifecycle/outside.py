"""Look at a generation as a client outside it would: start it, ask it over its listener, stop it.

Nobody else knows the port while it is being looked at, so nobody works in a generation that may yet be left. Where Muster
serves on the network it is asked over TLS, by the name that people use, and its certificate is checked as a browser would.
"""

from __future__ import annotations

import http.client
import json
import queue
import re
import secrets
import signal
import socket
import ssl
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

from appliance.foundation.kernel.errors import MusterError
from appliance.lifecycle.installation import LAUNCHER, Installation, plain_environment
from appliance.lifecycle.lan import TRIAL_TLS, seen_from_outside
from appliance.lifecycle.serving import end_with_parent

PATIENCE = 120.0
"""Seconds until the page must be there: a good release on a slow, busy host must not be rolled back."""
READY = re.compile(r"ready: (https?://\S+)")
LOOPBACK = "127.0.0.1"
KEPT_LINES = 40
AS_BEFORE = "Muster runs as before."


class Unhealthy(MusterError):
    code = "unhealthy"
    message = "The new generation does not run well: {why}."
    hint = "{after} The record of the attempt holds what the program printed."

    def __init__(self, **values: object) -> None:
        super().__init__(**{"after": AS_BEFORE, **values})


class _HereOverTLS(http.client.HTTPSConnection):
    """A connection to this machine, whatever the name in the address resolves to; the certificate must be for that name."""

    def __init__(self, host: str, context: ssl.SSLContext, timeout: float) -> None:
        super().__init__(host, timeout=timeout, context=context)
        self._tls = context

    def connect(self) -> None:
        plain = socket.create_connection((LOOPBACK, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


class _OverTLS(urllib.request.HTTPSHandler):
    def __init__(self, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._tls = context

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._connection, req)

    def _connection(self, host: str, /, *, timeout: float = PATIENCE, **_: object) -> _HereOverTLS:
        return _HereOverTLS(host, self._tls, timeout)


class Browser:
    """A client with cookies and no proxy. ``data`` is the data directory that is served, whose certificate is believed."""

    def __init__(self, address: str, data: Path) -> None:
        self.address = address
        self.is_secure = address.startswith("https:")
        handlers: list[urllib.request.BaseHandler] = [
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(CookieJar()),
        ]
        if self.is_secure:
            handlers.append(_OverTLS(seen_from_outside(data)))
        self._opener = urllib.request.build_opener(*handlers)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and body of a GET, or of a POST with ``form``. Raises Unhealthy when nothing answers."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        origin = {"Origin": self.address.rstrip("/")} if data else {}
        request = urllib.request.Request(self.address + path, data=data, headers=origin)  # noqa: S310 - this machine
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")
        except OSError as error:
            raise Unhealthy(why=f"/{path} does not answer ({error})") from error


def look(installation: Installation, release: Path, data: Path, version: str) -> list[str]:
    """Start ``release`` on ``data`` and use it; what was seen, a sentence each. Raises Unhealthy."""
    seen = [_version(installation, release, version)]
    begun = time.monotonic()
    with _running(installation, release, data) as browser:
        status, page = browser.ask("login")
        if status != 200 or "Muster" not in page:
            raise Unhealthy(why=f"the page answers {status}")
        seen.append(f"first page after {time.monotonic() - begun:.2f} s")
        if browser.is_secure:
            seen.append(f"over TLS as {urllib.parse.urlsplit(browser.address).hostname}, certificate good")
        for question in (_alive, _ready, _styled, _writes):
            seen.append(question(browser, page))
    seen.append("stopped when told to")
    return seen


def _version(installation: Installation, release: Path, version: str) -> str:
    done = installation.run(release, "--version", timeout=PATIENCE)
    if done.returncode or version not in done.stdout.split():
        raise Unhealthy(
            why=f"it says it is {done.stdout.strip()[:60] or done.stderr.strip()[-200:]}, not {version}"
        )
    return done.stdout.strip()


def _alive(browser: Browser, _: str) -> str:
    status, _body = browser.ask("livez")
    if status != 200:
        raise Unhealthy(why=f"/livez answers {status}")
    return "alive"


def _ready(browser: Browser, _: str) -> str:
    status, body = browser.ask("readyz")
    if status != 200:
        failed = [c["name"] for c in json.loads(body).get("checks", []) if c["status"] == "fail"]
        raise Unhealthy(why=f"the checks {', '.join(failed) or status} fail")
    return "ready"


def _styled(browser: Browser, page: str) -> str:
    found = re.search(r'<link[^>]+href="/([^"]+\.css[^"]*)"', page)
    if not found or browser.ask(found.group(1))[0] != 200:
        raise Unhealthy(why="the page's style is missing")
    return "style sheet served"


def _writes(browser: Browser, page: str) -> str:
    """A login that must fail goes through the form's token, reads the accounts and writes the log."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    form = {
        "csrf_token": token.group(1) if token else "",
        # a name of its own for each look: one that failed before would have to wait, as it should
        "login": f"nobody.health.{secrets.token_hex(4)}",
        "password": "not a password",
    }
    status, _ = browser.ask("login", form)
    if status != 401:
        raise Unhealthy(why=f"a login with a wrong password answers {status} instead of 401")
    return "a wrong login is refused and written into the log"


@contextmanager
def _running(installation: Installation, release: Path, data: Path) -> Iterator[Browser]:
    command = [str(release / LAUNCHER), "serve", "--port", "0", "--data", str(data), "--trial"]
    process = subprocess.Popen(
        command,
        env={**plain_environment(), TRIAL_TLS: "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        cwd="/",
        umask=0o077,
        preexec_fn=end_with_parent(),  # noqa: PLW1509 - no thread of ours holds a lock here
        **installation.rights(),
    )
    lines: queue.Queue[str] = queue.Queue()
    said: list[str] = []
    reader = threading.Thread(target=_read, args=(process, lines, said), daemon=True)
    reader.start()
    try:
        yield Browser(_address(process, lines, said), data)
        process.send_signal(signal.SIGTERM)
        if process.wait(20) != 0:
            raise Unhealthy(why=f"it ended with {process.returncode} when told to stop; {_last(said)}")
    except subprocess.TimeoutExpired as error:
        raise Unhealthy(why="it did not stop within 20 s") from error
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        reader.join(5)


def _read(process: subprocess.Popen[str], lines: queue.Queue[str], said: list[str]) -> None:
    if process.stderr is None:
        raise RuntimeError("the child has no pipe")
    with process.stderr:
        for line in process.stderr:
            said.append(line.rstrip())
            del said[:-KEPT_LINES]
            lines.put(line)
    lines.put("")


def _address(process: subprocess.Popen[str], lines: queue.Queue[str], said: list[str]) -> str:
    end = time.monotonic() + PATIENCE
    while (left := end - time.monotonic()) > 0:
        try:
            line = lines.get(timeout=left)
        except queue.Empty:
            break
        if found := READY.search(line):
            return found.group(1)
        if not line:
            process.wait(5)
            raise Unhealthy(why=f"it ended with {process.returncode} instead of serving; {_last(said)}")
    raise Unhealthy(why=f"no page within {PATIENCE:.0f} s; {_last(said)}")


def _last(said: list[str]) -> str:
    return "it said nothing" if not said else f"it said: {' / '.join(said[-3:])[-400:]}"
