"""Résumé or posting: points for named signs, none of them decisive alone."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from appliance.foundation.contracts.reading import DocumentKind, Layout

_READ: Final = 30_000
_LEAST: Final = 3
_LEAD: Final = 2


class Sign(NamedTuple):
    """A reason to take a text for one kind: ``points`` for each match, at most ``most`` times."""

    reason: str
    kind: DocumentKind
    points: int
    most: int
    pattern: re.Pattern[str]


def _lines(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?im)^[\s•*#\-–]{{0,6}}(?:{words})[\s:\-–—?]*$")


def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{words})\b")


SIGNS: Final[tuple[Sign, ...]] = (
    Sign("section of a résumé", "resume", 2, 4, _lines(
        r"(?:work|professional|employment|relevant|career|industry|research|teaching)?\s*(?:experience|history)|employment|education(?: and training)?"
        r"|(?:technical |core |key |professional )?skills(?: highlights)?|highlights|accomplishments|awards(?: (?:and|&) honou?rs)?|honou?rs|publications"
        r"|projects|references|career (?:overview|summary|objective)|objective|professional (?:summary|profile)|executive profile|certifications|languages|interests|hobbies"
        r"|berufserfahrung|ausbildung|kenntnisse|expérience(?:s)? professionnelle(?:s)?|formation|compétences|experiencia(?: laboral| profesional)?|educación|formación|lebenslauf|curriculum vitae|résumé|resume|cv")),
    Sign("dated position", "resume", 1, 6, re.compile(
        r"(?i)(?:\b(?:19|20)\d\d|\b\d{1,2}/\d{2,4})\s*(?:[-–—]|to|until|bis|à)\s*(?:present|current|now|today|heute|(?:[a-zéû]{3,9}\.?\s*|\d{1,2}/)?(?:19|20)\d\d)")),
    Sign("contact of a person near the top", "resume", 2, 1, re.compile(
        r"(?s)\A.{0,500}?[\w.+-]+@[\w-]+\.\w")),
    Sign("résumé wording", "resume", 2, 3, _phrase(
        r"references (?:are )?available (?:up)?on request|curriculum vitae|linkedin\.com/in/|github\.com/[\w-]+|date of birth|gpa:? ?\d|cum laude|(?:seeking|looking for) (?:a|an) (?:challenging|position|role)")),
    Sign("section of a posting", "posting", 3, 4, _lines(
        r"(?:(?:job|position|role|general|company|essential|key|primary|main) )?(?:description|duties|responsibilities|overview|summary of (?:the )?(?:position|role|duties))"
        r"|duties(?: and responsibilities)?|(?:minimum|basic|required|preferred|desired|additional|specialized|job|position|other|mandatory)?\s*(?:qualifications|requirements)(?: and skills)?"
        r"|(?:minimum|basic|required|preferred|desired) (?:skills|experience|education)(?: and experience)?|what you(?:['’]ll| will) (?:do|bring|need)|what we(?:['’]re| are) looking for|who you are"
        r"|what we offer|(?:our )?benefits|perks|compensation|about (?:us|the (?:role|job|position|company|team))|how to apply|how you will be evaluated|conditions of employment|key requirements|equal (?:employment )?opportunity(?: employer)?|we offer|the role|your (?:profile|tasks|mission)|nice to have|must have(?:s)?|job type|salary")),
    Sign("posting wording", "posting", 2, 5, _phrase(
        r"we are (?:looking for|seeking|hiring|searching)|(?:is|are) (?:currently )?(?:seeking|looking for|hiring)|equal opportunity employer|without regard to race|apply (?:now|today|online|by|at|here|via|through)"
        r"|(?:the )?(?:ideal|successful|qualified) (?:candidates?|applicants?)|(?:candidates?|applicants?) (?:must|should|will)|you will (?:be|have|work|join|lead)|join our (?:growing |dynamic )?team|reasonable accommodations?|salary range|per (?:hour|annum)"
        r"|job (?:title|id|type|summary|location|number|code|posting)|announcement number|open (?:&|and) closing dates|pay scale|must be able to|(?:is|are) (?:required|preferred)|years[’']? (?:of )?(?:relevant )?experience (?:in|with|required)|full[- ]time|who may apply|us citizenship|background (?:check|investigation)")),
    Sign("asked number of years", "posting", 1, 3, re.compile(
        r"(?i)\b(?:at least|minimum(?: of)?|\d{1,2}\s*\+|\d{1,2}\s*-\s*\d{1,2})\s*\d{0,2}\+?\s*years?\b.{0,40}\bexperience")),
)  # fmt: skip


class Judgement(NamedTuple):
    """The kind, the points of both kinds, and the reasons with their points."""

    kind: DocumentKind
    resume: int
    posting: int
    reasons: tuple[tuple[str, int], ...]


def judge(layout: Layout) -> Judgement:
    """What a document is taken for; ``unknown`` when neither kind has enough points or a clear lead."""
    if layout.structured:
        return Judgement("posting", 0, 10, (("the page says so itself", 10),))
    text = layout.text[:_READ]
    points = {"resume": 0, "posting": 0}
    reasons: list[tuple[str, int]] = []
    for sign in SIGNS:
        found = {m.group().strip().casefold() for m in sign.pattern.finditer(text)}
        gained = sign.points * min(len(found), sign.most)
        if gained:
            points[sign.kind] += gained
            reasons.append((sign.reason, gained))
    resume, posting = points["resume"], points["posting"]
    kind: DocumentKind = "unknown"
    if resume >= _LEAST and resume >= posting + _LEAD:
        kind = "resume"
    elif posting >= _LEAST and posting >= resume + _LEAD:
        kind = "posting"
    return Judgement(kind, resume, posting, tuple(reasons))
