"""``muster accounts``: who may log in, from the console."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.wiring import console_actor


@click.group()
def accounts() -> None:
    """Accounts: list them, or make a one-time link to set a new password."""


@accounts.command("list")
@with_data
def list_(data: Path | None, as_json: bool) -> None:
    """List the accounts.

    Example: muster accounts list
    """
    with opened(data) as services:
        users = services.accounts.users()
        if as_json:
            print_json([u.model_dump(mode="json") for u in users])
            return
        for user in users:
            say(f"{user.login:20} {user.role:15} {user.state:9} {user.name}")


@accounts.command()
@click.argument("login", required=False, default="")
@with_data
def reset(login: str, data: Path | None, as_json: bool) -> None:
    """Print a one-time link (30 minutes) to set a new password, for a lost one; written into the audit log.

    Without a login: a link to create the first administrator.

    Example: muster accounts reset ada
    """
    with opened(data) as services:
        actor = console_actor()
        token = services.accounts.reset(actor, login) if login else services.accounts.make_setup_link(actor)
        lan = services.lan.status().lan
        base = lan.address if lan else f"http://{services.settings.host}:{services.settings.port}/"
        link = f"{base}{'password' if login else 'setup'}/{token}"
        if as_json:
            print_json({"link": link})
        else:
            say(f"Open this once, within 30 minutes: {link}")
