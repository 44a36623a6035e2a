"""What can go wrong between Muster and its database."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class StoreUnsafe(MusterError):
    code = "store_unsafe"
    message = "The database library is not safe to use: {why}."
    hint = "Install Muster from its own bundle; it carries the library it was tested with."
    http_status = 503
    exit_code = 7


class StoreLocked(MusterError):
    code = "store_locked"
    message = "The database is busy; another part of Muster is writing."
    hint = "Try again in a moment. If it lasts, see `muster doctor`."
    http_status = 503
    exit_code = 5


class StoreFull(MusterError):
    code = "store_full"
    message = "The disk is full; nothing was changed."
    hint = "Free some space on the disk that holds the data directory, then try again."
    http_status = 507
    exit_code = 6


class StoreDamaged(MusterError):
    code = "store_damaged"
    message = "The database cannot be read: {why}."
    hint = "Stop Muster, keep the data directory as it is, and restore the last backup."
    http_status = 503


class WrongKey(MusterError):
    code = "wrong_key"
    message = "The database does not open with the key in {path}."
    hint = "Put the key file that belongs to this data directory in its place."
    http_status = 503


class RuleBroken(MusterError):
    code = "rule_broken"
    message = "The change breaks a rule of the database: {why}."
    hint = "This is a defect in Muster; nothing was changed. Please report the reference number."


class NewerData(MusterError):
    code = "newer_data"
    message = "The data directory was written by a newer Muster (it knows the change {name})."
    hint = "Start the version that wrote it, or restore a backup made by this one."
    http_status = 503


class FileMissing(MusterError):
    code = "file_missing"
    message = "The stored file {reference} is missing or damaged."
    hint = "Run `muster doctor`; the file can come back from a backup."
    http_status = 503


class KeyFileMissing(MusterError):
    code = "key_missing"
    message = "There is a database at {path}, but its key file is missing."
    hint = "Put the key file back into the keys directory; without it the data cannot be read."
    http_status = 503


class DataInUse(MusterError):
    code = "data_in_use"
    message = "Muster is running on {path}, or a command is using it."
    hint = "Stop `muster serve` and wait for other commands to end, then try again."
    http_status = 503
    exit_code = 5


class DataBeingChanged(MusterError):
    code = "data_being_changed"
    message = "An upgrade, restore or rollback is under way on this data directory."
    hint = "Wait until it has ended; it says so."
    http_status = 503
    exit_code = 5
