"""Whose résumé it is: the row near the top that has the shape of a name and is nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.resume.han_names import CJK, LABEL, ONLY_LABEL, han_name
from appliance.engines.reading.resume.make import clean, fact
from appliance.engines.reading.resume.name_parts import PARTICLES, WORD, in_two_rows, parts, turned
from appliance.engines.reading.resume.rows import Row, trim
from appliance.foundation.contracts.facts import Confidence, Fact
from appliance.foundation.kernel.text import fold_words

_ROWS_LOOKED_AT = 30
_PARTICLE = re.compile(r"['’-]")
_LETTERS = r"[^\W\d_]"
_NICKNAME_FIRST = re.compile(rf"[(\"“'‘]{WORD}[)\"”'’][ \u00a0]+(?=[^\W\d_])")
_NAME = re.compile(
    rf"(?:[(\"“'‘]{WORD}[)\"”'’][ \u00a0]+)?(?:{WORD})(?:[ \u00a0]+(?:[(\"“'‘]{WORD}[)\"”'’]|{WORD})){{1,6}}"
)
_TITLE_BEFORE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|sir|ing|dipl|herr|frau|mme|sr|sra)\.?\s+", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:\d{1,2}[.)]\s*)?(?:(?:full |candidate |applicant |legal )?name(?:\s*\((?:sur|last|family)[ -]?(?:name)?[^()]{0,20}\))?|(?:sur|last|family)[ -]?names?(?:\(s\))?\s*(?:,|/|and)\s*(?:first|given|fore|other)[ -]?names?(?:\(s\))?|candidate|applicant|nom|nombre|nome|naam|imię i nazwisko|r[eé]sum[eé] of|curriculum vitae of|cv of|cv)(?:\s*[:–-]\s*|\t+)|^(?:r[eé]sum[eé]|curriculum vitae|cv) (?:of|for)\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<=\w)\s+[-–—|:]?\s*\(?(?:r[eé]sum[eé]|curriculum(?: vitae)?|cv|lebenslauf)\)?$|(?<=\w)['’]s (?:r[eé]sum[eé]|cv)$",
    re.IGNORECASE,
)
"""What the paper is, behind the name of the person: "Jane Fuller Resume"."""
_REACHED = re.compile(r"@[\w-]+\.|\d{3}[)\s.-]{1,2}\d{3,4}|\+\d{1,3}[\s(]|linkedin", re.IGNORECASE)
_WITH_PARTICLE = re.compile(r"(?:al|el|ul|bin|de|d|o|van|le|la)['’-](?=[^\W\d_])[A-Z]")
_ONLY_LABEL = re.compile(r"(?:\d{1,2}[.)]\s*)?(?:full |candidate )?name\s*:?", re.IGNORECASE)
_CREDENTIALS = re.compile(
    r"\s*[,(|–-]\s*(?:(?:ph\.?\s?d|m\.?d|mba|msc|m\.?s|b\.?s|b\.?a|m\.?a|bsc|rn|bsn|msn|aprn|np|cpa|cfa|pmp|esq|jd|j\.d|pe|p\.e|cissp|cism|csm|phr|sphr|shrm-\w+|"
    r"lcsw|pharmd|dds|dvm|edd|ed\.d|facp|jr|sr|ii|iii|iv|ccna|ccnp|itil|mcse|lmt|ots|otr\S*|cma|eit|leed\S*|llm|mph|mpa|dba|do|frm|six sigma)\b\.?[,)\s/&-]*)+.*$",
    re.IGNORECASE,
)
_LETTERS_AFTER = re.compile(
    r"(?<=[a-z])(?:[ \u00a0]{1,3}(?:BSN|MSN|ADN|DNP|RN|LPN|LVN|APRN|CRNA|CNA|OCN|CCRN|CEN|PhD|Ph\.D\.?|MD|MBA|MPH|MSc|BSc|CPA|CFA|PMP|PE|Esq\.?))+[,.]?$"
)
"""Letters behind a name without a comma: "Jane Fuller BSN, RN"."""
_NEVER_WORDS = (
    "resume résumé cv curriculum vitae vita lebenslauf page personal information contact details profile summary objective "
    "template sample example updated confidential address phone email mobile city state university college "
    "school institute company experience education skills email: tel fax home cell seeking position objective career job "
    "seeker candidate references linkedin github portfolio engineer manager developer analyst teacher nurse accountant inc "
    "llc ltd corp department team services solutions systems technologies management technical professional about expert "
    "certified qualifications accomplishments highlights anonymous removed welcome to in and with for the of at on my your is "
    "was degree diploma "
)
_NEVER = frozenset(_NEVER_WORDS.split())
_SURNAME_WORDS = (
    "abbott archer bailey baker barber bishop brewer butler carpenter carter chandler cook cooper dean draper farmer fisher foster fowler gardener "
    "glover hunter judge king knight major marshall mason mercer merchant miller page painter parker porter potter prior ranger sargent sawyer "
    "shepherd singer skinner smith spicer steward tanner taylor tucker turner tyler walker warden weaver webster wheeler driver"
)
_SURNAMES = frozenset(_SURNAME_WORDS.split())
"""Surnames that are also trades."""
_WORD_ENDS = re.compile(rf"(?<={_LETTERS}{{4}})\.(?=\s|$)")
"""No initial and no "Jr.": what comes after it is something else."""
_STREET_NAMES = frozenset({"street", "road", "avenue"})
"""Words that end the name of a street far more often than that of a person."""
_STREET = re.compile(
    r"\b(?:street|st\.|road|rd|avenue|ave|lane|drive|blvd|suite|apt|floor|box|straße|strasse|rue|calle|via|plaza)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:{WORD})(?:[ \u00a0]+{WORD}){{1,3}}(?=\s*(?:[,|•·●▪◊–-]|\d|\\x|\s{{2,}}|\(|e-?mail|phone|tel\b|mobile|cell|address|$))",
    re.IGNORECASE,
)


_STATE_BEHIND = re.compile(r",\s{0,3}[A-Z]{2}\b")
"""What stands behind a town in an address: "Huntington Beach, CA"."""


class _Candidate(NamedTuple):
    score: float
    start: int
    end: int
    labelled: bool = False


class _Page(NamedTuple):
    """What a row is judged by: the rows near the top, the largest letters if they are larger than most, 0 else, and the

    number of the row that heads the first section of content.
    """

    text: str
    top: list[Row]
    largest: float
    content: int
    emails: tuple[str, ...]
    k: Knowledge
    common: float = 0.0

    @classmethod
    def of(
        cls, text: str, rows: tuple[Row, ...], top: list[Row], emails: tuple[str, ...], k: Knowledge
    ) -> _Page:
        largest = max(row.size for row in top)
        common = median(row.size for row in rows if row.page <= 0)
        heads = (
            n
            for n, row in enumerate(top)
            if k.resume_section(row.text) not in _NO_CONTENT and fold_words(row.text) != "resume"
        )
        return cls(
            text,
            top,
            largest if largest > common * _LARGER else 0.0,
            next(heads, len(top)),
            emails,
            k,
            common,
        )


def find_name(text: str, rows: tuple[Row, ...], emails: tuple[str, ...], k: Knowledge) -> Fact | None:
    """The person's name, or None when no row has the shape of one."""
    # a side bar may be read first; the name stands at the top all the same
    top = sorted((row for row in rows if row.page <= 0), key=lambda row: row.top)[:_ROWS_LOOKED_AT]
    if not top:
        return None
    apart = in_two_rows(top)
    if apart is not None:
        first, given, family, second = apart
        return fact(
            "name",
            text,
            first.start,
            second.end,
            value=f"{given} {family}",
            detail={"given": given, "family": family},
            confidence="sure",
        )
    page = _Page.of(text, rows, top, emails, k)
    known = [c for number in range(len(top)) for c in _candidates(page, number)]
    known += [wrapped for c in known if (wrapped := _wrapped(page, c))]
    known += _over_two_rows(page)
    best = max(known, key=lambda c: (c.score, -c.start), default=None)
    if best is None or best.score < _LEAST:
        best = _on_next_page(text, rows, emails, k)
    if best is None:
        return None
    written = clean(text[best.start : best.end])
    given, family = parts(written, labelled=best.labelled)
    around = turned(written, labelled=best.labelled)
    confidence: Confidence = "sure" if best.score >= 1.3 else "likely" if best.score >= 0.8 else "unsure"
    return fact(
        "name", text, best.start, best.end, value=written, normal=fold_words(" ".join(around) if around else written), detail={"given": given, "family": family},
        confidence=confidence,
    )  # fmt: skip


