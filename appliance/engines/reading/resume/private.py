"""What is never read of a person, told in rows of its own: taken out before anything is looked for.

A label alone on a row ("Date of birth", "Familienstand", "Convictions") goes with the rows it labels, whether they stand
below it or, for dates of birth, above it. A label with its value on one row goes alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from appliance.engines.knowledge import MONTHS, Knowledge
from appliance.engines.reading.resume.dates import find_points, unaccented
from appliance.engines.reading.resume.rows import Row, trim
from appliance.foundation.contracts.facts import Fact


def _labels(written: str) -> frozenset[str]:
    return frozenset(unaccented(label.strip()).casefold() for label in written.split(","))


_BIRTH: Final = _labels(
    "date of birth, birth date, date of birth and place of birth, date and place of birth, place and date of birth, year of birth, birthdate, "
    "birthday, born, born on, dob, geburtsdatum, geburtstag, geburtsjahr, geboren, geboren am, geb, geburtsdatum und -ort, "
    "geburtsdatum und geburtsort, geburtsdatum/-ort, date de naissance, date et lieu de naissance, né le, née le, né(e) le, fecha de nacimiento, "
    "fecha y lugar de nacimiento, nacido el, nacida el, data di nascita, data e luogo di nascita, luogo e data di nascita, nato il, nata il, "
    "geboortedatum, data de nascimento, nascimento, nascido em, nascida em, nacimiento, nascita, naissance, data urodzenia, data nașterii, födelsedatum, född, født, født den, fødselsdag, fødselsdato, syntymäaika, datum narození, születési dátum, "
    "doğum tarihi, дата рождения, дата народження, ημερομηνία γέννησης, 生年月日, 出生日期, 出生年月, 생년월일"
)
_AGE: Final = _labels(
    "age, alter, age in years, âge, edad, età, leeftijd, idade, wiek, ålder, alder, ikä, возраст, 年齢, 年龄"
)
_COUNTED: Final = _labels(
    "children, number of children, kinder, enfants, hijos, figli, dependents, height, weight, größe, gewicht"
)
_OTHER: Final = _labels(
    "place of birth, birthplace, birth place, city of birth, country of birth, geburtsort, lieu de naissance, lugar de nacimiento, luogo di nascita, "
    "geboorteplaats, miejsce urodzenia, naturalidade, "
    "marital status, civil status, family status, relationship status, familienstand, état civil, situation familiale, situation de famille, "
    "estado civil, stato civile, burgerlijke staat, stan cywilny, civilstånd, civilstatus, sivilstatus, siviilisääty, "
    "spouse, spouse name, father name, mother name, husband name, wife name, spouse's name, father's name, mother's name, husband's name, "
    "wife's name, "
    "gender, gender identity, sex, pronouns, geschlecht, sexe, genre, sexo, género, genere, sesso, geslacht, płeć, kön, køn, kjønn, sukupuoli, "
    "sexual orientation, "
    "religion, religious affiliation, religious beliefs, caste, konfession, religionszugehörigkeit, religione, religión, religião, wyznanie, "
    "nationality, citizenship at birth, nationalität, nationalité, staatsangehörigkeit, staatsbürgerschaft, nacionalidad, nazionalità, cittadinanza, "
    "nationaliteit, nacionalidade, narodowość, obywatelstwo, nationalitet, kansalaisuus, гражданство, 国籍, "
    "ethnicity, ethnic origin, ethnic group, ethnic background, race, skin color, skin colour, blood group, blood type, blutgruppe, "
    "disability, disabilities, behinderung, health status, passport no, passport number"
)  # fmt: skip
_RECORD: Final = _labels(
    "criminal record, criminal history, criminal background, criminal conviction, criminal convictions, conviction, convictions, "
    "prior convictions, previous convictions, spent convictions, unspent convictions, arrest record, arrests, vorstrafen, casier judiciaire, "
    "condamnations, antecedentes penales, precedenti penali, antecedentes criminais, strafblad, niekaralność, straffeattest"
)
_AMBIGUOUS: Final = _labels(
    "born, age, alter, sex, gender, genre, race, religion, children, kinder, height, weight, disability, disabilities"
)
"""Also names of subjects, of interests and of work: labels only where they have a value."""
_ALL: Final = _BIRTH | _AGE | _COUNTED | _OTHER | _RECORD
_LABELLED = re.compile(
    r"(?:(?:date|place|year|country|city) of birth|d\.?\s?o\.?\s?b\b|birth ?(?:day|date|place)|born|age|sex|gender(?: identity)?|pronouns|(?:marital|civil|family) status|religion|faith|caste|"
    r"nationality|citizenship at birth|ethnic(?:ity| origin)|race|sexual orientation|(?:spouse|husband|wife|father|mother|child(?:ren)?)(?:['’]?s?(?: name)?)?|blood group|height|weight|"
    r"passport (?:no|number|details)|disabilit(?:y|ies)|criminal record|convictions?|geburts(?:datum|ort|tag)|familienstand|staatsangehörigkeit|nationalität|konfession|geschlecht|"
    r"date de naissance|nationalité|situation (?:de famille|familiale)|fecha de nacimiento|nacionalidad|estado civil|data di nascita|stato civile|nazionalità)(?:\s*[/&,] ?\w+){0,2}\.?\s*(?:[:–]|-\s)",
    re.IGNORECASE,
)
"""A label of what is never read: such a row is no heading, degree, title or language ("D.O.B." is no Doctor of Osteopathy)."""
_LONGEST_LABELLED = 90
_LONGEST_LABEL = 40
_LONGEST_VALUE = 60
_MOST_VALUE_WORDS = 4
_MOST_RECORD_ROWS = 6
_A_TITLE = 0.55
_ASIDE = re.compile(r"\([^)]{2,}\)")
_MONTH = "|".join(sorted((re.escape(unaccented(m)) for m in MONTHS), key=len, reverse=True))
_FRAGMENT = re.compile(rf"(?:\d{{1,4}}|{_MONTH})(?:st|nd|rd|th)?[.,/]?", re.IGNORECASE)
"""A piece of a date on a row of its own: "12", "May", "1980"."""
_YEAR = re.compile(r"\d{4}\W*")
_AGED = re.compile(r"\d\d\b.{0,12}")
_COUNT = re.compile(
    r"(?:\d.{0,24}|none|no|one|two|three|four|five|keine|eins?|zwei|drei|aucun|un|deux|trois|ninguno|uno|due|dos|tres)\b.{0,12}", re.IGNORECASE
)  # fmt: skip
_NOTHING = re.compile(r"(?:none?|nil|n/?a|keine|aucune?|ningun[oa]?|nessun[oa]?|geen|-+)\W*", re.IGNORECASE)
_BORN = re.compile(
    r"(?:born|birth ?(?:day|date)|date of birth|dob|geb(?:oren)?|geburts(?:datum|tag)|nee?(?:\(e\))? le|date de naissance|nacid[oa]|fecha de nacimiento|"
    r"nat[oa] (?:il|a|nel)|data di nascita|geboortedatum|(?:data de )?nascimento|nascid[oa] em|f[øö]dt?d?(?: den)?|fødselsda(?:to|g)|födelsedatum|data urodzenia)\b\.?",
    re.IGNORECASE,
)
_BORN_IN = re.compile(r"\s*(?:in|at|a|en|zu|w)\b", re.IGNORECASE)
_BESIDE = 7
"""Characters between the label and the date: " on the "."""
_STATED = re.compile(
    r"(?:(?:marital|civil|family) status|familienstand|estado civil|stato civile|etat civil|gender|sex|religion|nationality|nationalitat|nationalite|"
    r"staatsangehorigkeit|nacionalidad|nazionalita|age)\s+(?P<value>\S+(?:\s+\S+){0,2})$",
    re.IGNORECASE,
)
"""A label and its value without a mark between them: "Marital status   married 2005"."""
_TELLING = re.compile(
    r"(?:male|female|man|woman|non-binary|m|f|d|mannlich|weiblich|masculin|feminin|hombre|mujer|masculin[oa]|femenin[oa]|uomo|donna|"
    r"single|married|divorced|widowe?[dr]?|separated|engaged|ledig|verheiratet|geschieden|verwitwet|celibataire|mariee?|divorcee?|solter[oa]|casad[oa]|"
    r"nubile|celibe|coniugat[oa]|divorziat[oa]|\d\d)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"[A-Z][a-z]+(?:an|ian|ish|ese|ic|isch|ch|ais|aise|[oa])$")


def without_private(rows: tuple[Row, ...], k: Knowledge) -> tuple[Row, ...]:
    """The rows without those that tell of birth, age, family, sex, religion, origin or a criminal record.

    Of a row in cells the private cells at its ends go. What comes behind rows taken out is set apart from what came before.
    """
    cut = [_without_cells(row) for row in rows]
    found = [row for row in cut if row is not None]
    gone = {n for n, row in enumerate(found) if _told_alone(row)}
    number, before = 0, False
    while number < len(found):
        label = _label(found[number].text)
        if label not in _ALL or number in gone:
            before = before and number in gone
            number += 1
            continue
        last = number
        while last + 1 < len(found) and _label(found[last + 1].text) in _ALL:
            last += 1
        gone.update(range(number, last + 1))
        if last == number:
            taken = _values(found, number, label, k, gone)
            if label in _AMBIGUOUS and not (taken or before or found[number].text.endswith(":")):
                gone.discard(number)
                number += 1
                continue
            if taken or not (before or label in _BIRTH):
                before = False
            elif number and _stands_before(found[number - 1], label) and number - 1 not in gone:
                gone.add(number - 1)
                before = True
            gone.update(range(number + 1, number + 1 + taken))
            number += 1 + taken
            continue
        # a column of labels, and one of what they label
        at = last + 1
        for one in (_label(row.text) for row in found[number : last + 1]):
            taken = _values(found, at - 1, one, k, gone)
            gone.update(range(at, at + taken))
            at += taken
        number, before = at, False
    # "May 1980" and below it "Present": what was left of a birth date read as a range
    gone |= {n + 1 for n in gone if n + 1 < len(found) and _only_now(found[n + 1])}
    out: list[Row] = []
    for number, row in enumerate(found):
        if number not in gone:
            out.append(row._replace(gap=True) if number - 1 in gone and not row.bullet else row)
    return tuple(out)


def private_starts(written: tuple[Row, ...], kept: tuple[Row, ...]) -> list[int]:
    """Where the rows begin that ``without_private`` took out; offsets within the text."""
    ends = {row.end for row in kept}
    starts = {row.start for row in kept}
    return [row.start for row in written if row.start not in starts and row.end not in ends]


def shortened(fact: Fact, private: list[int], text: str) -> Fact:
    """The fact with a quote that ends before the first private row within it."""
    span = fact.span
    first = next((at for at in private if span is not None and span.start < at < span.end), None)
    if span is None or first is None:
        return fact
    start, end = trim(text, span.start, first)
    return fact.model_copy(update={"span": span.model_copy(update={"end": end}), "quote": text[start:end]})


@lru_cache(maxsize=2_000)
def _label(text: str) -> str:
    """A row as the lists have its label; "" where it is too long to be one."""
    if len(text) > _LONGEST_LABEL:
        return ""
    plain = unaccented(text).casefold().replace("’", "'")
    for form in (plain, _ASIDE.sub("", plain)):
        bare = " ".join(form.strip(" \u00a0\t-–—*·•:：.|").split())
        for one in (bare, bare.replace(".", "").replace(" ", "") if "." in bare else bare):
            if one in _ALL:
                return one
    return ""


def _values(rows: list[Row], number: int, label: str, k: Knowledge, gone: set[int]) -> int:
    """How many of the rows behind ``number`` tell what the label asks for."""
    behind = rows[number + 1 : number + 1 + _MOST_RECORD_ROWS]
    if not behind or number + 1 in gone:
        return 0
    if label in _BIRTH:
        return _birth_rows(behind)
    if label in _RECORD:
        return _record_rows(behind, k)
    first = behind[0]
    if label in _AGE:
        return int(bool(_AGED.fullmatch(first.text)))
    if label in _COUNTED:
        return int(bool(_COUNT.fullmatch(first.text)))
    return int(_short_value(first, k))


def _birth_rows(behind: list[Row]) -> int:
    first = behind[0]
    if _one_date(first):
        return 1
    for taken, row in enumerate(behind[:3], start=1):
        if not _FRAGMENT.fullmatch(unaccented(row.text)):
            break
        if _YEAR.fullmatch(row.text):
            return taken
    return 0


def _record_rows(behind: list[Row], k: Knowledge) -> int:
    """The offences below the label up to empty space, a heading or a title; a date beside the first goes with it."""
    taken = 0
    for number, row in enumerate(behind):
        if _heading(row, k) or _label(row.text) or (number and k.title_likeness(row.text) >= _A_TITLE):
            break
        dates = _only_dates(row)
        if (
            number
            and row.gap
            and not (number == 1 and behind[0].gap and dates and not _only_dates(behind[0]))
        ):
            break
        taken += 1
        if _NOTHING.fullmatch(row.text):
            break
    return taken


def _short_value(row: Row, k: Knowledge) -> bool:
    text = row.text
    return (
        len(text) <= _LONGEST_VALUE
        and len(text.split()) <= _MOST_VALUE_WORDS
        and not _heading(row, k)
        and not any(r.last for r in row.ranges)
        and "@" not in text
        and max(k.title_likeness(text), k.employer_likeness(text), k.school_likeness(text)) < _A_TITLE
        and not k.find_degrees(text)
    )


def _heading(row: Row, k: Knowledge) -> bool:
    return k.resume_section(row.text) is not None


def _stands_before(row: Row, label: str) -> bool:
    """Is the value above its label?"""
    if label in _BIRTH:
        return _one_date(row) and _only_dates(row)
    return len(row.text.split()) <= _MOST_VALUE_WORDS - 1 and not row.ranges


def _one_date(row: Row) -> bool:
    """A short row with one date and no range."""
    if len(row.text) > _LONGEST_VALUE or any(r.last for r in row.ranges):
        return False
    numeric = re.match(r"\W*\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}", row.text)
    return bool(numeric) or sum(bool(p.year) for p in find_points(row.text)) == 1


def _only_dates(row: Row) -> bool:
    """Nothing but dates: "2010 - 2011", "12 May 1980", "12.05.1980"."""
    return any(c.isdigit() for c in row.text) and not re.search(
        r"[^\W\d_]{2,}", re.sub(rf"\b(?:{_MONTH}|st|nd|rd|th|of|de|to|present)\b", "", unaccented(row.text), flags=re.IGNORECASE)
    )  # fmt: skip


def _labelled(text: str) -> bool:
    """A label, a colon and what it labels: "Date of birth: 12 May 1980"."""
    if len(text) > _LONGEST_LABELLED:
        return False
    head, colon, _ = text.replace("：", ":").partition(":")
    return _LABELLED.match(text) is not None or (bool(colon) and bool(_label(head)))


def _only_now(row: Row) -> bool:
    points = find_points(row.text)
    return len(points) == 1 and points[0].now and points[0].end - points[0].start == len(row.text)


def _told_alone(row: Row) -> bool:
    """A label and its value on one row: "Born May 1980", "1980 Born in Berlin", "Marital status: married"."""
    if _label(row.text):
        return False
    if len(row.cells) == 1 and _labelled(row.text):
        return True
    if len(row.text) > _LONGEST_VALUE or any(r.last for r in row.ranges):
        return False
    plain = unaccented(row.text)
    dates = find_points(plain) if _BORN.search(plain) else []  # looking for dates costs more
    born = _BORN.match(plain)
    if born is not None and any(p.year for p in dates):
        near = dates[0].start - born.end() <= _BESIDE
        return near or _BORN_IN.match(plain, born.end()) is not None
    if dates and dates[0].start <= 1 and dates[0].year:
        rest = plain[dates[0].end :].strip(" \t:,-–—")
        behind = _BORN.match(rest)
        return behind is not None and (
            behind.end() == len(rest) or _BORN_IN.match(rest, behind.end()) is not None
        )
    stated = _STATED.match(plain)
    return stated is not None and (
        _TELLING.match(stated["value"]) is not None or _PEOPLE.fullmatch(stated["value"]) is not None
    )


def _without_cells(row: Row) -> Row | None:
    """The row without its private cells at an end; None where nothing else is left."""
    cells = [(row.text[a - row.start : b - row.start], a, b) for a, b in row.cells]
    if len(cells) < 2:
        return row
    private = [bool(_label(text)) or _labelled(text) for text, _, _ in cells]
    if not any(private):
        return row
    for number in range(1, len(cells)):
        if _label(cells[number - 1][0]) and not _label(cells[number][0]):
            private[number] = True
    first, last = 0, len(cells)
    while first < last and private[first]:
        first += 1
    while last > first and private[last - 1]:
        last -= 1
    if first == last:
        return None
    start, end = cells[first][1], cells[last - 1][2]
    moved = start - row.start
    ranges = tuple(
        r._replace(start=r.start - moved, end=r.end - moved)
        for r in row.ranges
        if r.start >= moved and r.end <= end - row.start
    )
    return row._replace(
        start=start,
        end=end,
        text=row.text[moved : end - row.start],
        cells=row.cells[first:last],
        ranges=ranges,
    )
