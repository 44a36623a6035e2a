"""What reading a file yields: text, where each word stands, facts, requirements, quality notes.

Offsets count Python characters (code points) of ``Layout.text``, half open. Boxes are in points
(1/72 inch) from the top left corner of the page; pages count from 0; a format without pages has
page -1 and no boxes.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.requirements import PostingReading
from appliance.foundation.contracts.values import Value

FileFormat = Literal[
    "pdf", "docx", "odt", "rtf", "txt", "md", "html", "eml", "mbox", "msg", "zip", "image", "doc", "unknown"
]
DocumentKind = Literal["resume", "posting", "unknown"]
Severity = Literal["fatal", "major", "missing", "suggestion"]


class Place(NamedTuple):
    """Where one word stands: characters ``[start, end)`` inside the box on ``page``."""

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class PageSize(NamedTuple):
    """Width and height of a page in points."""

    width: float
    height: float


class Line(NamedTuple):
    """One line of text in reading order.

    ``part`` is the story part it comes from (``body header footer textbox table note``), ``column``
    counts columns of a page from 0, ``size`` is the font size in points (0 where unknown),
    ``heading`` a level from structure (1..6; 0 = none known), ``bold`` true when most of it is.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    heading: int
    part: str
    column: int


class HiddenText(Value):
    """Text in the file that a person looking at the page cannot see; never part of ``Layout.text``."""

    text: str
    reason: str
    page: int


class QualityNote(Value):
    """One thing a person should know about how well a file could be read."""

    severity: Severity
    code: str
    message: str


class Layout(Value):
    """The text of a file in reading order, and where its words stand.

    ``structured`` is machine-readable data the file carries itself (a schema.org JobPosting) as JSON text, or "".
    """

    format: FileFormat
    text: str
    pages: tuple[PageSize, ...] = ()
    lines: tuple[Line, ...] = ()
    places: tuple[Place, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    notes: tuple[QualityNote, ...] = ()
    title: str = ""
    structured: str = ""


class Member(Value):
    """A file inside a container (archive, mail): its untrusted name and its bytes."""

    untrusted_name: str
    content: bytes


class Container(Value):
    """A file that holds files. ``notes`` says what was left out and why."""

    format: FileFormat
    members: tuple[Member, ...]
    notes: tuple[QualityNote, ...] = ()


class Reading(Value):
    """Everything read from one file that is not a container.

    ``kind`` is what the file was taken for. ``refusal`` is empty, or the code of the reason why it
    could not be read (see ``appliance/engines/reading/refusals.py``); then ``layout.text`` may be empty.
    """

    kind: DocumentKind
    layout: Layout
    facts: tuple[Fact, ...] = ()
    posting: PostingReading | None = None
    refusal: str = ""
    reader: str


class ReadReply(Value):
    """What the jail answers: ``container`` is the format of a container, "" for a document; then ``reading`` is there."""

    container: str
    reading: Reading | None