_LEAST = 0.5
_LARGER = 1.08
_NO_CONTENT = (None, "contact", "other")
_PLACEHOLDER = re.compile(r"[xX]{2,}")
_NO_NAME = re.compile(r"(?:first|given|last|family|sur|middle|full|your|candidate)[ -]?name\b", re.IGNORECASE)
_ONE_WORD = re.compile(rf"{_LETTERS}(?:{_LETTERS}|['’-](?={_LETTERS}))+")
_GOES_ON = re.compile(r"\(?\s*cont(?:inued|['’]?d|\.|\))|^(?:page|p\.)\s*(?:2|two)\b", re.IGNORECASE)


def _on_next_page(
    text: str, rows: tuple[Row, ...], emails: tuple[str, ...], k: Knowledge
) -> _Candidate | None:
    """The name that heads the second page, above a heading that goes on ("Experience (continued)")."""
    for row, below in pairwise(rows):
        span = (
            _shaped(text, row.start, row.end) if _GOES_ON.search(below.text) and len(row.cells) == 1 else None
        )
        if span is not None and not row.bullet:
            score = _score(_Page(text, [row], 0.0, 1, emails, k), span, 0, whole=True)
            if score >= 2 * _LEAST:
                return _Candidate(_LEAST, *span)
    return None


