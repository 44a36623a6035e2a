"""What Muster knows about skills, titles, degrees, clearances and certifications: versioned packs and their lookup.

Pure: the packs are this package's own files, read once by ``load``. Offsets are code points, half open.
"""

from appliance.engines.knowledge.languages import MONTHS, month
from appliance.engines.knowledge.lookup import Knowledge, load
from appliance.engines.knowledge.sections import POSTING_ROLES, RESUME_ROLES
from appliance.engines.knowledge.skills import own_id
from appliance.engines.knowledge.values import (
    CLEARANCE_LEVELS,
    DEGREE_LEVELS,
    OWN_KINDS,
    SENIORITIES,
    Certification,
    CertificationMention,
    ClearanceMention,
    DegreeLevel,
    DegreeMention,
    Mention,
    NamedSpan,
    OwnKind,
    OwnTerm,
    Relation,
    Skill,
    TitleHead,
    TitleRelation,
)

__all__ = [
    "CLEARANCE_LEVELS", "DEGREE_LEVELS", "MONTHS", "OWN_KINDS", "POSTING_ROLES", "RESUME_ROLES", "SENIORITIES",
    "Certification", "CertificationMention", "ClearanceMention", "DegreeLevel", "DegreeMention", "Knowledge", "Mention",
    "NamedSpan", "OwnKind", "OwnTerm", "Relation", "Skill", "TitleHead", "TitleRelation", "load", "month", "own_id",
]  # fmt: skip
