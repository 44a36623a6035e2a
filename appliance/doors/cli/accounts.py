"""``muster accounts``: who may log in, from the console."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.lifecycle.lan import identities_of_pem
from appliance.wiring import Services, console_actor


@click.group()
def accounts() -> None:
    """Accounts: list and add them, tie them to certificates, make one-time links to set a password."""


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
            say(f"{user.login:20} {user.role:15} {user.state:9} {user.name:24} {user.certificate}".rstrip())


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
        link = _link(services, token)
        if as_json:
            print_json({"link": link})
        else:
            say(f"Open this once, within 30 minutes: {link}")


@accounts.command()
@click.argument("login")
@click.option("--name", required=True, help="The name others know them by.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(["administrator", "recruiter", "hiring_manager"]),
    help="What they may do; a hiring manager sees the requisitions whose team they are on.",
)
@with_data
def add(login: str, name: str, role: str, data: Path | None, as_json: bool) -> None:
    """Create an account and print the one-time link (30 minutes) with which its person sets a password.

    Example: muster accounts add hana --name "Hana Hale" --role hiring_manager
    """
    with opened(data) as services:
        user, token = services.accounts.add(console_actor(), login, name, role)
        link = _link(services, token)
        if as_json:
            print_json({"user": user.model_dump(mode="json"), "link": link})
        else:
            say(f"{user.name} ({user.role}): open this once, within 30 minutes: {link}")


@accounts.command()
@click.argument("login")
@click.argument("identity", required=False, default="")
@click.option(
    "--pem", type=click.Path(path_type=Path, exists=True), help="The person's certificate in PEM form."
)
@click.option("--none", "untie", is_flag=True, help="Tie the account to no certificate any more.")
@with_data
def certificate(
    login: str, identity: str, pem: Path | None, untie: bool, data: Path | None, as_json: bool
) -> None:
    """Say which client certificate (PIV, CAC) an account belongs to; needed where "muster lan clients" asks for one.

    IDENTITY is edipi:NUMBER, upn:NAME, email:ADDRESS, sha256:HEX or cn:NAME as the certificate says it; with --pem the
    first of these that it holds is taken. A certificate names one account. The person's sessions end.

    Example: muster accounts certificate rui upn:1234567890@mil
    """
    if sum((bool(identity), pem is not None, untie)) != 1:
        raise click.UsageError("Give one of: an identity, --pem FILE, --none.")
    with opened(data) as services:
        if pem is not None:
            found = identities_of_pem(pem.read_bytes())
            if not found:
                raise BadInput(what=f"{pem} is not a certificate in PEM form.", mend="Export it as PEM.")
            identity = found[0]
        user = services.accounts.tie(console_actor(), login, identity)
        if as_json:
            print_json(user.model_dump(mode="json"))
        else:
            say(
                f"{user.login} signs in with the certificate of {user.certificate}."
                if user.certificate
                else f"{user.login} belongs to no certificate."
            )


def _link(services: Services, token: str) -> str:
    """Where a one-time link leads, as people reach this machine."""
    lan = services.lan.status().lan
    base = lan.address if lan else f"http://{services.settings.host}:{services.settings.port}/"
    return f"{base}setup/{token}"


@accounts.command()
@click.argument("login")
@click.argument("requisition")
@click.option("--leave", is_flag=True, help="Take them off the team.")
@with_data
def team(login: str, requisition: str, leave: bool, data: Path | None, as_json: bool) -> None:
    """Put somebody on the team of a requisition, or take them off it. A hiring manager sees it then.

    Example: muster accounts team hana R-0001
    """
    with opened(data) as services:
        actor = console_actor()
        user = next((u for u in services.accounts.users() if u.login == login), None)
        if user is None:
            raise NotFound(what="account", reference=login)
        change = services.team.leave if leave else services.team.join
        changed = change(actor, requisition, user.id)
        if as_json:
            print_json({"changed": changed, "members": services.team.members(requisition)})
        else:
            did = "left" if leave else "joined"
            say(f"{user.name} {did} {requisition}." if changed else "Nothing to change.")
