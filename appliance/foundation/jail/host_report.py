"""What this machine offers to keep a hostile file in, and whether that is enough to read files."""

from __future__ import annotations

import platform
from dataclasses import asdict, dataclass
from typing import Any, Literal

from appliance.foundation.jail import landlock, namespaces, seccomp

Verdict = Literal["full", "noted", "insufficient"]


@dataclass(frozen=True, slots=True)
class HostReport:
    """``landlock_abi`` is 0 without Landlock. ``tried`` is true when a child was really locked in,

    false when the kernel was only asked.
    """

    kernel: str
    machine: str
    landlock_abi: int
    seccomp: bool
    rlimits: bool
    namespaces: bool
    tried: bool = False

    def as_plain(self) -> dict[str, Any]:
        """The report for a frame, ``--json`` or the log."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Decision:
    """``missing`` names layers; ``sentence`` is for the administrator."""

    may_read: bool
    verdict: Verdict
    missing: tuple[str, ...]
    sentence: str


def probe() -> HostReport:
    """Ask the kernel, without changing this process; safe in any thread. ``Jail.report()`` is the proof."""
    return HostReport(
        kernel=platform.release(),
        machine=platform.machine(),
        landlock_abi=landlock.abi(),
        seccomp=seccomp.offered(),
        rlimits=True,
        namespaces=namespaces.offered(),
    )


def sufficient(report: HostReport) -> Verdict:
    """The table: Landlock + seccomp + rlimits is full; namespaces may stand in for Landlock, noted; less is not enough."""
    if not (report.seccomp and report.rlimits):
        return "insufficient"
    if report.landlock_abi >= 1:
        return "full"
    return "noted" if report.namespaces else "insufficient"


def missing(report: HostReport) -> tuple[str, ...]:
    """The layers this machine lacks, by name."""
    offered = {
        "landlock": report.landlock_abi >= 1,
        "seccomp": report.seccomp,
        "rlimits": report.rlimits,
        "namespaces": report.namespaces,
    }
    return tuple(name for name, there in offered.items() if not there)


def decide(report: HostReport, accepted: bool) -> Decision:
    """Whether files may be read here. ``accepted``: an administrator took the risk in writing and has not withdrawn it."""
    verdict = sufficient(report)
    lacks = missing(report)
    names = ", ".join(lacks)
    if verdict == "full":
        sentence = "Files are read in a jail with every layer it needs."
        if lacks:
            sentence = (
                f"Files are read in a jail with the layers it needs; this machine has no {names} on top."
            )
    elif verdict == "noted":
        sentence = f"This machine has no {names}; namespaces stand in for it. Files are read."
    elif accepted:
        sentence = (
            f"This machine lacks {names}. Files are read because an administrator accepted that in writing."
        )
    else:
        sentence = (
            f"This machine lacks {names}. Files are not read until an administrator accepts that in writing."
        )
    return Decision(verdict != "insufficient" or accepted, verdict, lacks, sentence)
