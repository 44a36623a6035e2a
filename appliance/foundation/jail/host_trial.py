"""The proof: for each wall a child puts it up and runs against it, so that no file is read behind a wall of paper."""

from __future__ import annotations

import mmap
import os
import signal
from collections.abc import Callable
from dataclasses import replace

from appliance.foundation.jail.confinement import Layer, confine
from appliance.foundation.jail.host_report import HostReport, probe
from appliance.foundation.jail.limits import READ_LIMITS

_STOPPED, _GOT_THROUGH = 0, 1


def report(inside_namespaces: bool) -> HostReport:
    """What really holds here. Call in the jail host: it forks."""
    asked = probe()
    holds = {layer: _holds(layer, asked.landlock_abi) for layer in _RUN_AGAINST}
    return replace(
        asked,
        landlock_abi=asked.landlock_abi if holds["landlock"] else 0,
        seccomp=asked.seccomp and holds["seccomp"],
        rlimits=holds["rlimits"],
        namespaces=inside_namespaces,
        tried=True,
    )


def layers(found: HostReport) -> frozenset[Layer]:
    """Every layer that holds is used, whether it is needed or not."""
    there: dict[Layer, bool] = {
        "rlimits": found.rlimits,
        "landlock": found.landlock_abi >= 1,
        "seccomp": found.seccomp,
    }
    return frozenset(layer for layer, holds in there.items() if holds)


def _take_too_much() -> None:
    mmap.mmap(-1, READ_LIMITS.address_space).close()


def _open_the_root() -> None:
    os.close(os.open("/", os.O_RDONLY | os.O_DIRECTORY))


def _make_a_forbidden_call() -> None:
    os.getpgid(0)  # harmless, and not on the list: the child must die of it


_RUN_AGAINST: dict[Layer, Callable[[], None]] = {
    "rlimits": _take_too_much,
    "landlock": _open_the_root,
    "seccomp": _make_a_forbidden_call,
}


def _holds(layer: Layer, abi: int) -> bool:
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        status = _GOT_THROUGH
        try:
            confine(READ_LIMITS, frozenset({layer}), parent, abi)
            status = _run_against(_RUN_AGAINST[layer])
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    if layer == "seccomp":
        return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSYS
    return status == _STOPPED


def _run_against(attempt: Callable[[], None]) -> int:
    try:
        attempt()
    except OSError:  # a failing mmap is one as well
        return _STOPPED
    return _GOT_THROUGH
