"""Words that are made as the names of trades are, for titles that no pack knows: "Puffin Feeder", "Maquetador web"."""

from __future__ import annotations

import re

LIKE_A_TITLE = 0.46
"""What such a word makes of a piece of a heading: enough for a title where nothing else in it is one."""
LEADS = 0.8
"""What "Head of", "Chargée de" make of it."""
_LEADS = re.compile(
    r"(?:Co-)?(?:Head|Lead|Dean|Leiter(?:in)?|Leitung|Chargée?|Responsable|Encargad[oa]|Jef[ea]|Cheff?e?|Capo|Kierownik|Verantwortliche[rn]?|"
    r"Coordinat(?:eur|rice)|Coordinador[ae]?|Adjointe?|Auxiliar|Ayudante|Asistente|Auxiliaire|Assistente?|Assistante?|Técnic[oa]|Technicien(?:ne)?|Mitarbeiter(?:in)?|Hilfskraft|"
    r"Beauftragte[r]?|Referent(?:in)?|Sachbearbeiter(?:in)?) (?:of|de|d['’]|des|du|di|der|für|pour|en|zur|do|da)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"(?:Stage|Praktikum|Tirocinio|Estágio|Prácticas|Pasantía|Staż)(?: [^\W\d_]{3,20})?"
    r" (?:dans|en|chez|de|au|aux|auprès|à|bei|beim|im|in der|presso|em|na|no|w)\b|(?:Stage|Estágio) d['’]"
)
"""A time of training, told as a title is: "Stage dans un laboratoire"."""
_FIRST_PART = re.compile(r"[^,|(/:–—]*?(?= (?:of|for|at|in|to|on|with)\b|[,|(/:–—]| - |$)")
_AGENT = re.compile(r"[A-Za-z-]{2,}(?:er|or|ist|eer|man|woman|person|keeper|hand|wright|monger)")
_THING_WORDS = (
    "center centre computer power water paper corner copper summer winter river flower tower theater theatre weather butter pepper silver "
    "timber lumber amber ember harbor harbour motor mirror factor sector color colour december september october november order offer letter "
    "matter number chapter quarter border shoulder tiger panther spider clover solver cluster filter adapter router server register cover "
    "discover career cancer customer consumer transfer layer charter starter monster master semester trimester after over under other further "
    "together never ever however whether either neither rather super inter hyper cyber fiber fibre laser sensor reactor tractor vector tensor "
    "error terror horror interior exterior superior junior senior major minor prior manor armor armour vapor labor labour honor honour humor "
    "flavor flavour favor favour rumor tumor odor rigor ardor door floor poor moor indoor outdoor newsletter per her their layover makeover "
    "human german roman woman ottoman norman newman freeman merchant member scholar"
)
_THINGS = frozenset(_THING_WORDS.split())
"""Words with such an end that are no trade."""
_ROMANCE = re.compile(
    r"[^\W\d_]{3,}(?:dore?s?|dora|tore?|tora|trice|ista|iste|ero|era|ario|aria|eur|euse|rice|ier|ière|iere|nte|ogo|oga|ólogo|óloga|logue|cien|cienne|ico|ica)"
    r" (?:de |en |di |da |do |du |des |d['’])?[^\W\d_]{2,}",
)
_GERMAN = re.compile(
    r"(?:[A-ZÄÖÜ][a-zäöüß]{2,}- (?:und|&) )?[A-ZÄÖÜ][a-zäöüß]{3,}(?:koordinator(?:in)?|redakteur(?:in)?|kraft|hilfe|frau|mann|leitung|assistenz|beauftragter?|fachwirt(?:in)?|angestellter?|berater(?:in)?|helfer(?:in)?|führer(?:in)?|"
    r"fahrer(?:in)?|bauer(?:in)?|macher(?:in)?|arbeiter(?:in)?|betreuer(?:in)?|pfleger(?:in)?|techniker(?:in)?|mechaniker(?:in)?)\b"
)
_MOST_WORDS = 5


def called_as_people(text: str) -> float:
    """0..1: how much the shape of the words alone says that a text is a title; 0 where it says nothing."""
    if not text[:1].isupper():
        return 0.0
    if _LEADS.match(text) or _STAYS.match(text):
        return LEADS
    if _GERMAN.match(text):
        return LIKE_A_TITLE
    words = text.split()
    if not 2 <= len(words) <= _MOST_WORDS + 3:
        return 0.0
    if words[1][0].islower() and _ROMANCE.match(text):
        return LIKE_A_TITLE
    first = _FIRST_PART.match(text)
    named = first.group().split() if first else []
    if not 2 <= len(named) <= _MOST_WORDS or not all(w[0].isupper() for w in named):
        return 0.0
    last = named[-1].lower()
    return LIKE_A_TITLE if _AGENT.fullmatch(last) and last not in _THINGS else 0.0