def _over_two_rows(page: _Page) -> list[_Candidate]:
    """The first two rows, or the only two in the largest letters, when they are a word each: a given name above a family name."""
    largest = [row for row in page.top if page.largest and row.size >= page.largest - 0.3]
    return [
        _Candidate(0.8, pair[0].start, pair[1].end)
        for pair in (page.top[:2], largest)
        if len(pair) == _TWO and _one_above_the_other(page, *pair)
    ]


_TWO = 2


def _wrapped(page: _Page, name: _Candidate) -> _Candidate | None:
    """The name with its last word, which stands alone on the next row in the same large letters."""
    number = next((n for n, row in enumerate(page.top) if row.end == name.end), None)
    if number is None or not page.largest or number + 1 >= len(page.top):
        return None
    row, below = page.top[number], page.top[number + 1]
    if min(row.size, below.size) < page.largest - 0.3 or row.size < _MUCH_LARGER * page.common:
        return None
    after = page.top[number + 2] if number + 2 < len(page.top) else None
    if after is not None and after.size >= page.largest - 0.3:
        return None
    shaped = _shaped(page.text, name.start, below.end)
    last = fold_words(below.text)
    k = page.k
    if shaped != (name.start, below.end) or not _ONE_WORD.fullmatch(below.text) or k.find_skills(below.text):
        return None
    if k.title_likeness(below.text) >= 0.5 or k.resume_section(below.text) or last in _NEVER:
        return None
    return _Candidate(name.score + 0.2, name.start, below.end, name.labelled)


_MUCH_LARGER = 1.3


def _one_above_the_other(page: _Page, first: Row, second: Row) -> bool:
    k = page.k
    if not all(_ONE_WORD.fullmatch(row.text) and not CJK.search(row.text) for row in (first, second)):
        return False
    if first.end >= second.start or page.text[first.end : second.start].strip():
        return False
    if any(k.title_likeness(row.text) >= 0.5 or k.resume_section(row.text) for row in (first, second)):
        return False
    name = f"{first.text} {second.text}"
    return not any(fold_words(word) in _NEVER for word in name.split()) and not k.find_skills(name)


def _candidates(page: _Page, number: int) -> list[_Candidate]:
    found = []
    text, top = page.text, page.top
    row = top[number]
    above = top[number - 1].text if number else ""
    labelled = bool(_ONLY_LABEL.fullmatch(above) or ONLY_LABEL.fullmatch(above))
    start, end = row.start, row.end
    label = _LABEL.match(row.text) or LABEL.match(row.text)
    if label:
        start, labelled = row.start + label.end(), True
    spans = [(start, end)] if len(row.cells) == 1 or labelled else list(row.cells)
    for left, right in spans:
        a, b = trim(text, left, right, ' \t\u00a0"|•·,;:*_-–—')
        called = _CALLED.search(text, a, b)
        b = called.start() if called else b
        if a and _NICKNAME_FIRST.match(text, a - 1, b):
            a -= 1
        mark = CJK.search(text, a, b)
        if mark and (han := _of_han(page, number, (a, b), labelled=labelled)):
            found.append(han)
            continue
        shaped = _shaped(text, a, b, labelled=labelled or (number == 0 and _mailed(text[a:b], page.emails)))
        whole = shaped is not None
        if shaped is None:
            lead = _LEAD.match(text, a, b)
            shaped = _shaped(text, a, lead.end()) if lead else None
        if shaped is None:
            continue
        reached = any(_REACHED.search(below.text) for below in top[number : number + 3])
        runs = number > 0 and text.count(text[slice(*shaped)]) > 1  # a line on each page
        large = page.largest > 0 and row.size >= page.largest - 0.3
        mailed = _mailed(text[slice(*shaped)], page.emails)
        last = text[slice(*shaped)].split()[-1]
        if fold_words(last) in _STREET_NAMES and not (labelled or _in_box(last, page.emails)):
            continue
        if not (labelled or mailed):
            if text[slice(*shaped)].islower() and not (whole and number < 3 and (number == 0 or reached)):
                continue  # two words of a sentence
            if number > page.content and not (reached or large or row.heading == 1):
                continue  # what stands under a heading is content
        score = _score(page, shaped, number, whole=whole) + (1.0 if labelled else 0.0)
        score += 0.3 * reached + 0.3 * (row.heading == 1) + 0.2 * runs
        found.append(_Candidate(score, *shaped, labelled or (number == 0 and mailed)))
    return found


