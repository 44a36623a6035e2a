"""The encrypted store: transactions, migrations, content-addressed files."""

from appliance.foundation.store.ahead import Ahead
from appliance.foundation.store.connection import driver_versions
from appliance.foundation.store.errors import StoreLocked
from appliance.foundation.store.in_use import alone
from appliance.foundation.store.migrate import own_tables
from appliance.foundation.store.quiet import empty_log, newer_than_we
from appliance.foundation.store.store import Store
from appliance.foundation.store.transaction import Reading, Row, Writing

__all__ = [
    "Ahead",
    "Reading",
    "Row",
    "Store",
    "StoreLocked",
    "Writing",
    "alone",
    "driver_versions",
    "empty_log",
    "newer_than_we",
    "own_tables",
]
