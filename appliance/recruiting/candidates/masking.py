"""The blind view: what says who somebody is, or how old, is covered before it reaches a page. Pure.

Covered: name, e-mail, phone, links, address, every town (that of a former job is often where somebody lives), schools,
dates of education, dates of birth, and every year more than ten years back. A covered text keeps its length, so that
places in it stay true. What a reader did not recognise as a name or a school can stay readable:
docs/use/matching.md says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from appliance.engines.knowledge import load
from appliance.foundation.contracts.candidates import Candidate, Document, KeptFact
from appliance.foundation.contracts.facts import FactKind
from appliance.foundation.contracts.reading import Layout, QualityNote
from appliance.foundation.contracts.values import Scalar
from appliance.recruiting.candidates import whereabouts

COVER = "█"
OPEN_YEARS = 10
"""Years this recent say what somebody did lately; older ones say how old they are."""
COVERED: frozenset[FactKind] = frozenset({"name", "email", "phone", "link", "location", "school"})
_NO_PLACES = ("skill", "certification", "employer", "title")
_DATES = ("start", "end", "year")
_DATE = r"(?:(?:\d{1,2}[/.-])?(?:19|20)\d\d(?:[/.-]\d{1,2})?|(?:0[1-9]|1[0-2])/\d\d)"
_DATES_THERE = rf"{_DATE}\s*[\u2010-\u2015-]\s*{_DATE}(?!\w)"
"""From when to when, in digits: no telephone number."""
_PATTERNS = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", 0),
        (r"(?:https?://|www\.)\S+", re.I),
        (r"\b(?:linkedin|github|gitlab|xing|facebook|twitter|instagram)\.com\S*", re.I),
        (rf"(?<![\w.,-])(?<!\d/)(?!{_DATES_THERE})(?:\+|00)?\(?\d[\d ().\u2010-\u2015/-]{{7,}}\d(?!\w)", 0),
        (r"\b\d{1,5}[A-Za-z]?\s+(?:[A-Z][\w'.-]*\s+){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Way|Place|Pl|Parkway|Pkwy|Terrace|Circle|Cir)\b\.?", 0),
        (r"\b(?:born|birth\w*|d\.?o\.?b\.?)\b\s*:?[^\n]{0,40}\d[^\n]{0,12}", re.I),
        (r"\bage[ds]?\b\s*[:=]?\s*\d{1,2}\b", re.I),
        (r"\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b", 0),
        (r"\b(?:P\.? ?O\.? ?Box|Postfach|Apt\.?|Apartment|Flat|Unit)[ ]#?\d+\w*", re.I),
        (r"\b[A-ZÄÖÜ][\w.-]{0,40}(?:straße|strasse|str\.|weg|gasse|platz|allee)[ ]\d+\w?(?:, ?(?:[A-Z]{1,2}-)?\d{4,5}\b)?", 0),
        (r"\b\d{1,4},?[ ](?:bis[ ])?(?:rue|avenue|boulevard|place|chemin|quai)[ ](?:[\w'’-]+[ ]?){1,4}", re.I),
        (r"\b(?:Calle|Avenida|Via|Viale|Rua|Plaza|Piazza)[ ](?:[\w'’.-]+[ ]){0,3}[\w'’.-]+,?[ ]\d{1,4}\b", 0),
        (r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}\b", 0),
        (r"\b(?:(?:[A-Z][\w.&'’-]{1,40}|of|de|the)[ ]{1,3}){0,5}(?:University|College|Institute of Technology|Polytechnic|Universität|Université|Universidad|Hochschule|Academy|High School)\b(?:[ ]+(?:of|at|in|de)(?:[ ]+(?:[A-Z][\w.&'’-]+|of|the|and|de)){1,5})?", 0),
    )
)  # fmt: skip
_STUDY = re.compile(
    r"graduat|class of|universit|college|school|institut|academy|polytechnic|hochschule|degree|bachelor|diploma|"
    r"(?<!scrum )\bmaster(?:['’]?s)?\b(?! data)|doctor|ph\.?\s?d|\bb\.?\s?(?:s|a|sc|eng)\b|\bm\.?\s?(?:s|a|sc|eng|ba)\b|\bgpa\b|█",
    re.I,
)
_YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=['’])\d\d(?!\d)|(?:(?<=\b0[1-9]/)|(?<=\b1[0-2]/))\d\d(?![\d/])"
)
"""``2004``, ``'04``, and the year of ``11/04``."""
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
_HEADING = 40
"""Characters of the longest line that is taken for a heading."""
_HEAD = 12
"""Lines at the top of a document among which the address stands."""


