"""What belongs to the organisation: its own terms, in versions, and the knowledge of the packs together with them."""

from appliance.recruiting.organisation.service import (
    Organisation,
    knowledge,
    terms_for_reader,
    terms_in_force,
)
from appliance.recruiting.organisation.terms import MOST_TERMS, Term, TermsVersion, own_terms, taken

__all__ = [
    "MOST_TERMS",
    "Organisation",
    "Term",
    "TermsVersion",
    "knowledge",
    "own_terms",
    "taken",
    "terms_for_reader",
    "terms_in_force",
]
