"""What a school gives that is no degree on the ladder: certificates, diplomas, credentials, school examinations.

Only asked in sections about education; elsewhere the same words are a certification, or nothing.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

_WORDS = re.compile(
    r"certificat|diploma|credential|licentiate|nvq|btec|svq|city (?:&|and) guilds|\bh(?:nd|nc|sc)\b|\b(?:i?gcse|gce|o[ -]level)|ssl?c\b|matriculation|^intermediate",
    re.IGNORECASE,
)
"""What a row with an award cannot do without: asked first, because most rows have none."""
_SUBJECT = r"[A-Z][\w&'’.+/-]*(?:[ \u00a0](?:(?:of|and|in|for|the|to|&)[ \u00a0])*[A-Z][\w&'’+/-]*){0,6}"
_CERTIFICATE = re.compile(
    r"(?<![\w-])(?:[A-Z][\w&.+-]*(?:['’]s)?[ \u00a0]+){0,4}?(?:(?:Certificate|Diploma|Credential)s?|CERTIFICATES?|DIPLOMAS?|CREDENTIALS?|Licentiate)(?![\w'’])"
    r"(?:[ \u00a0]+(?:Level[ \u00a0]+)?(?:[IVX]{1,4}|\d)\b)?"
    rf"(?:\s*(?:in|of|for|IN|OF|FOR|:|,|[-–—])\s+(?:the[ \u00a0])?(?P<field>{_SUBJECT}))?"
)
_VOCATIONAL = re.compile(
    r"(?<![\w-])(?:S?NVQ|GNVQ|SVQ|BTEC|City (?:&|and) Guilds|HND|HNC)\b(?:[ \u00a0]+(?:HNC|HND|Level[ \u00a0]+\d|L\d|First|National|Extended|Higher|Diploma))*"
    rf"(?:[ \u00a0]+(?:in[ \u00a0]+)?(?P<field>{_SUBJECT}))?"
)
_EXAMINATION = re.compile(
    r"(?<![\w-])(?P<field>)(?:(?:I?GCSE|GCE|O[ -]Level)s?|HSC|SSC|SSLC|Matriculation)(?![\w-])|"
    r"^Intermediate(?=[ ,]*(?:\bfrom\b|\bin\b|[,(|–-]|$))"
)
_NO_AWARD = re.compile(
    r"\b(?:of|for)\s+(?:completion|appreciation|merit|achievement|attendance|participation|excellence|recognition|honou?r|deposit|insurance|occupancy)",
    re.IGNORECASE,
)


class Award(NamedTuple):
    """A certificate or diploma, with the same parts as a degree; ``level`` says that it is on no step of the ladder."""

    start: int
    end: int
    level: Literal[""]
    name: str
    field: str


def find_awards(text: str, taken: list[tuple[int, int]]) -> list[Award]:
    """The awards of a row that share no character with what is ``taken``, left to right; offsets within ``text``."""
    if not _WORDS.search(text):
        return []
    found: list[Award] = []
    for pattern in (_CERTIFICATE, _VOCATIONAL, _EXAMINATION):
        for m in pattern.finditer(text):
            start, end = m.span()
            if any(start < b and a < end for a, b in taken) or _NO_AWARD.search(text, start, end + 20):
                continue
            if end - start >= len(text.strip(" :|")) and " " not in m.group():
                continue  # a heading
            taken = [*taken, (start, end)]
            found.append(Award(start, end, "", text[start:end], m["field"] or ""))
    return sorted(found)
