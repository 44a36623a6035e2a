"""Which piece of a heading is the title and which the employer: by words, and by what the document does elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from appliance.engines.reading.resume.callings import LEADS
from appliance.engines.reading.resume.judging import A_FIRM, CLEAR_TITLE, Judge
from appliance.engines.reading.resume.segments import LABEL_LEFT_OUT, Segment, soft_cuts

_LEAST_TITLE = 0.42
_LEAST_EMPLOYER = 0.28
_BOTH = 0.35
_EXACT_TITLE = 0.95
_CLEAR_TITLE = 0.85
_UNIT_FIRST = 0.06
_PRIOR_WEIGHT = 0.6
_LONGEST_NAME = 90
_MOST_TITLE_WORDS = 8

Slot = tuple[int, int, int]


class Prior(NamedTuple):
    """What the other entries of a section say about a slot: mean likeness of a title and of an employer there."""

    title: float
    employer: float


class Pair(NamedTuple):
    title: Segment | None
    employer: Segment | None
    score: float


def priors(entries: list[tuple[Segment, ...]], judge: Judge) -> dict[Slot, Prior]:
    """For each slot how often it holds a title or an employer, among the entries that were read completely."""
    titles: dict[Slot, int] = defaultdict(int)
    employers: dict[Slot, int] = defaultdict(int)
    complete = 0
    for segments in entries:
        pair = best_pair(segments, judge, {})
        if pair.title is None or pair.employer is None:
            continue
        complete += 1
        titles[pair.title.slot] += 1
        employers[pair.employer.slot] += 1
    if len(entries) < 2 or not complete:
        return {}
    return {
        slot: Prior(titles[slot] / complete, employers[slot] / complete) for slot in {*titles, *employers}
    }


def _readable(segments: tuple[Segment, ...]) -> list[Segment]:
    return [
        s
        for s in segments
        if not s.place and any(c.isalpha() for c in s.text) and len(s.text) <= _LONGEST_NAME + 40
    ]


def best_pair(segments: tuple[Segment, ...], judge: Judge, prior: dict[Slot, Prior]) -> Pair:
    """The title and employer that are most likely together; either may be missing."""
    whole = _on_own_account(_readable(segments), judge)
    options: list[Pair] = []
    unknown = all(judge.title(s.text) < _LEAST_TITLE for s in whole)
    titles = [(s, _title(s, judge, prior, shape=unknown)) for s in whole]
    if any(s.label == LABEL_LEFT_OUT and "Company" in s.text for s in segments) or _in_its_place(
        whole, judge
    ):
        # the employer was taken out: nothing else stands for it
        options = [Pair(s, None, t + _BOTH + _LEAST_EMPLOYER) for s, t in titles if t >= _LEAST_TITLE]
        if (
            not options
            and len(whole) == 1
            and not judge.no_employer(whole[0].text)
            and whole[0].text.count(" ") < _MOST_TITLE_WORDS
        ):
            options = [Pair(whole[0], None, _LEAST_TITLE)]
        return max(options, key=lambda p: p.score, default=Pair(None, None, -0.4))
    employers = [(s, _employer(s, judge, prior)) for s in whole]
    for title, t in titles:
        if t < _LEAST_TITLE:
            continue
        if not unknown or title.label or judge.calling(title.text) >= LEADS:
            options.append(Pair(title, None, t))
        for other, e in employers:
            if other is title or other.text == title.text:
                continue
            # a unit called "Guard" may be the employer where a clearer title stands beside it
            like = judge.title(other.text)
            usual = prior.get(other.slot)
            employs = usual is not None and usual.employer >= _USUALLY and usual.title < _SELDOM and t >= like
            if like >= _CLEAR_TITLE and not other.label and not employs and judge.all_title(other.text):
                continue
            weight = 0.4 if t >= _EXACT_TITLE > like else 0.25
            spared = weight * max(0.0, like - 0.3) if t >= like - 0.05 else 0.0
            if e + spared >= _LEAST_EMPLOYER:
                options.append(Pair(title, other, t + e + spared + _BOTH))
    options += [
        Pair(None, e, w)
        for e, w in employers
        if w >= _LEAST_EMPLOYER and (e.label or not judge.all_title(e.text))
    ]
    for segment in whole[:4]:
        others = [o for o in whole if o is not segment]
        for left, right, cost in soft_cuts(segment, judge):
            for one, other in ((left, right), (right, left)):
                t = _title(one, judge, prior, shape=unknown)
                e = _employer(other, judge, prior) - _unit_first(other, judge)
                comma = one is left and "," in segment.text[len(left.text) : -len(right.text)]
                wrapped = _wrapped(right, whole, judge) if comma else None
                if t >= _EXACT_TITLE and wrapped is not None:
                    options.append(Pair(one, wrapped, t + judge.employer(wrapped.text) + _BOTH + 0.3 - cost))
                if comma and _two_titles(one, other, judge):
                    continue
                if t >= _LEAST_TITLE and e >= _LEAST_EMPLOYER:
                    options.append(Pair(one, other, t + e + _BOTH - cost))
                    if one is left and comma and not judge.joined and A_UNIT.fullmatch(right.text):
                        # "Charge Nurse, Emergency Department" below the hospital: the unit belongs to the title
                        options += [
                            Pair(segment, o, t + max(w, e) + _BOTH - cost + 0.05)
                            for o, w in employers
                            if o is not segment and w >= A_FIRM and not A_UNIT.fullmatch(o.text)
                        ]
                    if one is left and not judge.joined and _UNIT.match(right.text):
                        # "Officer, Department of Example" below the employer whose department it is
                        options += [
                            Pair(one, o, t + max(w, e) + _BOTH - cost + 0.05)
                            for o, w in employers
                            if o is not segment and w >= A_FIRM and o.slot[0] != segment.slot[0]
                        ]
                elif e >= _LEAST_EMPLOYER + 0.1 and len(others) > 0:
                    # "Acme Corporation, Networks Division" beside a title of its own
                    options += [
                        Pair(o, segment, w + e + _BOTH - cost - 0.05)
                        for o, w in titles
                        if o is not segment and w >= _LEAST_TITLE
                    ]
    return max(options, key=lambda p: p.score, default=Pair(None, None, -0.4))


def _two_titles(one: Segment, other: Segment, judge: Judge) -> bool:
    """Two titles of one person: "Co-founder, Head of Data"."""
    like = min(judge.title(one.text), judge.title(other.text))
    return like >= _CLEAR_TITLE and " " in other.text and judge.employer(other.text) < A_FIRM


def _on_own_account(whole: list[Segment], judge: Judge) -> list[Segment]:
    """For whom one works beside a clear title: "Graphic Designer | Self-employed"."""
    own = [n for n, s in enumerate(whole) if not s.label and _OWN_ACCOUNT.fullmatch(s.text)]
    if len(own) != 1 or not any(
        judge.title(s.text) >= CLEAR_TITLE for n, s in enumerate(whole) if n != own[0]
    ):
        return whole
    return [s._replace(label="employer") if n == own[0] else s for n, s in enumerate(whole)]


_OWN_ACCOUNT = re.compile(
    r"self[- ]employed|freelance|selbst(?:st)?ändig|freiberuflich|indépendante?|autónom[oa]|autônom[oa]|libero professionista|por cuenta propia|conta própria",
    re.IGNORECASE,
)


def _in_its_place(whole: list[Segment], judge: Judge) -> bool:
    """Does a product stand where the employer would: "Application Developer" above "SAP ABAP - Kolkata, West Bengal"?"""
    above = [s for s in whole if s.slot[0] <= 0]
    return any(judge.product(s.text) for s in above) and not any(
        s.label == "employer" or judge.employer(s.text) >= _A_NAME for s in above
    )


def _wrapped(begun: Segment, whole: list[Segment], judge: Judge) -> Segment | None:
    """A name that a joined text broke between two rows: "Teacher, West Gate" above "Community College, Newcastle"."""
    if not judge.joined or judge.employer(begun.text) >= _A_NAME or judge.title_head(begun.text):
        return None
    for below in whole:
        near = 0 < below.start - begun.end <= _MOST_BLANKS
        if (
            near
            and below.slot[1] == 0
            and below.text[:1].isupper()
            and judge.title(below.text) < _LEAST_TITLE
        ):
            name = begun.text + " " + below.text
            return begun._replace(end=below.end, text=name) if judge.employer(name) >= _A_NAME else None
    return None


_UNIT = re.compile(r"(?:Departments?|Depts?\.?|Divisions?|Sections?|Units?|Branch|Faculty) (?:of|for)\b")
A_UNIT = re.compile(
    r"(?:[A-Z][\w&/’'.-]* (?:(?:and|of|&) )?){0,5}(?:[A-Z][\w&/’'.]*-)?(?:Departments?|Dept\.?|Divisions?|Units?|Wards?|ICU|Floor|Section|Branch|Practice Group)"
)
"""The part of an employer that one works in: "Emergency Department", "Medical ICU"."""
_A_NAME = 0.6
_USUALLY = 0.6
_SELDOM = 0.3
"""Shares of the other entries that have the employer, or the title, in this place."""
_MOST_BLANKS = 3


def _unit_first(segment: Segment, judge: Judge) -> float:
    """What "Cardiac ICU, Springfield General Hospital" loses as an employer: the unit belongs to the title before it."""
    unit, comma, name = segment.text.partition(", ")
    if not comma or len(name.split()) < 2 or judge.employer(unit) >= _BOTH:
        return 0.0
    return _UNIT_FIRST if judge.employer(name) >= max(0.6, judge.employer(segment.text)) else 0.0


def _title(segment: Segment, judge: Judge, prior: dict[Slot, Prior], *, shape: bool) -> float:
    """How much a piece is the title; by the ``shape`` of its words, too, where no other piece is a known one."""
    if len(segment.text) > _LONGEST_NAME:
        return 0.0
    if segment.label:
        return 1.5 if segment.label == "title" else 0.0
    own = judge.calling(segment.text) if shape else judge.title(segment.text)
    if own < 0.3:
        own -= 0.3 * judge.employer(segment.text)
    shared = prior.get(segment.slot)
    return own + _PRIOR_WEIGHT * shared.title - 0.3 * shared.employer if shared else own


def _employer(segment: Segment, judge: Judge, prior: dict[Slot, Prior]) -> float:
    if len(segment.text) > _LONGEST_NAME:
        return 0.0
    if segment.label:
        return 1.5 if segment.label == "employer" else 0.0
    if judge.no_employer(segment.text):
        return 0.0
    own = judge.employer(segment.text) - 0.35 * max(0.0, judge.title(segment.text) - 0.3)
    shared = prior.get(segment.slot)
    return own + _PRIOR_WEIGHT * shared.employer - 0.3 * shared.title if shared else own
