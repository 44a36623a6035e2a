"""One file from bytes to everything read from it."""

from __future__ import annotations

from typing import Final, Literal

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.classify import judge
from appliance.engines.reading.extracting import extract
from appliance.engines.reading.page_data import with_page_data
from appliance.engines.reading.posting import LintPolicy, lint, read_posting
from appliance.engines.reading.refusals import REFUSALS, Refused
from appliance.engines.reading.resume import notes as resume_notes
from appliance.engines.reading.resume import read_resume
from appliance.foundation.contracts.reading import FileFormat, Layout, QualityNote, Reading

READER: Final = "reading/2"

KindAsked = Literal["resume", "posting", "auto"]


def read_document(
    untrusted_content: bytes,
    file_format: FileFormat,
    kind: KindAsked,
    today: str = "",
    knowledge: Knowledge | None = None,
) -> Reading:
    """Text, kind, facts or requirements, and quality notes of one file that is not a container.

    ``today`` (``YYYY-MM``) is what "present" means, ``knowledge`` the packs (None: without an organisation's own
    terms). A file that cannot be read comes back with ``refusal``
    set, an empty layout and a fatal note; nothing is raised for any bytes.
    """
    try:
        layout = extract(untrusted_content, file_format)
    except Refused as refused:
        note = QualityNote(severity="fatal", code=refused.code, message=REFUSALS[refused.code].sentence)
        return Reading(
            kind="unknown",
            layout=Layout(format=file_format, text="", notes=(note,)),
            refusal=refused.code,
            reader=READER,
        )
    taken = judge(layout).kind if kind == "auto" else kind
    if taken == "posting":
        layout = with_page_data(layout)
        posting = read_posting(layout, knowledge)
        found = lint(posting, layout.text, LintPolicy(fair_chance=True, equal_opportunity=True))
        layout = layout.model_copy(update={"notes": layout.notes + found})
        return Reading(kind="posting", layout=layout, posting=posting, reader=READER)
    if taken == "resume":
        facts = read_resume(layout, today, knowledge)
        known = {note.code for note in layout.notes}
        more = tuple(note for note in resume_notes(layout, facts) if note.code not in known)
        layout = layout.model_copy(update={"notes": layout.notes + more})
        return Reading(kind="resume", layout=layout, facts=facts, reader=READER)
    return Reading(kind="unknown", layout=layout, reader=READER)
