"""E-mail addresses and links, cleaned of icons glued to them."""

from __future__ import annotations

import re

from appliance.engines.reading.resume.make import fact
from appliance.engines.reading.resume.sections import Section
from appliance.foundation.contracts.facts import Fact

_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+'@-])[A-Za-z0-9](?:[A-Za-z0-9._%+'’-]{0,62}[A-Za-z0-9_+-])?\s?@\s?(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,18}(?![A-Za-z0-9@])"
)
_LABEL_GLUED = re.compile(r"^(?:(?:e-?mail|mail)[:.]?|id[:.])(?=[a-z])", re.IGNORECASE)
_WRAPPED = re.compile(
    r"(?<![A-Za-z0-9._%+'@-])([A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}(?:@[A-Za-z0-9.-]{0,60})?)\n(?=[ \t]*([@.]?[A-Za-z0-9][A-Za-z0-9.@-]{0,60})[ \t]*(?:\n|$))"
)
_WHOLE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,4}(?:com|org|net|edu|gov|mil|info|io|dev|ai|app|de|fr|ch|at|nl|be|es|pt|it|pl|cz|se|no|dk|fi|ie|uk|ca|us|au|nz|mx|br|jp|kr|sg|za|eu|in)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"(?:some(?:one|body)|(?:your|my)[._-]?(?:name|e?mail)\w*|e-?mail|name|(?:first|given)[._-]?name[._-]?(?:last|sur)[._-]?name|user(?:name)?|xxx+|abc)@(?:(?:e-?mail|example|domain|company|website|provider|server|mail|xyz|abc)\.\w{2,3}|xxx+\.\w{2,3})",
    re.IGNORECASE,
)
"""Addresses that templates print: nobody is reached there. One counts, unsure, where there is no other."""
_ADDRESS_END = r"[^\s<>|\"“”•·,;\uf000-\uf8ff]"
_LINK = re.compile(
    rf"(?<![\w@.])(?:https?://{_ADDRESS_END}{{3,200}}|"
    r"(?:www\.|(?:[a-z]{2,3}\.)?linkedin\.com/|github\.com/|gitlab\.com/|stackoverflow\.com/|kaggle\.com/|medium\.com/@?|behance\.net/|dribbble\.com/|"
    rf"twitter\.com/|x\.com/|orcid\.org/|scholar\.google\.[a-z.]{{2,6}}/){_ADDRESS_END}{{2,200}})",
    re.IGNORECASE,
)
_IN_A_LINK = ("://", "www.", ".com/", ".net/", ".org/", "scholar.google.")
"""What a link cannot do without, in lower case: most texts have none of it, and looking for a link takes long."""
_HOME_PAGE = re.compile(
    r"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,3}(?:com|org|net|io|dev|me|ai|co|edu|gov|info|eu|de|fr|uk|ch|at|nl|es|it|pl|se|in|ca|app|tech|"
    rf"design|blog|page)(?:/{_ADDRESS_END}{{0,120}})?(?![\w@])",
    re.IGNORECASE,
)
_NO_LINK = re.compile(
    r"^(?:asp|vb|ado|node|vue|react|express|next|d3|three|socket|booking|salesforce|amazon|monster|indeed)\.(?:net|js|com|io|co)$",
    re.IGNORECASE,
)
_CONTACT_REACH = 1200


def find_emails(text: str) -> list[Fact]:
    """Every e-mail address; ``normal`` in lower case."""
    facts: list[Fact] = []
    seen: set[str] = set()
    if "@" not in text:
        return facts
    wrapped = _wrapped(text)
    for start, end, value in wrapped:
        if value.lower() not in seen:
            seen.add(value.lower())
            facts.append(
                fact("email", text, start, end, value=value, normal=value.lower(), confidence="likely")
            )
    for m in _EMAIL.finditer(text):
        start, end = m.span()
        written = m.group()
        if any(a < end and start < b for a, b, _ in wrapped):
            continue
        if " " in written and not re.fullmatch(r"\S+@\S+", written.replace(" ", "")):
            continue
        if re.search(r"\s@\s?|@\s", written) and not re.search(
            r"mail", text[max(0, start - 14) : start], re.IGNORECASE
        ):
            continue
        label = _LABEL_GLUED.match(written)
        if label:
            start += label.end()
        value = re.sub(r"\s", "", text[start:end]).replace("’", "'")
        if value.lower() in seen or ".." in value:
            continue
        seen.add(value.lower())
        printed = _PLACEHOLDER.fullmatch(value) is not None
        facts.append(
            fact(
                "email",
                text,
                start,
                end,
                value=value,
                normal=value.lower(),
                confidence="unsure" if printed else "sure",
            )
        )
    own = [f for f in facts if f.confidence != "unsure"]
    return own or facts[:1]