class Mask:
    """What is covered of one person. ``facts`` are those in force, ``year`` is this one."""

    KINDS = COVERED

    def __init__(self, candidate_id: str, facts: Iterable[KeptFact], year: int) -> None:
        self.label = f"Candidate {candidate_id[-5:].upper()}"
        self._year = year
        read = [k.fact for k in facts]
        secrets: set[str] = set()
        schools: set[str] = set()
        for fact in read:
            if fact.kind in COVERED:
                secrets.add(fact.value)
                secrets.add(fact.normal)
            if fact.kind == "name":
                secrets |= {w for w in re.split(r"[\s,.]+", fact.value) if len(w) > _SHORT}
            elif fact.kind == "location":
                secrets.add(fact.value.partition(",")[0])
            school = fact.value if fact.kind == "school" else str(fact.detail.get("school") or "")
            if school and fact.kind in ("school", "education"):
                schools.add(school)
                schools |= {
                    w for w in re.split(r"\W+", school) if len(w) > _SHORT and w.lower() not in _ANY_SCHOOL
                }
        self._worked = whereabouts.of_positions(read)
        self._schools = _Words(schools, re.I)
        self._secrets = (
            self._schools,
            _Words(secrets, re.I),
            # as they are written: a town may be called like a word ("Mobile", "Reading")
            _Words(self._worked | {whereabouts.town(place) for place in self._worked}),
        )
        studied = {f.value for f in read if f.kind == "degree"}
        studied |= {line for f in read if f.kind == "education" for line in f.quote.split("\n")}
        self._studied = _Words({_YEAR.sub("", words).strip(" \t,;|–—-") for words in studied})
        self._spared = {f.value.casefold() for f in read if f.kind in _NO_PLACES}

    def text(self, text: str) -> str:
        """The same number of characters, with what says who or how old covered."""
        towns = whereabouts.towns(text, self._worked, self._spared)
        study = self._studies(self._without(text, towns).split("\n"))
        covered = text
        for start, end in towns:
            covered = covered[:start] + _LETTER.sub(COVER, covered[start:end]) + covered[end:]
        for words in self._secrets:
            covered = words.cover(covered)
        for pattern in _PATTERNS:
            covered = pattern.sub(_cover, covered)
        lines = covered.split("\n")
        for number, line in enumerate(lines):
            of_study = study[number] or (number > 0 and study[number - 1])
            lines[number] = _YEAR.sub(_cover if of_study else self._old, line)
        return "\n".join(lines)

    def _without(self, text: str, towns: Iterable[tuple[int, int]]) -> str:
        """The text by which lines of education are known: schools covered, towns gone ("MA" is a degree too)."""
        for start, end in towns:
            text = text[:start] + " " * (end - start) + text[end:]
        return self._schools.cover(text)

    def _studies(self, lines: Sequence[str]) -> list[bool]:
        """Which lines speak of education: by their words, by the facts, or because they stand under its heading."""
        found, under, role_of = [], False, load().resume_section
        for line in lines:
            role = role_of(line) if len(lines) > 1 and _SHORT < len(line.strip()) <= _HEADING else None
            under = role == "education" if role else under
            found.append(under or bool(_STUDY.search(line)) or self._studied.stand_in(line))
        return found

    def whole(self, text: str) -> str:
        """As ``text``, of a document: at its top a house number with its street, and the name in another script, too."""
        lines = self.text(text).split("\n")
        for number, line in enumerate(text.split("\n")[:_HEAD]):
            if (found := whereabouts.street(line)) is not None:
                lines[number] = _LETTER.sub(COVER, lines[number][: found[1]]) + lines[number][found[1] :]
        if sum(map(_foreign, lines)) <= _TOP:
            lines[:_TOP] = [_LETTER.sub(COVER, line) if _foreign(line) else line for line in lines[:_TOP]]
        return "\n".join(lines)

    def _old(self, found: re.Match[str]) -> str:
        said = found.group()
        year = int(said) if len(said) == 4 else int(said) + (2000 if 2000 + int(said) <= self._year else 1900)
        return said if year >= self._year - OPEN_YEARS else COVER * len(said)

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
        detail = {k: v for k, v in kept.fact.detail.items() if k != "location"}
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


class _Words:
    """Whole words and phrases of one person, over any space; those of one or two letters are none.

    The pattern is made of those that can stand in a text, because most texts have none.
    """

    def __init__(self, words: Iterable[str], flags: int = 0) -> None:
        known = sorted({w.strip() for w in words if len(w.strip()) > _SHORT}, key=lambda w: (-len(w), w))
        self._known = [(word, _small(word.split()[0])) for word in known]
        self._flags = flags

    def _pattern(self, text: str) -> re.Pattern[str] | None:
        low = _small(text)
        spaced = [
            r"\s+".join(re.escape(part) for part in word.split())
            for word, first in self._known
            if first in low
        ]
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", self._flags) if spaced else None

    def cover(self, text: str) -> str:
        """The text with them covered."""
        pattern = self._pattern(text)
        return pattern.sub(_cover, text) if pattern else text

    def stand_in(self, text: str) -> bool:
        """Whether one of them does."""
        pattern = self._pattern(text)
        return pattern is not None and pattern.search(text) is not None


def _small(text: str) -> str:
    """As a pattern that ignores case sees letters: the dotted and the dotless i are one."""
    return text.casefold().replace("\u0307", "").replace("ı", "i")


def _cover(found: re.Match[str]) -> str:
    return _LETTER.sub(COVER, found.group())


def _foreign(line: str) -> bool:
    """Whether it has letters, and none of them is Latin."""
    letters = [c for c in line if c.isalpha()]
    return bool(letters) and not any(c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in letters)
