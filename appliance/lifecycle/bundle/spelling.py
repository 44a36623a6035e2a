"""One spelling for signed JSON: what a shell reads line by line is what a parser reads.

Keys sorted, ASCII, one key a line, one item of a list a line. A text that is not spelled so is refused, so that no
two readers can see different things in one signed file.
"""

from __future__ import annotations

import json
from typing import Any


def spelled(value: dict[str, Any]) -> bytes:
    """The one spelling of a flat object whose lists hold small values."""
    lines = []
    for key in sorted(value):
        held = value[key]
        if isinstance(held, list) and held:
            items = ",\n".join("  " + _compact(item) for item in held)
            lines.append(f' "{key}": [\n{items}\n ]')
        else:
            lines.append(f' "{key}": {_compact(held)}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii")


def read_spelled(content: bytes) -> dict[str, Any]:
    """The object. Raises ValueError when the text is not JSON or not spelled as ``spelled`` does."""
    try:
        value = json.loads(content.decode("ascii"), parse_float=_no_fraction, parse_constant=_no_fraction)
    except RecursionError as error:
        raise ValueError("the text is nested too deeply") from error
    if not isinstance(value, dict) or spelled(value) != content:
        raise ValueError("the text is not in the one spelling")
    return value


def _compact(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _no_fraction(text: str) -> None:
    raise ValueError(f"numbers are whole, not {text}")
