"""Whether the backups would help on a bad day."""

from __future__ import annotations

from appliance.foundation.kernel.clock import from_iso
from appliance.foundation.observability.checks import Check, CheckResult
from appliance.lifecycle.backup.desk import Backups

BACKUP = Check("backup", "Backups", blocking=False)
RECOVERY = Check("recovery", "Recovery key", blocking=False)
HOUR = 3600


def recovery(backups: Backups) -> CheckResult:
    """Whether the organisation holds a key that opens its backups."""
    proved, waits = backups.recovery_keys()
    if proved is None:
        return RECOVERY.warn(
            "A recovery key was begun but not proved."
            if waits
            else "There is no recovery key, so no backups are made.",
            "Open Backups in the browser, or: muster backup recovery-key FILE.",
        )
    return RECOVERY.ok(f"The recovery key of {proved.made_at[:10]} opened its test file.")


def backup(backups: Backups) -> CheckResult:
    """Whether there is a good backup, and how old it is."""
    if backups.recovery_keys()[0] is None:
        return BACKUP.warn("No backups are made: there is no recovery key.", "Make the recovery key first.")
    last = next(iter(backups.history()), None)
    newest = backups.newest()
    failed = last is not None and last["state"] == "failed"
    why = f" The last try failed: {last['error']}" if last is not None and failed else ""
    if newest is None:
        return BACKUP.warn(f"There is no good backup.{why}", "Make one: muster backup make.")
    age = backups.now() - from_iso(newest.made_at)
    hours = int(age.total_seconds() // HOUR)
    said = (
        f"The newest good backup is {hours} hours old."
        if hours < 72
        else f"The newest good backup is {hours // 24} days old."
    )
    if failed:
        return BACKUP.warn(said + why, "Mend that, then: muster backup make.")
    if age > backups.plan().late_after:
        return BACKUP.warn(said, "See that Muster runs at the time of the plan, or: muster backup make.")
    if newest.missing:
        return BACKUP.warn(
            f"{said} {newest.missing} documents were already missing when it was made.",
            "See muster backup verify; an older backup may still have them.",
        )
    beside = (
        " It lies on the disk of the data: copy it elsewhere too."
        if backups.on_the_disk_of_the_data()
        else ""
    )
    return BACKUP.ok(said + beside)
