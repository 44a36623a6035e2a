"""Run a function on untrusted bytes in a limited child; what this machine offers for that."""

from appliance.foundation.jail.child import Task
from appliance.foundation.jail.client import Jail
from appliance.foundation.jail.errors import KILL_REASONS, JailKilled, JailUnavailable, KillReason
from appliance.foundation.jail.host import serve
from appliance.foundation.jail.host_report import Decision, HostReport, decide, probe, sufficient
from appliance.foundation.jail.limits import MAX_CONTENT, READ_LIMITS, RENDER_LIMITS, Limits

__all__ = [
    "KILL_REASONS",
    "MAX_CONTENT",
    "READ_LIMITS",
    "RENDER_LIMITS",
    "Decision",
    "HostReport",
    "Jail",
    "JailKilled",
    "JailUnavailable",
    "KillReason",
    "Limits",
    "Task",
    "decide",
    "probe",
    "serve",
    "sufficient",
]
