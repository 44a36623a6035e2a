"""A layout becomes a posting reading: outline, header, then one kind of requirement after the other."""

from __future__ import annotations

import re
from bisect import bisect_right

from appliance.engines.knowledge import Knowledge, load
from appliance.engines.reading.posting.asks import (
    asks,
    base_of,
    demands,
    is_asked,
    labels_years,
    names_years,
    pieces,
)
from appliance.engines.reading.posting.citizenship import citizenship_rows
from appliance.engines.reading.posting.clearance import clearance_rows, without_denied
from appliance.engines.reading.posting.clearance_cues import of_state
from appliance.engines.reading.posting.content import only_states
from appliance.engines.reading.posting.degrees import degree_rows, denies_degree
from appliance.engines.reading.posting.domain import about_computing, is_bare_word, is_common_word
from appliance.engines.reading.posting.groups import one_of
from appliance.engines.reading.posting.header import Header, read_header
from appliance.engines.reading.posting.named import certification_rows, language_rows, residence_rows
from appliance.engines.reading.posting.needs import need_of
from appliance.engines.reading.posting.outline import Outline, outline
from appliance.engines.reading.posting.overlaps import without_overlaps
from appliance.engines.reading.posting.paragraphs import paragraphs
from appliance.engines.reading.posting.pay_lines import pay_rows
from appliance.engines.reading.posting.phrases import is_about_skills, phrase_rows
from appliance.engines.reading.posting.policy import location_rows, remote_policy, remote_row
from appliance.engines.reading.posting.settle import settle
from appliance.engines.reading.posting.skills import implied_rows, only_counts, skill_rows
from appliance.engines.reading.posting.structured import Structured, place_of, read_structured
from appliance.engines.reading.posting.summary import responsibilities, summary
from appliance.engines.reading.posting.supposed import supposed_rows
from appliance.engines.reading.posting.tables import as_labels
from appliance.engines.reading.posting.values import Ask, Unit, requirement
from appliance.engines.reading.posting.years import find_years, years_rows
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Scalar, Span

LONGEST = 200_000
_LEAST_WORDS, _LONG = 2, 8
_COVERED = 0.2
_FRAGMENT = 8
_SHORT_NAME, _ITEM_WORDS = 3, 4
_QUALITY = r"(?:an? |the )?(?:[\w-]+ ){0,2}(?:mind-?set|mentality|attitude|spirit|instincts?|temperament|demeanou?r|character|outlook|passion|curiosity|ethos)"
_BESIDE_QUALITY = re.compile(
    rf"^{_QUALITY}(?:,| and| or| &| plus) (?:an? )?|(?:,|,? (?:and|or|&|plus|with)) {_QUALITY}$",
    re.IGNORECASE,
)
_NAMES_EXPERIENCE = re.compile(
    r"\b(?:experience|background|expertise|fluency|proficiency|literacy|knowledge|skills?)$", re.IGNORECASE
)
_A_PERSON = re.compile(r"\b(?:someone|somebody|a person|people|an? [\w-]+(?: [\w-]+)?) who\b", re.IGNORECASE)


def read_posting(layout: Layout, knowledge: Knowledge | None = None) -> PostingReading:
    """Read a posting; spans are within ``layout.text``, the same layout gives the same reading.

    1. outline: paragraphs, sections, units. 2. header. 3. requirements, a unit at a time. 4. place and pay.
    5. what the page states to machines outranks what was read.
    """
    knowledge = knowledge or load()
    layout = _bounded(layout)
    plain = as_labels(layout.text)
    if plain == layout.text:
        return _read(layout, knowledge)
    read = _read(layout.model_copy(update={"text": plain}), knowledge)
    quoted = (
        r.model_copy(update={"quote": layout.text[r.span.start : r.span.end]}) if r.span else r
        for r in read.requirements
    )
    return read.model_copy(update={"requirements": tuple(quoted)})


