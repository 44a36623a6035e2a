"""Whether files may be read on a machine: the table, row by row."""

from __future__ import annotations

from itertools import product

import pytest

from appliance.foundation.jail import HostReport, decide, probe, sufficient


def host(landlock_abi=7, seccomp=True, rlimits=True, namespaces=True) -> HostReport:
    return HostReport("6.1", "x86_64", landlock_abi, seccomp, rlimits, namespaces)


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (host(), "full"),
        (host(landlock_abi=1), "full"),
        (host(namespaces=False), "full"),
        (host(landlock_abi=0), "noted"),
        (host(landlock_abi=0, namespaces=False), "insufficient"),
        (host(seccomp=False), "insufficient"),
        (host(rlimits=False), "insufficient"),
        (host(landlock_abi=0, seccomp=False, rlimits=False, namespaces=False), "insufficient"),
    ],
)
def test_the_table_of_machines(report, verdict):
    assert sufficient(report) == verdict
    assert decide(report, accepted=False).verdict == verdict


def test_files_are_not_read_on_a_weak_machine_until_somebody_accepts_it():
    weak = host(seccomp=False)
    refused, accepted = decide(weak, accepted=False), decide(weak, accepted=True)
    assert (refused.may_read, accepted.may_read) == (False, True)
    assert refused.missing == accepted.missing == ("seccomp",)
    assert "seccomp" in refused.sentence
    assert "accept" in refused.sentence


def test_accepting_never_takes_a_permission_away_and_a_missing_layer_is_always_named():
    for abi, seccomp, rlimits, namespaces in product((0, 3), (True, False), (True, False), (True, False)):
        report = host(abi, seccomp, rlimits, namespaces)
        for accepted in (True, False):
            decision = decide(report, accepted)
            assert decision.may_read >= (decision.verdict != "insufficient")
            assert all(name in decision.sentence for name in decision.missing)
        assert decide(report, accepted=True).may_read


def test_asking_the_kernel_changes_nothing_and_agrees_with_a_locked_child(jail):
    asked, proved = probe(), jail.report()
    assert (asked.tried, proved.tried) == (False, True)
    assert asked.landlock_abi == proved.landlock_abi
    assert asked.seccomp == proved.seccomp
    assert asked.rlimits == proved.rlimits
