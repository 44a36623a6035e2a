"""The blind view: what says who somebody is, or how old, is covered before it reaches a page. Pure.

Covered: name, e-mail, phone, links, address and place, schools, dates of education, dates of birth, and every year more
than ten years back. A covered text keeps its length, so that places in it stay true. What a reader did not recognise
as a name or a school can stay readable: docs/use/matching.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from appliance.foundation.contracts.candidates import Candidate, Document, KeptFact
from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.values import Scalar

COVER = "█"
OPEN_YEARS = 10
"""Years this recent say what somebody did lately; older ones say how old they are."""
COVERED: frozenset[FactKind] = frozenset({"name", "email", "phone", "link", "location", "school"})
_DATES = ("start", "end", "year")
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+", 0),
        (r"(?:https?://|www\.)\S+", re.I),
        (r"\b(?:linkedin|github|gitlab|xing|facebook|twitter|instagram)\.com\S*", re.I),
        (r"(?<![\w.,-])(?:\+|00)?\(?\d[\d ().\u2010-\u2015/-]{7,}\d(?!\w)", 0),
        (r"\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'.-]*\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Parkway|Pkwy|Terrace|Circle|Cir)\b\.?", 0),
        (r"\b(?:born|birth\w*|d\.?o\.?b\.?|age[ds]?)\b\s*:?[^\n]{0,40}\d[^\n]{0,12}", re.I),
        (r"\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b", 0),
        (r"\b(?:(?:[A-Z][\w.&'’-]+|of|de|the)[ ]+){0,5}(?:University|College|Institute of Technology|Polytechnic|Universität|Université|Universidad|Hochschule|Academy|High School)\b(?:[ ]+(?:of|at|in|de)(?:[ ]+(?:[A-Z][\w.&'’-]+|of|the|and|de)){1,5})?", 0),
    )
)  # fmt: skip
_STUDY = re.compile(
    r"graduat|class of|universit|college|school|institut|academy|polytechnic|hochschule|degree|bachelor|master|diploma|"
    r"doctor|ph\.?\s?d|\bb\.?\s?(?:s|a|sc|eng)\b|\bm\.?\s?(?:s|a|sc|eng|ba)\b|\bgpa\b|█",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d(?!\d)")
_LETTER = re.compile(r"\w", re.UNICODE)
_ANY_SCHOOL = frozenset(
    [
        "academy",
        "and",
        "applied",
        "arts",
        "business",
        "central",
        "city",
        "college",
        "community",
        "design",
        "east",
        "engineering",
        "for",
        "high",
        "institute",
        "international",
        "law",
        "management",
        "medical",
        "national",
        "north",
        "open",
        "polytechnic",
        "public",
        "school",
        "science",
        "sciences",
        "south",
        "state",
        "technical",
        "technology",
        "the",
        "university",
        "west",
    ]
)
_SHORT = 2
_TOP = 5
"""Lines at the top of a document; one of them in another script than the rest is the name once more."""


class Mask:
    """What is covered of one person. ``facts`` are those in force, ``year`` is this one."""

    KINDS = COVERED

    def __init__(self, candidate_id: str, facts: Iterable[KeptFact], year: int) -> None:
        self.label = f"Candidate {candidate_id[-5:].upper()}"
        self._year = year
        secrets: set[str] = set()
        for fact in (k.fact for k in facts):
            if fact.kind in COVERED:
                secrets.add(fact.value)
                secrets.add(fact.normal)
            if fact.kind == "name":
                secrets |= {w for w in re.split(r"[\s,.]+", fact.value) if len(w) > _SHORT}
            elif fact.kind == "location":
                secrets.add(fact.value.partition(",")[0])
            school = fact.value if fact.kind == "school" else str(fact.detail.get("school") or "")
            if school and fact.kind in ("school", "education"):
                secrets.add(school)
                secrets |= {
                    w for w in re.split(r"\W+", school) if len(w) > _SHORT and w.lower() not in _ANY_SCHOOL
                }
        words = sorted({s.strip() for s in secrets if len(s.strip()) > _SHORT}, key=lambda s: (-len(s), s))
        spaced = (r"\s+".join(re.escape(part) for part in word.split()) for word in words)
        self._secrets = re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.I) if words else None

    def text(self, text: str) -> str:
        """The same number of characters, with what says who or how old covered."""
        covered = self._secrets.sub(_cover, text) if self._secrets else text
        for pattern in _PATTERNS:
            covered = pattern.sub(_cover, covered)
        lines = covered.split("\n")
        near = -2
        for number, line in enumerate(lines):
            if _STUDY.search(line):
                near = number
            if near >= number - 1 and number - near < 2:
                lines[number] = _YEAR.sub(_cover, line)
            else:
                lines[number] = _YEAR.sub(self._old, line)
        return "\n".join(lines)

    def whole(self, text: str) -> str:
        """As ``text``, of a document: a name that stands at its top once more, in another script, is covered too."""
        lines = self.text(text).split("\n")
        if sum(map(_foreign, lines)) <= _TOP:
            lines[:_TOP] = [_LETTER.sub(COVER, line) if _foreign(line) else line for line in lines[:_TOP]]
        return "\n".join(lines)

    def _old(self, found: re.Match[str]) -> str:
        year = found.group()
        return year if len(year) == 4 and int(year) >= self._year - OPEN_YEARS else COVER * len(year)

    def fact(self, kept: KeptFact) -> KeptFact:
        """A fact as the blind view shows it; its place and its id stay."""
        fact = kept.fact
        if fact.kind in COVERED:
            change = {"value": "covered", "normal": "", "quote": "covered", "detail": {}}
        else:
            value, quote = self.text(fact.value), self.text(fact.quote)
            change = {
                "value": value,
                "normal": self.text(fact.normal),
                "quote": quote,
                "detail": self._detail(kept),
            }
        was = self.text(kept.was) if kept.was and fact.kind not in COVERED else "covered" if kept.was else ""
        return kept.model_copy(update={"fact": fact.model_copy(update=change), "was": was})

    def _detail(self, kept: KeptFact) -> dict[str, Scalar]:
        detail = dict(kept.fact.detail)
        study = kept.fact.kind in ("education", "degree")
        for name in _DATES:
            said = str(detail.get(name) or "")
            if said[:4].isdigit() and (study or int(said[:4]) < self._year - OPEN_YEARS):
                detail[name] = ""
        return {
            k: self.text(v) if isinstance(v, str) and k not in (*_DATES, "id", "level") else v
            for k, v in detail.items()
        }

    def candidate(self, candidate: Candidate) -> Candidate:
        """The row a list shows."""
        title, employer = self.text(candidate.title), self.text(candidate.employer)
        return candidate.model_copy(
            update={"name": self.label, "location": "", "title": title, "employer": employer, "source": ""}
        )

    def document(self, document: Document, number: int = 1) -> Document:
        """A document's row; its own name often holds the person's."""
        shown = {"file_name": self.file(document.file_name, number), "text": self.whole(document.text)}
        return document.model_copy(update={**shown, "notes": self._notes(document.notes)})

    def _notes(self, notes: tuple[QualityNote, ...]) -> tuple[QualityNote, ...]:
        """Remarks may name years ("a gap from 2001 to 2004")."""
        return tuple(n.model_copy(update={"message": self.text(n.message)}) for n in notes)

    def file(self, name: str, number: int = 1) -> str:
        """A name for a file that says nothing but its format."""
        suffix = PurePath(name).suffix.lower()
        return f"Document {number}{suffix if suffix.isascii() and len(suffix) < 7 else ''}"

    def layout(self, layout: Layout) -> Layout:
        """The text of a document; the places of its words stay, hidden text and the file's own title go."""
        hidden = tuple(h.model_copy(update={"text": self.text(h.text)}) for h in layout.hidden)
        shown = {"text": self.whole(layout.text), "hidden": hidden, "notes": self._notes(layout.notes)}
        return layout.model_copy(update={**shown, "title": "", "structured": ""})


def _cover(found: re.Match[str]) -> str:
    return _LETTER.sub(COVER, found.group())


def _foreign(line: str) -> bool:
    """Whether it has letters, and none of them is Latin."""
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and not any(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters)
