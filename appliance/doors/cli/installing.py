"""``muster upgrade`` and what ``install.sh`` calls once the program is unpacked."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from appliance.doors.cli.frame import errors, print_json, say
from appliance.doors.cli.installation import on_installation, tell, tell_checks
from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.errors import BadInput
from appliance.lifecycle import host, provisioning, upgrading
from appliance.lifecycle.bundle import built_in_trust, verify_bundle
from appliance.lifecycle.installation import LAUNCHER, SERVICE_USER, Installation
from appliance.lifecycle.placing import Placed

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("bundle", type=FOLDER)
@click.option("--yes", is_flag=True, help="Do not ask.")
@on_installation
def upgrade(installation: Installation, bundle: Path, yes: bool, as_json: bool) -> None:
    """Upgrade to the release in a bundle; goes back by itself, program and data, when the new one does not run well.

    Example: muster upgrade /media/stick/MUSTER-0.2.0
    """
    if not yes and not click.confirm(
        f"Upgrade {installation.program} from {bundle}?", default=True, err=True
    ):
        tell("Nothing was changed.")
        raise SystemExit(1)
    manifest, placed = upgrading.upgrade(installation, bundle, SystemClock(), tell, tell_checks)
    _done(placed, manifest.version, as_json, {})


@click.command()
@click.argument("bundle", type=FOLDER)
@on_installation
def preflight(installation: Installation, bundle: Path, as_json: bool) -> None:
    """Say whether this host and this installation are fit for the release in a bundle; changes nothing.

    Exit code 7 when they are not, 3 when the bundle is refused.

    Example: muster preflight /media/stick/MUSTER-0.2.0 --json
    """
    manifest = upgrading.offered(installation, bundle)
    results = upgrading.look_at_host(installation, manifest, SystemClock())
    if as_json:
        print_json([asdict(r) for r in results])
    else:
        tell_checks(results)
    upgrading.refuse_host(results)


@click.command(hidden=True)
@click.option("--bundle", type=FOLDER, required=True)
@click.option("--program", type=FOLDER, required=True)
@click.option("--data", type=FOLDER, required=True)
@click.option(
    "--release", "folder", type=FOLDER, required=True, help="Where install.sh unpacked the program."
)
@click.option("--user", "for_user", is_flag=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8642)
@click.option("--provision", "provision_file", type=FOLDER)
@click.option("--verified-by", default="")
@click.option("--check", is_flag=True, help="The preflight only.")
@click.option("--json", "as_json", is_flag=True)
def install(
    bundle: Path,
    program: Path,
    data: Path,
    folder: Path,
    for_user: bool,
    port: int,
    provision_file: Path | None,
    verified_by: str,
    check: bool,
    as_json: bool,
) -> None:
    """Finish what install.sh began."""
    with errors(as_json=as_json):
        clock = SystemClock()
        installation = Installation(
            program, data, "user" if for_user else "system", "" if for_user else SERVICE_USER, port
        )
        _apart(program, data)
        provision = _provision(provision_file)
        verified = verify_bundle(bundle, built_in_trust(), arch=os.uname().machine)
        offer = upgrading.Offer(verified, bundle, f"{verified_by}, then muster itself")
        results = upgrading.look_at_host(installation, offer.manifest, clock)
        if check and as_json:
            print_json([asdict(r) for r in results])
        else:
            tell_checks(results)
        upgrading.refuse_host(results)
        if check:
            return
        links: list[str] = []
        complete, placed = upgrading.install(
            installation,
            offer,
            folder,
            clock,
            tell,
            before_switch=_provisioner(installation, folder, provision, links),
        )
        served = host.enable(complete, tell)
        address = f"http://127.0.0.1:{port}/"
        if served and not links:
            links.append(_setup_link(complete))
        link = address + links[0] if links and links[0] else ""
        _done(placed, offer.manifest.version, as_json, {"address": address, "link": link, "served": served})
        _next(complete, address, link, served)


def _apart(program: Path, data: Path) -> None:
    if program == data or program.is_relative_to(data) or data.is_relative_to(program / "releases"):
        raise BadInput(
            what=f"The program in {program} and the data in {data} are in each other's way.",
            mend="Give two folders, neither of them the other's parent: --prefix and --data.",
        )


def _provision(path: Path | None) -> provisioning.Provision | None:
    if path is None:
        return None
    try:
        return provisioning.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise provisioning.ProvisionOdd(why=f"{path} cannot be read ({error}).") from error


def _provisioner(
    installation: Installation, release: Path, provision: provisioning.Provision | None, links: list[str]
) -> Any:
    """A function that completes the draft of the first generation, as the service user."""
    if provision is None:
        return None

    def complete(draft: Path) -> None:
        done = installation.run(
            release, "provision", "--data", str(draft), text_in=json.dumps(provision.model_dump(mode="json"))
        )
        if done.returncode:
            raise provisioning.ProvisionOdd(why=done.stderr.strip()[-300:])
        links.append(json.loads(done.stdout)["link"])

    return complete


def _setup_link(installation: Installation) -> str:
    active = installation.generations().active()
    if active is None:
        return ""
    done = installation.run(active.release, "accounts", "reset", "--data", str(active.data), "--json")
    return "" if done.returncode else json.loads(done.stdout)["link"].split("/", 3)[-1]


def _done(placed: Placed, version: str, as_json: bool, more: dict[str, Any]) -> None:
    if as_json:
        said = {"version": version, "generation": placed.generation, "record": str(placed.record)}
        print_json({**said, "seen": placed.seen, "seconds": placed.seconds, **more})
        return
    for sentence in placed.seen:
        tell(f"ok    {sentence}")
    say(f"Muster {version} is in place (generation {placed.generation}). Record: {placed.record}")


def _next(installation: Installation, address: str, link: str, served: bool) -> None:
    if served:
        tell(f"Open {address}")
    elif installation.kind == "user":
        tell(f"Start it:  {installation.program / LAUNCHER} serve        and open {address}")
    if link:
        tell(f"Set it up (once, within 30 minutes): {link}")
    elif not served:
        tell(
            "The first start prints a link, good once and for 30 minutes, to make the administrator's account."
        )
    if shutil.which("muster") is None:
        tell(f"Every command: {installation.program / LAUNCHER} --help")
