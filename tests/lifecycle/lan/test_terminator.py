"""TLS on real sockets: who is served, who is not, and that nobody holds anybody up."""

from __future__ import annotations

import hashlib
import resource
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from appliance.doors.http.terminator import Clients, Terminator, behind_tls
from appliance.doors.web.server import server_for
from appliance.foundation.store import Store
from appliance.lifecycle.lan import LanService


class Now:
    def now(self):
        return datetime.now(UTC)


def echo(environ, start_response):
    """Say who asks, and give back what was sent."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) or b"x" * 4096
    start_response(
        "200 OK",
        [
            ("Content-Length", str(len(body))),
            ("X-Client", environ["REMOTE_ADDR"]),
            ("X-Scheme", environ["wsgi.url_scheme"]),
            ("X-Card", "; ".join(environ.get("muster.client_certificate", ()))),
        ],
    )
    return [body]


@pytest.fixture
def service(tmp_path, ada):
    store = Store(tmp_path / "data", Now())
    found = LanService(store)
    found.enable(ada, "muster.example.com", addresses=("127.0.0.1",))
    yield found
    store.close()


@pytest.fixture
def front(service):
    """Start a terminator before an echoing server; each with limits of its own."""
    running = []

    def make(**limits):
        clients = Clients()
        server = server_for(behind_tls(echo, clients), "127.0.0.1", 0, 4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        listener = socket.create_server(("127.0.0.1", 0))
        made = Terminator([listener], service.context(), server.effective_port, clients, **limits)
        made.behind = server.effective_port
        made.start()
        running.append((made, server, thread))
        return made

    yield make
    for made, server, thread in running:
        made.stop()
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(5)


def trusting(service, card=None, tmp_path=None, **versions):
    context = ssl.create_default_context(cadata=service.ca().decode())
    for name, value in versions.items():
        setattr(context, name, value)
    if card is not None:
        (tmp_path / "card.pem").write_bytes(card.pem)
        context.load_cert_chain(tmp_path / "card.pem")
    return context


@contextmanager
def secured(front, context, host="muster.example.com"):
    with (
        socket.create_connection(("127.0.0.1", front.port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=host) as secure,
    ):
        yield secure


def ask(front, context, body=b"", host="muster.example.com"):
    """(head, body) of one request, or what broke it."""
    with secured(front, context, host) as secure:
        method = b"POST" if body else b"GET"
        secure.sendall(
            method
            + b" / HTTP/1.1\r\nHost: muster.example.com\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            % len(body)
            + body
        )
        answer = b""
        while piece := secure.recv(65536):
            answer += piece
    return answer.partition(b"\r\n\r\n")[::2]


def test_a_request_arrives_with_its_clients_address_over_tls(front, service):
    made = front()
    head, body = ask(made, trusting(service))
    assert b"200 OK" in head
    assert b"X-Client: 127.0.0.1" in head
    assert b"X-Scheme: https" in head
    assert len(body) == 4096
    for _ in range(100):
        if made.open() == 0:
            break
        time.sleep(0.02)
    assert made.open() == 0


def test_megabytes_pass_both_ways_unchanged(front, service):
    sent = bytes(range(256)) * 32_768
    _, body = ask(front(), trusting(service), sent)
    assert body == sent


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_versions_are_spoken(front, service, version):
    head, _ = ask(front(), trusting(service, minimum_version=version, maximum_version=version))
    assert b"200 OK" in head


def test_a_browser_that_does_not_trust_our_ca_goes_away_and_nothing_breaks(front, service):
    made = front()
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(made, ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        ask(made, trusting(service), host="else.example.com")
    assert b"200 OK" in ask(made, trusting(service))[0]


def test_plain_http_and_rubbish_are_not_answered(front, service):
    made = front()
    for sent in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x00" * 100, b"\x16\x03\x01\xff\xff" + b"a" * 100):
        with socket.create_connection(("127.0.0.1", made.port), timeout=10) as plain:
            plain.sendall(sent)
            got = b""
            try:
                while piece := plain.recv(4096):
                    got += piece
            except ConnectionResetError:
                got = b""
        assert b"HTTP" not in got
    assert b"200 OK" in ask(made, trusting(service))[0]


def test_who_bypasses_the_terminator_gets_nothing(front):
    made = front()
    with socket.create_connection(("127.0.0.1", made.behind), timeout=10) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: muster.example.com\r\nConnection: close\r\n\r\n")
        assert plain.recv(4096).startswith(b"HTTP/1.1 403")


def test_clients_who_never_speak_hold_up_nobody_and_are_closed(front, service):
    made = front(handshake_seconds=1.0)
    silent = [socket.create_connection(("127.0.0.1", made.port), timeout=10) for _ in range(100)]
    begun = time.monotonic()
    assert b"200 OK" in ask(made, trusting(service))[0]
    assert time.monotonic() - begun < 5
    assert made.open() >= 100
    for one in silent:
        assert one.recv(1) == b""  # closed by the other side
        one.close()
    print("\n  100 silent clients: one request answered meanwhile, 100 closed after a second")


def test_more_than_a_thousand_descriptors_are_no_end(front, service):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    try:
        made = front(most_of_one=2_000, handshake_seconds=60)
        held = [socket.create_connection(("127.0.0.1", made.port), timeout=10) for _ in range(1_050)]
        assert max(one.fileno() for one in held) > 1024 or hard < 4096
        for _ in range(3):
            assert b"200 OK" in ask(made, trusting(service))[0]
        for one in held:
            one.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_an_idle_connection_is_closed_after_a_while(front, service):
    made = front(idle_seconds=0.5)
    with secured(made, trusting(service)) as secure:
        assert secure.recv(1) == b""


def test_one_address_cannot_take_all_places(front, service):
    made = front(most_of_one=3, handshake_seconds=30)
    held = [socket.create_connection(("127.0.0.1", made.port), timeout=10) for _ in range(3)]
    for _ in range(100):
        if made.open() == 3:
            break
        time.sleep(0.02)
    with pytest.raises((ConnectionResetError, ssl.SSLError, BrokenPipeError)):
        ask(made, trusting(service))
    assert made.turned_away >= 1
    for one in held:
        one.close()
    for _ in range(100):
        if made.open() == 0:
            break
        time.sleep(0.02)
    assert b"200 OK" in ask(made, trusting(service))[0]


def test_a_renewed_certificate_is_shown_to_the_next_connection(front, service, ada):
    made = front()
    before = service.status().certificate.fingerprint
    ask(made, trusting(service))
    service.enable(ada, "muster.example.com", addresses=("127.0.0.1",))
    service.reload(made.context)
    with secured(made, trusting(service)) as secure:
        shown = hashlib.sha256(secure.getpeercert(binary_form=True)).hexdigest()
    assert shown == service.status().certificate.fingerprint != before


def turned_away(front, context):
    """In TLS 1.3 a client may finish its part before it hears that it is refused: an alert, or the end without a byte."""
    try:
        return ask(front, context) == (b"", b"")
    except (ssl.SSLError, ConnectionResetError, BrokenPipeError):
        return True


def test_only_clients_with_a_card_that_is_not_revoked_come_in(front, service, ada, site_today, tmp_path):
    good, bad = site_today.card("Rui Reis"), site_today.card("Otto Outsider")
    service.ask_clients(ada, site_today.pem, site_today.revoked(bad.serial))
    made = front()
    head, _ = ask(made, trusting(service, good, tmp_path))
    assert b"; cn:rui reis\r\n" in head
    assert turned_away(made, trusting(service, bad, tmp_path))
    assert turned_away(made, trusting(service))
    from tests.lifecycle.lan.conftest import SiteCA

    stranger = SiteCA(datetime.now(UTC), "Another CA").card("Rui Reis")
    assert turned_away(made, trusting(service, stranger, tmp_path))
    assert b"200 OK" in ask(made, trusting(service, good, tmp_path))[0]
