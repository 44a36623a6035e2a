"""Install and upgrade, from a bundle that has been verified to a page that has been looked at.

Order: verify → refuse what does not fit → preflight → unpack → ``placing`` (migrate a copy, switch, look, or back). Up to
``placing`` nothing that runs is touched.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from appliance.foundation.kernel.clock import Clock
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import write_atomically
from appliance.foundation.observability.checks import CheckResult, blocking_failures
from appliance.lifecycle import host, preflight
from appliance.lifecycle.bundle import (
    BundleOlder,
    Manifest,
    Trust,
    Verified,
    built_in_trust,
    unpack,
    verify_bundle,
)
from appliance.lifecycle.generations import Generation, Reached
from appliance.lifecycle.installation import LAUNCHER, NOTE, Installation
from appliance.lifecycle.placing import Placed, Release, Say, kept, place

TRUST = "trust.json"
STAGING = ".stage-"
Report = Callable[[list[CheckResult]], None]


class TooOldToUpgrade(MusterError):
    code = "too_old_to_upgrade"
    message = "Version {version} upgrades from {oldest} or newer; {installed} is installed."
    hint = "Upgrade to {oldest} first."
    exit_code = 3


class AlreadyInstalled(MusterError):
    code = "already_installed"
    message = "Version {version} is installed and runs; there is nothing to do."
    hint = "Look at it with: muster status."
    exit_code = 0


class HostUnfit(MusterError):
    code = "host_unfit"
    message = "This host does not offer what Muster needs: {what}"
    hint = "{mend}"
    exit_code = 7

    def __init__(self, results: list[CheckResult], failed: list[CheckResult]) -> None:
        self.results = results
        super().__init__(what=" ".join(r.sentence for r in failed), mend=" ".join(r.mend for r in failed))


class DiskFull(MusterError):
    code = "disk_full"
    message = "The disk became full while unpacking; what was unpacked is removed."
    hint = "Free some space where the program lies, then try again."
    exit_code = 6


@dataclass(frozen=True)
class Offer:
    """A verified bundle. ``folder`` is where its files may be read: the copy that was hashed, or the bundle itself."""

    verified: Verified
    folder: Path
    verified_by: str

    @property
    def manifest(self) -> Manifest:
        return self.verified.manifest

    def release(self, folder: Path) -> Release:
        return Release(
            folder,
            self.manifest.version,
            self.manifest.release_seq,
            self.verified.key.id,
            self.verified.manifest_sha256,
            self.verified_by,
        )


def trust_of(installation: Installation) -> Trust:
    """What this installation believes: what it kept, or the roots this program was built with."""
    path = installation.program / TRUST
    if path.is_file():
        return Trust.model_validate_json(path.read_bytes())
    return built_in_trust()


def keep_trust(installation: Installation, trust: Trust) -> None:
    """Believe it from now on: an older release or keyring is refused afterwards."""
    path = installation.program / TRUST
    write_atomically(path, trust.model_dump_json(indent=1).encode() + b"\n")
    path.chmod(0o644)


def refuse_unfit(manifest: Manifest, active: Generation | None) -> None:
    """Raise AlreadyInstalled, BundleOlder or TooOldToUpgrade; changes nothing."""
    if active is None:
        return
    running, installed = sequence_of(active), version_of(active)
    if manifest.release_seq == running:
        raise AlreadyInstalled(version=manifest.version)
    if manifest.release_seq < running:
        raise BundleOlder(why=f"it is release {manifest.release_seq}, and {running} runs")
    if _parts(installed) < _parts(manifest.min_upgrade_from):
        raise TooOldToUpgrade(version=manifest.version, oldest=manifest.min_upgrade_from, installed=installed)


def sequence_of(generation: Generation) -> int:
    """The number of the generation's release."""
    return int(generation.release.name.split("-", maxsplit=1)[0])


def version_of(generation: Generation) -> str:
    """The version of the generation's release."""
    return generation.release.name.split("-", 1)[1].split("+", maxsplit=1)[0]


def offered(installation: Installation, bundle: Path) -> Manifest:
    """The verified manifest of a bundle that fits this installation. Raises what ``refuse_unfit`` and verifying raise."""
    manifest = verify_bundle(bundle, trust_of(installation), arch=os.uname().machine).manifest
    refuse_unfit(manifest, installation.generations().active())
    return manifest


def look_at_host(installation: Installation, manifest: Manifest, clock: Clock) -> list[CheckResult]:
    """Every check of the preflight for this release."""
    active = installation.generations().active()
    wanted = preflight.Wanted(
        program=installation.program,
        data=installation.data,
        system=installation.kind == "system",
        port=installation.port,
        payload=manifest.payload_size,
        built_at=manifest.epoch,
        arch=manifest.arch,
        glibc=manifest.glibc_floor,
        source=active.data if active else kept(installation.data),
        served=active is not None,
    )
    return preflight.run(wanted, clock)


