"""What is written on the host: units that expose little and admit the jail, a profile that parses, an exact trust list."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from appliance.lifecycle import evidence, host, provisioning, serving
from appliance.lifecycle.installation import Installation

SYSTEM = Installation(Path("/opt/muster"), Path("/var/lib/muster"), "system", "muster", 8642)


def filled(name, folder):
    text = host._filled(name, SYSTEM)
    assert not re.search(r"@[A-Z]+@", text), "every mark is filled"
    path = folder / name
    path.write_text(text)
    return path


def test_the_units_expose_at_most_one_of_ten(tmp_path):
    unit = filled("muster.service", tmp_path)
    assert "PrivateNetwork=yes" in unit.read_text()
    assert "ListenStream=127.0.0.1:8642" in filled("muster.socket", tmp_path).read_text()
    if not shutil.which("systemd-analyze"):
        print("this host has no systemd-analyze: the exposure was not computed here")
        return
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=10", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout
    assert re.search(r"muster\.service: 0\.\d", done.stdout)


def test_the_unit_admits_what_the_jail_and_the_processes_need(tmp_path):
    if not shutil.which("systemd-analyze"):
        print("this host has no systemd-analyze: the sets of system calls are not known here")
        return

    def calls(group):
        done = subprocess.run(
            ["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True
        )
        names = [line.strip() for line in done.stdout.splitlines()[1:]]
        plain = {n for n in names if n and not n.startswith(("#", "@"))}
        return plain.union(*(calls(n) for n in names if n.startswith("@")))

    unit = filled("muster.service", tmp_path).read_text()
    extra = set(re.findall(r"^SystemCallFilter=(landlock.*)$", unit, re.M)[0].split())
    allowed = (calls("@system-service") - calls("@privileged") - calls("@resources")) | extra
    needed = {
        "landlock_create_ruleset",
        "landlock_add_rule",
        "landlock_restrict_self",
        "seccomp",
        "prctl",
        "clone",
        "setpriority",
        "sched_setaffinity",
        "sched_getaffinity",
    }
    assert needed - allowed == set()


def test_the_apparmor_profile_is_well_formed(tmp_path):
    profile = filled("muster-service.apparmor", tmp_path)
    if not shutil.which("apparmor_parser"):
        print("this host has no apparmor_parser: the profile was not parsed here")
        return
    done = subprocess.run(
        ["apparmor_parser", "-Q", "-K", str(profile)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_launcher_is_plain_sh(tmp_path):
    launcher = filled("launcher.sh", tmp_path)
    assert subprocess.run(["sh", "-n", launcher], check=False).returncode == 0


def test_the_trust_list_names_each_file_with_size_and_hash(tmp_path):
    folder = tmp_path / "releases/1-0.1.0/_internal"
    folder.mkdir(parents=True)
    (folder / "one.so").write_bytes(b"abc")
    (folder / "link.so").symlink_to("one.so")
    assert host.trust_list(tmp_path) == f"{folder / 'one.so'} 3 {hashlib.sha256(b'abc').hexdigest()}\n"


def test_records_form_a_chain_that_a_change_breaks(tmp_path, clock):
    for number in range(3):
        evidence.write(tmp_path, clock, "upgrade", "done", {"to": {"version": f"0.{number}.0"}})
    found = evidence.read_all(tmp_path)
    assert [r["number"] for r in found] == [1, 2, 3]
    assert found[0]["sha256"] in evidence.printable(found[0])
    assert re.search(r"version +0\.1\.0", evidence.printable(found[1]))
    path = tmp_path / "records/0002-upgrade.json"
    path.write_text(path.read_text().replace("0.1.0", "0.9.0"))
    with pytest.raises(evidence.RecordBroken):
        evidence.read_all(tmp_path)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("no", "not JSON"),
        ('{"format": 2}', "format"),
        ('{"format": 1, "password": "x"}', "password"),
        ('{"format": 1, "settings": {"data": "/x"}}', "decided by the installer"),
        ('{"format": 1, "settings": {"readers": 99}}', "readers"),
        ('{"format": 1, "administrator": {"login": "", "name": "Ada"}}', "login"),
    ],
)
def test_a_provisioning_file_is_refused_for_a_reason(content, why):
    with pytest.raises(provisioning.ProvisionOdd, match=why):
        provisioning.parse(content)


def test_settings_of_a_provisioning_file_are_read_again(tmp_path):
    from appliance.foundation.kernel.settings import load_settings

    given = provisioning.parse(json.dumps({"format": 1, "settings": {"marking": 'IN "HOUSE"', "readers": 4}}))
    provisioning.write_settings(tmp_path, given.settings)
    found = load_settings(tmp_path, {})
    assert (found.marking, found.readers) == ('IN "HOUSE"', 4)


def test_a_note_of_a_process_that_ended_stops_nobody(tmp_path):
    ended = subprocess.Popen(["true"])
    ended.wait()
    (tmp_path / serving.NOTE).write_text(f"{ended.pid} 12345\n")
    serving.stop_serving(tmp_path, print)
    (tmp_path / serving.NOTE).write_text("nonsense\n")
    serving.stop_serving(tmp_path, print)


def test_a_server_that_is_noted_is_asked_to_stop(tmp_path):
    running = subprocess.Popen(["sleep", "60"])
    (tmp_path / serving.NOTE).write_text(f"{running.pid} {serving.started(running.pid)}\n")
    said = []
    serving.stop_serving(tmp_path, said.append)
    assert running.wait(5) == -15
    assert "Stopping muster serve" in said[0]
