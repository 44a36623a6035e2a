"""Key files: 32 random bytes in hexadecimal, readable by the owner only."""

from __future__ import annotations

import os
from pathlib import Path

from appliance.foundation.kernel.files import write_atomically


def load_or_make_key(path: Path) -> bytes:
    """The 32 bytes of the key file at ``path``, made on first use. Raises ValueError on a malformed file."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(path, os.urandom(32).hex().encode("ascii") + b"\n", mode=0o600)
    key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    if len(key) != 32:
        raise ValueError(f"{path.name} does not hold 32 bytes")
    return key
