"""Is this line a heading, and what does it open? Known headings first, then words that give a role away, then shape."""

from __future__ import annotations

import re
from typing import NamedTuple

from appliance.engines.knowledge import Knowledge
from appliance.engines.reading.posting.asks import begins_asking, labels_years

ROLES = {
    "about": "about", "summary": "summary", "responsibilities": "responsibilities", "required": "required",
    "preferred": "preferred", "benefits": "benefits", "boilerplate": "boilerplate", "location": "other",
    "clearance": "required", "other": "other",
}  # fmt: skip
"""Knowledge's roles of headings → the roles of a Section."""

PASSING = frozenset({"location", "clearance", "other", "benefits", "summary", "about"})
"""Headings that, with their text on the same line ("Location: Boston"), speak for that line only."""

_GUESSES = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        ("preferred", r"^(?:we value\b|what we(?:['’]d| would) (?:also )?(?:love|like)|what would (?:be nice|help|also help)|(?:nice|helpful|useful|welcome),? (?:but|and) not\b|not (?:strictly )?(?:required|needed|necessary|essential|mandatory)\b,?|(?:would|will) be (?:great|nice|good|lovely|a plus|welcome)|the nice|brownie points|(?:it|this|that) (?:would help|helps)\b|as a plus|also (?:good|nice|welcome)|good to (?:bring|know)|extra helpings|we(?:['’]d| would) be (?:happy|glad|pleased|delighted)\b|wants$|wish ?list|extras?$|nice$|extra points|icing|even better|cherry on|(?:nice|good|great) to have|bonus|(?:strongly |highly )?(?:preferred|desired|desirable)|ideally|it(?:['’]s| is| would be) (?:a plus|great if)|extra credit|pluses|(?:big |huge )?plus(?:es)?\b|you might also|beneficial|what would (?:make|be)|additional (?:skills|qualifications))|\b(?:preferred|desired|desirable|nice[- ]to[- ]have|optional)\s+(?:\w+\s){0,2}(?:qualifications?|skills?|experience|requirements?|knowledge|attributes|education)\b|\b(?:is|are|as) a plus\b"),
        ("required", r"\b(?:qualifications?|requirements?|prerequisites?|must[- ]haves?|eligibility|who you are|what you(?:['’]ll|['’]ve| will| must| should| (?:will |may )?need to| can)? (?:need|bring|have|got|show)|what (?:the|our|this) \w+(?: \w+)? (?:needs|asks|requires|demands)|what (?:is|['’]s) (?:needed|required|expected)|what (?:matters|counts)|skills you need|how you(?:['’]ll)? qualify|we (?:require|ask(?: for)?|need)$|(?:applicants?|candidates?) (?:must|should|need)|deal[- ]?breakers?|you(?:['’]ve| have) (?:done|worked)|you should apply if|what we(?:['’]re| are)? look(?:ing)? for|what we (?:ask|need|expect|require|want)|about you|your (?:profile|background|skills|experience|know-how|qualifications|talents)|you (?:have|bring|are)|^you$|we(?:['’]re| are) looking for|(?:essential|technical|soft|key|core|required|minimum|basic|professional|necessary|computer|language) (?:skills?|criteria|experience|knowledge|competenc\w+|abilities)|(?:skills?|experience|education|degrees?)\s?(?:\band\b|&|/)\s?\w+|knowledge,? skills|the (?:ideal|right|successful) (?:candidate|person)|ideal candidate|candidate profile|you should have|education required|experience required|to be successful|what it takes|desired profile|certifications?|licen[sc]es?|physical (?:demands|requirements))\b|^(?:you (?:can|know)|musts?|need to have|needs?|needed|basics?|mandatory)$|^(?:(?:job |work |professional |total |relevant )?(?:education|experience|skills?|competenc(?:ies|es))|education and/or experience|(?:key )?superpowers)$"),
        ("responsibilities", r"\b(?:responsibilit(?:y|ies)|duties|accountabilit(?:y|ies)|what you(?:['’]ll| will|['’]d) (?:do|be doing|work on|own|build|tackle|accomplish)|you(?:['’]ll| will) (?:be )?(?:do|own|work|build|help|responsible)|day[- ]to[- ]day|^you would$|what you would|your (?:week|working day)|a typical (?:day|week|shift|month)|what this (?:person|role|job) (?:does|will do)|what happens here|^on the job$|day in the life|your (?:tasks|mission|impact|day|responsibilities|work)|(?:main|key|essential|core|primary|principal|typical) (?:tasks|functions|activities|areas)|essential (?:job )?functions|how you(?:['’]ll| will) (?:make|contribute|help)|the work|scope of work|deliverables|objectives of)\b"),
        ("benefits", r"\b(?:benefits?|perks|compensation|what we(?:['’]re)? (?:offer\w*|provide|can (?:offer|promise|give)|give|promise|pay)|our promise|the deal$|in it for you|we offer|why (?:join|work|you(?:['’]ll| will) love)|^why (?!this\b|the\b|you\b|we\b|it\b|now\b)[\w&'’. -]{2,40}\??$|what you(?:['’]ll| will) (?:get|gain|receive|enjoy)|(?:salary|pay)(?: range)?|remuneration|total rewards|the package|in return|what(?:['’]s| is) in it for you)\b"),
        ("boilerplate", r"\b(?:equal (?:opportunity|employment)|eeo|diversity|how to apply|to apply|application (?:process|instructions)|apply now|privacy|disclaimer|accommodations?|note to (?:recruiters|agencies)|hiring process|interview process|next steps|similar jobs|share this|contact(?: us| information)?|(?:small|fine) print)\b"),
        ("about", r"^(?:about(?!\s+(?:you|the (?:role|job|position|opportunity|work)|this (?:role|job|position)))\b|who (?:we are|is)|our (?:story|mission|team|values|culture|company|client)|life at|meet\b|company|the (?:company|team))"),
        ("summary", r"^(?:why (?:this|the) (?:job|role|position)\b|about (?:the|this) (?:role|job|position|opportunity)|(?:the|your) (?:role|opportunity|position|job)\b|(?:job|role|position|quick|executive)? ?(?:summary|overview|description|purpose))"),
    )
)  # fmt: skip
_SINGLE = re.compile(
    r"(?:minimum |required |preferred |years of |work |professional )*(?:education|experience|degree|skills?|certifications?|licen[sc]es?|languages?|citizenship|seniority|level)(?: (?:level|required|requirements?|needed))?(?:\s*(?:/|and|&)\s*\w+)?",
    re.IGNORECASE,
)
"""Labels of one thing each: "Education: BS in …" says nothing about the next line."""
_AMOUNT = re.compile(r"[$£€]|\d")
_LEAD_IN = re.compile(
    r"\b(?:such as|including|includes?|following|like|e\.g|for example|with|of|in|to|and|or|for|environments?|tools?)\s*:?$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(r"^[#*_=\s>]+|[#*_=\s]+$")
_ANY_ONE = re.compile(r"\bany(?: one)? of\b|\bone or more of\b|\bat least one of\b", re.IGNORECASE)
_MOST_WORDS, _MOST_LETTERS, _LONGEST_LINE = 9, 80, 240
_INLINE = re.compile(r"(?P<head>[A-Z][^:.!?\n•]{2,60}?)(?:\s*\([^()\n]{0,80}\))?\s*[:：]\s*")


_ITEM = re.compile(
    r"(?:U\.?S\.?|United States|American) (?:citizens?(?:hip)?|persons?)(?: required| only)?|(?:active |current )?(?:TS/SCI|Top Secret|Secret|Public Trust)(?: (?:security )?clearance)?",
    re.IGNORECASE,
)
"""Lines that look like headings and ask something."""
_LEVEL_FIRST = re.compile(
    r"(?:(?:active|current|final|interim)\s+(?:DoD\s+)?(?:TS/SCI|Top Secret|Secret)|TS/SCI)\b", re.IGNORECASE
)
_LEVEL_INSIDE = re.compile(
    r"\b(?:secret|TS|TS/SCI|public trust|clearance|citizens?(?:hip)?)\b", re.IGNORECASE
)
_ASKED_INSIDE = re.compile(
    r"\bmust (?:have|hold|be|possess)\b|\b(?:active|current|only|verifiable|required (?:at|on|to))\b|\s[-–—]\s(?:TS|Secret|SECRET|Top|TOP|Public)",
    re.IGNORECASE,
)
"""A short line with both asks for a clearance, whatever it looks like ("Must have secret clearance")."""
_LEVEL_NAMED = re.compile(
    r"\ban? (?:Top )?Secret\b|\b(?:hold|obtain|get|have)\b.{0,12}\b(?:Secret|TS|TS/SCI|Public Trust|clearance)\b"
)
"""A level asked for before a colon ("Eligibility to hold a Secret: …")."""
_POLICY = re.compile(r"(?:fully )?(?:hybrid|remote|on-?site)", re.IGNORECASE)


class Heading(NamedTuple):
    """``role`` as in Section, or "" to stay in the role one is in; ``end`` is where the heading ends, in characters of the line."""

    role: str
    end: int
    passing: bool
    any_one: bool


def heading(line: str, knowledge: Knowledge, *, structured: bool, alone: bool) -> Heading | None:
    """The heading a whole line is, or None.

    ``structured``: the file itself marks it (level, bold). ``alone``: an empty line stands before it.
    """
    if len(line) > _LONGEST_LINE:
        return None
    bare = _FURNITURE.sub("", line).strip()
    any_one = _ANY_ONE.search(bare) is not None
    outside = (
        re.sub(r"\s*\([^()]*\)\s*(?=:?$)", "", bare)
        if any_one or re.search(r"\([^()]{0,40}\)\s*:?$|:$", bare)
        else bare
    )
    if (
        outside != bare
        and len(bare.split()) - len(outside.split()) > 3
        and not any_one
        and not bare.endswith(":")
    ):
        return None
    name = outside.rstrip(":：?! ").strip()
    words = name.split()
    if not words or len(name) > _MOST_LETTERS or name[-1] in ".,;":
        return None
    known = knowledge.posting_section(name)
    if labels_years(bare):
        return None
    if known and _ITEM.fullmatch(bare):
        return None
    if not known and (begins_asking(bare) or _LEVEL_FIRST.match(bare)):
        return None
    if not known and not bare.endswith(":") and _LEVEL_INSIDE.search(bare) and _ASKED_INSIDE.search(bare):
        return None
    if known:
        return Heading(ROLES[known], len(line), known in PASSING, any_one)
    if len(words) > _MOST_WORDS or ":" in name or ";" in name:
        return None
    colon = outside.rstrip().endswith((":", "：")) and not _LEAD_IN.search(name)
    capitals = name.isupper() and sum(c.isalpha() for c in name) >= 4
    marked = structured or capitals or colon or line.lstrip().startswith("#")
    guess = guessed(name)
    if guess and (marked or _titled(words)) and not _AMOUNT.search(name):
        return Heading(guess, len(line), False, any_one)
    if marked and (alone or structured or colon) and not _LEAD_IN.search(name) and len(words) <= 7:
        return Heading("", len(line), False, any_one)
    return None


def inline(sentence: str, knowledge: Knowledge) -> Heading | None:
    """The heading a sentence begins with ("Requirements: 7+ years …"), or None; ``end`` is where its text starts."""
    match = _INLINE.match(sentence)
    if not match or match.end() >= len(sentence):
        return None
    name = match["head"].strip()
    if _POLICY.fullmatch(name) or _LEVEL_NAMED.search(name):
        return None
    any_one = _ANY_ONE.search(match[0]) is not None
    known = knowledge.posting_section(name)
    if known:
        return Heading(
            ROLES[known], match.end(), known in PASSING or _SINGLE.fullmatch(name) is not None, any_one
        )
    guess = guessed(name)
    if guess and len(name.split()) <= 5 and not _LEAD_IN.search(name):
        return Heading(guess, match.end(), guess in PASSING or _SINGLE.fullmatch(name) is not None, any_one)
    return None


def guessed(name: str) -> str:
    """The role words give away, or ""."""
    for role, pattern in _GUESSES:
        if pattern.search(name):
            return role
    return ""


def _titled(words: list[str]) -> bool:
    """Every word of some length begins with a capital, or the first does and there are few."""
    long = [w for w in words if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long)
    return words[0][0].isupper() and (len(words) <= 5 or capital >= 0.7 * len(long))
