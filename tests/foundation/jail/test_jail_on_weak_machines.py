"""On a machine that really lacks layers files are not read, until somebody accepts it; what is left is still used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from appliance.foundation.jail import Jail, JailKilled, JailUnavailable, namespaces

ROOT = Path(__file__).resolve().parents[3]
WEAK = Path(__file__).with_name("weak_machine.py")


def weak_jail(missing: str, accepted: bool) -> Jail:
    argv = (sys.executable, str(WEAK), missing)
    return Jail(argv, accepted=accepted, environment={"PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize("missing", ["seccomp", "landlock,namespaces", "landlock,namespaces,seccomp"])
def test_a_machine_that_lacks_layers_reads_nothing_until_it_is_accepted(missing):
    with weak_jail(missing, accepted=False) as jail, pytest.raises(JailUnavailable) as refused:
        jail.call("back", {}, b"x")
    assert all(layer in str(refused.value) for layer in missing.split(","))
    with weak_jail(missing, accepted=True) as jail:
        assert jail.call("back", {}, b"x") == b"x"


@pytest.mark.skipif(not namespaces.offered(), reason="this machine has no user namespaces to stand in")
def test_without_landlock_namespaces_stand_in_and_files_are_read():
    with weak_jail("landlock", accepted=False) as jail:
        report = jail.report()
        assert (report.landlock_abi, report.seccomp, report.namespaces) == (0, True, True)
        assert jail.call("back", {}, b"x") == b"x"


def test_a_wall_that_is_promised_and_does_not_stand_counts_as_missing():
    with weak_jail("half-landlock,namespaces", accepted=False) as jail:
        assert jail.report().landlock_abi == 0
        with pytest.raises(JailUnavailable, match="landlock, namespaces"):
            jail.call("back", {}, b"x")


def test_without_namespaces_landlock_is_enough():
    with weak_jail("namespaces", accepted=False) as jail:
        assert not jail.report().namespaces
        assert jail.call("back", {}, b"x") == b"x"


def test_accepting_switches_nothing_off():
    with weak_jail("landlock,namespaces", accepted=True) as jail, pytest.raises(JailKilled) as killed:
        jail.call("open_socket", {}, b"")
    assert killed.value.reason == "forbidden"
