"""Telephone numbers, in E.164; those written for use at home by the countries the résumé names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from appliance.engines.knowledge import Knowledge, load
from appliance.engines.reading.resume.dates import find_ranges
from appliance.engines.reading.resume.make import fact
from appliance.foundation.contracts.facts import Fact

_HOME = "US"
"""Whose national numbers are tried first."""
_NUMBER_RUN = re.compile(r"(?<![\w.])(?:\(\+|\+ ?|\()?\d[\d \t().·/\u00a0–-]{5,24}\d(?!\d)")
_ANNOUNCED = re.compile(
    r"(?:phone|tel|mobile?|cell|mob|contact|call|handy|móvil|portable|home|work|t[eé]l[eé]f?on[eo]?|telefon|celular|contato|cellulare|(?<!\w)(?:ph|fon|[mtpc]))"
    r"\s{0,3}(?:no|number|#)?[\s.:#)(\[-]{0,6}$",
    re.IGNORECASE,
)
_NANP = re.compile(r"(?:\+?1[\s.-]?)?(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.-])\d{3}[\s.-]\d{4}(?!\d)")
_SHAPED = re.compile(
    r"(?<![\w.+/-])(?:\+?1[\s.-])?(?:\(\d{3}\)\s?|\d{3}(?: [·–-] |[ .·–-]))\d{3}(?: [·–-] |[ .·–-])\d{4}(?![\w/-])"
)
_SAID_IN: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\b(?:telefone|contato)\W*$", re.IGNORECASE), ("BR", "PT")),
    (re.compile(r"\bcelular\W*$", re.IGNORECASE), ("BR", "MX", "CO", "AR", "PE", "CL", "PT")),
    (re.compile(r"\b(?:teléfono|móvil)\W*$", re.IGNORECASE), ("ES", "MX", "CO", "AR", "PE", "CL")),
    (re.compile(r"\b(?:handy|telefon|mobil)\W*$", re.IGNORECASE), ("DE", "AT", "CH")),
    (re.compile(r"\b(?:téléphone|portable)\W*$", re.IGNORECASE), ("FR", "BE", "CH")),
    (re.compile(r"\bcellulare\W*$", re.IGNORECASE), ("IT",)),
)
"""Where people call it so."""
_PLAIN = range(9, 13)
_LABELLED = range(8, 14)
"""Digits of a number as it is written, alone on a line and behind "Phone:"."""
_NATIONAL_DIGITS = 10
_EXTENSION = re.compile(
    r"\s{0,3},?\s{0,3}(?:ext(?:ension|n)?\.?|x|durchwahl|poste|#)\s{0,3}[.:]?\s{0,3}(\d{1,6})(?!\w)",
    re.IGNORECASE,
)
_OUTSIDE_LINE = re.compile(r"\(?00(?=[ \t().·/\u00a0–-]*[1-9])")
_TOP = 1_500
"""Characters in which contact details stand, and the countries of a national number."""
_DOMAIN = re.compile(r"@[\w.-]+\.([a-z]{2})\b", re.IGNORECASE)
_DOMAINS = {"uk": "GB"}


def find_phones(text: str, k: Knowledge | None = None) -> list[Fact]:
    """Every telephone number that can exist; ``normal`` in E.164, an extension in the detail. Years, zip codes and numbers of other
    kinds are none.

    A number without its country is one of the United States, or, where it can be none, of a country whose places or
    addresses stand at the top of the text.
    """
    facts: list[Fact] = []
    seen: set[str] = set()
    abroad: tuple[str, ...] | None = None
    for run in _runs(text):
        digits = sum(c.isdigit() for c in run.group())
        if not 7 <= digits <= 20 or "\n" in run.group().strip() or _of_a_page(text, run.start()):
            continue
        if len(_MONTH.findall(run.group())) > 1:
            continue
        found = _numbers(text, run)
        if not found and (run.start() < _TOP or _announced(text, run)):
            abroad = _countries(text[:_TOP], k or load()) if abroad is None else abroad
            said = _announced(text, run) or _among_contacts(text, run)
            found = list(_national(run, (*abroad, *_said_in(text, run)), announced=said))
        for start, end, number in found:
            if number not in seen and not _dated(text[start:end]):
                seen.add(number)
                more = _EXTENSION.match(text, end)
                stop = more.end() if more else end
                detail = {"extension": more[1]} if more else {}
                facts.append(
                    fact(
                        "phone",
                        text,
                        start,
                        stop,
                        value=text[start:stop].strip(),
                        normal=number,
                        detail=dict(detail),
                        confidence="sure",
                    )
                )
    return facts or _printed(text)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of digits; more of them than a number has are those of two cells: the end of a link and a telephone number."""
    for run in _NUMBER_RUN.finditer(text):
        tab = run.group().rfind("\t")
        if tab > 0 and sum(c.isdigit() for c in run.group()) > _MOST_DIGITS:
            yield from _NUMBER_RUN.finditer(text, run.start(), run.start() + tab)
            yield from _NUMBER_RUN.finditer(text, run.start() + tab + 1, run.end())
        else:
            yield run


_MOST_DIGITS = 15
"""Of a number with its country."""


