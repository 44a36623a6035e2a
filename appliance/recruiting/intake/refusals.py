"""Why a file was not taken, in words: the readers' reasons and those of the way in."""

from __future__ import annotations

from appliance.engines.reading import REFUSALS

OWN: dict[str, tuple[str, str]] = {
    "link": ("A link, not a file; links are not followed.", "Copy the file itself."),
    "special_file": ("Not an ordinary file.", "Copy an ordinary file."),
    "unreadable_bytes": (
        "The medium did not give the file's bytes.",
        "Try the stick again, or ask for another copy.",
    ),
    "too_many_files": ("There are more than 100,000 files.", "Import the rest in a second batch."),
    "empty_container": ("The archive or message holds no files.", "Ask the sender for the file itself."),
    "killed": (
        "Reading it used more memory, time or output than allowed.",
        "Ask for another format, such as PDF.",
    ),
    "crashed": ("The reader stopped on this file; nothing else was affected.", "Ask for another format."),
    "no_person": (
        "Nothing in it says whom it is about: no name, no contact, no position.",
        "Look at it and type in what it says.",
    ),
}


def in_words(code: str) -> str:
    """What happened and what to do about it, in two sentences."""
    if code in OWN:
        return " ".join(OWN[code])
    refusal = REFUSALS[code]  # type: ignore[index]  # what a reader answers is checked to be one of them
    return f"{refusal[0]} {refusal[1]}"