def _of_han(page: _Page, number: int, span: tuple[int, int], *, labelled: bool) -> _Candidate | None:
    """A name in Chinese, Japanese or Korean script; beside one in Latin letters the latter is read."""
    if any(c.isalpha() and not CJK.match(c) for c in page.text[slice(*span)]):
        latin = _BESIDE_HAN.fullmatch(page.text, *span)
        shaped = _shaped(page.text, *latin.span("before" if latin["before"] else "behind")) if latin else None
    else:
        shaped = han_name(page.text, *span, labelled=labelled)
    if shaped is None or (number > page.content and not labelled):
        return None
    return _Candidate(0.7 - 0.09 * min(number, 12) + (1.0 if labelled else 0.0), *shaped)


_HAN = r"[\u3041-\u30ff\u3400-\u9fff々가-힣・\u3000]"
_BESIDE_HAN = re.compile(
    rf"(?P<before>[^\W\d_][^\d\n()（]*?)\s*[(（]?{_HAN}{{2,8}}[)）]?|{_HAN}{{2,8}}\s*[(（]?(?P<behind>[^\d\n()（）]+?)[)）]?"
)
""""Wang Xiaoming 王小明", "王小明 (Xiaoming Wang)"."""


def _shaped(text: str, start: int, end: int, *, labelled: bool = False) -> tuple[int, int] | None:
    """The span of the name in ``[start, end)`` without a form of address and letters after it; None without the shape."""
    before = _TITLE_BEFORE.match(text[start:end])
    if before:
        start += before.end()
    around = turned(text[start:end].strip(), labelled=labelled)
    after = None if around else _CREDENTIALS.search(text, start, end)
    if after:
        end = after.start()
    letters = _LETTERS_AFTER.search(text, start, end)
    if letters:
        end = letters.start()
    start, end = trim(text, start, end, " \t\u00a0,;:|*")
    sentence = _WORD_ENDS.search(text, start, end)
    if sentence:
        end = sentence.start()
    written = " ".join(around) if around else text[start:end].replace("\n", " ")  # a narrow column broke it
    if not 4 <= len(written) <= 60 or not _NAME.fullmatch(written):
        return None
    words = written.split()
    large = [w for w in words if w.strip("(\"“'‘)”’")[:1].isupper() or _WITH_PARTICLE.match(w)]
    small = [w for w in words if w not in large]
    if len(large) < 2 and not (len(words) == 2 and written.islower()):
        return None
    if _NO_NAME.match(written):
        return None
    if (
        any(_PARTICLE.split(w.lower().strip(".'’"))[0] not in PARTICLES for w in small)
        and not written.islower()
    ):
        return None
    if any(fold_words(w) in _NEVER or _PLACEHOLDER.fullmatch(w) for w in words if w.lower() not in PARTICLES):
        return None
    return start, end


def _mailed(written: str, emails: tuple[str, ...]) -> bool:
    """Whether a part of the name stands in an address."""
    parts = [part for part in (fold_words(w) for w in written.split()) if len(part) > 2]
    boxes = [fold_words(mail.partition("@")[0]).replace(" ", "") for mail in emails]
    return any(part in box for box in boxes for part in parts)


def _in_box(word: str, emails: tuple[str, ...]) -> bool:
    """Whether a word stands before the @ of an address."""
    return any(fold_words(word) in fold_words(mail.partition("@")[0]) for mail in emails)


def _score(page: _Page, span: tuple[int, int], number: int, *, whole: bool) -> float:
    written, row, k = page.text[span[0] : span[1]], page.top[number], page.k
    score = 1.0 - 0.09 * min(number, 12)
    if not whole:
        score -= 0.15
    if page.largest and row.size >= page.largest - 0.3:
        score += 0.5
    elif page.largest and row.size < page.largest * 0.75:
        score -= 0.25
    words = written.split()
    if len(words) in {2, 3}:
        score += 0.1
    elif len(words) > 4:
        score -= 0.2
    if row.bullet:
        score -= 0.3
    if written.islower():
        score -= 0.4
    if k.title_likeness(written) >= 0.5:
        score -= 0.2 if words[-1].lower() in _SURNAMES and len(words) < 4 else 1.3
    if k.resume_section(written) is not None:
        score -= 1.5
    skills = k.find_skills(written)
    if skills:
        score -= 0.8 if skills[0].end - skills[0].start == len(written) else 0.4
    if k.school_likeness(written) >= 0.5 or k.employer_likeness(written) >= 0.6:
        score -= 0.6
    if any(place.end - place.start == len(written) for place in k.find_locations(written)):
        score -= 1.5 if "," in written or _STATE_BEHIND.match(page.text, span[1]) else 0.6
    street = _STREET.search(written)
    if street and not _in_box(street.group(), page.emails):
        score -= 0.5
    return score + 0.5 * _mailed(written, page.emails)