def _read(layout: Layout, knowledge: Knowledge) -> PostingReading:
    text = layout.text
    drawn = outline(text, paragraphs(layout), knowledge)
    header = read_header(text, drawn, knowledge)
    asked = asks(text, drawn.units)
    state = of_state(text)
    each = [
        _requirements(text, ask, header, drawn, skills, knowledge, state=state)
        for ask, skills in zip(asked, _skills(text, asked, drawn.units, knowledge), strict=True)
    ]
    rows = without_denied(_with_lead_fragments(text, drawn, each), asked)
    rows += supposed_rows(text, pieces(text, drawn.paragraphs, asked), rows, knowledge, state=state)
    if not any(r.kind in ("skill", "other") for r in rows):
        implied = implied_rows(text, asked, knowledge, _of_the_house(text, drawn, header.organisation))
        computing = about_computing(implied, knowledge)
        rows += [
            r
            for r in implied
            if not (computing and (is_common_word(r, knowledge) or is_bare_word(r, knowledge)))
        ]
        rows += [_of_a_person(text, ask) for ask in asked if _asks_of_a_person(ask)]
    policy = remote_policy(text, drawn, header, asked)
    stated = read_structured(layout.structured, text)
    rows = settle(
        one_of(text, drawn, rows)
        + location_rows(text, header, policy)
        + ([remote_row(text, policy)] if policy else [])
        + pay_rows(text, drawn, header, asked, knowledge),
        tuple((u.start, u.end) for u in drawn.units if _is_listed(drawn, u)),
    )
    detail: dict[str, Scalar] = {**header.detail}
    if any(denies_degree(a.text) for a in asked):
        detail["degree"] = "none"
    return _with_structured(
        text, header, drawn, rows, policy.policy if policy else "", detail, stated, knowledge
    )


def _bounded(layout: Layout) -> Layout:
    """The layout up to LONGEST characters: what is longer than a small book is no posting."""
    if len(layout.text) <= LONGEST:
        return layout
    lines = tuple(line for line in layout.lines if line.end <= LONGEST)
    return layout.model_copy(update={"text": layout.text[:LONGEST], "lines": lines})


def _skills(
    text: str, asked: tuple[Ask, ...], units: tuple[Unit, ...], knowledge: Knowledge
) -> list[list[Requirement]]:
    """The skill rows of each unit, without ordinary words that only look like skills in this posting."""
    found = [
        skill_rows(
            text, ask, knowledge, find_years(ask.text, asked=is_asked(ask)), _beside(asked, units, number)
        )
        if ask.role != "header"
        else []
        for number, ask in enumerate(asked)
    ]
    if about_computing([row for rows in found for row in rows], knowledge):
        return [[row for row in rows if not is_common_word(row, knowledge)] for rows in found]
    return found


def _beside(asked: tuple[Ask, ...], units: tuple[Unit, ...], number: int) -> tuple[str, str]:
    """The short list items before and after a short one of the same section."""

    def item(at: int) -> str:
        if not 0 <= at < len(asked) or not units[at].bullet or asked[at].role != asked[number].role:
            return ""
        words = asked[at].text.split()
        return asked[at].text.rstrip(" .,;") if len(words) <= _ITEM_WORDS else ""

    return (item(number - 1), item(number + 1)) if item(number) else ("", "")


def _requirements(
    text: str,
    ask: Ask,
    header: Header,
    drawn: Outline,
    skills: list[Requirement],
    knowledge: Knowledge,
    *,
    state: bool,
) -> list[Requirement]:
    """The rows of one unit; a unit among the requirements that gives none is a row of its own."""
    open_to = any(x.name == "who" and ask.start <= x.start < ask.start + len(ask.text) for x in header.labels)
    cleared = any(
        x.name == "clearance" and ask.start <= x.start < ask.start + len(ask.text) for x in header.labels
    )
    rows = clearance_rows(text, ask, knowledge, labelled=cleared, state=state)
    rows += citizenship_rows(text, ask, labelled=open_to)
    if ask.role == "header":
        return rows + (years_rows(text, ask) if labels_years(ask.text) or names_years(ask) else [])
    years = find_years(ask.text, asked=is_asked(ask))
    degrees = degree_rows(text, ask, knowledge, years)
    skills = [s for s in skills if not _is_field(s, degrees)]
    rows += degrees
    rows += skills
    ways = [r for r in degrees if r.alternatives]
    for row in years_rows(text, ask):
        inside = any(w.span and row.span and w.span.start <= row.span.start < w.span.end for w in ways)
        if not inside and not any(_says_the_same(row, skill) for skill in skills):
            rows.append(row)
    rows = without_overlaps(text, rows + certification_rows(text, ask, knowledge))
    rows += language_rows(text, ask, knowledge)
    rows += residence_rows(text, ask, knowledge)
    unit = drawn.units[ask.number]
    rows += phrase_rows(
        text,
        ask,
        rows,
        listed=unit.bullet or _is_whole_paragraph(drawn, unit),
        headed=_is_headed_skills(text, drawn, unit),
    )
    words = len(ask.text.split())
    if (
        ask.base
        and words >= _LEAST_WORDS
        and not only_states(ask.text)
        and not _is_about_the_house(ask.text, header.organisation)
        and (not rows or (words >= _LONG and _coverage(ask, rows) < _COVERED))
    ):
        rows = [r for r in rows if not _in_passing(r)] + [_other(text, ask)]
    return rows


