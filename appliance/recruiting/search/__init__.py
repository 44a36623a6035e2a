"""Our query language, result cards, the ledger, saved searches, and the index as a copy of the store."""

from appliance.recruiting.search.cards import label as facet_label
from appliance.recruiting.search.errors import IndexNotReady, QueryError, SearchNotBooked
from appliance.recruiting.search.indexing import Indexer, IndexReader
from appliance.recruiting.search.keeping import Kept, SavedSearches
from appliance.recruiting.search.ledger import COLUMNS as LEDGER_COLUMNS
from appliance.recruiting.search.ledger import Ledger
from appliance.recruiting.search.ledger import as_table as ledger_table
from appliance.recruiting.search.service import Begun, Search
from appliance.recruiting.search.suggesting import Offer
from appliance.recruiting.search.widening import warm_up

__all__ = [
    "LEDGER_COLUMNS",
    "Begun",
    "IndexNotReady",
    "IndexReader",
    "Indexer",
    "Kept",
    "Ledger",
    "Offer",
    "QueryError",
    "SavedSearches",
    "Search",
    "SearchNotBooked",
    "facet_label",
    "ledger_table",
    "warm_up",
]
