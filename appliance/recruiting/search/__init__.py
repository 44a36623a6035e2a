"""Our query language, result cards, the ledger, and the index as a copy of the store."""

from appliance.recruiting.search.cards import label as facet_label
from appliance.recruiting.search.errors import IndexNotReady, QueryError, SearchNotBooked
from appliance.recruiting.search.indexing import Indexer, IndexReader
from appliance.recruiting.search.service import Search

__all__ = [
    "IndexNotReady",
    "IndexReader",
    "Indexer",
    "QueryError",
    "Search",
    "SearchNotBooked",
    "facet_label",
]
