"""What can go wrong with a backup or a restore."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class RecoveryKeyMissing(MusterError):
    code = "recovery_key_missing"
    message = "There is no proven recovery key, so a backup could only be opened on this machine."
    hint = "Make one and prove it: muster backup recovery-key FILE, or open Backups in the browser."
    http_status = 409


class RecoveryNotBegun(MusterError):
    code = "recovery_not_begun"
    message = "There is no recovery key that waits to be proved."
    hint = "Begin again: make a recovery key, save its file, then give that file back."
    http_status = 409
    exit_code = 2


class RecoveryProofFailed(MusterError):
    code = "recovery_proof_failed"
    message = "This key does not open the test file: it is {given}, and {wanted} is waited for."
    hint = "Give the key file that was saved a moment ago, unchanged; or begin again with a new key."
    http_status = 422
    exit_code = 3


class BackupBusy(MusterError):
    code = "backup_busy"
    message = "Another backup is being made or checked."
    hint = "Wait until it is done; the Backups page shows it."
    http_status = 409
    exit_code = 5


class NoRoom(MusterError):
    code = "no_room"
    message = "{what} needs {needed} MiB at {where}; {free} MiB are free. Nothing was written."
    hint = "Free some space there, or name another place."
    http_status = 507
    exit_code = 6


class DiskFilledUp(MusterError):
    code = "disk_filled_up"
    message = "The disk filled up while {what}; what was written so far was removed."
    hint = "Free some space, then try again."
    http_status = 507
    exit_code = 6


class BackupUnsound(MusterError):
    code = "backup_unsound"
    message = "{name} opens, but what is in it is not sound: {why}."
    hint = "Use an older backup, and look at `muster doctor` on the machine that made this one."
    http_status = 422
    exit_code = 3


class BackupNewer(MusterError):
    code = "backup_newer"
    message = "{name} was made by a newer Muster ({version}); it knows the change {change}."
    hint = "Install that version or a later one, then restore."
    http_status = 409
    exit_code = 3


class NotABackup(MusterError):
    code = "not_a_backup"
    message = "{name} is sealed by Muster, but it is a {kind}, not a backup."
    hint = "Choose a file whose name ends in .muster-backup."
    http_status = 400
    exit_code = 2


class BackupsElsewhereMissing(MusterError):
    code = "backups_folder_missing"
    message = "The folder for backups, {folder}, is not there."
    hint = "Mount it or make it, or change the setting `backups`."
    http_status = 503
    exit_code = 1


class KeepsMoving(MusterError):
    code = "backup_unsettled"
    message = "Files were removed again and again while the backup was being made."
    hint = "Try again when less is being undone or erased."
    http_status = 503
