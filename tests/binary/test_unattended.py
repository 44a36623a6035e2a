"""A set-up that nobody attends, with the real binary: provisioned, started, and used through the link that was printed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from appliance.foundation import packets

sys.path.insert(0, str(Path(__file__).parent))
import builds

sys.path.pop(0)
PASSWORD = "a quiet desk by the window"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, address: str) -> str:
        with self.opener.open(address, timeout=60) as answer:
            return answer.read().decode()

    def post(self, address: str, page: str, **form: str) -> tuple[str, str]:
        """Where it led and the page there."""
        form["csrf_token"] = TOKEN.search(page).group(1)
        origin = "{0.scheme}://{0.netloc}".format(urllib.parse.urlsplit(address))
        request = urllib.request.Request(  # noqa: S310 - the loopback address that was printed
            address, data=urllib.parse.urlencode(form).encode(), headers={"Origin": origin}
        )
        with self.opener.open(request, timeout=60) as answer:
            return answer.geturl(), answer.read().decode()


def stop(machine: builds.Machine) -> None:
    """End what ``--start`` left running."""
    pid = int((machine.program / "active/data/serve.pid").read_text().split()[0])
    assert Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[1] == b"serve"
    os.kill(pid, signal.SIGTERM)
    for _ in range(300):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.1)
    pytest.fail("it did not stop")


@builds.needs_builds
@pytest.mark.timeout(1800)
def test_provisioned_started_and_used_through_its_link(tmp_path):
    bundle = builds.todays_bundle()
    secret = packets.new_secret()
    asked = {
        "format": 1,
        "settings": {"marking": "INTERNAL", "readers": 3},
        "administrator": {"login": "ada", "name": "Ada Ames"},
        "recovery_key": packets.recipient_of(secret),
    }
    (tmp_path / "provision.json").write_text(json.dumps(asked))
    port = 20_000 + os.getpid() % 20_000
    fingerprint = subprocess.run(
        ["sha256sum", bundle / "release.pem"], capture_output=True, text=True, check=True
    ).stdout[:64]
    machine = builds.Machine(tmp_path / "machine")
    options = (
        "--fingerprint",
        fingerprint,
        "--port",
        port,
        "--provision",
        tmp_path / "provision.json",
        "--start",
    )
    _, said = machine.install(bundle, *options)
    try:
        link = re.search(r"Set it up \(once, within 30 minutes\): (\S+)", said).group(1)
        address = re.search(r"Muster is ready: (\S+)", said).group(1)
        assert link.startswith(f"{address}setup/")
        assert "First start" not in said, "the administrator is there: no second link is made"

        browser = Browser()
        page = browser.get(link)
        assert "A new password for Ada Ames" in page
        assert "INTERNAL" in page
        where, page = browser.post(link, page, password=PASSWORD, again=PASSWORD)
        assert where.startswith(f"{address}login")
        where, page = browser.post(f"{address}login", page, login="ada", password=PASSWORD)
        assert "Ada Ames" in page
        assert "login" not in where
        with pytest.raises(urllib.error.HTTPError, match="410"):
            browser.get(link)

        data = machine.program / "active/data"
        code = packets.decrypt_small((data / "recovery-test.age").read_bytes(), secret).decode().strip()
        machine.muster("backup", "recovery-key", data / "recovery-test.age", "--code", code)
        assert json.loads(machine.muster("backup", "make", "--json"))["documents"] == 0
        print(f"set up by the file, started by --start on port {port}, used through its link, backed up")
    finally:
        stop(machine)
    machine.muster("uninstall", "--purge", "--host-name", os.uname().nodename)
    assert not machine.program.exists()
    assert not machine.data.exists()


@builds.needs_builds
@pytest.mark.timeout(1800)
def test_a_wrong_provisioning_file_is_refused_before_anything_changes(tmp_path):
    bundle = builds.todays_bundle()
    (tmp_path / "provision.json").write_text(
        '{"format": 1, "administrator": {"login": "ada", "password": "x"}}'
    )
    machine = builds.Machine(tmp_path / "machine")
    _, said = machine.install(bundle, "--provision", tmp_path / "provision.json", expect=2)
    assert "administrator" in said
    assert not machine.program.exists()
    assert not machine.data.exists()
