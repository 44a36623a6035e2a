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
    return re.compile(rf"(?im)^[ \t•*#\-–]{{0,6}}(?:{words})[ \t:\-–—?]{{0,6}}(?=$|\t)")


def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{words})\b")


_RESUME_SECTIONS: Final = (
    r"(?:(?:work|professional|employment|relevant|career|industry|research|teaching) )?(?:experience|history)"
    r"|employment|education(?: and training)?|(?:technical |core |key |professional )?skills(?: highlights)?"
    r"|highlights|accomplishments|awards(?: (?:and|&) honou?rs)?|honou?rs|publications|projects|references"
    r"|career (?:overview|summary|objective)|objective|professional (?:summary|profile)|executive profile"
    r"|certifications|languages|interests|hobbies|berufserfahrung|ausbildung|kenntnisse|formation|compétences"
    r"|expériences? professionnelles?|experiencia(?: laboral| profesional)?|educación|formación"
    r"|lebenslauf|curriculum vitae|résumé|resume|cv"
)
_POSTING_SECTIONS: Final = (
    r"(?:(?:job|position|role|general|company|essential|key|primary|main) )?(?:description|duties|responsibilities|overview)"
    r"|summary of (?:the )?(?:position|role|duties)|duties and responsibilities|required|preferred|nice to have|must haves?"
    r"|(?:(?:minimum|basic|required|preferred|desired|additional|specialized|job|position|other|mandatory) )?"
    r"(?:qualifications|requirements)(?: and skills)?"
    r"|(?:minimum|basic|required|preferred|desired) (?:skills|experience|education)(?: and experience)?"
    r"|what you(?:['’]ll| will) (?:do|bring|need)|what we(?:['’]re| are) looking for|who you are|the role|we offer"
    r"|what we offer|(?:our )?benefits|perks|compensation|about (?:us|the (?:role|job|position|company|team))"
    r"|how to apply|how you will be evaluated|conditions of employment|key requirements|job type|salary"
    r"|equal (?:employment )?opportunity(?: employer)?|your (?:profile|tasks|mission)"
)
_POSTING_WORDING: Final = (
    r"we are (?:looking for|seeking|hiring|searching)|(?:is|are) (?:currently )?(?:seeking|looking for|hiring)"
    r"|equal opportunity employer|without regard to race|apply (?:now|today|online|by|at|here|via|through)"
    r"|(?:the )?(?:ideal|successful|qualified) (?:candidates?|applicants?)|(?:candidates?|applicants?) (?:must|should|will)"
    r"|you will (?:be|have|work|join|lead)|join our (?:growing |dynamic )?team|reasonable accommodations?|salary range"
    r"|salary: ?[$£€]|per (?:hour|annum)|job (?:title|id|type|summary|location|number|code|posting)|announcement number"
    r"|open (?:&|and) closing dates|pay scale|must be able to|(?:is|are) (?:required|preferred)|who may apply"
    r"|years[’']? (?:of )?(?:relevant )?experience (?:in|with|required)|full[- ]time|us citizenship"
    r"|background (?:check|investigation)|sponsorship is|hours a week|m/[fw]/?[dx]?"
)

SIGNS: Final[tuple[Sign, ...]] = (
    Sign("section of a résumé", "resume", 2, 4, _lines(_RESUME_SECTIONS)),
    Sign("section of a résumé inside a line", "resume", 1, 4, re.compile(
        r"\b(?:OBJECTIVE|EDUCATION|(?:WORK |PROFESSIONAL )?EXPERIENCE|EMPLOYMENT(?: HISTORY)?|SKILLS|SUMMARY|ACTIVITIES|HONORS|AWARDS|CERTIFICATIONS|REFERENCES|PROJECTS)\b\s*:?"
    )),
    Sign("dated position", "resume", 1, 6, re.compile(
        r"(?i)(?:\b(?:19|20)[\dX]{2}|\b\d{1,2}/\d{2,4})\s*(?:[-–—]|to|until|bis|à)\s*(?:present|current|now|today|heute|(?:[a-zéû]{3,9}\.?\s*|\d{1,2}/)?(?:19|20)[\dX]{2})"
    )),
    Sign("contact of a person near the top", "resume", 2, 1, re.compile(r"(?s)\A.{0,500}?[\w.+-]@[\w-]+\.\w")),
    Sign("résumé wording", "resume", 2, 3, _phrase(
        r"references (?:are )?available (?:up)?on request|curriculum vitae|linkedin\.com/in/|github\.com/[\w-]+"
        r"|gpa:? ?\d|cum laude|(?:seeking|looking for) (?:a|an) (?:challenging|position|role)|to obtain an? "
    )),
    Sign("what somebody did", "resume", 1, 3, re.compile(
        r"(?im)^[ \t•◦●▪*\-–]{0,6}(?:managed|developed|led|designed|implemented|responsible for|created|supervised|maintained|built|performed|provided|assisted|coordinated|trained)\b"
    )),
    Sign("section of a posting", "posting", 3, 4, _lines(_POSTING_SECTIONS)),
    Sign("section of a posting inside a line", "posting", 2, 2, re.compile(
        r"\b(?:Job )?(?:Requirements|Qualifications|Responsibilities|Duties|Benefits|Description)\s*:"
    )),
    Sign("posting wording", "posting", 2, 5, _phrase(_POSTING_WORDING)),
    Sign("speaks to the reader", "posting", 1, 4, re.compile(
        r"(?i)\b(?:our (?:\w+ )?(?:team|company|clients|customers|mission|products?|business)|we(?:['’]re| are|['’]ve| have| offer| need| work| focus| believe)|you(?:['’]ll|['’]ve|['’]re| will| have| are| can)|your (?:\w+ )?(?:skills|experience|role|career|work))\b"
    )),
    Sign("asked number of years", "posting", 2, 3, re.compile(
        r"(?i)\b(?:at least|minimum(?: of)?|\d{1,2}\s*\+|\d{1,2}\s*-\s*\d{1,2})\s*\d{0,2}\+?\s*years?\b"
    )),
    Sign("asked ability", "posting", 1, 3, re.compile(
        r"(?im)^[ \t•◦●▪*\-–]{0,6}(?:(?:strong |proven |demonstrated )?(?:ability to|experience (?:with|in)|knowledge of|familiarity with|proficiency in|understanding of)|must )"
    )),
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
