"""RTF through striprtf, with its hidden text taken out first."""

from __future__ import annotations

import re
from typing import Final

from striprtf.striprtf import rtf_to_text

from appliance.engines.reading.drafting import Draft, Style
from appliance.engines.reading.formats.rtf_hidden import without_hidden
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Layout

_PICTURE: Final = re.compile(
    r"\{\\pict[^{}]*\}|\{\\\*\\(?:blipuid|shppict|datastore|themedata|colorschememapping)\b[^{}]*\}"
)
_BINARY: Final = re.compile(rb"\\bin(\d{1,9}) ?")
_FIELD_TARGET: Final = re.compile(r"\{\\\*\\fldinst[^{}]*\{?[^{}]*\}?\s*\}")
_MOST: Final = 20_000_000


def extract(untrusted_content: bytes) -> Layout:
    """Read an RTF. Raises Refused: damaged, too_large, no_text."""
    content = _without_binary(untrusted_content)
    if len(content) > _MOST:
        raise Refused("too_large")
    draft = Draft()
    source = _PICTURE.sub("", content.decode("latin-1"))
    text = rtf_to_text(without_hidden(draft, source), encoding="cp1252", errors="replace")
    for line in text.replace("|\n", "\n").splitlines():
        cells = line.split("|")
        if line.strip():
            draft.line("\t".join(cells) if len(cells) > 2 else line, Style())
        else:
            draft.blank()
    if not draft.lines:
        raise Refused("no_text")
    return draft.layout("rtf")


def _without_binary(content: bytes) -> bytes:
    """The control word ``bin`` with a number N is followed by N raw bytes that are no text."""
    pieces: list[bytes] = []
    position = 0
    while (found := _BINARY.search(content, position)) is not None:
        pieces.append(content[position : found.start()])
        position = min(found.end() + int(found.group(1)), len(content))
    pieces.append(content[position:])
    return b"".join(pieces)
