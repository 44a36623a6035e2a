"""Full-text search: entries in, ranked and counted answers out. Knows nothing of recruiting; alone imports Whoosh."""

from __future__ import annotations

from appliance.engines.fulltext.answers import SORTS, Completion, Sort
from appliance.engines.fulltext.chunks import Words
from appliance.engines.fulltext.errors import IndexBusy, IndexDamaged, NoSuchEntry, QueryUnsupported
from appliance.engines.fulltext.highlight import Fragment, highlight, marks
from appliance.engines.fulltext.index import SearchIndex
from appliance.engines.fulltext.seals import Manifest, quarantine

__all__ = [
    "SORTS",
    "Completion",
    "Fragment",
    "IndexBusy",
    "IndexDamaged",
    "Manifest",
    "NoSuchEntry",
    "QueryUnsupported",
    "SearchIndex",
    "Sort",
    "Words",
    "highlight",
    "marks",
    "quarantine",
]
