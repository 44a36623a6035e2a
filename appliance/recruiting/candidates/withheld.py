"""What a résumé says of a person that no search may find: birth and age, family, sex, religion, origin, a criminal record.

None of it becomes a fact; here its words are kept out of the index and of the lines shown for a hit. The document itself
stays as it came, for whoever opens it. Statements about the person are meant, told by their label or their form: a public
defender's felony cases and a nurse's work in prisons are found like any other work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LABEL_WORDS: Final = (
    # birth and age
    "date of birth, birth date, birthdate, birthday, born, place of birth, birthplace, dob, age, geburtsdatum, geburtstag, geburtsort, geboren, "
    "geboren am, alter, date de naissance, lieu de naissance, né le, née le, fecha de nacimiento, lugar de nacimiento, edad, data di nascita, "
    "luogo di nascita, età, geboortedatum, geboorteplaats, leeftijd, data de nascimento, idade, data urodzenia, wiek, "
    # family
    "marital status, civil status, family status, relationship status, familienstand, état civil, situation familiale, situation de famille, "
    "estado civil, stato civile, burgerlijke staat, stan cywilny, children, number of children, kinder, enfants, hijos, dependents, spouse, "
    "spouse name, father name, mother name, husband name, wife name, father's name, mother's name, husband's name, wife's name, "
    # sex
    "gender, gender identity, sex, pronouns, geschlecht, sexe, sexo, genere, sesso, geslacht, płeć, sexual orientation, "
    # religion, origin, body
    "religion, religious affiliation, religious beliefs, faith, caste, konfession, religione, religión, wyznanie, nationality, nationalität, "
    "nationalité, staatsangehörigkeit, nacionalidad, nazionalità, nationaliteit, nacionalidade, narodowość, ethnicity, ethnic origin, "
    "ethnic group, ethnic background, race, skin color, skin colour, height, weight, blood group, disability, disabilities, health status, "
    # criminal record
    "criminal record, criminal history, criminal background, criminal conviction, criminal convictions, conviction, convictions, "
    "prior convictions, previous convictions, spent convictions, unspent convictions, arrest record, arrests, vorstrafen, casier judiciaire, "
    "antecedentes penales, precedenti penali, strafblad"
)  # fmt: skip
_LABELS: Final = frozenset(label.strip() for label in _LABEL_WORDS.split(","))
_AMBIGUOUS_WORDS: Final = "age alter race height weight faith conviction convictions children kinder disability disabilities born sex"
_AMBIGUOUS: Final = frozenset(_AMBIGUOUS_WORDS.split())
_FEW_WORDS: Final = 5
_CELL: Final = re.compile(r"[^\n\t|•;·]+")
_DASH: Final = re.compile(r"\s[-–—]\s")
_ASIDE: Final = re.compile(r"\([^)]*\)")
_LONGEST_LABEL: Final = 40

_FAMILY: Final = (
    ("born ", "née ", "né ", "geboren ", "nacid", "aged ", "i am ", "i'm ", "i’m ", "years old", "year old", "years of age", "married", "divorced",
     "widow", "mother of ", "father of ", "verheiratet", "ledig", "geschieden", "célibataire", "marié", "casad", "solter"),
    re.compile(
        r"\b(?:born (?:on|in|at) (?:[^\n.;|]|\.(?=\d)){0,60}|n[ée]e? le [^\n.;|]{0,40}|née le [^\n.;|]{0,40}|geboren (?:am|in) (?:[^\n.;|]|\.(?=\d)){0,40}|nacid[oa] (?:el|en) [^\n.;|]{0,40}|"
        r"aged? \d\d\b(?: years)?|(?:i am|i[’\']m) \d\d(?: years old| years of age|(?=\s*(?:[\n.;|,]|\Z)))|\d\d (?:years? old|years of age)(?=\s*(?:[\n.;|,]|\Z))|"
        r"(?:happily )?married(?: (?:with|to)[^\n.;|]{0,40})?(?=\s*(?:[\n.;|,]|\Z))|divorced(?=\s*(?:[\n.;|,]|\Z))|widow(?:ed|er)?(?=\s*(?:[\n.;|,]|\Z))|"
        r"(?:mother|father) of (?:\d|one|two|three|four|five)\b[^\n.;|]{0,20}|"
        r"(?:verheiratet|ledig|geschieden|célibataire|marié|mariée|casad[oa]|solter[oa])(?=\s*(?:[\n.;|,]|\Z)))",
        re.IGNORECASE,
    ),
)  # fmt: skip
_RECORD: Final = (
    ("convict", "arrest", "incarcerat", "imprison", "indict", "sentence", "criminal", "felon", "misdemean", "guilty"),
    re.compile(
        r"\b(?:(?:i|have|has|had|was|were|been|am|not|never|ever)\s+){1,4}(?:convicted|arrested|incarcerated|imprisoned|indicted|sentenced)\b[^\n.;|]{0,120}|"
        r"\b(?:no|a|my) (?:(?:prior|previous|criminal|felony|misdemeanou?r) ){1,2}(?:record|convictions?|history)\b[^\n.;|]{0,60}|"
        r"(?:(?<=[\n•|])|\A)[ \t\u00a0]*(?:convicted (?:of|for|in)|pleaded guilty|served (?:time|a sentence))\b[^\n|]*",
        re.IGNORECASE,
    ),
)  # fmt: skip


def searchable(text: str) -> str:
    """The text with what is withheld blank: of the same length, so that places in it stay true; line breaks stay."""
    spans = sorted([*_labelled(text), *_told(text)])
    pieces, at = [], 0
    for start, end in spans:
        if end > at:
            pieces += [text[at : max(start, at)], re.sub(r"[^\n]", " ", text[max(start, at) : end])]
            at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    """Cells that begin with a label; a label alone takes the cell after it along."""
    alone = False
    for cell in _CELL.finditer(text):
        written = cell.group()
        if not written.strip():
            continue
        if alone:
            yield cell.span()
        head, mark, rest = written.partition(":")
        label = _label(head) if len(head) <= _LONGEST_LABEL else ""
        if not mark and (dash := _DASH.search(written)):
            head, mark, rest = written[: dash.start()], "-", written[dash.end() :]
            label = _label(head) if len(head) <= _LONGEST_LABEL else ""
        labelled = label in _LABELS
        if label in _AMBIGUOUS:  # also names of people, of work, of headings
            labelled = len(rest.split()) <= _FEW_WORDS and (mark == ":" or rest.strip().isdigit())
        alone = labelled and not rest.strip()
        if labelled and (mark or alone):
            yield cell.span()


def _label(head: str) -> str:
    plain = _ASIDE.sub("", head).casefold().replace("’", "'").strip(" \u00a0-–—*·•().")
    return plain.replace(".", "").replace(" ", "") if "." in plain else " ".join(plain.split())


def _told(text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a known form. They are looked for only where a word of theirs stands at all: most texts have none."""
    said = text.casefold()
    for words, pattern in (_FAMILY, _RECORD):
        if any(word in said for word in words):
            yield from (found.span() for found in pattern.finditer(text))
