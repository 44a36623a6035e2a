"""How a résumé words dates and headings: date styles, month names and section labels of several languages."""

from __future__ import annotations

MONTHS: dict[str, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni",
           "Juli", "August", "September", "Oktober", "November", "Dezember"),
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin",
           "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "nl": ("januari", "februari", "maart", "april", "mei", "juni",
           "juli", "augustus", "september", "oktober", "november", "december"),
    "pt": ("janeiro", "fevereiro", "março", "abril", "maio", "junho",
           "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio",
           "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    "pl": ("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
           "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"),
}  # fmt: skip
PRESENT = {
    "en": "Present",
    "de": "heute",
    "fr": "aujourd’hui",
    "nl": "heden",
    "pt": "atual",
    "es": "actualidad",
    "pl": "obecnie",
}
SHORT_FR = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip

LABELS: dict[str, dict[str, str]] = {
    "plain": {
        "summary": "Summary", "experience": "Experience", "education": "Education", "skills": "Skills",
        "certifications": "Certifications", "clearance": "Security Clearance", "languages": "Languages",
    },
    "formal": {
        "summary": "Professional Profile", "experience": "Professional Experience",
        "education": "Education and Training", "skills": "Core Competencies",
        "certifications": "Licenses & Certifications", "clearance": "Clearance", "languages": "Languages",
    },
    "career": {
        "summary": "About Me", "experience": "Employment History", "education": "Academic Background",
        "skills": "Technical Skills", "certifications": "Certificates", "clearance": "Clearance Status",
        "languages": "Languages",
    },
    "work": {
        "summary": "Profile", "experience": "Work History", "education": "Qualifications",
        "skills": "Technologies", "certifications": "Professional Certifications",
        "clearance": "Security Clearance", "languages": "Languages",
    },
}  # fmt: skip


def _month(value: str, style: str, language: str) -> str:
    year, _, month = value.partition("-")
    number = int(month)
    name = MONTHS[language][number - 1]
    if style == "short":
        return f"{SHORT_FR[number - 1] if language == 'fr' else name[:3]} {year}"
    if style == "dotted":
        return f"{'Sept' if name == 'September' else name[:3]}. {year}" if len(name) > 4 else f"{name} {year}"
    if style == "apostrophe":
        return f"{name[:3]} ’{year[2:]}"
    if style == "slash":
        return f"{month}/{year}"
    if style == "point":
        return f"{month}.{year}"
    if style == "iso":
        return value
    if style == "day":
        return f"{month}/01/{year}"
    if style == "years":
        return year
    joint = " de " if language in {"pt", "es"} else " "
    return f"{name}{joint}{year}"


SEPARATOR = {
    "short": " – ",
    "long": " to ",
    "dotted": " — ",
    "apostrophe": "–",
    "slash": " - ",
    "point": " – ",
    "iso": " – ",
    "day": " - ",
    "years": "–",
}
NOW = {"slash": "Current", "day": "Present", "apostrophe": "now", "long": "present"}


def span(start: str, end: str, style: str, language: str = "en") -> str:
    """A date range as the file prints it; style "none" prints nothing."""
    if style == "none":
        return ""
    joint = SEPARATOR[style] if language == "en" else " – "
    if end == "present":
        last = NOW.get(style, PRESENT["en"]) if language == "en" else PRESENT[language]
    else:
        last = _month(end, style, language)
    first = _month(start, style, language)
    return first if first == last else f"{first}{joint}{last}"


def kept(value: str, style: str) -> str | None:
    """What a reader can know of a date after it was printed in this style: "YYYY-MM", "YYYY", "present" or nothing."""
    if style == "none":
        return None
    return value[:4] if style == "years" and value != "present" else value
