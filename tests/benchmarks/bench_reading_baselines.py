"""What a short script without any knowledge of layout finds: the yardstick that is always at hand.

``regex`` reads a résumé's text line by line: first line a name, addresses and numbers by pattern, titles and employers by
a handful of words, dates by year ranges. ``word list`` finds skills by the longest match of the names in the packs, without
rules for ambiguous words.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from appliance.engines.knowledge import load

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"\+?\(?\d[\d() .-]{8,16}\d")
_TITLE = re.compile(
    r"\b(?:engineer|developer|manager|analyst|consultant|director|specialist|administrator|assistant|nurse|teacher|intern)\b",
    re.IGNORECASE,
)
_EMPLOYER = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|corporation|company|group|bank|hospital|systems|solutions)\b", re.I
)
_SCHOOL = re.compile(r"\b(?:university|college|institute|school|universität|université)\b", re.IGNORECASE)
_DEGREE = re.compile(
    r"\b(?:b\.?\s?sc?|m\.?\s?sc?|b\.?a|m\.?a|mba|ph\.?d|bachelor|master|associate)\b", re.IGNORECASE
)
_YEARS = re.compile(r"((?:19|20)\d\d)\s*(?:-|–|—|to)\s*((?:19|20)\d\d|present|current)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|,\t•·]\s*|\s[-–—@]\s|\sat\s")


def regex_resume(text: str, identifier: str) -> dict[str, Any]:
    """A résumé by patterns over its lines."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    record: dict[str, Any] = {"id": identifier, "name": lines[0] if lines else None}
    record["emails"] = _EMAIL.findall(text)
    record["phones"] = _PHONE.findall(text)
    record |= {name: [] for name in ("titles", "employers", "schools", "degrees", "positions")}
    for line in lines:
        for part in _PARTS.split(line):
            if not 3 < len(part) < 60:
                continue
            if _SCHOOL.search(part):
                record["schools"].append(part)
            elif _DEGREE.search(part):
                record["degrees"].append(part)
            elif _TITLE.search(part):
                record["titles"].append(part)
            elif _EMPLOYER.search(part):
                record["employers"].append(part)
    pairs = zip(record["titles"], record["employers"], _YEARS.findall(text), strict=False)
    for title, employer, (start, end) in pairs:
        last = end if end[:1].isdigit() else "present"
        record["positions"].append({"title": title, "employer": employer, "start": start, "end": last})
    record["skills"] = [text[a:b] for a, b in word_list_skills(text)]
    return record


@cache
def _names() -> tuple[dict[str, str], int]:
    spelled = {name.casefold(): s.id for s in load().skills() for name in (s.name, *s.aliases)}
    return spelled, max(len(name.split()) for name in spelled)


_WORD = re.compile(r"[^\s,;:()/|]+")


def word_list_skills(text: str) -> list[tuple[int, int]]:
    """Places of every skill name of the packs, longest first, whatever stands around it."""
    names, longest = _names()
    words = [(m.start(), m.start() + len(m.group().rstrip("."))) for m in _WORD.finditer(text)]
    found, number = [], 0
    while number < len(words):
        for size in range(min(longest, len(words) - number), 0, -1):
            start, end = words[number][0], words[number + size - 1][1]
            if text[start:end].casefold() in names:
                found.append((start, end))
                number += size
                break
        else:
            number += 1
    return found
