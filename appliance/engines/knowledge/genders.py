"""The other form of a title in languages that have two: who wrote "Ingénieure" is found where the pack says "Ingénieur"."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = {
    "ingénieur": "ingénieure", "développeur": "développeuse", "programmeur": "programmeuse", "technicien": "technicienne",
    "chef": "cheffe", "chargé": "chargée", "directeur": "directrice", "administrateur": "administratrice",
    "formateur": "formatrice", "concepteur": "conceptrice", "vendeur": "vendeuse", "assistant": "assistante",
    "consultant": "consultante", "conseiller": "conseillère", "infirmier": "infirmière", "caissier": "caissière",
    "coordinateur": "coordinatrice", "rédacteur": "rédactrice", "traducteur": "traductrice", "opérateur": "opératrice",
    "contrôleur": "contrôleuse", "auditeur": "auditrice", "acheteur": "acheteuse", "enseignant": "enseignante",
    "conducteur": "conductrice", "chauffeur": "chauffeuse", "plombier": "plombière", "électricien": "électricienne",
    "cuisinier": "cuisinière", "serveur": "serveuse", "boulanger": "boulangère", "coiffeur": "coiffeuse",
    "mécanicien": "mécanicienne", "pharmacien": "pharmacienne", "magasinier": "magasinière",
    "jefe": "jefa", "camarero": "camarera", "cocinero": "cocinera", "dependiente": "dependienta", "cajero": "cajera",
    "médico": "médica", "carpintero": "carpintera",
    "gestionnaire": "", "comptable": "", "ingeniero": "ingeniera", "desarrollador": "desarrolladora",
    "programador": "programadora", "técnico": "técnica", "director": "directora", "administrador": "administradora",
    "diseñador": "diseñadora", "consultor": "consultora", "profesor": "profesora", "maestro": "maestra",
    "abogado": "abogada", "contador": "contadora", "enfermero": "enfermera", "vendedor": "vendedora",
    "coordinador": "coordinadora", "supervisor": "supervisora", "auditor": "auditora", "investigador": "investigadora",
    "engenheiro": "engenheira", "desenvolvedor": "desenvolvedora", "enfermeiro": "enfermeira", "advogado": "advogada",
    "professor": "professora", "coordenador": "coordenadora", "sviluppatore": "sviluppatrice",
    "programmatore": "programmatrice", "infermiere": "infermiera", "impiegato": "impiegata", "direttore": "direttrice",
    "progettista": "", "inżynier": "inżynierka", "nauczyciel": "nauczycielka", "księgowy": "księgowa",
}  # fmt: skip
"""Only words that open titles in one of these languages, so that no English title gets a form nobody writes."""
_ENGLISH_TOO: Final = frozenset(
    {"consultant", "assistant", "director", "supervisor", "auditor", "professor", "chef", "chauffeur"}
)
_FOREIGN: Final = re.compile(r"\b(?:de|du|des|en|à|la|le|del|di|da|do|dos)\b|[^\x00-\x7f]", re.IGNORECASE)
_GERMAN: Final = re.compile(
    r"\w*(?:entwickler|leiter|ingenieur|berater|techniker|informatiker|verkäufer|lehrer|pfleger|mechaniker|mechatroniker|elektroniker|prüfer|"
    r"buchhalter|betreuer|arbeiter|mitarbeiter|sachbearbeiter|programmierer|architekt|designer|tester|forscher|wissenschaftler|trainer|koordinator|"
    r"administrator|redakteur|disponent|referent|assistent|praktikant|werkstudent|meister|monteur|elektriker|apotheker|arzt|"
    r"installateur|schreiner|tischler|zimmerer|maler|bäcker|fahrer|schlosser|gärtner|schweißer|maurer|dachdecker|kellner|friseur|erzieher|helfer|lagerist)",
    re.IGNORECASE,
)
_ENGLISH_END: Final = frozenset({"designer", "tester", "trainer", "administrator", "monteur"})


def other_form(title: str) -> str:
    """The feminine form of a title, "" when it has none that is written differently."""
    first, blank, rest = title.partition(" ")
    small = first.casefold()
    form = _FIRST.get(small, "")
    if form and (small not in _ENGLISH_TOO or _FOREIGN.search(rest)):
        return (form if first[:1].islower() else form[:1].upper() + form[1:]) + blank + rest
    if not blank and small.endswith("kaufmann"):
        return first[:-4] + "frau"
    if not blank and small not in _ENGLISH_END and _GERMAN.fullmatch(first):
        return (
            first[:-4] + ("Ärztin" if first == "Arzt" else "ärztin")
            if small.endswith("arzt")
            else first + "in"
        )
    return ""
