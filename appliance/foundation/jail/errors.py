"""What can go wrong between a caller and the jail."""

from __future__ import annotations

from typing import ClassVar, Literal

from appliance.foundation.kernel.errors import MusterError

KillReason = Literal["memory", "cpu", "time", "output", "crash", "forbidden"]
KILL_REASONS: tuple[KillReason, ...] = ("memory", "cpu", "time", "output", "crash", "forbidden")

_WORDS: dict[str, str] = {
    "memory": "it needed more memory than a file is given",
    "cpu": "it computed for longer than a file is given",
    "time": "it took longer than a file is given",
    "output": "what it read is larger than a file may yield",
    "crash": "the reader broke off",
    "forbidden": "it tried something that no file may do",
}


class JailKilled(MusterError):
    """The child was stopped, or stopped itself. Asking again with the same file gives the same outcome.

    ``untrusted_detail`` is one short line of printable ASCII for the log (a signal, or the class and
    place of an exception); a hostile file may have chosen it.
    """

    code: ClassVar[str] = "jail_killed"
    message: ClassVar[str] = "The file could not be read safely: {words}."
    hint: ClassVar[str] = "Open the file elsewhere, save it anew as PDF or text, and import that."
    http_status: ClassVar[int] = 422
    exit_code: ClassVar[int] = 4

    def __init__(self, reason: KillReason, untrusted_detail: str = "") -> None:
        self.reason = reason
        self.untrusted_detail = untrusted_detail
        super().__init__(reason=reason, words=_WORDS[reason])


class JailUnavailable(MusterError):
    """No jail, so nothing was read. Says nothing about the file: asking again later may succeed."""

    code: ClassVar[str] = "jail_unavailable"
    message: ClassVar[str] = "Files are not read at the moment: {what}."
    hint: ClassVar[str] = "Run `muster doctor`; it says what this machine lacks and what to do about it."
    http_status: ClassVar[int] = 503
    exit_code: ClassVar[int] = 7

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what=what)
