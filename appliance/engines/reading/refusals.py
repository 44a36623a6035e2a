"""Why a file could not be read, in words for a person. A refusal is a verdict on the file, not an error."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

RefusalCode = Literal[
    "empty", "too_large", "encrypted", "damaged", "scan", "image", "unsupported_doc", "unsupported",
    "too_many_pages", "no_text", "too_deep", "limit", "doctype",
]  # fmt: skip
Verdict = Literal["needs_review", "unreadable"]


class Refusal(NamedTuple):
    """``sentence`` says what is wrong, ``mend`` what a person can do, ``verdict`` where the file goes."""

    sentence: str
    mend: str
    verdict: Verdict


REFUSALS: Final[dict[RefusalCode, Refusal]] = {
    "empty": Refusal("The file is empty.", "Ask for the file again.", "unreadable"),
    "too_large": Refusal(
        "The file is larger than Muster reads (50 MiB a file, 200 MiB unpacked).",
        "Ask for a smaller file, or save only the pages that matter.",
        "unreadable",
    ),
    "encrypted": Refusal(
        "The file is protected by a password.",
        "Open it with its password, save it without one and import it again.",
        "unreadable",
    ),
    "damaged": Refusal(
        "The file is damaged or is not what it says it is.",
        "Open it where it came from, save it again and import the new file.",
        "unreadable",
    ),
    "scan": Refusal(
        "The pages are pictures: there is no text in the file to read.",
        "Look at the pages and type in what matters, or ask for a file with text.",
        "needs_review",
    ),
    "image": Refusal(
        "The file is a picture; Muster does not read text in pictures.",
        "Look at the picture and type in what matters, or ask for a file with text.",
        "needs_review",
    ),
    "unsupported_doc": Refusal(
        "This is a Word 97–2003 document (.doc), which Muster does not read.",
        "Save it as .docx or PDF and import it again.",
        "unreadable",
    ),
    "unsupported": Refusal(
        "Muster does not know this kind of file.",
        "Save it as PDF, DOCX, ODT, RTF, HTML or plain text and import it again.",
        "unreadable",
    ),
    "too_many_pages": Refusal(
        "The file has more than 200 pages.",
        "Save the pages that matter as a file of their own.",
        "unreadable",
    ),
    "no_text": Refusal(
        "No text was found in the file.",
        "Open it and check that it is not blank; type in what matters.",
        "needs_review",
    ),
    "too_deep": Refusal(
        "The file lies in archives inside archives inside archives.",
        "Unpack the inner archive and import what is in it.",
        "unreadable",
    ),
    "limit": Refusal(
        "Reading was stopped because the file needed too much time or memory.",
        "Open it where it came from and save it again, as PDF or plain text.",
        "unreadable",
    ),
    "doctype": Refusal(
        "The file declares its own document type, which office programs never do and attacks use.",
        "Ask where the file comes from; save it again from an office program.",
        "unreadable",
    ),
}


class Refused(Exception):
    """The one exception that leaves this package for any bytes: the file could not be read because of ``code``."""

    def __init__(self, code: RefusalCode) -> None:
        self.code: RefusalCode = code
        super().__init__(REFUSALS[code].sentence)

    def __reduce__(self) -> tuple[type[Refused], tuple[RefusalCode]]:
        return Refused, (self.code,)
