"""Socket activation: Muster serves on the listener it is given, in a network of its own that leads nowhere."""

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from appliance.doors.http.listener import inherited

ROOT = Path(__file__).parents[2]


def test_without_the_variables_there_is_no_listener():
    assert inherited({}) == []


def test_descriptors_meant_for_another_process_are_left_alone():
    environment = {"LISTEN_PID": "1", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "muster.socket", "OTHER": "kept"}
    assert inherited(environment) == []
    assert environment == {"OTHER": "kept"}, "a child must not think they are meant for it"


def empty_network():
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return []


@pytest.fixture
def served(tmp_path):
    """The address of a server that was started the way systemd does it, without a network where the host allows."""
    listener = socket.create_server(("127.0.0.1", 0))
    start = 'export LISTEN_PID=$$ LISTEN_FDS=1; exec "$@" 3<&0 0</dev/null'
    alone = empty_network()
    if not alone:
        print("this host refuses network namespaces: served with the network of the test")
    own = Path("/proc/self/ns/net").readlink()
    command = [
        *alone,
        "sh",
        "-c",
        start,
        "sh",
        sys.executable,
        "-m",
        "appliance.entry",
        "serve",
        "--data",
        tmp_path,
    ]
    server = subprocess.Popen(
        command, cwd=ROOT, stdin=listener.fileno(), stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    try:
        port = listener.getsockname()[1]
        listener.close()
        for line in server.stderr:
            if re.search(r"ready: ", line):
                break
        assert not alone or Path(f"/proc/{server.pid}/ns/net").readlink() != own
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        assert server.wait(20) == 0
        server.stderr.close()


def test_a_page_comes_through_the_inherited_listener(served):
    with urllib.request.urlopen(served + "login", timeout=20) as answer:  # noqa: S310 - loopback
        assert "Muster" in answer.read().decode()
