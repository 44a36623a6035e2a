"""Key files that people keep on sticks: written once, readable by their owner, read back whole."""

from __future__ import annotations

import os
from pathlib import Path

from appliance.foundation import packets
from appliance.foundation.kernel.errors import BadInput
from appliance.foundation.kernel.files import sync_folder

LARGEST = 64 << 10


def read_text(path: Path) -> str:
    """A key file as text, of 64 KiB at most. Raises BadInput."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(what=f"{path} cannot be read.", mend="Give the key file as it was saved.") from error


def read_key_file(path: Path) -> packets.KeyFile:
    """The keys in a file. Raises BadInput, BadKeyFile."""
    return packets.parse_key_file(read_text(path))


def write_key_file(path: Path, text: str) -> None:
    """Write a key file where none is. Raises BadInput."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise BadInput(
            what=f"{path} is there already.", mend="Name a file that does not exist yet."
        ) from error
    except OSError as error:
        raise BadInput(
            what=f"{path} cannot be written.", mend="Name a place that can be written to."
        ) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
