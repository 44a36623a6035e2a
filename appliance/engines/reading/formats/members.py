"""Members of a container being gathered, with the limits they all share."""

from __future__ import annotations

import re
from typing import Final

from appliance.engines.reading import limits
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Container, FileFormat, Member, QualityNote

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class Members:
    """Counts members and bytes; past a limit the whole container is refused."""

    def __init__(self, file_format: FileFormat) -> None:
        self._format = file_format
        self._members: list[Member] = []
        self._notes: list[QualityNote] = []
        self._size = 0

    def add(self, untrusted_name: str, content: bytes) -> None:
        """Keep a member. The name stays what somebody wrote: it is shown, never used as a path."""
        self._size += len(content)
        if self._size > limits.INFLATED_BYTES or len(self._members) >= limits.MEMBERS:
            raise Refused("too_large")
        name = _UNPRINTABLE.sub("\ufffd", untrusted_name)[: limits.NAME_CHARACTERS] or "unnamed"
        self._members.append(Member(untrusted_name=name, content=content))

    def note(self, code: str, message: str) -> None:
        """Say what was left out, each code once."""
        if all(n.code != code for n in self._notes):
            self._notes.append(QualityNote(severity="major", code=code, message=message))

    def container(self) -> Container:
        """What was gathered."""
        return Container(format=self._format, members=tuple(self._members), notes=tuple(self._notes))
