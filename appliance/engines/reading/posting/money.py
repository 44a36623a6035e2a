"""Amounts of money as they are written: currency, thousands, ranges, and the period beside them. Whose they are is told elsewhere."""

from __future__ import annotations

import re

_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_CODES = r"USD|US\$|GBP|EUR|CAD|C\$|AUD|A\$|NZD|CHF|SGD|INR|SEK|NOK|DKK|PLN|JPY"
_NAMED = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "RS": "INR",
    "RS.": "INR",
}
SIGN = rf"(?:(?:{_CODES})\s?[$£€]|{_CODES}|US \$|(?:CA|AU|NZ|S)\$|\b[Rr]s\.?(?=\s?\d)|[$£€¥₹])"
AMOUNT = r"\d{1,2}(?:,\d{2}){1,2},\d{3}|\d{1,3}(?:[,.  '’]\d{3}){1,3}(?:[.,]\d{1,2}(?!\d))?|\d{1,9}(?:[.,]\d{1,2}(?!\d))?"
MONEY = re.compile(
    rf"(?P<sign>{SIGN})\s?(?P<low>{AMOUNT})\s?(?P<lowk>[kK](?![a-z])|thousand|mm?\b|M\b|B\b|bn\b|million|billion)?(?P<loweuro>\s?[€£])?(?P<lowcode>\s?(?:{_CODES})\b)?(?P<lowper>\s?(?:/|per |an? )\s?(?:hour|hr|h|year|yr|annum|month|day|week|[Hh]our|H[Rr]|[Yy]ear|Y[Rr])\b(?:\.(?=\s*[-–—]))?)?"
    rf"(?:\s?\s?(?:\((?:step|level|grade|entry|min|start)[^()\d]{{0,12}}\d{{0,2}}\)\s?)?(?:to\s?[-–]|-|–|—|−|\bto\b|\band\b|,?\s?up to|through|/(?=\s?[$£€]\s?\d{{2,3}},?\d{{3}}))\s?\s?(?:{SIGN}\s?)?(?P<high>{AMOUNT})\s?(?P<highk>[kK](?![a-z])|thousand|mm?\b|M\b|B\b|bn\b|million|billion)?)?(?P<code>\s?(?:{_CODES})\b)?(?P<euro>\s?[€£])?"
    rf"|(?<![\d.,])(?P<low2>{AMOUNT})\s?(?P<low2k>[kK]\b|thousand\b)?\s?(?:[€£$]?\s?(?:-|–|—|\bto\b|\band\b|\bà\b|\bbis\b)\s?(?P<high2>{AMOUNT})\s?(?P<high2k>[kK]\b|thousand\b)?\s?)?(?P<sign2>€|£|\$(?!\s?\d)|(?:USD|EUR|GBP|CAD|AUD|CHF|SEK|PLN|dollars|bucks|[Ee]uros?)\b)",
)
_PERIODS = (
    ("hour", re.compile(r"\bhourly rate\b|\b(?:per|an|each|every|/)\s?(?:(?:contact|billable|working|clock|credit|teaching|labou?r|clinical) )?(?:hour|hr)\b|/\s?h(?:ou)?r?\b|\bhourly\b|\b(?:pro|die) Stunde\b|(?<![a-z])p/?h\b|\bper hour\b|\bl['’]heure\b|\bpor hora\b", re.IGNORECASE)),
    ("day", re.compile(r"\bday[- ]rate\b|\b(?:per|a|each|every)\s?(?:shift |shooting |working )?day\b|/\s?day\b|(?<![a-z])p/?d\b|\bdaily\b|\bper diem\b", re.IGNORECASE)),
    ("week", re.compile(r"\b(?:per|a|each)\s?week\b|/\s?(?:week|wk)\b|(?<!bi-)(?<!bi )\bweekly\b|(?<![a-z])p/?w\b", re.IGNORECASE)),
    ("month", re.compile(r"\b(?:per|a|each)\s?month\b|/\s?mo(?:nth)?\b|\bmonthly\b|\b(?:im|pro) Monat\b|\bmonatlich\b|\bpar mois\b|\bpcm\b|/\s?mois\b|\bmensuel\w*\b|\bmensual\w*\b|\bal mes\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:per|a|each)\s?(?:year|annum|yr)\b|/\s?(?:year|yr|annum)\b|\bannual(?:ly|ized|ised)?\b|\byearly\b|\bp\.?\s?a\.?\b|\bper annum\b|\b(?:im|pro) Jahr\b|\bjährlich\b|\bpar an\b|\bPA\b|\bannuels?\b|\banuales?\b|\bal año\b", re.IGNORECASE)),
)  # fmt: skip
_YEARLY_LEAST = 10_000
_BIG = {"m", "mm", "b", "bn", "million", "billion"}
LAKHS, LAKH = re.compile(r"\s?(?:LPA|[Ll]akhs?|[Ll]acs?)\b"), 100_000
"""The Indian unit of yearly pay: "₹12–18 LPA"."""


def amounts_of(match: re.Match[str]) -> tuple[float, float | None] | None:
    """Both amounts in units ("$140–170K" is 140,000 to 170,000); None for millions."""
    low = number(match["low"] or match["low2"])
    written = match["high"] or match["high2"]
    high = number(written) if written else None
    low_k = (match["lowk"] or match["low2k"] or "").lower().replace("thousand", "k")
    high_k = (match["highk"] or match["high2k"] or "").lower().replace("thousand", "k")
    if low_k in _BIG or high_k in _BIG or low <= 0:
        return None
    if low_k == "k":
        low *= 1000
    if high is not None and (high_k == "k" or (low_k == "k" and high < 1000)):
        high *= 1000
    if high is not None and high >= _YEARLY_LEAST and low < 1000:
        low *= 1000
    return low, high


def number(written: str) -> float:
    """The amount of "12,00,000", "1.234,50", "1’234" or "15.50"."""
    if re.fullmatch(r"\d{1,2}(?:,\d{2}){1,2},\d{3}", written):  # lakhs: "12,00,000"
        return float(written.replace(",", ""))
    grouped = re.fullmatch(r"(\d{1,3}(?:[,.  '’]\d{3})+|\d+)([.,]\d{1,2})?", written)
    if grouped is None:
        return float(written)
    tail = (grouped[2] or "").replace(",", ".")
    return float(re.sub(r"[,.  '’]", "", grouped[1]) + tail)


def period_of(piece: str) -> str:
    """The first period named in a piece of text, or ""."""
    found = [(m.start(), name) for name, pattern in _PERIODS if (m := pattern.search(piece))]
    return min(found)[1] if found else ""


def currency_of(match: re.Match[str]) -> str:
    """The code of the currency of an amount; "USD $" and "CAD 90,000 $" are what the code says."""
    named = (match["code"] or match["lowcode"] or "").strip()
    written = named or match["euro"] or match["loweuro"] or match["sign"] or match["sign2"] or ""
    written = written.strip().replace("US $", "US$")
    coded = re.fullmatch(r"([A-Z]{3})\s?[$£€]", written)
    if coded:
        return coded[1]
    if written.lower().startswith(("dollar", "buck")):
        return "USD"
    if written.lower().startswith("euro"):
        return "EUR"
    return _SIGNS.get(written) or _NAMED.get(written.upper()) or written