def _wrapped(text: str) -> list[tuple[int, int, str]]:
    """Addresses that a narrow column broke: "ada@exam" above "ple.com". (start, end, address without the break)"""
    found = []
    for m in _WRAPPED.finditer(text):
        upper, lower = m.groups()
        if ("@" in upper) == ("@" in lower):
            continue
        alone = _EMAIL.fullmatch(upper) if "@" in upper else None
        ends_well = alone is not None and _WHOLE.fullmatch(upper) is not None
        # without "@" above, only a mark at the break says that both are one: the row above may be any word
        joins = "@" in upper or lower[0] in "@." or upper[-1] in "._"
        if joins and not ends_well and _WHOLE.fullmatch(upper + lower):
            found.append((m.start(), m.end(2), upper + lower))
    return found


def find_links(text: str, taken: list[Fact]) -> list[Fact]:
    """Profiles and home pages; bare domains only near the top, where contact details stand."""
    facts: list[Fact] = []
    seen: set[str] = set()
    reach = 0
    mail = [(f.span.start, f.span.end) for f in taken if f.span is not None]
    said = text.casefold()
    links = _LINK.finditer(text) if any(mark in said for mark in _IN_A_LINK) else ()
    written = [*links, *_HOME_PAGE.finditer(text, 0, min(len(text), _CONTACT_REACH))]
    for m in sorted(written, key=lambda m: (m.start(), -m.end())):
        start, end = m.span()
        while end > start and text[end - 1] in ".)]}'’-":
            end -= 1
        value = text[start:end]
        if any(a < end and b > start for a, b in mail) or _NO_LINK.match(value) or "." not in value:
            continue
        bare = "/" not in value and not value.lower().startswith("www.")
        if (bare and value[0].isupper()) or start < reach:
            continue
        reach = end
        normal = re.sub(r"^(?:https?://)?(?:www\.)?", "", value.lower()).rstrip("/")
        if normal in seen:
            continue
        seen.add(normal)
        site = "linkedin" if "linkedin.com" in normal else "github" if "github.com" in normal else "other"
        facts.append(fact("link", text, start, end, normal=normal, detail={"site": site}))
    return facts


_SOMEONE = re.compile(
    r"\b(?:supervisor|person in charge|reference|referee|manager'?s? name|may (?:we )?contact|vorgesetzte)\b",
    re.IGNORECASE,
)
_ROWS_ABOUT = 2


def others_contact(sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    """Where the contact details of supervisors and references stand: not the candidate's."""
    spans: list[tuple[int, int]] = []
    above, told = "", False
    for section in sections:
        # "Contact: ada@example.com" under the name of a reference, where the candidate is reached elsewhere
        reached = section.role == "contact" and above == "references" and told and _labelled(section)
        if (section.role == "references" or reached) and section.rows:
            spans.append((section.start, _end_of_column(section)))
        elif section.role == "experience":
            for number, row in enumerate(section.rows):
                if _SOMEONE.search(row.text):
                    last = section.rows[min(number + _ROWS_ABOUT, len(section.rows)) - 1]
                    spans.append((row.start, last.end))
        above = "references" if reached else section.role
        told = told or (above != "references" and any("@" in row.text for row in section.rows))
    return spans


def _end_of_column(section: Section) -> int:
    """Where the rows end that stand in the column of the first: what heads the next column is nobody's reference."""
    first = section.rows[0]
    other = next(
        (
            r
            for r in section.rows
            if (r.page, r.column) > (first.page, first.column) and r.column != first.column
        ),
        None,
    )
    return other.start if other is not None and _ALONE.search(other.text) else section.end


_ALONE = re.compile(r"\A\W{0,3}(?:[^@\s]{1,64}@\S{3,64}|[\d ().+/-]{7,24})\W{0,3}\Z")
"""A telephone number or an address and nothing else: people are named before theirs."""


def _labelled(section: Section) -> bool:
    """Is its heading a word before the first of its rows, on the same line?"""
    first = section.rows[0] if section.rows else None
    return first is not None and first.start - section.start <= len(section.heading) + _COLON


_COLON = 3


def within(at: int, spans: list[tuple[int, int]]) -> bool:
    """Does ``at`` lie in one of the spans?"""
    return any(start <= at < end for start, end in spans)
