"""Several titles or employers written as one: "Owner/Web Developer", "Personal Trainer, Nutritionist, and Coach"."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.segments import Segment

_CLEAR_TITLE = 0.85
_CLEAR_EMPLOYER = 0.28
_STROKE = re.compile(r"\s+/\s+")
_ANY_STROKE = re.compile(r"\s*/\s*")
_ONE_NAME = re.compile(r"\w[\w.-]*/\w[\w.-]*")
_MARK = re.compile(r"\s*(?:,\s+(?:and\s+|&\s*)?|/)\s*", re.IGNORECASE)


def each_title(segment: Segment, judge: Judge) -> list[Segment]:
    """The titles of a list of which every part is a title, or two between strokes are; else the segment as it is.

    "Co-Founder & CTO" is one, and so is "CEO/President": two words with a stroke between them are one name of a position.
    """
    if _ONE_NAME.fullmatch(segment.text):
        return [segment]
    parts = _parts(segment, _MARK)
    titles = [p for p in parts if p.text[:1].isupper() and judge.title(p.text) >= _CLEAR_TITLE]
    strokes = _parts(segment, _ANY_STROKE) == parts
    return titles if len(titles) == len(parts) or (strokes and len(titles) > 1) else [segment]


def each_employer(segment: Segment, judge: Judge) -> list[Segment]:
    """The employers on both sides of a stroke that stands between blanks; else the segment as it is."""
    parts = _parts(segment, _STROKE)
    return parts if all(judge.employer(p.text) >= _CLEAR_EMPLOYER for p in parts) else [segment]


def _parts(segment: Segment, mark: re.Pattern[str]) -> list[Segment]:
    edges = [m.span() for m in mark.finditer(segment.text)]
    bounds = zip([0, *[b for _, b in edges]], [*[a for a, _ in edges], len(segment.text)], strict=True)
    return [
        segment._replace(start=segment.start + a, end=segment.start + b, text=segment.text[a:b])
        for a, b in bounds
    ]
