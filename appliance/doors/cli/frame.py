"""What every command shares: where the data is, how to print, how to end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.settings import load_settings
from appliance.foundation.observability.logs import configure
from appliance.wiring import Services, services

Command = TypeVar("Command", bound=Callable[..., Any])
out = Console(highlight=False, soft_wrap=True)
messages = Console(stderr=True, highlight=False, soft_wrap=True)


def with_data(command: Command) -> Command:
    """Add ``--data`` and ``--json`` to a command; errors end it with their sentence, mend and exit code."""

    @click.option(
        "--data", type=click.Path(path_type=Path), help="The data directory (default: see the manual)."
    )
    @click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
    @wraps(command)
    def wrapped(*args: Any, as_json: bool, **options: Any) -> Any:
        with errors(as_json=as_json):
            return command(*args, as_json=as_json, **options)

    return wrapped  # type: ignore[return-value]


@contextmanager
def errors(*, as_json: bool) -> Iterator[None]:
    """End with an error's own exit code, printing its sentence and its mend to stderr."""
    try:
        yield
    except MusterError as error:
        if as_json:
            print_json(error.as_dict())
        messages.print(f"[bold red]Error:[/] {_plain(error.sentence)}", markup=True)
        messages.print(_plain(error.mend), style="dim")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


@contextmanager
def opened(data: Path | None, *, demo: bool = False) -> Iterator[Services]:
    """The services over a data directory, closed again at the end."""
    settings = load_settings(data)
    configure("warning" if settings.log_level == "info" else settings.log_level)
    found = services(settings, demo=demo)
    try:
        yield found
    finally:
        found.close()


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_line(value: Any) -> None:
    """One JSON object on one line."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def say(text: str = "", style: str = "") -> None:
    """A line of text on stdout, never read as markup."""
    out.print(text, style=style or None, markup=False)
