"""Errors are data: every error a person can meet has a code, a sentence and a mend."""

from __future__ import annotations

from typing import ClassVar


class MusterError(Exception):
    """Base of every error Muster raises on purpose.

    Subclasses set the class attributes; ``message`` and ``hint`` may hold ``{names}`` filled from
    the keyword arguments. Each subclass has its line in ``docs/reference/errors.md``.
    """

    code: ClassVar[str] = "internal"
    message: ClassVar[str] = "Something went wrong inside Muster."
    hint: ClassVar[str] = "The log names what happened; the reference number finds it."
    http_status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """What happened, with the values filled in."""
        return _fill(self.message, self.values)

    @property
    def mend(self) -> str:
        """What to do about it."""
        return _fill(self.hint, self.values)

    def as_dict(self) -> dict[str, object]:
        """The error as plain data, for ``--json`` and ``problem+json``."""
        return {"code": self.code, "message": self.sentence, "hint": self.mend}


def _fill(template: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        template = template.replace("{" + name + "}", str(value))
    return template


class NotFound(MusterError):
    code = "not_found"
    message = "There is no {what} with the reference {reference}."
    hint = "Check the reference; it may have been removed or undone."
    http_status = 404
    exit_code = 2


class BadInput(MusterError):
    code = "bad_input"
    message = "{what}"
    hint = "{mend}"
    http_status = 400
    exit_code = 2


class ChangedMeanwhile(MusterError):
    code = "changed_meanwhile"
    message = "Somebody changed this {what} after you opened it."
    hint = "Open it again, look at the change and repeat yours."
    http_status = 409


class NotAllowed(MusterError):
    code = "not_allowed"
    message = "Your role does not allow this: {permission}."
    hint = "Ask an administrator for the permission."
    http_status = 403
