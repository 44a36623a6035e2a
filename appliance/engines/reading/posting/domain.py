"""In a posting about computing, a common word that is also a skill of another trade is not that skill.

"API contracts" is no contract law and a "latency budget" no budget management; "HL7" or "clinical trials" stay.
"""

from __future__ import annotations

from appliance.engines.knowledge import Knowledge
from appliance.foundation.contracts.requirements import Requirement

COMPUTING = frozenset(
    {
        "Information security", "Data engineering", "JavaScript and web frameworks", "Networks", "Machine learning",
        "Programming languages", "Analytics and statistics", "Systems administration", "Testing", "Software practice",
        "Interfaces and integration", "Office applications", "Business applications", "Tools of development", "DevOps",
        "Python, Ruby and PHP frameworks", "Java platform", "Operating systems", "Content and commerce platforms", "AWS services",
        "Observability", "Cloud", ".NET platform", "Mobile platforms", "NoSQL and search products", "Geographic information",
        "IT service and support", "Azure and Google services", "Governance and compliance of security",
        "Relational database products", "Embedded and electronics", "Project delivery", "Databases",
    }
)  # fmt: skip
"""Groups of the knowledge pack that belong to computing."""
_SHARE, _LEAST = 0.6, 5
_ACRONYM = 4


def about_computing(rows: list[Requirement], knowledge: Knowledge) -> bool:
    """Whether most of the skills named belong to computing."""
    ids = {i for r in rows for i in str(r.detail.get("ids", "")).split()}
    known = [s for i in ids if (s := knowledge.skill(i)) is not None]
    return len(known) >= _LEAST and sum(s.group in COMPUTING for s in known) >= _SHARE * len(known)


def is_common_word(row: Requirement, knowledge: Knowledge) -> bool:
    """Whether, in a posting about computing, the row's one skill is more likely an ordinary word."""
    skill = knowledge.skill(row.normal) if row.normal else None
    if skill is None or skill.group in COMPUTING:
        return False
    quote = row.quote
    if quote.casefold() == skill.name.casefold():
        return quote.islower() and " " not in quote
    return quote.islower() or (quote.isupper() and len(quote) <= _ACRONYM)


def is_bare_word(row: Requirement, knowledge: Knowledge) -> bool:
    """Whether an implied row stands on one word that names a whole field, and that only its neighbours make a skill ("AI")."""
    skill = knowledge.skill(row.normal) if row.normal else None
    quote = row.quote
    if skill is None or skill.parents or " " in quote or not (quote.islower() or len(quote) <= _ACRONYM):
        return False
    return not any(phrase.settled for phrase in knowledge.skill_phrases(quote))