def _asks_of_a_person(ask: Ask) -> bool:
    """Whether a sentence of a posting without requirements says what person is wanted ("looking for someone who …")."""
    return (
        ask.role in ("summary", "other", "responsibilities")
        and len(ask.text.split()) >= _LONG
        and _A_PERSON.search(ask.text) is not None
        and demands(ask.text)
    )


def _of_a_person(text: str, ask: Ask) -> Requirement:
    """The row of such a sentence: what stands after "someone who"."""
    row = _other(text, ask)
    said = _A_PERSON.search(row.label)
    label = row.label[said.end() :].strip() if said else ""
    return row.model_copy(update={"label": label[:1].upper() + label[1:]}) if label else row


def _in_passing(row: Requirement) -> bool:
    """Whether a skill is an ordinary word of a sentence that is asked as a whole ("reason about … observability")."""
    return row.kind == "skill" and row.years is None and len(row.any_of) == 1 and row.quote.islower()


def _is_listed(drawn: Outline, unit: Unit) -> bool:
    """Whether the unit is a line of its own among the requirements."""
    return unit.role in ("required", "preferred") and _is_whole_paragraph(drawn, unit)


def _of_the_house(text: str, drawn: Outline, organisation: str) -> frozenset[int]:
    """The units of paragraphs that begin with the organisation's name: they tell of the house, whatever follows."""
    name = organisation.split(maxsplit=1)[0] if organisation else ""
    if len(name) <= _SHORT_NAME:
        return frozenset()
    return frozenset(
        n
        for n, u in enumerate(drawn.units)
        if text.startswith(f"{name} ", drawn.paragraphs[u.paragraph].start) and u.role != "responsibilities"
    )


def _is_whole_paragraph(drawn: Outline, unit: Unit) -> bool:
    """Whether the unit is a line of its own."""
    paragraph = drawn.paragraphs[unit.paragraph]
    return unit.start - paragraph.start <= 2 and paragraph.end - unit.end <= 2


def _is_headed_skills(text: str, drawn: Outline, unit: Unit) -> bool:
    """Whether the unit's section is headed as skills."""
    at = bisect_right(drawn.sections, unit.start, key=lambda s: s.span.start) - 1
    section = drawn.sections[at] if at >= 0 else None
    return (
        section is not None
        and unit.start < section.span.end
        and section.heading is not None
        and is_about_skills(text[section.heading.start : section.heading.end])
    )


def _is_about_the_house(sentence: str, organisation: str) -> bool:
    """Whether a sentence among the requirements tells something of the organisation ("Brookfern has made …")."""
    name = organisation.split(maxsplit=1)[0] if organisation else ""
    return len(name) > _SHORT_NAME and sentence.startswith(f"{name} ") and not demands(sentence)


def _is_field(skill: Requirement, degrees: list[Requirement]) -> bool:
    """Whether a skill is only a degree's field of study ("Degree in mathematics")."""
    return any(
        d.span and skill.span and d.span.start <= skill.span.start and skill.span.end <= d.span.end
        and skill.quote in str(d.detail.get("fields", ""))
        for d in degrees
    )  # fmt: skip


def _says_the_same(years: Requirement, skill: Requirement) -> bool:
    """Whether a skill's own row already asks for these years ("5+ years of Python")."""
    if skill.years is None or skill.years != years.years or not years.normal:
        return False
    extra = len(years.normal.split()) - sum(len(name.split()) for name in skill.any_of)
    if extra <= 1:
        return True
    if (
        skill.span is None
        or years.span is None
        or skill.span.end > years.span.end
        or skill.span.start < years.span.start
    ):
        return False
    rest = years.normal.casefold().replace(" ".join(skill.quote.casefold().split()), " ")
    return rest != years.normal.casefold() and only_counts(rest)


