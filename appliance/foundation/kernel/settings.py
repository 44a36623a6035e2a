"""Settings: command line > environment > ``muster.toml`` in the data directory > defaults.

An unknown key is an error with a suggestion. No secret is ever a setting.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from appliance.foundation.kernel.errors import MusterError

PREFIX = "MUSTER_"


class BadSetting(MusterError):
    code = "bad_setting"
    message = "The setting {name} in {origin} is not possible: {why}."
    hint = "See docs/reference/settings.md for every setting and what it takes."
    http_status = 500
    exit_code = 2


class Settings(BaseModel):
    """Every setting with its default; described in ``docs/reference/settings.md``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path = Field(default_factory=lambda: _home() / "muster", description="The data directory.")
    host: str = Field(
        default="127.0.0.1", description="The address the web page is served on; loopback only."
    )
    port: int = Field(
        default=8642, ge=0, le=65535, description="The port of the web page; 0 takes a free one."
    )
    threads: int = Field(default=4, ge=1, le=64, description="Threads that answer requests.")
    log_level: str = Field(
        default="info", pattern="^(debug|info|warning|error)$", description="How much is logged."
    )
    marking: str = Field(
        default="", max_length=80, description="Words of the banner on top and bottom of each page."
    )
    marking_colour: str = Field(
        default="#2e6b2e", pattern="^#[0-9a-fA-F]{6}$", description="Colour of that banner."
    )
    fair_chance: bool = Field(
        default=False,
        description="Postings are to say that applicants with arrest or conviction records are considered.",
    )
    equal_opportunity: bool = Field(
        default=False, description="Postings are to have an equal-opportunity sentence."
    )
    log_to: str = Field(
        default="files", pattern="^(files|journal)$", description="Where log lines go: files, or the journal."
    )
    backups: Path | None = Field(
        default=None,
        description="The folder for backups, on another disk if possible (default: backups/ in the data).",
    )
    readers: int = Field(default=2, ge=1, le=16, description="Files read at the same time.")

    def log_file(self, process: str) -> Path | None:
        """Where the log lines of a process go; None for standard error, which the journal takes."""
        return None if self.log_to == "journal" else self.data / "logs" / f"{process}.log"


def load_settings(
    data: Path | None = None, environment: Mapping[str, str] | None = None, **given: Any
) -> Settings:
    """Settings from every origin; ``given`` are those of the command line (None = not given). Raises BadSetting."""
    environment = os.environ if environment is None else environment
    from_environment = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() in Settings.model_fields
    }
    folder = data or Path(from_environment.get("data") or Settings().data)
    if folder.is_symlink():
        folder = (
            folder.resolve()
        )  # one generation for the whole life of the process, whatever is switched meanwhile
    values: dict[str, Any] = {}
    for origin, found in (
        ("muster.toml", _file(folder / "muster.toml")),
        ("the environment", from_environment),
        ("the command line", {k: v for k, v in given.items() if v is not None}),
    ):
        _check_names(found, origin)
        values |= found
        try:
            Settings(**values)
        except ValidationError as error:
            first = error.errors()[0]
            raise BadSetting(name=first["loc"][0], origin=origin, why=first["msg"]) from error
    return Settings(**{**values, "data": folder})


def _home() -> Path:
    base = os.environ.get("XDG_DATA_HOME") or (os.environ.get("HOME") or "/var/lib") + "/.local/share"
    return Path(base)


def _file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(name="(the file)", origin="muster.toml", why=str(error)) from error


def _check_names(found: Mapping[str, Any], origin: str) -> None:
    for name in found:
        if name not in Settings.model_fields:
            near = difflib.get_close_matches(name, Settings.model_fields, n=1)
            why = f"there is no such setting{f'; did you mean {near[0]}' if near else ''}"
            raise BadSetting(name=name, origin=origin, why=why)
