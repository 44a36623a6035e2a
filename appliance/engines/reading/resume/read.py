"""A résumé's layout to its facts, step by step."""

from __future__ import annotations

from appliance.engines.knowledge import Knowledge, load
from appliance.engines.reading.resume.claims import (
    authorisation_facts,
    certification_facts,
    clearance_facts,
    location_facts,
)
from appliance.engines.reading.resume.contact import (
    find_emails,
    find_links,
    others_contact,
    within,
)
from appliance.engines.reading.resume.education import find_studies, study_facts
from appliance.engines.reading.resume.held import position_facts
from appliance.engines.reading.resume.judging import Judge
from appliance.engines.reading.resume.person import find_name
from appliance.engines.reading.resume.phones import find_phones
from appliance.engines.reading.resume.positions import find_positions
from appliance.engines.reading.resume.private import private_starts, shortened, without_private
from appliance.engines.reading.resume.rows import MOST_TEXT, lines_were_joined, rows_of
from appliance.engines.reading.resume.sections import split_sections
from appliance.engines.reading.resume.skills import skill_facts
from appliance.engines.reading.resume.spoken import language_facts
from appliance.engines.reading.resume.stacked import join_stacked_dates
from appliance.engines.reading.resume.titles import headline_facts
from appliance.engines.reading.resume.years import latest_date, years_fact
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import Layout


def read_resume(layout: Layout, today: str = "", knowledge: Knowledge | None = None) -> tuple[Fact, ...]:
    """Every fact of a résumé, grouped by kind in reading order.

    ``today`` (``YYYY-MM``) is what "present" means; without it the latest date in the document is. Only the first
    ``rows.MOST_TEXT`` characters are read. Spans are half open and in characters of ``layout.text``.
    """
    k = knowledge or load()
    text = layout.text[:MOST_TEXT]
    written = rows_of(layout)
    kept = without_private(written, k)
    rows = join_stacked_dates(kept)
    if not rows:
        return ()
    joined = lines_were_joined(text)
    judge = Judge(k, joined=joined)
    sections = split_sections(rows, k, joined=joined)
    now = today or latest_date(rows)

    others = others_contact(sections)
    emails = [f for f in find_emails(text) if f.span is not None and not within(f.span.start, others)]
    phones = [f for f in find_phones(text, k) if f.span is not None and not within(f.span.start, others)]
    links = find_links(text, emails)
    name = find_name(text, rows, tuple(f.normal for f in emails), k)
    positions = find_positions(text, sections, judge)
    studies = find_studies(text, sections, judge)

    private = private_starts(written, kept)
    work = [shortened(f, private, text) for f in position_facts(text, positions, now, judge)]
    study = [shortened(f, private, text) for f in study_facts(text, studies)]
    named = [name] if name is not None else []
    reached = [f.span.start for f in (*emails, *phones) if f.span is not None]
    own = [r for s in sections if s.role != "skills" for r in s.rows]
    contact = [(r.start, r.end) for r in own if any(r.start <= at < r.end for at in reached)]
    said = (*emails, *phones, *links, *named, *work, *study)
    names = [(f.span.start, f.span.end) for f in said if f.span is not None and f.kind not in _NOT_TAKEN]
    years = years_fact(text, positions, now)
    return (
        *named,
        *emails,
        *phones,
        *links,
        *location_facts(rows, sections, reached, text, k),
        *headline_facts(text, rows, sections, name, positions, judge),
        *work,
        *study,
        *skill_facts(text, sections, positions, [*contact, *names], now, k),
        *certification_facts(text, sections, k),
        *language_facts(text, sections, k),
        *([years] if years is not None else []),
        *clearance_facts(text, sections, k),
        *authorisation_facts(text),
    )


_NOT_TAKEN = frozenset({"title", "position", "education"})
"""Facts inside which a skill may still be named ("Java Developer")."""