def _printed(text: str) -> list[Fact]:
    """The first number at the top as it is written, unsure: one that nobody can have ("123-456-7890"), or of a country not told."""
    shaped = _SHAPED.search(text, 0, _TOP)
    if shaped is not None:
        digits = re.sub(r"\D", "", shaped.group())[-_NATIONAL_DIGITS:]
        return [fact("phone", text, shaped.start(), shaped.end(), normal=f"+1{digits}", confidence="unsure")]
    for run in _runs(text[:_TOP]):
        written = run.group().strip()
        digits = re.sub(r"\D", "", written)
        if "\n" in written or not digits.strip("0") or _dated(written) or _of_a_page(text, run.start()):
            continue
        beside = _alone_by_address(text, run) or _among_contacts(text, run)
        if (len(digits) in _LABELLED and _announced(text, run)) or (len(digits) in _PLAIN and beside):
            normal = f"+{digits}" if written.startswith(("+", "(+")) else digits
            return [fact("phone", text, run.start(), run.end(), normal=normal, confidence="unsure")]
    return []


def _alone_by_address(text: str, run: re.Match[str]) -> bool:
    """Is it a line of its own, with an e-mail address on one of the four lines around it?"""
    start, end = text.rfind("\n", 0, run.start()) + 1, text.find("\n", run.end())
    end = end if end >= 0 else len(text)
    if text[start:end].strip("()[]|•·,;. \t") != run.group().strip("()[]|•·,;. \t"):
        return False
    above = text[:start].splitlines()[-_NEAR:]
    below = text[end : end + _LINES_BELOW].splitlines()[: _NEAR + 1]
    return any(_ADDRESS.search(line) for line in (*above, *below))


_NEAR = 2
_LINES_BELOW = 200
_ADDRESS = re.compile(r"\w@\w")


def _said_in(text: str, run: re.Match[str]) -> tuple[str, ...]:
    before = text[max(0, run.start() - 24) : run.start()]
    return next((countries for word, countries in _SAID_IN if word.search(before)), ())


def _numbers(text: str, run: re.Match[str]) -> list[tuple[int, int, str]]:
    """The valid numbers of a run of digits; one that is only possible when a word or its shape announces it."""
    found = _matched(text, run.start(), run.end(), _HOME, phonenumbers.Leniency.VALID)
    if not found:
        shaped = _NANP.search(text, run.start(), run.end())
        if shaped:
            return _matched(text, shaped.start(), shaped.end(), _HOME, phonenumbers.Leniency.POSSIBLE)
        if run.group().startswith("+") or _announced(text, run):
            found = _matched(text, run.start(), run.end(), _HOME, phonenumbers.Leniency.POSSIBLE)
    return found


def _national(
    run: re.Match[str], countries: tuple[str, ...], *, announced: bool
) -> Iterator[tuple[int, int, str]]:
    """The one number a run is when dialled with the prefix of a line abroad ("0049 …"), or in one of these countries."""
    written = run.group()
    outside = _OUTSIDE_LINE.match(written)
    tried = (
        [("+" + written[outside.end() :], "ZZ")] if outside else [(written, country) for country in countries]
    )
    for number, country in tried:
        try:
            parsed = phonenumbers.parse(number, country)
        except phonenumbers.NumberParseException:
            continue
        # without a word or an address beside it, only the 0 that dials out of a town says that it is a telephone number
        if phonenumbers.is_valid_number(parsed) and (
            outside or announced or written.lstrip("( ").startswith("0")
        ):
            yield (
                run.start(),
                run.end(),
                phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164),
            )
            return


def _announced(text: str, run: re.Match[str]) -> bool:
    return _ANNOUNCED.search(text[max(0, run.start() - 24) : run.start()]) is not None


def _among_contacts(text: str, run: re.Match[str]) -> bool:
    """Is it a piece of its own on a line with an e-mail address?"""
    start = text.rfind("\n", 0, run.start()) + 1
    end = text.find("\n", run.end())
    line = text[start : end if end >= 0 else len(text)]
    return bool(_DOMAIN.search(line)) and any(run.group() == piece.strip() for piece in _PIECES.split(line))


_PIECES = re.compile(r"[\t|•·,;]|\s[–—-]\s")


def _countries(text: str, k: Knowledge) -> tuple[str, ...]:
    """The countries that places and addresses of the text belong to, as ISO 3166 codes, in reading order."""
    domains = (code.lower() for code in _DOMAIN.findall(text))
    named = [*k.find_countries(text), *(_DOMAINS.get(code, code.upper()) for code in domains)]
    return tuple(
        code for code in dict.fromkeys(named) if code != _HOME and code in phonenumbers.SUPPORTED_REGIONS
    )


def _matched(text: str, start: int, end: int, region: str, leniency: int) -> list[tuple[int, int, str]]:
    found = []
    for m in phonenumbers.PhoneNumberMatcher(text[start:end], region, leniency=leniency, max_tries=4):
        if phonenumbers.is_possible_number_with_reason(m.number) == phonenumbers.ValidationResult.IS_POSSIBLE:
            number = phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164)
            found.append((start + m.start, start + m.end, number))
    return found


def _dated(written: str) -> bool:
    """A date in figures, or two with or without a bracket before them: "08.07.2019", "(03/2010–09/2010"."""
    if written.startswith("+") or _AREA.match(written):
        return False
    return _DAY.fullmatch(written.strip(" ()")) is not None or any(r.last for r in find_ranges(written))


_MONTH = re.compile(r"\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\b")
"""Two of them with only a blank between: "03/2018 08/2018"."""
_AREA = re.compile(r"\(\d{1,5}\)")
_DAY = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d")


def _of_a_page(text: str, start: int) -> bool:
    """Do the digits go on the address of a paper: "doi:10.5194/acp-19-14339-2019"?"""
    return _PAPER.search(text, max(0, start - _LONGEST_ADDRESS), start) is not None


_LONGEST_ADDRESS = 60
_PAPER = re.compile(r"(?:\bdoi\b|\b10\.\d{4,5}/|://)\S{0,50}\Z", re.IGNORECASE)
