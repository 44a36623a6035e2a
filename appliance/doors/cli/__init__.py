"""The command line."""

from __future__ import annotations

import click

from appliance.doors.cli.accounts import accounts
from appliance.doors.cli.audit import audit
from appliance.doors.cli.backup import backup
from appliance.doors.cli.bundle import selftest, verify_bundle_
from appliance.doors.cli.carrying import carry, provision, settle, since
from appliance.doors.cli.compare import compare
from appliance.doors.cli.doctor import doctor
from appliance.doors.cli.installation import records, recover, rollback, status, uninstall
from appliance.doors.cli.installing import install, preflight, upgrade
from appliance.doors.cli.intake import import_
from appliance.doors.cli.lan import lan
from appliance.doors.cli.ledger import ledger
from appliance.doors.cli.matching import match
from appliance.doors.cli.metrics import metrics
from appliance.doors.cli.read import read
from appliance.doors.cli.restore import restore
from appliance.doors.cli.search import search
from appliance.doors.cli.support import support
from appliance.doors.cli.transfer import transfer

COMMANDS: tuple[click.Command, ...] = (
    import_, read, search, ledger, match, compare, doctor, metrics, support, backup, restore, accounts, audit,
    verify_bundle_, preflight, upgrade, rollback, recover, status, records, uninstall, lan, transfer, selftest,
    install, carry, settle, since, provision,
)  # fmt: skip
"""In the order of the work; ``serve`` is added where the doors meet."""

__all__ = ["COMMANDS"]
