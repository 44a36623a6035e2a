"""What belongs to the organisation: its own terms, in versions, and the knowledge of the packs together with them."""

from appliance.recruiting.organisation.service import (
    Organisation,
    knowledge,
    terms_for_reader,
    terms_in_force,
)
from appliance.recruiting.organisation.terms import MOST_TERMS, TermsVersion, own_terms

__all__ = [
    "MOST_TERMS",
    "Organisation",
    "TermsVersion",
    "knowledge",
    "own_terms",
    "terms_for_reader",
    "terms_in_force",
]
