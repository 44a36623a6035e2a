"""Serving on the network: names, certificates, who may come."""

from __future__ import annotations

from appliance.lifecycle.lan.cards import identities, identities_of_pem
from appliance.lifecycle.lan.checks import LAN, lan
from appliance.lifecycle.lan.errors import CertificateRefused, ClockWrong, LanNotReady, NotAHostName
from appliance.lifecycle.lan.service import TRIAL_TLS, LanService, Status, seen_from_outside
from appliance.lifecycle.lan.state import Lan

__all__ = [
    "LAN",
    "TRIAL_TLS",
    "CertificateRefused",
    "ClockWrong",
    "Lan",
    "LanNotReady",
    "LanService",
    "NotAHostName",
    "Status",
    "identities",
    "identities_of_pem",
    "lan",
    "seen_from_outside",
]
