"""``muster lan``: serve on the network, with TLS."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import messages, opened, print_json, say, with_data
from appliance.foundation.kernel.words import six_words
from appliance.wiring import console_actor

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
RESTART = "Start Muster again for this to take effect."


@click.group()
def lan() -> None:
    """Serve on the network, with TLS: names, certificates, who may come."""


@lan.command()
@click.argument("name")
@click.option("--also", multiple=True, help="Another name people use. May be given again.")
@click.option("--address", multiple=True, help="An address of this machine (default: all it has).")
@click.option("--listen", default="", help="The address to listen on (default 0.0.0.0; :: for IPv6 too).")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8443, show_default=True, help="The port to listen on."
)
@click.option(
    "--csr",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a request for the site's CA here, instead of using a CA on this machine.",
)
@click.option("--organisation", default="", help="The organisation named in the request.")
@with_data
def enable(
    name: str,
    also: tuple[str, ...],
    address: tuple[str, ...],
    listen: str,
    port: int,
    csr: Path | None,
    organisation: str,
    data: Path | None,
    as_json: bool,
) -> None:
    """Serve on the network as NAME, the full name the name server knows.

    With --csr the site's CA signs: bring what it made with "muster lan certificate". Without, a CA on this machine does, which may
    speak for this machine only; browsers have to be told to trust it ("muster lan ca").

    Example: muster lan enable muster.example.com --csr muster.csr
    """
    with opened(data) as services:
        status = services.lan.enable(
            console_actor(),
            name,
            others=also,
            addresses=address,
            listen=listen,
            port=port,
            site_ca=csr is not None,
            organisation=organisation,
        )
        if csr is not None:
            csr.write_bytes(services.lan.csr())
            messages.print(f"The request for the site's CA is in {csr}.", markup=False)
        _show(status, services.clock.now(), as_json)


@lan.command()
@with_data
def status(data: Path | None, as_json: bool) -> None:
    """Show what is served, as whom, until when, and the fingerprint to compare.

    Example: muster lan status
    """
    with opened(data) as services:
        _show(services.lan.status(), services.clock.now(), as_json)


@lan.command()
@click.argument("file", type=FILE)
@with_data
def certificate(file: Path, data: Path | None, as_json: bool) -> None:
    """Serve with the certificate the site's CA made: PEM, with its chain.

    Exit code 3 when it is not for this machine's key and names, or not valid today.

    Example: muster lan certificate muster.pem
    """
    with opened(data) as services:
        _show(services.lan.bring(console_actor(), file.read_bytes()), services.clock.now(), as_json)


@lan.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data
def request(file: Path, data: Path | None, as_json: bool) -> None:
    """Write the request for the site's CA once more, for a new certificate of the same key.

    Example: muster lan request muster.csr
    """
    with opened(data) as services:
        file.write_bytes(services.lan.csr())
        _told({"file": str(file)}, f"The request is in {file}.", as_json)


@lan.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_data
def ca(file: Path, data: Path | None, as_json: bool) -> None:
    """Write the certificate of this machine's own CA, for browsers to trust; how is in docs/operate/lan.md.

    Example: muster lan ca muster-ca.crt
    """
    with opened(data) as services:
        file.write_bytes(services.lan.ca())
        found = services.lan.status().ca
        words = six_words(found.fingerprint) if found else ""
        _told({"file": str(file), "words": words}, f"The CA is in {file}. Compare: {words}", as_json)


@lan.command()
@click.option("--ca", "ca_file", type=FILE, help="The CAs of client certificates (PEM).")
@click.option("--crl", type=FILE, help="Their revocation list (PEM).")
@click.option("--off", is_flag=True, help="Ask for no client certificate any more.")
@with_data
def clients(ca_file: Path | None, crl: Path | None, off: bool, data: Path | None, as_json: bool) -> None:
    """Let in only who presents a client certificate (PIV, CAC) that is not revoked, besides their password.

    An account signs in with its own certificate only: "muster accounts certificate" ties them.

    When the revocation list is out of date nobody is let in: bring the newer one in time, with the same command.

    Example: muster lan clients --ca piv-cas.pem --crl piv.crl
    """
    if off == bool(ca_file and crl):
        raise click.UsageError("Give --ca and --crl, or --off.")
    with opened(data) as services:
        actor = console_actor()
        if ca_file is not None and crl is not None:
            found = services.lan.ask_clients(actor, ca_file.read_bytes(), crl.read_bytes())
        else:
            found = services.lan.ask_nobody(actor)
        _show(found, services.clock.now(), as_json)
        without = [u.login for u in services.accounts.users() if u.state == "active" and not u.certificate]
        if without and not off:
            messages.print(
                f"Accounts that belong to no certificate yet and cannot sign in: {', '.join(without)}. "
                "Tie each to its card: muster accounts certificate NAME --pem FILE",
                style="yellow",
                markup=False,
            )


@lan.command()
@with_data
def disable(data: Path | None, as_json: bool) -> None:
    """Serve this machine alone again.

    Example: muster lan disable
    """
    with opened(data) as services:
        was = services.lan.disable(console_actor())
        sentence = (
            f"Muster serves this machine alone. {RESTART}"
            if was
            else "Muster served this machine alone already."
        )
        _told({"disabled": was}, sentence, as_json)


def _told(value: dict[str, Any], sentence: str, as_json: bool) -> None:
    print_json(value) if as_json else say(sentence)


def _show(status: Any, now: datetime, as_json: bool) -> None:
    plain = status.as_plain(now)
    if as_json:
        print_json(plain)
        return
    if status.lan is None:
        say("Muster serves this machine alone.")
        return
    say(f"Address        {status.lan.address}")
    say(f"Listens on     {status.lan.listen} port {status.lan.port}")
    if status.waiting:
        say("Certificate    waiting for the site's CA: muster lan certificate FILE")
    for title, name in (("Certificate", "certificate"), ("CA", "ca")):
        if found := plain.get(name):
            say(f"{title:14} {found['subject']}, until {found['not_after'][:10]} ({found['days_left']} days)")
            if name == "certificate":
                say(f"{'':14} for {', '.join(found['names'])}")
            say(f"{'':14} SHA-256 {found['sha256']}")
            say(f"{'':14} {found['words']}")
    say(
        f"Clients        {'must present a certificate' if status.lan.clients == 'required' else 'sign in with their password'}"
    )
    if status.revocations_until is not None:
        say(f"Revocations    the list is good until {status.revocations_until:%Y-%m-%d %H:%M} UTC")
    if not status.waiting:
        messages.print(RESTART, style="dim")
