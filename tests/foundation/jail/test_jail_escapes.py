"""Nobody gets out; every probe works outside, and the suite notices when a wall is missing."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.foundation.jail import JailKilled, landlock, namespaces

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = Path(__file__).with_name("escape_probes.py")
NOBODY = 65534
LEAST_PROBES = 31

_spec = importlib.util.spec_from_file_location("escape_probes", PROGRAM)
escape_probes = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(escape_probes)


def run(
    layers: str, in_namespaces: bool = False, user: int | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    argv = [sys.executable, str(PROGRAM), "--layers", layers]
    argv += ["--namespaces"] if in_namespaces else []
    argv += ["--user", str(user)] if user is not None else []
    done = subprocess.run(
        argv, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True, text=True
    )
    rows = json.loads(done.stdout)
    return rows["outside"], rows["inside"]


def escapes(inside: dict[str, str]) -> set[str]:
    return {name for name, result in inside.items() if result == "allowed"}


def no_proof(outside: dict[str, str]) -> set[str]:
    return {name for name, result in outside.items() if result != "allowed"}


USERS = [os.getuid()] if os.getuid() else [0, NOBODY]


@pytest.mark.parametrize("user", USERS)
def test_nobody_gets_out_with_every_layer(user):
    layers = "rlimits,landlock,seccomp" if landlock.abi() else "rlimits,seccomp"
    outside, inside = run(layers, in_namespaces=namespaces.offered(), user=user)
    proved = len(outside) - len(no_proof(outside))
    print(f"user {user}: {proved} probes proved outside, without proof: {sorted(no_proof(outside))}")
    assert len(inside) >= LEAST_PROBES
    assert proved >= LEAST_PROBES - 3, "probes that fail outside prove nothing"
    assert escapes(inside) == set()


def test_nobody_gets_out_where_landlock_or_namespaces_are_missing():
    for layers, in_namespaces in (("rlimits,landlock,seccomp", False), ("rlimits,seccomp", True)):
        if (in_namespaces and not namespaces.offered()) or ("landlock" in layers and not landlock.abi()):
            continue
        _, inside = run(layers, in_namespaces)
        assert len(inside) >= LEAST_PROBES
        assert escapes(inside) == set(), layers


@pytest.mark.skipif(
    not (landlock.abi() and namespaces.offered()), reason="this machine lacks a layer to compare with"
)
def test_the_suite_bites_when_a_layer_is_switched_off():
    """The numbers are what each layer is worth when the others behind it are gone as well."""
    nothing = escapes(run("none")[1])
    rlimits = escapes(run("rlimits")[1])
    without_files = escapes(run("rlimits,landlock")[1])
    without_world = escapes(run("rlimits", in_namespaces=True)[1])
    seccomp = escapes(run("seccomp")[1])
    counts = [len(found) for found in (nothing, rlimits, without_files, without_world, seccomp)]
    print("escapes with no layer, rlimits, and rlimits + Landlock or + namespaces, seccomp alone:", counts)
    assert len(nothing) >= 25
    assert {"take 1 GiB", "write a file", "raise its own limits"} <= nothing - rlimits
    assert {
        "read a file",
        "list a folder",
        "execute a program",
        "connect over TCP",
        "signal the parent",
    } <= rlimits - without_files
    assert {
        "read a file",
        "connect over TCP",
        "send over UDP",
        "connect to a local service",
    } <= rlimits - without_world
    assert {
        "set up io_uring",
        "make memory executable",
        "leave a key with the kernel",
        "send over UDP",
    } <= without_files
    assert seccomp == {"take 1 GiB"}


@pytest.mark.parametrize("name", sorted(escape_probes.PROBES))
def test_no_task_of_a_jail_gets_out(jail, tmp_path, name):
    tmp_path.joinpath("present").write_text("here", encoding="utf-8")
    arguments = {"folder": str(tmp_path), "tcp_port": 9, "left_open": 5, "name": name}
    said = answer(jail, arguments)
    assert said.startswith(("refused: ", "killed: forbidden")), said


def answer(jail, arguments) -> str:
    try:
        return jail.call("probe", arguments, b"").decode()
    except JailKilled as killed:
        return f"killed: {killed.reason} {killed.untrusted_detail}"