def refuse_host(results: list[CheckResult]) -> None:
    """Raise HostUnfit when a blocking check failed."""
    failed = blocking_failures(preflight.CHECKS, results)
    if failed:
        raise HostUnfit(results, failed)


def upgrade(
    installation: Installation,
    bundle: Path,
    clock: Clock,
    say: Say,
    report: Report,
    reached: Reached | None = None,
) -> tuple[Manifest, Placed]:
    """Bring the installation to what is in ``bundle``, or leave it as it is. See the module; raises what its steps raise."""
    os.umask(0o022)
    places = installation.generations(reached)
    with places.locked():
        places.recover_held()
        say("Verifying the bundle …")
        staging = _fresh_staging(places.releases)
        try:
            offer = _verified_copy(installation, bundle, staging)
            manifest = offer.manifest
            places.reached("verified and copied")
            refuse_unfit(manifest, places.active())
            results = look_at_host(installation, manifest, clock)
            report(results)
            refuse_host(results)
            say("Unpacking the program …")
            folder = _unpacked(offer, staging, places.releases)
            places.reached("unpacked and named")
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    try:
        placed = place(installation, offer.release(folder), "upgrade", clock, say, reached=reached)
    except BaseException:
        active = places.active()
        if active is None or active.release != folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    keep_trust(installation, offer.verified.trust)
    host.refresh_trust(installation, say)
    return manifest, placed


def install(
    installation: Installation,
    offer: Offer,
    folder: Path,
    clock: Clock,
    say: Say,
    *,
    before_switch: Callable[[Path], None] | None = None,
    reached: Reached | None = None,
) -> tuple[Installation, Placed]:
    """Finish a first installation whose program was unpacked into ``folder`` by ``install.sh``.

    What it makes on the host is removed again when it fails.
    """
    os.umask(0o022)
    for made in (installation.program, installation.data):
        made.mkdir(parents=True, exist_ok=True)
    made_user = installation.kind == "system" and host.make_user(installation.user, say)
    complete = installation
    try:
        _take_up(installation)
        complete = host.write_files(installation, say)
        complete.save()
        placed = place(
            complete,
            offer.release(folder),
            "install",
            clock,
            say,
            before_switch=before_switch,
            reached=reached,
        )
        keep_trust(complete, offer.verified.trust)
    except BaseException:
        if installation.generations().proven() is None:
            host.remove_files(complete, say)
            for name in (NOTE, LAUNCHER):
                (installation.program / name).unlink(missing_ok=True)
            if made_user:
                host.remove_user(installation.user, say)
        raise
    return complete, placed


def _fresh_staging(releases: Path) -> Path:
    releases.mkdir(mode=0o755, parents=True, exist_ok=True)
    for leftover in releases.glob(f"{STAGING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    staging = releases / f"{STAGING}{os.getpid()}"
    staging.mkdir(mode=0o700)
    return staging


def _verified_copy(installation: Installation, bundle: Path, staging: Path) -> Offer:
    """Verify the bundle while copying it off the stick, which is read once: what was hashed is what is unpacked."""
    copy = staging / "bundle"
    copy.mkdir()
    try:
        verified = verify_bundle(bundle, trust_of(installation), into=copy, arch=os.uname().machine)
    except OSError as error:
        raise _room(error) from error
    return Offer(verified, copy, "the installed muster")


def _unpacked(offer: Offer, staging: Path, releases: Path) -> Path:
    """Unpack the copy and name it; the release's folder. Raises BundleDamaged, BundleNotSigned, DiskFull."""
    program = staging / "program"
    program.mkdir()
    manifest = offer.manifest
    try:
        listing = (offer.folder / manifest.payload_list).read_bytes()
        unpack(offer.folder / manifest.payload, listing, program)
    except OSError as error:
        raise _room(error) from error
    final = releases / release_name(manifest)
    again = 1
    while final.exists():  # an earlier attempt, or a generation that was rolled back from: it keeps its own
        again += 1
        final = releases / f"{release_name(manifest)}+{again}"
    program.rename(final)
    os.sync()
    return final


def release_name(manifest: Manifest) -> str:
    """The folder of a release."""
    return f"{manifest.release_seq}-{manifest.version}"


def _room(error: OSError) -> Exception:
    return DiskFull() if error.errno == errno.ENOSPC else error


def _take_up(installation: Installation) -> None:
    """Folders of the service user's own beside the generations, and data that an uninstall kept for root."""
    uid, gid = installation.owner()
    backups = installation.generations().backups
    backups.mkdir(mode=0o700, exist_ok=True)
    if uid < 0:
        return
    os.chown(backups, uid, gid)
    old = kept(installation.data)
    if old is None:
        return
    for _, _, files, descriptor in os.fwalk(old, follow_symlinks=False):
        os.chown(descriptor, uid, gid)
        for name in files:
            os.chown(name, uid, gid, dir_fd=descriptor, follow_symlinks=False)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("+", maxsplit=1)[0].split(".") if part.isdigit())
