"""Structured logs: one JSON object a line, UTC, no secrets, no sentences from files.

Names follow OpenTelemetry's log data model: ``timestamp severity_text severity_number scope body attributes``,
and ``request_id`` and ``exception`` where there are any. ``body`` names what happened (``work.failed``).
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator, MutableMapping
from logging.handlers import RotatingFileHandler
from pathlib import Path, PurePath
from typing import IO, Any

import structlog

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.observability.redaction import harmless, harmless_field

LOG_BYTES = 5 * 1024 * 1024
LOG_FILES = 5
"""So many older files are kept beside the one being written: 30 MiB at most."""

MAX_FRAMES = 12
_SEVERITY = {"DEBUG": 5, "INFO": 9, "WARN": 13, "ERROR": 17, "FATAL": 21}
_PRIORITY = {"DEBUG": 7, "INFO": 6, "WARNING": 4, "ERROR": 3, "CRITICAL": 2}
_LEVELS = {"warning": "WARN", "exception": "ERROR", "critical": "FATAL"}

Event = MutableMapping[str, Any]


def configure(level: str = "info", path: Path | None = None) -> None:
    """Send every line of this process to stderr, or to a file of 0600 that is rotated.

    One process, one file: rotation does not look for other writers. Raises OSError when the file cannot be written.
    """
    handler: logging.Handler = _StderrHandler() if path is None else _FileHandler(path)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[_shape, structlog.processors.JSONRenderer(ensure_ascii=False)],
            foreign_pre_chain=_SHARED,
        )
    )
    root = logging.getLogger()
    for old in root.handlers[:]:
        if isinstance(old, _StderrHandler | _FileHandler):
            root.removeHandler(old)
            old.close()
    root.addHandler(handler)
    root.setLevel(level.upper())
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # one line a request under load otherwise


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one part of the program. Works before ``configure``: warnings then go to stderr, never to stdout."""
    made: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return made


@contextlib.contextmanager
def request(request_id: str) -> Iterator[None]:
    """Every line inside carries this id, in this thread and what it awaits."""
    with structlog.contextvars.bound_contextvars(request_id=request_id):
        yield


def failures() -> int:
    """How many lines of this process could not be written; the health check shows it."""
    return _lost.count


class _Lost:
    count = 0


_lost = _Lost()


class _Loud(logging.Handler):
    """A line that cannot be written is counted and said on stderr, once per kind of failure."""

    _said: set[str] | None = None

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        _lost.count += 1
        self._said = self._said or set()
        error = sys.exc_info()[1]
        reason = (
            os.strerror(error.errno) if isinstance(error, OSError) and error.errno else type(error).__name__
        )
        if reason not in self._said and sys.stderr is not None:
            self._said.add(reason)
            with contextlib.suppress(OSError, ValueError):  # there is no third place to complain
                sys.stderr.write(f"muster: a log line of {record.name} could not be written: {reason}\n")


class _StderrHandler(_Loud, logging.StreamHandler[Any]):
    """Always the present ``sys.stderr``; for the system's journal each line begins with its priority (sd-daemon(3))."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self._journal = "JOURNAL_STREAM" in os.environ

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return f"<{_PRIORITY.get(record.levelname, 6)}>{line}" if self._journal else line


class _FileHandler(_Loud, RotatingFileHandler):
    """Every file it opens, after a rotation too, is readable by its owner only and never a link."""

    _last: tuple[logging.LogRecord, str] | None = None

    def __init__(self, path: Path) -> None:
        for folder in (path.parent.parent, path.parent):  # ``mode`` is for the last one only
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; the library asks for it twice, to weigh it against the file and to write it."""
        if self._last is None or self._last[0] is not record:
            self._last = (record, super().format(record))
        return self._last[1]

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        self._last = None

    def _open(self) -> IO[Any]:  # type: ignore[override]  # typeshed narrows to TextIOWrapper, which this is
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=_open_private)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _severity(_logger: Any, method: str, event: Event) -> Event:
    event["severity_text"] = _LEVELS.get(method, method.upper())
    return event


def _exception(_logger: Any, _method: str, event: Event) -> Event:
    """Class, code and places. Not the message: it may quote a file."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else None
    if given is True:
        error = sys.exc_info()[1]
    if error is not None:
        event["exception"] = _described(error)
    return event


def _described(error: BaseException) -> dict[str, Any]:
    described: dict[str, Any] = {"type": type(error).__name__, "at": _places(error)}
    if isinstance(error, MusterError):
        described["code"] = error.code
    if isinstance(error, OSError) and error.errno:
        described["reason"] = os.strerror(error.errno)
    if error.__cause__ is not None:
        described["cause"] = _described(error.__cause__)
    return described


def _places(error: BaseException) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{PurePath(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-MAX_FRAMES:]


def _shape(_logger: Any, _method: str, event: Event) -> Event:
    """Put the fields where they belong; whatever is not ours is an attribute, and judged by its name."""
    record: logging.LogRecord = event.pop("_record")
    event.pop("_from_structlog")
    severity = event.pop("severity_text")
    line: dict[str, Any] = {
        "timestamp": event.pop("timestamp"),
        "severity_text": severity,
        "severity_number": _SEVERITY.get(severity, 9),
        "scope": record.name,
        "process": record.process,
        "body": harmless(str(event.pop("event", ""))),
    }
    for own in ("request_id", "exception"):
        if own in event:
            line[own] = event.pop(own)
    event.pop("stack_info", None)
    if event:
        line["attributes"] = {name: harmless_field(name, value) for name, value in event.items()}
    return line


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    _severity,
    structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%S.%fZ", utc=True),
    _exception,
]
