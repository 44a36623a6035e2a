"""Requisition against candidates: evidence, score, stored and computed again."""

from appliance.recruiting.matching.as_csv import shortlist_csv as shortlist_as_csv
from appliance.recruiting.matching.rules import CURRENT, RULE_SETS
from appliance.recruiting.matching.service import Matching, compare

__all__ = ["CURRENT", "RULE_SETS", "Matching", "compare", "shortlist_as_csv"]
