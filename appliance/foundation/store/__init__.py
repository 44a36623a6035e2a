"""The encrypted store: transactions, migrations, content-addressed files."""

from appliance.foundation.store.store import Store
from appliance.foundation.store.transaction import Reading, Row, Writing

__all__ = ["Reading", "Row", "Store", "Writing"]
