"""A check: one question about the state of this installation, with an answer a person can act on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.observability.logs import logger

Status = Literal["ok", "warn", "fail"]
STATUSES: tuple[Status, ...] = ("ok", "warn", "fail")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """``sentence`` says what is, ``mend`` what to do about it ("" when all is well)."""

    name: str
    status: Status
    sentence: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """``blocking``: Muster does not start, and is not ready, while this fails."""

    name: str
    title: str
    blocking: bool

    def ok(self, sentence: str) -> CheckResult:
        """All is well."""
        return CheckResult(self.name, "ok", sentence)

    def warn(self, sentence: str, mend: str) -> CheckResult:
        """It works, and somebody should look."""
        return CheckResult(self.name, "warn", sentence, mend)

    def fail(self, sentence: str, mend: str) -> CheckResult:
        """It does not work."""
        return CheckResult(self.name, "fail", sentence, mend)


Question = Callable[[], CheckResult]


def run_checks(questions: Sequence[tuple[Check, Question]]) -> list[CheckResult]:
    """Ask every question; one that raises, or answers for another check, has failed."""
    return [_ask(check, question) for check, question in questions]


def _ask(check: Check, question: Question) -> CheckResult:
    try:
        result = question()
    except MusterError as error:
        return check.fail(error.sentence, error.mend)
    except Exception as error:  # noqa: BLE001 - a broken check is a failed check, and is logged
        logger("checks").error("check.broken", check=check.name, exc_info=error)
        return check.fail(
            f"This could not be checked ({type(error).__name__}).", "The log names what happened."
        )
    if result.name != check.name:
        return check.fail(f"The answer was about {result.name}.", "Report this as a defect of Muster.")
    return result


def blocking_failures(checks: Sequence[Check], results: Sequence[CheckResult]) -> list[CheckResult]:
    """The failed results of blocking checks, in the order of the results."""
    blocking = {check.name for check in checks if check.blocking}
    return [result for result in results if result.status == "fail" and result.name in blocking]
