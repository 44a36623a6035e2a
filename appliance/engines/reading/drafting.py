"""The text of a file while it is being put together: offsets are counted in one place."""

from __future__ import annotations

from typing import NamedTuple

from appliance.engines.reading import limits
from appliance.engines.reading.cleaning import clean_line
from appliance.engines.reading.suspicion import addressed_to_machines
from appliance.foundation.contracts.reading import (
    FileFormat,
    HiddenText,
    Layout,
    Line,
    PageSize,
    Place,
    QualityNote,
)


class Style(NamedTuple):
    """How a line looks and where it belongs; see ``contracts.reading.Line``."""

    size: float = 0.0
    bold: bool = False
    heading: int = 0
    part: str = "body"
    column: int = 0


PLAIN = Style()
ALTERNATIVE_TEXT = "alternative text of a picture"
COMMENT = "comment"
QUIET_REASONS = frozenset({ALTERNATIVE_TEXT, COMMENT})
"""Text that is out of sight in honest files too; kept apart, but not worth a warning."""


class Draft:
    """Lines added in reading order become a ``Layout``. Text past the limit is left out, with a note."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.places: list[Place] = []
        self.hidden: list[HiddenText] = []
        self.notes: list[QualityNote] = []
        self._hidden_length = 0
        self._blank_waits = False

    @property
    def full(self) -> bool:
        """No more text is taken."""
        return self.length >= limits.TEXT_CHARACTERS or len(self.lines) >= limits.LINES

    def line(self, raw: str, style: Style = PLAIN, page: int = -1, *, gaps: bool = False) -> None:
        """Add the text of one line (or, with line breaks in it, of several); blank lines are dropped."""
        for part in raw.splitlines():
            text = clean_line(part, gaps=gaps)
            for start in range(0, len(text), limits.LINE_CHARACTERS):
                self._append(text[start : start + limits.LINE_CHARACTERS], style, page)

    def blank(self) -> None:
        """An empty line: what follows is not a continuation of what came before."""
        self._blank_waits = bool(self.lines)

    def begin_line(self) -> int:
        """Where the next line starts; an empty line that waits is written first."""
        if self._blank_waits:
            self.pieces.append("\n")
            self.length += 1
            self._blank_waits = False
        return self.length

    def end_line(self, position: int) -> None:
        """End a line whose pieces were appended by the caller up to ``position``."""
        self.pieces.append("\n")
        self.length = position + 1

    def _append(self, text: str, style: Style, page: int) -> None:
        if self.full or not text:
            return
        start = self.begin_line()
        self.pieces.append(text)
        self.pieces.append("\n")
        self.length += len(text) + 1
        self.lines.append(
            Line(start, start + len(text), page, 0.0, 0.0, 0.0, 0.0, style.size, style.bold, style.heading, style.part, style.column)
        )  # fmt: skip

    def hide(self, raw: str, reason: str, page: int = -1) -> None:
        """Keep text that nobody sees on the page, apart from the text; the same piece once."""
        text = clean_line(raw.replace("\n", " "))
        if (
            not text
            or self._hidden_length >= limits.HIDDEN_CHARACTERS
            or len(self.hidden) >= limits.HIDDEN_PIECES
        ):
            return
        text = text[: limits.HIDDEN_CHARACTERS - self._hidden_length]
        piece = HiddenText(text=text, reason=reason, page=page)
        if piece in self.hidden:
            return
        self._hidden_length += len(text)
        self.hidden.append(piece)

    def note(self, severity: str, code: str, message: str) -> None:
        """Add a quality note; each code once."""
        if all(n.code != code for n in self.notes):
            self.notes.append(
                QualityNote.model_validate({"severity": severity, "code": code, "message": message})
            )

    def layout(
        self,
        file_format: FileFormat,
        pages: tuple[PageSize, ...] = (),
        title: str = "",
        structured: str = "",
    ) -> Layout:
        """What was drafted, with the notes every format gets."""
        text = "".join(self.pieces)
        if self.full:
            self.note("major", "text_cut", "The file has more text than Muster reads; the rest was left out.")
        if any(piece.reason not in QUIET_REASONS for piece in self.hidden):
            self.note(
                "major",
                "hidden_text",
                "The file holds text that cannot be seen on its pages; it is shown apart and not used.",
            )
        if addressed_to_machines(text) or any(addressed_to_machines(h.text) for h in self.hidden):
            self.note(
                "major",
                "machine_instructions",
                "The file holds words that look like instructions to a computer program. Muster does not follow any.",
            )
        # made of what was made here; whoever asked for the reading checks each of its thousand places
        return Layout.model_construct(
            format=file_format,
            text=text,
            pages=pages,
            lines=tuple(self.lines),
            places=tuple(self.places),
            hidden=tuple(self.hidden),
            notes=tuple(self.notes),
            title=clean_line(title)[:500],
            structured=structured,
        )
