"""The proof: one child per layer tries to put that wall up, so that no file is read behind a wall of paper."""

from __future__ import annotations

import os
from dataclasses import replace

from appliance.foundation.jail.confinement import LAYERS, Layer, confine
from appliance.foundation.jail.host_report import HostReport, probe
from appliance.foundation.jail.limits import READ_LIMITS


def report(inside_namespaces: bool) -> HostReport:
    """What really holds here. Call in the jail host: it forks."""
    asked = probe()
    holds = {layer: _holds(layer, asked.landlock_abi) for layer in LAYERS}
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


def _holds(layer: Layer, abi: int) -> bool:
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            confine(READ_LIMITS, frozenset({layer}), parent, abi)
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    return status == 0
