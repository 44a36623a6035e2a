"""The file for an unattended set-up: settings and the first administrator, never a password.

Format in docs/formats/provisioning.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.kernel.files import write_atomically
from appliance.foundation.kernel.settings import Settings

LARGEST = 1 << 16
RECOVERY_TEST = "recovery-test.age"
NOT_HERE = {"data", "host"}
"""Settings that the installer decides."""


class ProvisionOdd(MusterError):
    code = "provision_odd"
    message = "The provisioning file is not usable: {why}"
    hint = "See docs/formats/provisioning.md; nothing was changed."
    http_status = 400
    exit_code = 2


class Administrator(BaseModel):
    """Who gets the first account; the password is set through the one-time link."""

    model_config = ConfigDict(extra="forbid", strict=True)

    login: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=80)


class Provision(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    format: Literal[1]
    settings: dict[str, str | int] = Field(default_factory=dict)
    administrator: Administrator | None = None
    recovery_key: str | None = Field(default=None, pattern="^age1[02-9ac-hj-np-z]{58}$")
    """The public half of the organisation's recovery key, made elsewhere."""


def parse(content: str) -> Provision:
    """The file's text, checked in full. Raises ProvisionOdd."""
    if len(content) > LARGEST:
        raise ProvisionOdd(why="it is larger than 64 KiB.")
    try:
        found = Provision.model_validate(json.loads(content))
        refused = NOT_HERE & set(found.settings)
        if refused:
            raise ProvisionOdd(why=f"{sorted(refused)[0]} is decided by the installer.")
        Settings.model_validate(found.settings)
    except ValidationError as error:
        first = error.errors()[0]
        raise ProvisionOdd(why=f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from error
    except ValueError as error:
        raise ProvisionOdd(why=f"it is not JSON ({error}).") from error
    return found


def write_recovery_test(data: Path, test_file: bytes) -> Path:
    """Put the test file beside the settings; whoever has the secret half decrypts it and gives back the code."""
    path = data / RECOVERY_TEST
    write_atomically(path, test_file)
    return path


def write_settings(data: Path, settings: dict[str, Any]) -> None:
    """Write ``muster.toml``; nothing when there are no settings."""
    if not settings:
        return
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in sorted(settings.items())
    ]
    write_atomically(data / "muster.toml", "".join(lines).encode())