def _with_lead_fragments(text: str, drawn: Outline, each: list[list[Requirement]]) -> list[Requirement]:
    """All rows; "Ownership and grit. You've shipped …" is one asked thing: the few words before are its heading."""
    rows: list[Requirement] = []
    taken = -1
    for number, found in enumerate(each):
        if number == taken:
            found = [r for r in found if r.kind != "other"]  # noqa: PLW2901 - said by the row before
        here, after = drawn.units[number], drawn.units[number + 1] if number + 1 < len(each) else None
        alone = len(found) == 1 and found[0].kind == "other"
        if (
            alone
            and after
            and after.paragraph == here.paragraph
            and len(found[0].label.split()) <= _FRAGMENT
            and text[here.end - 1] == "."
            and text[after.start : after.start + 3] == "You"
        ):
            if any(r.kind != "other" for r in each[number + 1]):
                continue  # what the next sentence asks by name is what the words before it head
            whole = _fragment(text[here.start : here.end]) or " ".join(
                text[here.start : after.end].split()
            ).rstrip(".")
            quote = text[here.start : after.end]
            span = Span(start=here.start, end=after.end)
            rows.append(found[0].model_copy(update={"label": whole, "span": span, "quote": quote}))
            taken = number + 1
        else:
            rows += found
    return rows


def _fragment(words: str) -> str:
    """What the words before a sentence name by themselves ("Kitchen experience and a calm temperament." is the first); "" for a mere quality."""
    name = _BESIDE_QUALITY.sub("", " ".join(words.split()).rstrip("."))
    name = name[:1].upper() + name[1:]
    return name if _NAMES_EXPERIENCE.search(name) and len(name.split()) >= _LEAST_WORDS else ""


def _coverage(ask: Ask, rows: list[Requirement]) -> float:
    """The share of the unit's letters that its rows speak of; 1 when one of them is more than a skill named in passing."""
    if any(r.kind != "skill" for r in rows):
        return 1.0
    head = re.split(r":\s|\s[-–—]\s", re.sub(r"\([^()]*\)", "", ask.text))[0]
    return sum(len(quote) for quote in {r.quote for r in rows}) / max(1, len(head))


def _other(text: str, ask: Ask) -> Requirement:
    """The whole sentence, for what is none of the typed things."""
    base = base_of(ask) or "required"
    need = need_of(ask.text, 0, max(1, len(ask.text) // 3), base)
    label = re.sub(r"\s+", " ", ask.text).strip().rstrip(".")
    return requirement(
        "other", need, text, ask.start, ask.start + len(ask.text), label=label, group=ask.group
    )


def _with_structured(
    text: str,
    header: Header,
    drawn: Outline,
    rows: list[Requirement],
    remote: str,
    detail: dict[str, Scalar],
    stated: Structured,
    knowledge: Knowledge,
) -> PostingReading:
    """The reading, with what the page states to machines put first."""
    for row in stated.requirements:
        if row.detail.get("about") == "clearance":
            found = clearance_rows(row.label, Ask(row.label, 0, "required", "required", "", -1), knowledge)
            if found and not any(r.kind == "clearance" for r in rows):
                rows += [f.model_copy(update={"span": None, "quote": ""}) for f in found]
        elif row.kind == "salary":
            rows = [row, *(r for r in rows if r.kind != "salary")]
        elif not any(r.kind == row.kind for r in rows):
            rows.append(row)
    title, organisation = stated.title or header.title, stated.organisation or header.organisation
    return PostingReading(
        title=title,
        title_span=place_of(title, text) if stated.title else header.title_span,
        organisation=organisation,
        organisation_span=place_of(organisation, text) if stated.organisation else header.organisation_span,
        locations=stated.locations or header.locations,
        remote=stated.remote or remote,
        summary=summary(text, drawn),
        responsibilities=responsibilities(text, drawn),
        requirements=tuple(rows),
        sections=drawn.sections,
        detail={**detail, **stated.detail},
    )
